"""One vehicle's list going out, from opening to the receiver's signature."""

from dataclasses import dataclass, field
from typing import ClassVar

from lanyard.casefile.known import Known
from lanyard.ledger.noun import Noun, Ref


@dataclass(slots=True)
class Manifest(Known):
    """Who was seen aboard, who stepped off, who was signed for, and when the vehicle was last heard of (ms UTC)."""

    noun: ClassVar = Noun.MANIFEST

    site: str = ""
    to: Ref | None = None
    route: str = ""
    officer: str = ""
    plate: str = ""
    seats: int = 0
    boarded: set[Ref] = field(default_factory=set)
    left: set[Ref] = field(default_factory=set)
    born: set[Ref] = field(default_factory=set)
    received: set[Ref] = field(default_factory=set)
    sealed_people: int | None = None
    sealed_aboard: frozenset[Ref] = frozenset()
    despite: tuple[str, ...] = ()
    departed_ms: int | None = None
    heard_ms: int | None = None
    expected_ms: int | None = None
    counted_in: int | None = None
    counted_in_ms: int | None = None
    handed_over_ms: int | None = None
    said_missing: tuple[str, ...] = ()

    @property
    def aboard(self) -> set[Ref]:
        """Those who by this list should be in it now."""
        return (self.boarded | self.born) - self.left - self.received

    @property
    def arrived(self) -> bool:
        """Has the far end counted it in, or signed for it?"""
        return self.counted_in is not None or self.handed_over_ms is not None
