"""What was typed finds as much as the role may see, and a tag of nobody says what it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.access.errors import Denied
from lanyard.access.sessions import Viewer
from lanyard.casefile.tag import tag_ref
from lanyard.desk.finding import TagIs, find, person_by_tag
from lanyard.desk.node import Node
from lanyard.desk.office import Office
from lanyard.desk.rows import key_of
from lanyard.desk.scope import Scope
from lanyard.terms import Role
from tests.desk.point import NOW, counts, device, made, meets, places, said, walks_in
from tests.making import code, person
from tests.said import voided

NAME = "Qxzv"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with made(tmp_path / "site") as node:
        node.record(
            device(node), [walks_in(1), meets(1, NAME), walks_in(2), counts(1, 3), places(7, worn=True)], NOW
        ).result()
        node.settle()
        found = Office(node, 0)
        yield found
        found.close()


def as_role(office: Office, role: Role) -> Scope:
    return Scope(office, Viewer(b"s" * 16, b"p" * 16, role, "HC", 1, 2**50))


def test_whoever_sees_no_register_finds_nothing(office: Office) -> None:
    with as_role(office, Role.DATA_PROTECTION) as scope, pytest.raises(Denied):
        find(scope, code(1))


def test_a_tag_finds_its_one_wearer_at_any_site_and_that_is_on_the_trail(office: Office) -> None:
    with as_role(office, Role.CLERK) as scope:
        assert find(scope, code(1)).only == key_of(person(1)).hex()
        assert scope.opened.nouns == (key_of(person(1)),)
        assert find(scope, NAME.lower()).only == ""
        assert find(scope, code(7)).only == key_of(tag_ref(code(7))).hex()


def test_whoever_may_not_read_names_finds_nobody_by_one(office: Office) -> None:
    with as_role(office, Role.SEARCH) as scope:
        assert find(scope, NAME).nothing
        assert find(scope, code(1)).people[0].person.name == ""
        assert scope.opened.nouns == (key_of(person(1)),)
    with as_role(office, Role.CLERK) as scope:
        assert find(scope, NAME).people[0].person.name == NAME


def test_a_tag_of_nobody_is_free_void_or_strange(office: Office) -> None:
    node: Node = office.node
    free, spoilt = node.tags.print("BG", 2)
    node.record(device(node), [said(voided(), tag_ref(spoilt))], NOW).result()
    node.settle()
    with as_role(office, Role.CLERK) as scope:
        assert [find(scope, typed).tag_is for typed in (free, spoilt, code(99), "no tag at all")] == [
            TagIs.FREE, TagIs.VOID, TagIs.STRANGE, TagIs.NONE,
        ]  # fmt: skip
        assert find(scope, free).nothing


def test_only_a_person_who_wears_it_is_meant_by_a_tag(office: Office) -> None:
    with as_role(office, Role.CLERK) as scope:
        assert person_by_tag(scope, code(2)) == person(2)
        assert [person_by_tag(scope, typed) for typed in (code(7), code(99), NAME, "")] == [None] * 4
