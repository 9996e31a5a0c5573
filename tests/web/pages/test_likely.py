"""Which buttons stand on a case first: what is missing, what fits where she is, and never what this role does not record."""

from dataclasses import replace

import pytest

from lanyard.access.table import TABLE, may_record
from lanyard.casefile.case import Body, Case
from lanyard.casefile.place import Place, Where
from lanyard.desk.look_up import Person
from lanyard.desk.seen import SeenPerson, person_seen
from lanyard.terms import Role, Sex
from lanyard.web.pages.people.likely import APART, MOST, kinds_about, ordered
from tests.making import code, person

ROLES = [role for role in TABLE if role is not Role.DATA_PROTECTION]


def seen(where: Where, role: Role = Role.COORDINATOR, *, known: bool = True) -> SeenPerson:
    case = Case(person(1), tags=(code(1),) if known else (), body=Body(sex=Sex.FEMALE) if known else Body())
    found = person_seen(role, Person(case, (), ()), lambda _: None)
    assert found is not None
    return replace(found, place=Place(where))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("where", list(Where))
def test_nothing_is_offered_that_this_role_does_not_record_and_nothing_is_lost(role: Role, where: Where) -> None:
    likely, others = ordered(seen(where, role), role)
    assert sorted([*likely, *others]) == sorted(kinds_about(person(1).noun, role))
    assert all(may_record(role, name) for name in likely)
    assert len(likely) <= MOST
    assert not APART & {*likely, *others}


def test_what_is_missing_comes_first() -> None:
    assert ordered(seen(Where.ON_SITE, known=False), Role.CLERK)[0][:2] == ["tag_claimed", "person_met"]


def test_what_fits_where_she_is_comes_first_and_what_does_not_stands_among_the_others() -> None:
    assert ordered(seen(Where.ABOARD), Role.RECEIVER)[0][0] == "received"
    assert "received" in ordered(seen(Where.ON_SITE), Role.RECEIVER)[1]
    assert ordered(seen(Where.IN_HOSPITAL), Role.CLERK)[0][0] == "came_back"
    for role in ROLES:
        assert not {"needs_medic", "triaged", "treated"} & set(ordered(seen(Where.DEAD), role)[0])


def test_a_hold_is_lifted_where_there_is_one_and_placed_where_there_is_none() -> None:
    held = replace(seen(Where.ON_SITE), hold=True)
    assert "hold_lifted" in ordered(held, Role.REVIEWER)[0]
    assert "hold_placed" in ordered(seen(Where.ON_SITE), Role.REVIEWER)[0]
