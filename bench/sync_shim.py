"""Counts the syncs that SQLCipher asks of the disk, file by file, and can make each take longer.

It stands between SQLCipher's own SQLite and the operating system as a VFS: the one below with two methods replaced.
"""

import ctypes
import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from sqlcipher3 import _sqlite3

_POINTER: Final = ctypes.c_void_p
_INT: Final = ctypes.c_int
_OPEN = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, ctypes.POINTER(_INT))
_SYNC = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, version 3."""

    _fields_ = (
        ("version", _INT),
        ("file_bytes", _INT),
        ("path_bytes", _INT),
        ("next", _POINTER),
        ("name", ctypes.c_char_p),
        ("data", _POINTER),
        ("open", _POINTER),
        ("others", _POINTER * 15),
    )


class _Methods(ctypes.Structure):
    """sqlite3_io_methods, version 3."""

    _fields_ = (
        ("version", _INT),
        ("close", _POINTER),
        ("read", _POINTER),
        ("write", _POINTER),
        ("truncate", _POINTER),
        ("sync", _POINTER),
        ("others", _POINTER * 13),
    )


class _File(ctypes.Structure):
    """sqlite3_file: its first member is what can be done with it."""

    _fields_ = (("methods", ctypes.POINTER(_Methods)),)


def _file_name(pointer: int | None) -> str:
    return Path(os.fsdecode(ctypes.string_at(pointer))).name if pointer else "temporary"


class SyncShim:
    """While it is installed, every file that SQLCipher opens in this process goes through it.

    Attributes:
        counts: how many syncs each file had, by its name (`ledger.db-wal`).
        latency: seconds that each sync takes longer.
    """

    def __init__(self, latency: float = 0.0) -> None:
        self.latency = latency
        self.counts: Counter[str] = Counter()
        self._names: dict[int, str] = {}
        self._methods: dict[int, tuple[_Methods, Any]] = {}
        self._library = ctypes.CDLL(_sqlite3.__file__)
        self._library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        self._below = self._library.sqlite3_vfs_find(None)
        self._vfs = _Vfs.from_buffer_copy(self._below.contents)
        self._vfs.name = b"lanyard-sync-shim"
        self._open_below = _OPEN(self._below.contents.open)
        self._open_here = _OPEN(self._open)
        self._vfs.open = ctypes.cast(self._open_here, _POINTER).value

    def __enter__(self) -> Self:
        self._library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._library.sqlite3_vfs_unregister(ctypes.byref(self._vfs))
        self._library.sqlite3_vfs_register(self._below, 1)

    def bare_sync(self, handle: int) -> None:
        """Sync a file of one's own at the same price, to compare with."""
        time.sleep(self.latency)
        os.fdatasync(handle)

    def _open(self, vfs: int, name: int | None, file: int, flags: int, out: Any) -> int:
        # The name goes on as the pointer that it is: SQLite keeps it, and reads what lies behind its end.
        result = self._open_below(vfs, name, file, flags, out)
        opened = ctypes.cast(file, ctypes.POINTER(_File)).contents
        if result == 0 and opened.methods:
            self._names[file] = _file_name(name)
            opened.methods = ctypes.pointer(self._ours(opened.methods))
        return int(result)

    def _ours(self, below: Any) -> _Methods:
        """Return a copy of a table of methods with our sync in it; there are as many tables as ways of locking."""
        address = ctypes.addressof(below.contents)
        if address not in self._methods:
            methods = _Methods.from_buffer_copy(below.contents)
            sync = _SYNC(self._sync(_SYNC(methods.sync)))
            methods.sync = ctypes.cast(sync, _POINTER).value
            self._methods[address] = (methods, sync)
        return self._methods[address][0]

    def _sync(self, below: Callable[[int, int], int]) -> Callable[[int, int], int]:
        def sync(file: int, flags: int) -> int:
            self.counts[self._names.get(file, "unknown")] += 1
            if self.latency:
                time.sleep(self.latency)
            return below(file, flags)

        return sync
