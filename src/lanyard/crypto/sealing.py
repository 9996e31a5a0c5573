"""AES-256-GCM: sealing under a key, and opening."""

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lanyard.crypto.errors import Unopened as Unopened

NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
Ready = AESGCM
"""A key made ready to open with: to make it takes longer than to open something short, so it is made once for several."""


def aead_seal(key: bytes, nonce12: bytes, plain: bytes, aad: bytes) -> bytes:
    """Return `plain` sealed under `key` (32 bytes), with its 16-byte tag. A nonce serves a key once."""
    return AESGCM(key).encrypt(nonce12, plain, aad)


def aead_open(key: bytes, nonce12: bytes, sealed: bytes, aad: bytes) -> bytes:
    """Return what is sealed, or raise `Unopened`."""
    return ready_open(ready(key), nonce12, sealed, aad)


def ready(key: bytes) -> Ready:
    """Make a key (32 bytes) ready; `Unopened` if it is none."""
    try:
        return AESGCM(key)
    except ValueError:
        raise Unopened from None


def ready_open(key: Ready, nonce12: bytes, sealed: bytes, aad: bytes) -> bytes:
    """As `aead_open`, with a key that is ready."""
    try:
        return key.decrypt(nonce12, sealed, aad)
    except (InvalidTag, ValueError):
        raise Unopened from None


def seal_with_nonce(key: bytes, nonce12: bytes, plain: bytes, aad: bytes) -> bytes:
    """Return nonce ‖ sealed ‖ tag: the form in which sealed things are kept."""
    return nonce12 + AESGCM(key).encrypt(nonce12, plain, aad)


def open_with_nonce(key: bytes, kept: bytes, aad: bytes) -> bytes:
    """Open what `seal_with_nonce` made, or raise `Unopened`."""
    return aead_open(key, kept[:NONCE_BYTES], kept[NONCE_BYTES:], aad)
