"""What arrival's entries change."""

from collections.abc import Iterable

from lanyard.casefile.area import Area
from lanyard.casefile.case import Came, Case, Outcome
from lanyard.casefile.duties import CARER, TRIAGE_NOW, Duty
from lanyard.casefile.known import site_of
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.place import Place, Where
from lanyard.casefile.tag import Tag
from lanyard.casefile.vehicle import Vehicle
from lanyard.ledger.entry import Entry

ON_SITE = Place(Where.ON_SITE)


def counted(vehicle: Vehicle, e: Entry) -> None:
    """A later count replaces an earlier one; the vehicle came when it was first counted."""
    said = e.record
    vehicle.site = vehicle.site or site_of(e.where)
    vehicle.counted = True
    vehicle.came_from, vehicle.plate = said.came_from, said.plate or vehicle.plate
    vehicle.dead = said.dead or 0
    vehicle.total = said.total + (0 if said.includes_dead else vehicle.dead)
    vehicle.came_ms = e.at_ms if vehicle.came_ms is None else vehicle.came_ms
    vehicle.settle()


def turned(vehicle: Vehicle, e: Entry) -> None:
    """They were counted and went."""
    vehicle.site = vehicle.site or site_of(e.where)
    vehicle.turned_back += e.record.people
    vehicle.settle()


def safety_checked(vehicle: Vehicle, e: Entry) -> None:
    """The first safety check is the one that people waited for."""
    vehicle.site = vehicle.site or site_of(e.where)
    if vehicle.safety_ms is None:
        vehicle.safety_ms, vehicle.safety_seconds = e.at_ms, e.record.seconds


def met_from(vehicle: Vehicle, e: Entry) -> None:
    """One more of the counted is known."""
    vehicle.site = vehicle.site or site_of(e.where)
    vehicle.met.add(e.about)
    vehicle.settle()


def first_seen(case: Case, e: Entry) -> None:
    """The first record of her, whatever it says, puts her on the roll."""
    case.first_ms = case.first_ms or e.at_ms
    case.present(e)


def walked_in(case: Case, e: Entry) -> None:
    """She is here, on foot."""
    first_seen(case, e)
    case.arrivals.append((e.kind, site_of(e.where)))
    _hold(case, e.record.tag)


def first_control(case: Case, e: Entry) -> None:
    """Who held her before: kept to be read, moves nobody."""
    if not case.episodes:
        first_seen(case, e)


def claimed(case: Case, e: Entry) -> None:
    """She has a tag and is here."""
    first_seen(case, e)
    said = e.record
    _hold(case, said.tag)
    case.came_on = said.came_on or case.came_on
    case.body.travel_group = said.travel_group or case.body.travel_group
    if said.medic_now:
        case.care.called_ms = e.at_ms if case.care.called_ms is None else case.care.called_ms


def claim_owes(case: Case, e: Entry) -> Iterable[Duty]:
    """`medic now` on the claim calls a medic as any other call does."""
    return (TRIAGE_NOW,) if e.record.medic_now else ()


def replaced(case: Case, e: Entry) -> None:
    """The new tag is hers beside the old, which stays hers for ever: what was said about it was about her."""
    first_seen(case, e)
    _hold(case, e.record.old)
    _hold(case, e.record.new)


def voided(tag: Tag, e: Entry) -> None:
    """This tag is out of use."""
    tag.voided = True


def met(case: Case, e: Entry) -> None:
    """What is seen and said now stands; what was not asked this time stays as it was."""
    first_seen(case, e)
    said, body = e.record, case.body
    body.sex = said.sex
    body.age = body.age if said.age is None else said.age
    body.name_said = said.name_said or body.name_said
    body.name_sound = said.name_sound or body.name_sound
    body.name_written = said.name_written or body.name_written
    body.languages = body.languages if said.languages is None else said.languages
    body.walks = said.walks or body.walks
    body.alone = body.alone if said.alone is None else said.alone
    body.travel_group = said.travel_group or body.travel_group


def meeting_owes(case: Case, e: Entry) -> Iterable[Duty]:
    """A child alone is owed a carer."""
    return (CARER,) if e.record.alone else ()


def born(case: Case, e: Entry) -> None:
    """A new person, where her mother is."""
    said = e.record
    case.first_ms = case.first_ms or e.at_ms
    case.mother = said.mother
    case.body.sex = said.sex or case.body.sex
    case.arrivals.append((e.kind, site_of(e.where)))
    _hold(case, said.tag)
    if said.aboard is None:
        case.present(e)
        return
    place = Place(Where.ABOARD, said.aboard.key.hex())
    if case.episodes:
        case.move(place, e)
    else:
        case.open(Came.OPENED, e, place)
    case.rides[said.aboard.key] = Outcome.ABOARD


def born_aboard(manifest: Manifest, e: Entry) -> None:
    """One more aboard than was boarded."""
    manifest.born.add(e.about)


def bore(mother: Case, e: Entry) -> None:
    """She has one more child here."""
    mother.children.append(e.about)


def came_back(case: Case, e: Entry) -> None:
    """She is on site again; from a closed episode that is a new one, never an adverse mark."""
    case.first_ms = case.first_ms or e.at_ms
    _hold(case, e.record.tag)
    if not case.episodes or case.episodes[-1].closed:
        case.arrivals.append((e.kind, site_of(e.where)))
    if case.episodes:
        case.move(ON_SITE, e)
    else:
        case.open(Came.RETURNED, e)


def turned_back(case: Case, e: Entry) -> None:
    """She was not let in."""
    case.first_ms = case.first_ms or e.at_ms
    case.move(Place(Where.TURNED_BACK), e)


def relieved(area: Area, e: Entry) -> None:
    """So many were handed out here."""
    for what in e.record.what:
        area.relief[what] = area.relief.get(what, 0) + e.record.count


def _hold(case: Case, code: str | None) -> None:
    if code is not None and code not in case.tags:
        case.tags.append(code)
