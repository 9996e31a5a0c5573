"""Verifying a folder looks at who looked, too; a backup keeps it, and a site made again has it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lanyard.access.sessions import Viewer
from lanyard.access.trail import Opened, Trail
from lanyard.desk.rows import key_of
from lanyard.exchange.audit import Audit
from lanyard.ledger.noun import Compartment
from lanyard.store.backup import Backup, restore
from lanyard.store.cipher import Connection, connect
from lanyard.store.folder import Folder, follow
from lanyard.store.trail_file import FILE, TrailFile
from lanyard.terms import Role
from tests.desk.folders import flip
from tests.desk.point import NOW, device, made, walks_in
from tests.making import person

SHE = Viewer(b"s" * 16, b"p" * 16, Role.MEDIC, "BG", 1, 2**50)


def looks(folder: Folder, *numbers: int) -> None:
    trail = Trail(folder)
    for number in numbers:
        opened = Opened(frozenset({Compartment.REGISTER}), (key_of(person(number)),))
        trail.note(SHE, "person", opened, NOW).result()
    trail.close()


@pytest.fixture
def site(tmp_path: Path) -> tuple[Path, bytes]:
    with made(tmp_path / "site") as node:
        node.record(device(node), [walks_in(1)], NOW).result()
        looks(node.folder, 1, 2, 1)
        return tmp_path / "site", node.folder.secret


def problems(path: Path, secret: bytes) -> list[tuple[str, str]]:
    found = Audit(path, secret)
    found.run()
    found.close()
    return [(problem.code, problem.what) for problem in found.problems]


def by_hand(path: Path, secret: bytes, change: Callable[[Connection], object]) -> None:
    connection = connect(path / FILE, follow(secret, f"file/{FILE}"))
    change(connection)
    connection.close()


def test_a_trail_that_nobody_touched_is_sound(site: tuple[Path, bytes]) -> None:
    assert problems(*site) == []


def test_a_row_that_was_changed_and_a_trigger_that_is_gone_are_named(site: tuple[Path, bytes]) -> None:
    by_hand(*site, lambda c: c.execute("DROP TRIGGER look_update"))
    assert problems(*site) == [("schema-changed", FILE)]
    by_hand(*site, lambda c: c.execute("UPDATE look SET role = 'clerk' WHERE n = 2"))
    assert problems(*site) == [("schema-changed", FILE), ("trail-broken", f"{FILE}, row 2")]


def test_a_page_of_it_that_is_damaged_is_named(site: tuple[Path, bytes]) -> None:
    flip(site[0] / FILE, 5000)
    assert FILE in " ".join(what for _, what in problems(*site))


def test_a_backup_keeps_it_and_a_site_made_again_goes_on_with_it(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        backup = Backup(node.folder, tmp_path / "disk")
        backup.round(NOW)
        assert not (tmp_path / "disk" / FILE).exists()
        for number in range(3):
            looks(node.folder, number)
            backup.round(NOW)
        assert backup.damaged == {}
        secret = node.folder.secret
    restore(tmp_path / "disk", tmp_path / "again", secret)
    assert problems(tmp_path / "again", secret) == [("file-missing", "views.db")]
    with Folder.open(tmp_path / "again", secret=secret) as folder:
        looks(folder, 1)
        trail = Trail(folder)
        assert [n for n, _ in trail.of(key_of(person(1)))] == [4, 2]
        assert trail.broken() == []
        trail.close()


def test_a_trail_that_has_lost_rows_is_named_and_the_rest_is_copied(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        backup = Backup(node.folder, tmp_path / "disk")
        looks(node.folder, 1, 2)
        backup.round(NOW)
        secret = node.folder.secret
        by_hand(tmp_path / "site", secret, lambda c: c.execute("DROP TRIGGER look_delete"))
        by_hand(tmp_path / "site", secret, lambda c: c.execute("DELETE FROM look WHERE n = 2"))
        node.record(device(node), [walks_in(1)], NOW).result()
        assert backup.round(NOW).entries == node.reader_last()
        assert [error.code for error in backup.damaged.values()] == ["backup-ahead"]
    copy = connect(tmp_path / "disk" / FILE, follow(secret, f"file/{FILE}"))
    assert TrailFile(copy).head()[0] == 2
    copy.close()
