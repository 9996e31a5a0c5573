"""What transport's entries change."""

from collections.abc import Iterable

from lanyard.casefile.case import Came, Case, Outcome
from lanyard.casefile.duties import MINUTE_MS, SIGN_FOR, WORD, Duty
from lanyard.casefile.known import site_of
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.place import Place, Where
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Ref
from lanyard.terms import Condition


def opened(manifest: Manifest, e: Entry) -> None:
    """An empty list."""
    said = e.record
    manifest.site = site_of(e.where)
    manifest.seats, manifest.to, manifest.route = said.seats, said.to, said.route
    manifest.officer, manifest.plate = said.officer, said.plate or ""


def boards(case: Case, e: Entry) -> None:
    """She is aboard."""
    case.move(Place(Where.ABOARD, e.record.manifest.key.hex()), e)
    case.rides[e.record.manifest.key] = Outcome.ABOARD


def takes_aboard(manifest: Manifest, her: Ref, e: Entry) -> None:
    """One more on the list; stepping on again undoes stepping off."""
    manifest.boarded.add(her)
    manifest.left.discard(her)


def leaves(case: Case, e: Entry) -> None:
    """She is where she stepped off. Leaving a vehicle that she is not aboard moves nobody."""
    if case.place == Place(Where.ABOARD, e.record.manifest.key.hex()):
        case.move(Place(Where.ON_SITE), e, ride_ends=Outcome.LEFT)


def lets_off(manifest: Manifest, her: Ref, e: Entry) -> None:
    """One fewer aboard."""
    manifest.left.add(her)


def sealed(manifest: Manifest, e: Entry) -> None:
    """The list is closed, as it is now."""
    manifest.sealed_people, manifest.despite = e.record.people, e.record.despite
    manifest.sealed_aboard = frozenset(manifest.aboard)


def departed(manifest: Manifest, e: Entry) -> None:
    """On the road."""
    manifest.departed_ms = e.at_ms
    _heard(manifest, e)


def departure_owes(manifest: Manifest, e: Entry) -> Iterable[Duty]:
    """Word of the vehicle, and in the end a signature for each; nothing once it has been signed for."""
    yield from word_owed(manifest, e)
    if manifest.handed_over_ms is None:
        yield SIGN_FOR


def heard(manifest: Manifest, e: Entry) -> None:
    """Word of it."""
    _heard(manifest, e)


def word_owed(manifest: Manifest, e: Entry) -> Iterable[Duty]:
    """The next word of a vehicle that has not arrived."""
    return () if manifest.arrived else (WORD,)


def heads(manifest: Manifest, e: Entry) -> None:
    """Counted before named."""
    manifest.counted_in, manifest.counted_in_ms = e.record.heads, e.at_ms
    manifest.heard_ms = e.at_ms


def receives(case: Case, e: Entry) -> None:
    """Somebody else answers for her now: one episode ends here and another begins at the receiver's.

    Who was placed there before the signature stays in that area; who was signed for there already is theirs already.
    """
    ride, site, here = e.record.manifest.key, site_of(e.where), Place(Where.ON_SITE)
    if case.episodes:
        now = case.episodes[-1].steps[-1]
        if now.place.where is Where.DEAD and e.record.condition is Condition.DEAD:
            case.rides.setdefault(ride, Outcome.DIED)
            return
        if now.place.where is Where.ON_SITE and now.site == site:
            here = now.place
            if case.sign_for(site):
                case.rides[ride] = Outcome.RECEIVED
                return
        case.move(Place(Where.HANDED_OVER, site), e, ride_ends=Outcome.RECEIVED, signed_for=True)
    case.rides[ride] = Outcome.RECEIVED
    case.open(Came.RECEIVED, e, here)


def delivers(manifest: Manifest, her: Ref, e: Entry) -> None:
    """One more signed for."""
    manifest.received.add(her)


def handed_over(manifest: Manifest, e: Entry) -> None:
    """The list is closed at both ends."""
    manifest.handed_over_ms = e.at_ms
    manifest.heard_ms = e.at_ms
    manifest.said_missing = e.record.missing


def _heard(manifest: Manifest, e: Entry) -> None:
    manifest.heard_ms = e.at_ms
    manifest.expected_ms = e.at_ms + e.record.expected_min * MINUTE_MS
