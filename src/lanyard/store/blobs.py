"""Photos, sound and scans: encrypted files, each named by the hash of what lies on the disk."""

import mmap
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from lanyard.crypto.blobs import SALT_BYTES, decrypt_stream, encrypt_stream
from lanyard.crypto.hashing import sha256
from lanyard.store import durable
from lanyard.store.errors import StoreError

CHUNK: Final = 1 << 20
FOLDER: Final = "blobs"


class BlobField(NamedTuple):
    """What an entry says of a blob: name (SHA-256 of the encrypted file), salt (16 bytes), plain size, media type."""

    name: bytes
    salt: bytes
    size: int
    type: str


class Blobs:
    """The blob files under one folder, as `ab/cd/` and the rest of the name in hexadecimal."""

    def __init__(self, folder: Path, *, randomness: Callable[[int], bytes] = os.urandom) -> None:
        self._folder = folder / FOLDER
        self._randomness = randomness

    def path(self, name: bytes) -> Path:
        """Return where the blob of that name lies."""
        said = name.hex()
        return self._folder / said[:2] / said[2:4] / said[4:]

    def put(self, chunks: Iterable[bytes], key: bytes, media_type: str) -> BlobField:
        """Encrypt and keep a file, durable when this returns.

        Args:
            chunks: the plain bytes, in pieces of any length.
            key: the noun's key (32 bytes).
            media_type: e.g. image/jpeg.

        Raises:
            StoreError: `disk-full`, `read-only` or `disk-error`; nothing was kept.
        """
        salt = self._randomness(SALT_BYTES)
        size = 0

        def counted() -> Iterator[bytes]:
            nonlocal size
            for chunk in chunks:
                size += len(chunk)
                yield chunk

        fresh = self._folder / f"new-{self._randomness(8).hex()}"
        try:
            self._make_folder()
            durable.write(fresh, encrypt_stream(key, salt, counted()))
            name = _name_of(fresh)
            self._move(fresh, self.path(name))
        except OSError as error:
            raise StoreError.of(error, FOLDER) from error
        finally:
            fresh.unlink(missing_ok=True)
        return BlobField(name, salt, size, media_type)

    def put_encrypted(self, chunks: Iterable[bytes], name: bytes) -> None:
        """Keep a blob that came encrypted from elsewhere; StoreError `blob-changed` if its bytes are not its name's."""
        fresh = self._folder / f"new-{self._randomness(8).hex()}"
        try:
            self._make_folder()
            durable.write(fresh, chunks)
            if _name_of(fresh) != name:
                raise StoreError("blob-changed", name.hex())
            self._move(fresh, self.path(name))
        except OSError as error:
            raise StoreError.of(error, FOLDER) from error
        finally:
            fresh.unlink(missing_ok=True)

    def open(self, field: BlobField, key: bytes) -> Iterator[bytes]:
        """Yield the plain bytes. Every piece is checked before it is given; the end is checked only at the end.

        Raises:
            StoreError: `blob-missing`.
            Unopened: the key is another one, or the bytes have changed.
        """
        return decrypt_stream(key, field.salt, self._read(field.name))

    def encrypted(self, name: bytes) -> Iterator[bytes]:
        """Yield the file as it lies on the disk, to be carried elsewhere; StoreError `blob-missing`."""
        return self._read(name)

    def check(self, name: bytes) -> bool:
        """Say whether the file is there and its bytes are those that its name promises."""
        path = self.path(name)
        return path.exists() and path.stat().st_size > 0 and _name_of(path) == name

    def names(self) -> Iterator[bytes]:
        """Yield the name of every blob that lies in the folder, sorted."""
        for path in sorted(self._folder.glob("??/??/*")):
            yield bytes.fromhex(path.parent.parent.name + path.parent.name + path.name)

    def delete(self, name: bytes) -> None:
        """Delete a blob, as an erasure asks for; it is no error if it is not there."""
        self.path(name).unlink(missing_ok=True)

    def _read(self, name: bytes) -> Iterator[bytes]:
        try:
            file = self.path(name).open("rb")
        except FileNotFoundError:
            raise StoreError("blob-missing", name.hex()) from None
        with file:
            while chunk := file.read(CHUNK):
                yield chunk

    def _make_folder(self) -> None:
        if not self._folder.is_dir():
            self._folder.mkdir(exist_ok=True)
            durable.sync_folder(self._folder.parent)

    def _move(self, fresh: Path, path: Path) -> None:
        """Give the file its name, durably: every folder on the way is synced too."""
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.replace(path)
        for folder in (path.parent, path.parent.parent, self._folder):
            durable.sync_folder(folder)


def _name_of(path: Path) -> bytes:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
        return sha256(view)  # type: ignore[arg-type]  # it hashes any buffer; mapped, a large file needs no memory
