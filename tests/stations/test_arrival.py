"""Arrival's rules and duties, each broken and not broken, opened and ended."""

from typing import Final

from lanyard.casefile.marks import TAG_HELD, TAG_VOID
from lanyard.ledger.ask import AgeRange, Blob
from lanyard.stations.arrival import rules
from lanyard.stations.arrival.entries import (
    Born,
    CameBack,
    PersonMet,
    TagClaimed,
    TagReplaced,
    TagVoided,
    TurnedBack,
    VehicleCounted,
    VehicleTurnedBack,
    WalkedIn,
)
from lanyard.stations.first_aid.entries import Glanced
from lanyard.terms import UNKNOWN, CountedBy, Sex
from tests.making import code, person, tag, vehicle
from tests.stations.telling import (
    HER,
    OTHER,
    TRUCK,
    Ending,
    Judged,
    Line,
    Owing,
    both_ways,
    each,
    ending,
    judge,
    known,
    owing,
    rules_of,
    say,
    told,
)

ADULT, CHILD = AgeRange(216, 230), AgeRange(60, 71)
CAME: Final = Line(TagClaimed(code(1)))


def counted(total: int = 9, by: CountedBy = CountedBy.TWO, dead_in: bool = True, **seen: int) -> Line:
    return Line(VehicleCounted("the valley", by, total, dead_in, **seen), TRUCK)


def met(alone: bool | None = True, age: AgeRange | str | None = None) -> Line:
    return Line(PersonMet(Sex.UNKNOWN, age, alone=alone))  # type: ignore[arg-type]


def on_truck(number: int) -> Line:
    return Line(TagClaimed(code(number), came_on=TRUCK), person(number))


NAMED: Final = Line(PersonMet(Sex.FEMALE, name_said="Zo"))
SOUND: Final = Blob(bytes(32), bytes(16), 9, "audio/ogg")
WELL_COUNTED: Final = counted(5, women=1, men=1, girls=1, boys=1, infants=1)
JUDGED: Final = (
    Judged("a driver's word is not a count", rules.DRIVER_ONLY, True, [counted(by=CountedBy.DRIVER)], TRUCK),
    Judged("one who counts is enough", rules.DRIVER_ONLY, False, [counted(by=CountedBy.ONE)], TRUCK),
    Judged("the parts are more than the whole", rules.PARTS_EXCEED, True, [counted(4, women=2, boys=3)], TRUCK),
    Judged("infants are a part", rules.PARTS_EXCEED, True, [counted(4, women=4, infants=1)], TRUCK),
    Judged("the parts are the whole", rules.PARTS_EXCEED, False, [WELL_COUNTED], TRUCK),
    Judged(
        "the dead may be among the parts", rules.PARTS_EXCEED, False, [counted(4, dead_in=False, men=5, dead=1)], TRUCK
    ),
    Judged("the dead are no more parts than they are", rules.PARTS_EXCEED, True, [counted(4, men=5, dead=1)], TRUCK),
    Judged("she was turned back", rules.TURNING_BACK, True, [CAME, Line(TurnedBack("a force", "full"))]),
    Judged("she was let in", rules.TURNING_BACK, False, [CAME]),
    Judged(
        "a truck was turned back",
        rules.TURNING_BACK,
        True,
        [Line(VehicleTurnedBack(9, "a force", "full"), TRUCK)],
        TRUCK,
    ),
    Judged("a truck was let in", rules.TURNING_BACK, False, [counted()], TRUCK),
    Judged("an adult is called a child alone", rules.CHILD_ALONE, True, [met(age=ADULT)]),
    Judged("an adult is alone and nobody says so", rules.CHILD_ALONE, False, [met(False, ADULT)]),
    Judged("a child alone is a child", rules.CHILD_ALONE, False, [met(age=CHILD)]),
    Judged("an age in doubt is a child's", rules.CHILD_ALONE, False, [met(age=AgeRange(204, 240))]),
    Judged("an unknown age is a child's", rules.CHILD_ALONE, False, [met(age=UNKNOWN)]),
    Judged(
        "she was met as an adult and is called a child alone later", rules.CHILD_ALONE, True, [met(False, ADULT), met()]
    ),
    Judged("a name before a tag", rules.NAMED_FIRST, True, [NAMED]),
    Judged("a name written before a tag", rules.NAMED_FIRST, True, [Line(PersonMet(Sex.MALE, name_written="Zo"))]),
    Judged("a name as sound before a tag", rules.NAMED_FIRST, True, [Line(PersonMet(Sex.MALE, name_sound=SOUND))]),
    Judged("a name after a tag", rules.NAMED_FIRST, False, [CAME, NAMED]),
    Judged("words without a name before a tag", rules.NAMED_FIRST, False, [met()]),
    Judged("she is her own mother", rules.OWN_MOTHER, True, [Line(Born(HER))]),
    Judged("she is another's child", rules.OWN_MOTHER, False, [Line(Born(OTHER))]),
    Judged(
        "a tag that is not hers is replaced", rules.NOT_HELD, True, [CAME, Line(TagReplaced(code(2), code(3), "torn"))]
    ),
    Judged("her own tag is replaced", rules.NOT_HELD, False, [CAME, Line(TagReplaced(code(1), code(3), "torn"))]),
    Judged("two claim one tag", TAG_HELD, True, [CAME, Line(TagClaimed(code(1)), OTHER)]),
    Judged("two claim two tags", TAG_HELD, False, [CAME, Line(TagClaimed(code(2)), OTHER)]),
    Judged("a tag called void is claimed", TAG_VOID, True, [Line(TagVoided("torn"), tag(1)), CAME], tag(1)),
    Judged("a tag in use is called void", TAG_VOID, True, [CAME, Line(TagVoided("torn"), tag(1))], tag(1)),
    Judged("a void tag is nobody's", TAG_VOID, False, [Line(TagVoided("torn"), tag(1))], tag(1)),
    Judged(
        "a void tag was hers until she had another",
        TAG_VOID,
        False,
        [CAME, Line(TagReplaced(code(1), code(2), "torn")), Line(TagVoided("torn"), tag(1))],
        tag(1),
    ),
)


@each(JUDGED)
def test_what_is_marked(row: Judged) -> None:
    judge(row)


def test_every_rule_is_broken_once_and_kept_once() -> None:
    assert both_ways(JUDGED) == rules_of(rules) | {TAG_HELD.code, TAG_VOID.code}


def test_a_tag_claimed_twice_names_both_claims_at_both_persons() -> None:
    books = told([CAME, Line(TagClaimed(code(1)), OTHER)])
    claims = tuple(e.id for e in sorted(books.shelf.entries.values(), key=lambda e: e.hlc))
    for ref in (HER, OTHER):
        assert [mark.entries for mark in known(books, ref).all_marks()] == [claims]
    assert books.tag(1).holder == HER
    assert books.tag(1).holders == (HER, OTHER)


def test_a_missing_claim_with_an_earlier_time_makes_the_tag_the_others() -> None:
    books = told([CAME, say(TagClaimed(code(1)), OTHER, stated=-5)])
    assert books.tag(1).holders == (OTHER, HER)


MEDIC_NOW: Final = Line(TagClaimed(code(1), medic_now=True))
OWED: Final = (
    Owing("a truck is looked over within a quarter of an hour", "glance", 15, 15, [counted()], TRUCK),
    Owing("everyone on it has a tag within half a day", "tags", 720, 720, [counted()], TRUCK),
    Owing(
        "a truck that a driver counted is counted again", "count_again", 60, 60, [counted(by=CountedBy.DRIVER)], TRUCK
    ),
    Owing("a count that does not add up is made again", "count_again", 60, 60, [counted(1, men=2)], TRUCK),
    Owing(
        "a truck turned back is an incident at once",
        "incident",
        0,
        0,
        [Line(VehicleTurnedBack(9, "a", "b"), TRUCK)],
        TRUCK,
    ),
    Owing("a person turned back is an incident at once", "incident", 0, 0, [CAME, Line(TurnedBack("a", "b"))]),
    Owing("whoever came on foot is looked at", "glance", 15, 15, [Line(WalkedIn())]),
    Owing("a newborn is looked at", "glance", 15, 15, [Line(Born(OTHER))]),
    Owing("whoever comes back is looked at", "glance", 15, 15, [Line(CameBack("hospital"))]),
    Owing("medic now on a tag calls a medic within five minutes", "triage", 5, 5, [MEDIC_NOW]),
    Owing("a child alone has a carer within four hours", "carer", 240, 240, [met(age=CHILD)]),
    Owing("one of unknown age and alone has a carer", "carer", 240, 240, [met()]),
    Owing(
        "a child who came on foot alone has a carer from then",
        "carer",
        240,
        240,
        [Line(WalkedIn(alone=True))],
    ),
)


@each(OWED)
def test_what_opens_a_duty(row: Owing) -> None:
    owing(row)


def test_an_adult_alone_is_owed_no_carer() -> None:
    assert known(told([met(age=ADULT)])).duties == ()


def test_a_claim_without_medic_now_owes_nothing() -> None:
    assert known(told([CAME])).duties == ()


TWO: Final = counted(2)
ENDED: Final = (
    Ending("one of two is untold: tags are owed", "tags", False, [TWO, on_truck(1)], TRUCK),
    Ending("nobody is untold: no tags are owed", "tags", True, [TWO, on_truck(1), on_truck(2)], TRUCK),
    Ending(
        "the one untold was turned back",
        "tags",
        True,
        [TWO, on_truck(1), Line(VehicleTurnedBack(1, "a", "b"), TRUCK)],
        TRUCK,
    ),
    Ending("a later count is lower", "tags", False, [TWO, on_truck(1), counted(1)], TRUCK),
    Ending("a later count is higher", "tags", False, [TWO, on_truck(1), counted(3)], TRUCK),
    Ending("a truck was glanced over", "glance", True, [TWO, Line(Glanced(2), TRUCK)], TRUCK),
    Ending("another truck was glanced over", "glance", False, [TWO, Line(Glanced(2), vehicle(2))], TRUCK),
    Ending(
        "the whole truck was turned back", "glance", True, [TWO, Line(VehicleTurnedBack(2, "a", "b"), TRUCK)], TRUCK
    ),
    Ending(
        "some of a truck were turned back", "glance", False, [TWO, Line(VehicleTurnedBack(1, "a", "b"), TRUCK)], TRUCK
    ),
    Ending("two count after the driver", "count_again", True, [counted(by=CountedBy.DRIVER), TWO], TRUCK),
    Ending("a third count, and two still differ", "count_again", False, [TWO, counted(1), TWO], TRUCK),
    Ending("the driver counts again", "count_again", False, [counted(by=CountedBy.DRIVER)] * 2, TRUCK),
    Ending("medic now is a look at her", "glance", True, [Line(WalkedIn()), MEDIC_NOW]),
    Ending("a tag alone is no look at her", "glance", False, [Line(WalkedIn()), CAME]),
)


@each(ENDED)
def test_what_ends_a_duty(row: Ending) -> None:
    ending(row)


def test_one_who_is_here_and_was_looked_at_owes_no_glance_for_walking_in() -> None:
    seen = [CAME, Line(Glanced(1))]
    assert known(told([*seen, Line(WalkedIn())])).duties == ()
    assert [owed.duty.code for owed in known(told([CAME, Line(WalkedIn())])).duties] == ["glance"]


def test_one_who_comes_back_is_looked_at_anew() -> None:
    lines = [CAME, Line(Glanced(1)), Line(TurnedBack("a", "b")), Line(CameBack("the road"))]
    assert "glance" in [owed.duty.code for owed in known(told(lines)).duties]


def test_a_truck_glanced_over_before_it_was_counted_owes_no_glance() -> None:
    books = told([Line(Glanced(9), TRUCK), counted(9)])
    assert [owed.duty.code for owed in books.vehicle(1).duties] == ["tags"]
