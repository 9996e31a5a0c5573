"""The four days as one story: who comes, when, and every tale of them, told in time order."""

from collections.abc import Iterable, Iterator
from typing import Final

from lanyard.ledger.noun import Ref
from lanyard.web.demo import deaths, fates, figures, gate, loading, receiving, road, rounds, tent, timetable, wards
from lanyard.web.demo.care import READY_MIN, Course, rushed_from_point
from lanyard.web.demo.chance import chance
from lanyard.web.demo.devices import shifts
from lanyard.web.demo.people import Folk, population
from lanyard.web.demo.person import Fate, Person
from lanyard.web.demo.plan import HALL_PLACES, site_plan
from lanyard.web.demo.planted import Gaps, choose_twice, plan_gaps
from lanyard.web.demo.said import Said
from lanyard.web.demo.scene import Scene
from lanyard.web.demo.times import MINUTE, START, local
from lanyard.web.demo.vehicles import Load, Truck

TURNED_BACK_MS: Final = local(23, 10, 20)
TOLD_OF: Final = ("weakness", "fainted", "old_wound", "burn")
MISCOUNTED: Final = (20, 60, 100)
DRIVER_SAYS: Final = (10, 70)
OF_LAST_DAY: Final = figures.BUSIEST.value


class Story:
    """Everything that will happen, drawn from a seed. `said` tells it once."""

    def __init__(self, scale: int = 10, seed: int = 1, *, plant: bool = False, printed: Iterable[str] = ()) -> None:
        """One in `scale` people, who wear tags that were `printed`. Raises ValueError for a scale that is not told."""
        if scale not in figures.SCALES:
            raise ValueError(f"scale {scale}: from {figures.SCALES[0]} to {figures.SCALES[-1]}")
        self.scale, self.seed = scale, seed
        self.out = figures.out(scale)
        self.folk = Folk(f"{seed}/folk", printed)
        self.rng = chance(f"{seed}/hours")
        self.trucks = timetable.trucks(self.rng, population(self.folk, self.out), self.out)
        self.cast = fates.cast(self.folk, self.trucks, self.out)
        self.children: dict[Person, Person] = {}
        self.loads = self._loads()
        self.gaps = self._gaps(plant=plant)
        self.plan = site_plan(scale)
        self.scene = Scene(seed, self.folk.everyone)
        for load in self.loads:
            for at_ms, person in load.boarding():
                person.boards[load.origin] = at_ms
        self._start()

    def said(self) -> Iterator[Said]:
        """Everything that is said, in time order. Can be told once."""
        crowd, gaps = self.scene.crowd, self.gaps
        for said in self.scene.agenda.run():
            crowd.see(said)
            if gaps is None or not gaps.leaves_out(said):
                yield said

    def hero(self) -> Person:
        """The first woman who comes ill with others of hers and reaches the camp: she is walked through at the end."""
        for truck in self.trucks:
            for person in truck.people:
                plain = person.adult and person.female and person.fate is Fate.NONE and "SW" in person.boards
                if plain and person.ailment is not None and person.ailment.code in TOLD_OF:
                    return person
        raise LookupError("nobody was ill and reached the camp")

    def vehicles_of(self, person: Person) -> frozenset[Ref]:
        """The truck that she came on and the lists on which she went on."""
        lists = {load.ref for load in self.loads if person in load.riders}
        return frozenset({self.trucks[person.truck - 1].ref, *lists})

    def _loads(self) -> list[Load]:
        first_leg = timetable.to_transit(self.rng, self.trucks, self.cast.later)
        self.twice = choose_twice(first_leg)
        for load in first_leg:
            for mother in [person for person in load.riders if person.fate is Fate.GIVES_BIRTH]:
                child = self._newborn(mother)
                load.riders.insert(load.riders.index(mother) + 1, child)
        second_leg = timetable.to_camp(self.rng, first_leg[:-OF_LAST_DAY], self.scale)
        for load in second_leg:
            mothers = [person for person in load.riders if person.fate is Fate.GIVES_BIRTH_ABOARD]
            load.born = [(mother, self._newborn(mother)) for mother in mothers]
        return [*first_leg, *second_leg]

    def _newborn(self, mother: Person) -> Person:
        child = self.folk.child(0, mother)
        child.label, child.truck, child.fate = mother.label, mother.truck, Fate.NEVER_NAMED
        self.children[mother] = child
        return child

    def _gaps(self, *, plant: bool) -> Gaps | None:
        if not plant:
            return None
        child, wrong, _ = self.twice
        wrong.twice = child
        return plan_gaps(self.cast, self.trucks, self.loads, self.twice, self.loads[-1])

    def _start(self) -> None:
        start = self.scene.agenda.start
        start(START, shifts(f"{self.seed}/staff"))
        for truck in self.trucks:
            truck.miscounted, truck.driver_says = truck.number in MISCOUNTED, truck.number in DRIVER_SAYS
            start(truck.at_ms, gate.arrives(self.scene, self.folk, truck))
            start(truck.at_ms, tent.first_words(self.scene, truck.people, truck.at_ms + tent.FIRST_WORDS_MIN * MINUTE))
            start(truck.at_ms, tent.names(self.scene, truck.people, truck.at_ms + tent.NAMES_MIN * MINUTE))
            for place, person in enumerate(truck.people):
                self._befalls(person, gate.claim_ms(truck, place))
        self._others()
        for load in self.loads:
            self._travels(load)
        for site in rounds.ROUNDS:
            start(START, rounds.rounds(self.scene, site))

    def _others(self) -> None:
        """Those who walk in, and the truck that is turned back."""
        scene, start = self.scene, self.scene.agenda.start
        for person in self.cast.walkers:
            start(person.came_ms, gate.walks_in(scene, person))
            if person.fate is not Fate.TURNED_BACK:
                start(person.came_ms, tent.first_words(scene, [person], person.came_ms + 15 * MINUTE))
                start(person.came_ms, tent.names(scene, [person], person.came_ms + 40 * MINUTE))
        others = Folk(f"{self.seed}/turned back")
        aboard = [others.child(12 * 9) for _ in range(timetable.turned_back(self.scale))]
        turned = Truck(0, TURNED_BACK_MS, [aboard], timetable.plate(self.rng), turned_back=True)
        start(TURNED_BACK_MS, gate.arrives(scene, others, turned))

    def _befalls(self, person: Person, claimed_ms: int) -> None:
        """Start what is this person's alone."""
        scene, start = self.scene, self.scene.agenda.start
        look_ms = claimed_ms if person.ailment is None else gate.sees_to(person.ailment, claimed_ms)
        match person.fate:
            case Fate.RUSHED_BEFORE_TAG:
                start(claimed_ms, gate.mother_told(person, claimed_ms))
            case Fate.RUSHED_AND_BACK | Fate.RUSHED_FROM_POINT:
                back = person.fate is Fate.RUSHED_AND_BACK
                start(claimed_ms, rushed_from_point(scene, person, look_ms, back=back))
            case Fate.DIES_AT_POINT:
                enquired = person is not self._first(Fate.DIES_AT_POINT)
                dies_ms = person.came_ms + deaths.AT_POINT_MIN * MINUTE
                start(claimed_ms, deaths.at_site(scene, person, look_ms, dies_ms, "BG", enquired=enquired))
            case Fate.DEAD_ON_TRUCK:
                start(claimed_ms, deaths.on_truck(person, claimed_ms))
            case Fate.GIVES_BIRTH:
                start(claimed_ms, wards.bears(scene, person, self.children[person]))
            case Fate.STAYS if person.ailment is not None:
                start(claimed_ms, wards.stays(scene, person, look_ms))
            case Fate.TAG_TORN:
                start(claimed_ms, tent.new_tag(self.folk, scene, person))
            case Fate.HELD:
                start(claimed_ms, tent.hold(person))
            case _ if person.ailment is not None:
                course = Course(scene, person, "BG", person.boards["BG"] - READY_MIN * MINUTE, travels=True)
                start(claimed_ms, course.tale(look_ms))

    def _first(self, fate: Fate) -> Person:
        """Of those whom it befalls, the adult who came first; whoever came first if none is grown."""
        those = sorted((p for p in self.folk.everyone if p.fate is fate), key=lambda p: (not p.adult, p.came_ms))
        return those[0]

    def _travels(self, load: Load) -> None:
        scene, start = self.scene, self.scene.agenda.start
        start(load.open_ms, loading.loads(scene, load))
        start(load.depart_ms, road.drives(scene, load))
        if load.by_night:
            return
        start(load.arrive_ms, receiving.receives(scene, load))
        start(load.arrive_ms, wards.patients(scene, load))
        if load.origin == "BG":
            for person in load.riders:
                if person.fate in (Fate.DIES_ON_ROAD, Fate.RUSHED_ON_ROAD):
                    answered = person is not self._first(Fate.RUSHED_ON_ROAD)
                    start(load.arrive_ms, receiving.after_the_road(person, load, answered=answered))
        if load.placed:
            start(load.arrive_ms, receiving.placed(scene, load, self._areas(load), HALL_PLACES // self.scale))

    def _areas(self, load: Load) -> tuple[str, ...]:
        """Where this load's people wait."""
        if load.to == "SW":
            return ("SW/hall", "SW/yard-1", "SW/yard-2")
        part = "ext" if load.open_ms >= timetable.CONVOYS[2][0] else "rec"
        return (f"HC/{part}-{load.number % 3 + 1}",)
