"""The four days as one story: who comes, when, and every tale of them, told in time order."""

from collections.abc import Iterable, Iterator
from typing import Final

from lanyard.ledger.noun import Ref
from lanyard.web.demo import fates, figures, timetable
from lanyard.web.demo.chance import chance
from lanyard.web.demo.people import Folk, population
from lanyard.web.demo.person import Fate, Person
from lanyard.web.demo.plan import site_plan
from lanyard.web.demo.planted import Gaps, choose_twice, plan_gaps
from lanyard.web.demo.said import Said
from lanyard.web.demo.scene import Scene
from lanyard.web.demo.tales import Tales
from lanyard.web.demo.vehicles import Load

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
        """The first woman who comes ill, not alone, and reaches the camp: she is walked through at the end."""
        together = (group for truck in self.trucks for group in truck.groups if len(group) > 1)
        fits = [p for group in together for p in group if p.adult and p.female and "SW" in p.boards]
        plain = [person for person in fits if person.fate is Fate.NONE]
        return next((p for p in plain if p.ailment is not None and p.ailment.code in TOLD_OF), plain[0])

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
        tales = Tales(self.scene, self.folk, self.scale)
        for truck in self.trucks:
            truck.miscounted, truck.driver_says = truck.number in MISCOUNTED, truck.number in DRIVER_SAYS
            tales.of_truck(truck, self.children)
        for person in self.cast.walkers:
            tales.of_walker(person)
        for load in self.loads:
            tales.of_load(load)
