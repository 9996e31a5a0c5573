"""What has been done about entries since: who corrected which, who called one an error, and whether a second is wanted."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lanyard.casefile.reading import Reader
from lanyard.casefile.roll import Named
from lanyard.desk.labels import Labels
from lanyard.desk.responsible import Responsible
from lanyard.desk.rows import key_of
from lanyard.floorplan import KINDS
from lanyard.ledger.body import LinkKind
from lanyard.ledger.entry import Entry
from lanyard.ledger.merge import IN_ERROR_KIND, STAFF_TO_ANNUL, standing
from lanyard.ledger.noun import Ref

_ACTS: Final = (LinkKind.CORRECTS, LinkKind.IN_ERROR)


@dataclass(frozen=True, slots=True)
class Said:
    """One entry as somebody has to judge it: what, about whom, when (ms UTC), where, who recorded it, how it stands.

    `entry` is its id in hexadecimal. `chain` are the ids of the entry that was corrected first, and of all corrections of
    it, in the order in which they were recorded; empty where nothing was corrected. `in_error_by` are those who called it
    an error. `staff` are their ids (16 bytes, hexadecimal), by which it is judged who may be the second.
    """

    entry: str
    kind: str
    about: Named
    at_ms: int
    recorded_ms: int
    where: str
    by: str
    stands: bool
    may_be_corrected: bool
    chain: tuple[str, ...]
    in_error_by: tuple[str, ...]
    staff: tuple[str, ...]

    @property
    def wants_second(self) -> bool:
        """Has one person called it an error, so that another's word takes it back?"""
        return self.stands and 0 < len(self.staff) < STAFF_TO_ANNUL

    @property
    def taken_back(self) -> bool:
        """Have two people said that it should not have been made?"""
        return len(self.staff) >= STAFF_TO_ANNUL


class Corrections:
    """Says of entries how they stand."""

    def __init__(self, labels: Labels, who: Responsible, reader: Callable[[], Reader]) -> None:
        """`reader` folds a noun and knows which entries act on others."""
        self._labels = labels
        self._who = who
        self._reader = reader

    def of_noun(self, ref: Ref) -> tuple[Said, ...]:
        """Every entry about this noun, or about a tag of hers, in the order in which they were recorded."""
        found = self._reader().read(ref)
        if found is None:
            return ()
        about = {ref} | {e.about for e in found[1] if KINDS[e.kind].worn}
        return self._said(found[1], [e for e in found[1] if e.about in about])

    def among(self, everything: Iterable[Entry]) -> Mapping[bytes, Said]:
        """How every one of these entries stands, by its id: all that have a part in a noun, as they were just read."""
        entries = list(everything)
        return {bytes.fromhex(one.entry): one for one in self._said(entries, entries)}

    def opened(self, entry: bytes) -> Entry | None:
        """One entry by its id; nothing if it is not here or cannot be read here."""
        return self._who.entries([entry]).get(entry)

    def of_entries(self, ids: Iterable[bytes]) -> Mapping[bytes, Said]:
        """How these entries stand, by their ids; what cannot be read here is left out."""
        wanted = self._who.entries(ids)
        shelf = self._reader().shelf
        bound, ahead = dict(wanted), list(wanted.values())
        while ahead:
            near = {target for e in ahead for link in e.refs if link.how in _ACTS for target in [link.entry]}
            numbers = {n for e in ahead for n in shelf.pointers(e.id)}
            numbers |= {n for target in near if (n := shelf.number_of(target)) is not None}
            ahead = [e for _, e in shelf.load(numbers) if e.id not in bound]
            bound |= {e.id: e for e in ahead}
        said = self._said(bound.values(), wanted.values())
        return {bytes.fromhex(one.entry): one for one in said}

    def _said(self, everything: Iterable[Entry], these: Iterable[Entry]) -> tuple[Said, ...]:
        known = {e.id: e for e in everything}
        stand = {e.id: e for e in standing(known.values())}
        callers: dict[bytes, dict[bytes, str]] = defaultdict(dict)
        for e in stand.values():
            if e.kind == IN_ERROR_KIND and e.staff:
                for link in e.refs:
                    if link.how is LinkKind.IN_ERROR:
                        callers[link.entry].setdefault(e.staff, self._who.who(e))
        chains = _chains(known)
        ordered = sorted({e.id: e for e in these}.values(), key=_recorded)
        return tuple(self._one(e, stand, chains.get(e.id, ()), callers[e.id]) for e in ordered)

    def _one(
        self, e: Entry, stand: Mapping[bytes, Entry], chain: tuple[str, ...], callers: Mapping[bytes, str]
    ) -> Said:
        stands = e.id in stand
        plain = e.kind != IN_ERROR_KIND and KINDS[e.kind].asks is None
        return Said(
            e.id.hex(),
            e.kind,
            self._labels.of(key_of(e.about)),
            stand[e.id].at_ms if stands else e.at_ms,
            e.hlc >> 16,
            e.where,
            self._who.who(e),
            stands,
            stands and plain,
            chain,
            tuple(callers.values()),
            tuple(staff.hex() for staff in callers),
        )


def _recorded(e: Entry) -> tuple[int, bytes, int]:
    return e.hlc, e.chain, e.seq


def _chains(known: Mapping[bytes, Entry]) -> dict[bytes, tuple[str, ...]]:
    """For each entry that was corrected, or corrects, all of that chain in the order in which they were recorded."""
    together: dict[bytes, set[bytes]] = {}
    for e in known.values():
        for link in e.refs:
            target = known.get(link.entry)
            if link.how is LinkKind.CORRECTS and target is not None and target.kind == e.kind:
                joined = together.get(e.id, {e.id}) | together.get(target.id, {target.id})
                together.update(dict.fromkeys(joined, joined))
    return {
        entry: tuple(e.id.hex() for e in sorted((known[one] for one in joined), key=_recorded))
        for entry, joined in together.items()
    }
