"""Fork proofs: they need two signed entries at one place, and are the same whoever makes them."""

import pytest

from lanyard.ledger.chain import Position
from lanyard.ledger.errors import Malformed
from lanyard.ledger.fork import check_fork, prove_fork
from lanyard.ledger.open_kinds import open_body, read_open
from tests.ledger.drawn import CHAIN, DEVICE, HLC, OTHER, OTHER_CHAIN, made

ONE, TWO = made(), made(hlc=HLC + 1)
PROOF = prove_fork(ONE, TWO)


@pytest.mark.parametrize(
    ("proof", "code"),
    [
        (prove_fork(ONE, ONE), "fork.same"),
        (PROOF._replace(header_a=PROOF.header_b, header_b=PROOF.header_a), "fork.order"),
        (prove_fork(ONE, made(position=Position(CHAIN, 1, bytes(32)))), "fork.place"),
        (prove_fork(ONE, made(position=Position.first(OTHER_CHAIN))), "fork.place"),
        (PROOF._replace(sig_a=PROOF.sig_b), "signature"),
        (PROOF._replace(sig_b=PROOF.sig_a), "signature"),
        (PROOF._replace(header_a=b"\x80"), "header.shape"),
    ],
)
def test_what_proves_nothing_is_refused(proof: object, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        check_fork(proof, DEVICE.public)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_a_proof_by_another_key_is_refused() -> None:
    with pytest.raises(Malformed, match="signature"):
        check_fork(PROOF, OTHER.public)


def test_a_proof_names_the_place_and_is_the_same_from_either_side() -> None:
    assert check_fork(PROOF, DEVICE.public) == (CHAIN, 0)
    assert prove_fork(TWO, ONE) == PROOF
    assert read_open(open_body(PROOF)) == PROOF
