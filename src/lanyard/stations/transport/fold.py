"""What transport's entries change."""

from lanyard.casefile.case import Came, Case, Outcome
from lanyard.casefile.duties import MINUTE_MS
from lanyard.casefile.known import site_of
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.place import Place, Where
from lanyard.ledger.entry import Entry


def opened(manifest: Manifest, e: Entry) -> None:
    """An empty list."""
    said = e.record
    manifest.site = site_of(e.where)
    manifest.seats, manifest.to, manifest.route = said.seats, said.to, said.route
    manifest.officer, manifest.plate = said.officer, said.plate or ""


def boards(case: Case, e: Entry) -> None:
    """She is aboard."""
    case.first_ms = case.first_ms or e.at_ms
    case.move(Place(Where.ABOARD, e.record.manifest.key.hex()), e)
    case.rides[e.record.manifest.key] = Outcome.ABOARD


def takes_aboard(manifest: Manifest, e: Entry) -> None:
    """One more on the list; stepping on again undoes stepping off."""
    manifest.boarded.add(e.about)
    manifest.left.discard(e.about)


def leaves(case: Case, e: Entry) -> None:
    """She is where she stepped off. Leaving a vehicle that she is not aboard moves nobody."""
    if case.place == Place(Where.ABOARD, e.record.manifest.key.hex()):
        case.move(Place(Where.ON_SITE), e, ride_ends=Outcome.LEFT)


def lets_off(manifest: Manifest, e: Entry) -> None:
    """One fewer aboard."""
    manifest.left.add(e.about)


def sealed(manifest: Manifest, e: Entry) -> None:
    """The list is closed."""
    manifest.sealed_people, manifest.despite = e.record.people, e.record.despite


def departed(manifest: Manifest, e: Entry) -> None:
    """On the road."""
    manifest.departed_ms = e.at_ms
    _heard(manifest, e)


def heard(manifest: Manifest, e: Entry) -> None:
    """Word of it."""
    _heard(manifest, e)


def heads(manifest: Manifest, e: Entry) -> None:
    """Counted before named."""
    manifest.counted_in, manifest.counted_in_ms = e.record.heads, e.at_ms
    manifest.heard_ms = e.at_ms


def receives(case: Case, e: Entry) -> None:
    """Somebody else answers for her now: one episode ends here and another begins at the receiver's."""
    case.first_ms = case.first_ms or e.at_ms
    site = site_of(e.where)
    if case.episodes:
        episode = case.episodes[-1]
        if episode.site == site and not episode.closed and episode.came is Came.RECEIVED:
            return
        case.move(Place(Where.HANDED_OVER, site), e, ride_ends=Outcome.RECEIVED, signed_for=True)
    case.rides[e.record.manifest.key] = Outcome.RECEIVED
    case.open(Came.RECEIVED, e)


def delivers(manifest: Manifest, e: Entry) -> None:
    """One more signed for."""
    manifest.received.add(e.about)


def handed_over(manifest: Manifest, e: Entry) -> None:
    """The list is closed at both ends."""
    manifest.handed_over_ms = e.at_ms
    manifest.heard_ms = e.at_ms
    manifest.said_missing = e.record.missing


def _heard(manifest: Manifest, e: Entry) -> None:
    manifest.heard_ms = e.at_ms
    manifest.expected_ms = e.at_ms + e.record.expected_min * MINUTE_MS
