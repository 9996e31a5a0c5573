"""Boarding lists: found by what somebody calls them, read with everybody who was ever on one."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from lanyard.casefile.case import Case
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.reading import Reader
from lanyard.desk.labels import Labels
from lanyard.desk.rows import key_of, ref_of
from lanyard.ledger.entry import Entry
from lanyard.ledger.merge import standing
from lanyard.ledger.noun import Ref
from lanyard.store.cipher import Connection

NUMBER_LEAST: Final = 4
"""So many digits of a list's id are enough to ask for it by them."""


class BoardingList(NamedTuple):
    """A vehicle's list as read: its entries, the standing ones in order first, and the case of everybody ever on it."""

    label: str
    manifest: Manifest
    entries: tuple[Entry, ...]
    taken_back: tuple[Entry, ...]
    people: Mapping[Ref, Case]


class Lists:
    """Reads boarding lists over the connections of a `Look`."""

    def __init__(
        self, views: Connection, labels: Labels, reader: Callable[[], Reader], case: Callable[[Ref], Case | None]
    ) -> None:
        """`reader` gives what folds a list, `case` what folds a person on it."""
        self._views = views
        self._labels = labels
        self._reader = reader
        self._case = case

    def called(self, typed: str) -> dict[Ref, str]:
        """The lists that may be meant, with their labels: by label, plate, route, or the beginning of the id in hexadecimal."""
        wanted = typed.strip().casefold()
        found = {}
        for key, plate, route in self._views.execute(
            "SELECT ref, plate, route FROM manifest_row ORDER BY ref"
        ).fetchall():
            label = self._labels.of(key).label
            names = {str(name).casefold() for name in (plate, route, label) if name}
            if wanted in names or (len(wanted) >= NUMBER_LEAST and key[1:].hex().startswith(wanted)):
                found[ref_of(key)] = label
        return found

    def read(self, ref: Ref) -> BoardingList | None:
        """A list with everybody who boarded, was born aboard or was signed for, whatever became of her."""
        found = self._manifest(ref)
        if found is None:
            return None
        manifest, entries = found
        stand = standing(entries)
        left = {e.id for e in stand}
        everybody = sorted(manifest.boarded | manifest.born | manifest.received)
        return BoardingList(
            self._labels.of(key_of(ref)).label,
            manifest,
            tuple(e for e in stand if e.about == ref),
            tuple(e for e in entries if e.id not in left and e.about == ref),
            self._cases(everybody),
        )

    def aboard(self, ref: Ref) -> tuple[Manifest, Mapping[Ref, Case]] | None:
        """A list with the case of everybody who by it is aboard now."""
        found = self._manifest(ref)
        return None if found is None else (found[0], self._cases(found[0].aboard))

    def manifest(self, ref: Ref) -> Manifest | None:
        """The list alone, with nobody on it read: much quicker."""
        found = self._manifest(ref)
        return None if found is None else found[0]

    def _manifest(self, ref: Ref) -> tuple[Manifest, list[Entry]] | None:
        found = self._reader().read(ref)
        return (found[0], found[1]) if found is not None and isinstance(found[0], Manifest) else None

    def _cases(self, people: Iterable[Ref]) -> dict[Ref, Case]:
        return {her: case for her in people if (case := self._case(her)) is not None}
