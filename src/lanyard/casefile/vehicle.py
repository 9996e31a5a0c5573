"""One vehicle that came in: what was counted on it, and whom of these we have met."""

from dataclasses import dataclass, field
from typing import ClassVar

from lanyard.casefile.duties import GLANCE, TAGS, TRIAGE_NOW
from lanyard.casefile.known import Known
from lanyard.casefile.marks import Mark
from lanyard.casefile.tally import Count, differing
from lanyard.ledger.noun import Noun, Ref


@dataclass(slots=True)
class Vehicle(Known):
    """The count that stands, the people known one by one, and the clocks (ms UTC; the safety check itself in seconds).

    `counts` are those that somebody made with her own eyes: a driver's word stands only while there is none.
    `back` are those on it who had been here before, and came back.
    `looked_at` is how many of those still here were looked at, at least; `red_untagged` how many of them were red and had
    no tag yet, `found_red` who of these was called out or taken to care since. `stretchers` and `infants` are those that
    somebody saw on it, whoever counted last.
    """

    noun: ClassVar = Noun.VEHICLE

    site: str = ""
    came_from: str = ""
    plate: str = ""
    counted: bool = False
    counts: tuple[Count, ...] = ()
    total: int = 0
    dead: int = 0
    stretchers: int = 0
    infants: int = 0
    turned_back: int = 0
    met: set[Ref] = field(default_factory=set)
    back: set[Ref] = field(default_factory=set)
    came_ms: int | None = None
    safety_ms: int | None = None
    safety_seconds: int | None = None
    glanced_ms: int | None = None
    looked_at: int = 0
    red_untagged: int = 0
    found_red: set[Ref] = field(default_factory=set)

    @property
    def new(self) -> int:
        """How many came on it for the first time."""
        return self.total - len(self.back) if self.counted else 0

    @property
    def untold(self) -> int:
        """How many were counted and are not yet known one by one."""
        came = self.new if self.counted else self.turned_back
        return came - len(self.met - self.back) - self.turned_back

    def all_marks(self) -> list[Mark]:
        """Its marks, that its counts differ among them."""
        return [*self.marks, *differing(self.counts)]

    @property
    def all_looked_at(self) -> bool:
        """Has everyone been looked at who was counted and is still here?"""
        return self.looked_at >= self.total - self.turned_back

    @property
    def unseen(self) -> int:
        """How many who were counted and are still here nobody has looked at."""
        return max(0, self.total - self.turned_back - self.looked_at) if self.glanced_ms is None else 0

    def meet(self, her: Ref, *, red: bool) -> None:
        """One more of the counted is known. `red`: she may be one of those whom a glance found."""
        self.met.add(her)
        if red and self.red_untagged:
            self.found_red.add(her)
        self.settle()

    def settle(self) -> None:
        """No tag is owed once everyone counted is known, no medic once every red is found, no glance once all had theirs."""
        if self.counted and self.untold <= 0:
            self.release(TAGS)
        if len(self.found_red) >= self.red_untagged:
            self.release(TRIAGE_NOW)
        if self.all_looked_at:
            self.release(GLANCE)
