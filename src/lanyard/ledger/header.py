"""The header: what everyone can read of an entry, and what is signed."""

from collections.abc import Callable
from struct import Struct
from typing import Any, Final, NamedTuple

from lanyard.crypto.hashing import H, prefix
from lanyard.ledger.chain import genesis
from lanyard.ledger.encoding import INT_MAX, check_value, read, write
from lanyard.ledger.errors import Malformed

VERSION: Final = 1
HEADER_MAX: Final = 160
BODY_MAX: Final = 65536
SEQ_END: Final = 2**53
OPEN_KEYREF: Final = bytes(16)
PAD: Final = 32
SEAL_BYTES: Final = 28

_AAD: Final = prefix("aad")
_AAD_OF_SEVEN: Final = _AAD + b"\x87"


class Header(NamedTuple):
    """The nine parts in their order. Hashes and `prev` are 32 bytes, `chain` and `keyref` 16."""

    v: int
    chain: bytes
    seq: int
    prev: bytes
    hlc: int
    urgency: int
    keyref: bytes
    bodyhash: bytes
    bodylen: int


def encode_header(header: Header) -> bytes:
    """Return the header's bytes."""
    return write(list(header))


def entry_id(header_bytes: bytes) -> bytes:
    """Return the entry's id (32 bytes)."""
    return H("entry", header_bytes)


def aad(header: Header) -> bytes:
    """Return what the seal of the body is bound to: the header without the body's hash and length."""
    return _AAD + write(list(header[:7]))


def aad_within(header_bytes: bytes, header: Header) -> bytes:
    """Return the same as `aad`, cut out of the bytes of a header of the first version.

    They are the one encoding of its nine parts, so the first seven lie in them as they would be written again.
    """
    after = 36 if header.bodylen < 2**8 else 37 if header.bodylen < 2**16 else 39
    return _AAD_OF_SEVEN + header_bytes[1:-after]


def decode_header(data: bytes) -> Header:
    """Read a header, or raise `Malformed`.

    A later version keeps the nine parts and may add more: they are carried, not read.
    """
    if len(data) > HEADER_MAX:
        raise Malformed("header.length", "header", len(data))
    return _read_usual(data) or _decode_slowly(read(data))


class _Usual(NamedTuple):
    """Where the parts lie in a header of one length, and the least numbers that are written in so many bytes."""

    unpack: Callable[[bytes], tuple[Any, ...]]
    seq: int
    bodylen: int
    bodylen_mark: int


def _usual(seq_width: int, bodylen_width: int) -> _Usual:
    places = Struct(f">3s16sB{_INTS[seq_width]}2s32sBQBB16s2s32sB{_INTS[bodylen_width]}")
    return _Usual(places.unpack, _LEAST[seq_width], _LEAST[bodylen_width], _MARKS[bodylen_width])


_INTS: Final = {1: "B", 2: "H", 4: "I"}
_LEAST: Final = {1: 24, 2: 2**8, 4: 2**16}
_MARKS: Final = {1: 0x18, 2: 0x19, 4: 0x1A}
_SEQ_AT: Final = 19
_USUAL_SIZES: Final = {
    (116 + seq_width + bodylen_width, _MARKS[seq_width]): _usual(seq_width, bodylen_width)
    for seq_width in (1, 2, 4)
    for bodylen_width in (1, 2)
}


def _read_usual(data: bytes) -> Header | None:
    """Read a sealed header at fixed places, in half the time; nothing if it differs in the least from its one encoding."""
    usual = _USUAL_SIZES.get((len(data), data[_SEQ_AT])) if len(data) > _SEQ_AT else None
    if usual is None:
        return None
    head, chain, _, seq, a, prev, b, hlc, urgency, c, keyref, d, bodyhash, e, bodylen = usual.unpack(data)
    if (
        head == b"\x89\x01\x50"
        and a == d == b"\x58\x20"
        and (b, c, e) == (0x1B, 0x50, usual.bodylen_mark)
        and seq >= usual.seq
        and bodylen >= usual.bodylen
        and 2**32 <= hlc <= INT_MAX
        and urgency <= 1
        and keyref != OPEN_KEYREF
        and bodylen >= PAD + SEAL_BYTES
        and bodylen % PAD == SEAL_BYTES
    ):
        return tuple.__new__(Header, (VERSION, chain, seq, prev, hlc, urgency, keyref, bodyhash, bodylen))
    return None


_TYPES: Final = (int, bytes, int, bytes, int, int, bytes, bytes, int)


def _decode_slowly(parts: Any) -> Header:
    """Say what is wrong; or that nothing is, as with a chain's first entries, open bodies and later versions."""
    check_value(parts, 1)
    if type(parts) is not list or len(parts) < len(_TYPES):
        raise Malformed("header.shape", "header", parts)
    header = Header._make(parts[: len(_TYPES)])
    v = header.v
    if type(v) is not int or v < 1:
        raise Malformed("header.v", "v", v)
    if v == VERSION and len(parts) != len(_TYPES):
        raise Malformed("header.shape", "header", len(parts))
    for name, size in _SIZES.items():
        value = getattr(header, name)
        if type(value) is not bytes or len(value) != size:
            raise Malformed(f"header.{name}", name, value)
    for name, end in _ENDS.items():
        value = getattr(header, name)
        if type(value) is not int or not 0 <= value < end:
            raise Malformed(f"header.{name}", name, value)
    if v == VERSION:
        _check_first_version(header)
    return header


_SIZES: Final = {"chain": 16, "prev": 32, "keyref": 16, "bodyhash": 32}
_ENDS: Final = {"seq": SEQ_END, "hlc": INT_MAX + 1, "urgency": 2, "bodylen": BODY_MAX + 1}


def _check_first_version(header: Header) -> None:
    sealed = SEAL_BYTES if header.keyref != OPEN_KEYREF else 0
    if header.bodylen < sealed + PAD or (header.bodylen - sealed) % PAD:
        raise Malformed("header.bodylen", "bodylen", header.bodylen)
    if header.seq == 0 and header.prev != genesis(header.chain):
        raise Malformed("header.genesis", "prev", header.prev)
