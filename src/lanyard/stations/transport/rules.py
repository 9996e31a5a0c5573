"""What transport marks, and what it must refuse: a list is complete or is sealed by name and reason."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from lanyard.casefile.case import Case, Outcome
from lanyard.casefile.duties import CARE_ABOARD, CARER, EXAMINE, HOLD_ASKED, INCIDENT
from lanyard.casefile.findings import Finding, Status
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.marks import Nature, Rule
from lanyard.casefile.place import Place, Where
from lanyard.crypto.hashing import H
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Ref
from lanyard.stations.transport.entries import ManifestSealed
from lanyard.terms import CheckedBy, Colour, Condition

HELD = Rule("boarded-under-hold", "house: placement", opens=HOLD_ASKED)
UNFIT = Rule("boarded-unfit", "GC IV 127", opens=CARE_ABOARD)
RED_ABOARD = Rule("red-not-declared-fit", "GC IV 127", opens=CARE_ABOARD)
CHILD_ALONE = Rule("child-travels-alone", "GC IV 24")
NOT_SCANNED = Rule("not-scanned-no-reason", "GC IV 127")
NOT_ABOARD = Rule("left-without-boarding", "house: roll", Nature.CONTRADICTION)
NOT_ON_LIST = Rule("received-not-on-list", "CED 17(3), 22")
DEAD_ON_ARRIVAL = Rule("received-dead-no-death", "GC IV 129", opens=EXAMINE)
NOT_OPENED = Rule("list-not-opened", "GC IV 127")
NO_REASON = Rule("sealed-despite-no-reason", "house: floor plan", opens=INCIDENT)
NO_NAME = Rule("sealed-despite-nobody-signed-in", "house: floor plan", opens=INCIDENT)
ELSEWHERE = Rule("listed-but-elsewhere", "GC IV 127")
NOT_SEALED = Rule("departed-unsealed", "GC IV 127")
ALTERED = Rule("list-altered-after-seal", "GC IV 127")
COUNTED_LATE = Rule("signed-before-counted", "CED 17(3), 22")
NOT_SIGNED = Rule("hand-over-not-signed-by-both", "CED 17(3), 22")
SEATS = Rule("more-people-than-seats", "GC IV 127")
COUNT_UNLIKE = Rule("people-unlike-scans", "GC IV 127")
FAMILY_SPLIT = Rule("family-split", "GC IV 49")
PAPERS_LEFT = Rule("papers-not-aboard", "house: documents")
BARRED = Rule("barred-destination", "CAT 3, ICCPR 7")
SIGNED_BY_ONE = Rule("sent-and-signed-for-by-one", "CED 17(3), 22", Nature.CONTRADICTION)
SIGNED_AT_ORIGIN = Rule("signed-for-where-it-left", "CED 17(3), 22", Nature.CONTRADICTION)
SIGNED_AT_TWO_SITES = Rule("signed-for-at-two-sites", "CED 17(3), 22", Nature.CONTRADICTION)
MISSING_AND_SIGNED = Rule("missing-yet-signed-for", "CED 17(3), 22", Nature.CONTRADICTION)
CAME_UNLISTED = Rule("came-on-no-list", "CED 17(3), 22")


def _held(case: Case) -> bool:
    return case.care.hold


def _unfit(case: Case) -> bool:
    return case.care.held_medically


def _red(case: Case) -> bool:
    return case.care.colour is Colour.RED and not case.care.fit_to_travel and not case.care.held_medically


def _alone(case: Case) -> bool:
    """A child whom nobody answers for yet: a carer is still owed to her."""
    return any(owed.duty.code == CARER.code for owed in case.duties)


_SPEAKS_AGAINST: Final[tuple[tuple[Rule, Callable[[Case], bool]], ...]] = (
    (HELD, _held),
    (UNFIT, _unfit),
    (RED_ABOARD, _red),
    (CHILD_ALONE, _alone),
)


def boarding(case: Case, e: Entry) -> Iterator[Rule]:
    """Nobody unfit, held or small and alone steps on unseen."""
    for rule, breaks in _SPEAKS_AGAINST:
        if breaks(case):
            yield rule
    if e.record.checked_by is not CheckedBy.SCAN and not e.record.why_not_scanned:
        yield NOT_SCANNED


def leaving(case: Case, e: Entry) -> Iterator[Rule]:
    """One leaves a vehicle that one is aboard."""
    if case.place != Place(Where.ABOARD, e.record.manifest.key.hex()):
        yield NOT_ABOARD


def receiving(case: Case, e: Entry) -> Iterator[Rule]:
    """Whoever is signed for stood on the list; of the dead it is recorded that they died."""
    if e.record.manifest.key not in case.rides:
        yield NOT_ON_LIST
    if e.record.condition is Condition.DEAD and (case.place is None or case.place.where is not Where.DEAD):
        yield DEAD_ON_ARRIVAL


def overriding(manifest: Manifest, e: Entry) -> Iterator[Rule]:
    """What is granted in spite of a rule is granted by name and for a reason; the count is that of the scans."""
    if e.record.despite and not e.record.reason:
        yield NO_REASON
    if e.record.despite and not e.staff:
        yield NO_NAME
    if e.record.people != len(manifest.aboard):
        yield COUNT_UNLIKE


def departing(manifest: Manifest, e: Entry) -> Iterator[Rule]:
    """A complete list before departure (GC IV 127), unchanged since it was closed, and a seat for each."""
    if manifest.to is None:
        yield NOT_OPENED
    elif len(manifest.aboard) > manifest.seats:
        yield SEATS
    if manifest.sealed_people is None:
        yield NOT_SEALED
    elif manifest.sealed_aboard != manifest.aboard:
        yield ALTERED


def arriving(manifest: Manifest, e: Entry) -> Iterator[Rule]:
    """Heads are counted before anybody is signed for by name, or the count is only a copy of the names."""
    if manifest.received and manifest.counted_in is None:
        yield COUNTED_LATE


def closing(manifest: Manifest, e: Entry) -> Iterator[Rule]:
    """A hand-over is signed by two, and not by whoever sent the vehicle off."""
    if not signed_by_both(e):
        yield NOT_SIGNED
    if e.staff and e.staff in manifest.sent_by:
        yield SIGNED_BY_ONE


def signed_by_both(e: Entry) -> bool:
    """Two signatures, and not the same one twice."""
    giver, receiver = e.record.signed_by_giver, e.record.signed_by_receiver
    return giver is not None and receiver is not None and giver.name != receiver.name


def asking(said: ManifestSealed, manifest: Manifest, cases: Mapping[Ref, Case]) -> Iterator[Finding]:
    """The seal's own count and list must be those of the boarding scans; then all that `sealing` looks at."""
    if said.people != len(riders(manifest, cases)) or said.list_hash != list_hash(manifest, cases):
        yield Finding(COUNT_UNLIKE, Status.BROKEN, ())
    yield from sealing(manifest, cases)


def sealing(manifest: Manifest, cases: Mapping[Ref, Case]) -> Iterator[Finding]:
    """What speaks against sealing this list as complete, each with the people it concerns.

    Who is not among `cases` was not checked; what later stations know (kin, papers, fears) is not yet recorded. Neither
    says that all is well.
    """
    aboard = riders(manifest, cases)
    known = [cases[ref] for ref in aboard if ref in cases]
    unread = tuple(ref for ref in aboard if ref not in cases)
    if manifest.to is None:
        yield Finding(NOT_OPENED, Status.BROKEN, ())
    elif len(aboard) > manifest.seats:
        yield Finding(SEATS, Status.BROKEN, ())
    place = _aboard(manifest)
    for rule, breaks in (*_SPEAKS_AGAINST, (ELSEWHERE, lambda case: case.place != place)):
        if broken := tuple(case.ref for case in known if breaks(case)):
            yield Finding(rule, Status.BROKEN, broken)
        if unchecked := (*unread, *(_not_asked(known) if rule is CHILD_ALONE else ())):
            yield Finding(rule, Status.NOT_CHECKED, unchecked)
    for rule in (FAMILY_SPLIT, PAPERS_LEFT, BARRED):
        yield Finding(rule, Status.NOT_YET_RECORDED, ())


def riders(manifest: Manifest, cases: Mapping[Ref, Case]) -> list[Ref]:
    """Who is aboard: by the list, less those whose ride is known to have ended otherwise (in hospital, in death)."""
    ended = (Outcome.DIED, Outcome.RUSHED_OUT, Outcome.OUT_OF_SIGHT)
    return [
        ref
        for ref in sorted(manifest.aboard)
        if ref not in cases or cases[ref].rides.get(manifest.ref.key) not in ended
    ]


def list_hash(manifest: Manifest, cases: Mapping[Ref, Case]) -> bytes:
    """The hash (32 bytes) of who is aboard, by tag, in order: what the seal fixes."""
    codes = sorted("/".join(cases[ref].tags) if ref in cases else ref.key.hex() for ref in riders(manifest, cases))
    return H("manifest-list", "\n".join(codes).encode())


def _not_asked(known: Iterable[Case]) -> Iterator[Ref]:
    """Children, or who may be, of whom nobody asked whether they are alone."""
    return (case.ref for case in known if case.body.child and case.body.alone is None)


def _aboard(manifest: Manifest) -> Place:
    return Place(Where.ABOARD, manifest.ref.key.hex())
