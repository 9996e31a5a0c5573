"""What is read depends on the set of entries: not on their order, their doubling, or the batches in which they came."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from lanyard.casefile import reading
from lanyard.casefile.fold import NEW, apply
from lanyard.casefile.known import Known
from lanyard.casefile.reading import Reader
from lanyard.casefile.shelf import MemoryShelf, Slot
from lanyard.casefile.tag import Tag, tag_ref
from lanyard.floorplan import KINDS
from lanyard.ledger.entry import Entry
from lanyard.ledger.merge import standing
from lanyard.ledger.noun import Noun, Ref
from tests.drawing import entries

EXAMPLES = 250
Numbers = frozenset[bytes]


def plain(said: list[Entry]) -> dict[Ref, Known]:
    """The same reading by other means: all entries at once, tags first, one noun's table after the other."""
    stand = standing(said)
    tags: dict[Ref, Tag] = defaultdict(lambda: Tag(Ref(Noun.TAG, b"")))
    for e in stand:
        for field, tag in named_tags(e):
            tags.setdefault(tag, Tag(tag))
            if field in KINDS[e.kind].wearers:
                continue
            tags[tag].read += 1
            if field in KINDS[e.kind].claims:
                tags[tag].claim(getattr(e.record, field), e.about, e)
            if field in KINDS[e.kind].named:
                KINDS[e.kind].named[field](tags[tag], e.about, e)
    books: dict[Ref, Known] = dict(tags)
    for e in stand:
        kind, her = KINDS[e.kind], e.about
        about_tag = her.noun is Noun.TAG
        if about_tag and Noun.PERSON in kind.about and Noun.TAG in kind.about:
            tag = books.setdefault(her, Tag(her))
            assert isinstance(tag, Tag)
            if tag.holders:
                her = tag.holders[0]
            else:
                tag.worn = tag.worn or NEW[Noun.PERSON](her)
                apply(tag.worn, kind, e)
                about_tag = False
        if her.noun in NEW and (her.noun is not Noun.TAG or about_tag):
            apply(books.setdefault(her, NEW[her.noun](her)), kind, e)
        for field, ref in named_nouns(e):
            known = books.setdefault(ref, NEW[ref.noun](ref))
            known.read += 1
            kind.named[field](known, her, e)
        for field, ref in named_tags(e):
            if field in kind.wearers:
                tag = tags[ref]
                if not tag.holders:
                    tag.worn = tag.worn or NEW[Noun.PERSON](ref)
                known = books.setdefault(tag.holders[0], NEW[Noun.PERSON](tag.holders[0])) if tag.holders else tag.worn
                assert known is not None
                known.read += 1
                kind.named[field](known, her, e)
    for known in books.values():
        for code in getattr(known, "tags", ()) if known.ref.noun is Noun.PERSON else ():
            if len(tags[tag_ref(code)].holders) > 1:
                known.held_twice[code] = tags[tag_ref(code)].claims  # type: ignore[attr-defined]
    return books


def named_tags(e: Entry) -> Iterator[tuple[str, Ref]]:
    kind = KINDS[e.kind]
    if e.about.noun in kind.about:
        for field in dict.fromkeys((*kind.named, *kind.claims)):
            value = getattr(e.record, field)
            for one in value if isinstance(value, tuple) and not isinstance(value, Ref) else (value,):
                if isinstance(one, str):
                    yield field, tag_ref(one)


def named_nouns(e: Entry) -> Iterator[tuple[str, Ref]]:
    kind = KINDS[e.kind]
    if e.about.noun in kind.about:
        for field in kind.named:
            value = getattr(e.record, field)
            if isinstance(value, Ref) and value != e.about:
                yield field, value


class Forgetful(MemoryShelf):
    """A shelf that lets go of what was read of some nouns, as one that keeps only the last ones does."""

    def forget(self, every: int) -> None:
        """Every so manieth noun is to be folded again when it is next asked for."""
        for number, slot in enumerate(self.slots.values()):
            if every and number % every == 0:
                slot.known, slot.last, slot.settled = None, None, False


def batched(said: list[Entry], sizes: list[int], every: int = 0) -> MemoryShelf:
    """Read in this order and in batches of these sizes, over and over, some nouns forgotten after each."""
    shelf = Forgetful()
    reader = Reader(shelf, KINDS)
    while said:
        for size in [*sizes, 3]:
            batch, said = said[:size], said[size:]
            shelf.forget(every)
            reader.advance(shelf.put(batch))
    return shelf


def parts_of(shelf: MemoryShelf) -> dict[Ref, Numbers]:
    """Which entries have a part in which noun, by their ids, since numbers are given by arrival."""

    def ids(slot: Slot) -> Numbers:
        return frozenset(shelf.entries[number].id for number in slot.numbers)

    return {ref: ids(slot) for ref, slot in shelf.slots.items()}


def compare(said: list[Entry], arrived: list[Entry], sizes: list[int], every: int) -> None:
    """The one check: in this arrival, all at once in order, and by other means, the same is read."""
    expected = plain(said)
    at_once = batched(sorted(said, key=lambda e: e.id), [len(said)])
    came = batched(arrived, sizes, every)
    assert parts_of(came) == parts_of(at_once)
    for ref, slot in at_once.slots.items():
        assert slot.known == expected.pop(ref, NEW[ref.noun](ref))
        if came.slots[ref].settled:
            assert came.slots[ref].known == slot.known
        read = Reader(came, KINDS).read(ref)
        assert read is not None
        assert read[0] == slot.known
    assert expected == {}


def arrivals(most: int) -> st.SearchStrategy[tuple[list[Entry], list[Entry]]]:
    """Entries, and the same shuffled, some of them doubled."""

    def shuffled(said: list[Entry]) -> st.SearchStrategy[tuple[list[Entry], list[Entry]]]:
        doubled = [*said, *said[::3]]
        return st.tuples(st.just(said), st.permutations(doubled))

    return entries(most).flatmap(shuffled)


SIZES = st.lists(st.integers(1, 5), max_size=4)


@settings(max_examples=EXAMPLES)
@given(arrivals(24), SIZES, st.integers(0, 3))
def test_the_same_entries_read_the_same_however_they_come(
    said: tuple[list[Entry], list[Entry]], sizes: list[int], every: int
) -> None:
    compare(*said, sizes, every)


@pytest.mark.slow
@settings(max_examples=10 * EXAMPLES)
@given(arrivals(24), SIZES, st.integers(0, 3))
def test_the_same_entries_read_the_same_however_they_come_at_length(
    said: tuple[list[Entry], list[Entry]], sizes: list[int], every: int
) -> None:
    compare(*said, sizes, every)


def by_arrival(slot: Slot, place: object) -> bool:
    return slot.settled


def test_a_reader_that_folds_by_arrival_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_newest", by_arrival)
    search = settings(max_examples=EXAMPLES, phases=(Phase.generate,))(
        given(arrivals(24), SIZES, st.integers(0, 3))(lambda said, sizes, every: compare(*said, sizes, every))
    )
    with pytest.raises(AssertionError):
        search()
