"""Bodies: whatever is wrong is refused, in writing as in reading; what is right comes back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.ledger.body import Body, Link, LinkKind, decode_body, encode_body
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Basis, Noun, Ref
from tests.ledger.drawn import BODIES, CLAIMED


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "Tag"}, "body.kind"),
        ({"kind": ""}, "body.kind"),
        ({"at": (0, -1)}, "body.at"),
        ({"at": (2**40, 0)}, "body.at"),
        ({"where": "x" * 33}, "body.where"),
        ({"about": Ref(Noun.PERSON, b"short")}, "body.about"),
        ({"act": bytes(15)}, "body.act"),
        ({"recorded_by": -1}, "body.recorded_by"),
        ({"recorded_by": True}, "body.recorded_by"),
        ({"done_by": "x" * 201}, "body.done_by"),
        ({"done_by": bytes(17)}, "body.done_by"),
        ({"refs": (Link(LinkKind.CORRECTS, bytes(31)),)}, "body.refs"),
        ({"refs": (Link(LinkKind.CORRECTS, bytes(32)),) * 33}, "body.refs"),
        ({"fields": [1]}, "body.fields"),
        ({"fields": {"a": 1.5}}, "encoding"),
        ({"fields": {"a": [1.5]}}, "encoding"),
        ({"fields": {"a": 2**63}}, "encoding"),
        ({"fields": {"a": (1, 2)}}, "encoding"),
        ({"fields": {1: 2}}, "encoding"),
        ({"fields": {"a": [[[[[]]]]]}}, "encoding"),
    ],
)
def test_what_a_reader_would_refuse_is_not_written(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Malformed) as refused:
        encode_body(CLAIMED._replace(**change))
    assert refused.value.code == code


@given(BODIES, st.data())
def test_a_changed_byte_is_refused_or_read_as_another_body(body: Body, data: st.DataObject) -> None:
    encoded = bytearray(encode_body(body))
    place = data.draw(st.integers(0, len(encoded) - 1))
    encoded[place] ^= data.draw(st.integers(1, 255))
    try:
        read = decode_body(bytes(encoded))
    except Malformed:
        return
    assert encode_body(read) == bytes(encoded)
    assert read != body


@given(BODIES)
def test_a_body_comes_back_as_it_was(body: Body) -> None:
    again = decode_body(encode_body(body))
    assert again == body
    assert (type(again), type(again.about), type(again.basis)) == (Body, Ref, Basis)
    assert all(type(link) is Link and type(link.how) is LinkKind for link in again.refs)
