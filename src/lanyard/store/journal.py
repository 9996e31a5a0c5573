"""One connection and one thread that make what many threads ask durable, all that waits in one COMMIT."""

import logging
import queue
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Any, Final, NamedTuple

from lanyard.store.cipher import Connection, StoreError, told, transaction

log = logging.getLogger(__name__)
MOST: Final = 1000
"""So many jobs make one group at the most."""

Work = Callable[[Connection], Any]


class _Job(NamedTuple):
    """What one caller wants done inside the transaction, and where the answer goes."""

    work: Work
    done: "Future[Any]"


class Journal:
    """Runs small pieces of work on one file, many in a transaction; each is answered when all are on the disk."""

    def __init__(self, connection: Connection, file: str) -> None:
        """Take over a connection opened with `synchronous` FULL; `file` is its name, for what goes wrong."""
        self._connection = connection
        self._file = file
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._door = Lock()
        self._stopped = False
        self._thread = Thread(target=self._run, name=f"lanyard-{file}", daemon=True)
        self._thread.start()

    def submit(self, work: Work) -> "Future[Any]":
        """Ask for work to be done; the future resolves to what it returns, once that is on the disk.

        It fails with StoreError (`disk-full`, `read-only`, `disk-error`, `writer-stopped`): then nothing was kept.
        """
        done: Future[Any] = Future()
        with self._door:
            if self._stopped:
                done.set_exception(StoreError("writer-stopped"))
            else:
                self._queue.put(_Job(work, done))
        return done

    def close(self) -> None:
        """Finish what has been asked, and end the thread."""
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
                self._commit(jobs)

    def _gather(self) -> tuple[list[_Job], bool]:
        """Wait for work, then take what there is; say whether to go on afterwards."""
        jobs: list[_Job] = []
        job = self._queue.get()
        while job is not None:
            jobs.append(job)
            if len(jobs) >= MOST or self._queue.empty():
                return jobs, True
            job = self._queue.get()
        return jobs, False

    def _commit(self, jobs: list[_Job]) -> None:
        try:
            with transaction(self._connection):
                answers = [job.work(self._connection) for job in jobs]
        except Exception as error:  # noqa: BLE001  whatever it is, its callers must hear of it and the thread go on
            wrong = told(error, self._file)
            log.error("not kept: %s", wrong.code)  # noqa: TRY400  a trace would show values
            for job in jobs:
                job.done.set_exception(wrong)
            return
        for job, answer in zip(jobs, answers, strict=True):
            job.done.set_result(answer)
