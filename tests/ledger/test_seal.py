"""Sealing and opening: no changed entry is ever accepted as what it was not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.crypto.errors import Unopened
from lanyard.ledger.body import Body
from lanyard.ledger.chain import Position
from lanyard.ledger.errors import Malformed
from lanyard.ledger.header import OPEN_KEYREF, decode_header
from lanyard.ledger.noun import Compartment
from lanyard.ledger.seal import Sealed, keyref_of, open_entry, sealing_key
from lanyard.ledger.verify import check_shape, check_signature
from tests.ledger.drawn import BODIES, CHAIN, CLAIMED, DEVICE, HLC, KEY, made


def accepted(sealed: Sealed) -> bool:
    """Would a receiver with the certificate keep it?"""
    try:
        check_shape(sealed.header, sealed.body)
        check_signature(sealed.header, sealed.sig, DEVICE.public)
    except Malformed:
        return False
    return True


def changed_everywhere(data: bytes) -> list[bytes]:
    """Each byte changed in two ways, one left out, one put in."""
    out = []
    for place in range(len(data)):
        out += [data[:place] + bytes((data[place] ^ flip,)) + data[place + 1 :] for flip in (0x01, 0x80)]
        out += [data[:place] + data[place + 1 :], data[:place] + b"\0" + data[place:]]
    return [one for one in out if one != data]


def test_no_changed_byte_of_an_entry_is_accepted() -> None:
    sealed = made()
    assert accepted(sealed)
    for header in changed_everywhere(sealed.header):
        assert not accepted(sealed._replace(header=header))
    for body in changed_everywhere(sealed.body):
        assert not accepted(sealed._replace(body=body))
    for sig in changed_everywhere(sealed.sig):
        assert not accepted(sealed._replace(sig=sig))


def test_no_changed_byte_of_a_body_is_opened() -> None:
    sealed = made()
    header = decode_header(sealed.header)
    for body in changed_everywhere(sealed.body):
        with pytest.raises(Unopened):
            open_entry(header, body, KEY.key)


def test_a_body_does_not_open_without_its_key_or_with_another() -> None:
    sealed = made()
    header = decode_header(sealed.header)
    for key in (None, bytes(32), KEY.key[::-1]):
        with pytest.raises(Unopened):
            open_entry(header, sealed.body, key)


def test_a_body_does_not_open_under_the_header_of_another_entry() -> None:
    first, second = made(), made(hlc=HLC + 1)
    with pytest.raises(Unopened):
        open_entry(decode_header(second.header), first.body, KEY.key)


def test_what_is_too_long_is_not_sealed() -> None:
    long = CLAIMED._replace(
        fields={f"f{i}": bytes((i * j * 7919 + j * j) & 255 for j in range(300)) for i in range(240)}
    )
    with pytest.raises(Malformed):
        made(long)


def test_impossible_stamps_are_not_sealed() -> None:
    for hlc in (-1, 2**63):
        with pytest.raises(Malformed):
            made(hlc=hlc)
    with pytest.raises(Malformed, match="urgency"):
        made(urgency=2)


@settings(max_examples=60)
@given(BODIES, st.booleans(), st.integers(1, 2**53 - 1))
def test_what_is_sealed_opens_as_it_was(body: Body, is_open: bool, seq: int) -> None:
    key = None if is_open else KEY
    sealed = made(body, key=key, position=Position(CHAIN, seq, bytes(32)))
    header = check_shape(sealed.header, sealed.body)
    assert accepted(sealed)
    assert (header.seq, header.chain) == (seq, CHAIN)
    assert open_entry(header, sealed.body, None if key is None else key.key) == body


def test_a_keys_name_tells_compartments_apart() -> None:
    names = {keyref_of(comp, KEY.key) for comp in Compartment}
    assert len(names) == len(Compartment)
    assert OPEN_KEYREF not in names
    assert sealing_key(Compartment.REGISTER, KEY.key) == KEY


def test_entries_follow_each_other_by_id() -> None:
    first = made()
    after = Position.first(CHAIN).after(first.id)
    second = decode_header(made(position=after).header)
    assert (second.prev, second.seq) == (first.id, 1)
