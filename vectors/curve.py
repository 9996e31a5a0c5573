"""The Edwards curve in plain numbers: what no library will make, such as signatures with torsion."""

from hashlib import sha512
from typing import Final

P: Final = 2**255 - 19
L: Final = 2**252 + 27742317777372353535851937790883648493
D: Final = -121665 * pow(121666, -1, P) % P
ROOT: Final = pow(2, (P - 1) // 4, P)

Point = tuple[int, int]
NEUTRAL: Final[Point] = (0, 1)


def add(a: Point, b: Point) -> Point:
    """Add two points."""
    (x1, y1), (x2, y2) = a, b
    k = D * x1 * x2 * y1 * y2 % P
    return (x1 * y2 + x2 * y1) * pow(1 + k, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P


def times(n: int, point: Point) -> Point:
    """Add a point to itself n times."""
    out = NEUTRAL
    while n:
        if n & 1:
            out = add(out, point)
        point = add(point, point)
        n >>= 1
    return out


def x_of(y: int) -> int | None:
    """Return the even x that belongs to y, or None where there is no point."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 else x


def compress(point: Point) -> bytes:
    """Return the 32 bytes of a point."""
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def decompress(data: bytes) -> Point:
    """Return the point of 32 bytes."""
    number = int.from_bytes(data, "little")
    y, sign = number & (2**255 - 1), number >> 255
    x = x_of(y % P)
    assert x is not None
    return (P - x if sign != x & 1 and x else x), y % P


BASE: Final[Point] = (x_of(4 * pow(5, -1, P) % P) or 0, 4 * pow(5, -1, P) % P)


def torsion() -> Point:
    """Return a point of order eight."""
    y = 2
    while True:
        x = x_of(y)
        if x is not None:
            point = times(L, (x, y))
            if times(4, point) != NEUTRAL:
                return point
        y += 1


def secret_of(seed: bytes) -> tuple[int, bytes]:
    """Return the secret scalar and the prefix that follow from a seed."""
    digest = sha512(seed).digest()
    return int.from_bytes(digest[:32], "little") & (2**254 - 8) | 2**254, digest[32:]


def challenge(r: bytes, public: bytes, message: bytes) -> int:
    """Return what ties a signature to its key and message."""
    return int.from_bytes(sha512(r + public + message).digest(), "little") % L


def sign(secret: int, public: bytes, r_scalar: int, r: bytes, message: bytes) -> bytes:
    """Sign with everything chosen by the caller: key, nonce and the bytes of R."""
    s = (r_scalar + challenge(r, public, message) * secret) % L
    return r + s.to_bytes(32, "little")
