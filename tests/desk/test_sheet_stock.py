"""The stock of sheets: each number once, one after the other, kept before it is given out, skipped after a restore."""

from pathlib import Path
from threading import Thread

import pytest

from lanyard.desk.node import Node
from lanyard.desk.restoring import restore_site
from lanyard.store.backup import Backup
from lanyard.store.strongbox import Strongbox
from lanyard.terms.sheets import typed_sheet
from tests.desk.point import NOW, made


def test_each_number_is_given_once_for_its_site(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        given = [*node.sheets.print("BG", 2), *node.sheets.print("HC", 1), *node.sheets.print("BG", 1)]
        assert [typed_sheet(number) for number in given] == [("BG", 1), ("BG", 2), ("HC", 1), ("BG", 3)]
        assert node.sheets.print("BG", 0) == []


def test_it_goes_on_where_it_was_when_the_folder_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "site"
    with made(path) as node:
        node.sheets.print("BG", 3)
        secret = node.folder.secret
    with Node.open(path, None, secret=secret) as node:
        assert [typed_sheet(number) for number in node.sheets.print("BG", 1)] == [("BG", 4)]


def test_numbers_that_could_not_be_kept_are_not_given_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    with made(tmp_path / "site") as node:
        with monkeypatch.context() as patched:
            patched.setattr(Strongbox, "keep", full)
            with pytest.raises(OSError, match="disk full"):
                node.sheets.print("BG", 3)
        assert [typed_sheet(number) for number in node.sheets.print("BG", 1)] == [("BG", 1)]


def test_only_a_sheet_that_was_printed_here_is_known(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        [first, second] = node.sheets.print("BG", 2)
        assert node.sheets.printed(first)
        assert node.sheets.printed(f"LNYS:{second}")
        assert not node.sheets.printed("BG-0003-Q")
        assert not node.sheets.printed("HC-0001-0")
        assert not node.sheets.printed("nonsense")


def test_several_who_print_at_once_get_different_numbers_and_tags(tmp_path: Path) -> None:
    given: list[str] = []
    with made(tmp_path / "site") as node:

        def prints() -> None:
            for _ in range(20):
                given.extend([*node.sheets.print("BG", 2), *node.tags.print("BG", 2)])

        threads = [Thread(target=prints) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(set(given)) == len(given) == 4 * 20 * 4
        numbers = sorted(found[1] for one in given if (found := typed_sheet(one)))
        assert numbers == list(range(1, 161))


def test_numbers_printed_after_the_last_backup_are_never_given_again(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        secret = node.folder.secret
        node.sheets.print("BG", 3)
        Backup(node.folder, tmp_path / "backup").round(NOW)
        lost = node.sheets.print("BG", 40)
    restore_site(tmp_path / "backup", tmp_path / "again", secret)
    with Node.open(tmp_path / "again", None, secret=secret) as node:
        [later] = node.sheets.print("BG", 1)
        assert later not in lost
        assert typed_sheet(later) == ("BG", 2001)
        assert node.sheets.printed(lost[-1])
