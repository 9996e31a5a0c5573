"""One vehicle that came in: what was counted on it, and whom of these we have met."""

from dataclasses import dataclass, field
from typing import ClassVar

from lanyard.casefile.duties import TAGS
from lanyard.casefile.known import Known
from lanyard.ledger.noun import Noun, Ref


@dataclass(slots=True)
class Vehicle(Known):
    """The last count, the people known one by one, and the clocks (ms UTC; the safety check itself in seconds)."""

    noun: ClassVar = Noun.VEHICLE

    site: str = ""
    came_from: str = ""
    plate: str = ""
    counted: bool = False
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

    def settle(self) -> None:
        """Nobody is owed a tag once everyone counted is known."""
        if self.counted and self.untold <= 0:
            self.release(TAGS)
