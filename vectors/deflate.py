"""A small deflate writer (RFC 1951, fixed codes), so that the vectors do not depend on anybody's version of zlib."""

from typing import Final

MATCH_MIN: Final = 3
MATCH_MAX: Final = 258
WINDOW: Final = 32768

_LENGTHS: Final = (
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    13,
    15,
    17,
    19,
    23,
    27,
    31,
    35,
    43,
    51,
    59,
    67,
    83,
    99,
    115,
    131,
    163,
    195,
    227,
    258,
)
_DISTANCES: Final = (
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
    8193, 12289, 16385, 24577,
)  # fmt: skip


class Bits:
    """Bits on their way into bytes, the lowest first."""

    def __init__(self) -> None:
        self.number = 0
        self.count = 0

    def put(self, value: int, width: int) -> None:
        """Add a number of `width` bits."""
        self.number |= value << self.count
        self.count += width

    def code(self, value: int, width: int) -> None:
        """Add a code, whose bits go in from the highest."""
        self.put(int(f"{value:0{width}b}"[::-1], 2), width)

    def symbol(self, symbol: int) -> None:
        """Add a literal (0–255), the end (256) or a length (257–285) in the fixed code."""
        if symbol < 144:
            self.code(0x30 + symbol, 8)
        elif symbol < 256:
            self.code(0x190 + symbol - 144, 9)
        elif symbol < 280:
            self.code(symbol - 256, 7)
        else:
            self.code(0xC0 + symbol - 280, 8)

    def match(self, length: int, distance: int) -> None:
        """Add a copy of what was said before."""
        row = max(i for i, least in enumerate(_LENGTHS) if least <= length)
        self.symbol(257 + row)
        self.put(length - _LENGTHS[row], 0 if row < 8 or row == 28 else (row - 4) // 4)
        row = max(i for i, least in enumerate(_DISTANCES) if least <= distance)
        self.code(row, 5)
        self.put(distance - _DISTANCES[row], 0 if row < 2 else row // 2 - 1)

    def finish(self) -> bytes:
        """Return the bytes, the last filled up with zero bits."""
        return self.number.to_bytes((self.count + 7) // 8, "little")


def deflate(data: bytes, dictionary: bytes, *, final: bool = True) -> bytes:
    """Return one block that inflates to `data`. `final` False leaves the stream without an end, as no writer should."""
    bits = Bits()
    bits.put(int(final), 1)
    bits.put(1, 2)
    known, at = (dictionary + data), len(dictionary)
    while at < len(known):
        length, distance = _longest(known, at)
        if length >= MATCH_MIN:
            bits.match(length, distance)
        else:
            bits.symbol(known[at])
            length = 1
        at += length
    bits.symbol(256)
    return bits.finish()


def stored(data: bytes) -> bytes:
    """Return one stored block (at most 65,535 bytes): deflated without being smaller."""
    size = len(data)
    return b"\1" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + data


def repeated(byte: int, times: int) -> bytes:
    """Return a block that inflates to one byte said many times: how a bomb is made."""
    bits = Bits()
    bits.put(1, 1)
    bits.put(1, 2)
    bits.symbol(byte)
    left = times - 1
    while left >= MATCH_MIN:
        length = min(left, MATCH_MAX)
        bits.match(length, 1)
        left -= length
    for _ in range(left):
        bits.symbol(byte)
    bits.symbol(256)
    return bits.finish()


def _longest(known: bytes, at: int) -> tuple[int, int]:
    """Return length and distance of the longest match that ends before the data does; the nearest of equals."""
    best, distance = 0, 0
    while best < min(MATCH_MAX, len(known) - at):
        found = known.rfind(known[at : at + max(best + 1, MATCH_MIN)], max(0, at - WINDOW), at + best)
        if found < 0:
            break
        distance = at - found
        while best < MATCH_MAX and at + best < len(known) and known[found + best] == known[at + best]:
            best += 1
        if best < MATCH_MIN:
            break
    return best, distance
