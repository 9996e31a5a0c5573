"""The ends of all chains, kept beside the ledger under a MAC: who cuts the ledger's tail leaves this behind.

The file may lag behind the ledger by about a second, and never leads it. What it says is never lowered: an end that
the ledger no longer has stays listed as missing until it comes back.
"""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple

from lanyard.crypto.mac import heads_mac, same
from lanyard.ledger.encoding import decode, encode
from lanyard.ledger.seal import Sealed
from lanyard.store import durable
from lanyard.store.errors import StoreError
from lanyard.store.ledger_file import LedgerFile, chain_and_seq

FILE: Final = "heads"
VERSION: Final = 1
MAC_BYTES: Final = 32
EVERY_SECONDS: Final = 1.0

Ends = dict[bytes, tuple[int, bytes]]
"""For each chain (16 bytes) its greatest seq and the id (32 bytes) there."""


class Missing(NamedTuple):
    """Entries of a chain that were kept here and are gone: from one seq to another, both included, and the last id."""

    chain: bytes
    first: int
    last: int
    id: bytes


class Heads(NamedTuple):
    """What the file says: the ends of chains, the number of entries, and ends found missing earlier."""

    ends: Ends
    entries: int
    missing: tuple[Missing, ...] = ()


def read_heads(folder: Path, key: bytes) -> Heads | None:
    """Return what the heads file says, or nothing if there is no file.

    Raises:
        StoreError: `heads-unreadable` when it is torn, or was not written with this site's key (32 bytes).
    """
    try:
        data = (folder / FILE).read_bytes()
    except FileNotFoundError:
        return None
    body, mac = data[:-MAC_BYTES], data[-MAC_BYTES:]
    if not same(heads_mac(key, body), mac):
        raise StoreError("heads-unreadable", FILE)
    read: Any = decode(body)
    if read[0] != VERSION:
        raise StoreError("format-newer", f"{FILE} has version {read[0]}")
    _, count, ends, missing = read
    return Heads({chain: (seq, id_) for chain, seq, id_ in ends}, count, tuple(map(Missing._make, missing)))


def write_heads(folder: Path, key: bytes, heads: Heads) -> None:
    """Write the heads file in one step: after a power cut there is the old one or the new one, never half of one.

    Raises:
        OSError: as the disk reports it.
    """
    ends: list[Any] = [[chain, seq, id_] for chain, (seq, id_) in sorted(heads.ends.items())]
    missing: list[Any] = [list(row) for row in heads.missing]
    body = encode([VERSION, heads.entries, ends, missing])
    durable.replace(folder / FILE, body + heads_mac(key, body))


def find_missing(ledger: LedgerFile, said: Heads) -> list[Missing]:
    """Return what the heads file says was kept and the ledger does not have."""
    have = ledger.heads()
    missing = [row for row in said.missing if not ledger.get([(row.chain, row.last, row.id)])]
    for chain, (seq, id_) in sorted(said.ends.items()):
        if not ledger.get([(chain, seq, id_)]):
            last = have[chain][0] if chain in have else -1
            missing.append(Missing(chain, min(last + 1, seq), seq, id_))
    return missing


class HeadsKeeper:
    """Holds the ends of all chains in memory and writes them down about once a second."""

    def __init__(self, folder: Path, key: bytes, ledger: LedgerFile) -> None:
        """Read the file and the ledger; what the file knows and the ledger lacks is in `missing`.

        Attributes set:
            missing: see `find_missing`.
            torn: the StoreError of an unreadable file, which then says nothing about a cut tail.
        """
        self._folder = folder
        self._key = key
        self.torn: StoreError | None = None
        try:
            said = read_heads(folder, key)
        except StoreError as error:
            if error.code != "heads-unreadable":
                raise
            said, self.torn = None, error
        self.missing = find_missing(ledger, said) if said else []
        self._ends = ledger.heads()
        self._count = ledger.last()
        if self._count and not said and not self.torn:
            self.torn = StoreError("heads-unreadable", FILE)
        self._written_at = 0.0
        self._changed = True

    def note(self, new: Iterable[tuple[Sealed, int]]) -> None:
        """Take in entries that have been committed."""
        for row, n in new:
            chain, seq = chain_and_seq(row.header)
            if chain not in self._ends or self._ends[chain][0] < seq:
                self._ends[chain] = (seq, row.id)
            self._count = max(self._count, n)
            self._changed = True

    def flush(self, *, now: bool = False) -> None:
        """Write the file if something is new and the last writing is a second ago; with `now`, at once."""
        if self._changed and (now or time.monotonic() - self._written_at >= EVERY_SECONDS):
            self._written_at = time.monotonic()
            write_heads(self._folder, self._key, Heads(dict(self._ends), self._count, tuple(self.missing)))
            self._changed = False
