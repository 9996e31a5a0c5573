"""What arrival's entries change in a person, a tag, a vehicle, an area and a list."""

from collections.abc import Sequence
from typing import Any, Final

import pytest

from lanyard.casefile.case import Came, Outcome
from lanyard.casefile.place import Place, Where
from lanyard.ledger.ask import AgeRange, Blob
from lanyard.stations.arrival.entries import (
    Born,
    CameBack,
    FirstControl,
    PersonMet,
    ReliefGiven,
    SafetyChecked,
    TagClaimed,
    TagReplaced,
    TagVoided,
    TurnedBack,
    VehicleCounted,
    VehicleTurnedBack,
    WalkedIn,
)
from lanyard.stations.burial.entries import Died
from lanyard.stations.first_aid.entries import Glanced, NeedsMedic, RushedOut
from lanyard.stations.placement.entries import Placed
from lanyard.terms import UNKNOWN, CertifiedBy, CountedBy, HowSoon, Language, Manner, Relief, Sex, Walks
from tests.making import area, code, marks, minute, tag
from tests.stations.telling import (
    BUS,
    CAMP,
    HER,
    HERE,
    OTHER,
    TRUCK,
    Line,
    aboard,
    case_of,
    each,
    place,
    say,
    told,
    waits_in,
)

CAME: Final = Line(TagClaimed(code(1)))
BACK: Final = Line(CameBack("hospital"))
DEAD: Final = Line(Died(CertifiedBy.DOCTOR, Manner.ILLNESS))
RUSHED: Final = Line(RushedOut("ambulance", "Field hospital"))
SENT_OFF: Final = Line(TurnedBack("a force", "full"))
SOUND: Final = Blob(b"s" * 32, b"t" * 16, 9, "audio/ogg")


def counted(total: int, dead_in: bool = True, by: CountedBy = CountedBy.TWO, **seen: Any) -> Line:
    return Line(VehicleCounted("the valley", by, total, dead_in, **seen), TRUCK)


TOTALS: Final = (
    ("a total that has its dead in it stays", [counted(9, dead=2)], 9, 9),
    ("a total that leaves its dead out is so many more", [counted(9, False, dead=2)], 11, 11),
    ("a total that leaves out dead of whom nobody speaks stays", [counted(9, False)], 9, 9),
    ("of two counts the higher stands", [counted(9), counted(7)], 9, 9),
    ("the higher stands though it came later", [counted(7), counted(9)], 9, 9),
    ("a driver's word gives way to a count", [counted(9, by=CountedBy.DRIVER), counted(7)], 7, 7),
    ("a driver's word is none beside a count", [counted(7), counted(9, by=CountedBy.DRIVER)], 7, 7),
    ("nobody on it after all", [counted(9, by=CountedBy.DRIVER), counted(0)], 0, 0),
    ("of a driver's words the higher stands", [counted(n, by=CountedBy.DRIVER) for n in (9, 7)], 9, 9),
    ("who is known is not untold", [counted(9), Line(TagClaimed(code(1), came_on=TRUCK))], 9, 8),
    ("who claims twice is one", [counted(9), *[Line(TagClaimed(code(n), came_on=TRUCK)) for n in (1, 2)]], 9, 8),
    ("who was turned back is not untold", [counted(9), Line(VehicleTurnedBack(4, "a", "b"), TRUCK)], 9, 5),
    ("a truck turned back uncounted leaves nobody untold", [Line(VehicleTurnedBack(4, "a", "b"), TRUCK)], 0, 0),
    ("one known of a truck that nobody counted", [Line(TagClaimed(code(1), came_on=TRUCK))], 0, -1),
)


@each(TOTALS)
def test_how_many_came_and_are_untold(row: tuple[str, Sequence[Line], int, int]) -> None:
    vehicle = told(row[1]).vehicle(1)
    assert (vehicle.total, vehicle.untold) == row[2:]


def test_a_truck_keeps_its_first_clocks_and_its_last_words() -> None:
    books = told(
        [
            counted(9, plate="A-1"),
            Line(SafetyChecked(9, 41, "the search team", False), TRUCK),
            Line(SafetyChecked(9, 60, "the search team", False), TRUCK),
            Line(VehicleCounted("the hills", CountedBy.ONE, 8, True), TRUCK),
        ]
    )
    vehicle = books.vehicle(1)
    assert (vehicle.site, vehicle.came_from, vehicle.plate) == ("BG", "the hills", "A-1")
    assert (vehicle.came_ms, vehicle.safety_ms, vehicle.safety_seconds) == (minute(0), minute(1), 41)
    assert (vehicle.counted, vehicle.met) == (True, set())


@pytest.mark.parametrize(
    "line",
    [
        counted(9),
        Line(VehicleTurnedBack(4, "a", "b"), TRUCK),
        Line(SafetyChecked(9, 41, "us", False), TRUCK),
        Line(Glanced(9), TRUCK),
        Line(TagClaimed(code(1), came_on=TRUCK)),
    ],
    ids=lambda line: type(line.record).__name__,
)
def test_a_truck_is_of_the_site_that_saw_it_first(line: Line) -> None:
    assert told([line]).vehicle(1).site == "BG"
    assert told([say(line.record, line.about, where=CAMP), line]).vehicle(1).site == "HC"


OPENINGS: Final = (
    ("a tag claimed", CAME, Came.OPENED, ""),
    ("somebody met", Line(PersonMet(Sex.MALE)), Came.OPENED, ""),
    ("first control", Line(FirstControl("2019", "a force")), Came.OPENED, ""),
    ("a tag replaced", Line(TagReplaced(code(1), code(2), "torn")), Came.OPENED, ""),
    ("walked in", Line(WalkedIn()), Came.OPENED, "walked_in"),
    ("born", Line(Born(OTHER)), Came.OPENED, "born"),
    ("came back", BACK, Came.RETURNED, "came_back"),
)


@each(OPENINGS)
def test_the_first_record_opens_an_episode_here(row: tuple[str, Line, Came, str]) -> None:
    case = case_of([row[1]])
    (episode,) = case.episodes
    assert (episode.site, episode.came, episode.arrived, episode.place) == ("BG", row[2], row[3], HERE)
    assert case.first_ms == minute(0)


AGAIN: Final = (
    ("a tag after being turned back", [CAME, SENT_OFF, CAME], 2, HERE, []),
    ("walked in after being turned back", [CAME, SENT_OFF, Line(WalkedIn())], 2, HERE, []),
    ("came back after being turned back", [CAME, SENT_OFF, BACK], 2, HERE, []),
    ("came back from hospital is the same episode", [CAME, RUSHED, BACK], 1, HERE, []),
    ("walked in from hospital is the same episode", [CAME, RUSHED, Line(WalkedIn())], 1, HERE, []),
    ("a tag says nothing of one in hospital", [CAME, RUSHED, CAME], 1, Place(Where.IN_HOSPITAL, "Field hospital"), []),
    ("came back twice is once", [CAME, BACK, BACK], 1, HERE, []),
    ("the dead are given a tag", [CAME, DEAD, CAME], 1, Place(Where.DEAD), []),
    ("the dead come back", [CAME, DEAD, BACK], 1, HERE, ["two-places"]),
    ("turned back twice is once", [CAME, SENT_OFF, SENT_OFF], 1, Place(Where.TURNED_BACK), []),
)


@each(AGAIN)
def test_how_she_comes_again(row: tuple[str, Sequence[Line], int, Place, list[str]]) -> None:
    case = case_of(row[1])
    disputed = [code for code in marks(case) if code not in ("turned-back", "kin-not-told")]
    assert (len(case.episodes), place(case), disputed) == row[2:]


def test_who_comes_back_to_an_area_she_never_left_stays_there() -> None:
    assert place(case_of([CAME, Line(Placed(area(1))), BACK])) == waits_in(area(1))


def test_who_comes_back_at_another_site_without_a_signature_is_disputed() -> None:
    case = case_of([CAME, say(CameBack("nobody knows"), where=CAMP)])
    assert case.disputed


def test_first_words_stand_until_others_are_said_and_what_was_not_asked_stays() -> None:
    first = PersonMet(
        Sex.FEMALE,
        AgeRange(60, 72),
        name_said="Zo",
        name_sound=SOUND,
        name_written="Zó",
        languages=(Language.SORANI,),
        walks=Walks.CARRIED,
        alone=True,
        travel_group="g1",
    )
    body = case_of([CAME, Line(first), Line(PersonMet(Sex.UNKNOWN))]).body
    assert (body.sex, body.age, body.name_said, body.name_sound) == (Sex.UNKNOWN, (60, 72), "Zo", SOUND)
    assert (body.name_written, body.languages, body.walks) == ("Zó", (Language.SORANI,), Walks.CARRIED)
    assert (body.alone, body.travel_group, body.child) == (True, "g1", True)
    body = case_of([CAME, Line(first), Line(PersonMet(Sex.MALE, UNKNOWN, languages=(), alone=False))]).body
    assert (body.sex, body.age, body.languages, body.alone) == (Sex.MALE, UNKNOWN, (), False)


CHILDREN: Final = (
    ("never asked", None, True),
    ("unknown", UNKNOWN, True),
    ("seventeen to twenty", AgeRange(204, 240), True),
    ("eighteen", AgeRange(216, 227), False),
)


@each(CHILDREN)
def test_an_age_in_doubt_is_a_childs(row: tuple[str, Any, bool]) -> None:
    assert case_of([Line(PersonMet(Sex.MALE, row[1]))]).body.child is row[2]


def test_medic_now_on_a_claim_is_a_look_and_a_call_once() -> None:
    now = Line(TagClaimed(code(1), "g1", medic_now=True))
    care = case_of([CAME, now, now]).care
    assert (care.looked_at_ms, care.called_ms) == (minute(1), minute(1))


def test_what_was_said_of_a_tag_before_its_claim_is_said_of_her() -> None:
    books = told([say(NeedsMedic(HowSoon.NOW), tag(1)), say(Placed(area(1)), tag(1)), CAME])
    case = books.case(1)
    assert (case.care.called_ms, place(case)) == (minute(0), waits_in(area(1)))
    assert books.tag(1).worn is None


def test_a_tag_that_nobody_claims_is_read_as_an_unknown_wearer() -> None:
    worn = told([say(NeedsMedic(HowSoon.NOW), tag(1))]).tag(1).worn
    assert worn is not None
    assert (worn.ref, place(worn), worn.care.called_ms) == (tag(1), HERE, minute(0))


def test_both_tags_are_hers_after_a_replacement() -> None:
    books = told(
        [CAME, Line(TagReplaced(code(1), code(2), "torn")), say(Placed(area(1)), tag(2)), RUSHED._replace(about=tag(1))]
    )
    assert books.case(1).tags == (code(1), code(2))
    assert books.tag(1).holder == books.tag(2).holder == HER
    assert (books.tag(1).spent, books.tag(2).spent) == ((HER,), ())
    assert place(books.case(1)) == Place(Where.IN_HOSPITAL, "Field hospital")


def test_a_void_tag_remembers_by_which_entry() -> None:
    books = told([Line(TagVoided("torn"), tag(1))])
    assert books.tag(1).voided
    assert books.tag(1).voids == (books.shelf.entries[0].id,)


@pytest.mark.parametrize("record", [WalkedIn(code(3)), Born(OTHER, code(3)), CameBack("a party", tag=code(3))])
def test_whoever_comes_with_a_tag_holds_it(record: Any) -> None:
    books = told([Line(record)])
    assert (books.case(1).tags, books.tag(3).holder) == ((code(3),), HER)


def test_a_newborn_has_a_mother_who_has_a_child() -> None:
    books = told([Line(TagClaimed(code(2)), OTHER), Line(Born(OTHER, sex=Sex.FEMALE)), Line(Born(OTHER))])
    assert (books.case(1).mother, books.case(1).body.sex) == (OTHER, Sex.FEMALE)
    assert books.case(2).children == (HER,)


def test_one_born_aboard_is_aboard_and_on_the_list() -> None:
    books = told([Line(Born(OTHER, aboard=BUS))])
    case = books.case(1)
    assert (place(case), case.rides) == (aboard(BUS), {BUS.key: Outcome.ABOARD})
    assert case.episodes[0].arrived == "born"
    assert books.manifest(1).born == books.manifest(1).aboard == {HER}


def test_relief_adds_up_in_an_area() -> None:
    books = told(
        [Line(ReliefGiven((Relief.WATER, Relief.MILK), 30), area(1)), Line(ReliefGiven((Relief.WATER,), 5), area(1))]
    )
    assert books.area(1).relief == {Relief.WATER: 35, Relief.MILK: 30}


@pytest.mark.parametrize("about", [HER, TRUCK])
def test_relief_for_a_person_or_a_truck_moves_nobody(about: Any) -> None:
    books = told([Line(ReliefGiven((Relief.WATER,), 1), about)])
    known = books.shelf.slots[about].known
    assert (known.read, known.marks, getattr(known, "episodes", [])) == (1, (), [])
