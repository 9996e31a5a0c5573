"""The keys of nouns, each wrapped under its compartment's key; outside the ledger, so that they can be destroyed."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from threading import RLock
from typing import Final

from sqlcipher3 import dbapi2

from lanyard.crypto import keys
from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.ledger.seal import SealingKey, sealing_key
from lanyard.store.cipher import Connection, file_format, told, transaction, write_format

FORMAT: Final = 1
BATCH: Final = 256
"""How many keys of a compartment are made durable at once, ahead of use."""
CACHE: Final = 100_000
NONCE_BYTES: Final = 12
EXTRA_PRAGMAS: Final[dict[str, int | str]] = {"secure_delete": 1}

SCHEMA: Final = """
CREATE TABLE noun_key (
    serial INTEGER PRIMARY KEY AUTOINCREMENT, keyref BLOB NOT NULL UNIQUE, comp INTEGER NOT NULL,
    gen INTEGER NOT NULL, wrap BLOB NOT NULL, noun INTEGER NOT NULL, key BLOB NOT NULL
);
CREATE INDEX noun_key_noun ON noun_key (key, noun, comp, serial);
CREATE TABLE spare_key (
    keyref BLOB NOT NULL PRIMARY KEY, comp INTEGER NOT NULL, gen INTEGER NOT NULL, wrap BLOB NOT NULL
);
CREATE TABLE destroyed_key (keyref BLOB NOT NULL PRIMARY KEY);
CREATE TABLE secret (name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL);
"""
"""The tables as the first migration makes them. Django's later migrations may add to them."""

_KEEP: Final = "INSERT INTO noun_key (keyref, comp, gen, wrap, noun, key) VALUES (?, ?, ?, ?, ?, ?)"
_ASSIGN: Final = (
    "INSERT INTO noun_key (keyref, comp, gen, wrap, noun, key) SELECT keyref, comp, gen, wrap, ?, ?"
    " FROM spare_key WHERE keyref = ? ON CONFLICT (keyref) DO NOTHING"
)
_FIND: Final = (
    "SELECT comp, gen, keyref, wrap FROM noun_key WHERE keyref = ?"
    " UNION ALL SELECT comp, gen, keyref, wrap FROM spare_key WHERE keyref = ?"
)
_FIND_MANY: Final = tuple(
    f"SELECT comp, gen, keyref, wrap FROM {table} WHERE keyref IN (SELECT unhex(value) FROM json_each(?))"  # noqa: S608  tables of ours
    for table in ("noun_key", "spare_key")
)
_NEWEST: Final = "SELECT keyref FROM noun_key WHERE key = ? AND noun = ? AND comp = ? ORDER BY serial DESC LIMIT 1"

Opened = tuple[Compartment, bytes]
"""A compartment and a key of it (32 bytes)."""


def create_tables(connection: Connection) -> None:
    """Make the keyring's tables in an empty file; leave them alone in any other, but refuse a newer format."""
    if file_format(connection, newest=FORMAT, file="keyring.db") == 0:
        with transaction(connection):
            for sql in SCHEMA.split(";"):
                connection.execute(sql)
            write_format(connection, FORMAT)


class Keyring:
    """Mints, keeps, opens and destroys keys. May be used from many threads.

    A minted key is durable before it is given out. Whose it became is made durable by the next `flush`; what a crash
    loses of that is told by `stranded` and mended by `attribute`, since the entries themselves say whom they are about.
    """

    def __init__(
        self,
        connection: Connection,
        wrapping: Mapping[tuple[int, int], bytes],
        *,
        randomness: Callable[[int], bytes] = os.urandom,
        cache: int = CACHE,
    ) -> None:
        """Take over a connection to the keyring's file.

        Args:
            connection: opened with `EXTRA_PRAGMAS`; nobody else may write through it.
            wrapping: the wrapping key of each (compartment, generation) that this site holds.
            randomness: gives that many random bytes.
            cache: how many opened keys to hold in memory.
        """
        self.connection = connection
        self._wrapping = dict(wrapping)
        self._generation = dict(sorted(wrapping))
        self._randomness = randomness
        self._cache = cache
        self._lock = RLock()
        self._opened: dict[bytes, Opened] = {}
        self._newest: dict[tuple[Ref, int], SealingKey] = {}
        self._spare: dict[int, list[SealingKey]] = {}
        self._given: dict[bytes, Ref] = {}

    def hold(self, comp: Compartment, generation: int, wrapping: bytes) -> None:
        """Take in a compartment's wrapping key (32 bytes); the newest generation wraps what is minted from now on."""
        with self._lock:
            self._wrapping[comp, generation] = wrapping
            self._generation[comp] = max(generation, self._generation.get(comp, 0))

    def mint(self, noun: Ref, comp: Compartment) -> SealingKey:
        """Return a fresh, durable key for a noun; from now on it is the one to seal with.

        Raises:
            KeyError: the site does not hold that compartment.
        """
        with self._lock:
            if not self._spare.get(comp):
                self.mint_batch(comp)
            key = self._spare[comp].pop()
            self._given[key.keyref] = noun
            self._set_newest(noun, key)
            return key

    def mint_batch(self, comp: Compartment, count: int = BATCH) -> None:
        """Make that many keys durable with one sync, to be given out later."""
        with self._lock:
            generation = self._generation[comp]
            fresh = [sealing_key(comp, self._randomness(keys.KEY_BYTES)) for _ in range(count)]
            rows = [(key.keyref, int(comp), generation, self._wrap(key)) for key in fresh]
            with self._saving():
                self.connection.executemany("INSERT INTO spare_key VALUES (?, ?, ?, ?)", rows)
            self._spare.setdefault(comp, []).extend(fresh)

    def _wrap(self, key: SealingKey) -> bytes:
        wrapping = self._wrapping[key.comp, self._generation[key.comp]]
        return keys.wrap(wrapping, key.comp, key.key, self._randomness(NONCE_BYTES))

    def flush(self) -> None:
        """Make durable whose the keys given out have become."""
        with self._lock:
            if self._given:
                with self._saving():
                    pass

    @contextmanager
    def _saving(self) -> Iterator[None]:
        """A transaction that also writes down whose the given keys became: all or nothing, with one sync."""
        try:
            with transaction(self.connection):
                self._assign(self._given.items())
                yield
        except dbapi2.Error as error:
            raise told(error, "keyring.db") from error
        self._given.clear()

    def _assign(self, found: Iterable[tuple[bytes, Ref]]) -> None:
        for keyref, noun in found:
            self.connection.execute(_ASSIGN, (int(noun.noun), noun.key, keyref))
            self.connection.execute("DELETE FROM spare_key WHERE keyref = ?", (keyref,))

    def key_for(self, noun: Ref, comp: Compartment) -> SealingKey | None:
        """Return the newest key of a noun in a compartment, or nothing if it has none here."""
        with self._lock:
            known = self._newest.get((noun, comp))
            if known:
                return known
            row = self.connection.execute(_NEWEST, (noun.key, int(noun.noun), int(comp))).fetchone()
            opened = self.open_keyref(row[0]) if row else None
            if not opened:
                return None
            key = SealingKey(comp, opened[1], row[0])
            self._set_newest(noun, key)
            return key

    def _set_newest(self, noun: Ref, key: SealingKey) -> None:
        if len(self._newest) >= self._cache:
            self.flush()
            for oldest in list(islice(self._newest, 1 + self._cache // 8)):
                del self._newest[oldest]
        self._newest[noun, key.comp] = key
        self._remember(key.keyref, (key.comp, key.key))

    def _remember(self, keyref: bytes, opened: Opened) -> None:
        while len(self._opened) >= self._cache:
            del self._opened[next(iter(self._opened))]
        self._opened[keyref] = opened

    def open_keyref(self, keyref: bytes) -> Opened | None:
        """Return the compartment and the key of that name; nothing if it is not here, or of a compartment not held.

        Raises:
            Unopened: the wrapped key has been changed.
        """
        with self._lock:
            known = self._opened.pop(keyref, None)
            if known:
                self._opened[keyref] = known
                return known
            row = self.connection.execute(_FIND, (keyref, keyref)).fetchone()
            return self._unwrap([row]).get(keyref) if row else None

    def open_many(self, keyrefs: Iterable[bytes]) -> dict[bytes, Opened]:
        """Return what `open_keyref` gives for each of these names, absent ones left out. Raises as that does."""
        with self._lock:
            wanted = set(keyrefs)
            found: dict[bytes, Opened] = {}
            for keyref in wanted & self._opened.keys():
                found[keyref] = known = self._opened.pop(keyref)
                self._opened[keyref] = known
            absent = wanted - found.keys()
            for sql in _FIND_MANY:
                if absent:
                    names = json.dumps([keyref.hex() for keyref in absent])
                    opened = self._unwrap(self.connection.execute(sql, (names,)).fetchall())
                    found |= opened
                    absent -= opened.keys()
            return found

    def _unwrap(self, rows: Iterable[tuple[int, int, bytes, bytes]]) -> dict[bytes, Opened]:
        """Of rows of (compartment, generation, name, wrapped key) those that the site's wrapping keys open, by name."""
        together: dict[tuple[int, int], list[tuple[bytes, bytes]]] = {}
        for comp, generation, keyref, wrapped in rows:
            if (comp, generation) in self._wrapping:
                together.setdefault((comp, generation), []).append((keyref, wrapped))
        found: dict[bytes, Opened] = {}
        for (comp, generation), some in together.items():
            compartment = Compartment(comp)
            opened = keys.unwrap_all(self._wrapping[comp, generation], comp, some)
            found |= {keyref: (compartment, key) for (keyref, _), key in zip(some, opened, strict=True)}
        for keyref, one in found.items():
            self._remember(keyref, one)
        return found

    def add_many(self, rows: Iterable[tuple[Ref, Compartment, bytes]]) -> set[bytes]:
        """Keep keys that came from elsewhere, with one sync; destroyed ones stay destroyed.

        Args:
            rows: whose the key is, its compartment (one that this site holds), the key itself (32 bytes).

        Returns:
            The names of those that were not here before.
        """
        with self._lock:
            gone = self.destroyed()
            named = [(noun, sealing_key(comp, key)) for noun, comp, key in rows]
            wanted = {key.keyref: (noun, key) for noun, key in named if key.keyref not in gone}
            fresh = {keyref: row for keyref, row in wanted.items() if not self._has(keyref)}
            kept = [
                (keyref, int(key.comp), self._generation[key.comp], self._wrap(key), int(noun.noun), noun.key)
                for keyref, (noun, key) in fresh.items()
            ]
            with self._saving():
                self.connection.executemany(_KEEP, kept)
                self._assign((keyref, noun) for keyref, (noun, _) in wanted.items() if keyref not in fresh)
            for noun, key in fresh.values():
                self._set_newest(noun, key)
            return set(fresh)

    def _has(self, keyref: bytes) -> bool:
        return self.connection.execute(_FIND, (keyref, keyref)).fetchone() is not None

    def keyrefs_of(self, noun: Ref) -> list[tuple[Compartment, bytes]]:
        """Return the compartment and the name of every key a noun has here, the oldest first."""
        with self._lock:
            self.flush()
            sql = "SELECT comp, keyref FROM noun_key WHERE key = ? AND noun = ? ORDER BY serial"
            rows = self.connection.execute(sql, (noun.key, int(noun.noun))).fetchall()
            return [(Compartment(comp), keyref) for comp, keyref in rows]

    def noun_of(self, keyref: bytes) -> Ref | None:
        """Return whose key that is, or nothing if it is not known."""
        with self._lock:
            if keyref in self._given:
                return self._given[keyref]
            row = self.connection.execute("SELECT noun, key FROM noun_key WHERE keyref = ?", (keyref,)).fetchone()
            return Ref(Noun(row[0]), row[1]) if row else None

    def stranded(self) -> set[bytes]:
        """Return the names of keys minted by an earlier run whose owner was never written down; none is given out."""
        with self._lock:
            waiting = {key.keyref for spare in self._spare.values() for key in spare} | set(self._given)
            rows = self.connection.execute("SELECT keyref FROM spare_key").fetchall()
            return {row[0] for row in rows} - waiting

    def attribute(self, found: Iterable[tuple[bytes, Ref]]) -> None:
        """Write down whose stranded keys are, as found in the entries sealed with them."""
        with self._lock:
            listed = list(found)
            if listed:
                with self._saving():
                    self._assign(listed)

    def destroy(self, keyrefs: Iterable[bytes]) -> None:
        """Destroy keys for good: overwritten in the file, remembered by name, never taken in again."""
        with self._lock:
            names = [(keyref,) for keyref in keyrefs]
            with self._saving():
                self.connection.executemany("DELETE FROM noun_key WHERE keyref = ?", names)
                self.connection.executemany("DELETE FROM spare_key WHERE keyref = ?", names)
                self.connection.executemany("INSERT INTO destroyed_key VALUES (?) ON CONFLICT DO NOTHING", names)
            gone = {keyref for (keyref,) in names}
            self._opened = {keyref: opened for keyref, opened in self._opened.items() if keyref not in gone}
            self._newest = {owner: key for owner, key in self._newest.items() if key.keyref not in gone}
            self._spare = {c: [k for k in spare if k.keyref not in gone] for c, spare in self._spare.items()}
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def destroyed(self) -> set[bytes]:
        """Return the names of all keys that were destroyed, to be carried to other sites."""
        with self._lock:
            return {row[0] for row in self.connection.execute("SELECT keyref FROM destroyed_key").fetchall()}

    def close(self) -> None:
        """Write down whose the given keys are, and close the file."""
        with self._lock:
            self.flush()
            self.connection.close()
