"""The open kinds: nothing personal, nothing undeclared, one encoding for one set."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.ledger.body import decode_body, encode_body
from lanyard.ledger.errors import Malformed
from lanyard.ledger.header import encode_header
from lanyard.ledger.noun import Noun, Ref
from lanyard.ledger.open_kinds import OPEN_KINDS, open_body, read_open
from lanyard.ledger.open_records import (
    DeviceCertified,
    DeviceRevoked,
    ForkProven,
    Gap,
    Head,
    HeadsReceived,
    KeysDestroyed,
    KeysGranted,
    OpenRecord,
    SiteCertified,
)
from tests.ledger.drawn import ID16, ID32, TEXT
from tests.ledger.test_header import GOOD

TIMES = st.integers(0, 253_402_300_799)
CODES = st.text("abc_.9", min_size=1, max_size=32)
SEQS = st.integers(0, 2**53 - 1)


def cleaned(text: str) -> str:
    """Take out what no name of a site may hold."""
    return "".join(letter for letter in text if ord(letter) not in FORBIDDEN)


def sets(item: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Draw what stands in a list: sorted, without doubles."""
    return st.sets(item, max_size=4).map(lambda drawn: tuple(sorted(drawn)))


FORBIDDEN = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
FORK = ForkProven(encode_header(GOOD), bytes(64), encode_header(GOOD._replace(hlc=6)), bytes(64))

RECORDS: st.SearchStrategy[OpenRecord] = st.one_of(
    st.builds(SiteCertified, ID16, TEXT.map(cleaned).filter(bool), ID32, ID32, TIMES),
    st.builds(DeviceCertified, ID16, ID32, ID16, ID16, sets(CODES), TIMES, TIMES),
    st.builds(DeviceRevoked, ID16, SEQS, ID32, CODES),
    st.builds(DeviceRevoked, ID16, st.none(), st.none(), CODES),
    st.builds(
        HeadsReceived,
        sets(st.builds(Head, ID16, SEQS, ID32)),
        sets(st.builds(Gap, ID16, SEQS, SEQS)),
        sets(ID32),
        sets(ID32),
        st.integers(0, 253_402_300_799_999),
    ),
    st.builds(KeysGranted, ID16, sets(ID16)),
    st.builds(KeysDestroyed, sets(ID16), TIMES, st.none() | ID32),
    st.just(FORK),
)


@given(RECORDS, st.sampled_from((1.5, None, -1, "x", b"x", [], {}, True, [[]], 2**62)))
def test_a_wrong_value_in_any_field_is_refused(record: OpenRecord, wrong: Any) -> None:
    body = open_body(record, site=bytes(16))
    for name, right in body.fields.items():
        if wrong == right or (wrong == [] and isinstance(right, list)) or (wrong == "x" and isinstance(right, str)):
            continue
        with pytest.raises(Malformed, match="open"):
            read_open(body._replace(fields=body.fields | {name: wrong}))


@given(RECORDS)
def test_a_field_more_or_less_is_refused(record: OpenRecord) -> None:
    body = open_body(record, site=bytes(16))
    with pytest.raises(Malformed, match=r"open\.fields"):
        read_open(body._replace(fields=body.fields | {"name_said": "x"}))
    for name in body.fields.keys() - {"confirms"}:
        with pytest.raises(Malformed, match=r"open\.fields"):
            read_open(body._replace(fields={other: value for other, value in body.fields.items() if other != name}))


@pytest.mark.parametrize(
    "change",
    [
        {"header_a": FORK.header_b, "header_b": FORK.header_a},
        {"header_b": FORK.header_a},
        {"header_a": b"\x80"},
        {"header_b": b"\x80"},
        {"header_b": bytes(161)},
    ],
)
def test_a_fork_proof_of_other_than_two_headers_the_lesser_first_is_refused(change: dict[str, Any]) -> None:
    body = open_body(FORK)
    with pytest.raises(Malformed, match=r"open\.fields"):
        read_open(body._replace(fields=body.fields | change))


def test_a_receipt_of_more_than_800_rows_is_refused() -> None:
    held = tuple(number.to_bytes(32, "big") for number in range(801))
    with pytest.raises(Malformed, match=r"open\.fields"):
        open_body(HeadsReceived((), (), held, (), 0), site=bytes(16))
    assert open_body(HeadsReceived((), (), held[:800], (), 0), site=bytes(16))


def test_a_name_may_hold_any_letter_but_those_of_the_closed_list() -> None:
    body = open_body(SiteCertified(bytes(16), "x", bytes(32), bytes(32), 0))
    for number in (*range(0xD800), *range(0xE000, 0x10FFFF, 97)):
        named = body._replace(fields=body.fields | {"name": f"a{chr(number)}"})
        if number in FORBIDDEN:
            with pytest.raises(Malformed, match=r"open\.fields"):
                read_open(named)
        else:
            assert read_open(named)


@given(RECORDS)
def test_nothing_personal_stands_in_an_open_body(record: OpenRecord) -> None:
    body = open_body(record, site=bytes(16))
    for change in ({"done_by": "x"}, {"done_by": bytes(16)}, {"act": bytes(16)}):
        with pytest.raises(Malformed, match=r"open\.personal"):
            read_open(body._replace(**change))
    for noun in set(Noun) - {body.about.noun}:
        with pytest.raises(Malformed, match=r"open\.about"):
            read_open(body._replace(about=Ref(noun, body.about.key)))


@given(RECORDS)
def test_a_record_comes_back_as_it_was(record: OpenRecord) -> None:
    body = open_body(record, site=bytes(16), recorded_by=3)
    assert body.kind in OPEN_KINDS
    again = read_open(decode_body(encode_body(body)))
    assert again == record
    assert type(again) is type(record)


def test_there_are_seven() -> None:
    assert len(OPEN_KINDS) == 7
