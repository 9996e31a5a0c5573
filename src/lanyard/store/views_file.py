"""The views' file: what is read from the ledger, as rows to search and count; dropped and built again at any time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from lanyard.store.cipher import Connection, transaction

Rows = Mapping[str, Sequence[tuple[Any, ...]]]
"""Rows by table, each beginning with the key of its noun."""

_NOUN_TABLES: Final[dict[str, str]] = {
    "case_row": (
        "ref BLOB PRIMARY KEY, site TEXT, place TEXT, which TEXT, since_ms INT, first_ms INT, came_on BLOB,"
        " tags TEXT, name TEXT, sex TEXT, age_low INT, age_high INT, child INT, alone INT,"
        " travel_group TEXT, colour TEXT, hold INT, held_medically INT, called_ms INT,"
        " looked_at_ms INT, triaged_ms INT, disputed INT, worn INT, standing INT, name_key TEXT, colour_ms INT,"
        " walks TEXT"
    ),
    "episode_row": (
        "ref BLOB, number INT, site TEXT, came TEXT, place TEXT, which TEXT, opened_ms INT, since_ms INT,"
        " worn INT, held BLOB, PRIMARY KEY (ref, number)"
    ),
    "arrival_row": "ref BLOB, number INT, site TEXT, how TEXT, PRIMARY KEY (ref, number)",
    "odd_row": "ref BLOB, number INT, site TEXT, uncounted INT, PRIMARY KEY (ref, number)",
    "seen_row": "ref BLOB PRIMARY KEY, at_ms INT, place TEXT, entry BLOB",
    "stay_row": "ref BLOB, number INT, area TEXT, from_ms INT, until_ms INT, PRIMARY KEY (ref, number)",
    "ride_row": "ref BLOB, manifest BLOB, outcome TEXT, PRIMARY KEY (ref, manifest)",
    "vehicle_row": (
        "ref BLOB PRIMARY KEY, site TEXT, came_from TEXT, plate TEXT, counted INT, total INT, dead INT,"
        " turned_back INT, met INT, untold INT, came_ms INT, safety_ms INT,"
        " safety_seconds INT, glanced_ms INT, unseen INT, stretchers INT, infants INT"
    ),
    "manifest_row": (
        "ref BLOB PRIMARY KEY, site TEXT, receiver BLOB, route TEXT, officer TEXT, plate TEXT, seats INT,"
        " boarded INT, born INT, left_it INT, received INT, not_on_list INT, sealed_people INT,"
        " departed_ms INT, heard_ms INT, expected_ms INT, counted_in INT, counted_in_ms INT,"
        " handed_over_ms INT"
    ),
    "area_row": (
        "ref BLOB PRIMARY KEY, site TEXT, heads INT, heads_ms INT, heads_by TEXT, heads_entry BLOB, glanced_ms INT,"
        " blankets INT"
    ),
    "tag_row": "ref BLOB PRIMARY KEY, code TEXT, holder BLOB, claims INT, voided INT",
    "mark_row": "ref BLOB, number INT, rule TEXT, nature TEXT, entries BLOB, site TEXT, PRIMARY KEY (ref, number)",
    "duty_row": (
        "ref BLOB, number INT, code TEXT, owed_by TEXT, since_ms INT, amber_ms INT, red_ms INT,"
        " opened_by BLOB, site TEXT, PRIMARY KEY (ref, number)"
    ),
}
"""Columns are INT, which SQLite takes for INTEGER: the schema is to be short, since every file holds it."""
_OWN_TABLES: Final[dict[str, str]] = {
    "slot": "ref BLOB PRIMARY KEY, numbers BLOB",
    "seen": "short INTEGER, n INTEGER, PRIMARY KEY (short, n)",
    "acting": "target BLOB, n INTEGER, PRIMARY KEY (target, n)",
    "came": "ref BLOB PRIMARY KEY, at_ms INT, site TEXT, how TEXT, n INT",
    "run": "chain BLOB, first INT, last INT, PRIMARY KEY (chain, first)",
    "fork": "chain BLOB, seq INT, PRIMARY KEY (chain, seq)",
    "unread": "n INTEGER PRIMARY KEY, keyref BLOB, why TEXT",
    "sign_in": "chain BLOB, number INTEGER, staff BLOB, role TEXT, seq INTEGER, id BLOB, PRIMARY KEY (chain, number)",
    "awaits_sign_in": "chain BLOB, number INTEGER, n INTEGER, PRIMARY KEY (chain, number, n)",
    "certificate": "n INTEGER PRIMARY KEY",
    "flagged": "id BLOB PRIMARY KEY",
    "ahead": "id BLOB PRIMARY KEY",
    "progress": "name TEXT PRIMARY KEY, value INTEGER",
}
_INDEXES: Final = (
    "CREATE INDEX stay_area ON stay_row (area, from_ms, until_ms)",
    "CREATE INDEX ride_manifest ON ride_row (manifest)",
    "CREATE INDEX episode_place ON episode_row (place, site, which, came)",
    "CREATE INDEX case_place ON case_row (site, place, standing)",
    "CREATE INDEX mark_rule ON mark_row (nature, rule)",
    "CREATE INDEX unread_keyref ON unread (keyref)",
    "CREATE INDEX case_name ON case_row (name_key, site)",
    "CREATE INDEX case_group ON case_row (travel_group COLLATE NOCASE) WHERE travel_group <> ''",
    "CREATE INDEX case_where ON case_row (place, which, since_ms, site)",
    "CREATE INDEX case_came_on ON case_row (came_on, place, looked_at_ms, first_ms, site, age_low, walks, standing)",
    "CREATE INDEX case_colour ON case_row (colour, place, colour_ms, site) WHERE colour IS NOT NULL",
    "CREATE INDEX case_young ON case_row (place, which, age_low, since_ms, site) WHERE age_low < 60",
    "CREATE INDEX duty_code ON duty_row (code, red_ms, amber_ms, site, owed_by)",
)
NOUN_TABLES: Final = tuple(_NOUN_TABLES)
ALL_TABLES: Final = (*_NOUN_TABLES, *_OWN_TABLES)
CARRIED: Final = "ahead"
"""The one table that the ledger does not tell again: which times had not come when they were read. It is carried over."""
SEVERAL: Final = frozenset({"episode_row", "arrival_row", "odd_row", "stay_row", "ride_row", "mark_row", "duty_row"})
"""Tables that may hold several rows of one noun."""

PRAGMAS: Final[dict[str, int | str]] = {"synchronous": 1}
"""A power cut may take the last of the views; the cursor in the same transaction says where to go on."""


class ViewsFile:
    """The rows of the views over one open connection; one thread writes, others read over connections of their own."""

    def __init__(self, connection: Connection, fold_version: int) -> None:
        """Take over a connection; an empty file, or one of another fold version, is made anew, empty."""
        self.connection = connection
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if tables != set(ALL_TABLES) or self.progress("fold_version") != fold_version:
            self._make(tables, fold_version, self.ahead() if CARRIED in tables else ())

    def empty(self, fold_version: int) -> None:
        """Make the file anew, empty."""
        self._make(set(ALL_TABLES), fold_version)

    def carry(self, other: "ViewsFile") -> None:
        """Take over from other views of the same ledger what only they know, unless it has been settled here."""
        settled = {row[0] for row in self.connection.execute("SELECT id FROM flagged")}
        with transaction(self.connection):
            self.put(CARRIED, [(entry,) for entry in other.ahead() if entry not in settled])

    def ahead(self) -> list[bytes]:
        """The entries that state a time which had not come when they were read, and that no receipt has named yet."""
        return [row[0] for row in self.connection.execute("SELECT id FROM ahead ORDER BY id")]

    def settle_ahead(self, entries: Iterable[bytes]) -> None:
        """A receipt names these entries: they are not to be told of again. In the caller's transaction."""
        self.connection.executemany("DELETE FROM ahead WHERE id = ?", [(entry,) for entry in entries])

    def _make(self, tables: set[str], fold_version: int, ahead: Iterable[bytes] = ()) -> None:
        with transaction(self.connection):
            for name in sorted(tables):
                self.connection.execute(f'DROP TABLE "{name}"')
            for name, columns in {**_NOUN_TABLES, **_OWN_TABLES}.items():
                rowid = "" if name in ("unread", "certificate") else " WITHOUT ROWID"
                self.connection.execute(f"CREATE TABLE {name} ({columns}){rowid}")
            for sql in _INDEXES:
                self.connection.execute(sql)
            self.set_progress("fold_version", fold_version)
            self.set_progress("cursor", 0)
            self.put(CARRIED, [(entry,) for entry in ahead])

    def progress(self, name: str) -> int:
        """A number kept by name: `cursor` is the last entry read, `fold_version` by what rules."""
        row = self.connection.execute("SELECT value FROM progress WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else 0

    def set_progress(self, name: str, value: int) -> None:
        """Keep a number by name, in the caller's transaction."""
        self.connection.execute("INSERT OR REPLACE INTO progress VALUES (?, ?)", (name, value))

    def clear(self, table: str, refs: Iterable[bytes]) -> None:
        """Take out all rows of these nouns, in the caller's transaction."""
        self.connection.executemany(f"DELETE FROM {table} WHERE ref = ?", [(ref,) for ref in refs])  # noqa: S608  a table of ours

    def put(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Put rows in, in the caller's transaction; one of the same key is replaced."""
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self.connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", rows)  # noqa: S608  a table of ours

    def keys_of(self, table: str) -> int:
        """How many columns, the first ones, make a row's key."""
        return sum(1 for column in self.connection.execute(f"PRAGMA table_info({table})") if column[5])

    def all_rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Every row of a table, in the order of its key."""
        order = ", ".join(str(number) for number in range(1, self.keys_of(table) + 1))
        return iter(self.connection.execute(f"SELECT * FROM {table} ORDER BY {order}"))  # noqa: S608  a table of ours
