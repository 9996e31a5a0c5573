"""Who travels when: trucks to the point, loads on to the transit site, convoys to the camp. The hours are drawn."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate, pairwise
from random import Random
from typing import Final

from lanyard.web.demo import figures
from lanyard.web.demo.person import STAY_BEHIND, Fate, Group, Person
from lanyard.web.demo.times import MINUTE, local
from lanyard.web.demo.vehicles import Load, Truck

TRUCK_SEATS: Final = 120
BUS_SEATS: Final = 60
BUS_PEOPLE: Final = 50
AT_POINT_MIN: Final = 170
READY_MIN: Final = 60
LAST_DAY: Final = 25
DAYS: Final = {
    22: (local(22, 14), local(22, 22)),
    23: (local(23, 6), local(23, 20)),
    24: (local(24, 6), local(24, 20)),
    25: (local(25, 3, 30), local(25, 14)),
}
"""The hours in which trucks come."""
FIRST_TRUCKS: Final = frozenset(accumulate(figures.TRUCKS_BY_DAY.values(), initial=0))
CONVOYS: Final = ((local(23, 12), 215), (local(24, 10), 150), (local(25, 6), 280))
"""When the first bus of a convoy is loaded, and over how many minutes; the third goes to the open extension."""
FIRST_CONVOY: Final = 1800
NIGHT_PEOPLE: Final = 30
TURNED_BACK_PEOPLE: Final = 60
NIGHT_BUS: Final = local(25, 14, 2)
UNPLACED: Final = 4
PEOPLE_FOR_EACH_PAIR: Final = 900
"""Of so many people one may not travel yet, and one stays with her."""


def turned_back(scale: int) -> int:
    """How many people are on the truck that is turned back."""
    return TURNED_BACK_PEOPLE // scale


def plate(rng: Random) -> str:
    """A plate of no country."""
    return f"{rng.choice('PQVXZ')}{rng.choice('PQVXZ')} {rng.randrange(1000, 10_000)}"


def trucks(rng: Random, groups: Iterable[Group], people: int) -> list[Truck]:
    """All groups on trucks, in the order given; on the last day as many people as then wait at the transit site or stay at the point."""
    last = figures.share(people, figures.WAITING.value, figures.OUT.value) + 2 * people // PEOPLE_FOR_EACH_PAIR
    early, late = _split(list(groups), people - last)
    hours = [(day, at) for day, count in figures.TRUCKS_BY_DAY.items() for at in _hours(rng, day, count)]
    found: list[Truck] = []
    for part, at in (
        (early, [at for day, at in hours if day != LAST_DAY]),
        (late, [at for day, at in hours if day == LAST_DAY]),
    ):
        for load, at_ms in zip(_even(part, len(at)), at, strict=True):
            found.append(Truck(len(found) + 1, at_ms, load, plate(rng)))
            _assign(found[-1])
    return found


def _assign(truck: Truck) -> None:
    """Everyone on it came with it, each group under a label of its own."""
    for number, group in enumerate(truck.groups):
        for person in group:
            person.truck, person.came_ms, person.label = truck.number, truck.at_ms, f"{truck.number}-{number + 1}"


def first_of_a_day(truck: int) -> bool:
    """Does nobody come before it on its day?"""
    return truck - 1 in FIRST_TRUCKS


def _hours(rng: Random, day: int, count: int) -> list[int]:
    first, last = DAYS[day]
    apart = (last - first) // count
    return [first + number * apart + rng.randrange(apart // 2) for number in range(count)]


def _split(groups: list[Group], people: int) -> tuple[list[Group], list[Group]]:
    """The first groups of exactly so many people in all, where one is too many a later one, and all others."""
    taken, left = [], []
    for group in groups:
        if len(group) <= people:
            taken.append(group)
            people -= len(group)
        else:
            left.append(group)
    return taken, left


def _even(groups: list[Group], parts: int) -> list[list[Group]]:
    """These groups in so many parts of about as many people."""
    people = sum(map(len, groups))
    bounds = [people * (number + 1) // parts for number in range(parts)]
    found: list[list[Group]] = [[] for _ in range(parts)]
    before = 0
    for group in groups:
        found[min(parts - 1, bisect_left(bounds, before + (len(group) + 1) // 2))].append(group)
        before += len(group)
    return found


def to_transit(rng: Random, trucks_in: list[Truck], later: list[tuple[int, Person]]) -> list[Load]:
    """A load for every truck, some three hours after it came; who waits longer at the point goes with a later one.

    `later` are those others, each with the moment (UTC ms) from which she could go.
    """
    loads: list[Load] = []
    for truck in trucks_in:
        riders = [person for person in truck.people if person.fate not in STAY_BEHIND]
        open_ms = truck.at_ms + (AT_POINT_MIN + rng.randrange(4)) * MINUTE
        loads.append(_load(rng, ("BG", "SW"), len(loads) + 1, riders, open_ms, rng.randrange(232, 262)))
    for ready_ms, person in later:
        next(load for load in loads if load.open_ms >= ready_ms + READY_MIN * MINUTE).riders.append(person)
    _change_vehicles(loads)
    for load in loads[: -2 * UNPLACED]:
        load.stops_min = rng.randrange(35, 60) if not rng.randrange(14) else 0
    for load in loads[-UNPLACED:]:
        load.placed = False
    return loads


def _change_vehicles(loads: list[Load]) -> None:
    """Who steps off again goes with the next but one; who is scanned wrongly stands on the list before her own."""
    changing = [(at, p) for at, load in enumerate(loads) for p in load.riders if p.fate is Fate.STEPS_OFF]
    for at, person in changing:
        loads[at].riders.remove(person)
        loads[at].stepping_off.append(person)
        loads[at + 2].riders.append(person)
    for before, load in pairwise(loads):
        before.scanned_wrongly += [person for person in load.riders if person.fate is Fate.SCANNED_WRONGLY]


def to_camp(rng: Random, loads: list[Load], scale: int) -> list[Load]:
    """Three convoys for all who came to the transit site before the last day, and one bus by night for the last of them."""
    groups = _together([p for load in loads for p in load.arriving() if p.fate is not Fate.RUSHED_FROM_TRANSIT])
    groups.reverse()
    night, groups = _split(groups, NIGHT_PEOPLE // scale)
    afternoon, groups = _split(groups, figures.ONE_AFTERNOON // scale)
    groups.reverse()
    afternoon.reverse()
    first = bisect_left(list(accumulate(map(len, groups))), FIRST_CONVOY // scale)
    found: list[Load] = []
    for (start, minutes), part in zip(CONVOYS, (groups[:first], groups[first:], afternoon), strict=True):
        buses = _even(part, max(1, sum(map(len, part)) * scale // BUS_PEOPLE))
        for number, bus in enumerate(buses):
            riders = [person for group in bus for person in group]
            open_ms = start + number * minutes * MINUTE // len(buses)
            found.append(_load(rng, ("SW", "HC"), len(found) + 1, riders, open_ms, rng.randrange(340, 362)))
    last = _load(rng, ("SW", "HC"), len(found) + 1, [p for group in night for p in group], NIGHT_BUS, 600)
    last.by_night = True
    return [*found, last]


def _load(rng: Random, way: tuple[str, str], number: int, riders: list[Person], open_ms: int, road_min: int) -> Load:
    board_min, seats = (18, TRUCK_SEATS) if way[0] == "BG" else (4, BUS_SEATS)
    return Load(number, *way, riders, open_ms, board_min, road_min, seats, plate(rng))


def _together(people: list[Person]) -> list[Group]:
    """Runs of one travel group, as they came."""
    groups: list[Group] = []
    for person in people:
        if groups and person.label and groups[-1][0].label == person.label:
            groups[-1].append(person)
        else:
            groups.append([person])
    return groups
