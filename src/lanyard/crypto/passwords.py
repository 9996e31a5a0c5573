"""Passwords and PINs of staff: stretched by Argon2id (RFC 9106), compared without telling how far they agree."""

import unicodedata
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SALT_BYTES: Final = 16
_HASHER: Final = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)


def stretched(said: str, salt: bytes) -> str:
    """What is kept of a password, with its salt (16 bytes) and costs in it. Takes a fifth of a second and 64 MiB."""
    return _HASHER.hash(_plain(said), salt=salt)


def agrees(said: str, kept: str) -> bool:
    """Is this the password of which that was kept? Nothing kept agrees with nothing."""
    try:
        return _HASHER.verify(kept, _plain(said))
    except (VerificationError, InvalidHashError):
        return False


def _plain(said: str) -> bytes:
    return unicodedata.normalize("NFC", said).encode("utf-8", "surrogatepass")
