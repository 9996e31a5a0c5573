"""Hashes with a domain: the same bytes never mean two things."""

from functools import cache
from hashlib import sha256 as _sha256


def sha256(data: bytes) -> bytes:
    """Return the SHA-256 of `data` (32 bytes)."""
    return _sha256(data).digest()


@cache
def prefix(domain: str) -> bytes:
    """Return what `H` puts before the data hashed in `domain`."""
    return b"lanyard/" + domain.encode("ascii") + b"/1\0"


def H(domain: str, data: bytes) -> bytes:  # noqa: N802  the name the format gives it
    """Return SHA-256("lanyard/", domain, "/1", a zero byte, data): 32 bytes."""
    return _sha256(prefix(domain) + data).digest()
