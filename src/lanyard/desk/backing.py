"""Keeps a backup up to date while a site is at work: a round every ten seconds, and one when it is closed."""

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Final, Self

from lanyard.store.backup import Backup, Round
from lanyard.store.errors import StoreError
from lanyard.store.folder import Folder

log = logging.getLogger(__name__)

EVERY_S: Final = 10.0


class Backing:
    """Makes rounds in a thread of its own. A disk that is pulled out stops nothing: it is said, and tried again.

    Attributes:
        last: the last complete round, nothing before the first.
        failure: why the last try did not come to its end, nothing when it did.
    """

    def __init__(self, folder: Folder, target: Path, clock: Callable[[], int], *, every_s: float = EVERY_S) -> None:
        """Begin; the first round is made now, so that a wrong target is told at the start.

        Args:
            folder: open, and open for as long as this works.
            target: the backup's folder.
            clock: gives UTC milliseconds.
            every_s: seconds from round to round.

        Raises:
            StoreError: as `Backup` and `Backup.round`.
        """
        self.target = target
        self.last: Round | None = None
        self.failure: StoreError | None = None
        self._folder = folder
        self._clock = clock
        self._every_s = every_s
        self._backup: Backup | None = Backup(folder, target)
        self.same_disk = self._backup.same_disk()
        self._make_round()
        if self.failure is not None:
            raise self.failure
        self._ended = Event()
        self._thread = Thread(target=self._run, name="lanyard-backup", daemon=True)
        self._thread.start()

    @property
    def damaged(self) -> int:
        """How many files could not be copied, being damaged."""
        return len(self._backup.damaged) if self._backup else 0

    def _run(self) -> None:
        while not self._ended.wait(self._every_s):
            self._make_round()

    def _make_round(self) -> None:
        """One round; after a failure the backup is looked at anew, since another disk may be in its place."""
        try:
            self._backup = self._backup or Backup(self._folder, self.target)
            self.last = self._backup.round(self._clock())
            self.failure = None
        except StoreError as error:
            if self.failure is None or self.failure.code != error.code:
                log.warning("no backup is made: %s", error)
            self.failure, self._backup = error, None

    def close(self) -> None:
        """Make a last round and end the thread."""
        self._ended.set()
        self._thread.join()
        self._make_round()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
