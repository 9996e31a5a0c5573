"""Django reads the encrypted files through the store's own backend, and cannot change the ledger."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from lanyard.store.folder import Folder
from tests.crash.kill_cycles import ROOT
from tests.store.conftest import SECRET


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("django") / "site"
    Folder.create(path, None, secret=SECRET).close()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, "-m", "tests.store.django_session", str(path)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_before_the_site_is_unlocked_nothing_opens(said: dict[str, Any]) -> None:
    assert said["before_unlocking"].startswith("IndexError")


def test_entries_are_neither_changed_nor_deleted_through_django(said: dict[str, Any]) -> None:
    assert "Error" in said["update"]
    assert "Error" in said["delete"]


def test_entries_are_read(said: dict[str, Any]) -> None:
    assert said["entries"] == said["expected"]
    assert len(said["entries"]) == 3


def test_every_setting_holds_in_djangos_connections_too(said: dict[str, Any]) -> None:
    assert said["pragmas"] == []


def test_a_connection_opens_a_second_time(said: dict[str, Any]) -> None:
    assert said["second_opening"] == "nothing"


def test_the_models_are_what_the_migrations_make(said: dict[str, Any]) -> None:
    assert said["changes"] == "No changes detected"
    assert said["checks"] == "nothing"


def test_rows_of_the_keyring_are_written_and_found(said: dict[str, Any]) -> None:
    assert (said["secrets"], said["upper"]) == (1, 1)
    assert said["bulk"] == said["seen_by_keyring"] == 50
