"""The frame round a body: padding hides length to the next step of 32, nothing else may be hidden in it."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.crypto.hashing import sha256
from lanyard.ledger.body import Body, encode_body
from lanyard.ledger.errors import Malformed
from lanyard.ledger.plain import DICTIONARY_1, DICTIONARY_1_SHA256, unwrap_plain, wrap_plain
from tests.ledger.drawn import BODIES, CLAIMED
from vectors.deflate import deflate


@given(st.binary(max_size=200))
def test_a_frame_of_anything_is_refused_or_read_whole(data: bytes) -> None:
    framed = data + bytes(-len(data) % 32)
    try:
        inside = unwrap_plain(framed)
    except Malformed as refused:
        inside = refused.code.encode()
    assert inside.startswith(b"plain.") or inside in framed or framed[0] == 1


@pytest.mark.parametrize("place", range(3))
def test_a_changed_lead_byte_never_gives_the_same_body(place: int) -> None:
    plain = wrap_plain(encode_body(CLAIMED))
    for other in range(1, 256):
        changed = bytearray(plain)
        changed[place] ^= other
        try:
            assert unwrap_plain(bytes(changed)) != encode_body(CLAIMED)
        except Malformed:
            continue


def test_a_bomb_is_refused_without_being_inflated() -> None:
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = bomb.compress(bytes(40_000_000)) + bomb.flush()
    framed = b"\1" + len(data).to_bytes(2, "big") + data
    with pytest.raises(Malformed, match=r"plain\.size"):
        unwrap_plain(framed + bytes(-len(framed) % 32))


def test_what_does_not_fit_is_not_wrapped() -> None:
    for cbor in (bytes(65537), bytes(range(256)) * 256 + b"x"):
        with pytest.raises(Malformed, match=r"plain\.size"):
            wrap_plain(cbor, compress=False)


@given(BODIES, st.booleans())
def test_a_body_comes_back_and_its_frame_is_a_whole_number_of_steps(body: Body, compress: bool) -> None:
    cbor = encode_body(body)
    plain = wrap_plain(cbor, compress=compress)
    assert unwrap_plain(plain) == cbor
    assert len(plain) % 32 == 0
    assert len(plain) <= len(wrap_plain(cbor, compress=False))


@given(st.binary(max_size=300))
def test_what_another_writer_deflates_is_read(data: bytes) -> None:
    packed = deflate(data, DICTIONARY_1)
    framed = b"\1" + len(packed).to_bytes(2, "big") + packed
    assert unwrap_plain(framed + bytes(-len(framed) % 32)) == data


def test_the_dictionary_is_the_pinned_one() -> None:
    assert sha256(DICTIONARY_1).hex() == DICTIONARY_1_SHA256
    assert len(DICTIONARY_1) <= 32768
