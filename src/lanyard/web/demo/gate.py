"""At the gate: a truck is counted, checked, looked over; its people get water and tags, and a medic if need be."""

from collections.abc import Iterator
from random import Random
from typing import Final

from lanyard.ledger.body import LinkKind
from lanyard.stations.arrival.entries import (
    ReliefGiven,
    SafetyChecked,
    TagClaimed,
    TagVoided,
    VehicleCounted,
    VehicleTurnedBack,
    WalkedIn,
)
from lanyard.stations.arrival.entries import TurnedBack as PersonTurnedBack
from lanyard.stations.burial.entries import Died
from lanyard.stations.every.entries import DutyAnswered
from lanyard.stations.first_aid.entries import Glanced, NeedsMedic, RushedOut
from lanyard.terms import CertifiedBy, CountedBy, HowSoon, Manner, Relief, YesNo
from lanyard.web.demo.agenda import Tale
from lanyard.web.demo.ailments import Ailment
from lanyard.web.demo.devices import GATE, LINKS, MEDIC, OFFICE, SEARCH
from lanyard.web.demo.people import Folk
from lanyard.web.demo.person import Fate, Person
from lanyard.web.demo.plan import FIELD_HOSPITAL
from lanyard.web.demo.said import Said
from lanyard.web.demo.scene import Scene
from lanyard.web.demo.times import HOUR, MINUTE
from lanyard.web.demo.vehicles import Truck

CAME_FROM: Final = "the last villages"
SECOND: Final = 1000
GLANCE_MIN: Final = (5, 12)
CLAIMS_FROM_MIN: Final = 12
TORN_OF: Final = 250
SAFETY_MOST_S: Final = 170


def claim_ms(truck: Truck, place: int) -> int:
    """When the person at this place of the strip gets her tag."""
    return truck.at_ms + CLAIMS_FROM_MIN * MINUTE + place * 4 * SECOND


def arrives(scene: Scene, folk: Folk, truck: Truck) -> Tale:
    """From the first count to the last tag, in a quarter of an hour."""
    rng = scene.rng(f"gate/{truck.number}")
    yield from _counted(rng, truck)
    if truck.turned_back:
        yield from _turned_back(truck)
        return
    for person in truck.people:
        if person.fate is Fate.RUSHED_BEFORE_TAG:
            yield from _rushed_before_tag(person, truck)
    yield MEDIC["BG"](
        truck.at_ms + rng.randrange(*GLANCE_MIN) * MINUTE, Glanced(len(truck.people), (), _reds(truck)), truck.ref
    )
    relief = ReliefGiven((Relief.WATER, Relief.BLANKET), len(truck.people))
    yield GATE(truck.at_ms + CLAIMS_FROM_MIN * MINUTE - SECOND, relief, truck.ref)
    yield from _claims(rng, folk, truck)
    if truck.miscounted:
        at_ms = truck.at_ms + 40 * MINUTE
        right = GATE(at_ms, _count(truck, CountedBy.TWO, 0), truck.ref)
        yield right._replace(points=((LinkKind.CORRECTS, f"count/{truck.number}"),))


def _count(truck: Truck, by: CountedBy, too_many: int) -> VehicleCounted:
    people = truck.people
    dead = sum(person.fate is Fate.DEAD_ON_TRUCK for person in people)
    grown = [person for person in people if person.adult]
    young = [person for person in people if not person.adult and not person.infant]
    return VehicleCounted(
        came_from=CAME_FROM,
        counted_by=by,
        total=len(people) + too_many,
        includes_dead=True,
        women=sum(person.female for person in grown),
        men=sum(not person.female for person in grown),
        girls=sum(person.female for person in young),
        boys=sum(not person.female for person in young),
        infants=sum(person.infant for person in people),
        on_stretchers=sum(person.ailment is not None and person.ailment.lying for person in people),
        dead=dead or None,
        plate=truck.plate,
    )


def _counted(rng: Random, truck: Truck) -> Iterator[Said]:
    people = len(truck.people)
    at_ms = truck.at_ms + MINUTE
    if truck.driver_says:
        said = VehicleCounted(CAME_FROM, CountedBy.DRIVER, people + 3, includes_dead=False)
        yield GATE(truck.at_ms + 20 * SECOND, said, truck.ref, done_by="the driver")
    counted = GATE(at_ms, _count(truck, CountedBy.TWO, int(truck.miscounted)), truck.ref)
    yield counted._replace(name=f"count/{truck.number}" if truck.miscounted else "")
    seconds = min(SAFETY_MOST_S, 30 + people * rng.randrange(1, 3))
    found = not rng.randrange(40)
    yield SEARCH(at_ms + seconds * SECOND, SafetyChecked(people, seconds, "search unit", found), truck.ref)


def _turned_back(truck: Truck) -> Iterator[Said]:
    at_ms, people = truck.at_ms, len(truck.people)
    yield MEDIC["BG"](at_ms + 6 * MINUTE, Glanced(people), truck.ref)
    yield GATE(at_ms + 9 * MINUTE, VehicleTurnedBack(people, "an armed unit", "no reason given"), truck.ref, urgency=1)
    answer = DutyAnswered("incident", "protested at once; reported to headquarters and to the neutral observers")
    yield OFFICE(at_ms + 50 * MINUTE, answer, truck.ref)


def _reds(truck: Truck) -> int:
    """How many a glance shows to be in danger, nobody having a tag yet."""
    return sum(map(_is_called, truck.people))


def _is_called(person: Person) -> bool:
    """Cannot wait, and is called out with her tag."""
    otherwise = person.fate in (Fate.RUSHED_BEFORE_TAG, Fate.GIVES_BIRTH, Fate.DEAD_ON_TRUCK)
    return person.ailment is not None and person.ailment.now and not otherwise


def _rushed_before_tag(person: Person, truck: Truck) -> Iterator[Said]:
    """Into a car, before anybody has asked her name."""
    at_ms = truck.at_ms + 4 * MINUTE
    record = RushedOut("medic's car", FIELD_HOSPITAL.name, "a medic", YesNo.NO, YesNo.NO, truck.ref)
    yield MEDIC["BG"](at_ms, record, person.ref, urgency=1)


def _claims(rng: Random, folk: Folk, truck: Truck) -> Iterator[Said]:
    """A strip of tags for each travel group. Whoever cannot wait is called out with her tag."""
    for place, person in enumerate(truck.people):
        at_ms = claim_ms(truck, place)
        if not rng.randrange(TORN_OF):
            torn = TagVoided("torn when the strip was parted")
            yield GATE(at_ms - SECOND, torn, folk.spare())
        ailment = person.ailment if person.fate not in (Fate.RUSHED_BEFORE_TAG, Fate.GIVES_BIRTH) else None
        now = _is_called(person)
        yield GATE(at_ms, TagClaimed(person.tag, person.label, truck.ref, now or None), person.ref, urgency=int(now))
        if person.fate is Fate.DEAD_ON_TRUCK:
            yield MEDIC["BG"](
                at_ms + SECOND, Died(CertifiedBy.DOCTOR, Manner.EXPOSURE, "on the truck"), person.worn, urgency=1
            )
        elif ailment is not None and not now:
            yield GATE(at_ms + SECOND, NeedsMedic(HowSoon.SOON), person.worn)


def sees_to(ailment: Ailment, claimed_ms: int) -> int:
    """When a medic looks: within five minutes, or within thirty."""
    return claimed_ms + (2 * MINUTE if ailment.now else 14 * MINUTE)


def walks_in(scene: Scene, person: Person) -> Tale:
    """Somebody comes on foot, alone or not, and gets a tag."""
    rng = scene.rng(f"walks/{person.tag}")
    at_ms = person.came_ms
    alone = bool(rng.randrange(2)) and person.fate is not Fate.TURNED_BACK
    yield GATE(at_ms, WalkedIn(person.tag, alone=alone, came_from=CAME_FROM), person.ref)
    yield MEDIC["BG"](at_ms + rng.randrange(3, 12) * MINUTE, Glanced(1), person.ref)
    if person.fate is Fate.TURNED_BACK:
        back = PersonTurnedBack("an armed unit", "no reason given")
        yield GATE(at_ms + 25 * MINUTE, back, person.ref, urgency=1)
        done = DutyAnswered("incident", "protested; asked after at the same post on the next day")
        yield OFFICE(at_ms + HOUR, done, person.ref)


def mother_told(person: Person, at_ms: int) -> Iterator[Said]:
    """Somebody goes and tells her mother, and the ward sends word."""
    yield LINKS(at_ms + 40 * MINUTE, DutyAnswered("tell_kin", "her mother was told, with an interpreter"), person.ref)
    yield MEDIC["BG"](at_ms + 150 * MINUTE, DutyAnswered("hospital_word", "the ward has her by name"), person.ref)
