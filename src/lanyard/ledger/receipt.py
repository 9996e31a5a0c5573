"""Receipts: a site signs what it holds, and when. They prove a cut tail, and flag times that cannot be."""

from collections.abc import Collection, Iterable
from typing import Any

from lanyard.ledger.clock import AHEAD_MAX_MS, hlc_ms
from lanyard.ledger.open_kinds import ROWS_MAX
from lanyard.ledger.open_records import Gap, Head, HeadsReceived


def receipts(
    heads: Iterable[Head],
    gaps: Iterable[Gap] = (),
    held: Iterable[bytes] = (),
    impossible: Iterable[bytes] = (),
    *,
    time_ms: int,
) -> list[HeadsReceived]:
    """Return what is held as receipts of at most 800 rows each, so that every one fits an entry; at least one."""
    rows: list[tuple[int, Any]] = []
    for part, items in enumerate((heads, gaps, held, impossible)):
        unique: set[Any] = set(items)
        rows += [(part, item) for item in sorted(unique)]
    cuts = [rows[start : start + ROWS_MAX] for start in range(0, len(rows), ROWS_MAX)] or [[]]
    return [HeadsReceived(_part(cut, 0), _part(cut, 1), _part(cut, 2), _part(cut, 3), time_ms) for cut in cuts]


def _part(rows: list[tuple[int, Any]], part: int) -> tuple[Any, ...]:
    return tuple(item for own, item in rows if own == part)


def acknowledges(receipt: HeadsReceived, entry: Head) -> bool:
    """Say whether the receipt proves that its signer holds this entry, so that a tablet may delete its own copy.

    Below the head of a chain the hashes prove it; of a forked chain only the heads themselves are proven.
    """
    if entry in receipt.heads or entry.id in receipt.held:
        return True
    heads = [head for head in receipt.heads if head.chain == entry.chain]
    missing = any(gap.chain == entry.chain and gap.first <= entry.seq <= gap.last for gap in receipt.gaps)
    return len(heads) == 1 and entry.seq < heads[0].seq and not missing


def lost(receipt: HeadsReceived, known: Collection[bytes]) -> list[Head]:
    """Return the heads that the receipt's signer holds and we do not (`known`: ids): proof that something was cut off."""
    return [head for head in receipt.heads if head.id not in known]


def impossible_time(hlc: int, stated_ms: int | None, received_ms: int) -> bool:
    """Say whether an entry tells of a time more than 15 minutes after it was received (UTC ms)."""
    latest = received_ms + AHEAD_MAX_MS
    return hlc_ms(hlc) > latest or (stated_ms is not None and stated_ms > latest)
