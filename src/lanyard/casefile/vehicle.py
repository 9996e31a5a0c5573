"""One vehicle that came in: what was counted on it, and whom of these we have met."""

from dataclasses import dataclass, field
from typing import ClassVar

from lanyard.casefile.duties import TAGS
from lanyard.casefile.known import Known
from lanyard.casefile.marks import Mark
from lanyard.casefile.tally import Count, differing
from lanyard.ledger.noun import Noun, Ref


@dataclass(slots=True)
class Vehicle(Known):
    """The count that stands, the people known one by one, and the clocks (ms UTC; the safety check itself in seconds).

    `counts` are those that somebody made with her own eyes: a driver's word stands only while there is none.
    """

    noun: ClassVar = Noun.VEHICLE

    site: str = ""
    came_from: str = ""
    plate: str = ""
    counted: bool = False
    counts: tuple[Count, ...] = ()
    total: int = 0
    dead: int = 0
    turned_back: int = 0
    met: set[Ref] = field(default_factory=set)
    came_ms: int | None = None
    safety_ms: int | None = None
    safety_seconds: int | None = None
    glanced_ms: int | None = None
    looked_at: int = 0

    @property
    def untold(self) -> int:
        """How many were counted and are not yet known one by one."""
        came = self.total if self.counted else self.turned_back
        return came - len(self.met) - self.turned_back

    def all_marks(self) -> list[Mark]:
        """Its marks, that its counts differ among them."""
        return [*self.marks, *differing(self.counts)]

    def settle(self) -> None:
        """Nobody is owed a tag once everyone counted is known."""
        if self.counted and self.untold <= 0:
            self.release(TAGS)
