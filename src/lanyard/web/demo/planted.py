"""What `--plant` leaves out and adds, so that the roll can be seen to name exactly that."""

from itertools import pairwise
from typing import Any, NamedTuple

from lanyard.ledger.noun import Ref
from lanyard.stations.arrival.entries import TagClaimed
from lanyard.stations.transport.entries import Received, WaypointPassed
from lanyard.web.demo.fates import Cast
from lanyard.web.demo.person import Fate, Person
from lanyard.web.demo.said import Said
from lanyard.web.demo.times import MINUTE, local
from lanyard.web.demo.vehicles import Load, Truck

OVERLAP_MS = 2 * MINUTE


class Planted(NamedTuple):
    """Tags of three who were not signed for, with their lists; of two without a claim, with their vehicle; the list of
    which no word came; the tag of the child on two lists, the wrong one first. Vehicles and lists are called as on the
    roll: by plate and the beginning of their key.
    """

    unreceived: tuple[tuple[str, str], ...]
    unclaimed: tuple[str, ...]
    vehicle: str
    silent: str
    twice: str
    lists: tuple[str, str]

    def names(self) -> dict[str, Any]:
        """As the demo prints it."""
        return self._asdict()


class Gaps(NamedTuple):
    """What to leave out, as (kind, about whom), and what that is called."""

    out: frozenset[tuple[type, Ref]]
    planted: Planted

    def leaves_out(self, said: Said) -> bool:
        """Is this one of those?"""
        return (type(said.draft.record), said.draft.about) in self.out


def choose_twice(loads: list[Load]) -> tuple[Person, Load, Load]:
    """A child who steps on last while the next vehicle is loaded already: she can be scanned there by mistake.

    Returns her, the wrong vehicle and her own. Nothing else befalls her.
    """
    for own, wrong in pairwise(loads):
        fits = [
            p for p in own.riders if p.fate is Fate.NONE and p.ailment is None and 24 < p.months < 140 and not p.alone
        ]
        last_ms = own.board_ms + len(own.riders) * own.board_min * MINUTE // (len(own.riders) + 1)
        if own.open_ms > local(24, 12) and fits and wrong.board_ms + OVERLAP_MS < last_ms:
            child = fits[-1]
            child.fate = Fate.SPARED
            own.riders.remove(child)
            own.riders.append(child)
            return child, wrong, own
    raise ValueError("no two vehicles are loaded at once")


def plan_gaps(
    cast: Cast, trucks: list[Truck], loads: list[Load], twice: tuple[Person, Load, Load], night: Load
) -> Gaps:
    """The three, the two, the one and the child, as the cast reserved them."""
    list_of = {person: load for load in loads for person in load.riders}
    child, wrong, own = twice
    out = (
        *((Received, person.worn) for person in cast.unreceived),
        *((TagClaimed, person.ref) for person in cast.unclaimed),
        (WaypointPassed, night.ref),
    )
    planted = Planted(
        unreceived=tuple((person.tag, list_of[person].label) for person in cast.unreceived),
        unclaimed=tuple(person.tag for person in cast.unclaimed),
        vehicle=trucks[cast.unclaimed[0].truck - 1].label,
        silent=night.label,
        twice=child.tag,
        lists=(wrong.label, own.label),
    )
    return Gaps(frozenset(out), planted)
