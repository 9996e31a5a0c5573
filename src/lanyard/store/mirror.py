"""The keyring's rows in a second file of the same key: what is new is added, what was destroyed is destroyed there too."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from lanyard.store.cipher import Connection, connect, file_format, transaction, write_format
from lanyard.store.keyring import EXTRA_PRAGMAS, FORMAT

_GROWING: Final = "noun_key"
"""The one table that becomes large: only its new rows are read."""


def mirror(live: Connection, path: Path, key: bytes) -> None:
    """Bring the second file to what the first holds now; all of it or nothing, on the disk when this returns.

    Args:
        live: a reading connection to the keyring's file.
        path: the second file; it is made if it is not there.
        key: 32 bytes, of both files.

    Raises:
        StoreError: as `connect`.
        DatabaseError: as the database reports it.
    """
    live.execute("BEGIN")
    copy = connect(path, key, create=True, extra=EXTRA_PRAGMAS)
    try:
        with transaction(copy):
            have = {name for name, _ in _tables(copy)}
            for name, sql in _tables(live):
                if name not in have:
                    copy.execute(sql)
                _bring(live, copy, name)
            copy.execute("DELETE FROM noun_key WHERE keyref IN (SELECT keyref FROM destroyed_key)")
            write_format(copy, file_format(live, newest=FORMAT, file="keyring.db"))
    finally:
        live.execute("COMMIT")
        copy.close()


def _tables(connection: Connection) -> Iterable[tuple[str, str]]:
    sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    return [(name, said) for name, said in connection.execute(sql).fetchall()]


def _bring(live: Connection, copy: Connection, name: str) -> None:
    after = 0
    if name == _GROWING:
        after = copy.execute(f"SELECT coalesce(max(serial), 0) FROM {name}").fetchone()[0]  # noqa: S608  a table of ours
        rows = live.execute(f"SELECT * FROM {name} WHERE serial > ?", (after,)).fetchall()  # noqa: S608  a table of ours
    else:
        rows = live.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608  a table of ours
        copy.execute(f'DELETE FROM "{name}"')  # noqa: S608  a table of ours
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        copy.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)  # noqa: S608  a table of ours
