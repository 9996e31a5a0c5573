"""A device's chain: a draft that cannot be read seals nothing, a disk that fails forks nothing, many threads make one line."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from lanyard.desk.node import Node
from lanyard.ledger.chain import Position
from lanyard.ledger.errors import Malformed
from lanyard.ledger.header import Header, decode_header
from lanyard.ledger.open_records import HeadsReceived
from lanyard.ledger.seal import Sealed
from lanyard.store.errors import StoreError
from lanyard.terms import Role, SignedInBy
from tests.desk.point import NOW, STAFF, cut_tail, device, made, meets, tablet, walks_in


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened:
        yield opened


def chain_of(node: Node, chain: bytes) -> list[Header]:
    return [decode_header(row.header) for row in node.reader.run(chain, limit=100_000)]


def ids_of(node: Node, chain: bytes) -> list[bytes]:
    return [row.id for row in node.reader.run(chain, limit=100_000)]


def unbroken(node: Node, chain: bytes) -> bool:
    headers, ids = chain_of(node, chain), ids_of(node, chain)
    follows = all(header.prev == before for header, before in zip(headers[1:], ids, strict=False))
    return follows and [header.seq for header in headers] == list(range(len(headers)))


class Disk:
    """A writer of which the test says what becomes of each group."""

    def __init__(self) -> None:
        self.given: list[tuple[Sequence[Sealed], Future[Any]]] = []

    def __call__(self, rows: Sequence[Sealed]) -> "Future[Any]":
        self.given.append((rows, Future()))
        return self.given[-1][1]

    def keeps(self, number: int) -> None:
        rows, answer = self.given[number]
        answer.set_result([(row, n) for n, row in enumerate(rows)])

    def fails(self, number: int) -> None:
        self.given[number][1].set_exception(StoreError("disk-full"))

    def seqs(self, number: int) -> list[int]:
        return [decode_header(row.header).seq for row in self.given[number][0]]


def test_a_draft_that_no_reader_could_read_seals_nothing_of_its_group(node: Node) -> None:
    own = device(node)
    before = chain_of(node, own.chain)
    with pytest.raises(Malformed):
        node.record(own, [walks_in(1), meets(1, "x" * 201)], NOW)
    node.record(own, [walks_in(2)], NOW).result()
    after = chain_of(node, own.chain)
    assert len(after) == len(before) + 1
    assert unbroken(node, own.chain)


def test_after_a_failed_group_the_chain_goes_on_where_it_is_durable(node: Node) -> None:
    own, disk = tablet(node), Disk()
    for number in range(3):
        own.send([walks_in(number)], NOW, disk)
    disk.keeps(0)
    disk.fails(1)
    with pytest.raises(StoreError, match="saved"):
        own.send([walks_in(8)], NOW, disk)
    disk.fails(2)
    own.send([walks_in(9)], NOW, disk)
    assert disk.seqs(3) == [1]
    assert decode_header(disk.given[3][0][0].header).prev == disk.given[0][0][0].id


def test_what_was_sealed_without_being_sent_is_never_sealed_over(node: Node) -> None:
    own, disk = tablet(node), Disk()
    receipt = own.seal_open(HeadsReceived((), (), (), (), NOW), NOW, site=bytes(16))
    own.send([walks_in(1)], NOW, disk)
    disk.fails(0)
    after = own.seal(walks_in(2), NOW)
    assert decode_header(after.header).seq == decode_header(receipt.header).seq + 1


def test_a_failed_disk_never_forks_an_office_that_has_certified_devices(node: Node) -> None:
    office, disk = node.office(), Disk()
    device(node)
    ends_at = chain_of(node, office.chain)[-1].seq
    office.send([walks_in(1)], NOW, disk)
    disk.fails(0)
    node.record(office, [walks_in(2)], NOW).result()
    assert chain_of(node, office.chain)[-1].seq == ends_at + 1
    assert unbroken(node, office.chain)


def test_a_disk_that_fails_once_leaves_no_gap_in_chains_with_much_under_way(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = device(node)
    writer = node.folder.writer()
    real, started, go_on = writer._transaction, threading.Event(), threading.Event()

    def fails_once(jobs: Any) -> Any:
        monkeypatch.setattr(writer, "_transaction", real)
        started.set()
        go_on.wait(10)
        raise StoreError("disk-full")

    monkeypatch.setattr(writer, "_transaction", fails_once)
    under_way = [node.record(own, [walks_in(1)], NOW)]
    started.wait(10)
    under_way += [node.record(own, [walks_in(number)], NOW) for number in range(2, 9)]
    go_on.set()
    assert [type(answer.exception(10)) for answer in under_way] == [StoreError] * 8
    node.record(own, [walks_in(20)], NOW).result(10)
    assert unbroken(node, own.chain)


def test_a_writer_that_refuses_to_listen_leaves_the_device_usable(node: Node) -> None:
    own = tablet(node)

    def refuses(_rows: Sequence[Sealed]) -> "Future[Any]":
        raise MemoryError

    with pytest.raises(MemoryError):
        own.send([walks_in(1)], NOW, refuses)
    node.record(own, [walks_in(2)], NOW).result()
    assert unbroken(node, own.chain)


def test_sixteen_threads_make_one_unbroken_chain(node: Node) -> None:
    own = device(node)
    answers: list[Future[Any]] = []

    def record(thread: int) -> None:
        answers.extend(node.record(own, [walks_in(thread * 100 + number)], NOW) for number in range(25))

    threads = [threading.Thread(target=record, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(len(answer.result(30)) == 1 for answer in answers)
    assert len(chain_of(node, own.chain)) == 16 * 25 + 1
    assert unbroken(node, own.chain)


def test_sixteen_threads_share_one_office(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        secret = node.folder.secret
    with Node.open(tmp_path / "site", secret=secret) as node:
        offices: list[bytes] = []
        threads = [threading.Thread(target=lambda: offices.append(node.office().chain)) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(set(offices)) == 1


def test_a_clock_set_back_between_two_runs_does_not_turn_a_chain_back(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        secret = node.folder.secret
        node.record(node.office(), [walks_in(1)], NOW + 600_000).result()
    with Node.open(tmp_path / "site", secret=secret) as node:
        office = node.office("BG", NOW)
        node.record(office, [walks_in(2)], NOW).result()
        stamps = [header.hlc for header in chain_of(node, office.chain)]
    assert stamps == sorted(set(stamps))


def test_sign_ins_go_on_counting_after_a_restart(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        secret = node.folder.secret
        node.sign_in(node.office(), STAFF[0], Role.COORDINATOR, SignedInBy.PIN, NOW).result()
    with Node.open(tmp_path / "site", secret=secret) as node:
        office = node.office()
        [(sealed, n)] = node.sign_in(office, STAFF[1], Role.COORDINATOR, SignedInBy.PIN, NOW).result()
        opened = node.opener.open(n, sealed).entry
        assert opened is not None
        assert (opened.recorded_by, opened.staff) == (2, STAFF[1])


def test_after_a_lost_tail_the_office_begins_a_new_chain(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        secret, old = node.folder.secret, node.office().chain
        node.record(node.office(), [walks_in(1)], NOW).result()
    cut_tail(tmp_path / "site", secret, 1)
    with Node.open(tmp_path / "site", secret=secret) as node:
        assert [notice.code for notice in node.folder.notices if notice.code == "tail-missing"]
        office = node.office()
        assert office.chain != old
        node.record(office, [walks_in(2)], NOW).result()
        assert unbroken(node, office.chain)
    with Node.open(tmp_path / "site", secret=secret) as node:
        assert node.office().chain == office.chain


def test_where_the_heads_file_cannot_be_read_the_office_begins_a_new_chain(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        secret, old = node.folder.secret, node.office().chain
    (tmp_path / "site" / "heads").unlink()
    with Node.open(tmp_path / "site", secret=secret) as node:
        assert node.office().chain != old


def test_a_new_chain_whose_first_entry_was_never_written_is_begun_again(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        secret, box = node.folder.secret, node.folder.strongbox
        kept = box.get("site/BG")
        assert kept is not None
        box.keep("site/BG", kept[:32] + bytes(16))
    with Node.open(tmp_path / "site", secret=secret) as node:
        office = node.office()
        assert chain_of(node, office.chain)[0].prev == Position.first(office.chain).prev
        assert node.directory.key_of(office.chain) == office.signer.public


def test_views_that_have_read_what_a_cut_tail_took_are_built_again(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        secret = node.folder.secret
        own = device(node)
        node.record(own, [walks_in(number) for number in range(10)], NOW).result()
        node.settle()
        assert node.roll(NOW).people == 10
    cut_tail(tmp_path / "site", secret, 5)
    with Node.open(tmp_path / "site", secret=secret) as node:
        assert node.roll(NOW).people == 5
        node.record(node.office(), [walks_in(20)], NOW).result()
        assert node.roll(NOW).people == 6


def test_keys_stranded_by_a_kill_are_attributed_to_whom_the_entries_name(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        secret = node.folder.secret
        [(sealed, _)] = node.record(node.office(), [walks_in(7)], NOW).result()
        keyref = decode_header(sealed.header).keyref
        node.folder.keyring.flush()
        node.folder.keyring.connection.execute(
            "INSERT INTO spare_key SELECT keyref, comp, gen, wrap FROM noun_key WHERE keyref = ?", (keyref,)
        )
        node.folder.keyring.connection.execute("DELETE FROM noun_key WHERE keyref = ?", (keyref,))
    with Node.open(tmp_path / "site", secret=secret) as node:
        assert node.folder.keyring.noun_of(keyref) == walks_in(7).about
        assert not node.folder.keyring.stranded() & {keyref}
