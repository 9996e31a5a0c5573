"""Receipts: what they prove, and what they do not."""

from lanyard.ledger.open_kinds import open_body
from lanyard.ledger.open_records import Gap, Head, HeadsReceived
from lanyard.ledger.receipt import ROWS_MAX, acknowledges, impossible_time, lost, receipts
from tests.ledger.drawn import CHAIN, OTHER_CHAIN, made

NOW = 1_550_822_400_000
MINUTES_15 = 15 * 60 * 1000


def entry(seq: int, branch: int = 0, chain: bytes = CHAIN) -> Head:
    """Return the name of an entry."""
    return Head(chain, seq, bytes((branch, seq)).ljust(32))


def one(*heads: Head, gaps: tuple[Gap, ...] = (), held: tuple[bytes, ...] = ()) -> HeadsReceived:
    """Return a receipt."""
    (receipt,) = receipts(heads, gaps, held, time_ms=NOW)
    return receipt


def test_a_receipt_does_not_prove_what_comes_after_it_lies_in_a_gap_or_on_another_chain() -> None:
    receipt = one(entry(9), gaps=(Gap(CHAIN, 3, 5),))
    for seq in (10, 3, 4, 5):
        assert not acknowledges(receipt, entry(seq))
    assert not acknowledges(receipt, entry(1, chain=OTHER_CHAIN))


def test_a_receipt_does_not_prove_another_entry_at_the_heads_place() -> None:
    assert not acknowledges(one(entry(9)), entry(9, branch=1))


def test_of_a_forked_chain_only_the_heads_are_proven() -> None:
    receipt = one(entry(9), entry(9, branch=1))
    assert not acknowledges(receipt, entry(8))
    assert acknowledges(receipt, entry(9, branch=1))


def test_a_receipt_proves_the_head_what_lies_below_and_what_is_held() -> None:
    receipt = one(entry(9), gaps=(Gap(CHAIN, 3, 5),), held=(entry(20).id,))
    for seq in (9, 8, 6, 2, 0, 20):
        assert acknowledges(receipt, entry(seq))


def test_a_cut_tail_is_noticed_by_anothers_receipt() -> None:
    assert lost(one(entry(9), entry(4, chain=OTHER_CHAIN)), {entry(9).id}) == [entry(4, chain=OTHER_CHAIN)]
    assert lost(one(entry(9)), {entry(9).id}) == []


def test_a_time_is_impossible_only_when_it_is_more_than_15_minutes_after_the_receipt() -> None:
    assert not impossible_time(NOW + MINUTES_15 << 16, NOW + MINUTES_15, NOW)
    assert impossible_time(NOW + MINUTES_15 + 1 << 16, None, NOW)
    assert impossible_time(NOW << 16, NOW + MINUTES_15 + 1, NOW)
    assert not impossible_time(0, -(10**12), NOW)


def test_more_rows_than_fit_become_several_receipts_and_each_fits_an_entry() -> None:
    heads = [Head(i.to_bytes(16, "big"), 2**53 - 1, i.to_bytes(32, "big")) for i in range(2 * ROWS_MAX)]
    held = [i.to_bytes(32, "big") for i in range(5)]
    cut = receipts(heads, held=held, time_ms=NOW)
    assert len(cut) == 3
    assert [head for receipt in cut for head in receipt.heads] == heads
    assert [name for receipt in cut for name in receipt.held] == held
    for receipt in cut:
        made(open_body(receipt, site=bytes(16)), key=None)


def test_an_empty_ledger_gives_an_empty_receipt() -> None:
    assert one() == HeadsReceived((), (), (), (), NOW)
