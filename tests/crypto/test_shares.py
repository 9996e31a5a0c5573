"""2-of-3 shares: two give the secret back, one says nothing, a misread letter is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.crypto.errors import Unopened
from lanyard.crypto.shares import join, split, third

PAIRS = [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)]
SECRET = bytes(range(32))
SHARES = split(SECRET, b"set1", bytes(range(100, 132)))


@pytest.mark.parametrize("place", range(41))
def test_any_misread_byte_is_noticed(place: int) -> None:
    share = SHARES[0]
    for flip in (1, 0x80):
        misread = share[:place] + bytes((share[place] ^ flip,)) + share[place + 1 :]
        with pytest.raises(Unopened):
            join(misread, SHARES[1])


def test_the_same_share_twice_is_not_two() -> None:
    with pytest.raises(Unopened, match=r"share\.same"):
        join(SHARES[2], SHARES[2])


def test_shares_of_two_sets_do_not_join() -> None:
    with pytest.raises(Unopened, match=r"share\.set"):
        join(SHARES[0], split(SECRET, b"set2", bytes(32))[1])


def test_a_set_is_not_made_with_too_little_chance() -> None:
    for name, coefficients in ((b"set", bytes(32)), (b"set1", bytes(31))):
        with pytest.raises(ValueError, match="share set"):
            split(SECRET, name, coefficients)


def test_one_share_says_nothing() -> None:
    """For one share every secret is possible: each has the coefficients that lead to it."""
    one = split(b"\5", b"set1", b"\7")[0]
    assert {
        secret for secret in range(256) for a in range(256) if split(bytes((secret,)), b"set1", bytes((a,)))[0] == one
    } == set(range(256))


@given(st.binary(min_size=1, max_size=40), st.data())
def test_any_two_shares_give_the_secret_and_the_third(secret: bytes, data: st.DataObject) -> None:
    coefficients = data.draw(st.binary(min_size=len(secret), max_size=len(secret)))
    made = split(secret, b"set1", coefficients)
    for i, j in PAIRS:
        assert join(made[i], made[j]) == secret
        assert third(made[i], made[j]) == made[3 - i - j]
