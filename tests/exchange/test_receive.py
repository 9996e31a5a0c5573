"""Receiving: whatever comes, in whatever state and order, is kept or put aside with a reason; nothing is lost."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lanyard.crypto.signing import SigningKey
from lanyard.desk.node import Node
from lanyard.exchange.receive import Answer, Receiver
from lanyard.exchange.verifier import Elsewhere
from lanyard.ledger.chain import Position
from lanyard.ledger.header import decode_header
from lanyard.ledger.open_records import ForkProven, Head, HeadsReceived
from lanyard.ledger.receipt import acknowledges
from lanyard.ledger.seal import Sealed
from lanyard.store.errors import StoreError
from tests.desk.folders import views_rows, wait_until
from tests.desk.point import NOW, made, meets, tablet, walks_in
from tests.exchange.bringing import people, reasons, said, sealed, twin
from tests.making import person

DAY = 86_400_000


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened:
        yield opened


@pytest.fixture
def receiver(node: Node) -> Receiver:
    return Receiver(node)


def test_what_cannot_be_read_at_all_is_put_aside_with_a_reason(node: Node, receiver: Receiver) -> None:
    answer = receiver.receive([Sealed(b"", b"", b"", b""), Sealed(b"x" * 32, b"\xff" * 90, b"junk", b"s" * 64)], NOW)
    assert (answer.kept, len(answer.quarantined)) == (0, 2)
    assert len(reasons(node)) == 2


def test_an_oversized_entry_is_put_aside_and_does_not_fill_the_disk(node: Node, receiver: Receiver) -> None:
    [good] = sealed(tablet(node), 1)
    huge = [good._replace(body=bytes(3_000_000)), good._replace(header=bytes(100_000)), good._replace(sig=bytes(9999))]
    answer = receiver.receive(huge, NOW)
    assert answer.kept == 0
    kept = [row for _, row in node.reader.quarantined()]
    assert len(kept) == 3
    assert all(len(row.header) + len(row.body) + len(row.sig) < 70_000 for row in kept)
    assert receiver.receive([good], NOW).kept == 1


def test_a_change_of_any_byte_is_found(node: Node, receiver: Receiver) -> None:
    [good] = sealed(tablet(node), 1)
    changed = []
    for part in ("header", "body", "sig"):
        data = getattr(good, part)
        changed += [
            good._replace(**{part: data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :]}) for at in range(len(data))
        ]
    answer = receiver.receive(changed, NOW)
    assert answer.kept == 0
    assert len(answer.quarantined) + answer.waiting == len(changed)
    assert people(node) == 0
    assert receiver.receive([good], NOW) == Answer(1, 0, 0, (), (), ())
    assert people(node) == 1


def test_an_id_that_lies_is_not_believed(node: Node, receiver: Receiver) -> None:
    [good] = sealed(tablet(node), 1)
    assert receiver.receive([good._replace(id=b"l" * 32)], NOW).kept == 1
    assert receiver.receive([good], NOW).known == 1


def test_what_comes_again_changes_nothing(node: Node, receiver: Receiver) -> None:
    batch = sealed(tablet(node), 5)
    receiver.receive(batch, NOW)
    before = node.reader.last()
    for _ in range(3):
        assert receiver.receive(batch, NOW) == Answer(0, 5, 0, (), (), ())
    assert receiver.receive([*batch, *batch], NOW).kept == 0
    assert node.reader.last() == before


def test_of_a_fork_both_branches_are_kept_and_it_is_proven_once(node: Node, receiver: Receiver) -> None:
    own = tablet(node)
    first = sealed(own, 1)
    other = twin(node, own)
    one, two = sealed(own, 2, 1), sealed(other, 2, 3)
    receiver.receive([*first, *one], NOW)
    answer = receiver.receive(two, NOW)
    assert set(answer.forked) == {two[0].id, two[1].id}
    assert people(node) == 5
    [proof] = said(node, ForkProven)
    assert {decode_header(proof.header_a).bodyhash, decode_header(proof.header_b).bodyhash} == {
        decode_header(one[0].header).bodyhash,
        decode_header(two[0].header).bodyhash,
    }
    receiver.receive([*first, *one, *two], NOW)
    Receiver(node).receive([*first, *two, *one], NOW)
    assert len(said(node, ForkProven)) == 1


def test_both_branches_in_one_batch_are_a_fork_too(node: Node, receiver: Receiver) -> None:
    own = tablet(node)
    other = twin(node, own)
    assert len(receiver.receive([*sealed(own, 1), *sealed(other, 1, 5)], NOW).forked) == 1
    assert len(said(node, ForkProven)) == 1


def test_a_receipt_never_proves_more_than_is_here(node: Node, receiver: Receiver) -> None:
    own = tablet(node)
    batch = sealed(own, 6)
    other = twin(node, own)
    other._position = Position(own.chain, 5, batch[4].id)
    branch = sealed(other, 1, 20)
    receiver.receive([batch[0], batch[1], batch[4]], NOW)
    receiver.receive(branch, NOW)
    receiver.receive([batch[5]], NOW)
    receiver.receipt(NOW)
    receipt = said(node, HeadsReceived)[-1]
    for number, entry in enumerate(batch):
        here = bool(node.reader.at(own.chain, number))
        assert not acknowledges(receipt, Head(own.chain, number, entry.id)) or here
    assert [(gap.first, gap.last) for gap in receipt.gaps if gap.chain == own.chain] == [(2, 3)]
    assert {head.id for head in receipt.heads if head.chain == own.chain} == {batch[1].id, branch[0].id, batch[5].id}


def test_a_gap_is_folded_at_once_named_in_a_receipt_and_filled(node: Node, receiver: Receiver) -> None:
    batch = sealed(tablet(node), 6)
    answer = receiver.receive([*batch[:2], *batch[4:]], NOW)
    assert answer.kept == 4
    assert [(gap.first, gap.last) for gap in answer.gaps] == [(2, 3)]
    assert people(node) == 4
    assert [(gap.first, gap.last) for receipt in said(node, HeadsReceived) for gap in receipt.gaps] == [(2, 3)]
    later = receiver.receive(batch[2:4], NOW)
    assert (later.kept, later.gaps) == (2, ())
    assert people(node) == 6
    receiver.receipt(NOW)
    assert said(node, HeadsReceived)[-1].gaps == ()


def test_entries_in_any_order_are_all_kept_and_leave_no_gap(node: Node, receiver: Receiver) -> None:
    batch = sealed(tablet(node), 60)
    answer = receiver.receive([*batch[30:], *batch[29::-1]], NOW)
    assert (answer.kept, answer.gaps, answer.forked) == (60, (), ())
    assert people(node) == 60


@pytest.mark.slow
def test_a_long_batch_back_to_front_does_not_take_for_ever(node: Node, receiver: Receiver) -> None:
    batch = sealed(tablet(node), 4000)
    worker = threading.Thread(target=receiver.receive, args=(batch[::-1], NOW), daemon=True)
    worker.start()
    worker.join(20)
    assert not worker.is_alive()


def test_a_prev_of_another_chain_or_of_another_place_is_put_aside(node: Node, receiver: Receiver) -> None:
    one, two = tablet(node), tablet(node)
    receiver.receive([*sealed(one, 3), *sealed(two, 3, 5)], NOW)
    [(_, last)] = [node.reader.heads()[two.chain]]
    one._position = Position(one.chain, 3, last)
    crossed = sealed(one, 1, 20)
    one._position = Position(one.chain, 7, node.reader.at(one.chain, 1)[0].id)
    skipped = sealed(one, 1, 21)
    answer = receiver.receive([*crossed, *skipped], NOW)
    assert [reason for _, reason in answer.quarantined] == ["prev.chain", "prev.seq"]


def test_what_an_expired_certificate_or_another_kind_does_not_cover_is_kept_and_marked(
    node: Node, receiver: Receiver
) -> None:
    expired, other = tablet(node, days=1), tablet(node, kinds=("placed",))
    receiver.receive([*sealed(expired, 1, 1, NOW + 3 * DAY), *sealed(other, 1, 2)], NOW + 3 * DAY)
    assert people(node) == 2
    assert {(row[0][1:], row[2]) for row in views_rows(node)["mark_row"]} == {
        (person(number).key, "device-not-certified-for-kind") for number in (1, 2)
    }


def test_a_stamp_from_the_future_is_kept_flagged_and_never_outranks(node: Node, receiver: Receiver) -> None:
    own, other = tablet(node), tablet(node)
    wrong = own.seal(meets(1, "wrong"), NOW + 3 * DAY)
    receiver.receive([wrong, other.seal(meets(1, "right"), NOW)], NOW)
    assert [receipt.impossible for receipt in said(node, HeadsReceived)] == [(wrong.id,)]
    node.settle()
    with node.look() as look:
        found = look.read(person(1))
    assert found is not None
    assert found.case.body.name_said == "right"
    receiver.receive([wrong], NOW)
    assert len(said(node, HeadsReceived)) == 1
    office = node.office()
    [(mine, _)] = node.record(office, [walks_in(9)], NOW).result()
    assert decode_header(mine.header).hlc >> 16 < NOW + DAY


def test_a_stated_time_in_the_future_is_flagged_once_it_has_been_opened(node: Node, receiver: Receiver) -> None:
    own = tablet(node)
    wrong = own.seal(meets(1, "wrong", at=((NOW + DAY) // 1000, 0)), NOW)
    receiver.receive([wrong, own.seal(meets(1, "right"), NOW + 1)], NOW)
    wait_until(lambda: views_rows(node)["flagged"] == [(wrong.id,)])
    node.settle()
    with node.look() as look:
        found = look.read(person(1))
    assert found is not None
    assert found.case.body.name_said == "right"


def test_a_far_past_and_the_last_moment_there_is_do_not_stop_anything(node: Node, receiver: Receiver) -> None:
    own = tablet(node)
    moments = (-62_135_596_800, 0, 253_402_300_799)
    receiver.receive([own.seal(walks_in(n, at=(at, 0)), NOW) for n, at in enumerate(moments)], NOW)
    assert people(node) == 3


def test_clocks_follow_what_is_received(node: Node, receiver: Receiver) -> None:
    [ahead] = sealed(tablet(node), 1, 0, NOW + 60_000)
    receiver.receive([ahead], NOW)
    [(mine, _)] = node.record(node.office(), [walks_in(9)], NOW).result()
    assert decode_header(mine.header).hlc > decode_header(ahead.header).hlc


def test_two_threads_may_bring_batches_at_once(node: Node) -> None:
    devices = [tablet(node) for _ in range(4)]
    batches = [[sealed(own, 10, 100 * n + 10 * b) for b in range(5)] for n, own in enumerate(devices)]
    with Elsewhere() as elsewhere:
        receiver = Receiver(node, elsewhere)
        failed: list[BaseException] = []

        def bring(mine: list[list[Sealed]]) -> None:
            try:
                for batch in mine:
                    answer = receiver.receive(batch, NOW)
                    assert (answer.kept, answer.gaps, answer.forked, answer.quarantined) == (10, (), (), ())
            except BaseException as error:
                failed.append(error)

        threads = [threading.Thread(target=bring, args=(mine,)) for mine in batches]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failed == []
    assert people(node) == 200


def test_answers_of_the_other_process_may_be_fetched_in_any_order_and_after_its_death() -> None:
    key = SigningKey.from_seed(b"k" * 32)
    good, bad = (key.public, b"m", key.sign(b"m")), (key.public, b"n", key.sign(b"m"))
    with Elsewhere() as elsewhere:
        first, second = elsewhere.start([good, bad]), elsewhere.start([bad])
        assert list(second.result()) == [False]
        assert list(first.result()) == [True, False]
        elsewhere._process.kill()
        elsewhere._process.join()
        assert list(elsewhere.start([good, bad]).result()) == [True, False]


def test_a_batch_that_could_not_be_kept_may_be_sent_again(
    node: Node, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = sealed(tablet(node), 4)
    real = node.door.accept

    def full(*_: Any) -> Any:
        raise StoreError("disk-full")

    monkeypatch.setattr(node.door, "accept", full)
    with pytest.raises(StoreError):
        receiver.receive(batch[:2], NOW)
    monkeypatch.setattr(node.door, "accept", real)
    answer = receiver.receive(batch[2:], NOW)
    assert [(gap.first, gap.last) for gap in answer.gaps] == [(0, 1)]
    assert receiver.receive(batch, NOW).kept == 2
