"""Headers: what is wrong is named, what is right comes back as it was."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.ledger.chain import genesis
from lanyard.ledger.encoding import decode
from lanyard.ledger.errors import Malformed
from lanyard.ledger.header import Header, aad, decode_header, encode_header, entry_id
from tests.ledger.drawn import CHAIN, ID16, ID32, KEY

HEADERS = st.builds(
    Header,
    st.just(1),
    ID16,
    st.integers(1, 2**53 - 1),
    ID32,
    st.integers(0, 2**63 - 1),
    st.integers(0, 1),
    ID16.filter(any),
    ID32,
    st.integers(1, 2047).map(lambda steps: 28 + 32 * steps),
)
GOOD = Header(1, CHAIN, 1, bytes(32), 5, 0, KEY.keyref, bytes(32), 92)


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xa0", b"\xf6", b"\x89", bytes(200), b"\xff" * 120])
def test_what_is_no_header_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        decode_header(data)


@given(HEADERS, st.data())
def test_a_changed_byte_is_refused_or_changes_what_is_read_and_the_id(header: Header, data: st.DataObject) -> None:
    encoded = encode_header(header)
    place = data.draw(st.integers(0, len(encoded) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != encoded[place]))
    changed = encoded[:place] + bytes((other,)) + encoded[place + 1 :]
    assert entry_id(changed) != entry_id(encoded)
    try:
        read = decode_header(changed)
    except Malformed:
        return
    assert read != header
    assert decode(changed) == [*read, *decode_rest(changed)]


def decode_rest(data: bytes) -> list[Any]:
    """What a later version adds."""
    parts = decode(data)
    assert isinstance(parts, list)
    return parts[9:]


@given(HEADERS)
def test_a_header_comes_back_as_it_was(header: Header) -> None:
    again = decode_header(encode_header(header))
    assert again == header
    assert isinstance(again, Header)


@pytest.mark.parametrize("cut", range(1, 128, 9))
def test_a_cut_header_is_refused(cut: int) -> None:
    data = encode_header(GOOD)
    with pytest.raises(Malformed, match="encoding"):
        decode_header(data[: len(data) - min(cut, len(data))])


def test_the_seal_is_bound_to_all_that_stands_before_the_body() -> None:
    changes: dict[str, Any] = {
        "v": 2,
        "chain": bytes(16),
        "seq": 9,
        "prev": b"\1" * 32,
        "hlc": 6,
        "urgency": 1,
        "keyref": bytes(16),
    }
    bound = {aad(GOOD._replace(**{name: value})) for name, value in changes.items()} | {aad(GOOD)}
    assert len(bound) == len(changes) + 1
    assert aad(GOOD._replace(bodyhash=b"\1" * 32, bodylen=124)) == aad(GOOD)


def test_the_first_entry_must_begin_its_own_chain() -> None:
    first = GOOD._replace(seq=0, prev=genesis(CHAIN))
    assert decode_header(encode_header(first)) == first
    with pytest.raises(Malformed, match=r"header\.genesis"):
        decode_header(encode_header(first._replace(prev=genesis(bytes(16)))))
