"""Torn, cut, full and read-only disks: said in words, and nothing acknowledged is lost."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from lanyard.ledger.seal import Sealed
from lanyard.store.errors import StoreError
from lanyard.store.folder import Folder
from lanyard.store.heads import FILE as HEADS
from tests.crash.kill_cycles import ROOT, SECRET
from tests.store.samples import Device

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
HAS_NAMESPACES = (
    shutil.which("unshare") is not None
    and subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode == 0
)


@pytest.fixture
def device() -> Device:
    return Device(1)


@pytest.fixture
def cut(tmp_path: Path, device: Device) -> Path:
    """A folder as a power cut leaves it: 20 entries in the file, 20 more in its write-ahead log, the heads told."""
    path = tmp_path / "site"
    Folder.create(path, None, secret=SECRET).close()
    with Folder.open(path, secret=SECRET) as folder:
        folder.writer().submit(device.take(20)).result()
    with Folder.open(path, secret=SECRET) as folder:
        writer = folder.writer()
        for _ in range(20):
            writer.submit([device.next()]).result()
        folder.heads.flush(now=True)
        shutil.copytree(path, tmp_path / "cut", ignore=shutil.ignore_patterns("*-shm", "socket"))
    return tmp_path / "cut"


def missing(folder: Folder) -> str:
    (notice,) = [notice for notice in folder.notices if notice.code == "tail-missing"]
    return notice.detail


def test_a_power_cut_alone_loses_nothing(cut: Path) -> None:
    with Folder.open(cut, secret=SECRET) as folder:
        assert folder.ledger.count() == 40
        assert [notice.code for notice in folder.notices if notice.code != "disk-nearly-full"] == []


@pytest.mark.parametrize("share", [0.9, 0.5, 0.1])
def test_a_cut_log_names_what_is_missing_and_keeps_the_rest(cut: Path, device: Device, share: float) -> None:
    log = cut / "ledger.db-wal"
    with log.open("r+b") as file:
        file.truncate(int(log.stat().st_size * share))
    with Folder.open(cut, secret=SECRET) as folder:
        left = folder.ledger.count()
        assert 20 <= left < 40
        assert missing(folder) == f"chain {device.chain.hex()}, entries {left} to 39"


def test_a_removed_log_names_what_is_missing(cut: Path, device: Device) -> None:
    (cut / "ledger.db-wal").unlink()
    with Folder.open(cut, secret=SECRET) as folder:
        assert missing(folder) == f"chain {device.chain.hex()}, entries 20 to 39"
    with Folder.open(cut, secret=SECRET) as folder:
        assert missing(folder) == f"chain {device.chain.hex()}, entries 20 to 39"


def test_a_changed_log_names_what_is_missing(cut: Path) -> None:
    log = cut / "ledger.db-wal"
    data = bytearray(log.read_bytes())
    data[len(data) // 2] ^= 0xFF
    log.write_bytes(data)
    with Folder.open(cut, secret=SECRET) as folder:
        assert folder.ledger.count() < 40
        assert missing(folder).endswith("to 39")


def test_missing_entries_that_come_back_are_no_longer_missing(cut: Path, tmp_path: Path) -> None:
    with Folder.open(tmp_path / "site", secret=SECRET) as whole:
        rows = [Sealed(*row[1:]) for row in whole.ledger.read(20)]
    (cut / "ledger.db-wal").unlink()
    with Folder.open(cut, secret=SECRET) as folder:
        assert missing(folder)
        folder.writer().submit(rows).result()
    with Folder.open(cut, secret=SECRET) as folder:
        assert [notice.code for notice in folder.notices if notice.code != "disk-nearly-full"] == []


@pytest.mark.parametrize("left", [0, 1, 31, 60, -1])
def test_a_torn_heads_file_is_said_and_work_goes_on(cut: Path, device: Device, left: int) -> None:
    heads = cut / HEADS
    heads.write_bytes(heads.read_bytes()[:left])
    with Folder.open(cut, secret=SECRET) as folder:
        assert "heads-unreadable" in [notice.code for notice in folder.notices]
        assert folder.ledger.count() == 40
        folder.writer().submit([device.next()]).result()
    with Folder.open(cut, secret=SECRET) as folder:
        assert [notice.code for notice in folder.notices if notice.code != "disk-nearly-full"] == []
        assert folder.ledger.count() == 41


def test_a_heads_file_that_was_being_written_does_no_harm(cut: Path) -> None:
    (cut / f"{HEADS}.new").write_bytes(b"half")
    with Folder.open(cut, secret=SECRET) as folder:
        assert [notice.code for notice in folder.notices if notice.code != "disk-nearly-full"] == []
    assert not (cut / f"{HEADS}.new").exists()


def run_full_disk(how: str, folder: Path, *before: str) -> dict[str, Any]:
    folder.mkdir()
    command = [*before, sys.executable, "-m", "tests.crash.full_disk", how, str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def check_full_disk(said: dict[str, Any], code: str) -> None:
    assert (said["refused"], said["again"], said["keys"], said["blob"]) == (code, code, code, code), said
    assert said["read"] == min(5, said["before"])
    assert (said["lost"], said["unasked"], said["sound"], said["notices"]) == (0, 0, "ok", []), said


@pytest.mark.skipif(not HAS_NAMESPACES, reason="no small disk can be mounted here; see the test after this one")
def test_on_a_full_disk_nothing_acknowledged_is_lost_and_work_goes_on_after(tmp_path: Path) -> None:
    check_full_disk(run_full_disk("tmpfs", tmp_path / "disk", "unshare", "-rm"), "disk-full")


def test_where_files_cannot_grow_nothing_acknowledged_is_lost_and_work_goes_on_after(tmp_path: Path) -> None:
    said = run_full_disk("limit", tmp_path / "disk")
    assert said["before"] > 0
    check_full_disk(said, "disk-error")


READER = """
import os, sys
from pathlib import Path
from lanyard.store.folder import Folder
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
try: Folder.open(Path(sys.argv[1]), secret=bytes.fromhex(sys.argv[2]))
except Exception as error: print(getattr(error, "code", repr(error)))
"""


@pytest.mark.parametrize("mode", [0o555, 0o000])
def test_a_folder_that_cannot_be_written_is_said_to_be_so(cut: Path, mode: int) -> None:
    with tempfile.TemporaryDirectory(prefix="lanyard-") as parent:
        Path(parent).chmod(0o755)
        path = Path(shutil.copytree(cut, Path(parent) / "site"))
        for file in path.iterdir():
            file.chmod(0o444)
        path.chmod(mode)
        command = [sys.executable, "-c", READER, str(path), SECRET.hex()]
        done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True)
        path.chmod(0o755)
    assert done.stdout.strip() == "read-only", done.stderr


def test_a_folder_that_cannot_be_made_is_said_to_be_so() -> None:
    with pytest.raises(StoreError) as error:
        Folder.create(Path("/proc/site"), None)
    assert error.value.code in ("read-only", "disk-error")
