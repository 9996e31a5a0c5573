"""The reader: takes entries in any order and batches, and keeps each noun read as if all had come in order at once."""

from collections.abc import Iterable
from typing import Final

from lanyard.casefile.case import Case
from lanyard.casefile.fold import NEW, Kinds, apply, apply_named, fold_noun, fold_tag, point_at_tag, wear
from lanyard.casefile.kind import Kind
from lanyard.casefile.known import Known
from lanyard.casefile.shelf import Order, Shelf, Slot
from lanyard.casefile.tag import Tag, tag_ref
from lanyard.ledger.body import LinkKind
from lanyard.ledger.entry import Entry
from lanyard.ledger.merge import order, standing
from lanyard.ledger.noun import Noun, Ref

_ACTS: Final = (LinkKind.CORRECTS, LinkKind.IN_ERROR)
_TAG: Final = Noun.TAG
Numbered = tuple[int, Entry]


class Reader:
    """Folds batches onto a shelf. The result depends only on the set of entries, never on their arrival.

    An entry that is newer than all that was folded into a noun is folded on; otherwise the noun is folded again from its
    entries, once a batch. Tags come first, since they say whom an entry is about.
    """

    def __init__(self, shelf: Shelf, kinds: Kinds) -> None:
        """Read onto this shelf, by these kinds."""
        self.shelf = shelf
        self.kinds = kinds
        self._batch: dict[int, Entry] = {}
        self._open: dict[Ref, Slot] = {}

    def advance(self, batch: Iterable[Numbered], again: Iterable[int] = ()) -> list[Slot]:
        """Read new entries, each of a kind that is known. Returns the slots that were touched.

        `again` are the numbers of entries read before that say something else now: who had signed in, whether the time
        is possible.
        """
        self._batch = dict(batch)
        self._open = {}
        for place, number, e in sorted([(order(e), number, e) for number, e in self._batch.items()]):
            self._take(place, number, e)
        for number, e in self._load(again).items():
            self._bind(number, e)
        for slot in [slot for slot in self._open.values() if not slot.settled and slot.ref.noun is _TAG]:
            self._settle_tag(slot)
        for slot in self._open.values():
            if not slot.settled:
                self._fold_again(slot)
            self.shelf.keep(slot)
        return list(self._open.values())

    def holder(self, tag: Ref) -> Ref | None:
        """Whose tag this is, as read so far."""
        found = self._tag(tag)
        return None if found is None else found.holder

    def read(self, ref: Ref) -> tuple[Known, list[Entry]] | None:
        """One noun folded now, and all entries that had a part in it, those taken back among them. Nothing is kept."""
        slot = self.shelf.slot(ref)
        if slot is None:
            return None
        self._batch, self._open = {}, {}
        if ref.noun is _TAG:
            entries = self._load(slot.numbers)
            return fold_tag(ref, standing(entries.values()), self.kinds), list(entries.values())
        entries = self._entries_of(slot)
        return self._folded(ref, standing(entries.values())), list(entries.values())

    def _take(self, place: Order, number: int, e: Entry) -> None:
        """Fold one entry into every noun that it names and of which it is the newest; the others are folded again."""
        if (e.refs and any(link.how in _ACTS for link in e.refs)) or self.shelf.pointers(e.id):
            self._bind(number, e)
            return
        kind, about = self.kinds[e.kind], e.about
        her: Ref | None = about
        if about.noun in NEW:
            slot = self._open.get(about) or self._slot(about)
            slot.numbers.add(number)
            if kind.worn and about.noun is _TAG:
                her = self._take_worn(slot, kind, place, e)
            elif _newest(slot, place):
                apply(slot.known, kind, e)
        for ref, field in kind.names(e) if kind.naming else ():
            slot = self._open.get(ref) or self._slot(ref)
            slot.numbers.add(number)
            if her is None:
                slot.settled = False
            elif not _newest(slot, place):
                continue
            elif field in kind.wearers:
                self._take_named(slot.known, kind, place, e, field)
            elif ref.noun is not _TAG:
                apply_named(slot.known, kind, e, field, her)
            elif field in kind.claims and (slot.known.worn is not None or slot.known.holders):
                slot.settled = False
            else:
                point_at_tag(slot.known, kind, e, field)

    def _take_worn(self, slot: Slot, kind: Kind, place: Order, e: Entry) -> Ref | None:
        """Fold on an entry about a tag: into its holder, or its unknown wearer. Returns who that is, if it is known now."""
        if not _newest(slot, place):
            return None
        holder: Ref | None = slot.known.holder
        if holder is None:
            wear(slot.known, kind, e)
            return e.about
        hers = self._open.get(holder) or self._slot(holder)
        if _newest(hers, place):
            apply(hers.known, kind, e)
        return holder

    def _take_named(self, tag: Tag, kind: Kind, place: Order, e: Entry, field: str) -> None:
        """Fold on an entry that names a tag for its wearer: into the holder, or the unknown wearer."""
        if tag.holder is None:
            wear(tag, kind, e, field)
            return
        hers = self._open.get(tag.holder) or self._slot(tag.holder)
        if _newest(hers, place):
            apply_named(hers.known, kind, e, field, e.about)

    def _bind(self, number: int, e: Entry) -> None:
        """Entries that correct or take back one another stand or fall together, so each has a part in all their nouns."""
        for link in e.refs:
            if link.how in _ACTS:
                self.shelf.point(link.entry, number)
        bound = self._bound(number, e)
        for said in bound.values():
            for ref in (said.about, *(ref for ref, _ in self.kinds[said.kind].names(said))):
                if ref.noun in NEW:
                    slot = self._slot(ref)
                    slot.numbers.update(bound)
                    slot.settled = False

    def _bound(self, number: int, e: Entry) -> dict[int, Entry]:
        """This entry, those that it acts on, those that act on it, and so on, as far as they have come."""
        bound: dict[int, Entry] = {}
        ahead = {number: e}
        while ahead:
            bound |= ahead
            near: set[int] = set()
            for said in ahead.values():
                targets = (self.shelf.number_of(link.entry) for link in said.refs if link.how in _ACTS)
                near.update(target for target in targets if target is not None)
                near.update(self.shelf.pointers(said.id))
            ahead = self._load(near - bound.keys())
        return bound

    def _settle_tag(self, slot: Slot) -> None:
        """Fold a tag again; what was folded by what it said before is folded again, too."""
        before = slot.known if isinstance(slot.known, Tag) else None
        entries = self._load(slot.numbers).values()
        after = self._fold_tag(slot, entries)
        if after.holder is not None:
            self._slot(after.holder).settled = False
        if before is not None and (before.holders, before.claims) == (after.holders, after.claims):
            return
        moved = before is None or before.holder != after.holder
        for e in entries:
            named = self.kinds[e.kind].names(e)
            if e.about != slot.ref:
                if any(ref == slot.ref for ref, _ in named):
                    self._slot(e.about).settled = False
            elif moved:
                for ref, _ in named:
                    self._slot(ref).settled = False

    def _fold_tag(self, slot: Slot, entries: Iterable[Entry]) -> Tag:
        entries = list(entries)
        tag = slot.known = fold_tag(slot.ref, standing(entries), self.kinds)
        slot.last, slot.settled = max(map(order, entries), default=None), True
        return tag

    def _fold_again(self, slot: Slot) -> None:
        """Fold a noun that is not a tag from all its entries."""
        entries = self._entries_of(slot)
        slot.known = self._folded(slot.ref, standing(entries.values()))
        slot.last, slot.settled = max(map(order, entries.values()), default=None), True

    def _entries_of(self, slot: Slot) -> dict[int, Entry]:
        """All entries that have a part in a noun; in a person also those about the tags that are hers."""
        entries = self._load(slot.numbers)
        if slot.ref.noun is Noun.PERSON:
            entries |= self._load(self._said_of_tags(slot.ref, standing(entries.values())) - entries.keys())
        return entries

    def _folded(self, ref: Ref, stand: list[Entry]) -> Known:
        tags = {e.about for e in stand if e.about.noun is _TAG}
        tags |= {
            tag for e in stand for tag, field in self.kinds[e.kind].names(e) if field in self.kinds[e.kind].wearers
        }
        holders = {tag: holder for tag in tags if (holder := self.holder(tag)) is not None}
        known = fold_noun(ref, stand, self.kinds, holders)
        if isinstance(known, Case):
            self._mark_tags(known)
        return known

    def _said_of_tags(self, her: Ref, stand: Iterable[Entry]) -> set[int]:
        """The numbers of what has a part in the tags that these entries give her, where she is their holder."""
        found: set[int] = set()
        for e in stand:
            if e.about == her:
                for ref, _ in self.kinds[e.kind].names(e):
                    if ref.noun is _TAG and self.holder(ref) == her:
                        slot = self._look(ref)
                        found |= slot.numbers if slot is not None else set()
        return found

    def _mark_tags(self, case: Case) -> None:
        """Her tags that somebody else claims too."""
        for code in case.tags:
            tag = self._tag(tag_ref(code))
            if tag is not None and len(tag.holders) > 1:
                case.held_twice[code] = tag.claims

    def _tag(self, ref: Ref) -> Tag | None:
        slot = self._look(ref)
        if slot is not None and not slot.settled:
            self._fold_tag(slot, self._load(slot.numbers).values())
        return slot.known if slot is not None and isinstance(slot.known, Tag) else None

    def _look(self, ref: Ref) -> Slot | None:
        return self._open.get(ref) or self.shelf.slot(ref)

    def _slot(self, ref: Ref) -> Slot:
        """The slot of this noun, touched from now on."""
        slot = self._open.get(ref)
        if slot is None:
            slot = self.shelf.slot(ref)
            if slot is None:
                slot = Slot(ref, known=NEW[ref.noun](ref))
            self._open[ref] = slot
        return slot

    def _load(self, numbers: Iterable[int]) -> dict[int, Entry]:
        """These entries; what cannot be opened is left out."""
        wanted = set(numbers)
        here = {number: self._batch[number] for number in wanted & self._batch.keys()}
        return here | dict(self.shelf.load(wanted - here.keys()))


def _newest(slot: Slot, place: Order) -> bool:
    """May this be folded on? Otherwise the noun is not settled any more."""
    if not slot.settled or (slot.last is not None and place < slot.last):
        slot.settled = False
        return False
    slot.last = place
    return True
