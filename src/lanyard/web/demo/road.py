"""On the road: word of a vehicle half way, what stops it, a child born on it."""

from typing import Final

from lanyard.ledger.noun import Basis
from lanyard.stations.arrival.entries import Born
from lanyard.stations.transport.entries import HappenedEnRoute, WaypointPassed
from lanyard.terms import EnRoute
from lanyard.web.demo.agenda import Tale
from lanyard.web.demo.loading import WORD_LATER_MIN, bay
from lanyard.web.demo.scene import Scene
from lanyard.web.demo.times import MINUTE
from lanyard.web.demo.vehicles import Load

HALF_WAY: Final = {"BG": "the wells, half way", "SW": "the river crossing"}
NIGHT_WORD_MIN: Final = 80
NIGHT_EXPECTED_MIN: Final = 500
HINDRANCES: Final = (
    (EnRoute.BREAKDOWN, "a wheel had to be changed"),
    (EnRoute.STOP, "held up at a post"),
    (EnRoute.REDIRECT, "sent round by the northern track"),
)


def drives(scene: Scene, load: Load) -> Tale:
    """By radio from the convoy's leader to the bay that sent it off."""
    pen, rng = bay(load), scene.rng(f"road/{load.origin}/{load.number}")
    half = HALF_WAY[load.origin]
    if load.by_night:
        at_ms = load.depart_ms + NIGHT_WORD_MIN * MINUTE
        word = WaypointPassed(f"{half}; the road is shut until midnight, all stay on the bus", NIGHT_EXPECTED_MIN)
        yield pen(at_ms, word, load.ref, basis=Basis.TOLD, done_by="the convoy's leader")
        return
    left_min = load.road_min // 2 + WORD_LATER_MIN
    if load.stops_min:
        what, note = rng.choice(HINDRANCES)
        happened = HappenedEnRoute(what, "before the wells", left_min + load.stops_min, note)
        at_ms = load.half_way_ms - 20 * MINUTE
        yield pen(at_ms, happened, load.ref, basis=Basis.TOLD, done_by="the convoy's leader")
    at_ms = load.half_way_ms + load.stops_min * MINUTE
    yield pen(at_ms, WaypointPassed(half, left_min), load.ref, basis=Basis.TOLD, done_by="the convoy's leader")
    for mother, child in load.born:
        yield pen(at_ms + 30 * MINUTE, Born(mother.ref, child.tag, child.sex, load.ref), child.ref, basis=Basis.TOLD)
