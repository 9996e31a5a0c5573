"""A boarding list as somebody at the bays or at the camp's gate works on it: who is aboard, and what speaks against going."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lanyard.access.table import may_see
from lanyard.casefile.case import Case, Outcome
from lanyard.casefile.findings import Finding
from lanyard.casefile.manifest import Manifest
from lanyard.desk.lists import BoardingList
from lanyard.desk.manifests import ManifestState
from lanyard.desk.meanwhile import Waits, read_on, waiting_on
from lanyard.desk.rows import key_of
from lanyard.desk.scope import Scope
from lanyard.ledger.ask import AgeRange
from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.stations.transport.entries import Boarded, LeftVehicle, Received
from lanyard.stations.transport.rules import ELSEWHERE, list_hash, riders, sealing
from lanyard.terms import Colour, Role, Sex

LEAVES_ALONE: Final = frozenset({Outcome.ABOARD, Outcome.RECEIVED})


@dataclass(frozen=True, slots=True)
class Rider:
    """One of those who are or were on a list. `rules` are what speaks against sealing the list that concerns her.

    `waits` is the number of the draft that put her where she stands, for its author to take back; `unclaimed`: nobody
    has said whose tag this is.
    """

    key: str
    tag: str
    name: str
    sex: Sex
    age: AgeRange | str | None
    child: bool
    alone: bool | None
    colour: Colour | None
    hold: bool
    held_medically: bool
    since_ms: int | None
    outcome: str
    unclaimed: bool
    rules: tuple[str, ...]
    waits: int | None


@dataclass(frozen=True, slots=True)
class Riding:
    """A list now, with what its viewer may still take back read on. `people` and `hash` are what a seal would fix.

    `uncounted`: it is shown to the receiver, who has not counted heads yet; then it says nothing of anybody aboard.
    """

    ref: Ref
    label: str
    manifest: Manifest
    state: ManifestState
    aboard: tuple[Rider, ...]
    received: tuple[Rider, ...]
    gone: tuple[Rider, ...]
    findings: tuple[Finding, ...]
    tags: Mapping[Ref, str]
    people: int
    hash: bytes
    waits: tuple[Waits, ...]
    uncounted: bool

    @property
    def key(self) -> str:
        """Its key in the views, as it stands in addresses."""
        return key_of(self.ref).hex()

    @property
    def seats_free(self) -> int:
        """How many may still step on."""
        return max(0, self.manifest.seats - self.people)


def state_of(manifest: Manifest) -> ManifestState:
    """What has become of a list."""
    if manifest.handed_over_ms is not None:
        return ManifestState.CLOSED
    if manifest.counted_in is not None:
        return ManifestState.ARRIVED
    if manifest.departed_ms is not None:
        return ManifestState.ON_THE_ROAD
    return ManifestState.OPEN if manifest.sealed_people is None else ManifestState.SEALED


def manifest_now(scope: Scope, ref: Ref) -> Manifest | None:
    """A list with nobody on it read, as the viewer left it; nothing if nobody has ever named it. Raises `Denied`."""
    scope.require(Compartment.SITE)
    scope.settle()
    waits = waiting_on(ref, scope.office.pending.of(scope.viewer))
    found = scope.look.lists.manifest(ref)
    if found is None and not waits:
        return None
    manifest = found or Manifest(ref)
    read_on(manifest, waits)
    scope.saw({Compartment.SITE}, [key_of(ref)])
    return manifest


def is_uncounted(scope: Scope, manifest: Manifest) -> bool:
    """Has the viewer still to count heads, before anybody's name is shown?"""
    return scope.viewer.role is Role.RECEIVER and manifest.counted_in is None


def riding(scope: Scope, ref: Ref) -> Riding | None:
    """A list as the viewer sees it; nothing if nobody has ever named it. Raises `Denied`."""
    scope.require(Compartment.REGISTER)
    scope.settle()
    waits = waiting_on(ref, scope.office.pending.of(scope.viewer))
    read = scope.look.lists.read(ref)
    if read is None and not waits:
        return None
    manifest = Manifest(ref) if read is None else read.manifest
    people = dict(read.people) if read is not None else {}
    read_on(manifest, waits)
    for her in manifest.boarded | manifest.received:
        if her not in people and (person := scope.look.read(her)) is not None:
            people[her] = person.case
    uncounted = is_uncounted(scope, manifest)
    label = manifest.plate or manifest.route if read is None else read.label
    seen = _seen(scope, label, manifest, people, waits, uncounted=uncounted)
    shown = () if uncounted else (*seen.aboard, *seen.received, *seen.gone)
    scope.saw({Compartment.SITE}, [key_of(ref)])
    if shown:
        scope.saw({Compartment.REGISTER}, [bytes.fromhex(one.key) for one in shown])
    return seen


def _seen(
    scope: Scope, label: str, manifest: Manifest, people: dict[Ref, Case], waits: list[Waits], *, uncounted: bool
) -> Riding:
    ref = manifest.ref
    aboard = {her: people[her] for her in manifest.aboard if her in people}
    mine = {one.draft.about: one for one in waits if isinstance(one.draft.record, Boarded | Received | LeftVehicle)}
    against = tuple(filter(None, (_without(found, mine) for found in sealing(manifest, aboard))))
    rules: dict[Ref, tuple[str, ...]] = {}
    for found in against:
        if found.refuses:
            for her in found.people:
                rules[her] = (*rules.get(her, ()), found.rule.code)
    on, taken = set(riders(manifest, aboard)), manifest.received
    everybody = manifest.boarded | manifest.born | taken
    codes = {her: _tag(scope, her, people.get(her)) for her in everybody}

    def rows(some: Iterable[Ref]) -> tuple[Rider, ...]:
        """Whoever came last first."""
        made = [_rider(scope, ref, her, people.get(her), codes, rules, mine) for her in some]
        return tuple(sorted(made, key=lambda one: (-(one.since_ms or 0), one.tag)))

    parts = ((), (), ()) if uncounted else (rows(on), rows(taken), rows(everybody - on - taken))
    return Riding(
        ref, label, manifest, state_of(manifest), *parts, () if uncounted else against, codes, len(on),
        list_hash(manifest, aboard), tuple(waits), uncounted,
    )  # fmt: skip


def _without(found: Finding, mine: Mapping[Ref, Waits]) -> Finding | None:
    """A finding less those who step on as soon as it is sealed: until then they are recorded elsewhere."""
    if found.rule is not ELSEWHERE:
        return found
    left = tuple(her for her in found.people if her not in mine)
    return Finding(found.rule, found.status, left) if left else None


def _tag(scope: Scope, her: Ref, case: Case | None) -> str:
    if case is not None and case.tags:
        return case.tags[0]
    return scope.look.labels.of(key_of(her)).label


def _rider(
    scope: Scope, ref: Ref, her: Ref, case: Case | None, codes: Mapping[Ref, str],
    rules: Mapping[Ref, tuple[str, ...]], mine: Mapping[Ref, Waits],
) -> Rider:  # fmt: skip
    known, waits = case or Case(her), mine.get(her)
    body, care = known.body, known.care
    outcome = known.rides.get(ref.key)
    since = known.episodes[-1].steps[-1].at_ms if known.episodes else None
    named = may_see(scope.viewer.role, "person_met", "name_written")
    return Rider(
        key_of(known.ref).hex(), codes[her], (body.name_written or body.name_said) if named else "", body.sex,
        body.age, body.child, body.alone, care.colour, care.hold, care.held_medically,
        waits.at_ms if waits else since, outcome.value if outcome is not None and outcome not in LEAVES_ALONE else "",
        known.ref.noun is Noun.TAG, rules.get(her, rules.get(known.ref, ())), waits.n if waits else None,
    )  # fmt: skip


def on_paper(scope: Scope, ref: Ref) -> BoardingList | None:
    """A list with everybody on it, for a paper, names left out where the role sees none. Raises `Denied`."""
    scope.require(Compartment.REGISTER)
    scope.settle()
    read = scope.look.lists.read(ref)
    if read is None:
        return None
    if not may_see(scope.viewer.role, "person_met", "name_written"):
        for case in read.people.values():
            case.body.name_written = case.body.name_said = ""
    scope.saw({Compartment.SITE}, [key_of(ref)])
    if read.people:
        scope.saw({Compartment.REGISTER}, [key_of(case.ref) for case in read.people.values()])
    return read


def conditions(scope: Scope, ride: Riding) -> dict[Ref, str]:
    """In what condition each was signed for on this list, where that was asked."""
    said: dict[Ref, Received] = {}
    for her in ride.manifest.received:
        person = scope.look.read(her)
        for e in person.entries if person is not None else ():
            if e.kind == "received" and e.record.manifest == ride.ref:
                said[her] = e.record
    said |= {one.draft.about: one.draft.record for one in ride.waits if isinstance(one.draft.record, Received)}
    return {her: one.condition.value for her, one in said.items() if one.condition is not None}
