"""The views: whatever order, batching or interruption there was, they are what the ledger says, row by row."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lanyard.desk.node import Node
from lanyard.desk.opening import Opener
from lanyard.desk.views import Views
from lanyard.ledger.certificate import Directory
from lanyard.ledger.noun import Noun
from lanyard.ledger.open_records import DeviceCertified, DeviceRevoked
from lanyard.ledger.seal import Sealed
from lanyard.store.cipher import connect
from lanyard.store.errors import StoreError
from lanyard.store.folder import VIEWS
from lanyard.store.views_file import PRAGMAS as VIEWS_PRAGMAS
from lanyard.terms import Role, SignedInBy
from tests.desk.folders import all_rows, change, flip, rebuilt, recorded, stream, views_rows, wait_until
from tests.desk.point import (
    LINE,
    MINUTE,
    NOW,
    STAFF,
    device,
    made,
    meets,
    places,
    tablet,
    walks_in,
)
from tests.exchange.bringing import twin
from tests.making import code, person


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened:
        yield opened


def ledger_of(node: Node) -> list[Sealed]:
    return [Sealed(row.id, row.header, row.body, row.sig) for row in node.reader.read(0, 100_000)]


def remarks(node: Node) -> list[str]:
    return [rule for _, _, rule, *_ in views_rows(node)["mark_row"]]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_views_kept_as_it_comes_are_the_views_built_again(tmp_path: Path, seed: int) -> None:
    with made(tmp_path / "site") as node:
        secret = node.folder.secret
        stream(node, seed)
        node.settle()
    found = rebuilt(tmp_path / "site", secret)
    assert found.differs == {}
    assert found.identical


def test_views_do_not_depend_on_how_the_ledger_is_cut_into_batches(node: Node, tmp_path: Path) -> None:
    stream(node, 4)
    by_one = by_batches(node, tmp_path / "one.db", 1)
    assert by_one == by_batches(node, tmp_path / "seven.db", 7)
    assert by_one == by_batches(node, tmp_path / "all.db", 10_000)
    assert by_one == views_rows(node)


def by_batches(node: Node, path: Path, size: int) -> dict[str, list[Any]]:
    connection = connect(path, bytes(32), create=True, extra=VIEWS_PRAGMAS)
    views = Views(connection, node.folder.reader(), Opener(node.folder.keyring, Directory(node.directory.root)))
    ledger = [(sealed, n) for n, sealed in enumerate(ledger_of(node), 1)]
    for start in range(0, len(ledger), size):
        views.advance(ledger[start : start + size])
    return all_rows(connection)


def test_a_certificate_read_in_one_batch_with_its_entries_covers_them(node: Node, tmp_path: Path) -> None:
    node.record(device(node), [walks_in(1)], NOW).result()
    assert by_batches(node, tmp_path / "all.db", 10_000)["mark_row"] == []
    assert views_rows(node)["mark_row"] == []


def test_a_second_certificate_lifts_the_mark_of_entries_already_read(node: Node) -> None:
    own = device(node, kinds=("signed_in",))
    node.record(own, [walks_in(1)], NOW).result()
    assert remarks(node) == ["device-not-certified-for-kind"]
    [old] = node.opener.directory.certificates[own.chain]
    node.say([old._replace(kinds=())], NOW).result()
    assert remarks(node) == []


def test_a_certificate_that_cannot_hold_does_not_stop_the_views(node: Node, tmp_path: Path) -> None:
    own = tablet(node)
    forged = DeviceCertified(b"c" * 16, own.signer.public, b"e" * 16, node.plan.home.id, (), 0, 2**31)
    node.door.accept([own.seal_open(forged, NOW)]).result()
    node.record(own, [walks_in(1)], NOW).result()
    assert node.roll(NOW).people == 1
    secret = node.folder.secret
    node.close()
    with Node.open(tmp_path / "site", secret=secret) as again:
        assert again.roll(NOW).people == 1
        assert again.directory.key_of(b"c" * 16) is None


def test_entries_of_a_revoked_device_are_folded_and_marked_also_those_read_before(node: Node) -> None:
    own = device(node)
    [(first, _)] = node.record(own, [walks_in(1)], NOW).result()
    node.record(own, [walks_in(2)], NOW).result()
    assert remarks(node) == []
    node.say([DeviceRevoked(own.chain, 1, first.id, "lost")], NOW).result()
    assert [(row[0][1:], row[2]) for row in views_rows(node)["mark_row"]] == [
        (person(2).key, "device-not-certified-for-kind")
    ]
    assert node.roll(NOW).people == 2


def test_every_branch_of_a_revoked_devices_fork_is_marked_also_where_a_page_ends_within_it(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tablet(node)
    branches = [twin(node, own).seal(walks_in(number), NOW) for number in range(4)]
    node.door.accept(branches).result()
    assert remarks(node) == []
    run = node.views.ledger.run
    monkeypatch.setattr(node.views.ledger, "run", lambda chain, after: run(chain, after, 1))
    node.say([DeviceRevoked(own.chain, None, None, "lost")], NOW).result()
    assert remarks(node) == ["device-not-certified-for-kind"] * 4


def test_a_sign_in_that_comes_after_its_entries_says_who_recorded_them(node: Node) -> None:
    own = tablet(node)
    sign_in = own.sign_in(STAFF[1], Role.CLERK, SignedInBy.PIN, NOW)
    entry = own.seal(walks_in(1), NOW)
    node.door.accept([entry]).result()
    node.settle()
    assert views_rows(node)["awaits_sign_in"]
    node.door.accept([sign_in]).result()
    node.settle()
    with node.look() as look:
        found = look.read(person(1))
    assert found is not None
    assert [e.staff for e in found.entries] == [STAFF[1]]
    assert views_rows(node)["awaits_sign_in"] == []


def test_keys_that_come_late_open_what_waited_for_them(node: Node) -> None:
    own = device(node)
    node.record(own, [walks_in(1)], NOW).result()
    node.record(own, [meets(2)], NOW).result()
    node.settle()
    keyring = node.folder.keyring
    key = keyring.key_for(person(3), walks_in(3).sealed_in()) or keyring.mint(person(3), walks_in(3).sealed_in())
    keyring.flush()
    keyring.connection.execute("UPDATE noun_key SET gen = 99 WHERE keyref = ?", (key.keyref,))
    keyring._opened.clear()
    sealed = own.seal(walks_in(3), NOW)
    keyring._opened.clear()
    node.door.accept([sealed]).result()
    node.settle()
    assert [(row[1], row[2]) for row in views_rows(node)["unread"]] == [(key.keyref, "sealed")]
    keyring.connection.execute("UPDATE noun_key SET gen = 1 WHERE keyref = ?", (key.keyref,))
    assert node.views.late_keys([key.keyref]).result(10) == 1
    assert views_rows(node)["unread"] == []
    assert node.roll(NOW).people == 3


def test_views_that_were_deleted_are_built_again_by_themselves(tmp_path: Path) -> None:
    secret = recorded(tmp_path / "site")
    for left in (tmp_path / "site").glob("views.db*"):
        left.unlink()
    with Node.open(tmp_path / "site", secret=secret) as node:
        assert node.roll(NOW).people == 5


def test_views_of_another_fold_version_are_built_again_by_themselves(tmp_path: Path) -> None:
    secret = recorded(tmp_path / "site")
    change(tmp_path / "site", secret, "UPDATE progress SET value = 999 WHERE name = 'fold_version'")
    change(tmp_path / "site", secret, "DELETE FROM case_row")
    with Node.open(tmp_path / "site", secret=secret) as node:
        assert node.roll(NOW).people == 5


def test_views_that_cannot_be_opened_are_built_again_by_themselves(tmp_path: Path) -> None:
    secret = recorded(tmp_path / "site")
    flip(tmp_path / "site" / VIEWS, 100)
    with Node.open(tmp_path / "site", secret=secret) as node:
        assert node.roll(NOW).people == 5
        node.record(node.office(), [walks_in(9)], NOW).result()
        assert node.roll(NOW).people == 6


def test_views_behind_the_ledger_catch_up_at_the_next_opening(tmp_path: Path) -> None:
    """As after a kill between the ledger's commit and the views'."""
    with made(tmp_path / "site") as node:
        secret = node.folder.secret
        node.settle()
        node.views.advance = lambda batch: None  # type: ignore[method-assign,assignment]
        node.record(node.office(), [walks_in(number) for number in range(5)], NOW).result()
    with Node.open(tmp_path / "site", secret=secret) as node:
        assert node.roll(NOW).people == 5


def test_views_that_fail_say_so_and_recording_goes_on(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    own = device(node)
    node.settle()

    def fails(*_: Any) -> None:
        raise MemoryError

    node.views.reader.advance = fails  # type: ignore[method-assign,assignment]
    monkeypatch.setattr("lanyard.desk.views.Reader.advance", fails)
    node.record(own, [walks_in(1)], NOW).result()
    with pytest.raises(StoreError) as raised:
        node.settle()
    assert raised.value.code == "views-stand-still"
    assert len(node.record(own, [walks_in(2)], NOW).result(10)) == 1
    monkeypatch.undo()
    monkeypatch.setattr("lanyard.desk.views.TRY_AGAIN_S", 0.0)
    node.record(own, [walks_in(3)], NOW).result()
    wait_until(lambda: node.views.failure is None)
    assert node.roll(NOW).people == 3


def test_a_time_stated_ahead_of_its_coming_is_flagged_and_never_outranks(node: Node) -> None:
    own = device(node)
    tomorrow = NOW // 1000 + 86_400
    node.record(own, [meets(1, "wrong", at=(tomorrow, 0))], NOW).result()
    node.record(own, [meets(1, "right")], NOW + MINUTE).result()
    wait_until(lambda: views_rows(node)["flagged"] != [])
    node.settle()
    with node.look() as look:
        found = look.read(person(1))
    assert found is not None
    assert [(e.record.name_said, e.flagged) for e in found.entries] == [("wrong", True), ("right", False)]
    assert found.case.body.name_said == "right"


def test_what_was_said_of_her_tag_is_read_with_her(node: Node) -> None:
    own = device(node)
    node.record(own, [places(1, worn=True)], NOW).result()
    node.record(own, [walks_in(1)], NOW + MINUTE).result()
    node.settle()
    with node.look() as look:
        found = look.person(code(1))
    assert found is not None
    assert [e.kind for e in found.entries] == ["placed", "walked_in"]
    assert found.case.place is not None
    assert found.case.place.which == LINE.key.hex()
    row = [row for row in views_rows(node)["case_row"] if row[0] == bytes((Noun.PERSON,)) + person(1).key]
    assert row[0][3] == LINE.key.hex()
