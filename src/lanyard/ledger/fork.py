"""A fork: one chain, one number, two entries. The proof is both headers with their signatures."""

from lanyard.ledger.errors import Malformed
from lanyard.ledger.header import decode_header
from lanyard.ledger.open_records import ForkProven
from lanyard.ledger.seal import Sealed
from lanyard.ledger.verify import check_signature


def prove_fork(one: Sealed, other: Sealed) -> ForkProven:
    """Return the proof from two entries; the same whichever comes first."""
    first, second = sorted((one, other), key=lambda sealed: sealed.header)
    return ForkProven(first.header, first.sig, second.header, second.sig)


def check_fork(proof: ForkProven, public: bytes) -> tuple[bytes, int]:
    """Return the chain and number that are forked. Raises `Malformed` if the proof proves nothing."""
    if proof.header_a == proof.header_b:
        raise Malformed("fork.same", "header_b", proof.header_b)
    if proof.header_a > proof.header_b:
        raise Malformed("fork.order", "header_b", proof.header_b)
    one, other = decode_header(proof.header_a), decode_header(proof.header_b)
    if (one.chain, one.seq) != (other.chain, other.seq):
        raise Malformed("fork.place", "header_b", (other.chain, other.seq))
    check_signature(proof.header_a, proof.sig_a, public)
    check_signature(proof.header_b, proof.sig_b, public)
    return one.chain, one.seq
