"""Kills the writing process at random moments, again and again, and checks that nothing acknowledged is lost.

`run` is for tests and benches: it starts this file as a process of its own, which forks a server with writing clients
in each cycle, kills it with signal 9, opens the folder as the next server would, and compares.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.ledger.seal import Sealed
from lanyard.store.folder import Folder
from lanyard.store.ledger_file import Quarantined
from lanyard.store.verify_files import check_file
from lanyard.store.writer import New, Writer
from tests.store.samples import Device

ROOT = Path(__file__).resolve().parents[2]
SECRET = bytes(range(32))
LONGEST = 0.1
"""Seconds that a server lives at most, once it has answered for something or, in some cycles, from its very start."""
PATIENCE = 10.0
"""Seconds to wait for a first answer."""


class Result(NamedTuple):
    """What was seen over all cycles."""

    cycles: int
    acknowledged: int
    lost: int
    keys_lost: int
    keys_shared: int
    faults: list[str]
    seconds: float


class EarlyWriter(Writer):
    """The control: it answers before anything is kept."""

    def submit(self, rows: list[Sealed], quarantine: tuple[Quarantined, ...] = ()) -> "Future[New]":  # type: ignore[override]
        super().submit(rows, quarantine)
        done: Future[New] = Future()
        done.set_result([])
        return done


class Told(NamedTuple):
    """What a client was told: this entry is kept, and it was sealed with this key of this person."""

    entry: bytes
    keyref: bytes
    person: bytes


def run(cycles: int, *, writers: int = 8, early: bool = False, seed: int = 1) -> Result:
    """Run that many cycles with that many clients in flight, and return what was seen."""
    command = [sys.executable, "-m", "tests.crash.kill_cycles", str(cycles), "--writers", str(writers)]
    command += ["--seed", str(seed), *(["--early"] if early else [])]
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}, stdout=subprocess.PIPE, check=True, text=True
    )
    return Result(**json.loads(done.stdout))


def client(folder: Folder, writer: Writer, out: int, seed: int) -> None:
    """Keep entries one after the other until the end comes, and tell of each that was acknowledged."""
    device = Device(seed)
    while True:
        person = device.random.randbytes(16)
        key = folder.keyring.mint(Ref(Noun.PERSON, person), Compartment.REGISTER)
        row = device.next(device.random.choice((60, 252, 2000)), key.keyref)
        writer.submit([row]).result()
        os.write(out, row.id + key.keyref + person)


def serve(path: Path, out: int, writers: int, seed: int, early: bool) -> None:
    """Be the server of one cycle: open the folder, and let clients write until killed."""
    folder = Folder.open(path, secret=SECRET)
    writer = EarlyWriter(folder.ledger) if early else folder.writer()
    threads = [Thread(target=client, args=(folder, writer, out, seed * 1000 + n)) for n in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def one_cycle(path: Path, writers: int, seed: int, early: bool, life: float, answering: bool) -> list[Told]:
    """Start a server, kill it after `life` seconds (counted from its first answer), and return what clients were told."""
    inward, outward = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(inward)
            serve(path, outward, writers, seed, early)
        finally:
            os._exit(3)
    os.close(outward)
    os.set_blocking(inward, False)
    said = bytearray()
    began = time.monotonic()
    while answering and not said and time.monotonic() < began + PATIENCE:
        said += drain(inward)
        time.sleep(0.001)
    until = time.monotonic() + life
    while time.monotonic() < until:
        said += drain(inward)
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    said += drain(inward)
    os.close(inward)
    if not os.WIFSIGNALED(status):
        raise RuntimeError("the server ended by itself")
    return [
        Told(*(bytes(said[i + a : i + b]) for a, b in ((0, 32), (32, 48), (48, 64)))) for i in range(0, len(said), 64)
    ]


def drain(pipe: int) -> bytes:
    said = bytearray()
    while True:
        try:
            piece = os.read(pipe, 1 << 16)
        except BlockingIOError:
            return bytes(said)
        if not piece:
            return bytes(said)
        said += piece


class Checker:
    """Opens the folder after each kill and compares with what clients were told."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seen = 0
        self.lost = 0
        self.keys_lost = 0
        self.keys_shared = 0
        self.owners: dict[bytes, bytes] = {}
        self.faults: list[str] = []

    def check(self, told: list[Told]) -> None:
        with Folder.open(self.path, secret=SECRET) as folder:
            kept = set()
            while rows := folder.ledger.read(self.seen, 5000):
                kept |= {row.id for row in rows}
                self.seen = rows[-1].n
            self.lost += sum(one.entry not in kept for one in told)
            for one in told:
                owner = folder.keyring.noun_of(one.keyref)
                self.keys_lost += folder.keyring.open_keyref(one.keyref) is None
                self.keys_shared += owner is not None and owner.key != one.person
                self.keys_shared += self.owners.setdefault(one.keyref, one.person) != one.person
            self.faults += [str(notice) for notice in folder.notices if notice.code != "disk-nearly-full"]
            if folder.ledger.count() != folder.ledger.last():
                self.faults.append("numbers of arrival have holes")

    def check_pages(self) -> None:
        with Folder.open(self.path, secret=SECRET) as folder:
            for connection, name in (
                (folder.ledger.connection, "ledger.db"),
                (folder.keyring.connection, "keyring.db"),
            ):
                self.faults += [fault.words for fault in check_file(connection, name)]


def cycle(cycles: int, writers: int, early: bool, seed: int) -> Result:
    """Do the work of `run` in this process, which must have no threads."""
    drawn = random.Random(seed)
    began = time.monotonic()
    acknowledged = 0
    with tempfile.TemporaryDirectory(prefix="lanyard-kill-") as parent:
        path = Path(parent) / "site"
        Folder.create(path, None, secret=SECRET).close()
        checker = Checker(path)
        for number in range(cycles):
            life, answering = drawn.uniform(0.0, LONGEST), drawn.random() < 0.8
            told = one_cycle(path, writers, seed * 100_000 + number, early, life, answering)
            acknowledged += len(told)
            checker.check(told)
        checker.check_pages()
    seconds = round(time.monotonic() - began, 1)
    return Result(cycles, acknowledged, checker.lost, checker.keys_lost, checker.keys_shared, checker.faults, seconds)


def main() -> None:
    """Print the result of the cycles asked for as one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cycles", type=int)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--early", action="store_true", help="the control: acknowledge before anything is kept")
    asked = parser.parse_args()
    print(json.dumps(cycle(asked.cycles, asked.writers, asked.early, asked.seed)._asdict()))


if __name__ == "__main__":
    main()
