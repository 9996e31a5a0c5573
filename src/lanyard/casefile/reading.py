"""The reader: takes entries in any order and batches, and keeps each noun read as if all had come in order at once."""

from collections import defaultdict
from collections.abc import Iterable

from lanyard.casefile.case import Case
from lanyard.casefile.fold import NEW, Kinds, apply, claim, fold_noun, wear
from lanyard.casefile.shelf import Shelf, Slot
from lanyard.casefile.tag import Tag, tag_ref
from lanyard.ledger.body import LinkKind
from lanyard.ledger.entry import Entry
from lanyard.ledger.merge import order, standing
from lanyard.ledger.noun import Noun, Ref

_ACTS = (LinkKind.CORRECTS, LinkKind.IN_ERROR)
_TAG_ONLY = (Noun.TAG,)
Numbered = tuple[int, Entry]


class Reader:
    """Folds batches onto a shelf. The result depends only on the set of entries, never on their arrival.

    A noun whose newest entry is newer than all before is folded on; any other is folded again from its entries.
    """

    def __init__(self, shelf: Shelf, kinds: Kinds) -> None:
        """Read onto this shelf, by these kinds."""
        self.shelf = shelf
        self.kinds = kinds
        self._batch: dict[int, Entry] = {}
        self._open: dict[Ref, Slot] = {}
        self._fresh: dict[Ref, list[tuple[int, Entry, str]]] = {}
        self._stale: set[Ref] = set()

    def advance(self, batch: Iterable[Numbered], again: Iterable[int] = ()) -> list[Slot]:
        """Read new entries, and read again what the numbers in `again` have a part in. Returns the slots that changed.

        Each number is given once only, with an entry of a kind that is known.
        """
        self._batch = dict(batch)
        self._open, self._fresh, self._stale = {}, defaultdict(list), set()
        for number, e in self._batch.items():
            self._take(number, e)
        for _, e in self.shelf.load(again):
            self._stale.update(self._mentioned(e))
        tags = {ref for ref in (*self._fresh, *self._stale) if ref.noun is Noun.TAG}
        for ref in sorted(tags):
            self._read_tag(ref)
        for ref in {**self._fresh, **dict.fromkeys(self._stale)}:
            if ref.noun is not Noun.TAG:
                self._read(ref)
        for slot in self._open.values():
            self.shelf.keep(slot)
        return list(self._open.values())

    def holder(self, tag: Ref) -> Ref | None:
        """Whose tag this is, as read so far."""
        slot = self._slot_if_any(tag)
        known = slot.known if slot else None
        if slot is not None and known is None:
            known = self._again(slot)
        return known.holder if isinstance(known, Tag) else None

    def _take(self, number: int, e: Entry) -> None:
        for ref, field in self.kinds[e.kind].mentions(e):
            if ref.noun in NEW:
                self._fresh[ref].append((number, e, field))
        targets = [link.entry for link in e.refs if link.how in _ACTS]
        for target in targets:
            self.shelf.point(target, number)
        if targets or self.shelf.pointers(e.id):
            self._bind(number, e)

    def _bind(self, number: int, e: Entry) -> None:
        """Entries that correct or take back one another stand or fall together, so each has a part in all their nouns."""
        bound = self._bound(number, e)
        for said in bound.values():
            for ref in self._mentioned(said):
                slot = self._slot(ref)
                slot.numbers.update(bound)
                slot.settled = False
                self._stale.add(ref)

    def _bound(self, number: int, e: Entry) -> dict[int, Entry]:
        """This entry, those that it acts on, those that act on it, and so on, as far as they have come."""
        bound: dict[int, Entry] = {}
        ahead = [(number, e)]
        while ahead:
            at, said = ahead.pop()
            if at in bound:
                continue
            bound[at] = said
            targets = (self.shelf.number_of(link.entry) for link in said.refs if link.how in _ACTS)
            near = [*(target for target in targets if target is not None), *self.shelf.pointers(said.id)]
            ahead.extend(self._load(near))
        return bound

    def _mentioned(self, e: Entry) -> list[Ref]:
        """The nouns that are read and that an entry mentions, with the holder of the tag that it is about."""
        refs = [ref for ref, _ in self.kinds[e.kind].mentions(e) if ref.noun in NEW]
        holder = self.holder(e.about) if e.about.noun is Noun.TAG else None
        return refs if holder is None else [*refs, holder]

    def _read_tag(self, ref: Ref) -> None:
        """Read a tag; where its holder changed, all that was said about the tag moves with it."""
        slot = self._slot(ref)
        fresh = self._fresh.get(ref, [])
        was = slot.known if isinstance(slot.known, Tag) else None
        if was is None and slot.numbers:
            was = self._again(slot)
        before = list(was.holders) if isinstance(was, Tag) else []
        about = [(number, e) for number, e, field in fresh if not field and self.kinds[e.kind].about != _TAG_ONLY]
        slot.numbers.update(number for number, _, _ in fresh)
        if before and len(about) == len(fresh) and ref not in self._stale:
            self._pass_on(about, before[0])
            return
        if ref in self._stale or not self._tag_read_on(slot, fresh):
            self._again(slot)
        after = slot.known.holders if isinstance(slot.known, Tag) else []
        if after != before:
            self._tag_moved(slot, before, after)
        if after:
            self._pass_on(about, after[0])

    def _tag_read_on(self, slot: Slot, fresh: list[tuple[int, Entry, str]]) -> bool:
        """Fold the new entries of a tag on, if they are one first claim or newer facts about its unknown wearer."""
        tag = slot.known if slot.known is not None else Tag(slot.ref)
        assert isinstance(tag, Tag)
        ordered = sorted(fresh, key=lambda item: order(item[1]))
        claims = sum(1 for _, _, field in fresh if field)
        if not slot.settled or (slot.last and order(ordered[0][1]) < slot.last) or (claims and len(slot.numbers) > 1):
            return False
        if any(e.refs or self.kinds[e.kind].about == _TAG_ONLY for _, e, _ in ordered):
            return False
        for _, e, field in ordered:
            if field:
                claim(tag, e, field)
            else:
                wear(tag, self.kinds[e.kind], e)
        slot.known, slot.last = tag, order(ordered[-1][1])
        return True

    def _pass_on(self, about: list[Numbered], holder: Ref) -> None:
        for number, e in about:
            self._fresh[holder].append((number, e._replace(about=holder), ""))

    def _tag_moved(self, slot: Slot, before: list[Ref], after: list[Ref]) -> None:
        """The holder of a tag is another now, or several claim it."""
        worn = [(n, e) for n, e in self._load(slot.numbers) if not self._claims(e, slot.ref)]
        if before[:1] != after[:1]:
            numbers = {n for n, _ in worn}
            for holder in before[:1]:
                self._slot(holder).numbers.difference_update(numbers)
            for holder in after[:1] if numbers else ():
                self._slot(holder).numbers.update(numbers)
                self._stale.add(holder)
            for _, e in worn:
                self._stale.update(r for r, _ in self.kinds[e.kind].mentions(e) if r.noun in NEW and r != slot.ref)
        if before or len(after) > 1:
            self._stale.update((*before, *after))

    def _claims(self, e: Entry, tag: Ref) -> bool:
        return any(ref == tag and field for ref, field in self.kinds[e.kind].mentions(e))

    def _read(self, ref: Ref) -> None:
        slot = self._slot(ref)
        fresh = self._fresh.get(ref, [])
        slot.numbers.update(number for number, _, _ in fresh)
        if ref in self._stale or not self._read_on(slot, fresh):
            self._again(slot)

    def _read_on(self, slot: Slot, fresh: list[tuple[int, Entry, str]]) -> bool:
        """Fold the new entries on, if all of them are newer than what was folded."""
        known = slot.known
        if known is None:
            if len(slot.numbers) > len(fresh):
                return False
            known = NEW[slot.ref.noun](slot.ref)
        fresh.sort(key=lambda item: order(item[1]))
        if not slot.settled or (slot.last is not None and order(fresh[0][1]) < slot.last):
            return False
        if any(e.refs or e.flagged for _, e, _ in fresh):
            return False
        for _, e, field in fresh:
            said = e
            if e.about.noun is Noun.TAG and field:
                holder = self.holder(e.about)
                said = e._replace(about=holder) if holder is not None else e
            apply(known, self.kinds[e.kind], said, field)
        slot.known, slot.last = known, order(fresh[-1][1])
        return True

    def _again(self, slot: Slot) -> Tag | None:
        """Fold a noun again from all its entries."""
        entries = [e for _, e in self._load(slot.numbers)]
        slot.settled = not any(e.refs or e.flagged for e in entries)
        stand = standing(entries)
        about = {e.about for e in stand if e.about.noun is Noun.TAG} if slot.ref.noun is not Noun.TAG else set()
        holders = {tag: holder for tag in about if (holder := self.holder(tag)) is not None}
        slot.known = fold_noun(slot.ref, stand, self.kinds, holders)
        slot.last = max(map(order, entries), default=None)
        if isinstance(slot.known, Case):
            self._mark_tags(slot.known)
        return slot.known if isinstance(slot.known, Tag) else None

    def _mark_tags(self, case: Case) -> None:
        claims: dict[str, tuple[bytes, ...]] = {}
        for code in case.tags:
            slot = self._slot_if_any(tag_ref(code))
            if slot is not None:
                tag = slot.known if isinstance(slot.known, Tag) else self._again(slot)
                if tag is not None and len(tag.holders) > 1:
                    claims[code] = tuple(tag.claims)
        case.held_twice = claims

    def _slot_if_any(self, ref: Ref) -> Slot | None:
        return self._open.get(ref) or self.shelf.slot(ref)

    def _slot(self, ref: Ref) -> Slot:
        slot = self._open.get(ref)
        if slot is None:
            slot = self.shelf.slot(ref) or Slot(ref)
            self._open[ref] = slot
        return slot

    def _load(self, numbers: Iterable[int]) -> list[Numbered]:
        here = [(number, self._batch[number]) for number in numbers if number in self._batch]
        return here + self.shelf.load(number for number in numbers if number not in self._batch)
