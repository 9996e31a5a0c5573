"""Encrypted files (photos, sound, scans) in segments of 64 KiB, so that none need ever lie in memory whole."""

from collections.abc import Iterable, Iterator
from typing import Final

from lanyard.crypto.errors import Unopened
from lanyard.crypto.keys import hkdf
from lanyard.crypto.sealing import TAG_BYTES, aead_open, aead_seal

SEGMENT: Final = 64 * 1024
SALT_BYTES: Final = 16
_INFO: Final = b"lanyard/blob/1"
_NUMBERS: Final = 2**32


def encrypt_stream(key: bytes, salt: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the encrypted file in segments. `key` is the noun's (32 bytes), `salt` 16 random bytes, chunks of any length.

    The file's name is the SHA-256 of all that is yielded. An empty file is one empty segment with its tag.
    """
    own = hkdf(key, salt, _INFO)
    for number, last, plain in _segments(chunks, SEGMENT):
        yield aead_seal(own, _nonce(number, last), plain, b"")


def decrypt_stream(key: bytes, salt: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the plain file in segments, each checked before it is yielded; `Unopened` at the first that does not open.

    A cut file raises `Unopened` only at its end: do not use what was yielded before the iterator has ended by itself.
    """
    own = hkdf(key, salt, _INFO)
    for number, last, sealed in _segments(chunks, SEGMENT + TAG_BYTES):
        plain = aead_open(own, _nonce(number, last), sealed, b"")
        if not plain and number:
            raise Unopened
        yield plain


def _nonce(number: int, last: bool) -> bytes:
    if number >= _NUMBERS:
        raise Unopened("blob.length")
    return bytes(7) + number.to_bytes(4, "big") + bytes((last,))


def _segments(chunks: Iterable[bytes], size: int) -> Iterator[tuple[int, bool, bytes]]:
    """Cut chunks of any length into (number, is it the last, segment). A full segment is the last if nothing follows."""
    number, left = 0, bytearray()
    for chunk in chunks:
        left += chunk
        while len(left) > size:
            yield number, False, bytes(left[:size])
            del left[:size]
            number += 1
    yield number, True, bytes(left)
