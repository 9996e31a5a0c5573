"""Times that cannot be: what an entry states is seen only when it is opened, so the views tell, and a receipt flags it."""

import logging
from collections.abc import Callable, Sequence
from threading import Lock

from lanyard.desk.device import Kept
from lanyard.ledger.entry import Entry
from lanyard.ledger.open_records import OpenRecord
from lanyard.ledger.receipt import impossible_time, receipts

Say = Callable[[Sequence[OpenRecord], int], Kept]

log = logging.getLogger(__name__)


class Ahead:
    """Collects entries that state a time after their own stamp, and has those flagged that had not come yet when they came."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        """`now_ms` is the moment (UTC ms) at which entries are being received."""
        self._now_ms = now_ms
        self._say: Say | None = None
        self._found: list[bytes] = []
        self._lock = Lock()

    def tell(self, entries: Sequence[Entry]) -> None:
        """These state a time after their own stamp."""
        now_ms = self._now_ms()
        with self._lock:
            self._found += [e.id for e in entries if impossible_time(e.hlc, e.at_ms, now_ms)]
        self._flag()

    def begin(self, say: Say) -> None:
        """From now on say what was found, by receipts; `say` must not wait for the views."""
        self._say = say
        self._flag()

    def _flag(self) -> None:
        with self._lock:
            if self._say is None or not self._found:
                return
            now_ms = self._now_ms()
            try:
                self._say(receipts((), (), (), self._found, time_ms=now_ms), now_ms).result()
            except Exception:
                log.exception("times that cannot be are not flagged yet")
            else:
                self._found = []
