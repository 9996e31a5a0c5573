"""A secret behind a passphrase: Argon2id, then AES-256-GCM."""

import unicodedata
from typing import Final

from argon2.low_level import Type, hash_secret_raw

from lanyard.crypto.errors import Unopened
from lanyard.crypto.sealing import open_with_nonce, seal_with_nonce

SALT_BYTES: Final = 16
_AAD: Final = b"lanyard/unlock/1\0"
_PASSES: Final = 3
_MEMORY_KIB: Final = 256 * 1024


def lock(secret: bytes, passphrase: str, salt: bytes, nonce: bytes) -> bytes:
    """Return salt (16) ‖ nonce (12) ‖ the sealed secret. Takes about a second and 256 MiB, as opening does."""
    return salt + seal_with_nonce(_stretch(passphrase, salt), nonce, secret, _AAD)


def unlock(blob: bytes, passphrase: str) -> bytes:
    """Return the secret; `Unopened` for a wrong passphrase or changed bytes."""
    if len(blob) < SALT_BYTES + 28:
        raise Unopened
    salt = blob[:SALT_BYTES]
    return open_with_nonce(_stretch(passphrase, salt), blob[SALT_BYTES:], _AAD)


def _stretch(passphrase: str, salt: bytes) -> bytes:
    said = unicodedata.normalize("NFC", passphrase).encode()
    return hash_secret_raw(said, salt, _PASSES, _MEMORY_KIB, 1, 32, Type.ID)
