"""The guarded path: what a role may not see is not there, what was shown is on the trail, what she may not record is denied."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.access.errors import Denied
from lanyard.access.sessions import Viewer
from lanyard.desk.node import Node
from lanyard.desk.office import Office
from lanyard.desk.rows import key_of
from lanyard.desk.scope import Scope
from lanyard.ledger.noun import Compartment
from lanyard.stations.every.entries import RecordedInError
from lanyard.stations.first_aid.entries import CarePrioritySet, HeldMedically, Treated
from lanyard.stations.placement.entries import HoldPlaced
from lanyard.terms import Colour, Role
from tests.desk.point import NOW, device, in_error, made, meets, said, walks_in
from tests.making import code, person

SECRET, NAME = "splinted the left arm", "Qxzv"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with made(tmp_path / "site") as node:
        medic = device(node, role=Role.MEDIC)
        treated = said(Treated(SECRET), person(1))
        kept = node.record(
            medic,
            [
                walks_in(1), meets(1, NAME), treated, said(CarePrioritySet(Colour.RED), person(1)),
                said(HoldPlaced("2019-03-01"), person(1)), said(HeldMedically("2019-03-02"), person(1)),
            ],
            NOW,
        ).result()  # fmt: skip
        wrong = kept[2][0].id
        error = said(RecordedInError(SECRET), person(1), refs=in_error(wrong), compartment=Compartment.MEDICAL)
        node.record(medic, [error], NOW).result()
        node.settle()
        found = Office(node, 0)
        yield found
        found.close()


def as_role(office: Office, role: Role) -> Scope:
    return Scope(office, Viewer(b"s" * 16, b"p" * 16, role, "BG", 1, 2**50))


def everything(office: Office, role: Role) -> str:
    with as_role(office, role) as scope:
        return repr(scope.person(code(1)))


def test_whoever_sees_no_register_is_denied(office: Office) -> None:
    with as_role(office, Role.DATA_PROTECTION) as scope, pytest.raises(Denied, match="compartment-closed"):
        scope.person(code(1))


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ANY, Role.DATA_PROTECTION)])
def test_what_was_done_for_her_is_for_the_medic_alone_also_where_it_was_taken_back(office: Office, role: Role) -> None:
    assert (SECRET in everything(office, role)) == (role is Role.MEDIC)


def test_the_gate_sees_that_she_may_not_travel_and_not_until_when(office: Office) -> None:
    for role in (Role.CLERK, Role.SEARCH, Role.TRANSPORT, Role.RECEIVER):
        shown = everything(office, role)
        assert "2019-03" not in shown
        assert "hold=True" in shown
    assert "2019-03-01" in everything(office, Role.FAMILY_LINKS)


def test_whoever_searches_sees_no_name(office: Office) -> None:
    assert NAME not in everything(office, Role.SEARCH)
    assert NAME in everything(office, Role.CLERK)


def test_what_was_shown_is_known_for_the_trail(office: Office) -> None:
    with as_role(office, Role.MEDIC) as scope:
        assert scope.opened.nouns == ()
        scope.person(code(1))
        assert scope.opened.nouns == (key_of(person(1)),)
        assert scope.opened.comps == {Compartment.REGISTER, Compartment.MEDICAL}


def test_what_is_not_her_work_she_does_not_record(office: Office) -> None:
    with as_role(office, Role.CLERK) as scope, pytest.raises(Denied, match="not-your-kind"):
        scope.keep([said(Treated("x"), person(1))])


def test_where_nothing_may_be_taken_back_it_is_sealed_at_once(office: Office) -> None:
    node: Node = office.node
    before = node.reader_last()
    with as_role(office, Role.CLERK) as scope:
        assert scope.keep([meets(1, "again")]) == []
    assert node.reader_last() == before + 1
