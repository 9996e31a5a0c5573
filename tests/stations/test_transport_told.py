"""Transport: each rule broken and kept, the manifest as it is read, and the word that is owed of a vehicle."""

import pytest

from lanyard.casefile.duties import MINUTE_MS
from lanyard.casefile.place import Place, Where
from lanyard.ledger.ask import AgeRange
from lanyard.stations.first_aid.entries import FitToTravel, HeldMedically
from lanyard.stations.placement.entries import HoldLifted, HoldPlaced
from lanyard.stations.transport.entries import CountedIn, HandedOver
from lanyard.terms import CheckedBy, Colour, Condition
from tests import said
from tests.making import Notebook, code, duties, manifest, marks, minute, person, read, site

HER, BUS = person(1), manifest(0)
CHILD = AgeRange(72, 84)


def boarded_after(*records: object) -> list[str]:
    """What does not hold when she boards after these."""
    book = Notebook()
    for record in records:
        book.add(record, HER)
    before = marks(read(book).case(1)) if records else []
    book.add(said.boarded(), HER)
    return [code for code in marks(read(book).case(1)) if code not in before]


@pytest.mark.parametrize(
    ("before", "rules"),
    [
        ((), []),
        ((HoldPlaced(),), ["boarded-under-hold"]),
        ((HoldPlaced(), HoldLifted()), []),
        ((HeldMedically(),), ["boarded-unfit"]),
        ((HeldMedically(), FitToTravel()), []),
        ((said.coloured(Colour.RED),), ["red-not-declared-fit"]),
        ((said.coloured(Colour.RED), FitToTravel()), []),
        ((FitToTravel(), said.coloured(Colour.RED)), ["red-not-declared-fit"]),
        ((said.coloured(Colour.RED), HeldMedically()), ["boarded-unfit"]),
        ((said.coloured(Colour.YELLOW),), []),
        ((said.met(age=CHILD, alone=True),), ["child-travels-alone"]),
        ((said.met(age=CHILD, alone=True), said.met(alone=False)), ["child-travels-alone"]),
        ((said.met(age=CHILD, alone=True), said.answered("carer")), []),
        ((said.met(age=CHILD),), []),
    ],
)
def test_what_speaks_against_boarding_is_marked(before: tuple[object, ...], rules: list[str]) -> None:
    assert boarded_after(*before) == rules


@pytest.mark.parametrize(
    ("by", "why", "rules"),
    [
        (CheckedBy.SIGHT, None, ["not-scanned-no-reason"]),
        (CheckedBy.TYPED, None, ["not-scanned-no-reason"]),
        (CheckedBy.SIGHT, "tag torn", []),
        (CheckedBy.SCAN, None, []),
    ],
)
def test_a_tag_is_scanned_or_there_is_a_reason(by: CheckedBy, why: str | None, rules: list[str]) -> None:
    book = Notebook()
    book.add(said.boarded(0, by, why), HER)
    assert marks(read(book).case(1)) == rules


def test_one_leaves_a_vehicle_that_one_is_aboard() -> None:
    book = Notebook()
    book.add(said.boarded(0), HER)
    book.add(said.stepped_off(1), HER)
    case = read(book).case(1)
    assert marks(case) == ["left-without-boarding"]
    assert case.place == Place(Where.ABOARD, BUS.key.hex())
    book.add(said.stepped_off(0), HER)
    case = read(book).case(1)
    assert marks(case) == ["left-without-boarding"]
    assert case.place == Place(Where.ON_SITE)


def test_a_list_knows_who_is_aboard() -> None:
    book = Notebook()
    for number in range(1, 5):
        book.add(said.boarded(), person(number))
    book.add(said.stepped_off(), person(1))
    book.add(said.stepped_off(), person(2))
    book.add(said.boarded(), person(2))
    book.add(said.received(), person(3), where="HC")
    bus = read(book).manifest(0)
    assert bus.aboard == {person(2), person(4)}
    assert (len(bus.boarded), bus.left, bus.received) == (4, {person(1)}, {person(3)})


def test_an_opened_list_says_where_it_goes() -> None:
    book = Notebook()
    book.add(said.opened(seats=30), BUS)
    bus = read(book).manifest(0)
    assert (bus.seats, bus.to, bus.route, bus.officer, bus.plate) == (30, site(1), "by the river", "an officer", "")
    assert (bus.site, bus.arrived) == ("BG", False)


def departure(*before: object, people: int = 1, seats: int = 50) -> list[str]:
    book = Notebook()
    book.add(said.opened(seats), BUS)
    for number in range(1, people + 1):
        book.add(said.boarded(), person(number))
    for record in before:
        book.add(record, HER if isinstance(record, said.transport.Boarded | said.transport.LeftVehicle) else BUS)
    book.add(said.departed(), BUS)
    return marks(read(book).manifest(0))


def test_a_list_is_complete_and_closed_before_departure() -> None:
    assert departure() == ["departed-unsealed"]
    assert departure(said.sealed(1)) == []


def test_who_steps_on_or_off_after_the_list_was_closed_alters_it() -> None:
    assert departure(said.sealed(1), said.stepped_off()) == ["list-altered-after-seal"]
    assert departure(said.stepped_off(), said.sealed(0), said.boarded()) == ["list-altered-after-seal"]
    assert departure(said.sealed(1), said.stepped_off(), said.boarded()) == []
    assert departure(said.stepped_off(), said.sealed(0)) == []


def test_more_people_than_seats_do_not_depart_unmarked() -> None:
    assert departure(said.sealed(3), people=3, seats=2) == ["more-people-than-seats"]
    assert departure(said.sealed(3), people=3, seats=3) == []


def test_a_vehicle_whose_list_nobody_opened_departs_marked() -> None:
    book = Notebook()
    book.add(said.sealed(0), BUS)
    book.add(said.departed(), BUS)
    assert marks(read(book).manifest(0)) == ["list-not-opened"]


def test_sealed_in_spite_of_a_rule_there_is_a_reason() -> None:
    book = Notebook()
    book.add(said.sealed(0, despite=("boarded-unfit",)), BUS)
    book.add(said.sealed(0, despite=("boarded-unfit",), reason="fighting is near"), manifest(1))
    books = read(book)
    assert marks(books.manifest(0)) == ["sealed-despite-no-reason"]
    assert marks(books.manifest(1)) == []
    assert books.manifest(1).despite == ("boarded-unfit",)


def test_a_hand_over_is_signed_by_both() -> None:
    for record in (HandedOver(), HandedOver(signed_by_giver=said.DRAWN), HandedOver(signed_by_receiver=said.DRAWN)):
        book = Notebook()
        book.add(record, BUS)
        assert marks(read(book).manifest(0)) == ["hand-over-not-signed-by-both"]
    book = Notebook()
    book.add(said.handed_over(missing=(code(1),)), BUS, 7)
    bus = read(book).manifest(0)
    assert marks(bus) == []
    assert (bus.handed_over_ms, bus.said_missing, bus.arrived) == (minute(7), (code(1),), True)


def test_whoever_is_signed_for_stood_on_the_list() -> None:
    book = Notebook()
    book.add(said.boarded(0), HER)
    book.add(said.received(1), HER, where="HC")
    assert marks(read(book).case(1)) == ["received-not-on-list"]


def test_received_dead_without_a_death_a_body_is_to_be_examined() -> None:
    book = Notebook()
    book.add(said.boarded(), HER)
    book.add(said.received(condition=Condition.DEAD), HER, where="HC")
    case = read(book).case(1)
    assert marks(case) == ["received-dead-no-death"]
    assert duties(case) == ["examine_body"]
    for condition in (None, Condition.WELL, Condition.ILL, Condition.INJURED):
        other = Notebook()
        other.add(said.boarded(), HER)
        other.add(said.received(condition=condition), HER, where="HC")
        assert marks(read(other).case(1)) == []


def word(*records: object) -> list[tuple[str, int, int]]:
    """What is owed of a vehicle when it left at minute 0 and these came at minutes 100, 200 …: code, amber, red."""
    book = Notebook()
    book.add(said.sealed(0), BUS, 0)
    book.add(said.departed(300), BUS, 0)
    for number, record in enumerate(records, 1):
        book.add(record, BUS, 100 * number, by="rami")
    owed = read(book).manifest(0).duties
    return [(o.duty.code, (o.amber_ms - minute(0)) // MINUTE_MS, (o.red_ms - minute(0)) // MINUTE_MS) for o in owed]


SIGNATURE = ("sign_for_each", 1440, 1440)


def test_no_word_two_hours_after_the_expected_time_is_amber_and_six_is_red() -> None:
    assert word() == [("word_from_vehicle", 300 + 120, 300 + 360), SIGNATURE]


def test_each_word_of_a_vehicle_begins_a_new_wait() -> None:
    assert word(said.passed(60)) == [SIGNATURE, ("word_from_vehicle", 100 + 60 + 120, 100 + 60 + 360)]
    assert word(said.passed(60), said.happened()) == [SIGNATURE, ("word_from_vehicle", 200 + 180, 200 + 420)]


def test_a_vehicle_that_was_counted_in_owes_no_word_also_when_a_waypoint_is_recorded_late() -> None:
    assert word(CountedIn(40)) == [SIGNATURE]
    assert word(CountedIn(40), said.passed()) == [SIGNATURE]
    assert word(said.passed(), said.handed_over()) == []


def test_departed_recorded_after_the_hand_over_owes_nothing() -> None:
    book = Notebook()
    book.add(said.handed_over(), BUS, 300)
    book.add(said.departed(), BUS, 400)
    assert duties(read(book).manifest(0)) == []


def test_a_waypoint_of_an_earlier_hour_found_later_is_read_in_its_place() -> None:
    sheet, book = Notebook("sheet"), Notebook()
    book.add(said.departed(300), BUS, 0)
    book.add(CountedIn(40), BUS, 320)
    sheet.add(said.passed(60), BUS, 500, stated=200)
    bus = read(book, sheet).manifest(0)
    assert duties(bus) == ["sign_for_each"]
    assert (bus.departed_ms, bus.heard_ms, bus.expected_ms) == (minute(0), minute(320), minute(260))
    assert (bus.counted_in, bus.counted_in_ms) == (40, minute(320))
