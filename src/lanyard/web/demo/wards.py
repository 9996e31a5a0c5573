"""First aid at the transit site and in the camp: patients who come on, and some who fall ill there."""

from typing import Final

from lanyard.stations.first_aid.entries import Glanced, HeldMedically, NeedsMedic
from lanyard.terms import HowSoon
from lanyard.web.demo.agenda import Tale
from lanyard.web.demo.ailments import ailment_of
from lanyard.web.demo.care import LAST_LOOK, READY_MIN, Course, clinic, rushed, word_from_ward
from lanyard.web.demo.deaths import AT_CAMP_MIN, at_site
from lanyard.web.demo.devices import HALL, MEDIC, TENT
from lanyard.web.demo.person import Fate, Person
from lanyard.web.demo.receiving import received_ms
from lanyard.web.demo.scene import Scene
from lanyard.web.demo.tent import birth
from lanyard.web.demo.times import HOUR, MINUTE
from lanyard.web.demo.vehicles import Load

FALL_ILL_OF_1000: Final = 12
FOLLOWED_MIN: Final = 20
CALLED_MIN: Final = 40
FROM_TRANSIT_MIN: Final = 90
SHORTEST_MIN: Final = 30
IN_CAMP: Final = 5 * HOUR
LABOUR_MIN, BIRTH_MIN = 80, 112


def patients(scene: Scene, load: Load) -> Tale:
    """Starts the tale of every patient on a vehicle, as she is signed for; a child born on the way is looked at first."""
    rng = scene.rng(f"ward/{load.origin}/{load.number}")
    for _, child in load.born:
        yield MEDIC[load.to](load.arrive_ms + 2 * MINUTE, Glanced(1), child.ref)
    for place, person in enumerate(load.arriving()):
        at_ms = received_ms(load, place)
        yield at_ms
        if person.fate is Fate.RUSHED_FROM_TRANSIT:
            scene.agenda.start(at_ms, _rushed_from_transit(person, at_ms + FROM_TRANSIT_MIN * MINUTE))
        elif person.fate is Fate.DIES_AT_CAMP and load.to == "HC":
            dies_ms = at_ms + AT_CAMP_MIN * MINUTE
            scene.agenda.start(
                at_ms, at_site(scene, person, at_ms + FOLLOWED_MIN * MINUTE, dies_ms, "HC", enquired=True)
            )
        elif person.ailment is not None:
            scene.agenda.start(at_ms, _followed(scene, person, load.to, at_ms + FOLLOWED_MIN * MINUTE))
        elif person.fate is Fate.NONE and person.months and rng.randrange(1000) < FALL_ILL_OF_1000:
            person.ailment = ailment_of(person.months, female=person.female, rng=rng)
            scene.agenda.start(at_ms, _falls_ill(scene, person, load.to, at_ms + CALLED_MIN * MINUTE))


def _followed(scene: Scene, person: Person, site: str, at_ms: int) -> Tale:
    boards_ms = person.boards.get(site) if site != "HC" else None
    until_ms = min(LAST_LOOK, at_ms + IN_CAMP) if site == "HC" else LAST_LOOK
    if boards_ms is not None:
        until_ms = boards_ms - READY_MIN * MINUTE
    if until_ms - at_ms < SHORTEST_MIN * MINUTE:
        return
    course = Course(scene, person, site, until_ms, travels=boards_ms is not None)
    yield from course.tale(at_ms)
    if site == "HC" and until_ms < LAST_LOOK and not course.let_go:
        yield from clinic(person, until_ms)


def _falls_ill(scene: Scene, person: Person, site: str, at_ms: int) -> Tale:
    now = person.ailment is not None and person.ailment.now
    call = NeedsMedic(HowSoon.NOW if now else HowSoon.SOON)
    yield HALL[site](at_ms, call, person.worn, urgency=int(now))
    yield from _followed(scene, person, site, at_ms + (3 if now else 15) * MINUTE)


def _rushed_from_transit(person: Person, at_ms: int) -> Tale:
    yield HALL["SW"](at_ms - 10 * MINUTE, NeedsMedic(HowSoon.NOW), person.worn, urgency=1)
    yield from rushed(person, at_ms - 7 * MINUTE, "SW")
    yield from word_from_ward(person, at_ms + FROM_TRANSIT_MIN * MINUTE, "SW")


def stays(scene: Scene, person: Person, look_ms: int) -> Tale:
    """One who may not travel yet: looked at again and again, still there when the story ends."""
    yield MEDIC["BG"](look_ms - MINUTE, HeldMedically(), person.worn)
    yield from Course(scene, person, "BG", LAST_LOOK, travels=False).tale(look_ms)


def bears(scene: Scene, person: Person, child: Person) -> Tale:
    """Labour begins after she came; the child is born in first aid."""
    labour_ms = person.came_ms + LABOUR_MIN * MINUTE
    yield TENT(labour_ms, NeedsMedic(HowSoon.NOW), person.worn, urgency=1)
    scene.agenda.start(labour_ms, birth(person, child, person.came_ms + BIRTH_MIN * MINUTE))
    yield from Course(scene, person, "BG", person.boards["BG"] - READY_MIN * MINUTE, travels=True).tale(
        labour_ms + 2 * MINUTE
    )
