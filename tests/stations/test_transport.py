"""Transport's rules and duties at folding: from an empty list to the receiver's signature."""

from collections.abc import Sequence
from typing import Any, Final

import pytest

from lanyard.casefile.case import Outcome
from lanyard.casefile.marks import COUNTS_DIFFER
from lanyard.casefile.place import Place, Where
from lanyard.casefile.tag import tag_ref
from lanyard.ledger.ask import AgeRange, Blob
from lanyard.stations.arrival.entries import Born, PersonMet, TagClaimed, WalkedIn
from lanyard.stations.burial.entries import Died
from lanyard.stations.every.entries import DutyAnswered
from lanyard.stations.first_aid.entries import CarePrioritySet, FitToTravel, HeldMedically
from lanyard.stations.placement.entries import HoldLifted, HoldPlaced
from lanyard.stations.transport import rules
from lanyard.stations.transport.entries import (
    Boarded,
    CountedIn,
    Departed,
    HandedOver,
    HappenedEnRoute,
    LeftVehicle,
    ManifestOpened,
    ManifestSealed,
    Received,
    WaypointPassed,
)
from lanyard.terms import CertifiedBy, CheckedBy, Colour, Condition, EnRoute, Manner, Sex
from tests.making import Notebook, code, manifest, minute, person, read, site
from tests.stations.telling import (
    BUS,
    CAMP,
    HER,
    OTHER,
    Ending,
    Judged,
    Line,
    Owing,
    both_ways,
    case_of,
    each,
    ending,
    judge,
    known,
    owing,
    rules_of,
    say,
    told,
)

MARK: Final = Blob(bytes(32), bytes(16), 9, "image/png")
HIS_MARK: Final = Blob(b"\1" * 32, bytes(16), 9, "image/png")
CAME: Final = Line(TagClaimed(code(1)))
ABOARD: Final = Line(Boarded(BUS, CheckedBy.SCAN))
OFF: Final = Line(LeftVehicle(BUS, "ill", True))
SIGNED: Final = say(Received(BUS), where=CAMP)
HOLD, HELD, FIT = Line(HoldPlaced()), Line(HeldMedically()), Line(FitToTravel())
RED: Final = Line(CarePrioritySet(Colour.RED))
ALONE: Final = Line(PersonMet(Sex.FEMALE, AgeRange(60, 72), alone=True))


def opened(seats: int = 30) -> Line:
    return Line(ManifestOpened(seats, site(2), "river road", "officer 7", "B-12"), BUS)


def sealed(people: int = 0, **more: Any) -> Line:
    return Line(ManifestSealed(people, bytes(32), **more), BUS)


def departed(expected_min: int = 0, **more: Any) -> Line:
    return say(Departed(expected_min), BUS, **more)


def passed(expected_min: int = 0) -> Line:
    return Line(WaypointPassed("the bridge", expected_min), BUS)


def stopped(expected_min: int = 0) -> Line:
    return Line(HappenedEnRoute(EnRoute.BREAKDOWN, "the bridge", expected_min), BUS)


def boarded(by: CheckedBy, why: str | None = None) -> Line:
    return Line(Boarded(BUS, by, why))


def signed_by(giver: Blob | None, receiver: Blob | None) -> Line:
    return agreed(signed_by_giver=giver, signed_by_receiver=receiver)


def agreed(by: str = "rami", **more: Any) -> Line:
    return say(HandedOver(**more), BUS, where=CAMP, by=by)


def arrives(condition: Condition | None) -> Line:
    return say(Received(BUS, condition), where=CAMP)


DEAD: Final = Line(Died(CertifiedBy.DOCTOR, Manner.ILLNESS))
COUNTED: Final = say(CountedIn(1), BUS, where=CAMP)
CLOSED: Final = signed_by(MARK, HIS_MARK)
MISSING: Final = agreed(missing=(code(1),))
UNLISTED: Final = agreed(not_on_list=(code(1),))
HURT: Final = agreed(injured=(code(1),))
TAKES_HER: Final = [CAME, opened(), ABOARD]
JUDGED: Final = (
    Judged("boarded under a hold", rules.HELD, True, [CAME, HOLD, ABOARD]),
    Judged("boarded after the hold was lifted", rules.HELD, False, [CAME, HOLD, Line(HoldLifted()), ABOARD]),
    Judged("boarded while held by a medic", rules.UNFIT, True, [CAME, HELD, ABOARD]),
    Judged("boarded after a medic called her fit", rules.UNFIT, False, [CAME, HELD, FIT, ABOARD]),
    Judged("a red boarded", rules.RED_ABOARD, True, [CAME, RED, ABOARD]),
    Judged("a red called fit boarded", rules.RED_ABOARD, False, [CAME, RED, FIT, ABOARD]),
    Judged("one called fit turned red and boarded", rules.RED_ABOARD, True, [CAME, FIT, RED, ABOARD]),
    Judged("a red held by a medic is named once", rules.RED_ABOARD, False, [CAME, RED, HELD, ABOARD]),
    Judged("a child alone boarded", rules.CHILD_ALONE, True, [CAME, ALONE, ABOARD]),
    Judged("a child is said to be alone no more and no carer is named", rules.CHILD_ALONE, True, [CAME, ALONE, Line(PersonMet(Sex.FEMALE, alone=False)), ABOARD]),
    Judged("a child with somebody boarded", rules.CHILD_ALONE, False, [CAME, ABOARD]),
    Judged("a child whose carer was seen to boarded", rules.CHILD_ALONE, False, [CAME, ALONE, Line(DutyAnswered("carer", "her aunt")), ABOARD]),
    Judged("ticked off by sight without a reason", rules.NOT_SCANNED, True, [CAME, boarded(CheckedBy.SIGHT)]),
    Judged("typed without a reason", rules.NOT_SCANNED, True, [CAME, boarded(CheckedBy.TYPED)]),
    Judged("typed with a reason", rules.NOT_SCANNED, False, [CAME, boarded(CheckedBy.TYPED, "torn")]),
    Judged("scanned", rules.NOT_SCANNED, False, [CAME, ABOARD]),
    Judged("stepped off without stepping on", rules.NOT_ABOARD, True, [CAME, OFF]),
    Judged("stepped off another vehicle", rules.NOT_ABOARD, True, [CAME, ABOARD, Line(LeftVehicle(manifest(2), "ill", True))]),
    Judged("stepped off her own", rules.NOT_ABOARD, False, [CAME, ABOARD, OFF]),
    Judged("received without boarding", rules.NOT_ON_LIST, True, [CAME, SIGNED]),
    Judged("received who was never met", rules.NOT_ON_LIST, True, [SIGNED]),
    Judged("received from another vehicle", rules.NOT_ON_LIST, True, [CAME, Line(Boarded(manifest(2), CheckedBy.SCAN)), SIGNED]),
    Judged("received from her own", rules.NOT_ON_LIST, False, [CAME, ABOARD, SIGNED]),
    Judged("received twice", rules.NOT_ON_LIST, False, [CAME, ABOARD, SIGNED, SIGNED]),
    Judged("received who was born aboard", rules.NOT_ON_LIST, False, [Line(Born(OTHER, aboard=BUS)), SIGNED]),
    Judged("the boarding sheet was typed later", rules.NOT_ON_LIST, False, [CAME, say(ABOARD.record, now=9, stated=2), say(SIGNED.record, where=CAMP, now=5)]),
    Judged("received dead and nobody said she died", rules.DEAD_ON_ARRIVAL, True, [CAME, ABOARD, arrives(Condition.DEAD)]),
    Judged("received dead who died on the way", rules.DEAD_ON_ARRIVAL, False, [CAME, ABOARD, DEAD, arrives(Condition.DEAD)]),
    Judged("received ill", rules.DEAD_ON_ARRIVAL, False, [CAME, ABOARD, arrives(Condition.ILL)]),
    Judged("sealed despite a rule without a reason", rules.NO_REASON, True, [opened(), sealed(despite=("boarded-unfit",))], BUS),
    Judged("sealed despite a rule with a reason", rules.NO_REASON, False, [opened(), sealed(despite=("boarded-unfit",), reason="a medic rides along")], BUS),
    Judged("sealed despite nothing", rules.NO_REASON, False, [opened(), sealed()], BUS),
    Judged("departed on a list that nobody opened", rules.NOT_OPENED, True, [departed()], BUS),
    Judged("departed on an open list", rules.NOT_OPENED, False, [opened(), departed()], BUS),
    Judged("two on one seat", rules.SEATS, True, [opened(1), ABOARD, ABOARD._replace(about=OTHER), departed()], BUS),
    Judged("one on one seat", rules.SEATS, False, [opened(1), ABOARD, departed()], BUS),
    Judged("departed unsealed", rules.NOT_SEALED, True, [*TAKES_HER, departed()], BUS),
    Judged("departed sealed", rules.NOT_SEALED, False, [*TAKES_HER, sealed(1), departed()], BUS),
    Judged("one more boarded after the seal", rules.ALTERED, True, [opened(), sealed(), ABOARD, departed()], BUS),
    Judged("one went and another came after the seal", rules.ALTERED, True, [*TAKES_HER, sealed(1), OFF, ABOARD._replace(about=OTHER), departed()], BUS),
    Judged("nobody came or went after the seal", rules.ALTERED, False, [*TAKES_HER, sealed(1), departed()], BUS),
    Judged("the one who stepped off after the seal stepped on again", rules.ALTERED, False, [*TAKES_HER, sealed(1), OFF, ABOARD, departed()], BUS),
    Judged("an unsealed list is not altered", rules.ALTERED, False, [*TAKES_HER, departed()], BUS),
    Judged("heads counted after one was signed for", rules.COUNTED_LATE, True, [*TAKES_HER, SIGNED, COUNTED], BUS),
    Judged("heads counted before", rules.COUNTED_LATE, False, [*TAKES_HER, COUNTED, SIGNED], BUS),
    Judged("heads counted again after", rules.COUNTED_LATE, False, [*TAKES_HER, COUNTED, SIGNED, COUNTED], BUS),
    Judged("heads counted after somebody was signed for", rules.COUNTED_LATE, True, [ABOARD, SIGNED, Line(CountedIn(1), BUS)], BUS),
    Judged("heads counted before anybody was signed for", rules.COUNTED_LATE, False, [ABOARD, Line(CountedIn(1), BUS)], BUS),
    Judged("heads counted again after names", rules.COUNTED_LATE, False, [Line(CountedIn(1), BUS), SIGNED, Line(CountedIn(2), BUS)], BUS),
    Judged("handed over without a signature", rules.NOT_SIGNED, True, [signed_by(None, None)], BUS),
    Judged("handed over with the giver's alone", rules.NOT_SIGNED, True, [signed_by(MARK, None)], BUS),
    Judged("handed over with the receiver's alone", rules.NOT_SIGNED, True, [signed_by(None, MARK)], BUS),
    Judged("handed over with both", rules.NOT_SIGNED, False, [CLOSED], BUS),
    Judged("handed over with one mark twice", rules.NOT_SIGNED, True, [signed_by(MARK, MARK)], BUS),
    Judged("sent off and signed for by one", rules.SIGNED_BY_ONE, True, [opened(), departed(), agreed("nour")], BUS),
    Judged("sealed and signed for by one", rules.SIGNED_BY_ONE, True, [opened(), sealed(), agreed("nour")], BUS),
    Judged("sent off by one and signed for by another", rules.SIGNED_BY_ONE, False, [opened(), sealed(), departed(), agreed()], BUS),
    Judged("boarded on a list that nobody opened", rules.NOT_OPENED, True, [ABOARD], BUS),
    Judged("boarded on an open list", rules.NOT_OPENED, False, [opened(), ABOARD], BUS),
    Judged("sealed for more than were scanned", rules.COUNT_UNLIKE, True, [*TAKES_HER, sealed(2)], BUS),
    Judged("sealed for fewer than were scanned", rules.COUNT_UNLIKE, True, [*TAKES_HER, sealed(0)], BUS),
    Judged("sealed for those who were scanned", rules.COUNT_UNLIKE, False, [*TAKES_HER, sealed(1)], BUS),
    Judged("sealed despite a rule by nobody", rules.NO_NAME, True, [opened(), say(sealed(despite=("boarded-unfit",), reason="none").record, BUS, by="")], BUS),
    Judged("sealed despite a rule by name", rules.NO_NAME, False, [opened(), sealed(despite=("boarded-unfit",), reason="none")], BUS),
    Judged("signed for where it set out", rules.SIGNED_AT_ORIGIN, True, [*TAKES_HER, Line(Received(BUS))], BUS),
    Judged("signed for elsewhere", rules.SIGNED_AT_ORIGIN, False, [*TAKES_HER, SIGNED], BUS),
    Judged("signed for at two sites", rules.SIGNED_AT_TWO_SITES, True, [*TAKES_HER, SIGNED, say(Received(BUS), OTHER, where="SW/Y1")], BUS),
    Judged("signed for at one site", rules.SIGNED_AT_TWO_SITES, False, [*TAKES_HER, SIGNED, say(Received(BUS), OTHER, where=CAMP)], BUS),
    Judged("called missing after somebody signed for her", rules.MISSING_AND_SIGNED, True, [CAME, ABOARD, SIGNED, MISSING]),
    Judged("called missing and nobody has signed for her", rules.MISSING_AND_SIGNED, False, [CAME, ABOARD, MISSING]),
    Judged("came on no list", rules.CAME_UNLISTED, True, [CAME, UNLISTED]),
    Judged("came on no list and was signed for", rules.CAME_UNLISTED, False, [CAME, SIGNED, UNLISTED]),
    Judged("counted in twice with other numbers", COUNTS_DIFFER, True, [COUNTED, say(CountedIn(2), BUS, where=CAMP)], BUS),
    Judged("counted in twice with one number", COUNTS_DIFFER, False, [COUNTED, COUNTED], BUS),
)  # fmt: skip
ASKED_ONLY: Final = {
    "listed-but-elsewhere",
    "family-split",
    "papers-not-aboard",
    "barred-destination",
}
"""What is judged before a seal is granted, and never marks a fact: see the tests of sealing."""


@each(JUDGED)
def test_what_is_marked(row: Judged) -> None:
    judge(row)


def test_every_rule_is_broken_once_and_kept_once() -> None:
    assert both_ways(JUDGED) == (rules_of(rules) - ASKED_ONLY) | {COUNTS_DIFFER.code}


def test_one_boarding_may_break_several_rules_at_once() -> None:
    lines = [CAME, HOLD, HELD, ALONE, boarded(CheckedBy.SIGHT)]
    found = {mark.rule for mark in known(told(lines)).marks}
    assert found == {rules.HELD, rules.UNFIT, rules.CHILD_ALONE, rules.NOT_SCANNED}


OWED: Final = (
    Owing("word of a vehicle two hours after it is expected", "word_from_vehicle", 240, 480, [departed(120)], BUS),
    Owing("word at once of one expected at once", "word_from_vehicle", 120, 360, [departed()], BUS),
    Owing("word of one that passed the bridge", "word_from_vehicle", 150, 390, [opened(), passed(30)], BUS),
    Owing("a signature for each within a day", "sign_for_each", 1440, 1440, [opened(), departed(120)], BUS),
    Owing("who is missing at the far end is searched for", "search_for_missing", 60, 60, [CAME, ABOARD, MISSING]),
    Owing(
        "who stepped off and is not here is searched for",
        "search_for_missing",
        60,
        60,
        [CAME, ABOARD, Line(LeftVehicle(BUS, "ran"))],
    ),
    Owing("who came on no list is signed for", "sign_for_her", 60, 60, [CAME, UNLISTED]),
    Owing("a medic for who was hurt on the way", "triage", 5, 5, [CAME, ABOARD, SIGNED, HURT]),
    Owing("a vehicle with people in it goes, or they get off", "go_or_unload", 240, 240, [opened(), ABOARD], BUS),
    Owing("a list for a vehicle that left without", "complete_list", 60, 60, [*TAKES_HER, departed()], BUS),
    Owing("the second signature", "both_sign", 1440, 1440, [signed_by(MARK, None)], BUS),
    Owing(
        "another count where two differ", "count_in_again", 60, 60, [COUNTED, say(CountedIn(2), BUS, where=CAMP)], BUS
    ),
    Owing("care for an unfit one aboard", "care_aboard", 30, 30, [CAME, HELD, ABOARD]),
    Owing("an answer about a hold", "hold_asked_about", 60, 60, [CAME, HOLD, ABOARD]),
    Owing(
        "an answer for a seal despite a rule by nobody",
        "incident",
        0,
        0,
        [opened(), say(sealed(despite=("boarded-unfit",), reason="none").record, BUS, by="")],
        BUS,
    ),
    Owing(
        "a body received is examined within a day", "examine_body", 1440, 1440, [CAME, ABOARD, arrives(Condition.DEAD)]
    ),
)


@each(OWED)
def test_what_opens_a_duty(row: Owing) -> None:
    owing(row)


def test_a_lower_count_takes_nobody_away_and_a_correction_settles_it() -> None:
    low = say(CountedIn(1), BUS, where=CAMP)
    assert told([say(CountedIn(3), BUS, where=CAMP), low]).manifest(1).counted_in == 3
    book = Notebook()
    first = book.add(CountedIn(3), BUS)
    book.add(CountedIn(1), BUS, corrects=first)
    bus = read(book).manifest(1)
    assert (bus.counted_in, bus.all_marks(), bus.duties) == (1, [], ())


def test_one_who_was_aboard_and_is_missing_is_nowhere_until_somebody_answers_for_her() -> None:
    case = case_of([CAME, ABOARD, MISSING])
    assert case.place == Place(Where.UNACCOUNTED)
    assert case.rides == {BUS.key: Outcome.OUT_OF_SIGHT}
    assert case_of([CAME, ABOARD, MISSING, SIGNED]).place == Place(Where.ON_SITE)
    assert case_of([CAME, ABOARD, OFF, MISSING]).place == Place(Where.ON_SITE)


def test_one_who_is_missing_by_a_tag_that_nobody_claimed_is_read_with_its_wearer() -> None:
    worn = Line(Boarded(BUS, CheckedBy.SCAN), tag_ref(code(1)))
    assert case_of([worn, MISSING, CAME]).place == Place(Where.UNACCOUNTED)


@pytest.mark.parametrize("still_here", [None, False])
def test_one_who_stepped_off_and_is_not_here_is_nowhere(still_here: bool | None) -> None:
    case = case_of([CAME, ABOARD, Line(LeftVehicle(BUS, "wanted to", still_here))])
    assert case.place == Place(Where.UNACCOUNTED)
    assert case.rides == {BUS.key: Outcome.LEFT}


GONE: Final = [opened(), departed(120)]
ENDED: Final = (
    Ending("heads were counted at the far end", "word_from_vehicle", True, [*GONE, COUNTED], BUS),
    Ending("the list was closed by both", "word_from_vehicle", True, [*GONE, CLOSED], BUS),
    Ending("one was received by name", "word_from_vehicle", False, [*GONE, SIGNED], BUS),
    Ending("it broke down: the next word is owed", "word_from_vehicle", False, [*GONE, stopped()], BUS),
    Ending("it left", "go_or_unload", True, [*TAKES_HER, departed()], BUS),
    Ending("everybody got off", "go_or_unload", True, [*TAKES_HER, OFF], BUS),
    Ending("one of two got off", "go_or_unload", False, [*TAKES_HER, ABOARD._replace(about=OTHER), OFF], BUS),
    Ending("the other signed too", "both_sign", True, [signed_by(MARK, None), CLOSED], BUS),
    Ending("it was closed by one once more", "both_sign", False, [signed_by(MARK, None), signed_by(MARK, None)], BUS),
    Ending("the receiver signed for her by name", "sign_for_her", True, [CAME, UNLISTED, SIGNED]),
    Ending("both signed", "sign_for_each", True, [*GONE, CLOSED], BUS),
    Ending("heads alone are no signature", "sign_for_each", False, [*GONE, COUNTED], BUS),
    Ending("passing the bridge is no signature", "sign_for_each", False, [*GONE, passed()], BUS),
    Ending("a carer is owed at the camp, too", "carer", False, [CAME, ALONE, ABOARD, SIGNED]),
)


@each(ENDED)
def test_what_ends_a_duty(row: Ending) -> None:
    ending(row)


RESTARTED: Final = (
    ("a waypoint starts the clock again", [departed(60), passed(30)], 1, 151, 391),
    ("a waypoint may put it off or bring it forward", [departed(600), passed(10)], 1, 131, 371),
    ("a breakdown starts it again", [departed(60), stopped(300)], 1, 421, 661),
    ("the last waypoint counts", [departed(60), passed(30), passed(5)], 2, 127, 367),
    ("a waypoint that comes late does not", [departed(60), say(passed(5).record, BUS, now=9), say(passed(90).record, BUS, now=20, stated=4)], 9, 134, 374),
)  # fmt: skip


@each(RESTARTED)
def test_word_of_a_vehicle_is_owed_anew(row: tuple[str, Sequence[Line], int, int, int]) -> None:
    (owed,) = (owed for owed in known(told(row[1]), BUS).duties if owed.duty.code == "word_from_vehicle")
    assert (owed.since_ms, owed.amber_ms, owed.red_ms) == tuple(map(minute, row[2:]))


def test_no_word_is_awaited_of_a_vehicle_that_has_arrived() -> None:
    late = [say(COUNTED.record, BUS, now=5), say(passed(30).record, BUS, now=6)]
    assert known(told(late), BUS).duties == ()
    assert known(told([CLOSED, departed(60, now=9)]), BUS).duties == ()


def test_a_signature_for_each_is_not_owed_anew_by_leaving_twice() -> None:
    duties = known(told([departed(1), departed(1)]), BUS).duties
    assert [owed.since_ms for owed in duties if owed.duty.code == "sign_for_each"] == [minute(0)]


def test_boarding_is_no_look_at_her_and_the_next_site_owes_its_own() -> None:
    books = told([Line(WalkedIn(), person(3)), ABOARD._replace(about=person(3))])
    assert (books.case(3).care.looked_at_ms, books.case(3).duties) == (None, ())
    assert HER not in books.shelf.slots
