"""A form sent twice is recorded once: by memory, while it waits to be sealed, and after a new start."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lanyard.access.errors import Denied
from lanyard.access.sessions import Viewer
from lanyard.desk import once
from lanyard.desk.draft import Draft
from lanyard.desk.node import Node
from lanyard.desk.office import Office
from lanyard.desk.scope import Scope
from lanyard.stations.first_aid.entries import Treated
from lanyard.terms import Role
from tests.desk.point import made, meets, said, walks_in
from tests.making import person

MARK = b"m" * 16


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened:
        yield opened


def keep(office: Office, mark: bytes, *drafts: Draft) -> bool:
    with Scope(office, Viewer(b"s" * 16, b"p" * 16, Role.CLERK, "BG", 1, 2**50)) as scope:
        return scope.keep_once(mark, list(drafts))


def test_what_is_refused_is_not_remembered(node: Node) -> None:
    office = Office(node, 0)
    with pytest.raises(Denied):
        keep(office, MARK, said(Treated("x"), person(1)))
    assert keep(office, MARK, walks_in(1))
    office.close()


def test_a_mark_is_kept_once_and_another_mark_again(node: Node) -> None:
    office = Office(node, 60_000)
    before = node.reader_last()
    assert [keep(office, MARK, walks_in(1)) for _ in range(3)] == [True, False, False]
    assert keep(office, b"n" * 16, meets(1))
    office.close()
    assert node.reader_last() == before + 2


def test_many_at_once_are_one(node: Node) -> None:
    office = Office(node, 0)
    before = node.reader_last()
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda _: keep(office, MARK, walks_in(1)), range(8)))
    assert sorted(kept) == [False] * 7 + [True]
    assert node.reader_last() == before + 1
    office.close()


def test_after_a_new_start_it_is_found_among_the_entries(node: Node) -> None:
    office = Office(node, 0)
    assert keep(office, MARK, walks_in(1))
    node.settle()
    assert not keep(office, MARK, walks_in(1))
    office.close()


def test_no_more_marks_are_remembered_than_need_be(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "REMEMBERED", 2)
    office = Office(node, 0)
    for number in range(4):
        assert keep(office, bytes([number]) * 16, meets(number))
    assert len(office.once._acts) == 2
    office.close()


def test_an_act_of_this_process_that_was_forgotten_is_looked_for_in_the_ledger(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "REMEMBERED", 2)
    office = Office(node, 0)
    act = once.fresh_id()
    assert office.once.is_new(act)
    assert keep(office, act, meets(1))
    for number in range(2, 6):
        assert keep(office, once.fresh_id(), meets(number))
    assert not keep(office, act, meets(1))
    office.close()


def test_what_was_taken_back_may_be_sent_again(node: Node) -> None:
    office = Office(node, 60_000)
    viewer = Viewer(b"s" * 16, b"p" * 16, Role.CLERK, "BG", 1, 2**50)
    assert keep(office, MARK, meets(1))
    [(waiting, _)] = office.pending.of(viewer)
    assert office.take_back(viewer, waiting.n)
    assert keep(office, MARK, meets(1))
    office.close()
