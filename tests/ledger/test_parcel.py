"""Keys on their way: what is sealed for one purpose does not open for another."""

from itertools import combinations

import pytest

from lanyard.ledger.encoding import encode
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Compartment
from lanyard.ledger.parcel import KEYS_MAX, compartment_info, decode_keys, encode_keys, grant_info, mint_info
from lanyard.ledger.seal import sealing_key

KEYS = [sealing_key(comp, bytes((comp,)) * 32) for comp in Compartment]


def test_more_keys_than_fit_are_refused_in_writing_and_reading() -> None:
    many = [sealing_key(Compartment.SITE, bytes(32))] * (KEYS_MAX + 1)
    with pytest.raises(Malformed, match="key_list"):
        encode_keys(many)
    with pytest.raises(Malformed, match="key_list"):
        decode_keys(encode([[7, bytes(32)]] * (KEYS_MAX + 1)))
    assert decode_keys(encode_keys(many[1:])) == many[1:]


def test_a_refusal_never_shows_a_key() -> None:
    secret = b"secret".ljust(31)
    with pytest.raises(Malformed) as refused:
        decode_keys(encode([[0, secret]]))
    assert "secret" not in str(refused.value)


def test_keys_come_back_with_names_computed_anew() -> None:
    assert decode_keys(encode_keys(KEYS)) == KEYS


def test_no_two_purposes_are_alike() -> None:
    one, two = bytes(16), b"\1" * 16
    infos = [
        compartment_info("care", one, Compartment.MEDICAL, 1),
        compartment_info("care", one, Compartment.MEDICAL, 2),
        compartment_info("care", two, Compartment.MEDICAL, 1),
        compartment_info("custody", one, Compartment.MEDICAL, 1),
        compartment_info("care", one, Compartment.FAMILY, 1),
        mint_info(one),
        mint_info(two),
        grant_info(one, two),
        grant_info(two, one),
    ]
    assert all(left != right for left, right in combinations(infos, 2))
