"""Every cell of the table of access, held to the page that a human has read; what nobody declared is seen by nobody."""

from collections.abc import Iterator
from typing import Any

import pytest

from lanyard.access.table import TABLE, Sight, cells, may_record, may_see
from lanyard.desk.office import Office
from lanyard.desk.scope import Scope
from lanyard.floorplan import KINDS
from lanyard.ledger.noun import Compartment
from lanyard.terms import Role
from tests.access import checking, page
from tests.access.canaries import CANARIES, FORMER, UNDONE, entries, office
from tests.access.checking import cells_wrong, forbidden, singing, viewer

DECLARED = page.declared()


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(tmp_path_factory.mktemp("access") / "site") as found:
        yield found


def test_what_nobody_declared_is_denied() -> None:
    for role in Role:
        assert not may_see(role, "no_such_kind")
        assert not may_see(role, "walked_in", "no_such_field")
        assert not may_record(role, "no_such_kind")
    assert not any(may_see(Role.ANY, kind) or may_record(Role.ANY, kind) for kind in KINDS)


def test_the_page_is_as_the_table_and_shows_every_cell_of_it() -> None:
    assert page.stale() == []
    assert page.PAGE.read_text(encoding="utf-8") == page.written(), "see the page: it says how it is written anew"
    assert len(DECLARED.cells) == len(list(cells())) > 1000


def test_what_is_read_from_the_page_is_what_was_written() -> None:
    assert page.declared(page.written()) == DECLARED
    assert DECLARED.sees == {cell for cell in cells() if may_see(*cell)}
    assert DECLARED.records == {(role, kind) for role in TABLE for kind in KINDS if may_record(role, kind)}


def test_an_entry_of_every_kind_stands_in_the_site(full: Office) -> None:
    assert {e.kind for e in entries(full.node)} == KINDS.keys()
    assert len(CANARIES) > 40


def test_every_cell_is_as_the_page_says(full: Office) -> None:
    assert cells_wrong(full, DECLARED) == []


@pytest.mark.parametrize("role", [role for role in TABLE if role is not Role.MEDIC])
def test_nothing_medical_is_heard_by_any_but_the_medic(full: Office, role: Role) -> None:
    medical = [
        sings for (kind, _), sings in CANARIES.items() if KINDS[kind].compartment is Compartment.MEDICAL
    ]  # fmt: skip
    assert set(medical) | {UNDONE} <= forbidden(DECLARED, role).keys()
    with Scope(full, viewer(role)) as scope:
        assert not [
            name for name, said in checking.answers(scope) if any(sings in said for sings in (*medical, UNDONE))
        ]


def test_what_may_be_heard_is_heard(full: Office) -> None:
    with Scope(full, viewer(Role.MEDIC)) as scope:
        said = "".join(said for _, said in checking.answers(scope))
    assert CANARIES["treated", "what"] in said
    assert UNDONE in said
    assert FORMER not in repr(_again(full, Role.MEDIC))
    assert FORMER in repr(_again(full, Role.FAMILY_LINKS))


def _again(full: Office, role: Role) -> Any:
    with Scope(full, viewer(role)) as scope:
        return scope.person(checking.KEYS[2])


def test_a_method_that_tells_is_found_also_if_it_is_new(full: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def everything(self: Scope, typed: str) -> object:
        return self.look.person(typed)

    monkeypatch.setattr(Scope, "everything", everything, raising=False)
    assert {what for name, what in singing(full, DECLARED, Role.CLERK) if name == "everything"} >= {"treated.what"}


def test_a_method_that_is_asked_with_something_new_says_so(full: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def strange(self: Scope, what: frozenset[int]) -> None: ...

    monkeypatch.setattr(Scope, "strange", strange, raising=False)
    with pytest.raises(AssertionError, match="ASKED_WITH"):
        list(singing(full, DECLARED, Role.CLERK))


def test_a_planted_fault_is_found(full: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    own = TABLE[Role.CLERK]
    wider = Sight(own.side, own.compartments | {Compartment.MEDICAL}, own.without)
    monkeypatch.setitem(TABLE, Role.CLERK, wider)  # type: ignore[arg-type]
    assert "clerk hears treated.what in person" in cells_wrong(full, DECLARED)
