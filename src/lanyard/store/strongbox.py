"""Named secrets of the site itself (compartment secrets, signing seeds), sealed under the site's secret."""

import os
from collections.abc import Callable
from threading import RLock
from typing import Final

from lanyard.crypto.sealing import open_with_nonce, seal_with_nonce
from lanyard.store.cipher import Connection, transaction

NONCE_BYTES: Final = 12
_AAD: Final = b"lanyard/strongbox/1\0"


class Strongbox:
    """Secrets by name, in the keyring's file but under a key that its administrator does not have. For many threads."""

    def __init__(self, connection: Connection, key: bytes, *, randomness: Callable[[int], bytes] = os.urandom) -> None:
        """Take over a connection to the keyring's file; `key` (32 bytes) follows from the site's secret."""
        self.connection = connection
        self._key = key
        self._randomness = randomness
        self._lock = RLock()

    def keep(self, name: str, value: bytes) -> None:
        """Keep a secret, durable when this returns; one of the same name is replaced."""
        sealed = seal_with_nonce(self._key, self._randomness(NONCE_BYTES), value, _AAD + name.encode())
        with self._lock, transaction(self.connection):
            self.connection.execute("INSERT OR REPLACE INTO secret VALUES (?, ?)", (name, sealed))

    def get(self, name: str) -> bytes | None:
        """Return a secret, or nothing if there is none of that name; `Unopened` if it was changed."""
        with self._lock:
            row = self.connection.execute("SELECT value FROM secret WHERE name = ?", (name,)).fetchone()
        return open_with_nonce(self._key, row[0], _AAD + name.encode()) if row else None

    def names(self) -> list[str]:
        """Return the names of all secrets, sorted."""
        with self._lock:
            return [row[0] for row in self.connection.execute("SELECT name FROM secret ORDER BY name").fetchall()]

    def drop(self, name: str) -> None:
        """Forget a secret, if there is one of that name; durable when this returns."""
        with self._lock, transaction(self.connection):
            self.connection.execute("DELETE FROM secret WHERE name = ?", (name,))
