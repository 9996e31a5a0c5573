"""What is sealed: the body's CBOR, deflated with the preset dictionary if that helps, padded to steps of 32 bytes."""

import zlib
from importlib.resources import files
from typing import Final

from lanyard.crypto.hashing import sha256
from lanyard.ledger.errors import Malformed
from lanyard.ledger.header import BODY_MAX, PAD

RAW: Final = 0
DEFLATE_1: Final = 1
LEAD_BYTES: Final = 3
DATA_MAX: Final = 0xFFFF

DICTIONARY_1_SHA256: Final = "3ad7d486a93ae580bf433f4da867c1fae473fe50cb44754eb0a83f3790b8a859"


def _dictionary_1() -> bytes:
    data = files("lanyard.ledger").joinpath("dictionary-1.bin").read_bytes()
    if sha256(data).hex() != DICTIONARY_1_SHA256:
        raise Malformed("dictionary", "dictionary-1.bin", sha256(data).hex())
    return data


DICTIONARY_1: Final = _dictionary_1()

# A primed compressor is copied for each body. At 6 the copy comes from the heap; at 8, zlib's own choice, it is so
# large that it often comes from fresh pages, which takes up to four times as long and saves nothing on short bodies.
_MEMORY_LEVEL: Final = 6
_PRIMED: Final = zlib.compressobj(9, zlib.DEFLATED, -15, _MEMORY_LEVEL, zlib.Z_DEFAULT_STRATEGY, DICTIONARY_1)


def wrap_plain(cbor: bytes, *, compress: bool = True) -> bytes:
    """Return codec ‖ length ‖ data ‖ zeros. Deflated only if that is shorter."""
    codec, data = RAW, cbor
    if compress:
        primed = _PRIMED.copy()
        deflated = primed.compress(cbor) + primed.flush()
        if len(deflated) < len(cbor):
            codec, data = DEFLATE_1, deflated
    size = LEAD_BYTES + len(data)
    if len(data) > DATA_MAX or len(cbor) > BODY_MAX or size > BODY_MAX:
        raise Malformed("plain.size", "cbor", len(cbor))
    return bytes((codec,)) + len(data).to_bytes(2, "big") + data + bytes(-size % PAD)


def unwrap_plain(plain: bytes) -> bytes:
    """Return the body's CBOR, or raise `Malformed`. A codec of a later release is `plain.codec`."""
    size = len(plain)
    if size < PAD or size % PAD or size > BODY_MAX:
        raise Malformed("plain.length", "plain", size)
    end = LEAD_BYTES + (plain[1] << 8 | plain[2])
    if not 0 <= size - end < PAD:
        raise Malformed("plain.length", "len", end)
    if plain.count(0, end) != size - end:
        raise Malformed("plain.padding", "padding", plain[end:])
    codec = plain[0]
    if codec == DEFLATE_1:
        return _inflate(plain[LEAD_BYTES:end])
    if codec == RAW:
        return plain[LEAD_BYTES:end]
    raise Malformed("plain.codec", "codec", codec)


def _inflate(data: bytes) -> bytes:
    stream = zlib.decompressobj(-15, DICTIONARY_1)
    try:
        cbor = stream.decompress(data, BODY_MAX + 1)
    except zlib.error:
        raise Malformed("plain.deflate", "data", data) from None
    if len(cbor) > BODY_MAX:
        raise Malformed("plain.size", "data", len(cbor))
    if not stream.eof or stream.unused_data:
        raise Malformed("plain.deflate", "data", data)
    return cbor
