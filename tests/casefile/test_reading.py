"""The reader's door: batches, entries that read otherwise later, and what cannot be opened."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.casefile.reading import Reader
from lanyard.casefile.shelf import MemoryShelf
from lanyard.floorplan import KINDS
from lanyard.ledger.entry import Entry
from tests import said
from tests.drawing import entries
from tests.making import Notebook, marks, person, read, tag

HER = person(1)


def shelf_of(entries: Iterable[Entry]) -> tuple[MemoryShelf, Reader]:
    shelf = MemoryShelf()
    reader = Reader(shelf, KINDS)
    reader.advance(shelf.put(entries))
    return shelf, reader


def test_only_the_nouns_of_a_batch_are_touched() -> None:
    book = Notebook()
    book.add(said.claimed(1), HER)
    book.add(said.claimed(2), person(2))
    shelf, reader = shelf_of(book.entries)
    late = book.add(said.placed(), HER)
    assert [slot.ref for slot in reader.advance(shelf.put([late]))] == [HER]


def test_nothing_new_touches_nothing() -> None:
    _, reader = shelf_of(Notebook().entries)
    assert reader.advance([]) == []


def test_the_name_of_who_recorded_an_error_may_come_later() -> None:
    book = Notebook()
    wrong = book.add(said.died(), HER)
    book.add(said.in_error(), HER, by="nour", in_error=wrong)
    nobody = book.add(said.in_error(), HER, by="", in_error=wrong)
    shelf, reader = shelf_of(book.entries)
    assert shelf.slots[HER].known.place is not None
    number = shelf.numbers[nobody.id]
    shelf.entries[number] = nobody._replace(staff=b"d" * 16)
    reader.advance([], [number])
    assert shelf.slots[HER].known.place is None


def test_what_was_told_of_by_who_may_not_record_it_is_marked() -> None:
    book = Notebook()
    book.add(said.met(), HER, remarks=("kind-not-of-this-role", "device-not-certified-for-kind"))
    assert marks(read(book).case(1)) == ["kind-not-of-this-role", "device-not-certified-for-kind"]


class Locked(MemoryShelf):
    """A shelf on which some entries cannot be opened yet."""

    def __init__(self, locked: set[bytes]) -> None:
        super().__init__()
        self.locked = locked

    def load(self, numbers: Iterable[int]) -> list[tuple[int, Entry]]:
        """What can be opened of these."""
        return [(number, e) for number, e in super().load(numbers) if e.id not in self.locked]


def test_an_entry_whose_key_comes_later_is_joined_to_what_points_at_it() -> None:
    book = Notebook()
    wrong = book.add(said.placed(1), HER)
    book.add(said.placed(2), tag(1), corrects=wrong)
    shelf = Locked({wrong.id})
    reader = Reader(shelf, KINDS)
    numbered = shelf.put(book.entries)
    reader.advance(numbered[1:])
    assert shelf.slots[tag(1)].known.worn is not None
    shelf.locked.clear()
    reader.advance(numbered[:1])
    at_once, _ = shelf_of(book.entries)
    assert {ref: slot.known for ref, slot in shelf.slots.items()} == {
        ref: slot.known for ref, slot in at_once.slots.items()
    }


@settings(max_examples=100)
@given(entries(16), st.sets(st.integers(0, 15)), st.integers(1, 6))
def test_what_reads_otherwise_later_reads_as_if_it_always_had(said: list[Entry], other: set[int], size: int) -> None:
    shelf = MemoryShelf()
    reader = Reader(shelf, KINDS)
    before = [e._replace(staff=b"", flagged=not e.flagged, remarks=()) if n in other else e for n, e in enumerate(said)]
    for start in range(0, len(said), size):
        reader.advance(shelf.put(before[start : start + size]))
    shelf.entries = dict(enumerate(said))
    reader.advance([], [number for number in other if number < len(said)])
    at_once, _ = shelf_of(said)
    assert {ref: slot.known for ref, slot in shelf.slots.items()} == {
        ref: slot.known for ref, slot in at_once.slots.items()
    }
