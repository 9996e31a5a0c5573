"""The gate's pages: what they refuse, what they record, that a form sent twice records once; without scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.access.pages import ARRIVAL, FIRST_AID
from lanyard.access.table import TABLE
from lanyard.ledger.ask import AgeRange
from lanyard.terms import Role, Sex
from lanyard.terms.tags import tag_code
from tests.web.pages.at_the_gate import Browser, Page, Point, key, point

HOSTILE = "<script>alert('1')</script>\" onload=x"


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Point]:
    with point(tmp_path / "site") as found:
        yield found


@pytest.fixture
def clerk(gate: Point) -> Browser:
    return gate.browser(Role.CLERK)


def vehicle_of(page: Page) -> str:
    found = re.fullmatch(r"/vehicle/([0-9a-f]{34})(?:/\w+)?", page.address)
    assert found, page.address
    return found[1]


PLACES = {
    "vehicle": "/vehicle/{v}", "vehicle_safety": "/vehicle/{v}/safety", "vehicle_count": "/arrivals/count",
    "vehicle_count_again": "/vehicle/{v}/count", "vehicle_glance": "/vehicle/{v}/glance", "arrivals": "/arrivals",
    "vehicle_strip": "/vehicle/{v}/strip", "vehicle_meet": "/vehicle/{v}/meet", "vehicle_family": "/vehicle/{v}/family",
    "vehicle_turned_back": "/vehicle/{v}/turned-back", "family_on_foot": "/arrivals/family",
    "meet_person": "/arrivals/meet/{p}", "walked_in": "/arrivals/walked-in", "born": "/arrivals/born",
    "came_back": "/arrivals/came-back", "turned_back": "/arrivals/turned-back", "relief_given": "/arrivals/relief",
    "queues": "/queues", "call_medic": "/care/{p}/call", "looked_at": "/care/{p}/looked-at",
    "none_red": "/queues/none-red/{v}", "triage": "/care/{p}/triage", "care": "/care/{p}",
    "care_form": "/care/{p}/record/observed", "rush_out": "/rush-out/{p}", "rush_out_new": "/rush-out",
    "rush_out_from": "/vehicle/{v}/rush-out", "rush_out_more": "/rush-out/{p}/more",
}  # fmt: skip


def test_each_page_refuses_whoever_may_not_open_it_and_opens_for_the_others(gate: Point, clerk: Browser) -> None:
    assert PLACES.keys() == {*ARRIVAL, *FIRST_AID}
    v = vehicle_of(clerk.count())
    clerk.get(f"/vehicle/{v}/strip").send("first", first=gate.tags[0], many="1")
    gate.settle()
    p = key(gate.entries("tag_claimed")[0].about)
    for role in TABLE:
        browser = gate.browser(role)
        for name, roles in {**ARRIVAL, **FIRST_AID}.items():
            status = browser.get(PLACES[name].format(v=v, p=p)).status
            allowed = (200, 405) if role in roles else (403,)
            assert status in allowed, (role, name, status)


@pytest.mark.parametrize("place", [p for p in PLACES.values() if "{" in p])
def test_a_noun_that_nobody_recorded_is_said_to_be_none(gate: Point, place: str) -> None:
    medic = gate.browser(Role.MEDIC)
    for wrong in ("02" + "0" * 32, "00" + "1" * 32, "nothing", "ff"):
        at = place.format(v=wrong, p=wrong)
        assert medic.get(at).status in (404, 405)
        sent = {"act": "0" * 32, "new": "1" * 32, "how_soon": "now", "looked_at": "x"}
        assert medic.post(at, sent).status in (404, 422), at
    assert gate.entries("glanced") == gate.entries("needs_medic") == []


def test_a_count_without_a_number_is_refused_and_keeps_what_was_typed(gate: Point, clerk: Browser) -> None:
    page = clerk.get("/arrivals/count").send("counted_by", total="many", counted_by="one", came_from=HOSTILE)
    assert page.status == 422
    assert 'value="many"' in page.text
    assert "<script>alert" not in page.text
    assert gate.entries("vehicle_counted") == []


def test_a_vehicle_is_counted_and_its_page_stands_at_once_with_its_numbers(gate: Point, clerk: Browser) -> None:
    page = clerk.count(12, came_from=HOSTILE)
    assert page.status == 200
    assert "<script>alert" not in page.text
    assert '<bdi class="code" dir="ltr">12</bdi>' in page.text
    assert "12" in clerk.get("/arrivals").text
    [said] = gate.said("vehicle_counted")
    assert (said.total, said.counted_by, said.includes_dead) == (12, "two", True)
    assert clerk.get(page.address).status == 200


def test_a_count_sent_twice_counts_once_and_what_was_taken_back_may_be_sent_again(gate: Point, clerk: Browser) -> None:
    form = clerk.get("/arrivals/count").forms()[-1]
    sent = {**form["sent"], "total": "5", "counted_by": "one"}
    first, second = clerk.post("/arrivals/count", sent), clerk.post("/arrivals/count", sent)
    assert first.address == second.address
    assert second.text.count("Take back") == 1
    second.send("Take back")
    clerk.post("/arrivals/count", sent)
    gate.settle()
    clerk.post("/arrivals/count", sent)
    assert len(gate.entries("vehicle_counted")) == 1


def test_counting_again_is_about_the_same_vehicle(gate: Point, clerk: Browser) -> None:
    v = vehicle_of(clerk.count(5))
    gate.settle()
    clerk.get(f"/vehicle/{v}/count").send("counted_by", total="7")
    assert {e.about for e in gate.entries("vehicle_counted")} == {gate.entries("vehicle_counted")[0].about}
    assert [said.total for said in gate.said("vehicle_counted")] == [5, 7]


def test_a_strip_is_claimed_by_its_first_tag_and_a_red_one_among_them_calls_a_medic(
    gate: Point, clerk: Browser
) -> None:
    v = vehicle_of(clerk.count(5))
    tags = gate.tags[:5]
    page = clerk.get(f"/vehicle/{v}/strip").send("first", first=f"LNY1:{tags[0]}", many="5", red=tags[2])
    assert page.address == f"/vehicle/{v}/meet"
    assert all(tag in page.text for tag in tags)
    claims = gate.said("tag_claimed")
    assert sorted(said.tag for said in claims) == sorted(tags)
    assert [said.tag for said in claims if said.medic_now] == [tags[2]]
    assert {said.travel_group for said in claims} == {"group 1"}
    assert "group 2" in clerk.get(f"/vehicle/{v}/strip").text


def test_tag_after_tag_is_claimed_and_a_foreign_tag_is_taken(gate: Point, clerk: Browser) -> None:
    v = vehicle_of(clerk.count(5))
    foreign = tag_code("HX", 7)
    clerk.get(f"/vehicle/{v}/strip").send("first", tags=f"{gate.tags[20]}\r\n{foreign}\r\n{gate.tags[20]}")
    assert {said.tag for said in gate.said("tag_claimed")} == {gate.tags[20], foreign}


def test_more_tags_than_hang_on_a_strip_are_refused(gate: Point, clerk: Browser) -> None:
    v = vehicle_of(clerk.count(5))
    page = clerk.get(f"/vehicle/{v}/strip").send("first", first=gate.tags[8], many="5")
    assert page.status == 422
    assert "Only 2 tags" in page.text
    assert f'value="{gate.tags[8]}"' in page.text
    assert gate.entries("tag_claimed") == []


@pytest.mark.parametrize("typed", ["BG00000000", "nonsense", ""])
def test_what_is_no_tag_claims_nothing(gate: Point, clerk: Browser, typed: str) -> None:
    v = vehicle_of(clerk.count(5))
    assert clerk.get(f"/vehicle/{v}/strip").send("first", tags=typed).status == 422
    assert gate.entries("tag_claimed") == []


def test_a_tag_with_our_letters_that_was_never_printed_claims_nothing(gate: Point, clerk: Browser) -> None:
    v = vehicle_of(clerk.count(5))
    page = clerk.get(f"/vehicle/{v}/strip").send("first", tags=tag_code("BG", 3))
    assert page.status == 422
    assert "never printed" in page.text


@pytest.mark.parametrize("sealed", [True, False])
def test_a_tag_that_another_holds_names_the_holder_and_claims_nothing(
    gate: Point, clerk: Browser, *, sealed: bool
) -> None:
    v = vehicle_of(clerk.count(5))
    clerk.get(f"/vehicle/{v}/strip").send("first", first=gate.tags[0], many="1")
    if sealed:
        gate.settle()
    page = clerk.get(f"/vehicle/{v}/strip").send("first", tags=f"{gate.tags[1]}\n{gate.tags[0]}")
    assert page.status == 422
    assert f"known as \u2068{gate.tags[0]}" in page.text
    assert len(gate.entries("tag_claimed")) == 1


def test_a_strip_sent_twice_gives_each_tag_to_one_person(gate: Point, clerk: Browser) -> None:
    v = vehicle_of(clerk.count(5))
    form = clerk.get(f"/vehicle/{v}/strip").forms()[-1]
    sent = {**form["sent"], "first": gate.tags[0], "many": "3"}
    clerk.post(form["action"], sent)
    assert clerk.post(form["action"], sent).status in (200, 422)
    assert len(gate.entries("tag_claimed")) == 3


def test_the_truck_is_met_in_one_sending_each_row_its_own_entry(gate: Point, clerk: Browser) -> None:
    v = vehicle_of(clerk.count(5))
    page = clerk.get(f"/vehicle/{v}/strip").send("first", first=gate.tags[0], many="3")
    after = page.send("r0__sex", r0__sex="female", r0__band="18", r2__sex="male", r2__band="1")
    assert after.address == f"/vehicle/{v}"
    met = gate.entries("person_met")
    assert [(e.record.sex, e.record.age) for e in met] == [
        (Sex.FEMALE, AgeRange(216, 719)), (Sex.MALE, AgeRange(12, 59)),
    ]  # fmt: skip
    assert len({e.about for e in met}) == 2
    assert {e.act for e in met} == {met[0].act}
    left = clerk.get(f"/vehicle/{v}/meet").text
    assert gate.tags[1] in left
    assert gate.tags[0] not in left


def test_a_row_with_what_no_tile_says_is_refused(gate: Point, clerk: Browser) -> None:
    v = vehicle_of(clerk.count(5))
    page = clerk.get(f"/vehicle/{v}/strip").send("first", first=gate.tags[0], many="1")
    assert page.send("r0__sex", r0__sex="dragon").status == 422
    assert page.send("r0__sex").status == 422
    assert gate.entries("person_met") == []


def test_a_family_row_without_a_tag_or_with_one_twice_is_refused_and_keeps_the_taps(
    gate: Point, clerk: Browser
) -> None:
    v = vehicle_of(clerk.count(5))
    page = clerk.get(f"/vehicle/{v}/family")
    wrong = page.send("r0__tag", r0__sex="female", r1__tag=gate.tags[1], r2__tag=gate.tags[1], r1__sex="male")
    assert wrong.status == 422
    assert "stands in two rows" in wrong.text
    assert wrong.text.count("checked") == 2
    assert gate.entries("tag_claimed") == gate.entries("person_met") == []


def test_more_rows_keep_what_was_tapped_and_record_nothing(gate: Point, clerk: Browser) -> None:
    v = vehicle_of(clerk.count(5))
    more = clerk.get(f"/vehicle/{v}/family").send("r0__tag", more="1", r0__tag=gate.tags[0], r0__sex="female")
    assert more.text.count('class="person"') == 10
    assert gate.tags[0] in more.text
    assert gate.entries("tag_claimed") == []


def test_a_scanner_without_scripts_whose_enter_sends_the_form_loses_and_records_nothing(
    gate: Point, clerk: Browser
) -> None:
    v = vehicle_of(clerk.count(5))
    page = clerk.get(f"/vehicle/{v}/family").send("r0__tag", more="0", r0__tag=gate.tags[0])
    assert page.text.count('class="person"') == 6
    assert re.search(r'name="r1.tag"[^>]* autofocus', page.text)
    strip = clerk.get(f"/vehicle/{v}/strip").send("first", look="1", first=gate.tags[0])
    assert (strip.status, gate.tags[0] in strip.text) == (200, True)
    assert gate.entries("tag_claimed") == []


def test_a_family_is_claimed_and_met_on_one_page(gate: Point, clerk: Browser) -> None:
    v = vehicle_of(clerk.count(5))
    rows = {f"r{n}__tag": gate.tags[n] for n in range(5)}
    rows |= {f"r{n}__sex": "female" for n in range(5)} | {f"r{n}__band": "5" for n in range(5)}
    clerk.get(f"/vehicle/{v}/family").send("r0__tag", **rows, r3__medic="on")
    claims, met = gate.entries("tag_claimed"), gate.entries("person_met")
    assert [e.about for e in claims] == [e.about for e in met]
    assert {e.record.travel_group for e in claims} == {"group 1"} == {e.record.travel_group for e in met}
    assert [e.record.medic_now for e in claims] == [None, None, None, True, None]
    assert gate.office.node.roll().unaccounted == 0


def test_a_family_on_foot_walks_in(gate: Point, clerk: Browser) -> None:
    rows = {f"r{n}__tag": gate.tags[n] for n in range(2)} | {f"r{n}__sex": "male" for n in range(2)}
    assert clerk.get("/arrivals/family").send("r0__tag", **rows).status == 200
    assert len(gate.entries("walked_in")) == len(gate.entries("person_met")) == 2


def test_the_safety_check_takes_its_seconds_from_the_page_or_from_a_watch(gate: Point, clerk: Browser) -> None:
    v = vehicle_of(clerk.count(5))
    page = clerk.get(f"/vehicle/{v}/safety")
    assert page.send("by_whom", by_whom="", found="no").status == 422
    began = page.forms()[-1]["sent"]["began"][0]
    page.send("by_whom", by_whom="the search", found="no", began=str(int(began) - 90_000))
    clerk.get(f"/vehicle/{v}/safety").send("by_whom", by_whom="the search", found="yes", seconds="٤٥")
    first, second = gate.said("safety_checked")
    assert 90 <= first.seconds <= 95
    assert (second.seconds, second.found, second.people) == (45, True, 5)


def test_a_glance_over_a_vehicle_ends_its_wait_at_once_on_the_own_page(gate: Point, clerk: Browser) -> None:
    page = clerk.count(5)
    v = vehicle_of(page)
    assert "Look at everyone" in page.text
    clerk.get(f"/vehicle/{v}/glance").send("None red")
    assert "Look at everyone" not in clerk.get(f"/vehicle/{v}").text
    [said] = gate.said("glanced")
    assert (said.looked_at, said.red_tags, said.red_untagged) == (5, (), 0)


def test_red_tags_of_a_glance_are_recorded(gate: Point, clerk: Browser) -> None:
    v = vehicle_of(clerk.count(5))
    assert clerk.get(f"/vehicle/{v}/glance").send("red_tags", red_tags="no tag").status == 422
    clerk.get(f"/vehicle/{v}/glance").send("red_tags", red_tags=gate.tags[0], red_untagged="1")
    [said] = gate.said("glanced")
    assert (said.looked_at, said.red_tags, said.red_untagged) == (5, (gate.tags[0],), 1)


def test_turning_a_vehicle_back_asks_by_whom_and_why(gate: Point, clerk: Browser) -> None:
    v = vehicle_of(clerk.count(5))
    page = clerk.get(f"/vehicle/{v}/turned-back")
    assert page.send("by_whom", people="2").status == 422
    page.send("by_whom", people="2", by_whom="a guard", why=HOSTILE)
    [said] = gate.said("vehicle_turned_back")
    assert (said.people, said.why) == (2, HOSTILE)


def test_a_person_is_met_with_a_band_or_an_exact_age(gate: Point, clerk: Browser) -> None:
    clerk.get("/arrivals/walked-in").send("alone", tag=gate.tags[0])
    her = key(gate.entries("walked_in")[0].about)
    page = clerk.get(f"/arrivals/meet/{her}")
    assert page.text.index("Medic now") < page.text.index('name="sex"')
    assert page.send("name_said", band="5").status == 422
    page.send("name_said", sex="female", band="5", name_said="Ay La", languages="ar")
    clerk.get(f"/arrivals/meet/{her}").send("name_said", sex="female", age="7")
    first, second = gate.said("person_met")
    assert (first.age, first.name_said, first.languages) == (AgeRange(60, 143), "Ay La", ("ar",))
    assert second.age == AgeRange(84, 95)


def test_whoever_walked_in_is_met_next(gate: Point, clerk: Browser) -> None:
    page = clerk.get("/arrivals/walked-in").send("alone", tag=gate.tags[0], alone="yes")
    assert page.address.startswith("/arrivals/meet/00")
    assert gate.tags[0] in page.text
    again = clerk.get("/arrivals/walked-in").send("alone", tag=gate.tags[0])
    assert again.status == 422
    assert len(gate.entries("walked_in")) == 1


def test_a_child_is_born_to_whoever_wears_the_tag(gate: Point, clerk: Browser) -> None:
    clerk.get("/arrivals/walked-in").send("alone", tag=gate.tags[0])
    assert clerk.get("/arrivals/born").send("mother", mother=gate.tags[5]).status == 422
    clerk.get("/arrivals/born").send("mother", mother=gate.tags[0], tag=gate.tags[1], sex="male")
    [born] = gate.said("born")
    assert (born.mother, born.tag) == (gate.entries("walked_in")[0].about, gate.tags[1])


@pytest.mark.parametrize(
    ("at", "kind", "fields"),
    [
        ("came-back", "came_back", {"came_from": "hospital"}),
        ("turned-back", "turned_back", {"by_whom": "a guard", "why": "none given"}),
    ],
)
def test_somebody_known_by_her_tag_comes_back_or_is_turned_back(
    gate: Point, clerk: Browser, at: str, kind: str, fields: dict[str, str]
) -> None:
    clerk.get("/arrivals/walked-in").send("alone", tag=gate.tags[0])
    wrong = clerk.get(f"/arrivals/{at}").send("who", who=gate.tags[3], **fields)
    assert wrong.status == 422
    assert next(iter(fields.values())) in wrong.text
    assert clerk.get(f"/arrivals/{at}").send("who", **fields).status == 422
    clerk.get(f"/arrivals/{at}").send("who", who=gate.tags[0], **fields)
    [entry] = gate.entries(kind)
    assert entry.about == gate.entries("walked_in")[0].about


def test_relief_is_given_in_an_area(gate: Point, clerk: Browser) -> None:
    page = clerk.get("/arrivals/relief")
    assert page.send("area", what="blanket", count="20").status == 422
    assert page.send("area", what="blanket", count="20", area="XX/1").status == 422
    page.send("area", what=["blanket", "water"], count="20", area="BG/L1")
    [said] = gate.said("relief_given")
    assert (said.what, said.count) == (("blanket", "water"), 20)


def test_a_form_without_its_id_is_not_ours(gate: Point, clerk: Browser) -> None:
    v = vehicle_of(clerk.count(5))
    assert clerk.post(f"/vehicle/{v}/glance", {"looked_at": "5"}).status == 403
    assert clerk.post("/arrivals/count", {"total": "5", "counted_by": "one"}).status == 403


def test_the_pages_are_arabic_from_right_to_left(gate: Point) -> None:
    clerk = gate.browser(Role.CLERK).arabic()
    v = vehicle_of(clerk.count(5))
    for at in ("/arrivals", "/arrivals/count", f"/vehicle/{v}", f"/vehicle/{v}/strip", f"/vehicle/{v}/family"):
        page = clerk.get(at)
        assert 'dir="rtl"' in page.text
        assert page.status == 200


def test_nobody_who_searches_reads_a_name_on_a_vehicle(gate: Point, clerk: Browser) -> None:
    v = vehicle_of(clerk.count(5))
    clerk.get(f"/vehicle/{v}/strip").send("first", first=gate.tags[0], many="1")
    her = key(gate.entries("tag_claimed")[0].about)
    clerk.get(f"/arrivals/meet/{her}").send("name_said", sex="female", name_said="Ay La")
    gate.settle()
    assert "Ay La" in clerk.get(f"/vehicle/{v}").text
    assert "Ay La" not in gate.browser(Role.SEARCH).get(f"/vehicle/{v}").text
