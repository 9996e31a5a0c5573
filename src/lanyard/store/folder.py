"""A site's folder: making it, opening it with the passphrase, and refusing what would put entries at risk."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, Self

from lanyard.crypto import unlock
from lanyard.crypto.errors import Unopened
from lanyard.crypto.keys import compartment_keys, hkdf
from lanyard.ledger.noun import Compartment
from lanyard.store import durable, keyring
from lanyard.store.blobs import Blobs
from lanyard.store.cipher import Connection, connect
from lanyard.store.errors import StoreError
from lanyard.store.heads import HeadsKeeper
from lanyard.store.ledger_file import LedgerFile
from lanyard.store.strongbox import Strongbox
from lanyard.store.writer import New, Writer

FORMAT: Final = 1
SECRET_BYTES: Final = 32
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
ROOM_TO_CREATE: Final = 64 << 20
ROOM_TO_WARN: Final = 256 << 20

LEDGER: Final = "ledger.db"
VIEWS: Final = "views.db"
KEYRING: Final = "keyring.db"
_COMPARTMENT: Final = "compartment"

Randomness = Callable[[int], bytes]


def follow(secret: bytes, purpose: str) -> bytes:
    """Return the key (32 bytes) that serves one purpose; it follows from the site's secret."""
    return hkdf(secret, b"", b"lanyard/site/1\0" + purpose.encode())


class Folder:
    """An open folder, owned by this process alone until it is closed.

    Attributes:
        path: the folder.
        secret: the site's secret (32 bytes), from which all keys of its files follow; recovery shares are made of it.
        ledger: over the writer's connection. Once a writer runs, read through `reader` instead.
        keyring, strongbox, blobs, heads: see their modules.
        notices: what a person should know although work can go on: `tail-missing`, `heads-unreadable`,
            `disk-nearly-full`.
    """

    def __init__(self, path: Path, secret: bytes, lock: int, randomness: Randomness) -> None:
        """Use `Folder.create` or `Folder.open`."""
        self.path = path
        self.secret = secret
        self._lock = lock
        self._randomness = randomness
        self._writer: Writer | None = None
        self._connections: list[Connection] = []
        try:
            self._open_files(randomness)
        except BaseException:
            self._let_go()
            raise

    def _open_files(self, randomness: Randomness) -> None:
        self.ledger = LedgerFile(self.connect(LEDGER, create=True), create=True)
        keys = self.connect(KEYRING, create=True, extra=keyring.EXTRA_PRAGMAS)
        keyring.create_tables(keys)
        secrets = self.connect(KEYRING, extra=keyring.EXTRA_PRAGMAS)
        self.strongbox = Strongbox(secrets, follow(self.secret, "strongbox"), randomness=randomness)
        self.keyring = keyring.Keyring(keys, wrapping_keys(self.strongbox), randomness=randomness)
        self.blobs = Blobs(self.path, randomness=randomness)
        self.heads = HeadsKeeper(self.path, follow(self.secret, "heads"), self.ledger)
        self.notices = self._notices()

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str | None,
        *,
        secret: bytes | None = None,
        compartments: Iterable[Compartment] = Compartment,
        randomness: Randomness = os.urandom,
    ) -> "Folder":
        """Make a new folder and open it.

        Args:
            path: where nothing is yet, or an empty folder.
            passphrase: what opens it from now on; without one, only the secret does (tests and demos).
            secret: 32 bytes; drawn if not given.
            compartments: those for which the site holds keys; a fresh secret is drawn for each.
            randomness: gives that many random bytes.

        Raises:
            StoreError: `folder-exists`, `disk-full`, `read-only`, `disk-error`.
        """
        secret = randomness(SECRET_BYTES) if secret is None else secret
        try:
            if path.exists() and (not path.is_dir() or any(path.iterdir())):
                raise StoreError("folder-exists", path)
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _free(path) < ROOM_TO_CREATE:
                raise StoreError("disk-full", f"{_free(path) >> 20} MB free at {path}")
            if passphrase is not None:
                _lock(path, secret, passphrase, randomness)
            durable.replace(path / "format", f"{FORMAT}\n{follow(secret, 'check')[:8].hex()}\n".encode())
            durable.sync_folder(path)
            durable.sync_folder(path.parent)
        except OSError as error:
            raise StoreError.of(error, str(path)) from error
        folder = cls._own(path, secret, randomness)
        for comp in compartments:
            folder.hold(comp, 1, randomness(SECRET_BYTES))
        return folder

    @classmethod
    def open(
        cls,
        path: Path,
        passphrase: str | None = None,
        *,
        secret: bytes | None = None,
        randomness: Randomness = os.urandom,
    ) -> "Folder":
        """Open a folder with its passphrase (about a second) or with the site's secret.

        Raises:
            StoreError: `not-a-folder`, `format-newer`, `format-unknown`, `already-open`, `read-only`, `file-missing`,
                `unlock-missing`, `wrong-passphrase`, `secret-wrong`, and what `connect` and `LedgerFile` raise.
        """
        secret = secret_of(path, passphrase, secret)
        for name in (LEDGER, KEYRING):
            if not (path / name).exists():
                raise StoreError("file-missing", name)
        return cls._own(path, secret, randomness)

    @classmethod
    def _own(cls, path: Path, secret: bytes, randomness: Randomness) -> "Folder":
        try:
            return cls(path, secret, _take_lock(path), randomness)
        except OSError as error:
            raise StoreError.of(error, str(path)) from error

    def connect(self, name: str, *, create: bool = False, extra: dict[str, int | str] | None = None) -> Connection:
        """Open one of the folder's files with its own key; the connection is closed with the folder."""
        connection = connect(self.path / name, self.key_of(name), create=create, extra=extra)
        self._connections.append(connection)
        return connection

    def key_of(self, name: str) -> bytes:
        """Return the key (32 bytes) of one of the folder's files."""
        return follow(self.secret, f"file/{name}")

    def reader(self) -> LedgerFile:
        """Open the ledger once more, for reading: one for each thread that reads."""
        connection = connect(self.path / LEDGER, self.key_of(LEDGER), read_only=True)
        self._connections.append(connection)
        return LedgerFile(connection)

    def writer(self, after_commit: Callable[[New], None] | None = None) -> Writer:
        """Start the one writer, or return it if it runs. It also keeps the heads file and the keyring up to date."""
        if self._writer is None:

            def committed(new: New) -> None:
                self.heads.note(new)
                if after_commit:
                    after_commit(new)

            def idle() -> None:
                self.heads.flush()
                self.keyring.flush()

            self._writer = Writer(self.ledger, committed, idle=idle)
        return self._writer

    def change_passphrase(self, passphrase: str) -> None:
        """Let another passphrase open the folder from now on (about a second); the old one no longer does."""
        try:
            _lock(self.path, self.secret, passphrase, self._randomness)
        except OSError as error:
            raise StoreError.of(error, "unlock") from error

    def hold(self, comp: Compartment, generation: int, secret: bytes) -> None:
        """Keep the secret (32 bytes) of a compartment's generation; from now on the site opens and mints its keys."""
        self.strongbox.keep(f"{_COMPARTMENT}/{int(comp)}/{generation}", secret)
        self.keyring.hold(comp, generation, compartment_keys(secret).wrapping)

    def compartment_secret(self, comp: Compartment, generation: int) -> bytes | None:
        """Return the secret of a compartment's generation, or nothing if the site does not hold it."""
        return self.strongbox.get(f"{_COMPARTMENT}/{int(comp)}/{generation}")

    def _notices(self) -> list[StoreError]:
        notices = [self.heads.torn] if self.heads.torn else []
        notices += [
            StoreError("tail-missing", f"chain {row.chain.hex()}, entries {row.first} to {row.last}")
            for row in self.heads.missing
        ]
        free = _free(self.path)
        if free < ROOM_TO_WARN:
            notices.append(StoreError("disk-nearly-full", f"{free >> 20} MB free"))
        return notices

    def close(self) -> None:
        """Finish what was submitted, write the heads file, close every file and give the folder free."""
        if self._lock < 0:
            return
        try:
            if self._writer:
                self._writer.close()
            self.keyring.flush()
            self.heads.flush(now=True)
        except OSError as error:
            raise StoreError.of(error, str(self.path)) from error
        finally:
            self._let_go()

    def _let_go(self) -> None:
        for connection in reversed(self._connections):
            connection.close()
        os.close(self._lock)
        self._lock = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def secret_of(path: Path, passphrase: str | None = None, secret: bytes | None = None) -> bytes:
    """Return the secret (32 bytes) that opens a folder, checked. Raises StoreError as `Folder.open`."""
    check = _check_format(path)
    secret = _unlock(path, passphrase or "") if secret is None else secret
    if follow(secret, "check")[:8].hex() != check:
        raise StoreError("secret-wrong")
    return secret


def wrapping_keys(strongbox: Strongbox) -> dict[tuple[int, int], bytes]:
    """Return the wrapping key of each (compartment, generation) that a site holds."""
    found = {}
    for name in strongbox.names():
        kind, *numbers = name.split("/")
        secret = strongbox.get(name) if kind == _COMPARTMENT else None
        if secret:
            found[int(numbers[0]), int(numbers[1])] = compartment_keys(secret).wrapping
    return found


def _free(path: Path) -> int:
    return shutil.disk_usage(path).free


def _check_format(path: Path) -> str:
    """Return the check value of the format file, refusing folders that are not ours or of a newer program."""
    if not path.is_dir():
        raise StoreError("not-a-folder", path)
    try:
        number, check = (path / "format").read_text().split()
        found = int(number)
    except FileNotFoundError:
        raise StoreError("not-a-folder", path) from None
    except ValueError:
        raise StoreError("format-unknown", path) from None
    except OSError as error:
        raise StoreError.of(error, "format") from error
    if found > FORMAT:
        raise StoreError("format-newer", f"the folder has format {found}, this program knows {FORMAT}")
    return check


def _lock(path: Path, secret: bytes, passphrase: str, randomness: Randomness) -> None:
    blob = unlock.lock(secret, passphrase, randomness(SALT_BYTES), randomness(NONCE_BYTES))
    durable.replace(path / "unlock", blob)
    durable.sync_folder(path)


def _unlock(path: Path, passphrase: str) -> bytes:
    try:
        blob = (path / "unlock").read_bytes()
    except OSError as error:
        raise StoreError("unlock-missing", error.strerror) from error
    if len(blob) != SALT_BYTES + NONCE_BYTES + SECRET_BYTES + 16:
        raise StoreError("unlock-missing", f"{len(blob)} bytes")
    try:
        return unlock.unlock(blob, passphrase)
    except Unopened:
        raise StoreError("wrong-passphrase") from None


def _take_lock(path: Path) -> int:
    """Return a handle that holds the folder for this process; it is given back by closing it, or by dying."""
    try:
        lock = os.open(path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreError.of(error, str(path)) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
    except BlockingIOError:
        owner = os.pread(lock, 32, 0).decode(errors="replace").strip()
        os.close(lock)
        raise StoreError("already-open", f"process {owner}") from None
    except OSError as error:
        os.close(lock)
        raise StoreError.of(error, str(path)) from error
    return lock
