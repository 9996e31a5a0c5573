"""One vehicle's list going out, from opening to the receiver's signature."""

from dataclasses import dataclass, field
from typing import ClassVar

from lanyard.casefile.known import Known
from lanyard.casefile.marks import Mark
from lanyard.casefile.tally import Count, differing, highest
from lanyard.ledger.noun import Noun, Ref


@dataclass(slots=True)
class Manifest(Known):
    """Who was seen aboard, who stepped off, who was signed for, and when the vehicle was last heard of (ms UTC).

    `sent_by` are the members of staff who closed the list or sent the vehicle off, `signed_at` the site that signed for
    the first of its people.
    """

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
    sent_by: frozenset[bytes] = frozenset()
    departed_ms: int | None = None
    heard_ms: int | None = None
    expected_ms: int | None = None
    heads: tuple[Count, ...] = ()
    counted_in_ms: int | None = None
    handed_over_ms: int | None = None
    signed_at: str = ""
    said_missing: tuple[str, ...] = ()

    @property
    def aboard(self) -> set[Ref]:
        """Those who by this list should be in it now."""
        return (self.boarded | self.born) - self.left - self.received

    @property
    def counted_in(self) -> int | None:
        """How many heads the receiver counted: the most, where counts differ."""
        return highest(self.heads) if self.heads else None

    def all_marks(self) -> list[Mark]:
        """Everything that does not hold about it, counts that differ among them."""
        return [*self.marks, *differing(self.heads)]

    @property
    def arrived(self) -> bool:
        """Has the far end counted it in, or signed for it?"""
        return self.counted_in is not None or self.handed_over_ms is not None
