"""AES-256-GCM: sealing under a key, and opening."""

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16


class Unopened(Exception):  # noqa: N818  it is a state of the thing, as the format calls it
    """What is sealed does not open with this key: another key, or changed bytes."""

    code: Final = "unopened"


def aead_seal(key: bytes, nonce12: bytes, plain: bytes, aad: bytes) -> bytes:
    """Return `plain` sealed under `key` (32 bytes), with its 16-byte tag. A nonce serves a key once."""
    return AESGCM(key).encrypt(nonce12, plain, aad)


def aead_open(key: bytes, nonce12: bytes, sealed: bytes, aad: bytes) -> bytes:
    """Return what is sealed, or raise `Unopened`."""
    try:
        return AESGCM(key).decrypt(nonce12, sealed, aad)
    except InvalidTag:
        raise Unopened from None
