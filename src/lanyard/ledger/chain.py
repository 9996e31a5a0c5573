"""A chain: one device's unbroken line of entries."""

from typing import Final, NamedTuple

from lanyard.crypto.hashing import H
from lanyard.ledger.encoding import encode

EPOCH_BYTES: Final = 16


def chain_of(public: bytes, epoch: bytes, root: bytes) -> bytes:
    """Return the chain's name (16 bytes): bound to the device's key, a random epoch (16 bytes) and the mission's root."""
    return H("chain", encode([1, public, epoch, root]))[:16]


def genesis(chain: bytes) -> bytes:
    """Return the `prev` (32 bytes) of the chain's first entry."""
    return H("genesis", chain)


class Position(NamedTuple):
    """Where the next entry of a chain goes."""

    chain: bytes
    seq: int
    prev: bytes

    @classmethod
    def first(cls, chain: bytes) -> "Position":
        """Return the place of the chain's first entry."""
        return cls(chain, 0, genesis(chain))

    def after(self, entry_id: bytes) -> "Position":
        """Return the place that follows, once the entry with this id stands here."""
        return Position(self.chain, self.seq + 1, entry_id)
