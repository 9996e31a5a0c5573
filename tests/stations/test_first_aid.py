"""First aid's rules, duties and what its entries change: care before questions."""

from collections.abc import Sequence
from typing import Any, Final

from lanyard.casefile.case import Outcome
from lanyard.casefile.place import Place, Where
from lanyard.stations.arrival.entries import CameBack, TagClaimed, TurnedBack, WalkedIn
from lanyard.stations.burial.entries import Died
from lanyard.stations.first_aid import rules
from lanyard.stations.first_aid.entries import (
    CareHandedOver,
    CarePrioritySet,
    FitToTravel,
    Glanced,
    HeldMedically,
    NeedsMedic,
    Observed,
    Referred,
    RushedOut,
    Treated,
    Triaged,
)
from lanyard.stations.transport.entries import Boarded, Received
from lanyard.terms import CertifiedBy, CheckedBy, Colour, HowSoon, Manner, TriageColour, YesNo
from tests.making import area, code, marks, minute, tag
from tests.stations.telling import (
    BUS,
    CAMP,
    HER,
    HERE,
    TRUCK,
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
    known,
    owing,
    place,
    rules_of,
    say,
    told,
)

CAME: Final = Line(TagClaimed(code(1)))
DEAD: Final = Line(Died(CertifiedBy.DOCTOR, Manner.ILLNESS))
NOW, SOON = Line(NeedsMedic(HowSoon.NOW)), Line(NeedsMedic(HowSoon.SOON))
ABOARD: Final = Line(Boarded(BUS, CheckedBy.SCAN))
SIGNED: Final = say(Received(BUS), where=CAMP)
BACK: Final = Line(CameBack("hospital"))
SENT_OFF: Final = Line(TurnedBack("a", "b"))
HELD, FIT = Line(HeldMedically("2019-03")), Line(FitToTravel())
HOSPITAL: Final = Place(Where.IN_HOSPITAL, "Field hospital")


def triaged(colour: TriageColour = TriageColour.RED, **more: Any) -> Line:
    return say(Triaged("iitt", "1", "adult", colour), **more)


def colour(of: Colour, **more: Any) -> Line:
    return say(CarePrioritySet(of), **more)


def rushed(told_her: YesNo | None = None, with_her: YesNo | None = None) -> Line:
    return Line(RushedOut("ambulance", "Field hospital", mother_told=told_her, mother_with_her=with_her))


RED, YELLOW, GREEN = map(colour, Colour)
JUDGED: Final = (
    Judged("a call for the dead", rules.CARE_OF_THE_DEAD, True, [DEAD, NOW]),
    Judged("a triage of the dead", rules.CARE_OF_THE_DEAD, True, [DEAD, triaged()]),
    Judged("a treatment of the dead", rules.CARE_OF_THE_DEAD, True, [DEAD, Line(Treated("a dressing"))]),
    Judged("a call for the living", rules.CARE_OF_THE_DEAD, False, [CAME, NOW]),
    Judged("a treatment before she died", rules.CARE_OF_THE_DEAD, False, [DEAD, say(Treated("a drip"), stated=-1)]),
    Judged("rushed out and nobody asked", rules.KIN_NOT_TOLD, True, [CAME, rushed()]),
    Judged("rushed out and kin not told", rules.KIN_NOT_TOLD, True, [CAME, rushed(YesNo.NO, YesNo.UNKNOWN)]),
    Judged("rushed out and her mother told", rules.KIN_NOT_TOLD, False, [CAME, rushed(YesNo.YES)]),
    Judged("rushed out with her mother", rules.KIN_NOT_TOLD, False, [CAME, rushed(YesNo.NO, YesNo.YES)]),
    Judged("observed and nothing seen", rules.NOTHING_OBSERVED, True, [CAME, Line(Observed())]),
    Judged("observed and a pulse of nought", rules.NOTHING_OBSERVED, False, [CAME, Line(Observed(hr=0))]),
)


@each(JUDGED)
def test_what_is_marked(row: Judged) -> None:
    judge(row)


def test_every_rule_is_broken_once_and_kept_once() -> None:
    assert both_ways(JUDGED) == rules_of(rules)


OWED: Final = (
    Owing("a medic called now comes in five minutes", "triage", 5, 5, [CAME, NOW]),
    Owing("a medic called soon comes in thirty", "triage", 30, 30, [CAME, SOON]),
    Owing("a red is seen again in a quarter of an hour", "triage_again", 15, 15, [CAME, triaged()]),
    Owing("a yellow is seen again in an hour", "triage_again", 60, 60, [CAME, triaged(TriageColour.YELLOW)]),
    Owing("a green is seen again in four hours", "triage_again", 240, 240, [CAME, triaged(TriageColour.GREEN)]),
    Owing(
        "a black is seen by a doctor in a quarter of an hour",
        "triage_again",
        15,
        15,
        [CAME, triaged(TriageColour.BLACK)],
    ),
    Owing("a red has transport within the hour", "red_transport", 60, 60, [CAME, RED]),
    Owing("a child turned red later has it from then", "red_transport", 60, 60, [CAME, GREEN, RED]),
    Owing("word of one rushed out comes in three hours", "hospital_word", 180, 180, [CAME, rushed(YesNo.YES)]),
    Owing("kin are told within two hours", "tell_kin", 120, 120, [CAME, rushed(YesNo.NO)]),
)


@each(OWED)
def test_what_opens_a_duty(row: Owing) -> None:
    owing(row)


ON_FOOT: Final = Line(WalkedIn())
ENDED: Final = (
    *(Ending(f"{name} is a look at her", "glance", True, [ON_FOOT, line]) for name, line in {
        "a glance": Line(Glanced(1)), "a call": NOW, "a triage": triaged(), "a colour": GREEN,
        "rushing her out": rushed(), "her death": DEAD,
    }.items()),
    Ending("a treatment is no look at her", "glance", False, [ON_FOOT, Line(Treated("water"))]),
    Ending("the medic came", "triage", True, [CAME, NOW, triaged(TriageColour.GREEN)]),
    Ending("a second call brings no medic", "triage", False, [CAME, NOW, NOW]),
    Ending("she was rushed out before the medic came", "triage", True, [CAME, NOW, rushed()]),
    Ending("she boarded before she was seen again", "triage_again", True, [CAME, triaged(), ABOARD]),
    Ending("she was turned back before she was seen again", "triage_again", True, [CAME, triaged(), SENT_OFF]),
    Ending("a colour is not a triage again", "triage_again", False, [CAME, triaged(), GREEN]),
    Ending("a red boarded", "red_transport", True, [CAME, RED, ABOARD]),
    Ending("a red was rushed out", "red_transport", True, [CAME, RED, rushed()]),
    Ending("care of a red was handed over", "red_transport", True, [CAME, RED, Line(CareHandedOver("a surgeon"))]),
    Ending("a red is yellow now", "red_transport", True, [CAME, RED, YELLOW]),
    Ending("a red is called fit", "red_transport", False, [CAME, RED, FIT]),
    Ending("she came back from hospital", "hospital_word", True, [CAME, rushed(), BACK]),
    Ending("a camp received her from hospital", "hospital_word", True, [CAME, rushed(), SIGNED]),
    Ending("she died in hospital", "hospital_word", True, [CAME, rushed(), DEAD]),
    Ending("she was referred from hospital", "hospital_word", False, [CAME, rushed(), Line(Referred("eyes", HowSoon.SOON))]),
    Ending("she came back and kin are not told", "tell_kin", False, [CAME, rushed(), BACK]),
)  # fmt: skip


@each(ENDED)
def test_what_ends_a_duty(row: Ending) -> None:
    ending(row)


CLOCKS: Final = (
    ("a second call does not start the clock again", "triage", [CAME, NOW, NOW], 1, 6),
    ("a call for now is sooner than one for soon", "triage", [CAME, SOON, NOW], 2, 7),
    ("a call for soon does not put off one for now", "triage", [CAME, NOW, SOON], 1, 6),
    ("a triage again starts its own clock", "triage_again", [CAME, triaged(), triaged(TriageColour.GREEN)], 2, 242),
    ("a red stays red from when she was red first", "red_transport", [CAME, RED, RED], 1, 61),
    ("a red who was yellow between is red anew", "red_transport", [CAME, RED, YELLOW, RED], 3, 63),
    ("rushed out twice is one word owed", "hospital_word", [CAME, rushed(), rushed()], 1, 181),
)


@each(CLOCKS)
def test_one_duty_follows_another(row: tuple[str, str, Sequence[Line], int, int]) -> None:
    (owed,) = (owed for owed in case_of(row[2]).duties if owed.duty.code == row[1])
    assert (owed.since_ms, owed.red_ms) == (minute(row[3]), minute(row[4]))


def test_each_look_at_her_stops_the_first_clock_once() -> None:
    for line in (NOW, triaged(), GREEN, rushed(), Line(Glanced(1))):
        assert case_of([CAME, line, line]).care.looked_at_ms == minute(1)


def test_a_treatment_a_referral_and_an_observation_stop_no_clock() -> None:
    lines = [CAME, Line(Treated("water")), Line(Referred("eyes", HowSoon.NOW)), Line(Observed(hr=90))]
    care = case_of(lines).care
    assert (care.looked_at_ms, care.called_ms, care.triaged_ms, care.colour) == (None, None, None, None)


def test_the_clock_to_triage_stops_at_the_first_and_the_colour_is_the_last() -> None:
    care = case_of([CAME, triaged(), RED, triaged(TriageColour.GREEN), GREEN]).care
    assert (care.triaged_ms, care.colour, care.colour_ms) == (minute(1), Colour.GREEN, minute(4))


def test_the_colour_of_the_triage_itself_is_not_everybodys() -> None:
    assert case_of([CAME, triaged()]).care.colour is None


FITNESS: Final = (
    ("held", [HELD], True, "2019-03", False),
    ("held and then fit", [HELD, FIT], False, "", True),
    ("fit and then held", [FIT, HELD], True, "2019-03", False),
    ("fit and then red: to be asked again", [FIT, RED], False, "", None),
    ("red, fit, and still red", [RED, FIT, RED], False, "", True),
    ("held and then red", [HELD, RED], True, "2019-03", False),
    ("fit and then yellow", [FIT, YELLOW], False, "", True),
)


@each(FITNESS)
def test_who_may_travel(row: tuple[str, Sequence[Line], bool, str, bool | None]) -> None:
    care = case_of([CAME, *row[1]]).care
    assert (care.held_medically, care.held_until, care.fit_to_travel) == row[2:]


RUSHED: Final = (
    ("from the site", [CAME, rushed()], {}, []),
    ("by whom nobody had met", [rushed()], {}, []),
    ("out of a moving vehicle", [CAME, ABOARD, rushed()], {BUS.key: Outcome.RUSHED_OUT}, []),
    ("from death", [CAME, DEAD, rushed()], {}, ["two-places"]),
    (
        "from a vehicle that received her",
        [CAME, ABOARD, SIGNED, say(rushed().record, where=CAMP)],
        {BUS.key: Outcome.RECEIVED},
        [],
    ),
)


@each(RUSHED)
def test_where_she_is_when_rushed_out(row: tuple[str, Sequence[Line], dict[bytes, Outcome], list[str]]) -> None:
    case = case_of(row[1])
    assert (place(case), case.rides) == (HOSPITAL, row[2])
    assert [mark for mark in marks(case) if mark != "kin-not-told"] == row[3]


def test_rushed_out_by_her_tag_alone_she_is_in_hospital() -> None:
    worn = told([rushed()._replace(about=tag(1))]).tag(1).worn
    assert worn is not None
    assert place(worn) == HOSPITAL


def test_one_rushed_out_cannot_board_before_she_is_back() -> None:
    assert case_of([CAME, rushed(), ABOARD]).disputed
    case = case_of([CAME, rushed(), BACK, ABOARD])
    assert (place(case), case.disputed) == (aboard(BUS), False)


def test_a_missing_return_with_an_earlier_time_dissolves_the_contradiction() -> None:
    assert not case_of([CAME, rushed(), say(ABOARD.record, now=9), say(BACK.record, now=20, stated=5)]).disputed


def test_a_glance_over_a_truck_and_an_area_is_kept_there_and_moves_nobody() -> None:
    books = told([Line(Glanced(9, (code(1),), 1), TRUCK), Line(Glanced(4), TRUCK), Line(Glanced(30), area(1))])
    assert (books.vehicle(1).glanced_ms, books.vehicle(1).looked_at) == (minute(0), 13)
    assert (books.area(1).glanced_ms, books.area(1).site) == (minute(2), "BG")
    assert HER not in books.shelf.slots


def test_a_glance_at_her_alone_opens_no_episode() -> None:
    case = case_of([Line(Glanced(1))])
    assert (case.episodes, case.care.looked_at_ms) == ([], minute(0))


KEPT: Final = [NOW, GREEN, HELD, FIT, Line(Referred("eyes", HowSoon.SOON))]


def test_what_is_everybodys_of_care_puts_her_on_the_roll() -> None:
    assert [place(case_of([line])) for line in KEPT] == [HERE] * len(KEPT)


def test_what_is_the_medics_alone_does_not() -> None:
    for line in (triaged(), Line(Observed(hr=80)), Line(Treated("water")), Line(CareHandedOver("a surgeon"))):
        books = told([line])
        assert (known(books).read, books.case(1).episodes) == (1, [])
