"""Where a reading is kept between batches: what the reader asks of a store, and the one in memory."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Ref

Order = tuple[bool, int, int, bytes, int, bytes]


@dataclass(slots=True)
class Slot:
    """One noun on the shelf: which entries have a part in it, and what was read from them.

    `numbers` are those of the entries that name the noun, and of what corrects or takes back one another with them; they
    only grow. What was said about a tag has a part in the tag, and in its holder through the tag alone.
    `known` is what was read (a `Known` of its sort), `last` its newest entry's order. Not `settled`: what was read does not hold, or is not at hand
    (`known` may be nothing then), and the noun is folded again when it is next asked for.
    """

    ref: Ref
    numbers: set[int] = field(default_factory=set)
    known: Any = None
    last: Order | None = None
    settled: bool = True


class Shelf(Protocol):
    """What the reader needs of whatever keeps its slots."""

    def slot(self, ref: Ref) -> Slot | None:
        """The slot of this noun, if it has one."""

    def keep(self, slot: Slot) -> None:
        """This slot is new or has changed."""

    def load(self, numbers: Iterable[int]) -> list[tuple[int, Entry]]:
        """These entries, opened, in any order."""

    def number_of(self, entry: bytes) -> int | None:
        """The number of an entry that has been read, by its id."""

    def point(self, target: bytes, number: int) -> None:
        """The entry with this number acts on another, which may not have come yet."""

    def pointers(self, target: bytes) -> list[int]:
        """The entries that act on this one."""


class MemoryShelf:
    """A shelf in memory, for the tests, the benchmarks and the hand-held's mirror."""

    def __init__(self) -> None:
        """An empty shelf."""
        self.slots: dict[Ref, Slot] = {}
        self.entries: dict[int, Entry] = {}
        self.numbers: dict[bytes, int] = {}
        self.acting: dict[bytes, list[int]] = defaultdict(list)

    def put(self, entries: Iterable[Entry]) -> list[tuple[int, Entry]]:
        """Take entries in, each once, and number those that are new."""
        fresh = []
        for e in entries:
            if e.id not in self.numbers:
                number = len(self.entries)
                self.numbers[e.id] = number
                self.entries[number] = e
                fresh.append((number, e))
        return fresh

    def slot(self, ref: Ref) -> Slot | None:
        """The slot of this noun, if it has one."""
        return self.slots.get(ref)

    def keep(self, slot: Slot) -> None:
        """This slot is new or has changed."""
        self.slots[slot.ref] = slot

    def load(self, numbers: Iterable[int]) -> list[tuple[int, Entry]]:
        """These entries, in any order."""
        return [(number, self.entries[number]) for number in numbers]

    def number_of(self, entry: bytes) -> int | None:
        """The number of an entry, by its id."""
        return self.numbers.get(entry)

    def point(self, target: bytes, number: int) -> None:
        """The entry with this number acts on another."""
        if number not in self.acting[target]:
            self.acting[target].append(number)

    def pointers(self, target: bytes) -> list[int]:
        """The entries that act on this one."""
        return self.acting.get(target, [])
