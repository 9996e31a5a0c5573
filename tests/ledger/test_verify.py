"""Receiving: each row of the table by hand, and the order in which the rows are looked at."""

import pytest

from lanyard.crypto.hashing import sha256
from lanyard.crypto.sealing import seal_with_nonce
from lanyard.ledger.body import Body
from lanyard.ledger.chain import Position
from lanyard.ledger.encoding import encode
from lanyard.ledger.errors import Malformed
from lanyard.ledger.header import Header, aad, decode_header, encode_header, entry_id
from lanyard.ledger.noun import Compartment
from lanyard.ledger.open_kinds import open_body
from lanyard.ledger.open_records import KeysGranted
from lanyard.ledger.seal import Sealed, sealing_key, signature_over
from lanyard.ledger.verify import (
    Mark,
    Reading,
    Received,
    Verdict,
    check_prev,
    check_shape,
    check_signature,
    read,
    receive,
)
from tests.ledger.drawn import CHAIN, CLAIMED, DEVICE, HLC, KEY, OTHER, OTHER_CHAIN, made

COMPS: dict[str, Compartment | None] = {"tag_claimed": Compartment.REGISTER, "recorded_in_error": None}


class Shelf:
    """A receiver's memory."""

    def __init__(self, *entries: Sealed, certified: bool = True) -> None:
        self.headers = {sealed.id: decode_header(sealed.header) for sealed in entries}
        self.certified = certified

    def public_key(self, chain: bytes) -> bytes | None:
        keys = {CHAIN: DEVICE.public, OTHER_CHAIN: OTHER.public}
        return keys.get(chain) if self.certified else None

    def header_of(self, entry_id: bytes) -> Header | None:
        return self.headers.get(entry_id)

    def ids_at(self, chain: bytes, seq: int) -> list[bytes]:
        return [i for i, header in self.headers.items() if (header.chain, header.seq) == (chain, seq)]


FIRST = made()
SECOND = made(position=Position.first(CHAIN).after(FIRST.id))


def quarantined(received: Received) -> str:
    """Return why an entry was put into quarantine."""
    assert received.verdict is Verdict.QUARANTINE
    return received.reason


def test_shape_comes_before_the_body_the_body_before_the_certificate_and_the_certificate_before_the_signature() -> None:
    nobody = Shelf(certified=False)
    assert quarantined(receive(SECOND._replace(header=b"\x80", body=b"", sig=b""), nobody)) == "header.shape"
    assert quarantined(receive(SECOND._replace(body=b"", sig=b""), nobody)) == "carried.length"
    assert quarantined(receive(SECOND._replace(body=bytes(len(SECOND.body)), sig=b""), nobody)) == "carried.hash"
    assert receive(SECOND._replace(sig=b""), nobody)[:2] == (Verdict.WAIT, "certificate")
    assert quarantined(receive(SECOND._replace(sig=b""), Shelf(FIRST))) == "signature"


def test_an_entry_of_another_chain_or_number_cannot_come_before() -> None:
    after_other = made(position=Position(CHAIN, 1, made(position=Position.first(OTHER_CHAIN), signer=OTHER).id))
    other = made(position=Position.first(OTHER_CHAIN), signer=OTHER)
    assert quarantined(receive(after_other, Shelf(other))) == "prev.chain"
    assert quarantined(receive(made(position=Position(CHAIN, 5, FIRST.id)), Shelf(FIRST))) == "prev.seq"


def test_a_signature_of_another_entry_or_device_is_refused() -> None:
    for sig in (FIRST.sig, signature_over(SECOND.header, OTHER), b"", bytes(64)):
        with pytest.raises(Malformed, match="signature"):
            check_signature(SECOND.header, sig, DEVICE.public)


def test_an_entry_stands_in_its_chain() -> None:
    assert receive(FIRST, Shelf()) == Received(Verdict.KEPT, "", decode_header(FIRST.header), ())
    assert receive(SECOND, Shelf(FIRST)).marks == ()


def test_a_gap_and_a_fork_are_kept_and_marked() -> None:
    fork = made(position=Position.first(CHAIN).after(FIRST.id), hlc=HLC + 1)
    assert receive(SECOND, Shelf()).marks == (Mark.GAP,)
    assert receive(fork, Shelf(FIRST, SECOND)).marks == (Mark.FORK,)
    assert receive(fork, Shelf(SECOND)).marks == (Mark.GAP, Mark.FORK)


def test_an_entry_that_comes_again_is_no_fork_of_itself() -> None:
    assert receive(SECOND, Shelf(FIRST, SECOND)).marks == ()
    assert check_prev(decode_header(FIRST.header), FIRST.id, None, [FIRST.id]) == ()


def test_the_id_that_comes_along_is_not_believed() -> None:
    renamed = SECOND._replace(id=FIRST.id)
    assert receive(renamed, Shelf(FIRST, SECOND)).marks == ()


def reading(sealed: Sealed, known: bool = True) -> Reading:
    """Open what was kept."""
    return read(decode_header(sealed.header), sealed.body, KEY if known else None, COMPS)[0]


def test_what_is_sealed_under_a_key_that_is_not_here_waits() -> None:
    assert reading(FIRST, known=False) is Reading.SEALED


def test_a_kind_under_a_key_of_another_compartment_is_not_folded() -> None:
    medical = sealing_key(Compartment.MEDICAL, KEY.key)
    sealed = made(key=medical)
    assert read(decode_header(sealed.header), sealed.body, medical, COMPS)[0] is Reading.COMPARTMENT


def test_a_kind_of_no_compartment_goes_with_its_target() -> None:
    assert reading(made(CLAIMED._replace(kind="recorded_in_error"))) is Reading.READ


def test_an_unknown_kind_is_not_folded_but_its_body_is_given() -> None:
    sealed = made(CLAIMED._replace(kind="buried"))
    assert read(decode_header(sealed.header), sealed.body, KEY, COMPS) == (
        Reading.UNKNOWN_KIND,
        CLAIMED._replace(kind="buried"),
    )


def open_entry_of(body: Body) -> Sealed:
    """Return an open entry."""
    return made(body, key=None)


def test_a_personal_kind_in_an_open_body_is_not_folded() -> None:
    assert reading(open_entry_of(CLAIMED)) is Reading.OPEN_PERSONAL


def test_an_open_kind_is_read_only_in_an_open_body_and_without_names() -> None:
    granted = open_body(KeysGranted(bytes(16), ()))
    assert reading(open_entry_of(granted)) is Reading.READ
    assert reading(made(granted)) is Reading.COMPARTMENT
    assert reading(open_entry_of(granted._replace(done_by="somebody"))) is Reading.UNREADABLE


def rough(plain: bytes, v: int = 1) -> Sealed:
    """Return an entry sealed without looking at what is in it."""
    unsealed = Header(v, CHAIN, 1, bytes(32), HLC, 0, KEY.keyref, bytes(32), len(plain) + 28)
    kept = seal_with_nonce(KEY.key, bytes(12), plain, aad(unsealed))
    data = encode_header(unsealed._replace(bodyhash=sha256(kept)))
    return Sealed(entry_id(data), data, kept, signature_over(data, DEVICE))


@pytest.mark.parametrize("plain", [bytes(32), b"\2" + bytes(31), b"\0\0\1\xff" + bytes(28), b"\0\0\1\xa0" + b"\1" * 28])
def test_what_does_not_open_or_parse_is_kept_and_its_chain_goes_on(plain: bytes) -> None:
    unreadable = rough(plain)
    assert receive(unreadable, Shelf()).verdict is Verdict.KEPT
    assert reading(unreadable) is Reading.UNREADABLE
    assert receive(made(position=Position(CHAIN, 2, unreadable.id)), Shelf(unreadable)).marks == ()


def test_a_later_version_is_checked_and_kept_but_not_read() -> None:
    later = rough(encode("anything at all"), v=2)
    assert receive(later, Shelf()).verdict is Verdict.KEPT
    assert reading(later) is Reading.LATER_VERSION
    assert quarantined(receive(later._replace(sig=bytes(64)), Shelf())) == "signature"
    assert check_shape(later.header, later.body).v == 2
