"""What first aid's entries change."""

from collections.abc import Iterable

from lanyard.casefile.area import Area
from lanyard.casefile.case import Case, Outcome
from lanyard.casefile.duties import GLANCE, RED_TRANSPORT, TRIAGE_AGAIN, TRIAGE_NOW, TRIAGE_SOON, Duty
from lanyard.casefile.known import Known, site_of
from lanyard.casefile.place import Place, Where
from lanyard.casefile.vehicle import Vehicle
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Ref
from lanyard.terms import Colour, HowSoon, TriageColour

AGAIN_MIN = {TriageColour.RED: 15, TriageColour.YELLOW: 60, TriageColour.GREEN: 240, TriageColour.BLACK: 15}
_AGAIN = {colour: TRIAGE_AGAIN.within(minutes) for colour, minutes in AGAIN_MIN.items()}


def glanced_vehicle(vehicle: Vehicle, e: Entry) -> None:
    """So many more of those on it have been looked at. The clock stops for them when that is everyone."""
    vehicle.site = vehicle.site or site_of(e.where)
    vehicle.looked_at += e.record.looked_at
    vehicle.red_untagged += e.record.red_untagged
    if vehicle.all_looked_at and vehicle.glanced_ms is None:
        vehicle.glanced_ms = e.at_ms
    vehicle.settle()


def glanced_area(area: Area, e: Entry) -> None:
    """Those in it have been looked at, together. Reds are owed a medic until as many were looked at and none was red."""
    area.site = site_of(e.where)
    area.glanced_ms = e.at_ms
    if e.record.red_untagged or e.record.looked_at >= area.looked_at:
        area.looked_at, area.red_untagged = e.record.looked_at, e.record.red_untagged
    if not area.red_untagged:
        area.release(TRIAGE_NOW)


def glanced(case: Case, e: Entry) -> None:
    """She alone has been looked at. Recorded for the site, so it moves nobody on the roll."""
    case.care.looked_at(e)
    case.release(GLANCE)
    if e.record.red_untagged:
        case.care.call(e)


def seen_red(case: Case, seen_on: Ref, e: Entry) -> None:
    """A glance over many found her red, by her tag: that is a look at her and a call, as any other call is."""
    case.care.looked_at(e)
    case.care.call(e)
    case.see(e)
    case.release(GLANCE)
    case.owe_from(TRIAGE_NOW, e)


def glance_owes(known: Known, e: Entry) -> Iterable[Duty]:
    """Whoever is red and has no tag yet is owed a medic all the same."""
    return (TRIAGE_NOW,) if e.record.red_untagged else ()


def called(case: Case, e: Entry) -> None:
    """A medic is wanted for her."""
    case.known_of(e)
    case.care.looked_at(e)
    case.care.call(e)


def call_owes(case: Case, e: Entry) -> Iterable[Duty]:
    """Now: within 5 minutes. Soon: within 30."""
    return (TRIAGE_NOW,) if e.record.how_soon is HowSoon.NOW else (TRIAGE_SOON,)


def triaged(case: Case, e: Entry) -> None:
    """The clock to triage stops at the first; the signs are opened on read, never folded."""
    case.care.looked_at(e)
    case.care.triaged_ms = e.at_ms if case.care.triaged_ms is None else case.care.triaged_ms


def triage_owes(case: Case, e: Entry) -> Iterable[Duty]:
    """Again in 15, 60 or 240 minutes, by the colour."""
    return (_AGAIN[e.record.colour],)


def prioritised(case: Case, e: Entry) -> None:
    """The colour, for everybody. Who has turned red since she was called fit to travel is to be asked about again."""
    case.known_of(e)
    care = case.care
    care.looked_at(e)
    if e.record.colour is not Colour.RED:
        case.release(RED_TRANSPORT)
    elif care.colour is not Colour.RED and not care.held_medically:
        care.fit_to_travel = None
    care.colour, care.colour_ms = e.record.colour, e.at_ms


def priority_owes(case: Case, e: Entry) -> Iterable[Duty]:
    """A red is owed transport within the hour, counted from when she was red first."""
    return (RED_TRANSPORT,) if e.record.colour is Colour.RED else ()


def held(case: Case, e: Entry) -> None:
    """Not to travel yet. It holds until a medic says that she may; the day until which it was meant is to be shown."""
    case.known_of(e)
    case.care.held_medically, case.care.held_until, case.care.fit_to_travel = True, e.record.until or "", False


def fit(case: Case, e: Entry) -> None:
    """May travel."""
    case.known_of(e)
    case.care.held_medically, case.care.held_until, case.care.fit_to_travel = False, "", True


def rushed_out(case: Case, e: Entry) -> None:
    """She is in hospital, or on the way to it."""
    case.known_of(e)
    case.came_on = case.came_on or e.record.came_on
    case.care.looked_at(e)
    case.move(Place(Where.IN_HOSPITAL, e.record.to), e, ride_ends=Outcome.RUSHED_OUT)


def taken_off(vehicle: Vehicle, her: Ref, e: Entry) -> None:
    """Whoever was rushed out of it, or died, is one of the counted; before any glance she has had a look of her own."""
    vehicle.site = vehicle.site or site_of(e.where)
    if vehicle.looked_at == 0 and her not in vehicle.met:
        vehicle.looked_at = 1
    vehicle.meet(her, red=True)


def referred(case: Case, e: Entry) -> None:
    """The case stays here; nothing moves."""
    case.known_of(e)
