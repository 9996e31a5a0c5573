"""A file is synced before it takes another's place."""

import os
from pathlib import Path

import pytest

from lanyard.store import durable
from lanyard.store.blobs import Blobs


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was synced and what was renamed, by name, in order."""
    seen: list[str] = []
    sync, rename = os.fsync, Path.replace

    def recorded_sync(handle: int) -> None:
        seen.append(f"sync {Path(f'/proc/self/fd/{handle}').readlink().name}")
        sync(handle)

    def recorded_rename(path: Path, target: Path) -> Path:
        seen.append(f"rename {path.name} {target.name}")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", recorded_sync)
    monkeypatch.setattr(Path, "replace", recorded_rename)
    return seen


def test_the_old_file_stays_when_the_new_one_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    durable.replace(path, b"old")

    def broken(handle: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output"):
        durable.replace(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_file_is_synced_before_it_takes_its_name(tmp_path: Path, steps: list[str]) -> None:
    durable.replace(tmp_path / "file", b"data")
    assert steps == ["sync file.new", "rename file.new file"]


def test_a_blob_and_all_folders_on_its_way_are_synced(tmp_path: Path, steps: list[str]) -> None:
    name = Blobs(tmp_path).put([b"photo"], bytes(32), "image/jpeg").name.hex()
    assert steps.pop(0) == f"sync {tmp_path.name}"
    fresh, target = steps[1].split()[1:]
    assert fresh.startswith("new-")
    assert target == name[4:]
    assert steps == [f"sync {fresh}", steps[1], f"sync {name[2:4]}", f"sync {name[:2]}", "sync blobs"]
