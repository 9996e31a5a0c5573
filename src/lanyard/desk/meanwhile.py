"""A boarding list as it will be read when what somebody may still take back is sealed: shown to its author alone."""

from collections.abc import Iterable
from typing import NamedTuple

from lanyard.casefile.duties import MINUTE_MS
from lanyard.casefile.known import site_of
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.tally import Count
from lanyard.desk.draft import Draft
from lanyard.ledger.noun import Ref
from lanyard.stations.transport.entries import (
    Boarded,
    CountedIn,
    Departed,
    HandedOver,
    HappenedEnRoute,
    LeftVehicle,
    ManifestOpened,
    Received,
    WaypointPassed,
)
from lanyard.store.drafts_file import Waiting


class Waits(NamedTuple):
    """A draft about this list, or of somebody on it, by the number under which it is taken back."""

    n: int
    draft: Draft
    at_ms: int


def waiting_on(ref: Ref, mine: Iterable[tuple[Waiting, Draft]]) -> list[Waits]:
    """Those of somebody's drafts that have a part in this list, the oldest first."""
    found = [Waits(row.n, draft, draft.at[0] * 1000 if draft.at else 0) for row, draft in mine]
    return [one for one in found if ref in (one.draft.about, getattr(one.draft.record, "manifest", None))]


def read_on(manifest: Manifest, waits: Iterable[Waits]) -> None:
    """Read these into the list, as its stations would."""
    for _, draft, at_ms in waits:
        _aboard(manifest, draft)
        _on_the_way(manifest, draft, at_ms)


def _aboard(manifest: Manifest, draft: Draft) -> None:
    match draft.record:
        case Boarded():
            manifest.boarded.add(draft.about)
            manifest.left.discard(draft.about)
        case LeftVehicle():
            manifest.left.add(draft.about)
        case Received():
            manifest.received.add(draft.about)


def _on_the_way(manifest: Manifest, draft: Draft, at_ms: int) -> None:
    match draft.record:
        case ManifestOpened() as said:
            manifest.site = site_of(draft.where)
            manifest.seats, manifest.to, manifest.route = said.seats, said.to, said.route
            manifest.officer, manifest.plate = said.officer, said.plate or ""
        case Departed() | WaypointPassed() | HappenedEnRoute() as said:
            manifest.departed_ms = manifest.departed_ms or at_ms
            manifest.heard_ms, manifest.expected_ms = at_ms, at_ms + said.expected_min * MINUTE_MS
        case CountedIn() as said:
            manifest.heads += (Count(said.heads, b""),)
            manifest.counted_in_ms = at_ms
        case HandedOver() as said:
            manifest.handed_over_ms, manifest.said_missing = at_ms, said.missing
