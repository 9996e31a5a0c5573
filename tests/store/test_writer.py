"""The writer keeps whole groups or nothing, answers only afterwards, and lives on when something fails."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.sync_shim import SyncShim
from lanyard.ledger.errors import Malformed
from lanyard.ledger.seal import Sealed
from lanyard.store.cipher import StoreError, connect
from lanyard.store.ledger_file import LedgerFile, Quarantined
from lanyard.store.writer import New, Writer
from tests.store.samples import FILE_KEY, Device


@pytest.fixture
def writer(ledger: LedgerFile) -> Iterator[Writer]:
    made = Writer(ledger)
    yield made
    made.close()


def reader(ledger: LedgerFile, tmp_path: Path) -> LedgerFile:
    return LedgerFile(connect(tmp_path / "ledger.db", FILE_KEY, read_only=True))


def fill(ledger: LedgerFile) -> None:
    """Let the file grow no further, as on a full disk."""
    ledger.connection.execute("PRAGMA max_page_count = 1").fetchall()


def make_room(ledger: LedgerFile) -> None:
    ledger.connection.execute("PRAGMA max_page_count = 1000000").fetchall()


def test_a_header_that_cannot_be_read_is_refused_at_once(writer: Writer) -> None:
    with pytest.raises(Malformed):
        writer.submit([Sealed(bytes(32), b"none", b"", b"")])


def test_nothing_is_taken_after_closing(writer: Writer) -> None:
    writer.close()
    with pytest.raises(StoreError) as error:
        writer.submit([Device(1).next()]).result()
    assert error.value.code == "writer-stopped"


def test_on_a_full_disk_nothing_is_acknowledged_and_work_goes_on_when_there_is_room(
    writer: Writer, ledger: LedgerFile
) -> None:
    device = Device(1)
    writer.submit(device.take(3)).result()
    fill(ledger)
    lost = device.take(500)
    with pytest.raises(StoreError) as error:
        writer.submit(lost).result()
    assert error.value.code == "disk-full"
    make_room(ledger)
    assert [n for _, n in writer.submit(lost).result()] == list(range(4, 504))


def test_rows_that_the_ledger_does_not_accept_do_not_take_others_with_them(ledger: LedgerFile) -> None:
    seen: New = []
    writer = Writer(ledger, seen.extend)
    good, bad = Device(1), Device(2).next()
    hold = threading.Event()
    writer.submit([good.next()]).add_done_callback(lambda _: hold.wait(5))
    wrong = writer.submit([bad._replace(sig=None)])  # type: ignore[arg-type]
    right = writer.submit(good.take(2))
    hold.set()
    assert len(right.result()) == 2
    with pytest.raises(StoreError) as error:
        wrong.result()
    assert error.value.code == "ledger-refuses"
    writer.close()
    assert [n for _, n in seen] == [1, 2, 3]


def test_a_call_that_was_withdrawn_is_not_kept(writer: Writer, ledger: LedgerFile) -> None:
    hold = threading.Event()
    device = Device(1)
    writer.submit([device.next()]).add_done_callback(lambda _: hold.wait(5))
    time.sleep(0.05)
    withdrawn = writer.submit([device.next()])
    assert withdrawn.cancel()
    hold.set()
    assert len(writer.submit([Device(2).next()]).result()) == 1
    writer.close()
    assert ledger.count() == 2


def test_what_follows_a_commit_may_fail_without_harm(ledger: LedgerFile) -> None:
    def fail(new: New) -> None:
        raise RuntimeError("views are gone")

    writer = Writer(ledger, fail, idle=lambda: 1 / 0)  # type: ignore[arg-type, return-value]
    device = Device(1)
    for _ in range(3):
        assert len(writer.submit([device.next()]).result()) == 1
    writer.close()
    assert ledger.count() == 3


def test_an_entry_can_be_read_as_soon_as_it_is_acknowledged(writer: Writer, ledger: LedgerFile, tmp_path: Path) -> None:
    other = reader(ledger, tmp_path)
    device = Device(1)
    for number in range(1, 30):
        row = device.next()
        assert writer.submit([row]).result() == [(row, number)]
        assert [Sealed(*kept[1:]) for kept in other.read(number - 1)] == [row]
    other.connection.close()


def test_each_caller_is_told_of_its_own_new_entries(writer: Writer) -> None:
    devices = [Device(seed) for seed in range(8)]
    rows = [device.take(3) for device in devices]
    again = [writer.submit([*part, part[0]]) for part in rows] + [writer.submit(part) for part in rows]
    answers = [done.result() for done in again]
    assert [[row for row, _ in answer] for answer in answers] == rows + [[]] * 8
    assert sorted(n for answer in answers for _, n in answer) == list(range(1, 25))


def test_what_is_new_is_handed_on_in_the_order_of_its_coming(ledger: LedgerFile) -> None:
    seen: New = []
    writer = Writer(ledger, seen.extend)
    device = Device(1)
    rows = device.take(20)
    for row in rows:
        writer.submit([row])
    writer.submit(rows)
    writer.close()
    assert seen == [(row, n) for n, row in enumerate(rows, 1)]
    assert writer.entries == 20


def test_quarantine_is_kept_with_the_entries_it_came_with(writer: Writer, ledger: LedgerFile) -> None:
    bad = Quarantined("hash", b"header", b"body", b"sig", 5)
    assert len(writer.submit([Device(1).next()], [bad]).result()) == 1
    assert writer.submit([], [bad]).result() == []
    writer.close()
    assert ledger.quarantined() == [(1, bad)]


def test_closing_keeps_what_was_submitted_and_empties_the_log(ledger: LedgerFile, tmp_path: Path) -> None:
    writer = Writer(ledger)
    answers = [writer.submit([row]) for row in Device(1).take(200)]
    writer.close()
    assert sum(len(answer.result()) for answer in answers) == 200
    assert (tmp_path / "ledger.db-wal").stat().st_size == 0


def test_idle_is_called_about_once_a_second_and_at_the_end(ledger: LedgerFile) -> None:
    calls: list[float] = []
    writer = Writer(ledger, idle=lambda: calls.append(time.monotonic()))
    device = Device(1)
    until = time.monotonic() + 0.3
    while time.monotonic() < until:
        writer.submit([device.next()]).result()
    assert len(calls) == 1
    writer.close()
    assert len(calls) == 2


def test_a_large_log_is_copied_into_the_file_after_the_answers(ledger: LedgerFile, tmp_path: Path) -> None:
    writer = Writer(ledger, wal_pages=20)
    device = Device(1)
    for _ in range(20):
        writer.submit(device.take(20)).result()
    size = (tmp_path / "ledger.db-wal").stat().st_size
    writer.close()
    assert size < 80 * 4096
    assert writer.checkpoints > 2


def test_a_reader_that_holds_on_does_not_make_every_group_copy_the_log(ledger: LedgerFile, tmp_path: Path) -> None:
    writer = Writer(ledger, wal_pages=20)
    device = Device(1)
    writer.submit(device.take(20)).result()
    other = reader(ledger, tmp_path)
    other.connection.execute("BEGIN")
    assert other.last() == 20
    for _ in range(60):
        writer.submit(device.take(5)).result()
    assert other.last() == 20
    assert writer.checkpoints < 30
    other.connection.execute("COMMIT")
    assert other.last() == 320
    writer.close()
    other.connection.close()


def submit_from(writer: Writer, clients: int, each: int) -> None:
    def work(number: int) -> None:
        device = Device(number)
        for _ in range(each):
            writer.submit([device.next()]).result()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_one_sync_of_the_log_makes_a_whole_group_durable(tmp_path: Path) -> None:
    with SyncShim(latency=0.004) as shim:
        ledger = LedgerFile(connect(tmp_path / "counted.db", FILE_KEY, create=True), create=True)
        writer = Writer(ledger)
        writer.submit([Device(99).next()]).result()
        shim.counts.clear()
        before = writer.groups
        submit_from(writer, clients=16, each=20)
        groups = writer.groups - before
        syncs = dict(shim.counts)
        writer.close()
        ledger.connection.close()
    assert syncs == {"counted.db-wal": groups}
    assert 20 <= groups <= 80
    assert writer.entries == 1 + 16 * 20


def test_the_counting_of_syncs_counts(tmp_path: Path) -> None:
    with SyncShim() as shim:
        connection = connect(tmp_path / "counted.db", FILE_KEY, create=True)
        connection.execute("CREATE TABLE t (x)")
        shim.counts.clear()
        for _ in range(5):
            connection.execute("INSERT INTO t VALUES (1)")
        assert dict(shim.counts) == {"counted.db-wal": 5}
        connection.execute("PRAGMA synchronous = OFF").fetchall()
        connection.execute("INSERT INTO t VALUES (1)")
        assert dict(shim.counts) == {"counted.db-wal": 5}
        connection.close()
