"""The fast strict encoding against a slow plain one: they accept and refuse the same bytes and values."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lanyard.ledger.encoding import decode, encode
from lanyard.ledger.errors import Malformed
from tests.ledger import oracle

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.sampled_from((23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32, -24, -25, -256, -257)),
    st.binary(max_size=40),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)
KEYS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=20
)
LOOSE = st.one_of(
    VALUES,
    st.floats(),
    st.integers(),
    st.text(max_size=3),
    st.tuples(st.integers()),
    st.dictionaries(st.integers(), st.none(), max_size=2),
    st.lists(st.floats() | st.integers(), max_size=2),
)
# What CBOR is made of, so that most of what is drawn gets past the first byte.
PIECES = st.sampled_from(
    [
        bytes((byte,))
        for byte in (*range(0, 256, 3), *range(0xF4, 0xFC), 0x18, 0x19, 0x1A, 0x1B, 0x3B, 0x58, 0x78, 0x98, 0xB8)
    ]
    + [
        b"\x61a",
        b"\xa1\x61a",
        b"\x81",
        b"\x82",
        b"\x40",
        b"\x1b\x7f",
        b"\xff" * 8,
        bytes(8),
        b"\xd8\x2a",
        b"\x62\xc3\xa9",
    ]
)


def fast(data: bytes) -> Any:
    try:
        return decode(data)
    except Malformed as refused:
        return Malformed if refused.code == "encoding" else refused.code


def slow(data: bytes) -> Any:
    try:
        return oracle.read(data)
    except oracle.Refused:
        return Malformed


def same(left: Any, right: Any) -> bool:
    """Equal in type too: 1 is not True."""
    return repr(left) == repr(right)


@given(st.lists(PIECES, max_size=12).map(b"".join) | st.binary(max_size=20))
@example(b"\x1b" + b"\xff" * 8)
@example(b"\x81" * 6 + b"\xa0")
def test_bytes_are_refused_or_read_as_the_plain_reader_does(data: bytes) -> None:
    assert same(fast(data), slow(data))


@given(VALUES, st.data())
def test_a_changed_encoding_is_refused_or_read_as_the_plain_reader_does(value: Any, data: st.DataObject) -> None:
    encoded = bytearray(oracle.write(value) if slow_depth(value) <= 6 else b"\x80")
    place = data.draw(st.integers(0, len(encoded) - 1))
    encoded[place] = data.draw(st.integers(0, 255))
    assert same(fast(bytes(encoded)), slow(bytes(encoded)))


def slow_depth(value: Any) -> int:
    """How many containers deep a value is."""
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + max(map(slow_depth, value), default=0) if isinstance(value, list) else 0


@given(LOOSE)
def test_a_value_is_refused_or_written_as_the_plain_writer_does(value: Any) -> None:
    try:
        expected: Any = oracle.write(value)
    except oracle.Refused:
        with pytest.raises(Malformed):
            encode(value)
    else:
        assert encode(value) == expected
        assert decode(expected) == value
        assert same(decode(expected), oracle.read(expected))


@pytest.mark.parametrize("value", [object(), {1}, bytearray(b"x"), memoryview(b"x"), (1, 2), 1j])
def test_what_is_no_value_of_the_format_is_refused(value: Any) -> None:
    with pytest.raises(Malformed, match="encoding"):
        encode(value)


def test_a_subclass_of_text_is_refused_and_not_written_as_something_else() -> None:
    class Word(str):
        __slots__ = ()

    with pytest.raises(Malformed):
        encode(Word("x"))


@pytest.mark.parametrize("opening", [b"\x81", b"\xa1\x61a"])
@pytest.mark.parametrize("depth", [7, 1000, 60_000])
def test_depth_is_refused_before_it_can_hurt(opening: bytes, depth: int) -> None:
    with pytest.raises(Malformed, match="depth"):
        decode(opening * depth + b"\x80")


def test_a_long_value_is_shown_short() -> None:
    assert len(str(Malformed("encoding", "cbor", bytes(10_000)))) < 120
