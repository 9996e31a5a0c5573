"""What transport's entries change."""

from collections.abc import Iterable

from lanyard.casefile.case import Came, Case, Outcome
from lanyard.casefile.duties import (
    BOTH_SIGN,
    COUNT_IN_AGAIN,
    GO_OR_UNLOAD,
    LIST,
    MINUTE_MS,
    SEARCH,
    SIGN_FOR,
    SIGN_FOR_HER,
    TRIAGE_NOW,
    WORD,
    Duty,
)
from lanyard.casefile.known import site_of
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.place import Place, Where
from lanyard.casefile.tally import Count, differ
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Ref
from lanyard.stations.transport.rules import (
    CAME_UNLISTED,
    MISSING_AND_SIGNED,
    NOT_OPENED,
    SIGNED_AT_ORIGIN,
    SIGNED_AT_TWO_SITES,
    signed_by_both,
)
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
    """One more on the list; stepping on again undoes stepping off. Nobody sits in a vehicle that does not go."""
    manifest.boarded.add(her)
    manifest.left.discard(her)
    if manifest.departed_ms is None and not manifest.arrived:
        manifest.owe_from(GO_OR_UNLOAD, e)
    if manifest.to is None and all(mark.rule is not NOT_OPENED for mark in manifest.marks):
        manifest.mark(NOT_OPENED, e.id)


def leaves(case: Case, e: Entry) -> None:
    """She is where she stepped off, if somebody there answers for her; else nobody knows.

    Leaving a vehicle that she is not aboard moves nobody.
    """
    if case.place == Place(Where.ABOARD, e.record.manifest.key.hex()):
        where = Where.ON_SITE if e.record.still_here else Where.UNACCOUNTED
        case.move(Place(where), e, ride_ends=Outcome.LEFT)


def leaving_owes(case: Case, e: Entry) -> Iterable[Duty]:
    """Whoever stepped off and is not here is searched for."""
    return (SEARCH,) if case.place == Place(Where.UNACCOUNTED) and not e.record.still_here else ()


def lets_off(manifest: Manifest, her: Ref, e: Entry) -> None:
    """One fewer aboard; an empty vehicle need not go."""
    manifest.left.add(her)
    if not manifest.aboard:
        manifest.release(GO_OR_UNLOAD)


def sealed(manifest: Manifest, e: Entry) -> None:
    """The list is closed, as it is now."""
    manifest.sealed_people, manifest.despite = e.record.people, e.record.despite
    manifest.sealed_aboard = frozenset(manifest.aboard)
    manifest.sent_by |= {e.staff}


def departed(manifest: Manifest, e: Entry) -> None:
    """On the road."""
    manifest.departed_ms = e.at_ms
    manifest.sent_by |= {e.staff}
    _heard(manifest, e)


def departure_owes(manifest: Manifest, e: Entry) -> Iterable[Duty]:
    """Word of the vehicle, a complete list if it left without, and in the end a signature for each."""
    yield from word_owed(manifest, e)
    if not manifest.arrived and (manifest.sealed_people is None or manifest.sealed_aboard != manifest.aboard):
        yield LIST
    if manifest.handed_over_ms is None:
        yield SIGN_FOR


def heard(manifest: Manifest, e: Entry) -> None:
    """Word of it."""
    _heard(manifest, e)


def word_owed(manifest: Manifest, e: Entry) -> Iterable[Duty]:
    """The next word of a vehicle that has not arrived."""
    return () if manifest.arrived else (WORD,)


def heads(manifest: Manifest, e: Entry) -> None:
    """Counted before named. A later, lower count takes nobody away: the wrong one is corrected."""
    manifest.heads += (Count(e.record.heads, e.id),)
    if not differ(manifest.heads):
        manifest.release(COUNT_IN_AGAIN)
    manifest.counted_in_ms = e.at_ms
    manifest.heard_ms = e.at_ms


def heads_owe(manifest: Manifest, e: Entry) -> Iterable[Duty]:
    """Counts that differ are counted again, until the wrong one is corrected."""
    return (COUNT_IN_AGAIN,) if differ(manifest.heads) else ()


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
    """One more signed for, at one place: another site cannot sign for people of the same vehicle, nor the one it left."""
    manifest.received.add(her)
    site = site_of(e.where)
    manifest.signed_at = manifest.signed_at or site
    if site == manifest.site:
        manifest.mark(SIGNED_AT_ORIGIN, e.id)
    elif site != manifest.signed_at:
        manifest.mark(SIGNED_AT_TWO_SITES, e.id)


def handed_over(manifest: Manifest, e: Entry) -> None:
    """The list is closed at both ends."""
    manifest.handed_over_ms = e.at_ms
    manifest.heard_ms = e.at_ms
    manifest.said_missing = e.record.missing
    if signed_by_both(e):
        manifest.release(BOTH_SIGN)


def closing_owes(manifest: Manifest, e: Entry) -> Iterable[Duty]:
    """What is signed by one must still be signed by the other."""
    return () if signed_by_both(e) else (BOTH_SIGN,)


def was_missing(case: Case, manifest: Ref, e: Entry) -> None:
    """Both sides say that she did not come: nobody knows where she is, unless somebody has answered for her since."""
    ride = case.rides.get(manifest.key)
    if case.place == Place(Where.ABOARD, manifest.key.hex()):
        case.move(Place(Where.UNACCOUNTED), e, ride_ends=Outcome.OUT_OF_SIGHT)
        case.owe_from(SEARCH, e)
    elif ride is Outcome.RECEIVED:
        case.mark(MISSING_AND_SIGNED, e.id)


def was_not_on_list(case: Case, manifest: Ref, e: Entry) -> None:
    """She came and stood on no list: somebody there signs for her by name, or she is in two places."""
    case.see(e)
    if case.rides.get(manifest.key) is not Outcome.RECEIVED:
        case.mark(CAME_UNLISTED, e.id)
        case.owe_from(SIGN_FOR_HER, e)


def was_injured(case: Case, manifest: Ref, e: Entry) -> None:
    """Hurt on the way: a medic is called."""
    case.care.call(e)
    case.owe_from(TRIAGE_NOW, e)


def _heard(manifest: Manifest, e: Entry) -> None:
    manifest.heard_ms = e.at_ms
    manifest.expected_ms = e.at_ms + e.record.expected_min * MINUTE_MS
