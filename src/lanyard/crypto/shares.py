"""2-of-3 paper shares of a secret: any two give it back, one alone says nothing."""

from typing import Final

from lanyard.crypto.errors import Unopened
from lanyard.crypto.hashing import sha256

SET_BYTES: Final = 4
CHECK_BYTES: Final = 4
_HEAD: Final = SET_BYTES + 1
_POLYNOMIAL: Final = 0x11B


def split(secret: bytes, set4: bytes, coefficients: bytes) -> tuple[bytes, bytes, bytes]:
    """Return the three shares. `set4` names the set; `coefficients` are as many random bytes as the secret has."""
    if len(set4) != SET_BYTES or len(coefficients) != len(secret):
        raise ValueError("a share set is named by 4 bytes and needs one random byte for each byte of the secret")
    one, two, three = (_share(secret, set4, coefficients, x) for x in (1, 2, 3))
    return one, two, three


def join(first: bytes, second: bytes) -> bytes:
    """Return the secret from two different shares of one set; `Unopened` with the reason otherwise."""
    (set_a, x_a, y_a), (set_b, x_b, y_b) = _read(first), _read(second)
    if set_a != set_b or len(y_a) != len(y_b):
        raise Unopened("share.set")
    if x_a == x_b:
        raise Unopened("share.same")
    inverse = _inverse(x_a ^ x_b)
    return bytes(a ^ _times(x_a, _times(a ^ b, inverse)) for a, b in zip(y_a, y_b, strict=True))


def check(share: bytes) -> None:
    """Raise `Unopened` with the reason if this cannot be a share as it was written down."""
    _read(share)


def third(first: bytes, second: bytes) -> bytes:
    """Return the share that is missing, to print again what was lost."""
    secret = join(first, second)
    x, y = first[SET_BYTES], first[_HEAD:-CHECK_BYTES]
    coefficients = bytes(_times(s ^ b, _inverse(x)) for s, b in zip(secret, y, strict=True))
    return _share(secret, first[:SET_BYTES], coefficients, x ^ second[SET_BYTES])


def _share(secret: bytes, set4: bytes, coefficients: bytes, x: int) -> bytes:
    y = bytes(s ^ _times(a, x) for s, a in zip(secret, coefficients, strict=True))
    share = set4 + bytes((x,)) + y
    return share + sha256(share)[:CHECK_BYTES]


def _read(share: bytes) -> tuple[bytes, int, bytes]:
    if len(share) <= _HEAD + CHECK_BYTES:
        raise Unopened("share.length")
    kept, check = share[:-CHECK_BYTES], share[-CHECK_BYTES:]
    if sha256(kept)[:CHECK_BYTES] != check:
        raise Unopened("share.check")
    if kept[SET_BYTES] not in (1, 2, 3):
        raise Unopened("share.number")
    return kept[:SET_BYTES], kept[SET_BYTES], kept[_HEAD:]


def _times(a: int, b: int) -> int:
    """Multiply in GF(256)."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 0x100:
            a ^= _POLYNOMIAL
        b >>= 1
    return product


def _inverse(a: int) -> int:
    """Return the number that times `a` gives one: `a` to the power 254."""
    result = 1
    for _ in range(254):
        result = _times(result, a)
    return result
