"""Headers read at fixed places read as the codec reads them, whatever is changed in them."""

import random
from collections.abc import Callable

import pytest

from lanyard.ledger import header
from lanyard.ledger.encoding import read
from lanyard.ledger.errors import Malformed
from lanyard.ledger.header import BODY_MAX, OPEN_KEYREF, Header, aad, aad_within, decode_header, encode_header
from tests.ledger.drawn import CHAIN, KEY

SEQS = (0, 1, 23, 24, 255, 256, 65_535, 65_536, 2**32 - 1, 2**32, 2**53 - 1)
HLCS = (0, 2**32 - 1, 2**32, 1_550_800_000_000 << 16, 2**63 - 1)
LENGTHS = (60, 92, 252, 284, 65_532)
TELLING = (0, 1, 2, 19, 20, 21, 22, 54, 55, 56, 63, 64, 65, 81, 82, 83, -1, -2, -3)


def said(decode: Callable[[bytes], Header], data: bytes) -> object:
    try:
        return decode(data)
    except Malformed as wrong:
        return wrong.code, wrong.field


def by_the_codec(data: bytes) -> Header:
    return header._decode_slowly(read(data))


def headers() -> list[bytes]:
    made = [
        Header(1, CHAIN, seq, bytes(range(32)), hlc, urgency, keyref, bytes(range(32, 64)), length)
        for seq in SEQS
        for hlc in HLCS
        for urgency in (0, 1)
        for keyref in (KEY.keyref, OPEN_KEYREF)
        for length in LENGTHS
    ]
    return [encode_header(one) for one in made]


def test_every_width_reads_as_by_the_codec() -> None:
    assert [data for data in headers() if said(decode_header, data) != said(by_the_codec, data)] == []


@pytest.mark.parametrize("seed", range(3))
def test_changed_bytes_read_as_by_the_codec(seed: int) -> None:
    drawn, whole = random.Random(seed), headers()
    taken = 0
    for _ in range(20_000):
        data = bytearray(drawn.choice(whole))
        for _ in range(drawn.choice((1, 1, 2))):
            place = drawn.choice((*TELLING, drawn.randrange(len(data))))
            data[place] = drawn.choice((0, 1, 2, 0x18, 0x19, 0x1A, 0x1B, 0x58, 0xFF, drawn.randrange(256)))
        found = said(decode_header, bytes(data))
        assert found == said(by_the_codec, bytes(data)), data.hex()
        taken += isinstance(found, Header)
    assert taken > 1000


def test_what_tablets_seal_is_read_at_fixed_places(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = [
        encode_header(Header(1, CHAIN, seq, bytes(32), 1_550_800_000_000 << 16, 0, KEY.keyref, bytes(32), length))
        for seq in (24, 300, 70_000)
        for length in (92, 284)
    ]
    expected = [by_the_codec(data) for data in usual]
    monkeypatch.setattr(header, "read", None)
    assert [decode_header(data) for data in usual] == expected


def test_what_the_seal_is_bound_to_lies_in_the_header_as_it_would_be_written() -> None:
    whole = [(data, Header._make(read(data))) for data in headers()]
    whole += [(encode_header(one), one) for _, first in whole[:1] for one in [first._replace(bodylen=BODY_MAX)]]
    assert [data for data, one in whole if aad_within(data, one) != aad(one)] == []
