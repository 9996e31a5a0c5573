"""The folder of each release is opened, verified, read and built again by every later one."""

import json
import shutil
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from lanyard import __version__
from lanyard.crypto import unlock
from lanyard.desk.node import TRAINING_PASSPHRASE, Node
from lanyard.exchange.audit import Audit
from lanyard.floorplan import KINDS
from lanyard.store.folder import secret_of
from tests.desk.folders import rebuilt
from tests.desk.point import NOW, meets, walks_in
from tests.web.shell import unlock_once

FOLDERS = sorted(path.parent for path in (Path(__file__).parent / "fixtures").glob("*/expected.json"))
SMALL = 300 << 10


@pytest.fixture(params=FOLDERS, ids=lambda path: path.name)
def release(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, bytes, dict[str, Any]]:
    """A copy of the folder, its secret, and what was read from it when it was made."""
    copied = Path(shutil.copytree(request.param, tmp_path / "release"))
    with patch.object(unlock, "unlock", unlock_once):
        secret = secret_of(copied / "site", TRAINING_PASSPHRASE)
    return copied / "site", secret, json.loads((copied / "expected.json").read_text(encoding="utf-8"))


def test_there_is_a_folder_of_this_release() -> None:
    assert ".".join(__version__.split(".")[:2]) in [path.name for path in FOLDERS]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_it_is_small(folder: Path) -> None:
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < SMALL


def test_it_is_sound(release: tuple[Path, bytes, dict[str, Any]]) -> None:
    path, secret, said = release
    found = Audit(path, secret)
    assert found.run(), found.problems
    assert found.entries == said["counts"]["entries"]
    assert found.blobs == 1
    assert len(found.known_gaps) == 1


def test_all_of_it_is_still_read(release: tuple[Path, bytes, dict[str, Any]]) -> None:
    path, secret, said = release
    with Node.open(path, secret=secret) as node:
        with node.look() as look:
            counts, person = look.counts(), look.read(meets(30).about)
        assert {name: counts[name] for name in said["counts"]} == said["counts"]
        assert person is not None
        assert person.case.body.name_said == said["name"]
        assert node.roll(NOW).in_error == 1
        office = node.office()
        node.record(office, [walks_in(60)], node.newest_ms()).result()
        assert node.roll(NOW).people == said["counts"]["people"] + 1


def test_its_views_are_built_again(release: tuple[Path, bytes, dict[str, Any]]) -> None:
    path, secret, said = release
    assert rebuilt(path, secret).entries == said["counts"]["entries"]
    assert rebuilt(path, secret).identical


def test_the_newest_has_an_entry_of_every_kind() -> None:
    said = json.loads((FOLDERS[-1] / "expected.json").read_text(encoding="utf-8"))
    assert set(said["kinds"]) == set(KINDS)
    assert "fork_proven" in said["open_kinds"]
