"""One person through the pages: found, read, recorded about, corrected, taken back; and what each role is not shown."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from lanyard.access.pages import PEOPLE
from lanyard.access.table import TABLE
from lanyard.terms import Role
from tests.making import code
from tests.web.pages.told import (
    AGAIN,
    ALONE,
    ARABIC,
    CAME_FROM,
    HELD,
    HOSTILE,
    HOSTILE_ONE,
    MISSING,
    NAME,
    SOUND,
    TWICE,
    VEHICLE,
    entry_ids,
    key,
    made_at,
    mark_on,
    soon,
)
from tests.web.shell import served
from tests.web.signed_in import Browser, at

As = Callable[[Role], Browser]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Its address, and a code of our stock that nobody wears."""
    folder: Path = tmp_path_factory.mktemp("people") / "site"
    free = made_at(folder)
    with served(folder, "--undo", "0") as (_, address):
        yield address, free


@pytest.fixture(scope="module")
def as_(site: tuple[str, str]) -> As:
    return cache(lambda role: at(site[0], role))


def address(name: str, number: int = ALONE) -> str:
    her = key(number)
    return {
        "find": "/find", "claim_found": "/claim", "person": f"/person/{her}", "name_sound": f"/person/{her}/sound",
        "noun": f"/noun/{VEHICLE}", "record": f"/record/{her}/needs_medic", "correct": "/correct/" + "0" * 64,
        "in_error": "/in-error/" + "0" * 64,
    }[name]  # fmt: skip


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_nobody_opens_it_who_is_not_signed_in_or_whose_page_it_is_not(
    name: str, site: tuple[str, str], as_: As
) -> None:
    assert Browser(site[0]).get(address(name)).status == 401
    for role in TABLE:
        refused = as_(role).get(address(name)).status == 403
        assert refused == (role not in PEOPLE[name]), role


@pytest.mark.parametrize(
    "where",
    [
        "/person/zz",
        "/person/" + "00" * 17,
        "/noun/" + "09" * 17,
        "/record/x/placed",
        "/correct/nothing",
        "/in-error/ff",
    ],
)
def test_what_nobody_recorded_is_said_to_be_nothing(where: str, as_: As) -> None:
    page = as_(Role.COORDINATOR).get(where)
    assert page.status == 404
    assert "Nothing is known under this address" in page.text


def test_a_tag_leads_straight_to_whoever_wears_it_however_it_is_typed(as_: As) -> None:
    clerk = as_(Role.CLERK)
    for typed in (code(ALONE), code(ALONE).lower(), f" {code(ALONE)} "):
        found = clerk.post("/find", "/status", q=typed)
        assert found.address.endswith(f"/person/{key(ALONE)}")
        assert code(ALONE) in found.text


def test_a_name_finds_in_any_spelling_and_stands_in_no_address(as_: As) -> None:
    clerk = as_(Role.CLERK)
    for typed in ("qamarzov", ARABIC.replace("أ", "ا"), ARABIC.split()[1]):
        page = clerk.post("/find", "/status", q=typed)
        assert page.address.endswith("/find")
        assert f"/person/{key(ALONE)}" in page.text


def test_whoever_may_not_read_names_finds_nobody_by_one_and_is_shown_none(as_: As) -> None:
    search = as_(Role.SEARCH)
    assert "Nobody and nothing was found" in search.post("/find", "/status", q=NAME).text
    shown = search.post("/find", "/status", q="9-1")
    assert code(ALONE) in shown.text
    for page in (shown, search.get(f"/person/{key(ALONE)}")):
        assert page.status == 200
        assert NAME not in page.text
        assert ARABIC not in page.text


def test_a_free_tag_of_ours_is_offered_and_given_once_however_often_it_is_sent(site: tuple[str, str], as_: As) -> None:
    clerk, free = as_(Role.CLERK), site[1]
    offered = clerk.post("/find", "/status", q=free)
    assert "Give this tag to somebody now" in offered.text
    fresh = offered.text.partition('name="fresh" value="')[2][:32]
    first, again = (clerk.post("/claim", "/status", tag=free, fresh=fresh) for _ in range(2))
    assert first.address == again.address
    case = soon(clerk, first.address.removeprefix(site[0]), lambda page: free in page.text)
    assert len(entry_ids(case, "Tag given")) == 1
    other = clerk.post("/claim", "/status", tag=free, fresh="0" * 32)
    assert other.address == first.address


def test_a_tag_from_elsewhere_is_not_offered(as_: As) -> None:
    page = as_(Role.CLERK).post("/find", "/status", q=code(4711))
    assert "was not printed at this site" in page.text
    assert "/claim" not in page.text
    assert as_(Role.CLERK).post("/claim", "/status", tag="nonsense", fresh="0" * 32).status == 404


def test_hostile_text_is_shown_and_never_run(as_: As) -> None:
    for page in (
        as_(Role.CLERK).get(f"/person/{key(HOSTILE_ONE)}"),
        as_(Role.CLERK).post("/find", "/status", q=HOSTILE),
    ):
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &quot;o&#x27;clock&quot;" in page.text


def test_the_gate_is_told_to_ask_and_shown_neither_what_was_before_nor_why(as_: As) -> None:
    for role in (Role.CLERK, Role.SEARCH, Role.TRANSPORT, Role.RECEIVER):
        again = as_(role).get(f"/person/{key(AGAIN)}").text
        assert "Known from before: ask family links." in again
        assert "the other force" not in again
        assert "Turned back" not in again
        held = as_(role).get(f"/person/{key(HELD)}").text
        assert "Not on this vehicle" in held
        assert "2019-03-01" not in held
        assert CAME_FROM not in as_(role).get(f"/person/{key(ALONE)}").text
    links = as_(Role.FAMILY_LINKS).get(f"/person/{key(AGAIN)}").text
    assert "the other force" in links
    assert "Turned back" in links
    assert "Known from before" not in links


def test_a_case_says_what_does_not_hold_what_is_owed_and_her_way(as_: As) -> None:
    page = as_(Role.COORDINATOR).get(f"/person/{key(ALONE)}").text
    assert "Child alone: carer wanted" in page
    assert "5 years" in page
    assert page.index('class="owed"') < page.index('class="way"') < page.index('class="entries"')
    assert "splinted" not in page
    assert "splinted" in as_(Role.MEDIC).get(f"/person/{key(ALONE)}").text
    twice = as_(Role.COORDINATOR).get(f"/person/{key(TWICE)}").text
    assert 'class="alarms"' in twice
    assert "unaccounted now" in as_(Role.COORDINATOR).get(f"/person/{key(MISSING)}").text


def test_the_arabic_page_runs_from_right_to_left(as_: As) -> None:
    page = as_(Role.REVIEWER).get(f"/person/{key(ALONE)}?lang=ar").text
    as_(Role.REVIEWER).get("/status?lang=en")
    assert 'dir="rtl"' in page
    assert "القيود، الأحدث أولًا" in page
    assert f'<bdi class="code" dir="ltr">{code(ALONE)}</bdi>' in page


def test_a_name_is_heard_by_whoever_may_hear_names(site: tuple[str, str], as_: As) -> None:
    clerk = as_(Role.CLERK)
    assert f"/person/{key(ALONE)}/sound" in clerk.get(f"/person/{key(ALONE)}").text
    with clerk._opener.open(f"{site[0]}/person/{key(ALONE)}/sound", timeout=10) as answer:
        assert answer.read() == SOUND
        assert answer.headers["Content-Type"] == "audio/wav"
        assert answer.headers["Cache-Control"] == "no-store"
    assert clerk.get(f"/person/{key(HELD)}/sound").status == 404
    assert "/sound" not in as_(Role.SEARCH).get(f"/person/{key(ALONE)}").text


def test_what_is_not_her_work_or_not_about_this_is_not_recorded(as_: As) -> None:
    clerk = as_(Role.CLERK)
    for kind in ("treated", "hold_placed", "vehicle_turned_back", "signed_in", "no_such_kind"):
        assert clerk.get(f"/record/{key(ALONE)}/{kind}").status == 403
        assert f"/record/{key(ALONE)}/{kind}" not in clerk.get(f"/person/{key(ALONE)}").text


def test_a_form_that_is_wrong_comes_back_with_everything_that_was_typed(as_: As) -> None:
    clerk, where = as_(Role.CLERK), f"/record/{key(HELD)}/tag_replaced"
    blank = clerk.get(where)
    envelope = {"entry.where": "BG/L2", "entry.basis": "told", "entry.by": "the night shift"}
    page = clerk.post(where, where, mark=mark_on(blank), old=code(HELD), new="not a tag", why=HOSTILE, **envelope)
    assert page.status == 422
    for typed in ("not a tag", "the night shift", "&lt;script&gt;"):
        assert typed in page.text
    assert mark_on(page) == mark_on(blank)


def test_what_is_sent_twice_is_recorded_once(as_: As) -> None:
    clerk, where = as_(Role.CLERK), f"/record/{key(HELD)}/needs_medic"
    mark = mark_on(clerk.get(where))
    said = {"entry.where": "BG/L1", "entry.basis": "witnessed", "how_soon": "now"}
    before = len(entry_ids(clerk.get(f"/person/{key(HELD)}"), "Medic needed"))
    pages = [clerk.post(where, where, mark=mark, **said) for _ in range(3)]
    assert {page.address.rpartition("/")[2] for page in pages} == {key(HELD)}
    case = soon(clerk, f"/person/{key(HELD)}", lambda page: bool(entry_ids(page, "Medic needed")))
    assert len(entry_ids(case, "Medic needed")) == before + 1


def test_fields_that_name_places_offer_those_of_the_site_and_a_mother_is_found_by_her_tag(as_: As) -> None:
    clerk = as_(Role.CLERK)
    offered = clerk.get(f"/record/{key(HELD)}/placed").text
    assert "BG/L1 · First line" in offered
    assert "HC/P1" not in offered
    where = f"/record/{key(HOSTILE_ONE)}/born"
    said = {"entry.where": "BG", "entry.basis": "told", "mark": mark_on(clerk.get(where))}
    assert clerk.post(where, where, mother=code(999), **said).status == 422
    clerk.post(where, where, mother=code(HELD), **said)
    mother = soon(clerk, f"/person/{key(HELD)}", lambda page: key(HOSTILE_ONE) in page.text)
    assert "Child" in mother.text


def test_a_vehicle_has_a_page_with_what_may_be_recorded_about_it(as_: As) -> None:
    page = as_(Role.CLERK).get(f"/noun/{VEHICLE}").text
    assert f"/record/{VEHICLE}/safety_checked" in page
    assert "/vehicle_counted" not in page


def test_a_correction_counts_instead_and_what_it_corrects_stays_struck_through(as_: As) -> None:
    clerk, her = as_(Role.CLERK), f"/person/{key(ALONE)}"
    wrong = entry_ids(clerk.get(her), "Waits here")[0]
    form = clerk.get(f"/correct/{wrong}")
    assert "First line" in form.text
    assert "checked" in form.text
    area = "area-" + (b"A" * 15 + b"2").hex()
    said = {"area": area, "entry.where": "BG/L2", "entry.basis": "witnessed", "mark": mark_on(form)}
    assert clerk.post(f"/correct/{wrong}", f"/correct/{wrong}", **said).address.endswith(her)
    case = soon(clerk, her, lambda page: len(entry_ids(page, "Waits here")) == 2)
    right = next(entry for entry in entry_ids(case, "Waits here") if entry != wrong)
    assert f'<a href="#e-{right}">show the correction</a>' in case.text
    assert f'class="entry gone" id="e-{wrong}"' in case.text
    assert clerk.get(f"/correct/{wrong}").status == 403


def test_who_corrects_neither_sees_nor_loses_what_is_not_for_her(as_: As) -> None:
    clerk, her = as_(Role.CLERK), f"/person/{key(ALONE)}"
    walked = entry_ids(clerk.get(her), "Came on foot")[0]
    form = clerk.get(f"/correct/{walked}")
    assert CAME_FROM not in form.text
    said = {"tag": code(ALONE), "alone": "yes", "entry.where": "BG/L1", "entry.basis": "witnessed"}
    clerk.post(f"/correct/{walked}", f"/correct/{walked}", mark=mark_on(form), **said)
    case = soon(as_(Role.COORDINATOR), her, lambda page: len(entry_ids(page, "Came on foot")) == 2)
    assert case.text.count(CAME_FROM) == 2


def test_an_entry_is_taken_back_by_two_and_by_no_fewer(as_: As) -> None:
    one, two, her = as_(Role.COORDINATOR), as_(Role.FAMILY_LINKS), f"/person/{key(AGAIN)}"
    wrong = entry_ids(one.get(her), "Held by others before")[0]
    where = f"/in-error/{wrong}"
    form = one.get(where)
    assert "when a second person has said so too" in form.text
    assert one.post(where, where, mark=mark_on(form)).status == 422
    one.post(where, where, mark=mark_on(form), why="wrong person")
    soon(one, her, lambda page: "a second person is wanted" in page.text)
    assert one.get(where).status == 403
    assert f'class="entry" id="e-{wrong}"' in one.get(her).text
    second = two.get(where)
    assert "With your word it takes effect" in second.text
    two.post(where, where, mark=mark_on(second), why="wrong person indeed")
    soon(
        two,
        her,
        lambda page: f'class="entry gone" id="e-{wrong}"' in page.text and "taken back by two people" in page.text,
    )
    assert as_(Role.REVIEWER).get(where).status == 403


def test_what_is_sealed_for_others_is_neither_corrected_nor_called_an_error(as_: As) -> None:
    treated = entry_ids(as_(Role.MEDIC).get(f"/person/{key(ALONE)}"), "Treated")[0]
    for where in (f"/correct/{treated}", f"/in-error/{treated}"):
        assert as_(Role.CLERK).get(where).status == 404
        assert as_(Role.MEDIC).get(where).status == 200
    before = entry_ids(as_(Role.FAMILY_LINKS).get(f"/person/{key(AGAIN)}"), "Person turned back")[0]
    assert as_(Role.RECEIVER).get(f"/in-error/{before}").status == 404


def test_somebody_just_recorded_is_said_to_be_kept_until_she_is_sealed(tmp_path: Path) -> None:
    free = made_at(tmp_path / "site")
    with served(tmp_path / "site", "--undo", "60") as (_, where):
        clerk = at(where, Role.CLERK)
        page = clerk.post("/claim", "/status", tag=free, fresh="ab" * 16)
        assert "Kept. You may still take it back" in page.text
        assert free in page.text
        opened = clerk.post("/keep", "/status", back=page.address.removeprefix(where))
        assert opened.address == page.address
        soon(clerk, page.address.removeprefix(where), lambda one: bool(entry_ids(one, "Tag given")))


def test_a_button_leads_to_the_page_that_is_made_for_it(as_: As) -> None:
    medic, clerk = as_(Role.MEDIC), as_(Role.CLERK)
    case = medic.get(f"/person/{key(ALONE)}").text
    for where in (f"/care/{key(ALONE)}/triage", f"/rush-out/{key(ALONE)}"):
        assert f'href="{where}"' in case
        assert medic.get(where).status == 200
    assert f'href="/vehicle/{VEHICLE}"' in clerk.get(f"/noun/{VEHICLE}").text
    assert clerk.get(f"/vehicle/{VEHICLE}").status == 200
    assert f"/vehicle/{VEHICLE}" not in as_(Role.REVIEWER).get(f"/noun/{VEHICLE}").text
