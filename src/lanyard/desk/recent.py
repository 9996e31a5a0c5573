"""A short memory of what is dear to read: many who look cost one look."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Final, Generic, TypeVar

Read = TypeVar("Read")
FRESH_S: Final = 1.0
SHARE: Final = 3
"""What was read is shown for at least so many times as long as it took to read: however many look, reading never takes over."""


class Recent(Generic[Read]):
    """What was last read, at most a second old, or as old as reading it takes three times."""

    def __init__(self, read: Callable[[], Read]) -> None:
        """`read` reads it anew."""
        self._read = read
        self._lock = Lock()
        self._last: Read | None = None
        self._until = 0.0

    def get(self) -> Read:
        """What is known now, read anew if it is too old. Raises as `read`."""
        with self._lock:
            begun = time.monotonic()
            if self._last is None or begun > self._until:
                self._last = self._read()
                done = time.monotonic()
                self._until = done + max(FRESH_S, SHARE * (done - begun))
            return self._last
