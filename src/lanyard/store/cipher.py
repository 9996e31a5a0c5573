"""Opens an encrypted SQLite file with the settings that keep entries safe, and reads every setting back."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import quote

from sqlcipher3 import dbapi2

from lanyard.store.errors import StoreError

__all__ = [
    "Connection",
    "Cursor",
    "DatabaseError",
    "PRAGMAS",
    "StoreError",
    "connect",
    "factory",
    "file_format",
    "refuse_bad_sqlite",
    "set_pragmas",
    "told",
    "transaction",
    "write_format",
]

DatabaseError: Final = dbapi2.Error
"""What a database raises; `told` says what it means for a person."""

KEY_BYTES: Final = 32
OLDEST_SQLITE: Final = (3, 51, 3)
"""Before it, a write-ahead log that is reset while it is written can corrupt the file."""

# The binding looks for a way to adapt every value of bytes, and being told none fails slowly, at 1.5 us a value.
dbapi2.register_adapter(bytes, bytearray)

PRAGMAS: Final[dict[str, int | str]] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "busy_timeout": 20_000,
    "cache_size": -65_536,
    "mmap_size": 0,
    "journal_size_limit": 67_108_864,
    "temp_store": 2,
    "recursive_triggers": 1,
}
"""The settings of every connection, as SQLite says them when asked (synchronous 2 is FULL, temp_store 2 is MEMORY)."""


class Cursor(Protocol):
    """What a statement gives back: rows, to be fetched or walked through."""

    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Any: ...


class Connection(Protocol):
    """The little that the store asks of a database: enough to run over SQLCipher and over APSW."""

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ..., /) -> Cursor: ...
    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Cursor: ...
    def close(self) -> None: ...


def refuse_bad_sqlite(version: tuple[int, ...] = dbapi2.sqlite_version_info) -> None:
    """Raise StoreError `sqlite-too-old` when the SQLite underneath can corrupt a write-ahead log."""
    if tuple(version) < OLDEST_SQLITE:
        raise StoreError("sqlite-too-old", ".".join(map(str, version)))


def told(error: Exception, file: str) -> StoreError:
    """Return what a database's exception means for a person. `file` is the name of the file concerned."""
    name = getattr(error, "sqlite_errorname", None) or type(error).__name__
    text = str(error)
    if isinstance(error, StoreError):
        return error
    if name.startswith(("SQLITE_FULL", "FullError")) or "disk is full" in text:
        return StoreError("disk-full", file)
    if name.startswith(("SQLITE_READONLY", "ReadOnlyError")) or "readonly" in text:
        return StoreError("read-only", file)
    if name.startswith(("SQLITE_NOTADB", "NotADBError")) or "not a database" in text:
        return StoreError("file-unreadable", file)
    if name.startswith(("SQLITE_CORRUPT", "CorruptError")) or "malformed" in text:
        return StoreError("file-damaged", file)
    if name.startswith(("SQLITE_CONSTRAINT", "ConstraintError")):
        return StoreError("ledger-refuses", text)
    return StoreError("disk-error", f"{file}: {text}")


@contextmanager
def transaction(connection: Connection) -> Iterator[Connection]:
    """Begin a writing transaction; commit it at the end, or roll it back when anything is raised."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        with suppress(Exception):  # on a full disk SQLite has rolled back by itself
            connection.execute("ROLLBACK")
        raise


def set_pragmas(connection: Connection, extra: dict[str, int | str] | None = None) -> None:
    """Set the settings of a connection and raise StoreError `pragma-ignored` when one did not take."""
    for name, value in {**PRAGMAS, **(extra or {})}.items():
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    for name, value in {**PRAGMAS, **(extra or {})}.items():
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is None or row[0] != value:
            raise StoreError("pragma-ignored", f"{name} is {row and row[0]}, not {value}")


def factory(
    key: bytes | Callable[[], bytes], *, extra: dict[str, int | str] | None = None
) -> Callable[..., Connection]:
    """Return what DB-API's connect takes as its factory: a maker of keyed connections with all settings.

    Args:
        key: 32 bytes, used as they are (no derivation); or what gives them once the site is unlocked.
        extra: settings over and above `PRAGMAS`, e.g. `secure_delete` of the keyring.

    Raises:
        StoreError: by the maker. `file-unreadable` when the key does not open the file.
    """

    def keyed(*arguments: Any, **options: Any) -> Connection:
        secret = key() if callable(key) else key
        if len(secret) != KEY_BYTES:
            raise ValueError("a file's key has 32 bytes")
        options.pop("factory", None)
        connection: Connection = dbapi2.Connection(*arguments, **options)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{secret.hex()}'\"")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            set_pragmas(connection, extra)
        except BaseException:
            connection.close()
            raise
        return connection

    return keyed


def uri_of(path: Path, mode: str) -> str:
    """Return the file as SQLite's URI; `mode` is ro, rw or rwc."""
    return f"file:{quote(str(path.absolute()))}?mode={mode}"


def connect(
    path: Path,
    key: bytes,
    *,
    create: bool = False,
    read_only: bool = False,
    extra: dict[str, int | str] | None = None,
) -> Connection:
    """Open an encrypted file: transactions are begun by hand, and the connection may be handed between threads.

    Args:
        path: the file; with `create` it is made when it is not there.
        key: 32 bytes, raw.
        create: make the file if it is missing.
        read_only: nothing can be written through this connection.
        extra: settings over and above `PRAGMAS`.

    Raises:
        StoreError: `sqlite-too-old`, `file-missing`, `file-unreadable`, `file-damaged`, `read-only`, `disk-full`,
            `disk-error`, `pragma-ignored`.
    """
    refuse_bad_sqlite()
    if not create and not path.exists():
        raise StoreError("file-missing", path.name)
    mode = "ro" if read_only else "rwc" if create else "rw"
    if read_only and _on_read_only_disk(path):
        mode, extra = mode + "&immutable=1", {**(extra or {}), "journal_mode": "delete"}
    try:
        return factory(key, extra=extra)(
            uri_of(path, mode), uri=True, isolation_level=None, check_same_thread=False, cached_statements=256
        )
    except dbapi2.Error as error:
        raise told(error, path.name) from error


def _on_read_only_disk(path: Path) -> bool:
    """Can nothing be made beside the file? Then SQLite reads it only if told that nobody writes it.

    Raises:
        StoreError: `read-only` when a log lies beside it, which would have to be played into it first.
    """
    if os.access(path.parent, os.W_OK):
        return False
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise StoreError("read-only", log.name)
    return True


def file_format(connection: Connection, *, newest: int, file: str) -> int:
    """Return the format number that a file states (0: a new file), refusing one newer than `newest`."""
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > newest:
        raise StoreError("format-newer", f"{file} has format {found}, this program knows {newest}")
    return found


def write_format(connection: Connection, number: int) -> None:
    """State the format number in the file."""
    connection.execute(f"PRAGMA user_version = {int(number)}")
