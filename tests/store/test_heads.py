"""Whoever cuts the ledger's tail leaves the heads file behind."""

from pathlib import Path

import pytest

from lanyard.store.cipher import StoreError, transaction
from lanyard.store.heads import FILE, Heads, HeadsKeeper, Missing, find_missing, read_heads, write_heads
from lanyard.store.ledger_file import LedgerFile
from tests.store.samples import Device

KEY = bytes(32)


def keep(ledger: LedgerFile, device: Device, count: int) -> None:
    with transaction(ledger.connection):
        ledger.append(device.take(count))


@pytest.mark.parametrize("damage", [lambda d: d[:-1], lambda d: d[: len(d) // 2], lambda d: b"", lambda d: b"\0" + d])
def test_a_torn_file_is_refused(tmp_path: Path, damage: object) -> None:
    write_heads(tmp_path, KEY, Heads({bytes(16): (3, bytes(32))}, 4))
    path = tmp_path / FILE
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(StoreError) as error:
        read_heads(tmp_path, KEY)
    assert error.value.code == "heads-unreadable"


def test_a_file_of_another_site_is_refused(tmp_path: Path) -> None:
    write_heads(tmp_path, b"o" * 32, Heads({}, 0))
    with pytest.raises(StoreError):
        read_heads(tmp_path, KEY)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    heads = Heads(
        {bytes([n]) * 16: (n, bytes([n]) * 32) for n in range(60)}, 99, (Missing(b"c" * 16, 1, 2, b"i" * 32),)
    )
    assert read_heads(tmp_path, KEY) is None
    write_heads(tmp_path, KEY, heads)
    assert read_heads(tmp_path, KEY) == heads
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_cut_tail_is_named_from_its_first_missing_entry(ledger: LedgerFile) -> None:
    device, other = Device(1), Device(2)
    keep(ledger, device, 5)
    keep(ledger, other, 2)
    ends = ledger.heads()
    assert find_missing(ledger, Heads(ends, 7)) == []
    ends[device.chain] = (8, b"x" * 32)
    ends[b"n" * 16] = (3, b"y" * 32)
    assert find_missing(ledger, Heads(ends, 13)) == sorted(
        [Missing(device.chain, 5, 8, b"x" * 32), Missing(b"n" * 16, 0, 3, b"y" * 32)]
    )


def test_a_chain_that_was_taken_back_and_grew_otherwise_is_noticed(ledger: LedgerFile) -> None:
    device = Device(1)
    keep(ledger, device, 5)
    assert find_missing(ledger, Heads({device.chain: (2, b"x" * 32)}, 3)) == [Missing(device.chain, 2, 2, b"x" * 32)]


def test_what_is_missing_stays_listed_until_it_comes_back(ledger: LedgerFile, tmp_path: Path) -> None:
    device = Device(1)
    keep(ledger, device, 2)
    lost = device.take(3)
    write_heads(tmp_path, KEY, Heads({device.chain: (4, lost[-1].id)}, 5))
    for _ in range(2):
        keeper = HeadsKeeper(tmp_path, KEY, ledger)
        assert keeper.missing == [Missing(device.chain, 2, 4, lost[-1].id)]
        keeper.flush(now=True)
    with transaction(ledger.connection):
        ledger.append(lost)
    assert HeadsKeeper(tmp_path, KEY, ledger).missing == []


def test_the_keeper_says_what_the_ledger_says(ledger: LedgerFile, tmp_path: Path) -> None:
    keeper = HeadsKeeper(tmp_path, KEY, ledger)
    devices = [Device(seed) for seed in range(3)]
    with transaction(ledger.connection):
        keeper.note(ledger.append([row for device in devices for row in reversed(device.take(4))]))
    keeper.flush(now=True)
    assert read_heads(tmp_path, KEY) == Heads(ledger.heads(), 12)


def test_the_file_is_written_at_most_once_a_second_and_only_if_something_is_new(
    ledger: LedgerFile, tmp_path: Path
) -> None:
    keeper = HeadsKeeper(tmp_path, KEY, ledger)
    keeper.flush()
    first = (tmp_path / FILE).stat().st_ino
    with transaction(ledger.connection):
        keeper.note(ledger.append([Device(1).next()]))
    keeper.flush()
    assert (tmp_path / FILE).stat().st_ino == first
    keeper.flush(now=True)
    second = (tmp_path / FILE).stat().st_ino
    assert read_heads(tmp_path, KEY) == Heads(ledger.heads(), 1)
    keeper.flush(now=True)
    assert (tmp_path / FILE).stat().st_ino == second


def test_a_deleted_file_is_noticed_once_there_are_entries(ledger: LedgerFile, tmp_path: Path) -> None:
    assert HeadsKeeper(tmp_path, KEY, ledger).torn is None
    keep(ledger, Device(1), 1)
    torn = HeadsKeeper(tmp_path, KEY, ledger).torn
    assert torn is not None
    assert torn.code == "heads-unreadable"
