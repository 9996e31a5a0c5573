"""The one permission: refused, granted, or granted in spite of a rule by somebody who says why."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lanyard.casefile.findings import Status
from lanyard.desk.device import Device
from lanyard.desk.draft import Draft
from lanyard.desk.node import Node
from lanyard.desk.permit import Refused, judge, permit
from lanyard.ledger.noun import Ref
from lanyard.stations.first_aid.entries import CarePrioritySet, FitToTravel
from lanyard.stations.placement.entries import HoldPlaced
from lanyard.stations.transport.entries import Boarded, LeftVehicle, ManifestOpened, ManifestSealed
from lanyard.stations.transport.rules import list_hash
from lanyard.terms import CheckedBy, Colour, Role
from tests.desk.point import NOW, device, made, said, tags
from tests.making import manifest, person, site

BUS = manifest(1)
RED, HELD, NOT_SCANNED = "red-not-declared-fit", "boarded-under-hold", "people-unlike-scans"


class Bay:
    """A bus with two people aboard, and whoever closes its list."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.device: Device = device(node, role=Role.TRANSPORT)
        self.say(ManifestOpened(3, site(2), "river road", "officer 7"), BUS)
        for number in (1, 2):
            self.node.record(self.device, [tags(number)], NOW).result()
            self.say(Boarded(BUS, CheckedBy.SCAN), person(number))

    def say(self, record: Any, about: Ref) -> None:
        self.node.record(self.device, [said(record, about)], NOW).result()

    def seal(
        self, *despite: str, reason: str | None = None, people: int | None = None, digest: bytes | None = None
    ) -> Draft:
        """The draft of a seal, with the count and hash of the list unless others are given."""
        self.node.settle()
        with self.node.look() as look:
            read = look.lists.aboard(BUS)
        assert read is not None
        record = ManifestSealed(
            len(read[0].aboard) if people is None else people, digest or list_hash(*read), despite, reason
        )
        return said(record, BUS)

    def refused(self, draft: Draft, role: Role | None = Role.TRANSPORT) -> list[str]:
        """The codes for which it is refused to somebody in a role; nothing if it is granted. Nothing is recorded."""
        with self.node.look() as look:
            try:
                permit(look, draft, role)
            except Refused as error:
                return [finding.rule.code for finding in error.findings]
        return []

    def entries(self) -> int:
        with self.node.look() as look:
            return look.counts()["entries"]


@pytest.fixture
def bay(tmp_path: Path) -> Iterator[Bay]:
    with made(tmp_path / "site") as node:
        yield Bay(node)


def test_a_list_against_which_nothing_speaks_is_sealed(bay: Bay) -> None:
    draft = bay.seal()
    assert bay.refused(draft) == []
    bay.node.record(bay.device, [draft], NOW).result()
    bay.node.settle()
    with bay.node.look() as look:
        read = look.lists.aboard(BUS)
    assert read is not None
    assert (read[0].sealed_people, read[0].sealed_aboard) == (2, {person(1), person(2)})


def test_a_refused_seal_is_not_recorded_but_what_happened_before_it_is(bay: Bay) -> None:
    before = bay.entries()
    facts = [said(CarePrioritySet(Colour.RED), person(1)), bay.seal(), said(HoldPlaced(), person(2))]
    with pytest.raises(Refused, match=f"^{RED}$") as refused:
        bay.node.record(bay.device, facts, NOW)
    assert [finding.people for finding in refused.value.findings] == [(person(1),)]
    bay.node.settle()
    assert bay.entries() == before + 1
    assert bay.refused(bay.seal()) == [RED]


def test_facts_before_a_granted_seal_are_answered_with_it(bay: Bay) -> None:
    kept = bay.node.record(bay.device, [said(HoldPlaced(), person(9)), bay.seal(), said(HoldPlaced(), person(8))], NOW)
    assert len(kept.result()) == 3


@pytest.mark.parametrize("role", [None, Role.CLERK, Role.MEDIC])
def test_nobody_overrides_who_is_not_signed_in_as_one_who_closes_lists(bay: Bay, role: Role | None) -> None:
    bay.say(CarePrioritySet(Colour.RED), person(1))
    assert bay.refused(bay.seal(RED, reason="a medic rides along"), role) == [RED]


def test_a_device_at_which_nobody_is_signed_in_overrides_nothing(bay: Bay) -> None:
    bay.say(CarePrioritySet(Colour.RED), person(1))
    draft = bay.seal(RED, reason="a medic rides along")
    bay.device.sign_out()
    with pytest.raises(Refused, match=f"^{RED}$"):
        bay.node.record(bay.device, [draft], NOW)


def test_despite_without_a_reason_is_refused(bay: Bay) -> None:
    bay.say(CarePrioritySet(Colour.RED), person(1))
    assert bay.refused(bay.seal(RED)) == [RED]
    assert bay.refused(bay.seal(RED, reason="")) == [RED]


def test_despite_with_a_reason_is_granted_and_kept_with_the_seal(bay: Bay) -> None:
    bay.say(CarePrioritySet(Colour.RED), person(1))
    draft = bay.seal(RED, reason="a medic rides along")
    assert bay.refused(draft) == []
    bay.node.record(bay.device, [draft], NOW).result()
    bay.node.settle()
    with bay.node.look() as look:
        read = look.lists.aboard(BUS)
    assert read is not None
    assert (read[0].despite, read[0].all_marks()) == ((RED,), [])


def test_a_reason_without_a_name_of_the_rule_is_refused(bay: Bay) -> None:
    bay.say(CarePrioritySet(Colour.RED), person(1))
    assert bay.refused(bay.seal(reason="a medic rides along")) == [RED]


def test_each_rule_is_to_be_named_and_what_was_not_is_refused(bay: Bay) -> None:
    bay.say(CarePrioritySet(Colour.RED), person(1))
    bay.say(HoldPlaced(), person(2))
    assert bay.refused(bay.seal(reason="hurry")) == [HELD, RED]
    assert bay.refused(bay.seal(RED, reason="hurry")) == [HELD]
    assert bay.refused(bay.seal(RED, HELD)) == [HELD, RED]
    assert bay.refused(bay.seal(RED, HELD, reason="hurry")) == []


def test_naming_a_rule_that_is_not_broken_changes_nothing(bay: Bay) -> None:
    assert bay.refused(bay.seal(HELD)) == []


def test_what_speaks_against_it_no_more_refuses_it_no_more(bay: Bay) -> None:
    bay.say(CarePrioritySet(Colour.RED), person(1))
    bay.say(FitToTravel(lying=True), person(1))
    assert bay.refused(bay.seal()) == []


def test_what_no_station_records_yet_is_said_and_never_refuses(bay: Bay) -> None:
    draft = bay.seal()
    with bay.node.look() as look:
        granted = permit(look, draft, Role.TRANSPORT)
    assert [finding.rule.code for finding in granted if finding.status is Status.NOT_YET_RECORDED] == [
        "family-split",
        "papers-not-aboard",
        "barred-destination",
    ]
    assert not any(finding.refuses for finding in granted)


@pytest.mark.parametrize(("people", "digest"), [(1, None), (3, None), (None, bytes(32))])
def test_a_count_or_a_list_unlike_the_scans_is_refused(bay: Bay, people: int | None, digest: bytes | None) -> None:
    assert bay.refused(bay.seal(people=people, digest=digest)) == [NOT_SCANNED]


def test_a_list_made_before_somebody_stepped_off_is_refused(bay: Bay) -> None:
    before = bay.seal()
    bay.say(LeftVehicle(BUS, "ill", True), person(1))
    bay.node.settle()
    assert bay.refused(before) == [NOT_SCANNED]
    assert bay.refused(bay.seal()) == []


def test_a_list_that_nobody_ever_named_is_refused(bay: Bay) -> None:
    draft = said(ManifestSealed(0, bytes(32)), manifest(9))
    assert "list-not-opened" in bay.refused(draft)


def test_a_seal_about_something_that_is_no_list_is_refused(bay: Bay) -> None:
    draft = said(ManifestSealed(0, bytes(32)), person(1))
    assert "list-not-opened" in bay.refused(draft)


def test_a_fact_is_never_judged(bay: Bay) -> None:
    with bay.node.look() as look, pytest.raises(AssertionError):
        judge(look, said(HoldPlaced(), person(1)))
    bay.say(HoldPlaced(), person(1))
    bay.say(Boarded(BUS, CheckedBy.SIGHT), person(1))
