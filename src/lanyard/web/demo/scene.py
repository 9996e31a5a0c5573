"""What all tales share: the agenda, who is where as the story goes, and chance that depends on the seed alone."""

from collections import Counter
from collections.abc import Iterable
from random import Random
from typing import Final

from lanyard.casefile.known import site_of
from lanyard.ledger.noun import Ref
from lanyard.stations.arrival.entries import Born, CameBack, TagClaimed, TurnedBack, WalkedIn
from lanyard.stations.burial.entries import Died
from lanyard.stations.first_aid.entries import RushedOut
from lanyard.stations.placement.entries import MissingReported, Placed
from lanyard.stations.transport.entries import Boarded, LeftVehicle, Received
from lanyard.web.demo.agenda import Agenda
from lanyard.web.demo.chance import chance
from lanyard.web.demo.person import Person
from lanyard.web.demo.plan import AREA_CODE
from lanyard.web.demo.said import Said

TAKEN_BACK: Final = "taken-back/"
"""How the names of drafts begin that move nobody, since they are wrong."""

GONE: Final[dict[type, str]] = {
    Boarded: "aboard",
    RushedOut: "hospital",
    Died: "dead",
    MissingReported: "missing",
    TurnedBack: "turned_back",
}
HERE: Final[frozenset[type]] = frozenset({Received, LeftVehicle, CameBack})
COMES: Final[frozenset[type]] = frozenset({TagClaimed, WalkedIn, Born})
MOVES: Final = frozenset({*GONE, *HERE, *COMES, Placed})
"""The kinds that put somebody somewhere; those of `COMES` only if she was nowhere before."""


class Crowd:
    """Who is where in the story. The tales look here; what the system under test reads is its own business."""

    def __init__(self, people: Iterable[Person]) -> None:
        """Nobody has come yet."""
        self._by_name: dict[Ref, Person] = {}
        self.heads: Counter[str] = Counter()
        for person in people:
            self.know(person)

    def know(self, person: Person) -> None:
        """She may be written of by her own name, or by the tag that she wears now."""
        self._by_name[person.ref] = self._by_name[person.worn] = person

    def see(self, said: Said) -> None:
        """Move whoever this moves."""
        kind = type(said.draft.record)
        if kind not in MOVES or said.name.startswith(TAKEN_BACK):
            return
        person = self._by_name[said.draft.about]
        place = _place(kind, said, person.at)
        if place != person.at:
            self.heads[person.at] -= 1
            self.heads[place] += 1
            person.at = place

    def inside(self, area: str) -> list[Person]:
        """Everyone in an area, in the order in which they were first heard of."""
        return [person for ref, person in self._by_name.items() if person.at == area and ref == person.ref]


def _place(kind: type, said: Said, now: str) -> str:
    draft = said.draft
    if kind is Placed:
        return AREA_CODE[draft.record.area.key]
    if kind in COMES:
        return now or ("aboard" if kind is Born and draft.record.aboard else site_of(draft.where))
    return GONE.get(kind) or site_of(draft.where)


class Scene:
    """The stage on which all tales play."""

    def __init__(self, seed: int, people: list[Person]) -> None:
        """The same seed and people play the same."""
        self.agenda = Agenda()
        self.crowd = Crowd(people)
        self._seed = seed

    def rng(self, tale: str) -> Random:
        """The chance of one tale, whatever else is told."""
        return chance(f"{self._seed}/{tale}")
