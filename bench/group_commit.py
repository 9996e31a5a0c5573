"""Group commit: clients of the one writer beside a bare loop of write and sync, at the same price of a sync."""

import os
import time
from pathlib import Path
from statistics import median
from threading import Event, Thread
from typing import Any, Final

from bench.measuring import Figures, rate
from bench.sync_shim import SyncShim
from lanyard.ledger.seal import Sealed
from lanyard.store.cipher import connect
from lanyard.store.ledger_file import LedgerFile
from lanyard.store.writer import New, Writer
from tests.store.samples import Device

LATENCY_S: Final = 0.004
BLOCK: Final = bytes(4096)
BLOCKS: Final = 256
LOG: Final = "ledger.db-wal"
MOST_A_SECOND: Final = 400
"""More than one client can keep in a second when a sync takes four milliseconds."""


class CountingWriter(Writer):
    """The writer as it is, with the syncs of the write-ahead log counted while each group is committed."""

    def __init__(self, ledger: LedgerFile, shim: SyncShim) -> None:
        self.syncs: list[int] = []
        self._shim = shim
        super().__init__(ledger)

    def _transaction(self, jobs: list[Any]) -> list[New]:
        before = self._shim.counts[LOG]
        answers = super()._transaction(jobs)
        self.syncs.append(self._shim.counts[LOG] - before)
        return answers


class GroupCommit:
    """A ledger over the counting shim. Each slice measures the bare loop and the clients, one after the other."""

    def __init__(self, folder: Path, shim: SyncShim, seconds: float) -> None:
        """`seconds` is how long each measurement of a slice takes."""
        self._shim = shim
        self._seconds = seconds
        self._ledger = LedgerFile(connect(folder / "ledger.db", bytes(32), create=True), create=True)
        self._writer = CountingWriter(self._ledger, shim)
        self._bare = os.open(folder / "bare", os.O_RDWR | os.O_CREAT, 0o600)
        os.write(self._bare, BLOCK * BLOCKS)
        os.fsync(self._bare)
        self._devices = [Device(number) for number in range(64)]

    def slice(self, figures: Figures) -> None:
        """Measure each once."""
        self._shim.latency = LATENCY_S
        bare = self._bare_loop()
        sixteen, sixty_four = self._clients(16, figures), self._clients(64, figures)
        after = self._bare_loop()
        self._shim.latency = 0.0
        middle = (bare + after) / 2
        figures.add(
            group_commit_16=sixteen / middle,
            group_commit_64=sixty_four / middle,
            bare_syncs_per_second_with_4_ms=middle,
            bare_syncs_per_second_of_this_disk=self._bare_loop(),
        )

    def _bare_loop(self) -> float:
        """Overwrite a block of a file that is as long already, sync, and so on; how many a second."""
        until, done = time.perf_counter() + self._seconds / 2, 0

        def loop() -> None:
            nonlocal done
            while time.perf_counter() < until:
                os.pwrite(self._bare, BLOCK, done % BLOCKS * len(BLOCK))
                self._shim.bare_sync(self._bare)
                done += 1

        begun = time.perf_counter()
        loop()
        return done / (time.perf_counter() - begun)

    def _clients(self, count: int, figures: Figures) -> float:
        """So many clients, each keeping one entry after the other; how many entries a second."""
        most = max(50, int(MOST_A_SECOND * self._seconds))
        work = [device.take(most) for device in self._devices[:count]]
        stop, kept = Event(), [0] * count

        def client(number: int, rows: list[Sealed]) -> None:
            for row in rows:
                if stop.is_set():
                    return
                self._writer.submit([row]).result()
                kept[number] += 1

        threads = [Thread(target=client, args=one) for one in enumerate(work)]
        syncs, groups = self._shim.counts[LOG], len(self._writer.syncs)

        def run() -> None:
            for thread in threads:
                thread.start()
            time.sleep(self._seconds)
            stop.set()
            for thread in threads:
                thread.join()

        seconds = 1 / rate(1, run)
        of_groups = self._writer.syncs[groups:]
        syncs = self._shim.counts[LOG] - syncs
        figures.add(syncs_per_group=median(of_groups), syncs_per_group_with_checkpoints=syncs / len(of_groups))
        return sum(kept) / seconds

    def close(self) -> None:
        """Close the ledger."""
        self._writer.close()
        self._ledger.connection.close()
        os.close(self._bare)
