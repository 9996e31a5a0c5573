"""Casting: to whom of the people what happens. How many die is derived from published figures; the rest is drawn."""

from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Final, NamedTuple

from lanyard.web.demo import figures
from lanyard.web.demo.ailments import BLOOD_IN_LUNGS, BY_CODE, DYING_WOUND, LABOUR, Ailment, ailment_of
from lanyard.web.demo.people import Folk
from lanyard.web.demo.person import YEAR, Fate, Person
from lanyard.web.demo.times import HOUR, MINUTE, local
from lanyard.web.demo.timetable import PEOPLE_FOR_EACH_PAIR, UNPLACED, first_of_a_day
from lanyard.web.demo.vehicles import Truck

Fits = Callable[[Person], bool]

RUSHED_MIN: Final = 45
BACK_MIN: Final = 6 * 60
ILL_PERCENT: Final = 8
SPEAKS_FOR_HERSELF: Final = 5 * YEAR
BOY_OF_SIX: Final = range(6 * YEAR, 7 * YEAR)
OF_3000: Final = {
    Fate.RUSHED_AND_BACK: 3,
    Fate.RUSHED_FROM_POINT: 4,
    Fate.RUSHED_ON_ROAD: 1,
    Fate.RUSHED_FROM_TRANSIT: 1,
    Fate.STEPS_OFF: 7,
    Fate.SCANNED_WRONGLY: 7,
    Fate.TAG_TORN: 10,
    Fate.HELD: 20,
    Fate.GIVES_BIRTH: 1,
    Fate.GIVES_BIRTH_ABOARD: 1,
    Fate.NEVER_NAMED: 60,
}
"""Of 3,000 people, so many; of fewer at least one."""
WALK_IN_OF_3000: Final = 15
DEATHS_OF_INFANTS: Final = (Fate.DIES_ON_ROAD, Fate.DEAD_ON_TRUCK, Fate.DIES_AT_CAMP, Fate.DIES_AT_POINT)
DEATHS_OF_OTHERS: Final = (Fate.DIES_AT_POINT, Fate.DIES_ON_ROAD, Fate.DIES_AT_CAMP, Fate.DEAD_ON_TRUCK)


class Cast(NamedTuple):
    """Who comes on foot; who goes on later than her truck, and from when (UTC ms); whom planted differences are about."""

    walkers: list[Person]
    later: list[tuple[int, Person]]
    unreceived: list[Person]
    unclaimed: list[Person]


class Casting:
    """Deals out fates, each to somebody who has none yet."""

    def __init__(self, rng: Random, trucks: list[Truck]) -> None:
        """Look at everyone in an order of its own."""
        self._rng = rng
        self._trucks = trucks
        self._people = [person for truck in trucks for person in truck.people]
        rng.shuffle(self._people)

    def fitting(self, fits: Fits) -> int:
        """How many there are whom it fits and who have no fate yet."""
        return sum(self._free(person) and fits(person) for person in self._people)

    @staticmethod
    def _free(person: Person) -> bool:
        return person.fate is Fate.NONE and not person.alone

    def give(self, fate: Fate, count: int, fits: Fits) -> list[Person]:
        """This fate to so many of those whom it fits; raises ValueError if there are not as many."""
        found: list[Person] = []
        for person in self._people:
            if len(found) == count:
                break
            if self._free(person) and fits(person):
                person.fate = fate
                found.append(person)
        if len(found) < count:
            raise ValueError(f"nobody left for {fate.name}")
        return found


def cast(folk: Folk, trucks: list[Truck], people: int) -> Cast:
    """Give everyone her fate, and draw who else comes."""
    rng, casting = folk.rng, Casting(folk.rng, trucks)
    end = len(trucks)
    unclaimed, unreceived = _reserved(casting, trucks)
    _deaths(casting, people)
    _rushes(casting, people)
    _stays(rng, trucks, people)
    _small_things(casting, people, end)
    _ailments(rng, trucks)
    walkers = list(_walkers(folk, people))
    back = [(p.came_ms + (RUSHED_MIN + BACK_MIN) * MINUTE, p) for p in folk.everyone if p.fate is Fate.RUSHED_AND_BACK]
    on_foot = [(p.came_ms + HOUR, p) for p in walkers if p.fate is not Fate.TURNED_BACK]
    return Cast(walkers, back + on_foot, unreceived, unclaimed)


def _reserved(casting: Casting, trucks: list[Truck]) -> tuple[list[Person], list[Person]]:
    """Two of one of the last trucks who are never named, and one of each of the other three: they are last signed for
    at the transit site and get no place there, so that nothing else hangs on what is planted about them.
    """
    last = [truck.number for truck in trucks[-UNPLACED:]]
    two_on = next(number for number in last if casting.fitting(partial(_plain, truck=number)) > 1)
    unclaimed = casting.give(Fate.NEVER_NAMED, 2, partial(_plain, truck=two_on))
    others = [number for number in last if number != two_on]
    return unclaimed, [casting.give(Fate.SPARED, 1, partial(_plain, truck=number))[0] for number in others]


def _plain(person: Person, truck: int) -> bool:
    return person.truck == truck and person.months > SPEAKS_FOR_HERSELF


def some(people: int, fate: Fate) -> int:
    """How many of these people it befalls."""
    return max(1, figures.share(people, OF_3000[fate], 3000))


def _before(day: int) -> int:
    return local(day, 0)


def _deaths(casting: Casting, people: int) -> None:
    infants = figures.deaths_under_one(people)
    for number in range(infants):
        fate = DEATHS_OF_INFANTS[number % len(DEATHS_OF_INFANTS)]
        (child,) = casting.give(fate, 1, lambda p: p.came_ms < _before(25) and 0 < p.months < YEAR)
        child.ailment = BY_CODE["cold_infant"]
    for number in range(figures.deaths(people) - infants):
        fate = DEATHS_OF_OTHERS[number % len(DEATHS_OF_OTHERS)]
        until_ms = _before(25) if number else _before(23)
        (person,) = casting.give(fate, 1, lambda p, until_ms=until_ms: p.adult and p.came_ms < until_ms)  # type: ignore[misc]
        person.ailment = BY_CODE["weakness"] if fate in (Fate.DIES_AT_CAMP, Fate.DIES_ON_ROAD) else DYING_WOUND


def _rushes(casting: Casting, people: int) -> None:
    def wounded(person: Person) -> Ailment:
        return BLOOD_IN_LUNGS if not person.adult else BY_CODE["shrapnel"]

    boys = casting.give(
        Fate.RUSHED_BEFORE_TAG, 1, lambda p: not p.female and p.months in BOY_OF_SIX and p.came_ms < _before(24)
    )
    children = casting.give(
        Fate.RUSHED_ON_ROAD,
        some(people, Fate.RUSHED_ON_ROAD),
        lambda p: 3 * YEAR < p.months < 9 * YEAR and p.came_ms < _before(24),
    )
    back = casting.give(
        Fate.RUSHED_AND_BACK, some(people, Fate.RUSHED_AND_BACK), lambda p: p.adult and p.came_ms < local(24, 8)
    )
    few = figures.share(people, OF_3000[Fate.RUSHED_FROM_POINT], 9000)
    gone = casting.give(Fate.RUSHED_FROM_POINT, few, lambda p: p.months > 3 * YEAR)
    casting.give(
        Fate.RUSHED_FROM_TRANSIT,
        some(people, Fate.RUSHED_FROM_TRANSIT),
        lambda p: p.adult and local(25, 0) < p.came_ms < local(25, 8),
    )
    for person in (*boys, *children, *back, *gone):
        person.ailment = wounded(person)


def _stays(rng: Random, trucks: list[Truck], people: int) -> None:
    """Two by two: one who may not travel yet, and who stays with her."""
    pairs = [
        group
        for truck in trucks
        for group in truck.groups
        if len(group) == 2 and truck.at_ms > local(25, 0) and all(p.fate is Fate.NONE for p in group)
    ]
    for ill, other in rng.sample(pairs, max(1, people // PEOPLE_FOR_EACH_PAIR)):
        ill.fate = other.fate = Fate.STAYS
        ill.ailment = BY_CODE["broken_limb"] if ill.months > 2 * YEAR else BY_CODE["watery_stools"]


def _small_things(casting: Casting, people: int, end: int) -> None:
    def give(fate: Fate, fits: Fits) -> list[Person]:
        return casting.give(fate, some(people, fate), fits)

    for woman in give(Fate.GIVES_BIRTH, lambda p: _could_bear(p) and p.truck < end - 2 * UNPLACED):
        woman.ailment = LABOUR
    give(Fate.GIVES_BIRTH_ABOARD, lambda p: _could_bear(p) and local(23, 0) < p.came_ms < local(24, 12))
    give(Fate.STEPS_OFF, lambda p: p.truck < end - 2 * UNPLACED)
    give(Fate.SCANNED_WRONGLY, lambda p: p.adult and not first_of_a_day(p.truck) and p.truck < end - 2 * UNPLACED)
    give(Fate.TAG_TORN, lambda p: p.truck < end - 2 * UNPLACED)
    give(Fate.HELD, lambda p: p.adult and p.truck < end - 2 * UNPLACED)
    give(Fate.NEVER_NAMED, lambda p: p.months > SPEAKS_FOR_HERSELF and p.truck < end - 2 * UNPLACED)


def _could_bear(person: Person) -> bool:
    return person.female and 19 * YEAR <= person.months < 40 * YEAR


def _ailments(rng: Random, trucks: list[Truck]) -> None:
    for truck in trucks:
        for person in truck.people:
            if person.fate is Fate.NONE and person.months > 0 and rng.randrange(100) < ILL_PERCENT:
                person.ailment = ailment_of(person.months, female=person.female, rng=rng)


def _walkers(folk: Folk, people: int) -> Iterator[Person]:
    """Who comes on foot, by day; the second of them is turned back."""
    for number in range(max(3, figures.share(people, WALK_IN_OF_3000, 3000))):
        day = 22 + number % 3
        months = folk.rng.randrange(18 * YEAR, 70 * YEAR)
        person = folk.draw(female=number != 1, months=months)
        person.came_ms = local(day, 15 if day < 25 else 8, 5) + folk.rng.randrange(150) * MINUTE
        person.fate = Fate.TURNED_BACK if number == 1 else Fate.SPARED
        yield person
