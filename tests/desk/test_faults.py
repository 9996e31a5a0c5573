"""A whole site on a disk that is full or cannot be written, and one that is killed: nothing acknowledged is lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.desk.node import Node
from lanyard.exchange.audit import Audit
from lanyard.store.errors import StoreError
from tests.desk.folders import rebuilt, wait_until
from tests.desk.point import NOW, device, made, walks_in
from tests.web.shell import ROOT, environment

SMALL_MB = 72
"""A folder is not made with less than 64 MB free."""


def mounted(path: Path, *options: str) -> bool:
    path.mkdir(exist_ok=True)
    return subprocess.run(["mount", *options, str(path)], capture_output=True).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, or none: only root can mount one."""
    path = tmp_path / "disk"
    if not mounted(path, "-t", "tmpfs", "-o", f"size={SMALL_MB}m", "tmpfs"):
        pytest.skip("no disk can be mounted here")
    yield path
    subprocess.run(["umount", "-l", str(path)], check=True)


def kept(node: Node) -> set[bytes]:
    return {row.id for row in node.reader.read(0, 1_000_000)}


@pytest.mark.slow
def test_on_a_full_disk_nothing_acknowledged_is_lost_and_work_goes_on_when_there_is_room(small_disk: Path) -> None:
    acknowledged: set[bytes] = set()
    refused: list[str] = []
    with made(small_disk / "site") as node:
        secret = node.folder.secret
        own = device(node)
        ballast = small_disk / "ballast"
        free = os.statvfs(small_disk)
        with ballast.open("wb") as file:
            file.write(bytes(free.f_bavail * free.f_frsize - (3 << 20)))
        for start in range(0, 20_000, 250):
            try:
                drafts = [walks_in(number) for number in range(start, start + 250)]
                acknowledged |= {sealed.id for sealed, _ in node.record(own, drafts, NOW).result(60)}
            except StoreError as error:
                refused.append(error.code)
                if len(refused) > 3:
                    break
        assert refused
        assert set(refused) <= {"disk-full", "disk-error", "writer-failed"}
        ballast.unlink()
        wait_until(lambda: node.views.failure is None, 60)
        for again in range(3):
            try:
                acknowledged |= {s.id for s, _ in node.record(own, [walks_in(50_000)], NOW).result(60)}
                break
            except StoreError:
                assert again < 2
        assert acknowledged <= kept(node)
        wait_until(lambda: settled(node), 60)
        assert node.roll(NOW).people == len(acknowledged)
    found = Audit(small_disk / "site", secret)
    assert found.run(), found.problems
    assert rebuilt(small_disk / "site", secret).identical


def settled(node: Node) -> bool:
    try:
        node.settle()
    except StoreError:
        return False
    return True


@pytest.mark.slow
def test_a_disk_that_can_only_be_read_is_said_so_and_can_still_be_verified(small_disk: Path) -> None:
    with made(small_disk / "site") as node:
        node.record(device(node), [walks_in(1)], NOW).result()
        secret = node.folder.secret
    if not mounted(small_disk, "-o", "remount,ro"):
        pytest.skip("it cannot be mounted again")
    with pytest.raises(StoreError) as raised:
        Node.open(small_disk / "site", secret=secret)
    assert raised.value.code == "read-only"
    with pytest.raises(StoreError) as raised:
        made(small_disk / "other")
    assert raised.value.code == "read-only"
    found = Audit(small_disk / "site", secret)
    assert found.run(), found.problems


DYING = """
import sys
from pathlib import Path
from tests.desk.point import NOW, device, made, walks_in
with made(Path(sys.argv[1])) as node:
    print(node.folder.secret.hex(), flush=True)
    own = device(node)
    for number in range(100_000):
        [(sealed, _)] = node.record(own, [walks_in(number)], NOW + number).result()
        print(sealed.id.hex(), flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("after_s", [0.05, 0.4])
def test_a_site_that_is_killed_keeps_what_it_acknowledged_and_its_chain_goes_on(tmp_path: Path, after_s: float) -> None:
    dying = subprocess.Popen(
        [sys.executable, "-c", DYING, str(tmp_path / "site")],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment(PYTHONPATH=f"{ROOT}/src:{ROOT}"),
    )  # fmt: skip
    assert dying.stdout is not None
    secret = bytes.fromhex(dying.stdout.readline().strip())
    first = dying.stdout.readline().strip()
    time.sleep(after_s)
    dying.send_signal(signal.SIGKILL)
    acknowledged = {bytes.fromhex(line.strip()) for line in [first, *dying.stdout] if len(line.strip()) == 64}
    dying.wait()
    with Node.open(tmp_path / "site", secret=secret) as node:
        assert acknowledged <= kept(node)
        people = node.roll(NOW).people
        assert people >= len(acknowledged)
        assert not node.folder.keyring.stranded() & {
            row[0] for row in node.folder.keyring.connection.execute("SELECT keyref FROM noun_key")
        }
        node.record(node.office(), [walks_in(200_000)], NOW).result()
        assert node.roll(NOW).people == people + 1
    found = Audit(tmp_path / "site", secret)
    assert found.run(), found.problems
    assert rebuilt(tmp_path / "site", secret).identical
