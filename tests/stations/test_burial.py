"""Burial's rules, duties and what a death changes."""

from collections.abc import Sequence
from typing import Final

from lanyard.casefile.case import Outcome
from lanyard.casefile.place import Place, Where
from lanyard.stations.arrival.entries import TagClaimed, TurnedBack
from lanyard.stations.burial import rules
from lanyard.stations.burial.entries import Died
from lanyard.stations.first_aid.entries import CareHandedOver, RushedOut
from lanyard.stations.placement.entries import MissingReported, Placed
from lanyard.stations.transport.entries import Boarded, Received
from lanyard.terms import CertifiedBy, CheckedBy, Condition, Manner
from tests.making import area, code, marks, tag
from tests.stations.telling import (
    BUS,
    CAMP,
    Ending,
    Judged,
    Line,
    Owing,
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
)

CAME: Final = Line(TagClaimed(code(1)))
ABOARD: Final = Line(Boarded(BUS, CheckedBy.SCAN))
GONE: Final = Place(Where.DEAD)


def died(manner: Manner = Manner.ILLNESS) -> Line:
    return Line(Died(CertifiedBy.DOCTOR, manner, "the tent"))


JUDGED: Final = (
    Judged("she dies twice", rules.TWICE_DEAD, True, [CAME, died(), died()]),
    Judged("she dies once", rules.TWICE_DEAD, False, [CAME, died()]),
    Judged("one whom nobody had met dies", rules.TWICE_DEAD, False, [died()]),
    Judged("a violent death", rules.TO_ENQUIRE, True, [CAME, died(Manner.VIOLENCE)]),
    Judged("a death of unknown cause", rules.TO_ENQUIRE, True, [CAME, died(Manner.UNKNOWN)]),
    Judged("a death of cold", rules.TO_ENQUIRE, False, [CAME, died(Manner.EXPOSURE)]),
    Judged("a death of illness", rules.TO_ENQUIRE, False, [CAME, died()]),
)


@each(JUDGED)
def test_what_is_marked(row: Judged) -> None:
    judge(row)


def test_every_rule_is_broken_once_and_kept_once() -> None:
    assert both_ways(JUDGED) == rules_of(rules)


OWED: Final = (
    Owing("the body is examined within a day", "examine_body", 1440, 1440, [CAME, died()]),
    Owing("her dependants are cared for within the hour", "care_for_dependants", 60, 60, [CAME, died()]),
    Owing("a violent death is enquired into within a day", "death_enquiry", 1440, 1440, [CAME, died(Manner.VIOLENCE)]),
    Owing("so is an unknown one", "death_enquiry", 1440, 1440, [died(Manner.UNKNOWN)]),
)


@each(OWED)
def test_what_opens_a_duty(row: Owing) -> None:
    owing(row)


def test_a_death_of_illness_is_not_enquired_into() -> None:
    assert [owed.duty.code for owed in case_of([died()]).duties] == ["examine_body", "care_for_dependants"]


KEPT: Final = [
    Ending(f"{code} stays owed after a second death", code, False, [CAME, died(Manner.VIOLENCE), died()])
    for code in ("examine_body", "care_for_dependants", "death_enquiry")
]


@each(KEPT)
def test_what_does_not_end_a_duty(row: Ending) -> None:
    ending(row)


DEATHS: Final = (
    ("on site", [CAME], {}),
    ("before anybody met her", [], {}),
    ("in a line", [Line(Placed(area(1)))], {}),
    ("aboard", [CAME, ABOARD], {BUS.key: Outcome.DIED}),
    ("in hospital", [CAME, Line(RushedOut("a car", "Field hospital"))], {}),
    ("missed from a vehicle", [CAME, ABOARD, Line(MissingReported())], {BUS.key: Outcome.OUT_OF_SIGHT}),
)


@each(DEATHS)
def test_wherever_she_was_she_is_dead_and_nothing_is_disputed(
    row: tuple[str, Sequence[Line], dict[bytes, Outcome]],
) -> None:
    case = case_of([*row[1], died()])
    assert (place(case), case.rides, case.disputed) == (GONE, row[2], False)
    assert case.episodes[-1].closed


def test_one_who_was_turned_back_and_died_here_is_disputed() -> None:
    assert case_of([CAME, Line(TurnedBack("a", "b")), died()]).disputed


AFTER: Final = (
    ("boarded", ABOARD),
    ("placed", Line(Placed(area(1)))),
    ("rushed out", Line(RushedOut("a car", "Field hospital"))),
    ("missed", Line(MissingReported())),
    ("turned back", Line(TurnedBack("a", "b"))),
    ("received alive", say(Received(BUS, Condition.WELL), where=CAMP)),
)


@each(AFTER)
def test_the_dead_go_nowhere(row: tuple[str, Line]) -> None:
    assert "two-places" in marks(case_of([CAME, died(), row[1]]))


def test_a_body_signed_for_by_the_receiver_stays_dead_and_on_the_roll_of_the_sender() -> None:
    case = case_of([CAME, ABOARD, died(), say(Received(BUS, Condition.DEAD), where=CAMP)])
    assert (place(case), len(case.episodes), case.rides) == (GONE, 1, {BUS.key: Outcome.DIED})
    assert marks(case) == []


def test_a_body_found_by_its_tag_is_dead() -> None:
    worn = told([died()._replace(about=tag(1))]).tag(1).worn
    assert worn is not None
    assert place(worn) == GONE


def test_papers_of_her_care_may_be_handed_over_after_her_death() -> None:
    assert marks(case_of([CAME, died(), Line(CareHandedOver("the hospital"))])) == []
