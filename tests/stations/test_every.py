"""What every station records, what takes an entry back, and what is marked of who recorded it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

import lanyard.stations
from lanyard.casefile.case import Outcome
from lanyard.casefile.marks import NOT_CERTIFIED, NOT_YOUR_KIND, NOUN_UNFIT
from lanyard.casefile.place import Place, Where
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Noun
from lanyard.stations.arrival.entries import FirstControl, SafetyChecked, TagClaimed, VehicleCounted, WalkedIn
from lanyard.stations.every.entries import DutyAnswered, RecordedInError, SignedIn
from lanyard.stations.first_aid.entries import NeedsMedic, RushedOut
from lanyard.stations.placement.entries import Placed
from lanyard.stations.transport.entries import Boarded, LeftVehicle, Received
from lanyard.terms import CheckedBy, CountedBy, HowSoon, Role, SignedInBy, YesNo
from tests.making import Books, Notebook, area, code, duties, manifest, marks, read, ref, tag
from tests.stations.telling import BUS, CAMP, HER, HERE, OTHER, TRUCK, aboard, place, waits_in

OTHER_BUS: Final = manifest(2)
SCANNED: Final = CheckedBy.SCAN


def on_two_vehicles(book: Notebook) -> Entry:
    """She is seen boarding one vehicle, then another; returns the second boarding."""
    book.add(TagClaimed(code(1)), HER)
    book.add(Boarded(BUS, SCANNED), HER)
    return book.add(Boarded(OTHER_BUS, SCANNED), HER, 9)


def take_back(book: Notebook, target: Entry, *staff: str) -> Books:
    for name in staff:
        book.add(RecordedInError("the wrong tag"), target.about, in_error=target, by=name)
    return read(book)


ERRORS: Final[tuple[tuple[str, tuple[str, ...], bool], ...]] = (
    ("nobody", (), False),
    ("one person", ("nour",), False),
    ("the same person twice", ("nour", "nour"), False),
    ("somebody and a device at which nobody had signed in", ("nour", ""), False),
    ("two people", ("nour", "dilan"), True),
    ("two people of three words", ("nour", "nour", "dilan"), True),
)


@pytest.mark.parametrize(("who", "staff", "gone"), ERRORS, ids=[row[0] for row in ERRORS])
def test_a_contradiction_is_dissolved_when_two_people_take_an_entry_back(
    who: str, staff: tuple[str, ...], gone: bool
) -> None:
    book = Notebook()
    books = take_back(book, on_two_vehicles(book), *staff)
    case = books.case(1)
    assert case.disputed is not gone
    assert place(case) == (aboard(BUS) if gone else aboard(OTHER_BUS))
    assert books.manifest(2).aboard == (set() if gone else {HER})
    assert case.rides.get(OTHER_BUS.key) is (None if gone else Outcome.ABOARD)


LATE: Final[tuple[tuple[str, Callable[[Notebook], Entry]], ...]] = (
    ("she had stepped off the first", lambda book: book.add(LeftVehicle(BUS, "ill", True), HER, 20, stated=5)),
    ("she had been received from the first", lambda book: book.add(Received(BUS), HER, 20, stated=5)),
)


@pytest.mark.parametrize(("what", "late"), LATE, ids=[row[0] for row in LATE])
def test_a_contradiction_is_dissolved_by_a_fact_that_comes_late_with_its_true_time(
    what: str, late: Callable[[Notebook], Entry]
) -> None:
    book = Notebook()
    on_two_vehicles(book)
    assert read(book).case(1).disputed
    late(book)
    case = read(book).case(1)
    assert (place(case), case.disputed, marks(case)) == (aboard(OTHER_BUS), False, [])


def test_a_late_fact_without_its_true_time_dissolves_nothing() -> None:
    book = Notebook()
    on_two_vehicles(book)
    book.add(LeftVehicle(BUS, "ill", True), HER, 20)
    assert read(book).case(1).disputed


def test_a_claim_taken_back_makes_the_tag_the_others() -> None:
    book = Notebook()
    wrong = book.add(TagClaimed(code(1)), OTHER)
    book.add(TagClaimed(code(1)), HER)
    book.add(Placed(area(1)), tag(1))
    assert marks(read(book).case(1)) == ["tag-held-by-two"]
    books = take_back(book, wrong, "nour", "dilan")
    assert (books.tag(1).holders, marks(books.case(1))) == ((HER,), [])
    assert place(books.case(1)) == waits_in(area(1))
    assert books.case(2).episodes == []


def test_what_was_owed_for_an_entry_taken_back_is_owed_no_more() -> None:
    book = Notebook()
    wrong = book.add(RushedOut("a car", "Field hospital", mother_told=YesNo.NO), HER)
    assert duties(read(book).case(1)) == ["hospital_word", "tell_kin"]
    assert duties(take_back(book, wrong, "nour", "dilan").case(1)) == []


def test_a_person_all_of_whose_entries_were_taken_back_is_nowhere() -> None:
    book = Notebook()
    wrong = book.add(WalkedIn(), HER)
    case = take_back(book, wrong, "nour", "dilan").case(1)
    assert (case.place, case.episodes, case.disputed) == (None, [], False)


def test_a_correction_is_read_in_the_place_of_what_it_corrects() -> None:
    book = Notebook()
    first = book.add(Placed(area(1)), HER)
    book.add(Boarded(BUS, SCANNED), HER)
    book.add(Placed(area(2)), HER, corrects=first)
    case = read(book).case(1)
    assert [step.place for step in case.episodes[0].steps] == [HERE, waits_in(area(2)), aboard(BUS)]


def test_a_correction_moves_a_count_from_one_truck_to_another() -> None:
    book = Notebook()
    counted = VehicleCounted("east", CountedBy.TWO, 9, True)
    first = book.add(counted, TRUCK)
    book.add(counted, ref(Noun.VEHICLE, 2), corrects=first)
    books = read(book)
    assert (books.vehicle(1).counted, books.vehicle(2).total) == (False, 9)


def test_a_duty_answered_is_owed_no_more_and_no_other_is_touched() -> None:
    book = Notebook()
    book.add(RushedOut("a car", "Field hospital"), HER)
    book.add(DutyAnswered("tell_kin", "her aunt was told"), HER)
    assert duties(read(book).case(1)) == ["hospital_word"]


def test_a_duty_of_another_is_not_answered() -> None:
    book = Notebook()
    book.add(WalkedIn(), HER)
    book.add(DutyAnswered("glance", "seen"), OTHER)
    assert duties(read(book).case(1)) == ["glance"]


def test_answering_a_duty_that_nobody_owes_changes_nothing() -> None:
    book = Notebook()
    book.add(WalkedIn(), HER)
    book.add(DutyAnswered("carer", "her aunt"), HER)
    assert duties(read(book).case(1)) == ["glance"]


def test_a_duty_answered_and_opened_again_is_owed_again() -> None:
    book = Notebook()
    book.add(NeedsMedic(HowSoon.NOW), HER)
    book.add(DutyAnswered("triage", "a medic came by"), HER)
    assert duties(read(book).case(1)) == []
    book.add(NeedsMedic(HowSoon.NOW), HER)
    assert duties(read(book).case(1)) == ["triage"]


@pytest.mark.parametrize("rule", [NOT_CERTIFIED, NOT_YOUR_KIND], ids=lambda rule: rule.code)
def test_what_was_recorded_by_who_may_not_stands_and_is_marked(rule: Any) -> None:
    book = Notebook()
    book.add(WalkedIn(), OTHER)
    own = book.add(WalkedIn(), HER, remarks=(rule.code,))
    books = read(book)
    assert [(mark.rule, mark.entries) for mark in books.case(1).marks] == [(rule, (own.id,))]
    assert (place(books.case(1)), duties(books.case(1)), marks(books.case(2))) == (HERE, ["glance"], [])


def test_what_is_about_a_noun_that_its_kind_knows_nothing_of_is_marked_and_changes_nothing() -> None:
    book = Notebook()
    wrong = book.add(SafetyChecked(9, 41, "us", False), HER)
    case = read(book).case(1)
    assert [(mark.rule, mark.entries) for mark in case.marks] == [(NOUN_UNFIT, (wrong.id,))]
    assert (case.episodes, case.read) == ([], 1)


def test_what_is_only_about_a_person_says_nothing_of_a_tag() -> None:
    book = Notebook()
    book.add(TagClaimed(code(1)), HER)
    book.add(FirstControl("2019", "a force"), tag(1))
    books = read(book)
    assert marks(books.tag(1)) == ["kind-not-about-this-noun"]
    assert marks(books.case(1)) == []


def test_a_sign_in_is_about_a_device_and_reads_nothing() -> None:
    book = Notebook()
    device = ref(Noun.DEVICE, 1)
    book.add(SignedIn(bytes(16), Role.CLERK, SignedInBy.PIN), device)
    assert read(book).shelf.slots == {}


def test_a_wearer_whom_nobody_knows_is_in_a_place_until_her_tag_is_claimed() -> None:
    book = Notebook()
    book.add(RushedOut("a car", "Field hospital"), tag(1))
    worn = read(book).tag(1).worn
    assert worn is not None
    assert place(worn) == Place(Where.IN_HOSPITAL, "Field hospital")
    book.add(TagClaimed(code(1)), HER, where=CAMP)
    books = read(book)
    assert books.tag(1).worn is None
    assert place(books.case(1)) == Place(Where.IN_HOSPITAL, "Field hospital")


def test_every_station_has_its_tests_here() -> None:
    (root,) = lanyard.stations.__path__
    stations = {path.name for path in Path(root).iterdir() if (path / "entries.py").exists()}
    tested = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}
    assert stations <= tested


def test_every_station_with_rules_has_a_table_of_them() -> None:
    (root,) = lanyard.stations.__path__
    here = Path(__file__).parent
    judged = [here / f"test_{path.parent.name}.py" for path in Path(root).glob("*/rules.py")]
    assert judged != []
    assert [path.name for path in judged if "rules_of(rules)" not in path.read_text()] == []
