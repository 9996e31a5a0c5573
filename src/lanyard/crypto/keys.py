"""The key hierarchy: a key's name, what follows from a compartment's secret, wrapped keys."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lanyard.crypto.errors import Unopened
from lanyard.crypto.hashing import H
from lanyard.crypto.sealing import NONCE_BYTES, ready, ready_open, seal_with_nonce

KEY_BYTES: Final = 32
_WRAP: Final = b"lanyard/wrap/1\0"


class CompartmentKeys(NamedTuple):
    """What follows from a compartment's secret: the wrapping key and an X25519 pair (32 bytes each)."""

    wrapping: bytes
    x_secret: bytes
    x_public: bytes


def hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """Return HKDF-SHA256 of `secret`: 32 bytes."""
    return HKDF(SHA256(), KEY_BYTES, salt, info).derive(secret)


def keyref(comp: int, key: bytes) -> bytes:
    """Return a key's name (16 bytes). It commits to the key and to the compartment, which GCM alone does not."""
    return H("keyref", bytes((comp,)) + key)[:16]


def compartment_keys(secret: bytes) -> CompartmentKeys:
    """Return the keys that follow from the secret (32 bytes) of one site, compartment and generation."""
    x_secret = hkdf(secret, b"", b"lanyard/cx/1")
    x_public = X25519PrivateKey.from_private_bytes(x_secret).public_key().public_bytes_raw()
    return CompartmentKeys(hkdf(secret, b"", b"lanyard/ck/1"), x_secret, x_public)


def wrap(wrapping: bytes, comp: int, key: bytes, nonce: bytes) -> bytes:
    """Return a noun's key (32 bytes) sealed under its compartment's wrapping key, bound to its name: 60 bytes."""
    return seal_with_nonce(wrapping, nonce, key, _WRAP + bytes((comp,)) + keyref(comp, key))


def unwrap(wrapping: bytes, comp: int, name: bytes, wrapped: bytes) -> bytes:
    """Return the key of that name; `Unopened("keyref")` if the key inside has another."""
    return unwrap_all(wrapping, comp, ((name, wrapped),))[0]


def unwrap_all(wrapping: bytes, comp: int, rows: Iterable[tuple[bytes, bytes]]) -> list[bytes]:
    """Do as `unwrap` for several names, each with its wrapped key."""
    opening, bound = ready(wrapping), _WRAP + bytes((comp,))
    found = []
    for name, wrapped in rows:
        key = ready_open(opening, wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], bound + name)
        if len(key) != KEY_BYTES or keyref(comp, key) != name:
            raise Unopened("keyref")
        found.append(key)
    return found
