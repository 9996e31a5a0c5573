"""What arrival's entries change."""

from collections.abc import Iterable

from lanyard.casefile.area import Area
from lanyard.casefile.case import Came, Case, Outcome
from lanyard.casefile.duties import CARER, COUNT_WELL, GLANCE, TAGS, TRIAGE_NOW, Duty
from lanyard.casefile.known import site_of
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.place import Place, Where
from lanyard.casefile.tag import Tag
from lanyard.casefile.tally import Count, differ, highest
from lanyard.casefile.vehicle import Vehicle
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Ref
from lanyard.terms import CountedBy


def counted(vehicle: Vehicle, e: Entry) -> None:
    """The highest count stands; the vehicle came when it was first counted. A driver's word gives way to any count."""
    said = e.record
    vehicle.site = vehicle.site or site_of(e.where)
    vehicle.counted = True
    vehicle.came_from, vehicle.plate = said.came_from, said.plate or vehicle.plate
    vehicle.came_ms = e.at_ms if vehicle.came_ms is None else vehicle.came_ms
    total = said.total + (0 if said.includes_dead else said.dead or 0)
    if said.counted_by is not CountedBy.DRIVER:
        vehicle.counts += (Count(total, e.id),)
        stands = total == highest(vehicle.counts)
    else:
        stands = not vehicle.counts and total >= vehicle.total
    if stands:
        vehicle.total, vehicle.dead = total, said.dead or 0
    vehicle.stretchers = vehicle.stretchers if said.on_stretchers is None else said.on_stretchers
    vehicle.infants = vehicle.infants if said.infants is None else said.infants
    if vehicle.counts and not differ(vehicle.counts):
        vehicle.release(COUNT_WELL)
    if not vehicle.all_looked_at:
        vehicle.glanced_ms = None
    vehicle.settle()


def count_owes(vehicle: Vehicle, e: Entry) -> Iterable[Duty]:
    """A glance until everyone had one, a tag for each who has none, and a new count where two differ."""
    if not vehicle.all_looked_at:
        yield GLANCE
    if vehicle.untold > 0:
        yield TAGS
    if differ(vehicle.counts):
        yield COUNT_WELL


def turned(vehicle: Vehicle, e: Entry) -> None:
    """They came and went. If only some were looked at, nobody knows whether those who stayed were: they are looked at again."""
    vehicle.site = vehicle.site or site_of(e.where)
    vehicle.turned_back += e.record.people
    vehicle.looked_at = max(0, vehicle.looked_at - e.record.people)
    vehicle.settle()
    if vehicle.turned_back >= vehicle.total:
        vehicle.release(TRIAGE_NOW)


def safety_checked(vehicle: Vehicle, e: Entry) -> None:
    """The first safety check is the one that people waited for."""
    vehicle.site = vehicle.site or site_of(e.where)
    if vehicle.safety_ms is None:
        vehicle.safety_ms, vehicle.safety_seconds = e.at_ms, e.record.seconds


def met_from(vehicle: Vehicle, her: Ref, e: Entry) -> None:
    """One more of the counted is known."""
    vehicle.site = vehicle.site or site_of(e.where)
    vehicle.meet(her, red=bool(e.record.medic_now))


def back_on(vehicle: Vehicle, her: Ref, e: Entry) -> None:
    """One more of the counted is known, and was counted in before: she is not counted a second time with the vehicle."""
    vehicle.site = vehicle.site or site_of(e.where)
    vehicle.back.add(her)
    vehicle.settle()


def walked_in(case: Case, e: Entry) -> None:
    """She is here, on foot."""
    case.arrive(e)
    _told_alone(case, e)
    _hold(case, e.record.tag)


def arrival_owes(case: Case, e: Entry) -> Iterable[Duty]:
    """A glance at whoever came, unless she was here already and somebody had looked at her. A carer for a child alone."""
    if case.episodes[-1].steps[-1].entry == e.id or case.care.looked_at_ms is None:
        yield GLANCE
    yield from meeting_owes(case, e)


def first_control(case: Case, e: Entry) -> None:
    """Who held her before: kept to be read, moves nobody."""
    case.known_of(e)


def claimed(case: Case, e: Entry) -> None:
    """She has a tag and is here. `medic now` is a look at her and a call, as any other call is."""
    case.present(e)
    said, care = e.record, case.care
    _hold(case, said.tag)
    case.came_on = said.came_on or case.came_on
    case.body.travel_group = said.travel_group or case.body.travel_group
    if said.medic_now:
        care.looked_at(e)
        care.call(e)
        case.release(GLANCE)


def claim_owes(case: Case, e: Entry) -> Iterable[Duty]:
    """`medic now` on the claim calls a medic as any other call does."""
    return (TRIAGE_NOW,) if e.record.medic_now else ()


def replaced(case: Case, e: Entry) -> None:
    """The new tag is hers beside the old, which stays hers for ever: what was said about it was about her."""
    case.present(e)
    _hold(case, e.record.old)
    _hold(case, e.record.new)


def spent(tag: Tag, her: Ref, e: Entry) -> None:
    """She has another now; this one may be called void."""
    tag.spent += (her,)


def voided(tag: Tag, e: Entry) -> None:
    """This tag is out of use."""
    tag.voids += (e.id,)


def met(case: Case, e: Entry) -> None:
    """What is seen and said now stands; what was not asked this time stays as it was."""
    case.present(e)
    said, body = e.record, case.body
    body.sex = said.sex
    body.age = body.age if said.age is None else said.age
    body.name_said = said.name_said or body.name_said
    body.name_sound = said.name_sound or body.name_sound
    body.name_written = said.name_written or body.name_written
    body.languages = body.languages if said.languages is None else said.languages
    body.walks = said.walks or body.walks
    body.travel_group = said.travel_group or body.travel_group
    _told_alone(case, e)


def meeting_owes(case: Case, e: Entry) -> Iterable[Duty]:
    """A child alone, or one who may be a child, is owed a carer from when that is first known; once, not at every word."""
    return (CARER,) if case.body.alone_from == e.id else ()


def born(case: Case, e: Entry) -> None:
    """A new person, where her mother is."""
    said = e.record
    case.mother = said.mother
    case.body.sex = said.sex or case.body.sex
    _hold(case, said.tag)
    if said.aboard is None:
        case.arrive(e)
        return
    place = Place(Where.ABOARD, said.aboard.key.hex())
    if case.episodes:
        case.move(place, e)
    else:
        case.open(Came.OPENED, e, place)
    case.episodes[-1].arrived = case.episodes[-1].arrived or e.kind
    case.rides[said.aboard.key] = Outcome.ABOARD


def born_aboard(manifest: Manifest, her: Ref, e: Entry) -> None:
    """One more aboard than was boarded."""
    manifest.born.add(her)


def bore(mother: Case, her: Ref, e: Entry) -> None:
    """She has one more child here."""
    if her not in mother.children:
        mother.children += (her,)


def came_back(case: Case, e: Entry) -> None:
    """She is on site again; from a closed episode that is a new one, never an adverse mark."""
    case.arrive(e, Came.RETURNED)
    _hold(case, e.record.tag)


def turned_back(case: Case, e: Entry) -> None:
    """She was not let in."""
    case.move(Place(Where.TURNED_BACK), e)


def relieved(area: Area, e: Entry) -> None:
    """So many were handed out here."""
    for what in e.record.what:
        area.relief[what] = area.relief.get(what, 0) + e.record.count


def _told_alone(case: Case, e: Entry) -> None:
    """Whether she came alone, if that was asked. Of whoever is found to be grown up no carer is owed."""
    body = case.body
    body.alone = body.alone if e.record.alone is None else e.record.alone
    if not body.alone or not body.child:
        body.alone_from = b""
    elif not body.alone_from:
        body.alone_from = e.id
    if not body.child:
        case.release(CARER)


def _hold(case: Case, code: str | None) -> None:
    if code is not None and code not in case.tags:
        case.tags += (code,)
