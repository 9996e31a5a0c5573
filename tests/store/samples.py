"""Rows for the store's tests: chains of real headers over random bodies, drawn from a fixed seed."""

import random
from collections.abc import Iterator

from lanyard.crypto.hashing import sha256
from lanyard.ledger.chain import Position
from lanyard.ledger.header import Header, encode_header, entry_id
from lanyard.ledger.seal import Sealed

FILE_KEY = bytes(range(32))


class Device:
    """A chain that grows: each `next` is one more entry. Signatures are random bytes, since the store checks none."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.chain = self.random.randbytes(16)
        self.position = Position.first(self.chain)

    def next(self, size: int = 252, keyref: bytes | None = None) -> Sealed:
        row = self._at(self.position, size, keyref)
        self.position = self.position.after(row.id)
        return row

    def fork(self, size: int = 252) -> Sealed:
        """Return another entry for the place that the next one will have."""
        return self._at(self.position, size)

    def take(self, count: int, size: int = 252) -> list[Sealed]:
        return [self.next(size) for _ in range(count)]

    def _at(self, position: Position, size: int, keyref: bytes | None = None) -> Sealed:
        body = self.random.randbytes(size)
        keyref = keyref or self.random.randbytes(16)
        hlc = (1_550_000_000_000 + position.seq % 2**30) << 16
        header = encode_header(
            Header(1, position.chain, position.seq, position.prev, hlc, 0, keyref, sha256(body), size)
        )
        return Sealed(entry_id(header), header, body, self.random.randbytes(64))


def chains(count: int, length: int, seed: int = 1) -> list[Sealed]:
    """Return entries of several chains, one of each in turn."""
    devices = [Device(seed + number) for number in range(count)]
    return [device.next() for _ in range(length) for device in devices]


def pieces(data: bytes, seed: int = 1) -> Iterator[bytes]:
    """Yield the bytes in pieces of odd lengths."""
    drawn = random.Random(seed)
    start = 0
    while start < len(data):
        end = start + drawn.randint(1, 70_000)
        yield data[start:end]
        start = end
