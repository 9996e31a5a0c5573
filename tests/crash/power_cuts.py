"""Runs the real writer over a recording VFS, cuts the power everywhere, and looks at what is left."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import apsw

from lanyard.store.ledger_file import LedgerFile
from lanyard.store.writer import Writer
from tests.crash.recording_vfs import VFS_NAME, Acknowledged, Cut, Recording, Step, Sync, Write
from tests.store.samples import Device

SECTOR = 512
DATABASE = "plain.db"
WAL = f"{DATABASE}-wal"
Disk = dict[str, bytearray]


class History(NamedTuple):
    """One run: what the disk held when it began, what then happened, and where groups ended (numbers of arrival)."""

    disk: Disk
    steps: list[Step]
    ends: frozenset[int]


class State(NamedTuple):
    """A disk as a power cut may leave it, and the last number that had been acknowledged by then."""

    disk: Disk
    acknowledged: int


def open_ledger(path: Path, *, create: bool = False, vfs: str | None = None, synchronous: str = "FULL") -> LedgerFile:
    """Open a ledger over APSW, as the store does over SQLCipher."""
    connection = apsw.Connection(str(path), vfs=vfs)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
    for pragma in ("journal_mode = wal", f"synchronous = {synchronous}", "recursive_triggers = ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return LedgerFile(connection, create=create)


def record(folder: Path, synchronous: str, groups: int, seed: int = 1) -> History:
    """Let the writer keep that many groups of entries and answer for each; copy its log into the file now and then."""
    made = open_ledger(folder / DATABASE, create=True)
    made.connection.close()
    recording = Recording()
    ledger = open_ledger(folder / DATABASE, vfs=VFS_NAME, synchronous=synchronous)
    disk = {path.name: bytearray(path.read_bytes()) for path in (folder / DATABASE, folder / WAL) if path.exists()}
    recording.steps.clear()
    ends = {0}
    drawn = random.Random(seed)
    devices = [Device(seed * 100 + number) for number in range(3)]
    writer = Writer(ledger, wal_pages=12)
    for _ in range(groups):
        rows = [drawn.choice(devices).next(drawn.choice((60, 300, 5000))) for _ in range(drawn.randint(1, 9))]
        answer = writer.submit(rows)
        answer.add_done_callback(lambda done: recording.steps.append(Acknowledged(done.result()[-1][1])))
        ends.add(answer.result()[-1][1])
    steps = list(recording.steps)
    writer.close()
    ledger.connection.close()
    return History(disk, steps, frozenset(ends))


def states(history: History, per_step: int, seed: int = 1) -> Iterator[State]:
    """Yield the disks that a cut after each step may leave.

    What a file was synced with is there; of what came after, nothing, everything, or any part in any order is, down
    to single sectors of a write.
    """
    drawn = random.Random(seed)
    durable = {name: bytearray(data) for name, data in history.disk.items()}
    pending: dict[str, list[Write | Cut]] = {}
    acknowledged = 0
    for step in history.steps:
        if isinstance(step, Acknowledged):
            acknowledged = step.last
        elif isinstance(step, Sync):
            for change in pending.pop(step.file, []):
                apply(durable, change)
        else:
            pending.setdefault(step.file, []).append(step)
        for number in range(per_step):
            disk = {name: bytearray(data) for name, data in durable.items()}
            for change in survivors(pending, drawn, number):
                apply(disk, change)
            yield State(disk, acknowledged)


def survivors(pending: dict[str, list[Write | Cut]], drawn: random.Random, number: int) -> Iterator[Write | Cut]:
    """Yield which of the changes not yet synced reached the disk, in the order in which they did."""
    waiting = [change for changes in pending.values() for change in changes]
    if number == 0:
        return
    if number == 1:
        yield from waiting
        return
    share = drawn.choice((0.1, 0.5, 0.9))
    kept = [change for change in waiting if drawn.random() < share]
    if drawn.random() < 0.5:
        drawn.shuffle(kept)
    for change in kept:
        if isinstance(change, Write) and drawn.random() < 0.3:
            yield from torn(change, drawn)
        else:
            yield change


def torn(change: Write, drawn: random.Random) -> Iterator[Write]:
    """Yield some of the sectors of a write."""
    for start in range(0, len(change.data), SECTOR):
        if drawn.random() < 0.5:
            yield Write(change.file, change.offset + start, change.data[start : start + SECTOR])


def apply(disk: Disk, change: Write | Cut) -> None:
    """Do to a disk what a step did."""
    data = disk.setdefault(change.file, bytearray())
    if isinstance(change, Cut):
        del data[change.size :]
        data.extend(bytes(max(0, change.size - len(data))))
        return
    end = change.offset + len(change.data)
    data.extend(bytes(max(0, end - len(data))))
    data[change.offset : end] = change.data


def look(folder: Path, state: State, ends: frozenset[int]) -> str:
    """Open what a power cut left, and say `kept`, `lost` or `corrupt`."""
    for name in (DATABASE, WAL):
        (folder / name).unlink(missing_ok=True)
        if name in state.disk:
            (folder / name).write_bytes(state.disk[name])
    try:
        ledger = open_ledger(folder / DATABASE)
        try:
            sound = ledger.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            last, count = ledger.last(), ledger.count()
        finally:
            ledger.connection.close()
    except Exception:
        return "corrupt"
    if not sound or count != last or last not in ends:
        return "corrupt"
    return "kept" if last >= state.acknowledged else "lost"


def explore(folder: Path, synchronous: str, *, groups: int, per_step: int, seed: int = 1) -> Counter[str]:
    """Count what is left over all power cuts of one run: `kept`, `lost` (acknowledged, and gone), `corrupt`."""
    written, opened = folder / "written", folder / "opened"
    written.mkdir()
    opened.mkdir()
    history = record(written, synchronous, groups, seed)
    return Counter(look(opened, state, history.ends) for state in states(history, per_step, seed))
