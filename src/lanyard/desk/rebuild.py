"""Rebuild the views from the ledger beside the present ones, compare them row by row, and put the new ones in place."""

import time
from collections.abc import Callable
from itertools import zip_longest
from typing import Any, NamedTuple

from lanyard.crypto.hashing import sha256
from lanyard.desk.opening import Opener
from lanyard.desk.views import Views
from lanyard.ledger.certificate import Directory
from lanyard.ledger.encoding import encode
from lanyard.store.cipher import connect
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

    The rows compared are all rows of all tables, the cursor and fold version among them.
    """
    for suffix in ("", "-wal", "-shm"):
        (folder.path / (FRESH + suffix)).unlink(missing_ok=True)
    present = folder.connect(VIEWS, create=True, extra=VIEWS_PRAGMAS)
    ledger = folder.reader()
    opener = Opener(folder.keyring, Directory(root))
    fresh = connect(folder.path / FRESH, folder.key_of(VIEWS), create=True, extra=VIEWS_PRAGMAS)
    views = Views(fresh, ledger, opener)
    begun = time.perf_counter()
    entries = views.catch_up(progress)
    seconds = time.perf_counter() - begun
    differs: dict[str, int] = {}
    rows, digest = 0, b""
    old_file = ViewsFile(present, views.file.progress("fold_version"))
    for table in ALL_TABLES:
        for old, new in zip_longest(old_file.all_rows(table), views.file.all_rows(table)):
            if old != new:
                differs[table] = differs.get(table, 0) + 1
            if new is not None:
                rows += 1
                digest = sha256(digest + encode(_plain(new)))
    for connection in (present, fresh):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.close()
    (folder.path / FRESH).replace(folder.path / VIEWS)
    return Rebuilt(not differs, differs, rows, digest.hex(), entries, seconds)


def _plain(row: tuple[Any, ...]) -> list[Any]:
    return [value if value is None or isinstance(value, int | str | bytes) else str(value) for value in row]
