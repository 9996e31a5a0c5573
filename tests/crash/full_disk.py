"""Fills a disk, or a process's allowance of file size, under a working folder; run by test_faults.py, answers in JSON.

`tmpfs FOLDER` mounts a small disk of its own (needs a mount namespace); `limit FOLDER` lowers the largest file size.
"""

import json
import resource
import signal
import subprocess
import sys
from pathlib import Path

from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.store.errors import StoreError
from lanyard.store.folder import Folder
from lanyard.store.writer import Writer
from tests.store.samples import Device

SECRET = bytes(range(32))


class SmallDisk:
    """A disk of 80 MB in memory, filled to the brim and emptied again."""

    def __init__(self, parent: Path) -> None:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs", str(parent)], check=True)
        self.filler = parent / "filler"

    def fill(self) -> None:
        with self.filler.open("wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)) == 4096:
                    pass
            except OSError:
                return

    def make_room(self) -> None:
        self.filler.unlink()


class LowLimit:
    """No file may grow beyond 1 MB, and then it may again."""

    def __init__(self, parent: Path) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        self.usual, self.most = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, self.most))

    def make_room(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.usual, self.most))


def keep_until_refused(writer: Writer, device: Device, kept: list[bytes]) -> str:
    for _ in range(3000):
        row = device.next(4000)
        try:
            writer.submit([row]).result()
        except StoreError as error:
            return error.code
        kept.append(row.id)
    return "never refused"


def refusal(work: object, *arguments: object) -> str:
    try:
        work(*arguments)  # type: ignore[operator]
    except StoreError as error:
        return error.code
    return "not refused"


def main(how: str, parent: Path) -> None:
    disk: SmallDisk | LowLimit = SmallDisk(parent) if how == "tmpfs" else LowLimit(parent)
    folder = Folder.create(parent / "site", None, secret=SECRET)
    writer = folder.writer()
    kept: list[bytes] = []
    device = Device(1)
    disk.fill()
    said = {"refused": keep_until_refused(writer, device, kept), "before": len(kept)}
    said["again"] = keep_until_refused(writer, device, kept)
    said["keys"] = refusal(folder.keyring.mint_batch, Compartment.REGISTER, 30_000)
    said["blob"] = refusal(folder.blobs.put, [bytes(60_000)] * 60, bytes(32), "image/jpeg")
    said["read"] = len(folder.reader().read(0, 5))
    disk.make_room()
    for _ in range(10):
        row = device.next()
        writer.submit([row]).result()
        kept.append(row.id)
    folder.keyring.mint(Ref(Noun.PERSON, bytes(16)), Compartment.REGISTER)
    folder.close()
    with Folder.open(parent / "site", secret=SECRET) as folder:
        there = {row.id for row in folder.ledger.read(0, 10_000)}
        said["lost"] = len(set(kept) - there)
        said["unasked"] = len(there - set(kept))
        said["sound"] = folder.ledger.connection.execute("PRAGMA integrity_check").fetchone()[0]
        said["notices"] = [notice.code for notice in folder.notices if notice.code != "disk-nearly-full"]
    print(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
