"""The one writer: gathers what many threads submit into one transaction, and answers after it is on the disk."""

import logging
import queue
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from itertools import islice
from threading import Lock, Thread
from typing import Final, NamedTuple

from lanyard.ledger.errors import Malformed
from lanyard.ledger.seal import Sealed
from lanyard.store.cipher import StoreError, told, transaction
from lanyard.store.ledger_file import LedgerFile, Quarantined, chain_and_seq

log = logging.getLogger(__name__)

New = list[tuple[Sealed, int]]
"""Entries that were not there before, each with its number of arrival."""

GROUP_BYTES: Final = 8 << 20
"""A group is closed when it holds about this much, so that one transaction stays short."""
ROW_BYTES: Final = 400
"""About what a row takes beside its body."""
WAL_PAGES: Final = 8192
"""Size of the write-ahead log (pages of 4 KiB) from which on it is copied into the file, after the acknowledgements."""
GATHER_SHARE: Final = 0.25
GATHER_MOST: Final = 0.002
"""The writer waits for those whom it has just answered at most this share of a commit, and at most this long (s)."""


class _Job(NamedTuple):
    """What one caller wants kept, and where its answer goes."""

    rows: Sequence[Sealed]
    quarantine: Sequence[Quarantined]
    done: "Future[New]"
    size: int


class Writer:
    """A thread that owns the ledger's connection. Everything of one group is made durable by one COMMIT.

    Attributes:
        groups: how many transactions have been committed.
        entries: how many new entries they held.
        checkpoints: how often the write-ahead log was copied into the file while running.
        ledger: the file; while the writer runs, nobody else may use its connection.
    """

    def __init__(
        self,
        ledger: LedgerFile,
        after_commit: Callable[[New], None] | None = None,
        *,
        idle: Callable[[], None] | None = None,
        wal_pages: int = WAL_PAGES,
    ) -> None:
        """Start the thread.

        Args:
            ledger: over a connection opened with `synchronous` FULL.
            after_commit: called in the writer's thread with what is new, after the callers have been answered.
            idle: called in the writer's thread about once a second and at the end.
            wal_pages: see `WAL_PAGES`.
        """
        self.ledger = ledger
        self.groups = 0
        self.entries = 0
        self.checkpoints = 0
        self._after_commit = after_commit
        self._idle = idle
        self._wal_pages = self._wal_due = wal_pages
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._door = Lock()
        self._stopped = False
        self._last_group = 0
        self._commit_seconds = 0.0
        self._idle_at = 0.0
        ledger.connection.execute("PRAGMA wal_autocheckpoint = 0")
        self._thread = Thread(target=self._run, name="lanyard-writer", daemon=True)
        self._thread.start()

    def submit(self, rows: Sequence[Sealed], quarantine: Sequence[Quarantined] = ()) -> "Future[New]":
        """Ask for rows to be kept, all or none of them; may be called from any thread.

        Returns:
            A future that resolves, once everything is on the disk, to the entries that were not there before; or
            fails with StoreError (`disk-full`, `read-only`, `disk-error`, `writer-stopped`), nothing having been kept.

        Raises:
            Malformed: at once, when a header's chain and seq cannot be read.
        """
        size = 0
        for row in rows:
            chain_and_seq(row.header)
            size += ROW_BYTES + len(row.body)
        done: Future[New] = Future()
        with self._door:
            if self._stopped:
                done.set_exception(StoreError("writer-stopped"))
            else:
                self._queue.put(_Job(rows, quarantine, done, size))
        return done

    def close(self) -> None:
        """Keep what has been submitted, copy the write-ahead log into the file, and end the thread."""
        with self._door:
            if not self._stopped:
                self._stopped = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        going = True
        while going:
            jobs, going = self._gather()
            if jobs:
                new = self._commit(jobs)
                if new and self._after_commit:
                    self._quietly(self._after_commit, new)
            self._quietly(self._between_groups)
        if self._idle:
            self._quietly(self._idle)
        self._quietly(self._checkpoint, "TRUNCATE")

    def _gather(self) -> tuple[list[_Job], bool]:
        """Wait for work, then take everything there is; say whether to go on afterwards."""
        try:
            first = self._queue.get(timeout=1.0)
        except queue.Empty:
            return [], True
        if first is None:
            return [], False
        self._wait_for_the_answered()
        jobs: list[_Job] = []
        size = 0
        job: _Job | None = first
        while job is not None:
            if job.done.set_running_or_notify_cancel():
                jobs.append(job)
                size += job.size
            if size >= GROUP_BYTES or self._queue.empty():
                return jobs, True
            job = self._queue.get()
        return jobs, False

    def _wait_for_the_answered(self) -> None:
        """Give those just answered a moment to come back, or clients would split into groups that alternate."""
        until = time.monotonic() + min(self._commit_seconds * GATHER_SHARE, GATHER_MOST)
        while self._queue.qsize() + 1 < self._last_group and time.monotonic() < until:
            time.sleep(0.0001)

    def _commit(self, jobs: list[_Job]) -> New:
        started = time.monotonic()
        try:
            answers = self._transaction(jobs)
        except Exception as error:  # noqa: BLE001  whatever it is, its callers must hear of it and the writer go on
            return self._fail(jobs, error)
        self._commit_seconds = time.monotonic() - started
        self._last_group = len(jobs)
        self.groups += 1
        for job, new in zip(jobs, answers, strict=True):
            self.entries += len(new)
            job.done.set_result(new)
        return [row for new in answers for row in new]

    def _transaction(self, jobs: list[_Job]) -> list[New]:
        with transaction(self.ledger.connection):
            rows = [row for job in jobs for row in job.rows]
            numbered = iter(zip(rows, self.ledger.number(rows), strict=True))
            for job in jobs:
                if job.quarantine:
                    self.ledger.quarantine(job.quarantine)
        return [[(row, n) for row, n in islice(numbered, len(job.rows)) if n] for job in jobs]

    def _fail(self, jobs: list[_Job], error: Exception) -> New:
        """Tell the callers; when the rows of one of them are to blame, keep those of the others, and return them."""
        wrong = error if isinstance(error, Malformed) else told(error, "ledger.db")
        blame_rows = isinstance(wrong, Malformed) or wrong.code == "ledger-refuses"
        if blame_rows and len(jobs) > 1:
            return [row for job in jobs for row in self._commit([job])]
        log.error("not kept: %s", wrong)
        for job in jobs:
            job.done.set_exception(wrong)
        if not blame_rows:
            for job in self._queued_behind():
                job.done.set_exception(wrong)
        return []

    def _queued_behind(self) -> list[_Job]:
        """Take out what was submitted before the failure was known: kept, it might follow in its chain what was not."""
        behind = []
        for _ in range(self._queue.qsize()):
            job = self._queue.get()
            if job is None:
                self._queue.put(None)
            elif job.done.set_running_or_notify_cancel():
                behind.append(job)
        return behind

    def _between_groups(self) -> None:
        now = time.monotonic()
        if self._idle and now - self._idle_at >= 1.0:
            self._idle_at = now
            self._quietly(self._idle)
        if self._wal_size() >= self._wal_due:
            self._checkpoint("PASSIVE")
            self.checkpoints += 1
            # What readers still need is not copied: wait until the log has grown as much again.
            self._wal_due = self._wal_size() + self._wal_pages

    def _wal_size(self) -> int:
        """Return how many pages of the write-ahead log still have to be copied into the file."""
        _, pages, copied = self.ledger.connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
        return int(pages) - int(copied)

    def _checkpoint(self, how: str) -> None:
        """Copy the write-ahead log into the file. Where that fails the log stays, larger, and all in it is safe."""
        self.ledger.connection.execute(f"PRAGMA wal_checkpoint({how})").fetchall()

    @staticmethod
    def _quietly(call: Callable[..., None], *arguments: object) -> None:
        """Run what follows a commit; what it raises is logged, since the entries are safe whatever it does."""
        try:
            call(*arguments)
        except Exception:
            log.exception("after a commit, with every acknowledged entry safe")
