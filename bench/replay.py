"""Replay: decode, decrypt and fold kept entries on one core, beside the `eventsourcing` library over the same facts.

Twice: like for like, each from its own encrypted file to the same cases; and bare, each from memory, the library folding
next to nothing.
"""

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final, TypeVar

from bench.corpus import Corpus
from bench.measuring import Figures, one_core, rate
from bench.peer import Fact, Folded, Peer
from lanyard.casefile.case import Case
from lanyard.casefile.reading import Reader
from lanyard.casefile.shelf import MemoryShelf
from lanyard.casefile.tag import Tag
from lanyard.desk.opening import Opener
from lanyard.desk.shelf import ViewsShelf
from lanyard.floorplan import FOLD_VERSION, KINDS
from lanyard.ledger.merge import order
from lanyard.ledger.noun import Noun
from lanyard.ledger.seal import Sealed
from lanyard.store.cipher import Connection, connect
from lanyard.store.folder import KEYRING, LEDGER, Folder, wrapping_keys
from lanyard.store.keyring import Keyring
from lanyard.store.ledger_file import LedgerFile
from lanyard.store.views_file import PRAGMAS, ViewsFile

BATCH: Final = 2000
S = TypeVar("S")
Batch = Sequence[tuple[int, Sealed]]


class Kept:
    """One part of the corpus: received into a folder of its own, as rows in memory, and as each of the peers keeps it."""

    def __init__(self, corpus: Corpus, rows: Sequence[Sealed], path: Path) -> None:
        """Receive the rows into a fresh copy of the corpus's site at `path`, and tell both peers the same facts."""
        shutil.copytree(corpus.site, path)
        self._corpus = corpus
        self.rows = [*corpus.sign_ins, *rows]
        self._folder = Folder.open(path, secret=corpus.secret)
        self._folder.writer().submit(self.rows).result()
        self._views = ViewsFile(self._folder.connect("replay.db", create=True, extra=PRAGMAS), FOLD_VERSION)
        facts = list(_facts(self.from_memory()))
        self.peer, self.bare = Peer(path / "peer.db"), Peer()
        self.peer.fill(facts)
        self.bare.fill_bare(facts)
        _compare(self.peer.replay(), self.from_disk())

    def from_disk(self) -> ViewsShelf:
        """From the folder's ledger and keyring, which are opened for it, onto the node's own shelf: no row is written."""
        folder = self._folder
        with (
            closing(connect(folder.path / LEDGER, folder.key_of(LEDGER), read_only=True)) as rows,
            closing(connect(folder.path / KEYRING, folder.key_of(KEYRING), read_only=True)) as keys,
        ):
            ledger, opener = LedgerFile(rows), self._opener(keys)
            shelf = ViewsShelf(self._views, ledger, opener, alone=True)
            reader, count = Reader(shelf, KINDS), 0
            for batch in _batches_of(ledger):
                entries = [(o.n, o.entry) for o in opener.open_all(batch) if o.entry is not None]
                shelf.read(entries)
                reader.advance(entries)
                count += len(entries)
            return self._whole(shelf, count)

    def from_memory(self) -> MemoryShelf:
        """From the rows in memory onto a shelf that keeps every entry; the keyring's file is open, none of its keys is."""
        opener, shelf = self._opener(self._folder.keyring.connection), MemoryShelf()
        reader = Reader(shelf, KINDS)
        for batch in _batches(self.rows):
            reader.advance(shelf.put(o.entry for o in opener.open_all(batch) if o.entry is not None))
        return self._whole(shelf, len(shelf.entries))

    def _opener(self, keys: Connection) -> Opener:
        return Opener(Keyring(keys, wrapping_keys(self._folder.strongbox)), self._corpus.directory())

    def _whole(self, shelf: S, count: int) -> S:
        if count != len(self.rows):
            raise RuntimeError("the corpus does not read")
        return shelf

    def close(self) -> None:
        """Close the folder and the peers."""
        self._folder.close()
        self.peer.application.close()
        self.bare.application.close()


class Replay:
    """The corpus in slices; of each, ours and the peer's, like for like and bare."""

    def __init__(self, corpus: Corpus, folder: Path, slices: int) -> None:
        """Each slice is received into a folder of its own, in `folder`."""
        rows = [[sealed for batch in batches for sealed in batch] for batches in corpus.cut(slices)]
        self._slices = [Kept(corpus, some, folder / f"replay-{number}") for number, some in enumerate(rows)]
        self._round = 0

    def slice(self, figures: Figures) -> None:
        """One slice of the corpus, ours and the peer's."""
        kept = self._slices[self._round % len(self._slices)]
        count = len(kept.rows)
        with one_core():
            theirs = rate(kept.peer.events, kept.peer.replay, time.process_time)
            ours = rate(count, kept.from_disk, time.process_time)
            bare_theirs = rate(kept.bare.events, kept.bare.replay, time.process_time)
            bare_ours = rate(count, kept.from_memory, time.process_time)
        figures.add(
            replay_per_second_per_core=ours,
            eventsourcing_replay_per_second=theirs,
            replay_vs_eventsourcing=ours / theirs,
            replay_from_memory_per_second_per_core=bare_ours,
            eventsourcing_bare_replay_per_second=bare_theirs,
            replay_vs_eventsourcing_bare=bare_ours / bare_theirs,
        )
        self._round += 1

    def close(self) -> None:
        """Close every folder."""
        for kept in self._slices:
            kept.close()


def _batches(rows: Sequence[Sealed]) -> Iterator[Batch]:
    for start in range(0, len(rows), BATCH):
        yield list(enumerate(rows[start : start + BATCH], start))


def _batches_of(ledger: LedgerFile) -> Iterator[Batch]:
    after = 0
    while rows := ledger.read(after, BATCH):
        after = rows[-1].n
        yield [(row.n, row.sealed) for row in rows]


def _facts(shelf: MemoryShelf) -> Iterator[Fact]:
    """Each entry as a fact about the noun that it is about, in order; whose tag it is is worked out for the peer."""
    for e in sorted(shelf.entries.values(), key=order):
        if e.about.noun is Noun.DEVICE:
            continue
        slot = shelf.slots[e.about]
        about = slot.known.holder if isinstance(slot.known, Tag) and slot.known.holder else e.about
        yield (
            about,
            {
                "entry": e.id.hex(),
                "kind": e.kind,
                "at_ms": e.at_ms,
                "where": e.where,
                "about": [int(e.about.noun), e.about.key.hex()],
                "recorded_by": e.recorded_by,
                "staff": e.staff.hex(),
                "basis": int(e.basis),
                "fields": _for_json(KINDS[e.kind].shape.write(e.record)),
            },
        )


def _for_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {name: _for_json(part) for name, part in value.items()}
    return [_for_json(part) for part in value] if isinstance(value, list) else value


def _compare(theirs: Sequence[Folded], ours: ViewsShelf) -> None:
    """Both have to know the same of every person, and of whoever wears a tag that nobody has claimed."""
    for one in theirs:
        slot = ours.slot(one.known.ref)
        known = None if slot is None else slot.known
        if isinstance(one.known, Case) and one.known != (known.worn if isinstance(known, Tag) else known):
            raise RuntimeError("the peer does not read what we read")
