"""The header: what everyone can read of an entry, and what is signed."""

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


def decode_header(data: bytes) -> Header:
    """Read a header, or raise `Malformed`.

    A later version keeps the nine parts and may add more: they are carried, not read.
    """
    if len(data) > HEADER_MAX:
        raise Malformed("header.length", "header", len(data))
    parts = read(data)
    if type(parts) is list and tuple(map(type, parts)) == _TYPES:
        v, chain, seq, prev, hlc, urgency, keyref, bodyhash, bodylen = parts
        if (
            v == VERSION
            and len(chain) == len(keyref) == 16
            and len(prev) == len(bodyhash) == 32
            and 0 < seq < SEQ_END
            and 0 <= hlc <= INT_MAX
            and 0 <= urgency <= 1
            and 0 < bodylen <= BODY_MAX
            and (bodylen if keyref == OPEN_KEYREF else bodylen - SEAL_BYTES) % PAD == 0
            and bodylen >= PAD + SEAL_BYTES
        ):
            return tuple.__new__(Header, parts)
    return _decode_slowly(parts)


_TYPES: Final = (int, bytes, int, bytes, int, int, bytes, bytes, int)


def _decode_slowly(parts: Any) -> Header:
    """Say what is wrong; or that nothing is, as with first entries, short open bodies and later versions."""
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
