"""Times that cannot be: what an entry states is seen only when it is opened, so the views tell, and a receipt flags it."""

import logging
from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from lanyard.desk.device import Kept
from lanyard.ledger.clock import hlc_ms
from lanyard.ledger.entry import Entry
from lanyard.ledger.open_records import OpenRecord
from lanyard.ledger.receipt import impossible_time, receipts

Say = Callable[[Sequence[OpenRecord], int], Kept]

log = logging.getLogger(__name__)


class Ahead:
    """Judges stated times when their entries come, and has those flagged that cannot be.

    The views keep what was found until a receipt names it: later nobody could see any more that it had not come yet.
    """

    def __init__(self, now_ms: Callable[[], int]) -> None:
        """`now_ms` is the moment (UTC ms) at which entries are being received."""
        self._now_ms = now_ms
        self._say: Say | None = None
        self._found: list[bytes] = []
        self._lock = Lock()

    def among(self, entries: Iterable[Entry]) -> list[bytes]:
        """Those of these entries (ids) that state a time after their own stamp which has not come yet."""
        stated = [e for e in entries if e.stated_at and e.at_ms > hlc_ms(e.hlc) and not e.flagged]
        if not stated:
            return []
        now_ms = self._now_ms()
        return [e.id for e in stated if impossible_time(e.hlc, e.at_ms, now_ms)]

    def take_up(self, found: Iterable[bytes]) -> None:
        """After a start: these were found, now or before it, and no receipt has named them yet."""
        with self._lock:
            self._found = list(found)

    def tell(self, found: Sequence[bytes]) -> None:
        """These were found, and the views have kept them."""
        if found:
            with self._lock:
                self._found += found
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
