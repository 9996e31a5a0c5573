"""Which tales there are: of each truck, each person, each vehicle that goes on, each site; and when each begins."""

from typing import Final

from lanyard.web.demo import deaths, gate, loading, receiving, road, rounds, tent, timetable, wards
from lanyard.web.demo.care import READY_MIN, Course, rushed_from_point
from lanyard.web.demo.devices import shifts
from lanyard.web.demo.people import Folk
from lanyard.web.demo.person import Fate, Person
from lanyard.web.demo.plan import HALL_PLACES
from lanyard.web.demo.scene import Scene
from lanyard.web.demo.times import MINUTE, START, local
from lanyard.web.demo.vehicles import Load, Truck

TURNED_BACK_MS: Final = local(23, 10, 20)


class Tales:
    """Enters tales into the agenda of a scene."""

    def __init__(self, scene: Scene, folk: Folk, scale: int) -> None:
        """Enter what every story has: shifts, rounds, and a truck that is turned back."""
        self._scene, self._folk, self._scale = scene, folk, scale
        self._start = scene.agenda.start
        self._start(START, shifts(scene.rng("staff")))
        for site in rounds.ROUNDS:
            self._start(START, rounds.rounds(scene, site))
        self._turned_back()
        self._first = {fate: self._first_of(fate) for fate in (Fate.DIES_AT_POINT, Fate.RUSHED_ON_ROAD)}

    def _turned_back(self) -> None:
        """Its people are counted and never known."""
        others = Folk("others")
        aboard = [others.child(9 * 12) for _ in range(timetable.turned_back(self._scale))]
        turned = Truck(0, TURNED_BACK_MS, [aboard], timetable.plate(others.rng), turned_back=True)
        self._start(TURNED_BACK_MS, gate.arrives(self._scene, others, turned))

    def _first_of(self, fate: Fate) -> Person | None:
        """Of those whom it befalls, the adult who came first; whoever came first if none is grown."""
        those = [person for person in self._folk.everyone if person.fate is fate]
        return min(those, key=lambda person: (not person.adult, person.came_ms), default=None)

    def of_truck(self, truck: Truck, children: dict[Person, Person]) -> None:
        """A truck and everyone on it; `children` are those who will be born, by their mothers."""
        scene, at_ms = self._scene, truck.at_ms
        self._start(at_ms, gate.arrives(scene, self._folk, truck))
        self._start(at_ms, tent.first_words(scene, truck.people, at_ms + tent.FIRST_WORDS_MIN * MINUTE))
        self._start(at_ms, tent.names(scene, truck.people, at_ms + tent.NAMES_MIN * MINUTE))
        for place, person in enumerate(truck.people):
            self._of_person(person, gate.claim_ms(truck, place), children)

    def of_walker(self, person: Person) -> None:
        """Somebody who comes on foot. Who is turned back says no more."""
        scene, at_ms = self._scene, person.came_ms
        self._start(at_ms, gate.walks_in(scene, person))
        if person.fate is not Fate.TURNED_BACK:
            self._start(at_ms, tent.first_words(scene, [person], at_ms + 15 * MINUTE))
            self._start(at_ms, tent.names(scene, [person], at_ms + 40 * MINUTE))

    def _of_person(self, person: Person, claimed_ms: int, children: dict[Person, Person]) -> None:
        """Start what is this person's alone."""
        scene, start = self._scene, self._start
        look_ms = claimed_ms if person.ailment is None else gate.sees_to(person.ailment, claimed_ms)
        match person.fate:
            case Fate.RUSHED_BEFORE_TAG:
                start(claimed_ms, gate.mother_told(person, claimed_ms))
            case Fate.RUSHED_AND_BACK | Fate.RUSHED_FROM_POINT:
                back = person.fate is Fate.RUSHED_AND_BACK
                start(claimed_ms, rushed_from_point(scene, person, look_ms, back=back))
            case Fate.DIES_AT_POINT:
                enquired = person is not self._first[Fate.DIES_AT_POINT]
                dies_ms = person.came_ms + deaths.AT_POINT_MIN * MINUTE
                start(claimed_ms, deaths.at_site(scene, person, look_ms, dies_ms, "BG", enquired=enquired))
            case Fate.DEAD_ON_TRUCK:
                start(claimed_ms, deaths.on_truck(person, claimed_ms))
            case Fate.GIVES_BIRTH:
                start(claimed_ms, wards.bears(scene, person, children[person]))
            case Fate.STAYS if person.ailment is not None:
                start(claimed_ms, wards.stays(scene, person, look_ms))
            case Fate.TAG_TORN:
                start(claimed_ms, tent.new_tag(self._folk, scene, person))
            case Fate.HELD:
                start(claimed_ms, tent.hold(person))
            case _ if person.ailment is not None:
                course = Course(scene, person, "BG", person.boards["BG"] - READY_MIN * MINUTE, travels=True)
                start(claimed_ms, course.tale(look_ms))

    def of_load(self, load: Load) -> None:
        """A vehicle from loading to the last of its people in a place. The bus by night is still on the road at the end."""
        scene, start = self._scene, self._start
        start(load.open_ms, loading.loads(scene, load))
        start(load.depart_ms, road.drives(scene, load))
        if load.by_night:
            return
        start(load.arrive_ms, receiving.receives(scene, load))
        start(load.arrive_ms, wards.patients(scene, load))
        if load.origin == "BG":
            for person in load.riders:
                if person.fate in (Fate.DIES_ON_ROAD, Fate.RUSHED_ON_ROAD):
                    answered = person is not self._first[Fate.RUSHED_ON_ROAD]
                    start(load.arrive_ms, receiving.after_the_road(person, load, answered=answered))
        if load.placed:
            start(load.arrive_ms, receiving.placed(scene, load, areas(load), HALL_PLACES // self._scale))


def areas(load: Load) -> tuple[str, ...]:
    """Where this load's people wait."""
    if load.to == "SW":
        return ("SW/hall", "SW/yard-1", "SW/yard-2")
    part = "ext" if load.open_ms >= timetable.CONVOYS[2][0] else "rec"
    return (f"HC/{part}-{load.number % 3 + 1}",)
