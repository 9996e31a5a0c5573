"""Cases of the verification rule: what a signature is, and which keys may be certified."""

from typing import Final

from lanyard.crypto.signing import SigningKey
from vectors import curve
from vectors.forms import Json, accepted, draw, refused

SEED: Final = draw("signer")
MESSAGE: Final = b"lanyard/sig/1\0" + draw("a header", 100)
SECRET, _PREFIX = curve.secret_of(SEED)
PUBLIC: Final = SigningKey.from_seed(SEED).public
SIG: Final = SigningKey.from_seed(SEED).sign(MESSAGE)
TORSION: Final = curve.torsion()


def _case(name: str, good: bool, sig: bytes, public: bytes = PUBLIC, message: bytes = MESSAGE) -> Json:
    given = {"public": public.hex(), "message": message.hex(), "sig": sig.hex()}
    return accepted(name, given, True) if good else refused(name, given, "signature")


def _plus(sig: bytes, number: int) -> bytes:
    return sig[:32] + (int.from_bytes(sig[32:], "little") + number).to_bytes(32, "little")


def signature() -> list[Json]:
    """Return signatures that hold, and those that some libraries take and this rule does not."""
    small = [curve.compress(curve.times(n, TORSION)) for n in range(8)]
    cases = [
        _case("as it should be", True, SIG),
        _case("over nothing", True, SigningKey.from_seed(SEED).sign(b""), message=b""),
        _case("over another message", False, SIG, message=MESSAGE + b"\0"),
        _case("by another key", False, SIG, public=SigningKey.from_seed(draw("another")).public),
        _case("of 63 bytes", False, SIG[:63]),
        _case("of 65 bytes", False, SIG + b"\0"),
        _case("all zero", False, bytes(64)),
        _case("a bit of R changed", False, bytes((SIG[0] ^ 1,)) + SIG[1:]),
        _case("a bit of S changed", False, SIG[:32] + bytes((SIG[32] ^ 1,)) + SIG[33:]),
        _case("S and L: the same number once more", False, _plus(SIG, curve.L)),
        _case("S and eight times L, where that has room", False, _plus(SIG, 8 * curve.L)),
        _case("a high bit of S", False, SIG[:63] + bytes((SIG[63] | 0x80,))),
        _case("R with torsion, S to match", False, _with_torsion_in_r()),
        _case("R of small order", False, curve.sign(SECRET, PUBLIC, 0, small[0], MESSAGE)),
        _case("R of small order written large", False, curve.sign(SECRET, PUBLIC, 0, _large(1), MESSAGE)),
    ]
    cases += [_case(f"key of small order {n}", False, _for_small_key(key), public=key) for n, key in enumerate(small)]
    cases.append(_case("key that is not canonical", False, SIG, public=_large(1)))
    cases.append(_case("key that is no point", False, SIG, public=_no_point()))
    return cases


def _with_torsion_in_r() -> bytes:
    r = curve.compress(curve.add(curve.times(12345, curve.BASE), TORSION))
    return curve.sign(SECRET, PUBLIC, 12345, r, MESSAGE)


def _for_small_key(key: bytes) -> bytes:
    """Return a signature that a careless rule takes for a key of small order: its part falls out for one R in eight."""
    for number in range(1, 200):
        r = curve.compress(curve.times(number, curve.BASE))
        if curve.challenge(r, key, MESSAGE) % 8 == 0:
            return r + number.to_bytes(32, "little")
    raise AssertionError("one in eight was not found in two hundred")


def _large(y: int) -> bytes:
    """Return y written as y + p: the same point in bytes that are not canonical."""
    return (y + curve.P).to_bytes(32, "little")


def _no_point() -> bytes:
    y = next(y for y in range(2, 100) if curve.x_of(y) is None)
    return y.to_bytes(32, "little")


def public_key() -> list[Json]:
    """Return keys that may be certified, and those that may not."""
    mixed = curve.compress(curve.add(curve.times(SECRET, curve.BASE), TORSION))
    half = curve.compress(curve.add(curve.times(SECRET, curve.BASE), curve.times(4, TORSION)))
    bad = {
        "with torsion of order eight": mixed,
        "with torsion of order two": half,
        "y above p": _large(3),
        "neutral, written large": _large(1),
        "neutral, with the sign of nothing": bytes((1,)) + bytes(30) + b"\x80",
        "no point": _no_point(),
        "31 bytes": PUBLIC[:31],
        "33 bytes": PUBLIC + b"\0",
        "nothing": b"",
    }
    bad |= {f"of small order {n}": curve.compress(curve.times(n, TORSION)) for n in range(8)}
    cases = [
        accepted(f"a key, {n}", {"public": SigningKey.from_seed(draw(f"key {n}")).public.hex()}, True) for n in range(4)
    ]
    return cases + [refused(name, {"public": key.hex()}, "key") for name, key in bad.items()]
