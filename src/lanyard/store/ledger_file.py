"""The ledger's file: entries are appended and read, never changed or deleted."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from lanyard.ledger.header import decode_header, entry_id
from lanyard.ledger.seal import Sealed
from lanyard.store.cipher import Connection, StoreError, file_format, transaction, write_format

FORMAT: Final = 1
WAITS: Final = "certificate"
"""The reason of what is put aside until its certificate comes."""
CHAIN_START: Final = (-1, b"")
"""Before every seq and id of a chain."""

TABLES: Final[dict[str, str]] = {
    "entry": (
        "CREATE TABLE entry (n INTEGER PRIMARY KEY, chain BLOB NOT NULL, seq INTEGER NOT NULL, id BLOB NOT NULL,"
        " header BLOB NOT NULL, body BLOB NOT NULL, sig BLOB NOT NULL) STRICT"
    ),
    "signature": (
        "CREATE TABLE signature (id BLOB NOT NULL, sig BLOB NOT NULL, PRIMARY KEY (id, sig)) STRICT, WITHOUT ROWID"
    ),
    "quarantine": (
        "CREATE TABLE quarantine (n INTEGER PRIMARY KEY, reason TEXT NOT NULL, header BLOB NOT NULL,"
        " body BLOB NOT NULL, sig BLOB NOT NULL, at INTEGER NOT NULL) STRICT"
    ),
}
INDEXES: Final[dict[str, str]] = {
    "entry_place": "CREATE UNIQUE INDEX entry_place ON entry (chain, seq, id)",
    "quarantine_sig": "CREATE INDEX quarantine_sig ON quarantine (sig)",
}


def _trigger(table: str, change: str) -> tuple[str, str]:
    name = f"{table}_never_{change.lower()}d"
    sql = (
        f"CREATE TRIGGER {name} BEFORE {change} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {table}'); END"
    )
    return name, sql


TRIGGERS: Final[dict[str, str]] = dict(_trigger(table, change) for table in TABLES for change in ("UPDATE", "DELETE"))
SCHEMA: Final[dict[str, str]] = {**TABLES, **INDEXES, **TRIGGERS}

_INSERT: Final = (
    "INSERT INTO entry (chain, seq, id, header, body, sig) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (chain, seq, id) DO NOTHING"
)
_READ: Final = "SELECT n, id, header, body, sig FROM entry WHERE n > ? ORDER BY n LIMIT ?"
_NUMBERED: Final = "SELECT n, id, header, body, sig FROM entry WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n"
_AT_PLACE: Final = "SELECT n, id, header, body, sig FROM entry WHERE chain = ? AND seq = ? AND id = ?"
_AT_SEQ: Final = "SELECT n, id, header, body, sig FROM entry WHERE chain = ? AND seq = ? ORDER BY id"
_RUN: Final = (
    "SELECT n, id, header, body, sig FROM entry WHERE chain = ? AND (seq, id) > (?, ?) ORDER BY seq, id LIMIT ?"
)
_HEADS: Final = """
WITH RECURSIVE known (chain) AS (
    SELECT min(chain) FROM entry
    UNION ALL SELECT (SELECT min(chain) FROM entry WHERE chain > known.chain) FROM known WHERE known.chain IS NOT NULL
), last (chain, seq) AS (
    SELECT chain, (SELECT max(seq) FROM entry WHERE entry.chain = known.chain) FROM known WHERE chain IS NOT NULL
)
SELECT last.chain, last.seq, entry.id FROM last JOIN entry ON entry.chain = last.chain AND entry.seq = last.seq
ORDER BY last.chain, entry.id
"""

Rows = list[list[Any]]
"""Rows as a backup holds them, each beginning with its number."""
Place = tuple[bytes, int, bytes]
"""Chain (16 bytes), seq, id (32 bytes): where an entry stands, and what the one index is over."""


class Row(NamedTuple):
    """One kept entry: its number of arrival here (from 1, without holes), its id, and its three parts on the wire."""

    n: int
    id: bytes
    header: bytes
    body: bytes
    sig: bytes

    @property
    def sealed(self) -> Sealed:
        """The entry as it travels."""
        return tuple.__new__(Sealed, self[1:])


class Quarantined(NamedTuple):
    """What came but failed a check: kept with the reason and the UTC milliseconds of its coming, never folded."""

    reason: str
    header: bytes
    body: bytes
    sig: bytes
    at: int


def chain_and_seq(header: bytes) -> tuple[bytes, int]:
    """Return a header's chain and seq without reading the rest; Malformed where they cannot be read."""
    if header[:3] != b"\x89\x01\x50":
        read = decode_header(header)
        return read.chain, read.seq
    first = header[19]
    if first < 24:
        return header[3:19], first
    return header[3:19], int.from_bytes(header[20 : 20 + (1 << (first - 24))], "big")


class LedgerFile:
    """The rows of the ledger over one open connection. One thread at a time; appending is the writer's alone."""

    def __init__(self, connection: Connection, *, create: bool = False) -> None:
        """Take over a connection, making the tables in an empty file.

        Args:
            connection: with `recursive_triggers` on, so that REPLACE cannot delete either.
            create: make the tables if there is nothing yet; otherwise an empty file is refused.

        Raises:
            StoreError: `format-newer`; `schema-changed` naming the table or trigger that is missing or altered.
        """
        self.connection = connection
        if file_format(connection, newest=FORMAT, file="ledger.db") == 0 and create and not self._objects():
            self._create()
        self.check_schema()

    def _create(self) -> None:
        with transaction(self.connection):
            for sql in SCHEMA.values():
                self.connection.execute(sql)
            write_format(self.connection, FORMAT)

    def _objects(self) -> dict[str, str]:
        rows = self.connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
        return dict(rows)

    def check_schema(self) -> None:
        """Raise StoreError `schema-changed` unless tables, indexes and triggers are exactly those of `SCHEMA`."""
        found = self._objects()
        for name, sql in SCHEMA.items():
            if name not in found:
                raise StoreError("schema-changed", f"{name} is missing")
            if found[name] != sql:
                raise StoreError("schema-changed", f"{name} has been altered")
        for name in found:
            if name not in SCHEMA:
                raise StoreError("schema-changed", f"{name} does not belong there")
        if self.connection.execute("PRAGMA recursive_triggers").fetchone()[0] != 1:
            raise StoreError("schema-changed", "recursive_triggers is off")

    def append(self, rows: Sequence[Sealed]) -> list[tuple[Sealed, int]]:
        """Append entries inside the caller's transaction and return those that are new, each with its number.

        An entry that is already kept is passed over; a second signature under the same id is kept beside the first.
        """
        return [(row, n) for row, n in zip(rows, self.number(rows), strict=True) if n]

    def number(self, rows: Sequence[Sealed]) -> Sequence[int]:
        """Do as `append`, and return for each row its number if it is new, or 0."""
        before = self.last()
        self.connection.executemany(_INSERT, [(*chain_and_seq(row.header), *row) for row in rows])
        if self.last() - before == len(rows):
            return range(before + 1, before + 1 + len(rows))
        numbers = {id_: n for n, id_ in self.connection.execute("SELECT n, id FROM entry WHERE n > ?", (before,))}
        found = []
        for row in rows:
            n = numbers.pop(row.id, 0)
            if not n:
                self._keep_signature(row)
            found.append(n)
        return found

    def _keep_signature(self, row: Sealed) -> None:
        kept = self.connection.execute(
            "SELECT sig FROM entry WHERE chain = ? AND seq = ? AND id = ?", (*chain_and_seq(row.header), row.id)
        ).fetchone()
        if kept[0] != row.sig:
            self.connection.execute("INSERT INTO signature VALUES (?, ?) ON CONFLICT DO NOTHING", (row.id, row.sig))

    def quarantine(self, rows: Iterable[Quarantined]) -> int:
        """Keep what failed a check, inside the caller's transaction; what is there already is not kept twice.

        Returns:
            How many were new.
        """
        before = self.quarantined_count()
        for row in rows:
            self.connection.execute(
                "INSERT INTO quarantine (reason, header, body, sig, at) SELECT ?, ?, ?, ?, ? WHERE NOT EXISTS"
                " (SELECT 1 FROM quarantine WHERE sig = ? AND header = ? AND body = ? AND reason = ?)",
                (*row, row.sig, row.header, row.body, row.reason),
            )
        return self.quarantined_count() - before

    def last(self) -> int:
        """Return the number of the newest entry, 0 when there is none."""
        return int(self.connection.execute("SELECT coalesce(max(n), 0) FROM entry").fetchone()[0])

    def count(self) -> int:
        """Return how many entries are kept, by counting them."""
        return int(self.connection.execute("SELECT count(*) FROM entry").fetchone()[0])

    def read(self, after_n: int = 0, limit: int = 1000) -> list[Row]:
        """Return up to `limit` entries that came after number `after_n`, in the order of their coming."""
        return self._rows(_READ, (after_n, limit))

    def by_numbers(self, numbers: Iterable[int]) -> list[Row]:
        """Return the entries with these numbers, in the order of their numbers; absent ones are left out."""
        return self._rows(_NUMBERED, (json.dumps(list(numbers)),))

    def get(self, places: Iterable[Place]) -> list[Row]:
        """Return the entries at these places (chain, seq, id), in that order; absent ones are left out."""
        return [row for place in places for row in self._rows(_AT_PLACE, place)]

    def at(self, chain: bytes, seq: int) -> list[Row]:
        """Return what stands at one place of a chain: nothing, one entry, or the branches of a fork, by id."""
        return self._rows(_AT_SEQ, (chain, seq))

    def run(self, chain: bytes, after: tuple[int, bytes] = CHAIN_START, limit: int = 1000) -> list[Row]:
        """Return up to `limit` entries of one chain that stand after this seq and id, by seq and id.

        Both are asked for, since the branches of a fork share a seq: by seq alone a page could end between them.
        """
        return self._rows(_RUN, (chain, *after, limit))

    def _rows(self, sql: str, parameters: Sequence[object]) -> list[Row]:
        return [tuple.__new__(Row, row) for row in self.connection.execute(sql, parameters).fetchall()]

    def heads(self) -> dict[bytes, tuple[int, bytes]]:
        """Return for each chain its greatest seq and the id there; of a fork at the end, the smallest id."""
        found: dict[bytes, tuple[int, bytes]] = {}
        for chain, seq, id_ in self.connection.execute(_HEADS):
            found.setdefault(chain, (seq, id_))
        return found

    def signatures(self, id_: bytes) -> list[bytes]:
        """Return the further signatures kept under an id, beside the one in its row."""
        rows = self.connection.execute("SELECT sig FROM signature WHERE id = ? ORDER BY sig", (id_,)).fetchall()
        return [row[0] for row in rows]

    def further_signatures(self) -> list[tuple[bytes, bytes]]:
        """Return every further signature with the id that it is under."""
        return list(self.connection.execute("SELECT id, sig FROM signature ORDER BY id, sig").fetchall())

    def refill(self, entries: Iterable[Rows], held: Iterable[Rows], signatures: Iterable[Rows]) -> None:
        """Put rows of a backup into a new file, each under the number it had; all of it or nothing.

        Args:
            entries: rows of (n, header, body, sig), some at a time.
            held: rows of (n, reason, header, body, sig, at).
            signatures: rows of (n, id, sig).
        """
        with transaction(self.connection):
            for rows in entries:
                self.connection.executemany(
                    "INSERT INTO entry (n, chain, seq, id, header, body, sig) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [(n, *chain_and_seq(header), entry_id(header), header, body, sig) for n, header, body, sig in rows],
                )
            for rows in held:
                self.connection.executemany("INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, ?)", rows)
            for rows in signatures:
                self.connection.executemany("INSERT INTO signature VALUES (?, ?)", [row[1:] for row in rows])

    def quarantined(self, after_n: int = 0, limit: int = 1000) -> list[tuple[int, Quarantined]]:
        """Return up to `limit` of what is in quarantine after number `after_n`."""
        sql = "SELECT n, reason, header, body, sig, at FROM quarantine WHERE n > ? ORDER BY n LIMIT ?"
        rows = self.connection.execute(sql, (after_n, limit)).fetchall()
        return [(row[0], Quarantined._make(row[1:])) for row in rows]

    def set_aside(self) -> list[tuple[str, bytes]]:
        """Return the reason and the header of everything that is in quarantine or waits, in the order of its coming."""
        return list(self.connection.execute("SELECT reason, header FROM quarantine ORDER BY n").fetchall())

    def quarantined_count(self, reason: str | None = None) -> int:
        """Return how many are in quarantine, for one reason or for any."""
        sql = "SELECT count(*) FROM quarantine WHERE ? IS NULL OR reason = ?"
        return int(self.connection.execute(sql, (reason, reason)).fetchone()[0])

    def waiting(self) -> int:
        """Return how many of those that were put aside to wait have not been kept as entries since."""
        sql = "SELECT DISTINCT header FROM quarantine WHERE reason = ?"
        headers = [row[0] for row in self.connection.execute(sql, (WAITS,)).fetchall()]
        return sum(1 for header in headers if all(row.header != header for row in self.at(*chain_and_seq(header))))
