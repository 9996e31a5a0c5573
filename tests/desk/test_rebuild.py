"""Building the views again: what was changed, lost or damaged in them is found, counted and put right."""

from pathlib import Path

import pytest

from lanyard.desk.node import Node
from lanyard.desk.rebuild import FRESH
from lanyard.store.errors import StoreError
from lanyard.store.folder import VIEWS, Folder
from lanyard.store.views_file import ALL_TABLES, CARRIED
from lanyard.store.views_file import PRAGMAS as VIEWS_PRAGMAS
from tests.desk.folders import change, every_table, flip, rebuilt, recorded
from tests.desk.point import (
    NOW,
)


def test_views_with_damaged_pages_are_said_to_stand_still_until_they_are_built_again(tmp_path: Path) -> None:
    secret = recorded(tmp_path / "site")
    with Folder.open(tmp_path / "site", secret=secret) as folder:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'case_row'"
        [(page,)] = folder.connect(VIEWS, extra=VIEWS_PRAGMAS).execute(sql)
    flip(tmp_path / "site" / VIEWS, (page - 1) * 4096 + 100)
    with Node.open(tmp_path / "site", secret=secret) as node, pytest.raises(StoreError, match="not up to date"):
        node.roll(NOW)
    assert not rebuilt(tmp_path / "site", secret).identical
    with Node.open(tmp_path / "site", secret=secret) as node:
        assert node.roll(NOW).people == 5


@pytest.mark.parametrize("table", [table for table in ALL_TABLES if table != CARRIED])
def test_a_planted_change_in_any_table_is_found_and_put_right(tmp_path: Path, table: str) -> None:
    secret = every_table(tmp_path / "site")
    change(tmp_path / "site", secret, f"DELETE FROM {table} WHERE rowid_or_first = 1", table)
    found = rebuilt(tmp_path / "site", secret)
    assert not found.identical
    assert found.differs == {table: 1}
    assert rebuilt(tmp_path / "site", secret).identical


def test_a_folder_that_nobody_touched_is_identical(tmp_path: Path) -> None:
    secret = every_table(tmp_path / "site")
    found = rebuilt(tmp_path / "site", secret)
    assert found.identical
    assert found.rows > 20
    assert found.hash == rebuilt(tmp_path / "site", secret).hash


def test_damaged_views_are_not_identical_and_are_put_right(tmp_path: Path) -> None:
    secret = every_table(tmp_path / "site")
    flip(tmp_path / "site" / VIEWS, 5000)
    assert not rebuilt(tmp_path / "site", secret).identical
    assert rebuilt(tmp_path / "site", secret).identical
    assert not list((tmp_path / "site").glob(FRESH + "*"))
