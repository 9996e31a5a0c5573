"""Replay: decode, decrypt and fold kept entries on one core, beside the `eventsourcing` library over the same facts."""

import time
from collections.abc import Iterator, Sequence
from typing import Any, Final

from bench.corpus import Corpus
from bench.measuring import Figures, one_core, rate
from bench.peer import Peer
from lanyard.casefile.reading import Reader
from lanyard.casefile.shelf import MemoryShelf
from lanyard.casefile.tag import Tag
from lanyard.desk.opening import Opened, Opener
from lanyard.floorplan import KINDS
from lanyard.ledger.noun import Noun, Ref
from lanyard.ledger.seal import Sealed
from lanyard.store.folder import Folder, wrapping_keys
from lanyard.store.keyring import Keyring

BATCH: Final = 2000


class Replay:
    """The rows in memory, the keys in the site's keyring and none of them opened yet: what a rebuild starts from."""

    def __init__(self, corpus: Corpus, folder: Folder, slices: int) -> None:
        self._folder = folder
        self._directory = corpus.directory()
        self._sign_ins = corpus.sign_ins
        self._slices = [[sealed for batch in batches for sealed in batch] for batches in corpus.cut(slices)]
        self._peers = [self._peer(rows) for rows in self._slices]
        self._round = 0

    def slice(self, figures: Figures) -> None:
        """One slice of the corpus, ours and the peer's."""
        at = self._round % len(self._slices)
        rows, (peer, events) = self._slices[at], self._peers[at]
        with one_core():
            theirs = rate(events, peer.replay, time.process_time)
            ours = rate(len(rows) + len(self._sign_ins), lambda: self._read(rows), time.process_time)
        figures.add(
            replay_per_second_per_core=ours,
            eventsourcing_replay_per_second=theirs,
            replay_vs_eventsourcing=ours / theirs,
        )
        self._round += 1

    def _read(self, rows: Sequence[Sealed]) -> tuple[list[Opened], MemoryShelf]:
        keyring = Keyring(self._folder.keyring.connection, wrapping_keys(self._folder.strongbox))
        opener = Opener(keyring, self._directory)
        shelf, opened = MemoryShelf(), []
        reader = Reader(shelf, KINDS)
        for batch in _batches([*self._sign_ins, *rows]):
            some = opener.open_all(batch)
            reader.advance(shelf.put(o.entry for o in some if o.entry is not None))
            opened += some
        if len(shelf.entries) != len(rows) + len(self._sign_ins):
            raise RuntimeError("the corpus does not read")
        return opened, shelf

    def _peer(self, rows: Sequence[Sealed]) -> tuple[Peer, int]:
        opened, shelf = self._read(rows)
        peer = Peer()
        return peer, peer.fill(_facts(opened, shelf))


def _batches(rows: Sequence[Sealed]) -> Iterator[list[tuple[int, Sealed]]]:
    for start in range(0, len(rows), BATCH):
        yield list(enumerate(rows[start : start + BATCH], start))


def _facts(opened: Sequence[Opened], shelf: MemoryShelf) -> Iterator[tuple[Ref, dict[str, Any]]]:
    """Each entry as a fact about the noun that it is about; whose tag it is is worked out beforehand for the peer."""
    for o in opened:
        e = o.entry
        if e is None or e.about.noun is Noun.DEVICE:
            continue
        slot = shelf.slots[e.about]
        about = slot.known.holder if isinstance(slot.known, Tag) and slot.known.holder else e.about
        fields = KINDS[e.kind].shape.write(e.record)
        said = {"kind": e.kind, "at_ms": e.at_ms, "where": e.where, "recorded_by": e.recorded_by, "basis": int(e.basis)}
        yield about, {**said, "fields": _for_json(fields)}


def _for_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {name: _for_json(part) for name, part in value.items()}
    return [_for_json(part) for part in value] if isinstance(value, list) else value
