"""Reads pictures (PNG, eight bits a channel) as rows of grey, with nothing but the standard library."""

import struct
import zlib
from collections.abc import Iterator
from itertools import accumulate
from typing import Final, NamedTuple

import zxingcpp

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
CHANNELS: Final = {0: 1, 2: 3, 4: 2, 6: 4}


class Picture(NamedTuple):
    """Grey pixels, row after row: 0 is black."""

    width: int
    height: int
    pixels: bytes

    def row(self, y: int) -> bytes:
        return self.pixels[y * self.width : (y + 1) * self.width]

    def ink(self) -> int:
        """How many pixels are rather black than white."""
        return sum(self.pixels.count(value) for value in range(128))


def read_png(data: bytes) -> Picture:
    assert data.startswith(SIGNATURE)
    width, height, depth, colour = struct.unpack(">IIBB", data[16:26])
    assert depth == 8
    raw = zlib.decompress(b"".join(body for name, body in chunks(data) if name == b"IDAT"))
    channels = CHANNELS[colour]
    stride = width * channels + 1
    rows, before = [], bytes(width)
    for start in range(0, height * stride, stride):
        before = unfiltered(raw[start], raw[start + 1 : start + stride : channels], before)
        rows.append(before)
    return Picture(width, height, b"".join(rows))


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(data):
        size, name = struct.unpack(">I4s", data[at : at + 8])
        yield name, data[at + 8 : at + 8 + size]
        at += size + 12


def unfiltered(kind: int, row: bytes, above: bytes) -> bytes:
    """One row of one channel: the first is as good as all of black and white."""
    if kind == 0:
        return row
    if kind == 1:
        return bytes(accumulate(row, lambda a, b: a + b & 255))
    if kind == 2:
        return bytes(a + b & 255 for a, b in zip(row, above, strict=True)) if any(row) else above
    made, left, corner = bytearray(), 0, 0
    for value, up in zip(row, above, strict=True):
        left = value + ((left + up) // 2 if kind == 3 else paeth(left, up, corner)) & 255
        made.append(left)
        corner = up
    return bytes(made)


def paeth(left: int, up: int, corner: int) -> int:
    if left == corner:
        return up
    if up == corner:
        return left
    near = left + up - corner
    return min((left, up, corner), key=lambda one: abs(near - one))


def codes_in(data: bytes) -> list[str]:
    """The text of every code on a page, by where it stands: down each column, the columns from left to right."""
    picture = read_png(data)
    image = memoryview(picture.pixels).cast("B", (picture.height, picture.width))
    found = [
        (bar.position.top_left, bar.text)
        for bar in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    ]
    return [text for _, text in sorted(found, key=lambda one: (round(one[0].x / 50), one[0].y))]
