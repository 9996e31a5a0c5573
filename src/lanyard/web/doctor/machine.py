"""What the doctor looks at on the machine itself: disk, database, printers, the quick encoding."""

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from lanyard.ledger import encoding, plain_cbor
from lanyard.store.cipher import refuse_bad_sqlite
from lanyard.store.errors import StoreError
from lanyard.web.doctor.findings import Finding, State

LITTLE_ROOM: Final = 2 << 30
NO_ROOM: Final = 256 << 20
SLOW_MS: Final = 50.0
SYNCS: Final = 20
PRINTERS_WITHIN_S: Final = 5


def look_at_machine(folder: Path) -> Iterator[Finding]:
    """All of it, for the disk that the folder lies on."""
    yield _room(folder)
    yield _speed(folder)
    yield _database()
    yield _private(folder)
    yield _encoding()
    yield _printers()


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    said = f"{free >> 20} MB"
    if free < NO_ROOM:
        return Finding("disk", "disk-full", State.BAD, said)
    if free < LITTLE_ROOM:
        return Finding("disk", "disk-little-room", State.WATCH, said)
    return Finding("disk", "disk-room", State.WELL, said)


def _speed(folder: Path) -> Finding:
    """The median of some writes of 4 kB, each synced."""
    took = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(SYNCS):
            begun = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            took.append((time.perf_counter() - begun) * 1000)
    median = statistics.median(took)
    slow = median > SLOW_MS
    return Finding(
        "disk", "disk-slow" if slow else "disk-quick", State.WATCH if slow else State.WELL, f"{median:.1f} ms"
    )


def _database() -> Finding:
    try:
        refuse_bad_sqlite()
    except StoreError as error:
        return Finding("database", "folder-refused", State.BAD, str(error))
    return Finding("database", "database-well", State.WELL, dbapi2.sqlite_version)


def _private(folder: Path) -> Finding:
    mode = folder.stat().st_mode & 0o777
    if mode & 0o077:
        return Finding("folder", "folder-open", State.WATCH, f"{mode:o}")
    return Finding("folder", "folder-private", State.WELL)


def _encoding() -> Finding:
    if encoding.codec is plain_cbor:
        return Finding("program", "encoding-plain", State.WATCH)
    return Finding("program", "encoding-quick", State.WELL)


def _printers() -> Finding:
    lister = shutil.which("lpstat")
    names = ""
    if lister:
        try:
            done = subprocess.run(  # noqa: S603  a program of the system, without arguments of others
                [lister, "-e"], capture_output=True, text=True, timeout=PRINTERS_WITHIN_S, check=False
            )
            names = ", ".join(done.stdout.split())
        except (OSError, subprocess.TimeoutExpired):
            names = ""
    if names:
        return Finding("printer", "printer-there", State.WELL, names)
    return Finding("printer", "printer-none", State.WATCH)
