"""Cases of the frame round a body: codec, length, padding, and deflate with the preset dictionary."""

from typing import Final

from lanyard.ledger.encoding import encode
from lanyard.ledger.plain import DICTIONARY_1
from vectors.deflate import deflate, repeated, stored
from vectors.forms import Json, accepted, bytes_form, draw, refused

CBOR: Final = encode(["tag_claimed", None, None, [0, draw("her", 16)], None, 1, None, 0, [], {"tag": "BG4F7K2P9X"}])
LONG: Final = encode({"text": "x" * 4000})


def framed(codec: int, data: bytes, padding: bytes | None = None) -> bytes:
    """Return codec, length, data and padding, however wrong."""
    start = bytes((codec,)) + len(data).to_bytes(2, "big") + data
    return start + (bytes(-len(start) % 32) if padding is None else padding)


def plain() -> list[Json]:
    """Return frames that are read, and what is wrong with others."""
    far = DICTIONARY_1[:40]
    read = {
        "raw": (0, CBOR, CBOR),
        "raw, nothing left to pad": (0, bytes(29), bytes(29)),
        "raw, padded to the full": (0, bytes(30), bytes(30)),
        "raw, as long as may be": (0, bytes(65533), bytes(65533)),
        "deflated": (1, deflate(CBOR, DICTIONARY_1), CBOR),
        "deflated without the dictionary": (1, deflate(CBOR, b""), CBOR),
        "deflated, stored block": (1, stored(CBOR), CBOR),
        "deflated, far more than it is": (1, deflate(LONG, DICTIONARY_1), LONG),
        "deflated, all there may be": (1, repeated(0, 65536), bytes(65536)),
        "deflated, from the far end of the dictionary": (1, deflate(far, DICTIONARY_1), far),
    }
    cases = [
        accepted(name, {"plain": bytes_form(framed(codec, data))}, {"codec": codec, "cbor": bytes_form(inside)})
        for name, (codec, data, inside) in read.items()
    ]
    return cases + [refused(name, {"plain": bytes_form(data)}, code) for name, data, code in _refused()]


def _refused() -> list[tuple[str, bytes, str]]:
    whole = framed(0, CBOR)
    packed = deflate(CBOR, DICTIONARY_1)
    before = deflate(CBOR[:20], CBOR[:20] + bytes(32000))
    return [
        ("nothing", b"", "plain.length"),
        ("31 bytes", whole[:31], "plain.length"),
        ("a byte more than a step", whole + b"\0", "plain.length"),
        ("a step of padding too much", whole + bytes(32), "plain.length"),
        ("the length points past the end", b"\0\xff\xff" + bytes(29), "plain.length"),
        ("the length leaves more than 31", b"\0\0\1" + bytes(61), "plain.length"),
        ("longer than a body may be", b"\0\xff\xff" + bytes(65565), "plain.length"),
        ("first byte of the padding", framed(0, b"\xa0", b"\1" + bytes(27)), "plain.padding"),
        ("last byte of the padding", framed(0, b"\xa0", bytes(27) + b"\x80"), "plain.padding"),
        ("codec 2", framed(2, packed), "plain.codec"),
        ("codec 255", framed(255, CBOR), "plain.codec"),
        ("not deflated", framed(1, CBOR), "plain.deflate"),
        ("nothing deflated", framed(1, b""), "plain.deflate"),
        ("deflated, cut by a byte", framed(1, packed[:-1]), "plain.deflate"),
        ("deflated, a byte follows", framed(1, packed + b"\0"), "plain.deflate"),
        ("deflated, a second stream follows", framed(1, packed + stored(b"")), "plain.deflate"),
        ("deflated, no block is the last", framed(1, deflate(CBOR, DICTIONARY_1, final=False)), "plain.deflate"),
        ("a distance from before the dictionary", framed(1, before), "plain.deflate"),
        ("with the wrapping of zlib", framed(1, b"\x78\xbb" + packed), "plain.deflate"),
        ("65,537 bytes when inflated", framed(1, repeated(0, 65537)), "plain.size"),
        ("a million bytes when inflated", framed(1, repeated(0, 1_000_000)), "plain.size"),
    ]
