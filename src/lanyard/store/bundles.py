"""Bundles: rows of a ledger in sealed files on another disk, each written whole, so that a cut leaves the one before."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from lanyard.crypto.errors import Unopened
from lanyard.crypto.sealing import open_with_nonce, seal_with_nonce
from lanyard.ledger.encoding import read, write
from lanyard.ledger.errors import Malformed
from lanyard.store import durable
from lanyard.store.errors import StoreError

MOST: Final = 4000
"""Rows of one file. The last file grows until it holds so many; the others are never written again."""
NONCE_BYTES: Final = 12

Rows = list[list[Any]]
"""Each row begins with its number; what follows is whatever the encoding of entries can hold."""


class Bundles:
    """One stream of numbered rows, in files named by the number of their first row."""

    def __init__(self, folder: Path, key: bytes, *, randomness: Callable[[int], bytes] = os.urandom) -> None:
        """`key` (32 bytes) seals every file; the name of a file is sealed with it, so none can take another's place."""
        self.folder = folder
        self._key = key
        self._randomness = randomness
        self._tail: Rows | None = None

    def last(self) -> list[Any] | None:
        """The row with the greatest number. Raises StoreError `backup-damaged`."""
        if self._tail is None:
            names = self._names()
            self._tail = self._read(names[-1]) if names else []
        return self._tail[-1] if self._tail else None

    def append(self, rows: Sequence[list[Any]]) -> None:
        """Add rows whose numbers follow on; they are on the disk when this returns.

        Raises:
            OSError: as the disk reports it; what was there before is untouched.
            StoreError: `backup-damaged`.
        """
        self.last()
        tail = [] if self._tail is None or len(self._tail) >= MOST else self._tail
        waiting = list(rows)
        while waiting:
            room = MOST - len(tail)
            tail, waiting = tail + waiting[:room], waiting[room:]
            self._write(tail)
            self._tail = tail
            tail = tail if len(tail) < MOST else []

    def all(self) -> Iterator[Rows]:
        """Every file's rows in order. Raises StoreError `backup-damaged` naming the file."""
        for name in self._names():
            yield self._read(name)

    def _names(self) -> list[str]:
        return sorted(path.name for path in self.folder.glob("[0-9]" * 12))

    def _write(self, rows: Rows) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{rows[0][0]:012d}"
        sealed = seal_with_nonce(self._key, self._randomness(NONCE_BYTES), write(rows), self._aad(name))
        durable.replace(self.folder / name, sealed)
        durable.sync_folder(self.folder)

    def _read(self, name: str) -> Rows:
        path = self.folder / name
        try:
            rows: Any = read(open_with_nonce(self._key, path.read_bytes(), self._aad(name)))
        except (Unopened, Malformed):
            raise StoreError("backup-damaged", f"{self.folder.name}/{name}") from None
        return list(rows)

    def _aad(self, name: str) -> bytes:
        return f"lanyard/bundle/1\0{self.folder.name}/{name}".encode()
