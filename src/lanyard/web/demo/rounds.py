"""Rounds: heads counted area by area, a look at everyone, water and food; and a child who is missed and found."""

from collections.abc import Iterator
from random import Random
from typing import Final

from lanyard.stations.arrival.entries import ReliefGiven
from lanyard.stations.first_aid.entries import Glanced
from lanyard.stations.placement.entries import HeadcountTaken, MissingReported, Placed
from lanyard.terms import Relief
from lanyard.web.demo.agenda import Tale
from lanyard.web.demo.devices import HALL, LINKS, MEDIC
from lanyard.web.demo.person import YEAR, Fate, Person
from lanyard.web.demo.plan import AREA_REF
from lanyard.web.demo.said import Pen, Said
from lanyard.web.demo.scene import Scene
from lanyard.web.demo.times import HOUR, LAST_MOVE, MINUTE, local

SECOND: Final = 1000
WAITING: Final = {
    "BG": ("BG/wom", "BG/kid", "BG/L1", "BG/L2", "BG/aid"),
    "SW": ("SW/hall", "SW/yard-1", "SW/yard-2", "SW/aid"),
    "HC": ("HC/rec-1", "HC/rec-2", "HC/rec-3", "HC/ext-1", "HC/ext-2", "HC/ext-3", "HC/aid"),
}
ROUNDS: Final = {
    "BG": tuple(
        local(d, h, 30) for d in (22, 23, 24, 25) for h in (7, 12, 17, 20) if (d, h) > (22, 12) and (d, h) < (25, 20)
    ),
    "SW": tuple(local(d, h, 10) for d in (23, 24, 25) for h in (5, 11, 19)),
    "HC": (local(23, 22, 30), *(local(d, h, 50) for d in (24, 25) for h in (7, 19))),
}
LAST_ROUND: Final = {"BG": LAST_MOVE + 5 * MINUTE, "SW": LAST_MOVE + 8 * MINUTE, "HC": LAST_MOVE + 12 * MINUTE}
MISSED_EACH: Final = 4
MISSED_AGES: Final = range(4 * YEAR, 14 * YEAR)
BY_WHOM: Final = "two of the shift"


def rounds(scene: Scene, site: str) -> Tale:
    """All rounds of one site, the last when nobody moves any more."""
    rng = scene.rng(f"rounds/{site}")
    for number, at_ms in enumerate(ROUNDS[site]):
        yield from _round(scene, site, at_ms)
        if site == "BG" and number % MISSED_EACH == 1:
            yield from _missed(scene, rng, at_ms + 10 * MINUTE)
    yield from _round(scene, site, LAST_ROUND[site])


def _round(scene: Scene, site: str, at_ms: int) -> Tale:
    for number, area in enumerate(WAITING[site]):
        yield at_ms + number * 30 * SECOND
        heads = scene.crowd.heads[area]
        if heads or scene.crowd.heads.get(area) is not None:
            yield from _area(site, area, heads, at_ms + number * 30 * SECOND)


def _area(site: str, area: str, heads: int, at_ms: int) -> Iterator[Said]:
    about = AREA_REF[area]
    yield _pen(site, area)(at_ms, HeadcountTaken(heads, BY_WHOM), about)
    if heads:
        yield MEDIC[site](at_ms + 10 * SECOND, Glanced(heads), about)
        yield _pen(site, area)(at_ms + 20 * SECOND, ReliefGiven((Relief.WATER, Relief.FOOD), heads), about)


def _pen(site: str, area: str) -> Pen:
    return HALL[site]._replace(where=area)


def _missed(scene: Scene, rng: Random, at_ms: int) -> Tale:
    """One head too few; who is it? Reported, looked for, found asleep under a tarpaulin, counted again."""
    yield at_ms
    area = "BG/wom"
    fits = [person for person in scene.crowd.inside(area) if _may_be_missed(person, at_ms)]
    if not fits:
        return
    child, heads, pen = rng.choice(fits), scene.crowd.heads[area], _pen("BG", area)
    yield pen(at_ms, HeadcountTaken(heads - 1, BY_WHOM), AREA_REF[area])
    missing = MissingReported("by the water tank", "at the midday meal", "her sister")
    yield LINKS(at_ms + 3 * MINUTE, missing, child.ref, urgency=1)
    yield pen(at_ms + 24 * MINUTE, Placed(AREA_REF[area]), child.ref)
    yield at_ms + 30 * MINUTE
    yield pen(at_ms + 30 * MINUTE, HeadcountTaken(scene.crowd.heads[area], BY_WHOM), AREA_REF[area])


def _may_be_missed(person: Person, at_ms: int) -> bool:
    plain = person.fate is Fate.NONE and person.ailment is None and person.months in MISSED_AGES
    return plain and person.came_ms < at_ms - 80 * MINUTE and person.boards.get("BG", 0) > at_ms + HOUR
