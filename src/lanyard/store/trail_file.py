"""The trail: who looked at what, append-only, each row bound to the one before by a hash."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from lanyard.crypto.hashing import H
from lanyard.ledger.encoding import encode
from lanyard.store.cipher import Connection, file_format, transaction, write_format

FILE: Final = "trail.db"
FORMAT: Final = 1
COPIED_AT_ONCE: Final = 1000
KEY_BYTES: Final = 17
"""A noun's key in the views: what it is, then its id."""

_GENESIS: Final = H("trail", b"")
_TABLES: Final = (
    (
        "CREATE TABLE look (n INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, staff BLOB NOT NULL, role TEXT NOT NULL,"
        " session BLOB NOT NULL, page TEXT NOT NULL, why TEXT NOT NULL, comps BLOB NOT NULL, nouns BLOB NOT NULL,"
        " hash BLOB NOT NULL)"
    ),
    "CREATE TABLE look_noun (noun BLOB, n INTEGER, PRIMARY KEY (noun, n)) WITHOUT ROWID",
)
_TRIGGERS: Final = tuple(
    f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    for table in ("look", "look_noun")
    for verb in ("UPDATE", "DELETE")
)


class Looked(NamedTuple):
    """Somebody looked: when (ms UTC), who (staff id), in which role and session, at which page and for what reason.

    `comps` are the compartments that were opened, by number; `nouns` the keys (17 bytes) of those whose were.
    """

    at_ms: int
    staff: bytes
    role: str
    session: bytes
    page: str
    why: str
    comps: bytes
    nouns: tuple[bytes, ...]


class TrailFile:
    """The rows of the trail over one open connection."""

    def __init__(self, connection: Connection) -> None:
        """Take over a connection; an empty file is given its tables. Raises StoreError `format-newer`."""
        self.connection = connection
        if file_format(connection, newest=FORMAT, file=FILE) == 0:
            with transaction(connection):
                for sql in (*_TABLES, *_TRIGGERS):
                    connection.execute(sql)
                write_format(connection, FORMAT)

    def append(self, looked: Looked) -> int:
        """Add a row, in the caller's transaction; returns its number."""
        last = self.connection.execute("SELECT n, hash FROM look ORDER BY n DESC LIMIT 1").fetchone()
        n, before = (last[0] + 1, last[1]) if last else (1, _GENESIS)
        row = (*looked[:-1], b"".join(looked.nouns))
        self.insert((n, *row, _bound(before, n, row)))
        return n

    def of(self, noun: bytes, most: int) -> list[tuple[int, Looked]]:
        """Who looked at one noun, the latest first, each with the row's number."""
        sql = "SELECT look.* FROM look_noun JOIN look USING (n) WHERE noun = ? ORDER BY n DESC LIMIT ?"
        return [_read(row) for row in self.connection.execute(sql, (noun, most))]

    def latest(self, most: int) -> list[tuple[int, Looked]]:
        """Who looked at anything, the latest first, each with the row's number."""
        return [_read(row) for row in self.connection.execute("SELECT * FROM look ORDER BY n DESC LIMIT ?", (most,))]

    def head(self) -> tuple[int, bytes]:
        """The number and the hash (32 bytes) of the last row; 0 and the beginning's where there is none."""
        row = self.connection.execute("SELECT n, hash FROM look ORDER BY n DESC LIMIT 1").fetchone()
        return (int(row[0]), bytes(row[1])) if row else (0, _GENESIS)

    def add_to(self, copy: "TrailFile") -> bool:
        """Bring a copy up to this; false, and it stays as it is, where it holds rows that are not here."""
        n, bound = copy.head()
        if n and self.connection.execute("SELECT 1 FROM look WHERE n = ? AND hash = ?", (n, bound)).fetchone() is None:
            return False
        sql = "SELECT * FROM look WHERE n > ? ORDER BY n LIMIT ?"
        while rows := self.connection.execute(sql, (n, COPIED_AT_ONCE)).fetchall():
            with transaction(copy.connection):
                for row in rows:
                    copy.insert(row)
            n = rows[-1][0]
        return True

    def insert(self, row: Sequence[Any]) -> None:
        """A row as it stands in a trail, in the caller's transaction."""
        n, keys = row[0], set(_keys(row[8]))
        self.connection.execute("INSERT INTO look VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        self.connection.executemany("INSERT INTO look_noun VALUES (?, ?)", [(key, n) for key in keys])

    def protected(self) -> bool:
        """Are the triggers there that keep it append-only?"""
        sql = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
        return sorted(row[0] for row in self.connection.execute(sql)) == sorted(_TRIGGERS)

    def broken(self) -> Iterator[int]:
        """The numbers of rows that are not what was written or not found by their nouns, or before which rows are missing."""
        before, expected = _GENESIS, 1
        found = dict(self.connection.execute("SELECT n, count(*) FROM look_noun GROUP BY n").fetchall())
        for n, *row, bound in self.connection.execute("SELECT * FROM look ORDER BY n"):
            keys = set(_keys(row[7]))
            if (
                n != expected
                or _bound(before, n, row) != bound
                or found.get(n, 0) != len(keys)
                or not self._finds(n, keys)
            ):
                yield n
            before, expected = bound, n + 1

    def _finds(self, n: int, keys: Iterable[bytes]) -> bool:
        sql = "SELECT 1 FROM look_noun WHERE noun = ? AND n = ?"
        return all(self.connection.execute(sql, (key, n)).fetchone() for key in keys)


def _keys(nouns: bytes) -> tuple[bytes, ...]:
    return tuple(nouns[at : at + KEY_BYTES] for at in range(0, len(nouns), KEY_BYTES))


def _bound(before: bytes, n: int, row: Sequence[Any]) -> bytes:
    return H("trail", before + encode([n, *row]))


def _read(row: Sequence[Any]) -> tuple[int, Looked]:
    n, at_ms, staff, role, session, page, why, comps, nouns, _ = row
    return n, Looked(at_ms, staff, role, session, page, why, comps, _keys(nouns))
