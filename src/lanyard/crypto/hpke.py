"""HPKE (RFC 9180), base mode, X25519 / HKDF-SHA256 / AES-256-GCM: a letter to the holder of an X25519 key.

Opening is the library's. Sealing is written out here because the library draws the ephemeral key itself, and
here all randomness is an argument; the tests open with the library what this seals, and the other way round.
"""

import hmac
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke as library
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from lanyard.crypto.errors import Unopened
from lanyard.crypto.sealing import aead_seal

SUITE: Final = 1
OVERHEAD: Final = 1 + 32 + 16

_KEM: Final = b"KEM" + bytes.fromhex("0020")
_HPKE: Final = b"HPKE" + bytes.fromhex("002000010002")
_LIBRARY: Final = library.Suite(library.KEM.X25519, library.KDF.HKDF_SHA256, library.AEAD.AES_256_GCM)


def seal(public: bytes, info: bytes, plain: bytes, ephemeral: bytes) -> bytes:
    """Return suite ‖ encapsulated key ‖ ciphertext for the holder of `public`. `ephemeral`: 32 random bytes, used once."""
    own = X25519PrivateKey.from_private_bytes(ephemeral)
    encapsulated = own.public_key().public_bytes_raw()
    shared = own.exchange(X25519PublicKey.from_public_bytes(public))
    secret = _expand(_KEM, _extract(_KEM, b"", b"eae_prk", shared), b"shared_secret", encapsulated + public, 32)
    context = b"\0" + _extract(_HPKE, b"", b"psk_id_hash", b"") + _extract(_HPKE, b"", b"info_hash", info)
    schedule = _extract(_HPKE, secret, b"secret", b"")
    key = _expand(_HPKE, schedule, b"key", context, 32)
    nonce = _expand(_HPKE, schedule, b"base_nonce", context, 12)
    return bytes((SUITE,)) + encapsulated + aead_seal(key, nonce, plain, b"")


def open(secret: bytes, info: bytes, sealed: bytes) -> bytes:  # noqa: A001  the pair is seal and open
    """Return what was sealed to the X25519 key of `secret`; `Unopened` for another suite, key, info or changed bytes."""
    if len(sealed) < OVERHEAD:
        raise Unopened
    if sealed[0] != SUITE:
        raise Unopened("hpke.suite")
    try:
        return _LIBRARY.decrypt(sealed[1:], X25519PrivateKey.from_private_bytes(secret), info)
    except (InvalidTag, ValueError):
        raise Unopened from None


def public_key_ok(public: bytes) -> bool:
    """Say whether `public` may be certified: 32 bytes, not of small order."""
    if len(public) != 32:
        return False
    try:
        X25519PrivateKey.from_private_bytes(bytes(32)).exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:
        return False
    return True


def _extract(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
    return hmac.digest(salt, b"HPKE-v1" + suite + label + ikm, "sha256")


def _expand(suite: bytes, secret: bytes, label: bytes, info: bytes, length: int) -> bytes:
    return hmac.digest(secret, length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info + b"\1", sha256)[:length]
