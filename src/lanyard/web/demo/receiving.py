"""Receiving: heads before names, each signed for by name, the list closed by two, a place to wait; and who is not there."""

from collections.abc import Iterator
from random import Random
from typing import Final

from lanyard.ledger.noun import Basis
from lanyard.stations.arrival.entries import ReliefGiven
from lanyard.stations.burial.entries import Died
from lanyard.stations.every.entries import DutyAnswered
from lanyard.stations.first_aid.entries import Observed, RushedOut
from lanyard.stations.placement.entries import Placed
from lanyard.stations.transport.entries import CountedIn, HandedOver, Received
from lanyard.terms import CertifiedBy, Condition, Relief, YesNo
from lanyard.web.demo.agenda import Tale
from lanyard.web.demo.deaths import afterwards, manner
from lanyard.web.demo.devices import HALL, MEDIC, RECEIVING
from lanyard.web.demo.person import Fate, Person
from lanyard.web.demo.plan import AREA_REF, FIELD_HOSPITAL
from lanyard.web.demo.said import Said
from lanyard.web.demo.scene import Scene
from lanyard.web.demo.sounds import signature
from lanyard.web.demo.times import MINUTE
from lanyard.web.demo.vehicles import Load

SECOND: Final = 1000
LIST_MAX: Final = 64
PLACED_AFTER_MIN: Final = 25
MUAC_FROM, MUAC_TO = 6, 59


def received_ms(load: Load, place: int) -> int:
    """When the person at this place of the list is signed for."""
    return load.arrive_ms + 4 * MINUTE + place * 4 * SECOND


def receives(scene: Scene, load: Load) -> Tale:
    """From the open gate to the second signature."""
    pen, rng = RECEIVING[load.to], scene.rng(f"receive/{load.origin}/{load.number}")
    people = load.arriving()
    yield pen(load.arrive_ms, CountedIn(len(people)), load.ref)
    yield from _not_there(load)
    for place, person in enumerate(people):
        yield pen(received_ms(load, place), Received(load.ref, _condition(person)), person.worn)
    hurt = tuple(person.tag for person in people if _condition(person) is Condition.INJURED)[:LIST_MAX]
    at_ms = received_ms(load, len(people)) + 2 * MINUTE
    signed = pen(at_ms, HandedOver(injured=hurt), load.ref)
    yield signed._replace(enclosed=(signature(rng, "signed_by_giver"), signature(rng, "signed_by_receiver")))


def _condition(person: Person) -> Condition:
    if person.ailment is None:
        return Condition.WELL
    return Condition.INJURED if person.ailment.wound else Condition.ILL


def _not_there(load: Load) -> Iterator[Said]:
    """Who died or was driven off on the way is told of at the gate, with the time that the driver gives."""
    if load.origin != "BG":
        return
    pen, at_ms = RECEIVING["SW"], load.arrive_ms + MINUTE
    about = (load.arrive_ms // 1000 - 50 * 60, 1800)
    for person in load.riders:
        if person.fate is Fate.DIES_ON_ROAD:
            died = Died(CertifiedBy.LAY, manner(person), "on the desert road")
            yield pen(at_ms, died, person.worn, at=about, basis=Basis.TOLD, urgency=1)
        elif person.fate is Fate.RUSHED_ON_ROAD:
            record = RushedOut("a car at the post", FIELD_HOSPITAL.name, "a soldier's wife", YesNo.NO, YesNo.NO)
            yield pen(at_ms, record, person.worn, at=about, basis=Basis.TOLD, urgency=1)


def after_the_road(person: Person, load: Load, *, answered: bool) -> Tale:
    """What is owed to those of whom the driver told; of the first child nobody has yet found the mother."""
    at_ms = load.arrive_ms + MINUTE
    if person.fate is Fate.DIES_ON_ROAD:
        yield from afterwards(person, at_ms, "SW")
    elif answered:
        done = DutyAnswered("tell_kin", "her mother was found in the hall and told")
        yield HALL["SW"](at_ms + 55 * MINUTE, done, person.worn)
        yield MEDIC["SW"](at_ms + 100 * MINUTE, DutyAnswered("hospital_word", "the ward has her by name"), person.worn)


def placed(scene: Scene, load: Load, areas: tuple[str, ...], room: int) -> Tale:
    """Everyone gets a place: in the hall while there is room for her group, in the open when there is none.

    The first area is filled up to `room`, the others take turns.
    """
    rng = scene.rng(f"place/{load.origin}/{load.number}")
    at_ms = received_ms(load, len(load.arriving())) + PLACED_AFTER_MIN * MINUTE
    yield at_ms
    first, *others = areas
    label, area = None, first
    for person in load.arriving():
        if person.label != label or not label:
            label = person.label
            area = first if scene.crowd.heads[first] + 4 < room or not others else others[rng.randrange(len(others))]
        if person.at != load.to:
            continue
        at_ms += 4 * SECOND
        yield HALL[load.to](at_ms, Placed(AREA_REF[area]), person.worn)
    if load.to == "HC":
        yield from _welcomed(rng, load, at_ms + MINUTE)


def _welcomed(rng: Random, load: Load, at_ms: int) -> Iterator[Said]:
    """In the camp: a blanket and a meal each, a glance at all, the arms of small children measured."""
    people = load.arriving()
    for number, person in enumerate(person for person in people if not person.months < MUAC_FROM):
        if person.months <= MUAC_TO:
            measured = Observed(muac_mm=rng.randrange(108, 165), oedema=YesNo.NO)
            yield MEDIC["HC"](at_ms + number * 5 * SECOND, measured, person.worn)
    end_ms = at_ms + len(people) * 5 * SECOND
    for person in people:
        if person.adult and person.named:
            given = ReliefGiven((Relief.BLANKET, Relief.FOOD), 1)
            yield HALL["HC"](end_ms, given, person.ref)
