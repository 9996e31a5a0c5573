"""What arrival marks. Nothing here stops a fact."""

from collections.abc import Iterator

from lanyard.casefile.case import ADULT_MONTHS, Case
from lanyard.casefile.duties import COUNT_WELL, INCIDENT
from lanyard.casefile.known import Known
from lanyard.casefile.marks import Nature, Rule
from lanyard.casefile.vehicle import Vehicle
from lanyard.ledger.entry import Entry
from lanyard.terms import CountedBy

DRIVER_ONLY = Rule("counted-by-driver-only", "house: arrival", opens=COUNT_WELL)
PARTS_EXCEED = Rule("parts-exceed-total", "house: arrival", opens=COUNT_WELL)
TURNING_BACK = Rule("turned-back", "house: arrival", opens=INCIDENT)
CHILD_ALONE = Rule("adult-called-child-alone", "house: arrival")
OWN_MOTHER = Rule("own-mother", "house: family", Nature.CONTRADICTION)
NAMED_FIRST = Rule("named-before-tagged", "house: arrival")
NOT_HELD = Rule("replaced-tag-not-hers", "house: arrival", Nature.CONTRADICTION)


def counting(vehicle: Vehicle, e: Entry) -> Iterator[Rule]:
    """A driver's word is not a count, and the parts cannot be more than the whole."""
    said = e.record
    if said.counted_by is CountedBy.DRIVER and not vehicle.counts:
        yield DRIVER_ONLY
    parts = (said.women, said.men, said.girls, said.boys, said.infants)
    dead = 0 if said.includes_dead else (said.dead or 0)
    if sum(part or 0 for part in parts) > said.total + dead:
        yield PARTS_EXCEED


def turning_back(known: Known, e: Entry) -> Iterator[Rule]:
    """Turning anyone back is always an incident, whoever did it."""
    yield TURNING_BACK


def replacing(case: Case, e: Entry) -> Iterator[Rule]:
    """Whoever holds tags can have only one of these replaced. One that nobody had claimed for her was hers all the same."""
    if case.tags and e.record.old not in case.tags:
        yield NOT_HELD


def bearing(case: Case, e: Entry) -> Iterator[Rule]:
    """Nobody is her own mother."""
    if e.record.mother == case.ref:
        yield OWN_MOTHER


def meeting(case: Case, e: Entry) -> Iterator[Rule]:
    """A tag before a name. Only a child is recorded as alone; an age in doubt is a child's."""
    said = e.record
    if not case.tags and (said.name_said or said.name_written or said.name_sound):
        yield NAMED_FIRST
    age = case.body.age if said.age is None else said.age
    if said.alone and isinstance(age, tuple) and age[0] >= ADULT_MONTHS:
        yield CHILD_ALONE
