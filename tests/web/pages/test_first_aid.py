"""The tent's pages: queues, calls, triage, rushing out; a red is never delayed, and nothing needs a script."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.casefile.duties import TELL_KIN
from lanyard.ledger.body import LinkKind
from lanyard.terms import Colour, Role, TriageColour
from lanyard.triage import AGE_BANDS, SIGNS, Answer, Avpu, Mode, Patient, Sign, ages_of, triage
from lanyard.web.pages.first_aid.signs import asked_of
from tests.web.pages.at_the_gate import Browser, Point, key, point
from tests.web.pages.test_arrival import vehicle_of


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Point]:
    with point(tmp_path / "site") as found:
        yield found


@pytest.fixture
def medic(gate: Point) -> Browser:
    return gate.browser(Role.MEDIC)


def walked_in(gate: Point, browser: Browser, number: int = 0, band: str = "18") -> str:
    """Somebody on foot, met and read; her key."""
    page = browser.get("/arrivals/walked-in").send("alone", tag=gate.tags[number])
    page.send("name_said", sex="female", band=band)
    return key(gate.entries("walked_in")[number].about)


def test_the_queue_shows_whoever_was_not_looked_at_the_youngest_first(gate: Point, medic: Browser) -> None:
    walked_in(gate, medic, 0)
    walked_in(gate, medic, 1, "1")
    gate.settle()
    text = medic.get("/queues").text
    assert text.index(gate.tags[1]) < text.index(gate.tags[0])
    assert "under five" in text


def test_the_queue_asked_by_the_page_answers_only_what_is_new_and_leaves_no_trail(gate: Point, medic: Browser) -> None:
    walked_in(gate, medic)
    gate.settle()
    page = medic.get("/queues")
    opened = gate.office.trail.latest()
    mark = page.headers["ETag"]
    assert mark.strip('"') in page.text
    same = medic.get("/queues?poll=1", headers={"If-None-Match": mark})
    assert (same.status, same.text) == (304, "")
    assert gate.office.trail.latest() == opened
    medic.get("/queues").send("Medic now", how_soon="now")
    gate.settle()
    changed = medic.get("/queues?poll=1", headers={"If-None-Match": mark})
    assert changed.status == 200
    assert "<html" not in changed.text
    assert changed.text.index("Called: now") < changed.text.index("Not yet looked at")


def test_a_medic_is_called_with_one_tap_in_the_row_and_once(gate: Point, medic: Browser) -> None:
    her = walked_in(gate, medic)
    gate.settle()
    page = medic.get("/queues")
    form = next(one for one in page.forms() if one["action"] == f"/care/{her}/call")
    sent = {**form["sent"], "how_soon": "now"}
    assert medic.post(form["action"], sent).address == "/queues"
    medic.post(form["action"], sent)
    [said] = gate.said("needs_medic")
    assert said.how_soon == "now"


def test_a_call_without_how_soon_is_refused_and_asks(gate: Point, medic: Browser) -> None:
    her = walked_in(gate, medic)
    assert medic.post(f"/care/{her}/call", {"act": "0" * 32, "how_soon": "later"}).status == 422
    assert medic.post(f"/care/{her}/call", {"how_soon": "now"}).status == 403
    assert gate.entries("needs_medic") == []


def test_whoever_was_looked_at_leaves_the_queue(gate: Point, medic: Browser) -> None:
    her = walked_in(gate, medic)
    gate.settle()
    medic.get("/queues").send("looked-at")
    assert "just recorded" in medic.get("/queues").text
    gate.settle()
    assert her not in medic.get("/queues").text


def test_a_vehicle_in_the_queue_has_none_red_or_one(gate: Point, medic: Browser) -> None:
    v = vehicle_of(medic.count(6))
    gate.settle()
    page = medic.get("/queues")
    page.send("None red", looked_at="x")
    assert gate.entries("glanced") == []
    red = next(one for one in page.forms() if "red" in one["sent"] and v in one["action"])
    medic.post(red["action"], red["sent"])
    gate.settle()
    page = medic.get("/queues")
    assert page.text.index("Called: now") < page.text.index("Not yet looked at")
    page.send("None red")
    assert [(said.looked_at, said.red_untagged) for said in gate.said("glanced")] == [(1, 1), (5, 0)]
    gate.settle()
    assert "None red" not in medic.get("/queues").text


def test_a_red_is_two_taps_from_the_queue(gate: Point, medic: Browser) -> None:
    her = walked_in(gate, medic)
    gate.settle()
    medic.get("/queues").send("Medic now", how_soon="now")
    gate.settle()
    first = re.search(rf'<a class="button red" href="(/care/{her}/triage)"', medic.get("/queues").text)
    assert first
    page = medic.get(first[1])
    assert page.text.index('value="unresponsive"') < page.text.index('type="checkbox"')
    after = page.send("unresponsive", red="unresponsive")
    assert after.address == f"/care/{her}"
    assert "Does not respond" in after.text
    [triaged], [priority] = gate.entries("triaged"), gate.entries("care_priority_set")
    assert (triaged.record.colour, priority.record.colour) == (TriageColour.RED, Colour.RED)
    assert triaged.act == priority.act is not None
    assert triaged.keyref != priority.keyref


def test_enter_in_a_field_of_vital_signs_computes_and_never_taps_a_red(gate: Point, medic: Browser) -> None:
    her = walked_in(gate, medic)
    form = medic.get(f"/care/{her}/triage").forms()[-1]
    first = re.search(r"<button[^>]*>", form["body"])
    assert first
    assert 'name="compute"' in first[0]


def test_the_colour_and_its_reasons_are_shown_before_anything_is_kept(gate: Point, medic: Browser) -> None:
    her = walked_in(gate, medic)
    page = medic.get(f"/care/{her}/triage")
    shown = page.send("signs", signs=["fever", "wheeze"], hr="٨٨", temp_c="38,5", pregnant="no", compute="1")
    assert '<span class="colour yellow">' in shown.text
    assert "Wheezes" in shown.text.partition("signs")[0] + shown.text
    assert gate.entries("triaged") == []
    shown.send("signs", signs=["fever", "wheeze"], avpu="a", pregnant="no", band="years_12_and_over", keep="1")
    [said] = gate.said("triaged")
    assert (said.colour, said.signs, said.age_band) == ("yellow", ("fever", "wheeze"), "years_12_and_over")
    assert (said.hr, said.temp_dc, said.avpu, said.pregnant) == (88, 385, "a", "no")
    months, days = ages_of(said.age_band)
    signs = frozenset(map(Sign, said.signs))
    again = triage(Patient(months, days, Answer.NO, signs, hr=88, temp_dc=385, avpu=Avpu.ALERT))
    assert tuple(again.because) == said.because


@pytest.mark.parametrize(
    ("name", "typed"), [("hr", "many"), ("hr", "900"), ("temp_c", "99"), ("temp_c", "warm"), ("signs", "dragon"),
                        ("band", "dragon"), ("mode", "dragon"), ("avpu", "x"), ("pregnant", "perhaps")],
)  # fmt: skip
def test_what_nobody_can_have_is_refused_and_the_rest_stays(gate: Point, medic: Browser, name: str, typed: str) -> None:
    her = walked_in(gate, medic)
    page = medic.get(f"/care/{her}/triage").send("signs", **{"rr": "18", name: typed, "keep": "1"})
    assert page.status == 422
    assert 'value="18"' in page.text
    assert gate.entries("triaged") == gate.entries("care_priority_set") == []


def test_a_triage_sent_twice_is_kept_once(gate: Point, medic: Browser) -> None:
    her = walked_in(gate, medic)
    form = medic.get(f"/care/{her}/triage").forms()[-1]
    sent = {**form["sent"], "signs": "wheeze", "keep": "1"}
    medic.post(f"/care/{her}/triage", sent)
    medic.post(f"/care/{her}/triage", sent)
    assert len(gate.entries("triaged")) == len(gate.entries("care_priority_set")) == 1


def test_in_a_surge_the_other_tool_answers_and_black_is_red_to_everybody(gate: Point, medic: Browser) -> None:
    her = walked_in(gate, medic)
    page = medic.get(f"/care/{her}/triage").send("signs", mode="surge", show="1")
    assert "not_breathing_after_airway_opened" in page.text
    shown = page.send("signs", mode="surge", signs="not_breathing_after_airway_opened", compute="1")
    assert '<span class="colour black">' in shown.text
    shown.send("signs", mode="surge", signs="not_breathing_after_airway_opened", keep="1")
    [said], [priority] = gate.said("triaged"), gate.said("care_priority_set")
    assert (said.tool, said.colour, priority.colour) == ("start", "black", "red")


def test_another_age_shows_its_own_signs(gate: Point, medic: Browser) -> None:
    her = walked_in(gate, medic)
    page = medic.get(f"/care/{her}/triage")
    assert "drinks_poorly" not in page.text
    child = page.send("signs", band="years_2_to_4", show="1")
    assert "drinks_poorly" in child.text
    assert gate.entries("triaged") == []


@pytest.mark.parametrize("band", AGE_BANDS)
def test_every_sign_that_is_red_by_one_tap_makes_red(band: str) -> None:
    months, days = ages_of(band)
    asked = asked_of(Patient(months, days))
    assert asked.alone
    for sign in asked.alone:
        assert triage(Patient(months, days, signs=frozenset({sign}))).colour == "red", sign
    assert len({*asked.alone, *asked.red, *asked.yellow}) == len(asked.alone) + len(asked.red) + len(asked.yellow)


def test_every_sign_is_asked_of_somebody() -> None:
    asked = set()
    for band in AGE_BANDS:
        for mode in Mode:
            months, days = ages_of(band)
            found = asked_of(Patient(months, days, mode=mode))
            asked |= {*found.alone, *found.red, *found.yellow}
    assert set(SIGNS) - asked == set()


def test_rushed_out_is_two_taps_and_the_rest_is_asked_afterwards(gate: Point, medic: Browser) -> None:
    her = walked_in(gate, medic, 0, "1")
    gate.settle()
    assert f'href="/rush-out/{her}"' in medic.get("/queues").text
    page = medic.get(f"/rush-out/{her}")
    after = page.send("Field hospital", ride="0")
    assert after.address == f"/rush-out/{her}/more"
    [said] = gate.said("rushed_out")
    assert (said.vehicle, said.to, said.mother_told) == ("Ambulance", "Field hospital", None)
    after.send("with_whom", mother_told="yes", with_whom="her aunt", vehicle="AB 12")
    first, corrected = gate.entries("rushed_out")
    assert corrected.refs[0] == (LinkKind.CORRECTS, first.id)
    assert (corrected.record.to, corrected.record.mother_told, corrected.record.vehicle) == (
        "Field hospital", "yes", "AB 12",
    )  # fmt: skip
    assert corrected.at_ms // 1000 == first.at_ms // 1000
    found = gate.office.node.look()
    person = found.person(her)
    found.close()
    assert person
    assert TELL_KIN.code not in {owed.duty.code for owed in person.case.duties}


def test_what_a_role_may_not_see_is_not_wiped_by_its_answer(gate: Point, medic: Browser) -> None:
    her = walked_in(gate, medic)
    medic.get(f"/rush-out/{her}").send("Field hospital", ride="0").send("with_whom", with_whom="her aunt")
    gate.settle()
    clerk = gate.browser(Role.CLERK)
    page = clerk.get(f"/rush-out/{her}/more")
    assert "her aunt" not in page.text
    page.send("with_whom", mother_with_her="yes")
    assert gate.said("rushed_out")[-1].with_whom == "her aunt"
    assert page.send("with_whom", mother_told="perhaps").status == 422


def test_somebody_without_a_tag_is_rushed_out_and_is_one_of_the_vehicle(gate: Point, medic: Browser) -> None:
    v = vehicle_of(medic.count(5))
    form = next(one for one in medic.get(f"/vehicle/{v}/rush-out").forms() if "ride" in one["body"])
    sent = {**form["sent"], "ride": "1"}
    medic.post(f"/vehicle/{v}/rush-out", sent)
    medic.post(f"/vehicle/{v}/rush-out", sent)
    medic.get("/rush-out").send("Field hospital", ride="0")
    first, second = gate.entries("rushed_out")
    assert key(first.record.came_on) == v
    assert second.record.came_on is None
    assert first.about != second.about
    gate.settle()
    line = gate.office.borrow().questions.vehicles.one(v)
    assert line
    assert (line.vehicle.met, line.vehicle.untold) == (1, 4)


@pytest.mark.parametrize("ride", ["99", "x", "-1", ""])
def test_a_ride_that_no_tile_says_is_refused(gate: Point, medic: Browser, ride: str) -> None:
    her = walked_in(gate, medic)
    assert medic.get(f"/rush-out/{her}").send("Field hospital", ride=ride).status == 422
    assert gate.entries("rushed_out") == []


def test_any_other_vehicle_and_place_can_be_typed(gate: Point, medic: Browser) -> None:
    her = walked_in(gate, medic)
    medic.get(f"/rush-out/{her}").send('name="to"', vehicle="a cart", to="<b>the town</b>")
    assert "<b>the town" not in medic.get(f"/care/{her}").text
    assert gate.said("rushed_out")[0].to == "<b>the town</b>"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("observed", {"rr": "20"}), ("treated", {"what": "dressing"}), ("held_medically", {"until": "2019-03-01"}),
        ("fit_to_travel", {"lying": "yes"}), ("referred", {"to": "surgeon", "urgency": "now"}),
        ("care_handed_over", {"to": "the field hospital"}),
    ],
)  # fmt: skip
def test_every_other_kind_of_care_is_recorded_from_its_declaration(
    gate: Point, medic: Browser, kind: str, fields: dict[str, str]
) -> None:
    her = walked_in(gate, medic)
    at = f"/care/{her}/record/{kind}"
    assert at in medic.get(f"/care/{her}").text
    wrong = medic.get(at).send("entry.where", **fields, entry__day="no day")
    assert (wrong.status, gate.entries(kind)) == (422, [])
    medic.get(at).send("entry.where", **fields)
    assert len(gate.entries(kind)) == 1


def test_a_kind_that_is_not_of_care_has_no_form_here(gate: Point, medic: Browser) -> None:
    her = walked_in(gate, medic)
    assert medic.get(f"/care/{her}/record/boarded").status == 404
    assert medic.get(f"/care/{her}/record/triaged").status == 404


def test_a_clerk_sees_the_colour_and_never_the_signs(gate: Point, medic: Browser) -> None:
    her = walked_in(gate, medic)
    medic.get(f"/care/{her}/triage").send("unresponsive", red="unresponsive")
    gate.settle()
    assert "Does not respond" in medic.get(f"/care/{her}").text
    text = gate.browser(Role.CLERK).get(f"/care/{her}").text
    assert 'class="colour red"' in text
    assert "Does not respond" not in text


def test_the_tent_is_arabic_from_right_to_left(gate: Point, medic: Browser) -> None:
    her = walked_in(gate, medic)
    medic.arabic()
    for at in ("/queues", f"/care/{her}", f"/care/{her}/triage", f"/rush-out/{her}", "/rush-out", f"/care/{her}/call"):
        page = medic.get(at)
        assert 'dir="rtl"' in page.text
        assert page.status == 200
