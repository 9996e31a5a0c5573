"""Deaths, and what is owed after each: care for those whom she leaves, an examination, at times an enquiry."""

from collections.abc import Iterator
from typing import Final

from lanyard.stations.burial.entries import Died
from lanyard.stations.every.entries import DutyAnswered
from lanyard.terms import CertifiedBy, Manner
from lanyard.web.demo.agenda import Tale
from lanyard.web.demo.ailments import DYING_WOUND
from lanyard.web.demo.care import Course
from lanyard.web.demo.devices import HALL, LINKS, MEDIC, OFFICE
from lanyard.web.demo.person import Person
from lanyard.web.demo.said import Said
from lanyard.web.demo.scene import Scene
from lanyard.web.demo.times import HOUR, MINUTE

AT_POINT_MIN: Final = 75
AT_CAMP_MIN: Final = 200


def manner(person: Person) -> Manner:
    """What is known of how she died."""
    if person.ailment is DYING_WOUND:
        return Manner.VIOLENCE
    return Manner.EXPOSURE if person.infant else Manner.ILLNESS


def afterwards(person: Person, at_ms: int, site: str, *, enquired: bool = True) -> Iterator[Said]:
    """What is done for the dead and for those whom she leaves. An enquiry may still be open when the story ends."""
    pen = LINKS if site == "BG" else HALL[site]
    yield pen(
        at_ms + 40 * MINUTE, DutyAnswered("care_for_dependants", "her kin were told and are looked after"), person.worn
    )
    done = DutyAnswered("examine_body", "washed and examined by a woman; marks written down; a cousin was there")
    yield MEDIC[site](at_ms + 3 * HOUR, done, person.worn)
    if manner(person) is Manner.VIOLENCE and enquired:
        done = DutyAnswered("death_enquiry", "asked into by the coordinator; the report is with headquarters")
        yield OFFICE(at_ms + 9 * HOUR, done, person.worn)


def at_site(scene: Scene, person: Person, look_ms: int, dies_ms: int, site: str, *, enquired: bool) -> Tale:
    """A medic does what can be done, and it is not enough."""
    if person.ailment is not None:
        yield from Course(scene, person, site, dies_ms - 10 * MINUTE, travels=False).tale(look_ms)
    died = Died(CertifiedBy.DOCTOR, manner(person), "first aid")
    yield MEDIC[site](dies_ms, died, person.worn, urgency=1)
    yield from afterwards(person, dies_ms, site, enquired=enquired)


def on_truck(person: Person, died_ms: int) -> Tale:
    """She was dead when the truck came."""
    yield from afterwards(person, died_ms, "BG")
