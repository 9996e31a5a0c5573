"""What transport marks, and what it must refuse: a list is complete or is sealed by name and reason."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from lanyard.casefile.case import Case
from lanyard.casefile.duties import CARER
from lanyard.casefile.findings import Finding, Status
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.marks import Nature, Rule
from lanyard.casefile.place import Place, Where
from lanyard.crypto.hashing import H
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Ref
from lanyard.stations.transport.entries import ManifestSealed
from lanyard.terms import CheckedBy, Colour

HELD = Rule("boarded-under-hold", "DESIGN 5 placement")
UNFIT = Rule("boarded-unfit", "TR-3")
RED_ABOARD = Rule("red-not-declared-fit", "TR-3")
CHILD_ALONE = Rule("child-travels-alone", "FA-3")
NOT_SCANNED = Rule("not-scanned-no-reason", "TR-3")
NOT_ABOARD = Rule("left-without-boarding", "DESIGN 6", Nature.CONTRADICTION)
NOT_ON_LIST = Rule("received-not-on-list", "TR-7")
NOT_SEALED = Rule("departed-unsealed", "TR-3")
ALTERED = Rule("list-altered-after-seal", "TR-3")
NOT_SIGNED = Rule("hand-over-not-signed-by-both", "TR-7")
SEATS = Rule("more-people-than-seats", "TR-3")
COUNT_UNLIKE = Rule("people-unlike-scans", "TR-3")
FAMILY_SPLIT = Rule("family-split", "TR-6")
PAPERS_LEFT = Rule("papers-not-aboard", "DESIGN 5 documents")
BARRED = Rule("barred-destination", "TR-2")


def _held(case: Case) -> bool:
    return case.care.hold


def _unfit(case: Case) -> bool:
    return case.care.held_medically


def _red(case: Case) -> bool:
    return case.care.colour is Colour.RED and not case.care.fit_to_travel and not case.care.held_medically


def _alone(case: Case) -> bool:
    """A child whom nobody answers for yet: a carer is still owed to her."""
    return case.body.alone and any(owed.duty.code == CARER.code for owed in case.duties)


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
    """Whoever is signed for stood on the list."""
    if e.record.manifest.key not in case.rides:
        yield NOT_ON_LIST


def departing(manifest: Manifest, e: Entry) -> Iterator[Rule]:
    """A complete list before departure (GC IV 127)."""
    if manifest.sealed_people is None:
        yield NOT_SEALED
    elif manifest.sealed_people != len(manifest.aboard):
        yield ALTERED


def closing(manifest: Manifest, e: Entry) -> Iterator[Rule]:
    """A hand-over is signed by two."""
    if e.record.signed_by_giver is None or e.record.signed_by_receiver is None:
        yield NOT_SIGNED


def asking(said: ManifestSealed, manifest: Manifest, cases: Mapping[Ref, Case]) -> Iterator[Finding]:
    """The seal's own count and list must be those of the boarding scans; then all that `sealing` looks at."""
    if said.people != len(manifest.aboard) or said.list_hash != list_hash(manifest, cases):
        yield Finding(COUNT_UNLIKE, Status.BROKEN, ())
    yield from sealing(manifest, cases)


def sealing(manifest: Manifest, cases: Mapping[Ref, Case]) -> Iterator[Finding]:
    """What speaks against sealing this list as complete, each with the people it concerns.

    What later stations know (kin, papers, fears) answers `not_yet_recorded`, never that all is well.
    """
    aboard = sorted(manifest.aboard)
    known = [cases[ref] for ref in aboard if ref in cases]
    if len(aboard) > manifest.seats:
        yield Finding(SEATS, Status.BROKEN, ())
    for rule, breaks in _SPEAKS_AGAINST:
        people = tuple(case.ref for case in known if breaks(case))
        if people:
            yield Finding(rule, Status.BROKEN, people)
    unread = tuple(ref for ref in aboard if ref not in cases)
    if unread:
        yield Finding(UNFIT, Status.NOT_CHECKED, unread)
    for rule in (FAMILY_SPLIT, PAPERS_LEFT, BARRED):
        yield Finding(rule, Status.NOT_YET_RECORDED, ())


def list_hash(manifest: Manifest, cases: Mapping[Ref, Case]) -> bytes:
    """The hash (32 bytes) of who is aboard, by tag, in order: what the seal fixes."""
    codes = sorted("/".join(cases[ref].tags) if ref in cases else ref.key.hex() for ref in manifest.aboard)
    return H("manifest-list", "\n".join(codes).encode())
