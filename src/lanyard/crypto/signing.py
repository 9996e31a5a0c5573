"""Ed25519: a device's key signs; anyone checks by libsodium's rule."""

from typing import Final

from nacl import bindings
from nacl.exceptions import BadSignatureError

SEED_BYTES: Final = 32
PUBLIC_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64


class SigningKey:
    """The secret key of a device, a node or a root."""

    __slots__ = ("_secret", "public")

    def __init__(self, public: bytes, secret: bytes) -> None:
        self.public: Final = public
        self._secret: Final = secret

    @classmethod
    def from_seed(cls, seed: bytes) -> "SigningKey":
        """Return the key that follows from 32 random bytes."""
        public, secret = bindings.crypto_sign_seed_keypair(seed)
        return cls(public, secret)

    def sign(self, message: bytes) -> bytes:
        """Return the signature (64 bytes) over `message`."""
        return bytes(bindings.crypto_sign(message, self._secret)[:SIGNATURE_BYTES])

    def __repr__(self) -> str:
        return f"SigningKey(public={self.public.hex()})"


def verify(public: bytes, message: bytes, sig: bytes) -> bool:
    """Say whether `sig` (64 bytes) is the signature of `public` over `message`."""
    if len(sig) != SIGNATURE_BYTES or len(public) != PUBLIC_BYTES:
        return False
    try:
        bindings.crypto_sign_open(sig + message, public)
    except BadSignatureError:
        return False
    return True


def public_key_ok(public: bytes) -> bool:
    """Say whether `public` may be certified: canonical, on the curve, in the prime-order subgroup, not neutral."""
    return len(public) == PUBLIC_BYTES and bindings.crypto_core_ed25519_is_valid_point(public)
