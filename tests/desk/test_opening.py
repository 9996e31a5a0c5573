"""Opening many entries at once says of each what opening it alone says, whatever stands beside it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lanyard.desk import opening
from lanyard.desk.node import Node
from lanyard.desk.opening import TOGETHER, Opened, Opener
from lanyard.floorplan import KINDS
from lanyard.ledger.noun import Compartment
from lanyard.ledger.seal import Sealed
from lanyard.terms import Role, SignedInBy
from tests.desk.folders import unread
from tests.desk.point import NOW, STAFF, made, meets, places, tablet, walks_in


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened:
        yield opened


def sealed_by_a_tablet(node: Node, people: int = 5) -> list[Sealed]:
    """What one tablet recorded, somebody of another role signing in half-way."""
    own = tablet(node)
    drafts = [make(number) for number in range(people) for make in (walks_in, meets, places)]
    half = len(drafts) // 2
    before = [own.seal(draft, NOW) for draft in drafts[:half]]
    sign_in = own.sign_in(STAFF[0], Role.RECEIVER, SignedInBy.PIN, NOW)
    return [*before, sign_in, *(own.seal(draft, NOW) for draft in drafts[half:])]


def changed(node: Node) -> Sealed:
    [entry, *_] = sealed_by_a_tablet(node)
    return entry._replace(body=entry.body[:-1] + bytes((entry.body[-1] ^ 1,)))


def in_another_compartment(node: Node) -> Sealed:
    own = tablet(node)
    own._key_for = lambda about, comp: node.key_for(about, Compartment.FAMILY)
    return own.seal(walks_in(1), NOW)


def without_its_key(node: Node) -> Sealed:
    return unread(node, tablet(node))


def certificate(node: Node) -> Sealed:
    [row, *_] = node.reader.read(0, 1)
    return Sealed(row.id, row.header, row.body, row.sig)


def one_by_one(node: Node, entries: list[Sealed]) -> list[Opened]:
    opener = Opener(node.folder.keyring, node.directory)
    return [opener.open(n, sealed) for n, sealed in enumerate(entries)]


def together(node: Node, entries: list[Sealed]) -> list[Opened]:
    return Opener(node.folder.keyring, node.directory).open_all(enumerate(entries))


@pytest.mark.parametrize("make", [changed, in_another_compartment, without_its_key, certificate])
def test_one_that_does_not_simply_read_changes_nothing_for_those_beside_it(
    node: Node, make: Callable[[Node], Sealed]
) -> None:
    entries = sealed_by_a_tablet(node)
    entries.insert(4, make(node))
    found = together(node, entries)
    assert [o.n for o in found if o.entry is None] == [4]
    assert found == one_by_one(node, entries)


def test_one_whose_fields_cannot_be_read_changes_nothing_for_those_beside_it(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tablet(node)
    shape = KINDS["walked_in"].shape
    with monkeypatch.context() as patched:
        patched.setattr(shape, "write", lambda record: {"tag": "no tag"})
        odd = own.seal(walks_in(1), NOW)
    entries = sealed_by_a_tablet(node)
    entries.insert(4, odd)
    found = together(node, entries)
    assert found[4].why == "fields"
    assert found == one_by_one(node, entries)


def test_more_than_are_opened_together_come_in_their_order(node: Node) -> None:
    entries = sealed_by_a_tablet(node, TOGETHER // 2)
    assert len(entries) > TOGETHER
    found = together(node, entries)
    assert [o.n for o in found] == list(range(len(entries)))
    assert found == one_by_one(node, entries)


def test_what_reads_is_opened_together(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = sealed_by_a_tablet(node)
    monkeypatch.setattr(opening, "read", None)
    assert [o.entry is not None for o in together(node, entries)] == [True] * len(entries)
