"""What the views are fed: entries that are durable and keys that have come, a moment's worth at a time."""

import queue
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from typing import Final, NamedTuple

from lanyard.ledger.seal import Sealed

MOST: Final = 8000
MOMENT_S: Final = 0.5
"""So many entries, and what comes in so long, are written in one transaction, unless somebody waits for them."""
New = Sequence[tuple[Sealed, int]]


class LateKeys(NamedTuple):
    """Keys that have come, and where to say how many entries they opened."""

    keyrefs: tuple[bytes, ...]
    done: "Future[int]"


class Feed:
    """Many threads put in; one takes out.

    Attributes:
        late: keys that came; whoever takes out takes them from here between two moments.
        ended: nothing more will come.
        written: the number of the last entry that has been written; whoever takes out says so.
    """

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[New | LateKeys | None] = queue.SimpleQueue()
        self._hurry = 0
        self.late: list[LateKeys] = []
        self.ended = False
        self.written = 0

    def put(self, item: New | LateKeys | None) -> None:
        """Feed entries with their numbers, or keys; nothing ends it."""
        self._queue.put(item)

    def hurry(self, number: int) -> None:
        """Somebody waits for the entry with this number: no moment is to be waited before it is written."""
        self._hurry = max(self._hurry, number)
        self._queue.put(())

    def moment(self, timeout: float | None = None) -> Iterator[New]:
        """Wait for something, then give out what there is, and what comes while that is being folded, for a moment.

        It ends at once before keys, at the end, and when somebody waits and there is nothing left. A `timeout` in
        seconds is for the first wait; then it may give out nothing.
        """
        until = 0.0
        taken = last = 0
        while not self.late and not self.ended and taken < MOST:
            try:
                batch = self._all(timeout)
            except queue.Empty:
                return
            if batch:
                taken, last = taken + len(batch), batch[-1][1]
                yield batch
            hurried = self._hurry > self.written
            if hurried and last >= self._hurry:
                return
            until = until or time.monotonic() + MOMENT_S
            timeout = 0.0 if hurried else max(0.0, until - time.monotonic())

    def _all(self, timeout: float | None) -> list[tuple[Sealed, int]]:
        """All entries that have come. Raises queue.Empty after that many seconds without any."""
        batch: list[tuple[Sealed, int]] = []
        item = self._queue.get(timeout=timeout)
        while True:
            if item is None:
                self.ended = True
            elif isinstance(item, LateKeys):
                self.late.append(item)
            else:
                batch.extend(item)
            if self.late or self.ended or len(batch) >= MOST or self._queue.empty():
                return batch
            item = self._queue.get()
