"""What speaks against sealing a list as complete: judged before, rule by rule, with the people it concerns."""

from collections.abc import Sequence
from typing import Final

from lanyard.casefile.findings import Finding, Status
from lanyard.casefile.marks import Rule
from lanyard.ledger.ask import AgeRange
from lanyard.ledger.noun import Ref
from lanyard.stations.arrival.entries import PersonMet, TagClaimed
from lanyard.stations.burial.entries import Died
from lanyard.stations.first_aid.entries import CarePrioritySet, FitToTravel, HeldMedically, RushedOut
from lanyard.stations.placement.entries import HoldPlaced, MissingReported, Placed
from lanyard.stations.transport import rules
from lanyard.stations.transport.entries import Boarded, LeftVehicle, ManifestOpened, ManifestSealed
from lanyard.terms import CertifiedBy, CheckedBy, Colour, Manner, Sex
from tests.making import area, code, person, site
from tests.stations.telling import BUS, HER, OTHER, Line, each, told

OPENED: Final = Line(ManifestOpened(2, site(2), "river road", "officer 7"), BUS)
CAME: Final = [Line(TagClaimed(code(1))), Line(TagClaimed(code(2)), OTHER)]
BOTH: Final = [OPENED, *CAME, Line(Boarded(BUS, CheckedBy.SCAN)), Line(Boarded(BUS, CheckedBy.SCAN), OTHER)]
LATER: Final = {rules.FAMILY_SPLIT, rules.PAPERS_LEFT, rules.BARRED}
DEAD: Final = Line(Died(CertifiedBy.DOCTOR, Manner.ILLNESS))


def found(
    lines: Sequence[Line], people: int | None = None, digest: bytes | None = None, unread: Sequence[Ref] = ()
) -> tuple[Finding, ...]:
    """What is found when the list is to be sealed with this count and hash, by default the true ones."""
    books = told(lines)
    manifest = books.manifest(1)
    cases = {ref: books.shelf.slots[ref].known for ref in manifest.aboard if ref not in unread}
    said = ManifestSealed(
        len(rules.riders(manifest, cases)) if people is None else people,
        rules.list_hash(manifest, cases) if digest is None else digest,
    )
    return tuple(rules.asking(said, manifest, cases))


def broken(findings: Sequence[Finding]) -> dict[Rule, tuple[Ref, ...]]:
    return {finding.rule: finding.people for finding in findings if finding.status is Status.BROKEN}


JUDGED: Final[tuple[tuple[str, list[Line], dict[Rule, tuple[Ref, ...]]], ...]] = (
    ("all is well", [], {}),
    ("one is held", [Line(HoldPlaced(), OTHER)], {rules.HELD: (OTHER,)}),
    ("both are held", [Line(HoldPlaced()), Line(HoldPlaced(), OTHER)], {rules.HELD: (HER, OTHER)}),
    ("one is held by a medic", [Line(HeldMedically())], {rules.UNFIT: (HER,)}),
    ("one is red", [Line(CarePrioritySet(Colour.RED))], {rules.RED_ABOARD: (HER,)}),
    ("a red is called fit", [Line(CarePrioritySet(Colour.RED)), Line(FitToTravel(lying=True))], {}),
    ("one is yellow", [Line(CarePrioritySet(Colour.YELLOW))], {}),
    ("a child is alone", [Line(PersonMet(Sex.MALE, alone=True))], {rules.CHILD_ALONE: (HER,)}),
    ("a third sits on two seats", [Line(TagClaimed(code(3)), person(3)), Line(Boarded(BUS, CheckedBy.SCAN), person(3))], {rules.SEATS: ()}),
    ("one stepped off", [Line(LeftVehicle(BUS, "ill", True))], {}),
    ("one was placed in a line", [Line(Placed(area(1)))], {rules.ELSEWHERE: (HER,)}),
    ("one was rushed out and rides no more", [Line(RushedOut("a car", "Field hospital"))], {}),
    ("one died and rides no more", [DEAD], {}),
    ("one is missed and rides no more", [Line(MissingReported())], {}),
)  # fmt: skip


@each(JUDGED)
def test_what_is_broken_by_whom(row: tuple[str, list[Line], dict[Rule, tuple[Ref, ...]]]) -> None:
    assert broken(found([*BOTH, *row[1]])) == row[2]


def test_a_list_that_nobody_opened_has_no_seats_and_no_destination() -> None:
    assert broken(found(BOTH[1:])) == {rules.NOT_OPENED: ()}


def test_a_count_unlike_the_scans_is_refused() -> None:
    assert broken(found(BOTH, people=3)) == {rules.COUNT_UNLIKE: ()}


def test_a_list_unlike_the_scans_is_refused() -> None:
    assert broken(found(BOTH, digest=bytes(32))) == {rules.COUNT_UNLIKE: ()}


def test_what_later_stations_know_is_not_yet_recorded_and_never_refuses() -> None:
    later = {finding.rule: finding for finding in found(BOTH) if finding.status is Status.NOT_YET_RECORDED}
    assert set(later) == LATER
    assert not any(finding.refuses for finding in later.values())


def test_who_cannot_be_read_here_is_not_checked_by_any_rule_and_does_not_refuse() -> None:
    lines = [*BOTH, Line(PersonMet(Sex.MALE, alone=False))]
    unread = [finding for finding in found(lines, unread=[OTHER]) if finding.status is Status.NOT_CHECKED]
    assert {finding.rule for finding in unread} == {
        rules.HELD,
        rules.UNFIT,
        rules.RED_ABOARD,
        rules.CHILD_ALONE,
        rules.ELSEWHERE,
    }
    assert {finding.people for finding in unread} == {(OTHER,)}
    assert not any(finding.refuses for finding in unread)


def test_a_child_of_whom_nobody_asked_whether_it_is_alone_is_not_checked() -> None:
    answers = (PersonMet(Sex.MALE, AgeRange(60, 71)), PersonMet(Sex.MALE, AgeRange(300, 311)))
    lines = [*BOTH, Line(answers[0]), Line(answers[1], OTHER)]
    unasked = [finding for finding in found(lines) if finding.status is Status.NOT_CHECKED]
    assert [(finding.rule, finding.people) for finding in unasked] == [(rules.CHILD_ALONE, (HER,))]
    lines.append(Line(PersonMet(Sex.MALE, alone=False)))
    assert [finding for finding in found(lines) if finding.status is Status.NOT_CHECKED] == []


def test_all_findings_are_of_declared_rules() -> None:
    lines = [*BOTH, Line(HoldPlaced()), Line(Placed(area(1)))]
    declared = {value for value in vars(rules).values() if isinstance(value, Rule)}
    assert {finding.rule for finding in found(lines, people=9)} <= declared


def hash_of(lines: Sequence[Line]) -> bytes:
    books = told(lines)
    manifest = books.manifest(1)
    return rules.list_hash(manifest, {ref: books.shelf.slots[ref].known for ref in manifest.aboard})


def test_the_hash_of_a_list_does_not_depend_on_who_boarded_first() -> None:
    assert hash_of(BOTH) == hash_of([*BOTH[:3], *reversed(BOTH[3:])])


def test_the_hash_of_a_list_tells_who_is_on_it() -> None:
    assert len({hash_of(BOTH), hash_of(BOTH[:4]), hash_of([*BOTH[:3], BOTH[4]]), hash_of(BOTH[:3])}) == 4
