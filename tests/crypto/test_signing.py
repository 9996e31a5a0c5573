"""Signatures: libsodium's rule, held against the curve in plain numbers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.crypto.signing import SigningKey, public_key_ok, verify
from vectors import curve

SEED = bytes(range(32))
KEY = SigningKey.from_seed(SEED)
SECRET, _ = curve.secret_of(SEED)
TORSION = curve.torsion()


@pytest.mark.parametrize("order", range(1, 8))
def test_torsion_in_r_is_refused_though_eight_times_the_equation_holds(order: int) -> None:
    r = curve.compress(curve.add(curve.times(99, curve.BASE), curve.times(order, TORSION)))
    assert not verify(KEY.public, b"message", curve.sign(SECRET, KEY.public, 99, r, b"message"))


@pytest.mark.parametrize("order", range(1, 8))
def test_a_key_with_torsion_is_not_certified(order: int) -> None:
    mixed = curve.compress(curve.add(curve.times(SECRET, curve.BASE), curve.times(order, TORSION)))
    assert not public_key_ok(mixed)
    assert not public_key_ok(curve.compress(curve.times(order, TORSION)))


def test_the_neutral_key_is_not_certified() -> None:
    assert not public_key_ok(curve.compress(curve.NEUTRAL))


@pytest.mark.parametrize("times", [1, 2, 8, 15])
def test_a_number_that_is_too_large_is_refused(times: int) -> None:
    sig = KEY.sign(b"message")
    number = int.from_bytes(sig[32:], "little") + times * curve.L
    assert not verify(KEY.public, b"message", sig[:32] + number.to_bytes(32, "little"))


@pytest.mark.parametrize("sig", [b"", bytes(63), bytes(64), bytes(65), b"\xff" * 64])
def test_what_is_no_signature_is_refused(sig: bytes) -> None:
    assert not verify(KEY.public, b"message", sig)


@pytest.mark.parametrize("public", [b"", bytes(31), bytes(32), bytes(33), b"\xff" * 32])
def test_what_is_no_key_verifies_and_is_certified_for_nothing(public: bytes) -> None:
    assert not verify(public, b"message", KEY.sign(b"message"))
    assert not public_key_ok(public)


@settings(max_examples=25)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100), st.integers(1, curve.L - 1))
def test_a_signature_by_the_equation_holds_whatever_its_nonce(seed: bytes, message: bytes, nonce: int) -> None:
    secret, _ = curve.secret_of(seed)
    public = curve.compress(curve.times(secret, curve.BASE))
    key = SigningKey.from_seed(seed)
    assert key.public == public
    assert public_key_ok(public)
    assert verify(public, message, key.sign(message))
    assert verify(
        public, message, curve.sign(secret, public, nonce, curve.compress(curve.times(nonce, curve.BASE)), message)
    )


def test_a_key_never_shows_its_secret() -> None:
    assert repr(KEY) == f"SigningKey(public={KEY.public.hex()})"
    assert SEED.hex() not in repr(KEY)
