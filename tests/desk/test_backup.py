"""A backup is brought up round by round; what is made of it again lacks nothing, and goes on with a new chain."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lanyard.desk.node import Node
from lanyard.desk.restoring import restore_site
from lanyard.exchange.audit import Audit
from lanyard.ledger.noun import Compartment
from lanyard.store.backup import HOUR_MS, Backup, last_round
from lanyard.store.bundles import Bundles
from lanyard.store.cipher import connect
from lanyard.store.errors import StoreError
from lanyard.store.folder import KEYRING
from lanyard.store.ledger_file import Quarantined
from lanyard.store.mirror import mirror
from tests.desk.point import NOW, cut_tail, device, made, meets, walks_in
from tests.making import code, person

KEY = bytes(range(32))


def all_of(node: Node) -> list[tuple[object, ...]]:
    return [tuple(row) for row in node.reader.read(0, 100_000)]


def problems(folder: Path, secret: bytes) -> list[tuple[str, str]]:
    found = Audit(folder, secret)
    found.run()
    found.close()
    return [(problem.code, problem.what) for problem in found.problems]


def test_a_site_made_again_holds_every_entry_under_its_number_and_balances(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        own = device(node)
        backup = Backup(node.folder, tmp_path / "disk")
        for number in range(5):
            node.record(own, [walks_in(number), meets(number, "Amal")], NOW).result()
            assert backup.round(NOW + number).entries == node.reader_last()
        blob = node.put_blob(person(3), [b"her name"], "audio/ogg")
        node.door.accept([], [Quarantined("signature", b"h", b"b", b"s", NOW)]).result()
        backup.round(NOW + 9)
        want, secret, roll = all_of(node), node.folder.secret, node.roll(NOW)
    done = restore_site(tmp_path / "disk", tmp_path / "again", secret)
    assert done == (len(want), NOW + 9)
    with Node.open(tmp_path / "again", secret=secret) as node:
        assert problems(tmp_path / "again", secret) == []
        assert all_of(node)[: len(want)] == want
        assert node.folder.blobs.check(blob.name)
        assert node.roll(NOW) == roll
        assert [one.reason for _, one in node.reader.quarantined()] == ["signature"]
        with node.look() as look:
            found = look.person(code(3))
            assert found is not None
            assert "Amal" in str(found.case)


def test_the_restored_office_begins_a_new_chain_so_that_nothing_forks(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        backup = Backup(node.folder, tmp_path / "disk")
        backup.round(NOW)
        first = node.office("BG", NOW).chain
        node.record(node.office("BG", NOW), [walks_in(1)], NOW).result()
        secret = node.folder.secret
    restore_site(tmp_path / "disk", tmp_path / "again", secret)
    with Node.open(tmp_path / "again", secret=secret) as node:
        office = node.office("BG", NOW)
        assert office.chain != first
        node.record(office, [walks_in(2)], NOW).result()
        assert problems(tmp_path / "again", secret) == []


def test_keys_that_were_destroyed_are_destroyed_in_the_backup_and_an_old_snapshot_goes(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        node.record(device(node), [walks_in(1)], NOW).result()
        backup = Backup(node.folder, tmp_path / "disk")
        for hour in range(5):
            backup.round(hour * HOUR_MS)
        assert sorted(path.name for path in (tmp_path / "disk" / "snapshots").iterdir()) == ["2", "3", "4"]
        names = [name for _, name in node.folder.keyring.keyrefs_of(person(1))]
        node.folder.keyring.destroy(names)
        backup.round(NOW)
        secret = node.folder.secret
    restore_site(tmp_path / "disk", tmp_path / "again", secret)
    with Node.open(tmp_path / "again", secret=secret) as node:
        assert node.folder.keyring.key_for(person(1), Compartment.REGISTER) is None
        assert node.folder.keyring.destroyed() == set(names)


def test_a_backup_of_another_site_is_refused(tmp_path: Path) -> None:
    with made(tmp_path / "one") as node:
        Backup(node.folder, tmp_path / "disk").round(NOW)
    with made(tmp_path / "two") as node, pytest.raises(StoreError) as refused:
        Backup(node.folder, tmp_path / "disk")
    assert refused.value.code == "backup-foreign"


def test_a_folder_that_has_lost_its_end_does_not_write_over_the_backup_that_has_it(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        node.record(device(node), [walks_in(number) for number in range(9)], NOW).result()
        Backup(node.folder, tmp_path / "disk").round(NOW)
        secret = node.folder.secret
    cut_tail(tmp_path / "site", secret, 3)
    with Node.open(tmp_path / "site", secret=secret) as node:
        node.record(device(node), [walks_in(number) for number in range(20, 30)], NOW).result()
        with pytest.raises(StoreError) as refused:
            Backup(node.folder, tmp_path / "disk")
    assert refused.value.code == "backup-ahead"


def test_the_backup_goes_on_with_the_folder_that_was_made_of_it(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        node.record(device(node), [walks_in(1)], NOW).result()
        Backup(node.folder, tmp_path / "disk").round(NOW)
        secret = node.folder.secret
    restore_site(tmp_path / "disk", tmp_path / "again", secret)
    with Node.open(tmp_path / "again", secret=secret) as node:
        node.record(device(node), [walks_in(2)], NOW).result()
        Backup(node.folder, tmp_path / "disk").round(NOW + 1)
        want = all_of(node)
    restore_site(tmp_path / "disk", tmp_path / "third", secret)
    with Node.open(tmp_path / "third", secret=secret) as node:
        assert all_of(node)[: len(want)] == want


@pytest.mark.parametrize("name", ["entries/000000000001", "state"])
@pytest.mark.parametrize("change", ["flip", "cut", "gone"])
def test_a_damaged_file_of_the_backup_is_named_and_nothing_is_made_of_it(
    tmp_path: Path, name: str, change: str
) -> None:
    with made(tmp_path / "site") as node:
        node.record(device(node), [walks_in(1)], NOW).result()
        Backup(node.folder, tmp_path / "disk").round(NOW)
        secret = node.folder.secret
    file = tmp_path / "disk" / name
    data = file.read_bytes()
    file.unlink()
    if change != "gone":
        file.write_bytes(data[:-1] if change == "cut" else data[:20] + bytes((data[20] ^ 1,)) + data[21:])
    with pytest.raises(StoreError) as refused:
        restore_site(tmp_path / "disk", tmp_path / "again", secret)
    assert refused.value.code == "backup-damaged"
    assert not (tmp_path / "again").exists()


def test_one_damaged_file_does_not_keep_the_rest_from_the_backup(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        bad = node.put_blob(person(1), [b"one"], "audio/ogg")
        good = node.put_blob(person(2), [b"two"], "audio/ogg")
        node.folder.blobs.path(bad.name).write_bytes(b"other bytes")
        backup = Backup(node.folder, tmp_path / "disk")
        backup.round(NOW)
        assert set(backup.damaged) == {bad.name}
        assert backup._files.check(good.name)


def test_bundles_fill_file_after_file_and_read_back_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lanyard.store.bundles.MOST", 4)
    rows = [[number, bytes([number])] for number in range(1, 12)]
    for start in range(0, 11, 3):
        Bundles(tmp_path / "entries", KEY).append(rows[start : start + 3])
    assert [row for part in Bundles(tmp_path / "entries", KEY).all() for row in part] == rows
    assert len(list((tmp_path / "entries").iterdir())) == 3


def test_a_bundle_put_in_the_place_of_another_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lanyard.store.bundles.MOST", 2)
    Bundles(tmp_path / "entries", KEY).append([[number, b""] for number in range(1, 5)])
    shutil.copy(tmp_path / "entries" / "000000000001", tmp_path / "entries" / "000000000003")
    with pytest.raises(StoreError):
        list(Bundles(tmp_path / "entries", KEY).all())


def test_a_table_that_came_with_an_upgrade_is_mirrored_too(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        key = node.folder.key_of(KEYRING)
        live = node.folder.connect(KEYRING)
        mirror(live, tmp_path / "copy.db", key)
        live.execute("CREATE TABLE account (name TEXT PRIMARY KEY)")
        live.execute("INSERT INTO account VALUES ('a')")
        mirror(live, tmp_path / "copy.db", key)
        live.execute("DELETE FROM account")
        mirror(live, tmp_path / "copy.db", key)
        live.execute("INSERT INTO account VALUES ('b')")
        mirror(live, tmp_path / "copy.db", key)
        copy = connect(tmp_path / "copy.db", key)
        assert copy.execute("SELECT name FROM account").fetchall() == [("b",)]
        copy.close()


KILLED = """
import sys, threading
from pathlib import Path
from lanyard.desk.node import Node
from lanyard.store.backup import Backup
from tests.desk.point import NOW, device, tags, made
with made(Path(sys.argv[1])) as node:
    own = device(node)
    print(node.folder.secret.hex(), flush=True)
    backup = Backup(node.folder, Path(sys.argv[2]))
    number = 0
    while True:
        node.record(own, [tags(number)], NOW).result()
        done = backup.round(NOW + number)
        print(done.entries, flush=True)
        number += 1
"""


@pytest.mark.slow
def test_killed_at_any_moment_the_backup_holds_what_its_last_round_said(tmp_path: Path) -> None:
    for cycle in range(5):
        site, disk = tmp_path / f"site{cycle}", tmp_path / f"disk{cycle}"
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(site), str(disk)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            secret = bytes.fromhex(process.stdout.readline())
            said = [int(process.stdout.readline()) for _ in range(3 + 4 * cycle)]
            process.kill()
            said += [int(line) for line in process.stdout if line.strip()]
        found = last_round(disk, secret)
        assert found is not None
        assert found.entries >= said[-1]
        restore_site(disk, tmp_path / f"again{cycle}", secret)
        with Node.open(tmp_path / f"again{cycle}", secret=secret) as node:
            assert problems(tmp_path / f"again{cycle}", secret) == []
            assert node.reader_last() >= said[-1]
