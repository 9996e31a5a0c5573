"""A backup on a second disk: keys first, then files, then entries in bundles; every hour the keyring once more."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final, NamedTuple

from lanyard.crypto.errors import Unopened
from lanyard.crypto.sealing import open_with_nonce, seal_with_nonce
from lanyard.ledger.encoding import read, write
from lanyard.ledger.errors import Malformed
from lanyard.store import durable
from lanyard.store.blobs import FOLDER as BLOBS
from lanyard.store.blobs import Blobs
from lanyard.store.bundles import MOST, NONCE_BYTES, Bundles
from lanyard.store.cipher import DatabaseError, connect, told
from lanyard.store.errors import StoreError
from lanyard.store.folder import KEYRING, LEDGER, Folder, follow
from lanyard.store.heads import FILE as HEADS
from lanyard.store.ledger_file import LedgerFile
from lanyard.store.mirror import mirror
from lanyard.store.trail_file import FILE as TRAIL
from lanyard.store.trail_file import TrailFile

ENTRIES: Final = "entries"
QUARANTINE: Final = "quarantine"
SIGNATURES: Final = "signatures"
SNAPSHOTS: Final = "snapshots"
STATE: Final = "state"
HOUR_MS: Final = 3_600_000
KEEP_SNAPSHOTS: Final = 3
"""So many hours after a key was destroyed it is gone from the backup too."""
COPIED: Final = ("format", "unlock", "site.toml", "training")
"""Small files of a folder that are copied as they are, where they exist."""

Randomness = Callable[[int], bytes]


class Round(NamedTuple):
    """What a backup holds: how many entries, and the moment (UTC ms) at which it held all that the folder did."""

    entries: int
    at_ms: int


def backup_key(secret: bytes) -> bytes:
    """The key (32 bytes) of a site's bundles; it follows from the site's secret (32 bytes)."""
    return follow(secret, "backup")


def streams(target: Path, secret: bytes, randomness: Randomness = os.urandom) -> tuple[Bundles, Bundles, Bundles]:
    """The bundles of entries, of what lies in quarantine, and of second signatures."""
    key = backup_key(secret)
    entries, held, signatures = (
        Bundles(target / name, key, randomness=randomness) for name in (ENTRIES, QUARANTINE, SIGNATURES)
    )
    return entries, held, signatures


def last_round(target: Path, secret: bytes) -> Round | None:
    """What the last complete round left, or nothing. Raises StoreError `backup-damaged`."""
    try:
        said: Any = read(open_with_nonce(backup_key(secret), (target / STATE).read_bytes(), STATE.encode()))
    except FileNotFoundError:
        return None
    except (Unopened, Malformed):
        raise StoreError("backup-damaged", STATE) from None
    return Round(*said)


class Backup:
    """Brings a backup up to a folder that is at work, round by round. One thread at a time.

    Attributes:
        damaged: files that could not be copied, since their bytes are not those that their name promises.
    """

    def __init__(self, folder: Folder, target: Path, *, randomness: Randomness = os.urandom) -> None:
        """Begin, or go on with, a backup in `target`.

        Raises:
            StoreError: `backup-foreign`, `backup-ahead`, `backup-damaged`, `read-only`, `disk-error`.
        """
        self.folder = folder
        self.target = target
        self._randomness = randomness
        self._ledger = folder.reader()
        self._files = Blobs(target, randomness=randomness)
        self._entries, self._held, self._signatures = streams(target, folder.secret, randomness)
        self._have: set[bytes] | None = None
        self.damaged: dict[bytes, StoreError] = {}
        try:
            target.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._refuse_another()
        except OSError as error:
            raise StoreError.of(error, str(target)) from error

    def _refuse_another(self) -> None:
        """A backup is of one site, and is never behind it: else the folder is the older of the two, or another."""
        kept = self.target / "format"
        if kept.exists() and kept.read_bytes() != (self.folder.path / "format").read_bytes():
            raise StoreError("backup-foreign", self.target)
        row = self._entries.last()
        if row is not None:
            here = self._ledger.by_numbers([row[0]])
            if not here or here[0].header != row[1]:
                raise StoreError("backup-ahead", f"entry {row[0]}")

    def same_disk(self) -> bool:
        """Does the backup lie on the folder's own disk? Then one broken disk takes both."""
        return self.target.stat().st_dev == self.folder.path.stat().st_dev

    def round(self, now_ms: int) -> Round:
        """Copy what is new; all of it is on the second disk when this returns.

        Args:
            now_ms: the present moment (UTC ms).

        Raises:
            StoreError: `disk-full`, `read-only`, `disk-error`, `blob-changed`; the backup is then as it was, or further on.
        """
        try:
            return self._round(now_ms)
        except OSError as error:
            raise StoreError.of(error, str(self.target)) from error
        except DatabaseError as error:
            raise told(error, KEYRING) from error

    def _round(self, now_ms: int) -> Round:
        last = self._ledger.last()
        self._copy_small()
        self._copy_keys(now_ms)
        self._copy_files()
        self._copy_trail()
        for rows in self._new_entries(last):
            self._entries.append(rows)
        self._copy_held()
        done = Round(last, now_ms)
        sealed = seal_with_nonce(
            backup_key(self.folder.secret), self._randomness(NONCE_BYTES), write(list(done)), STATE.encode()
        )
        durable.replace(self.target / STATE, sealed)
        durable.sync_folder(self.target)
        return done

    def _copy_small(self) -> None:
        """The heads first: what they promise is then in the bundles that follow, or is missed when restored."""
        for name in (*COPIED, HEADS):
            here, there = self.folder.path / name, self.target / name
            if here.exists():
                data = here.read_bytes()
                if not there.exists() or there.read_bytes() != data:
                    durable.replace(there, data)

    def _copy_keys(self, now_ms: int) -> None:
        self.folder.keyring.flush()
        live = connect(self.folder.path / KEYRING, self.folder.key_of(KEYRING), read_only=True)
        try:
            mirror(live, self.target / KEYRING, self.folder.key_of(KEYRING))
        finally:
            live.close()
        self._snapshot(now_ms)

    def _snapshot(self, now_ms: int) -> None:
        hour = self.target / SNAPSHOTS / str(now_ms // HOUR_MS)
        if hour.exists():
            return
        hour.parent.mkdir(exist_ok=True)
        copy = connect(self.target / KEYRING, self.folder.key_of(KEYRING))
        try:
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            copy.close()
        durable.replace(hour, (self.target / KEYRING).read_bytes())
        for old in sorted(hour.parent.glob("[0-9]*"))[:-KEEP_SNAPSHOTS]:
            old.unlink()

    def _copy_files(self) -> None:
        if self._have is None:
            self._have = set(self._files.names())
        for name in self.folder.blobs.names():
            if name not in self._have:
                self._copy_file(name)

    def _copy_file(self, name: bytes) -> None:
        """One file that has been damaged must not keep the rest from being copied: it is named, and tried again."""
        try:
            self._files.put_encrypted(self.folder.blobs.encrypted(name), name)
        except StoreError as error:
            if error.code not in ("blob-changed", "blob-missing"):
                raise
            self.damaged[name] = error
            return
        self.damaged.pop(name, None)
        if self._have is not None:
            self._have.add(name)

    def _copy_trail(self) -> None:
        """Who looked, where anybody has. A trail that has lost rows must not keep the rest from being copied: it is named."""
        here, key = self.folder.path / TRAIL, self.folder.key_of(TRAIL)
        if not here.exists():
            return
        with (
            closing(connect(here, key, read_only=True)) as live,
            closing(connect(self.target / TRAIL, key, create=True)) as copy,
        ):
            if TrailFile(live).add_to(TrailFile(copy)):
                self.damaged.pop(TRAIL.encode(), None)
            else:
                self.damaged[TRAIL.encode()] = StoreError("backup-ahead", TRAIL)

    def _new_entries(self, last: int) -> Iterator[list[list[Any]]]:
        row = self._entries.last()
        after = row[0] if row else 0
        while after < last:
            rows = self._ledger.read(after, min(MOST, last - after))
            yield [[row.n, row.header, row.body, row.sig] for row in rows]
            after = rows[-1].n

    def _copy_held(self) -> None:
        row = self._held.last()
        after = row[0] if row else 0
        while rows := self._ledger.quarantined(after):
            self._held.append([[n, *one] for n, one in rows])
            after = rows[-1][0]
        row = self._signatures.last()
        further = self._ledger.further_signatures()
        if further and (row is None or row[0] != len(further)):
            shutil.rmtree(self.target / SIGNATURES, ignore_errors=True)
            fresh = Bundles(self.target / SIGNATURES, backup_key(self.folder.secret), randomness=self._randomness)
            fresh.append([[number, *one] for number, one in enumerate(further, 1)])
            self._signatures = fresh


def restore(target: Path, into: Path, secret: bytes) -> Round:
    """Make a folder again from a backup; it is opened with `Folder.open` afterwards.

    Args:
        target: the backup.
        into: where nothing is yet, or an empty folder.
        secret: the site's secret (32 bytes), see `folder.secret_of`; the backup's own `unlock` gives it.

    Returns:
        What the last complete round left; nothing that the folder held at that moment is missing.

    Raises:
        StoreError: `folder-exists`, `backup-damaged`, `disk-full`, `disk-error`.
    """
    state = last_round(target, secret)
    if state is None:
        raise StoreError("backup-damaged", STATE)
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise StoreError("folder-exists", into)
    try:
        _make_again(target, into, secret, state)
    except BaseException as error:
        shutil.rmtree(into, ignore_errors=True)
        if isinstance(error, OSError):
            raise StoreError.of(error, str(into)) from error
        raise
    return state


def _make_again(target: Path, into: Path, secret: bytes, state: Round) -> None:
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in (*COPIED, HEADS, KEYRING, f"{KEYRING}-wal", TRAIL, f"{TRAIL}-wal"):
        if (target / name).exists():
            shutil.copyfile(target / name, into / name)
    if (target / BLOBS).exists():
        shutil.copytree(target / BLOBS, into / BLOBS)
    connection = connect(into / LEDGER, follow(secret, f"file/{LEDGER}"), create=True)
    try:
        ledger = LedgerFile(connection, create=True)
        ledger.refill(*(stream.all() for stream in streams(target, secret)))
        if ledger.last() < state.entries:
            raise StoreError("backup-damaged", f"{ENTRIES}: {ledger.last()} of {state.entries}")
    finally:
        connection.close()
