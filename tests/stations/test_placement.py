"""Placement's rules, duties and what its entries change: where people wait, and who is missed."""

from typing import Final

from lanyard.casefile.case import Outcome
from lanyard.casefile.place import Place, Where
from lanyard.stations.arrival.entries import CameBack, TagClaimed, TurnedBack, WalkedIn
from lanyard.stations.burial.entries import Died
from lanyard.stations.first_aid.entries import NeedsMedic
from lanyard.stations.placement import rules
from lanyard.stations.placement.entries import HeadcountTaken, HoldLifted, HoldPlaced, MissingReported, Placed
from lanyard.stations.transport.entries import Boarded, Received
from lanyard.terms import CertifiedBy, CheckedBy, HowSoon, Manner
from tests.making import area, code, minute, tag
from tests.stations.telling import (
    BUS,
    CAMP,
    HERE,
    Ending,
    Judged,
    Line,
    Owing,
    aboard,
    both_ways,
    case_of,
    each,
    ending,
    judge,
    owing,
    place,
    rules_of,
    say,
    told,
    waits_in,
)

CAME: Final = Line(TagClaimed(code(1)))
MISSED: Final = Line(MissingReported("the well", "at noon", "her aunt"))
HOLD, LIFTED = Line(HoldPlaced("2019-03-01")), Line(HoldLifted())
IN_LINE: Final = Line(Placed(area(1)))
NOWHERE: Final = Place(Where.UNACCOUNTED)
ABOARD: Final = Line(Boarded(BUS, CheckedBy.SCAN))

JUDGED: Final = (
    Judged("a hold is lifted that nobody placed", rules.NO_HOLD, True, [CAME, LIFTED]),
    Judged("a hold is lifted twice", rules.NO_HOLD, True, [CAME, HOLD, LIFTED, LIFTED]),
    Judged("a hold is lifted", rules.NO_HOLD, False, [CAME, HOLD, LIFTED]),
    Judged(
        "the hold comes late with its true time",
        rules.NO_HOLD,
        False,
        [CAME, say(HOLD.record, now=9, stated=2), say(LIFTED.record, now=5)],
    ),
)


@each(JUDGED)
def test_what_is_marked(row: Judged) -> None:
    judge(row)


def test_every_rule_is_broken_once_and_kept_once() -> None:
    assert both_ways(JUDGED) == rules_of(rules)


OWED: Final = (
    Owing("whoever is missed is searched for within the hour", "search_for_missing", 60, 60, [CAME, MISSED]),
    Owing("one missed whom nobody had met is searched for", "search_for_missing", 60, 60, [MISSED]),
)


@each(OWED)
def test_what_opens_a_duty(row: Owing) -> None:
    owing(row)


ENDED: Final = (
    Ending("she is placed", "search_for_missing", True, [CAME, MISSED, IN_LINE]),
    Ending("she came back", "search_for_missing", True, [CAME, MISSED, Line(CameBack("the well"))]),
    Ending("she walked in", "search_for_missing", True, [CAME, MISSED, Line(WalkedIn())]),
    Ending("she was received at a camp", "search_for_missing", True, [CAME, MISSED, say(Received(BUS), where=CAMP)]),
    Ending("she died", "search_for_missing", True, [CAME, MISSED, Line(Died(CertifiedBy.LAY, Manner.UNKNOWN))]),
    Ending("she is missed again", "search_for_missing", False, [CAME, MISSED, MISSED]),
    Ending("a hold is no find", "search_for_missing", False, [CAME, MISSED, HOLD]),
    Ending("a call for her is no find", "search_for_missing", False, [CAME, MISSED, Line(NeedsMedic(HowSoon.NOW))]),
)


@each(ENDED)
def test_what_ends_a_duty(row: Ending) -> None:
    ending(row)


def test_she_waits_where_she_was_last_placed_and_has_been_in_both() -> None:
    case = case_of([CAME, IN_LINE, Line(Placed(area(2)))])
    assert [step.place for step in case.episodes[0].steps] == [HERE, waits_in(area(1)), waits_in(area(2))]
    assert [step.at_ms for step in case.episodes[0].steps] == [minute(0), minute(1), minute(2)]
    assert not case.disputed


def test_one_who_is_placed_first_is_here_from_then_on() -> None:
    case = case_of([IN_LINE])
    assert [step.place for step in case.episodes[0].steps] == [HERE, waits_in(area(1))]


def test_missed_and_then_placed_she_is_here_and_nothing_is_owed() -> None:
    case = case_of([CAME, MISSED, IN_LINE])
    assert [step.place for step in case.episodes[0].steps] == [HERE, NOWHERE, waits_in(area(1))]
    assert (case.duties, case.marks) == ((), ())


def test_missed_from_a_vehicle_she_is_out_of_sight() -> None:
    case = case_of([CAME, ABOARD, MISSED])
    assert (place(case), case.rides) == (NOWHERE, {BUS.key: Outcome.OUT_OF_SIGHT})


def test_missed_and_seen_boarding_is_disputed() -> None:
    case = case_of([CAME, MISSED, ABOARD])
    assert case.disputed
    assert place(case) == aboard(BUS)


def test_missed_after_she_was_turned_back_is_disputed() -> None:
    case = case_of([CAME, Line(TurnedBack("a", "b")), MISSED])
    assert (len(case.episodes), place(case), case.disputed) == (1, NOWHERE, True)


def test_placed_after_she_was_turned_back_she_has_come_again() -> None:
    case = case_of([CAME, Line(TurnedBack("a", "b")), IN_LINE])
    assert (len(case.episodes), place(case), case.disputed) == (2, waits_in(area(1)), False)


def test_placed_off_a_vehicle_without_stepping_off_leaves_the_ride_unsigned() -> None:
    case = case_of([CAME, ABOARD, IN_LINE])
    assert (place(case), case.rides) == (waits_in(area(1)), {BUS.key: Outcome.UNSIGNED})


def test_placed_at_another_site_without_a_signature_is_disputed() -> None:
    assert case_of([CAME, IN_LINE, say(Placed(area(2)), where=CAMP)]).disputed


def test_a_hold_stands_until_it_is_lifted() -> None:
    held = case_of([CAME, HOLD, Line(HoldPlaced())]).care
    assert (held.hold, held.hold_until) == (True, "")
    care = case_of([CAME, HOLD]).care
    assert (care.hold, care.hold_until) == (True, "2019-03-01")
    care = case_of([CAME, HOLD, LIFTED]).care
    assert (care.hold, care.hold_until) == (False, "")


def test_a_hold_moves_nobody_and_puts_a_stranger_on_the_roll() -> None:
    assert place(case_of([CAME, IN_LINE, HOLD, LIFTED])) == waits_in(area(1))
    assert place(case_of([HOLD])) == HERE


def test_the_newest_head_count_stands_however_it_came() -> None:
    late = say(HeadcountTaken(40, "the clerk"), area(1), now=9, stated=1)
    books = told([say(HeadcountTaken(38, "two of us"), area(1), now=5), late])
    found = books.area(1)
    assert (found.heads, found.heads_ms, found.heads_by, found.site) == (38, minute(5), "two of us", "BG")
    assert found.heads_entry == books.shelf.entries[0].id


def test_placed_by_her_tag_is_placed() -> None:
    assert place(told([CAME, IN_LINE._replace(about=tag(1))]).case(1)) == waits_in(area(1))
