"""Rebuild the views from the ledger beside the present ones, compare them row by row, and put the new ones in place."""

import time
from collections.abc import Callable
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from lanyard.crypto.hashing import sha256
from lanyard.desk.opening import Opener
from lanyard.desk.views import Views, remove_views
from lanyard.ledger.certificate import Directory
from lanyard.ledger.encoding import encode
from lanyard.store.cipher import DatabaseError, connect
from lanyard.store.errors import StoreError
from lanyard.store.folder import VIEWS, Folder
from lanyard.store.views_file import ALL_TABLES, ViewsFile
from lanyard.store.views_file import PRAGMAS as VIEWS_PRAGMAS

FRESH = "views.new.db"


class Rebuilt(NamedTuple):
    """What a rebuild found: are both equal, which tables differ (and by how many rows), how many rows, their hash."""

    identical: bool
    differs: dict[str, int]
    rows: int
    hash: str
    entries: int
    seconds: float


def rebuild(folder: Folder, root: bytes, progress: Callable[[int], None] | None = None) -> Rebuilt:
    """Fold every entry again. The folder's views must not be in use by anybody else.

    The rows compared are all rows of all tables, the cursor and fold version among them. Views that cannot be read
    any more differ as a whole: the file itself is named.
    """
    remove_views(folder, FRESH)
    ledger = folder.reader()
    opener = Opener(folder.keyring, Directory(root))
    fresh = connect(folder.path / FRESH, folder.key_of(VIEWS), create=True, extra=VIEWS_PRAGMAS)
    try:
        views = Views(fresh, ledger, opener)
        begun = time.perf_counter()
        entries = views.catch_up(progress)
        seconds = time.perf_counter() - begun
        differs = _differences(folder, views.file)
        rows, digest = 0, b""
        for table in ALL_TABLES:
            for row in views.file.all_rows(table):
                rows += 1
                digest = sha256(digest + encode(_plain(row)))
        fresh.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        fresh.close()
    remove_views(folder, VIEWS)
    (folder.path / FRESH).replace(folder.path / VIEWS)
    return Rebuilt(not differs, differs, rows, digest.hex(), entries, seconds)


def _differences(folder: Folder, fresh: ViewsFile) -> dict[str, int]:
    """How many rows of each table stand otherwise in the present views. What only they know is carried over first."""
    try:
        present = connect(folder.path / VIEWS, folder.key_of(VIEWS), create=True, extra=VIEWS_PRAGMAS)
    except StoreError:
        return {VIEWS: 1}
    try:
        old = ViewsFile(present, fresh.progress("fold_version"))
        fresh.carry(old)
        counted = {table: _differing(old, fresh, table) for table in ALL_TABLES}
        present.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except (DatabaseError, StoreError):
        return {VIEWS: 1}
    finally:
        present.close()
    return {table: count for table, count in counted.items() if count}


def _differing(old: ViewsFile, new: ViewsFile, table: str) -> int:
    """How many keys of a table have another row, or a row on one side only. Both sides come in the order of their keys."""
    width = new.keys_of(table)
    rows = merge(
        ((row[:width], row) for row in old.all_rows(table)),
        ((row[:width], row) for row in new.all_rows(table)),
        key=itemgetter(0),
    )
    return sum(1 for _, same in groupby(rows, key=itemgetter(0)) if len(pair := list(same)) < 2 or pair[0] != pair[1])


def _plain(row: tuple[Any, ...]) -> list[Any]:
    return [value if value is None or isinstance(value, int | str | bytes) else str(value) for value in row]
