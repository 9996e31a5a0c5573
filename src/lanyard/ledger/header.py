"""The header: what everyone can read of an entry, and what is signed."""

from typing import Final, NamedTuple

import cbrrr

from lanyard.crypto.hashing import H, prefix
from lanyard.ledger.chain import genesis
from lanyard.ledger.encoding import INT_MAX, decode
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
    return cbrrr.encode_dag_cbor(list(header))


def entry_id(header_bytes: bytes) -> bytes:
    """Return the entry's id (32 bytes)."""
    return H("entry", header_bytes)


def aad(header: Header) -> bytes:
    """Return what the seal of the body is bound to: the header without the body's hash and length."""
    return _AAD + cbrrr.encode_dag_cbor(list(header[:7]))


def decode_header(data: bytes) -> Header:
    """Read a header, or raise `Malformed`. A later version keeps the nine parts and may add more: they are carried, not read."""
    if len(data) > HEADER_MAX:
        raise Malformed("header.length", "header", len(data))
    parts = decode(data)
    if type(parts) is not list or len(parts) < 9:
        raise Malformed("header.shape", "header", parts)
    header = Header._make(parts[:9])
    _check(header, len(parts))
    return header


def _uint(value: object, end: int) -> bool:
    return type(value) is int and 0 <= value < end


def _bytes(value: object, size: int) -> bool:
    return type(value) is bytes and len(value) == size


def _check(header: Header, count: int) -> None:
    v, chain, seq, prev, hlc, urgency, keyref, bodyhash, bodylen = header
    if not _uint(v, INT_MAX + 1) or v == 0:
        raise Malformed("header.v", "v", v)
    if v == VERSION and count != 9:
        raise Malformed("header.shape", "header", count)
    if not _bytes(chain, 16):
        raise Malformed("header.chain", "chain", chain)
    if not _uint(seq, SEQ_END):
        raise Malformed("header.seq", "seq", seq)
    if not _bytes(prev, 32):
        raise Malformed("header.prev", "prev", prev)
    if not _uint(hlc, INT_MAX + 1):
        raise Malformed("header.hlc", "hlc", hlc)
    if not _uint(urgency, 2):
        raise Malformed("header.urgency", "urgency", urgency)
    if not _bytes(keyref, 16):
        raise Malformed("header.keyref", "keyref", keyref)
    if not _bytes(bodyhash, 32):
        raise Malformed("header.bodyhash", "bodyhash", bodyhash)
    if not _uint(bodylen, BODY_MAX + 1):
        raise Malformed("header.bodylen", "bodylen", bodylen)
    if v != VERSION:
        return
    sealed = SEAL_BYTES if keyref != OPEN_KEYREF else 0
    if bodylen < sealed + PAD or (bodylen - sealed) % PAD:
        raise Malformed("header.bodylen", "bodylen", bodylen)
    if seq == 0 and prev != genesis(chain):
        raise Malformed("header.genesis", "prev", prev)
