"""The hybrid logical clock: UTC milliseconds ‖ a 16-bit counter, never going back."""

from typing import Final

AHEAD_MAX_MS: Final = 15 * 60 * 1000


def hlc_ms(hlc: int) -> int:
    """Return the UTC milliseconds of a stamp."""
    return hlc >> 16


class HybridClock:
    """Stamps that only grow. Time itself is an argument."""

    __slots__ = ("_last",)

    def __init__(self, last: int = 0) -> None:
        self._last = last

    @property
    def last(self) -> int:
        """The greatest stamp given or taken over so far."""
        return self._last

    def stamp(self, now_ms: int) -> int:
        """Return the next stamp: `now_ms`, or one more than the last. A full counter runs on into the next millisecond."""
        self._last = max(self._last + 1, now_ms << 16)
        return self._last

    def witness(self, hlc: int, now_ms: int) -> bool:
        """Take over another's stamp; not one more than 15 minutes ahead of `now_ms`, for that would drag the clock along."""
        if hlc_ms(hlc) > now_ms + AHEAD_MAX_MS:
            return False
        self._last = max(self._last, hlc)
        return True
