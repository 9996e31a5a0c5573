"""The one permission: what refuses to seal a list, what could not be checked, and what no station records yet."""

import pytest

from lanyard.casefile.case import Case
from lanyard.casefile.findings import Finding, Status
from lanyard.ledger.ask import AgeRange
from lanyard.ledger.noun import Ref
from lanyard.stations.first_aid.entries import HeldMedically
from lanyard.stations.placement.entries import HoldPlaced, MissingReported
from lanyard.stations.transport.entries import ManifestSealed
from lanyard.stations.transport.rules import asking, list_hash, riders, sealing
from lanyard.terms import Colour
from tests import said
from tests.making import Books, Notebook, manifest, person, read, tag

BUS = manifest(0)
NOT_YET = ["family-split", "papers-not-aboard", "barred-destination"]


def bus_of(book: Notebook, seats: int = 50) -> Books:
    book.add(said.opened(seats), BUS, 0)
    return read(book)


def cases_of(books: Books) -> dict[Ref, Case]:
    return {ref: slot.known for ref, slot in books.shelf.slots.items() if isinstance(slot.known, Case)}


def findings(books: Books) -> list[Finding]:
    return list(sealing(books.manifest(0), cases_of(books)))


def refusals(books: Books) -> dict[str, tuple[Ref, ...]]:
    return {finding.rule.code: finding.people for finding in findings(books) if finding.refuses}


@pytest.mark.parametrize(
    ("before", "rule"),
    [
        (HoldPlaced(), "boarded-under-hold"),
        (HeldMedically(), "boarded-unfit"),
        (said.coloured(Colour.RED), "red-not-declared-fit"),
        (said.met(age=AgeRange(60, 71), alone=True), "child-travels-alone"),
    ],
)
def test_what_speaks_against_one_person_refuses_the_list_and_names_her(before: object, rule: str) -> None:
    book = Notebook()
    book.add(before, person(1), 1)
    book.add(said.boarded(), person(1), 2)
    book.add(said.boarded(), person(2), 3)
    assert refusals(bus_of(book)) == {rule: (person(1),)}


def test_what_began_after_she_boarded_speaks_against_the_list_too() -> None:
    book = Notebook()
    book.add(said.boarded(), person(1), 2)
    assert refusals(bus_of(book)) == {}
    book.add(HoldPlaced(), person(1), 3)
    assert refusals(read(book)) == {"boarded-under-hold": (person(1),)}


def test_more_people_than_seats_refuse_it() -> None:
    book = Notebook()
    for number in (1, 2, 3):
        book.add(said.boarded(), person(number), number)
    assert refusals(bus_of(book, seats=2)) == {"more-people-than-seats": ()}
    assert refusals(bus_of(Notebook(), seats=2)) == {}


def test_a_list_that_nobody_opened_is_refused() -> None:
    book = Notebook()
    book.add(said.boarded(), person(1))
    assert refusals(read(book)) == {"list-not-opened": ()}


def test_whoever_is_on_the_list_and_somewhere_else_refuses_it() -> None:
    book = Notebook()
    book.add(said.boarded(0), person(1), 1)
    book.add(said.boarded(1), person(1), 2)
    book.add(said.boarded(0), person(2), 3)
    book.add(said.placed(), person(2), 4)
    assert refusals(bus_of(book)) == {"listed-but-elsewhere": (person(1), person(2))}


@pytest.mark.parametrize("gone", [said.rushed(), said.died(), MissingReported()])
def test_whoever_is_known_to_have_left_the_vehicle_is_not_counted(gone: object) -> None:
    book = Notebook()
    book.add(said.boarded(), person(1), 1)
    book.add(said.boarded(), person(2), 2)
    book.add(gone, person(1), 3)
    books = bus_of(book, seats=1)
    assert refusals(books) == {}
    assert riders(books.manifest(0), cases_of(books)) == [person(2)]


def test_whoever_cannot_be_read_was_not_checked_which_refuses_nothing_and_says_so() -> None:
    book = Notebook()
    book.add(said.met(alone=False), person(1), 0)
    book.add(said.boarded(), person(1), 1)
    book.add(said.boarded(), tag(5), 2)
    books = bus_of(book)
    unread = [finding for finding in findings(books) if finding.status is Status.NOT_CHECKED]
    assert {finding.people for finding in unread} == {(tag(5),)}
    assert [finding.rule.code for finding in unread] == [
        "boarded-under-hold",
        "boarded-unfit",
        "red-not-declared-fit",
        "child-travels-alone",
        "listed-but-elsewhere",
    ]
    assert not any(finding.refuses for finding in unread)


def test_what_later_stations_know_is_not_yet_recorded_and_never_said_to_be_well() -> None:
    found = findings(bus_of(Notebook()))
    assert [finding.rule.code for finding in found] == NOT_YET
    assert {finding.status for finding in found} == {Status.NOT_YET_RECORDED}
    assert not any(finding.refuses for finding in found)


def asked(books: Books, people: int, digest: bytes) -> list[str]:
    record = ManifestSealed(people, digest)
    found = asking(record, books.manifest(0), cases_of(books))
    return [finding.rule.code for finding in found if finding.refuses]


def test_the_seals_count_and_list_are_those_of_the_scans() -> None:
    book = Notebook()
    book.add(said.claimed(1), person(1), 1)
    book.add(said.boarded(), tag(1), 2)
    books = bus_of(book)
    digest = list_hash(books.manifest(0), cases_of(books))
    assert asked(books, 2, digest) == ["people-unlike-scans"]
    assert asked(books, 1, bytes(32)) == ["people-unlike-scans"]
    assert asked(books, 1, digest) == []


def test_the_list_is_hashed_by_tags_whatever_the_order_of_boarding() -> None:
    digests = set()
    for order in ((1, 2), (2, 1)):
        book = Notebook()
        for number in (1, 2):
            book.add(said.claimed(number), person(number), number)
        for at, number in enumerate(order, 5):
            book.add(said.boarded(), person(number), at)
        books = bus_of(book)
        digests.add(list_hash(books.manifest(0), cases_of(books)))
    assert len(digests) == 1
    book.add(said.boarded(), person(3), 9)
    assert list_hash(read(book).manifest(0), cases_of(read(book))) not in digests
