"""What waits in memory for one person: a first password, a paper, a list that was sent up. Never on the disk."""

from collections.abc import Callable
from threading import Lock
from typing import Any, Final, NamedTuple, TypeVar

from lanyard.access.sessions import Viewer

WAITS_MS: Final = 30 * 60_000
EACH_MOST: Final = 8
"""So many things wait for one person at the most; the oldest goes."""

Thing = TypeVar("Thing")


class _Kept(NamedTuple):
    thing: Any
    until_ms: int
    forget: Callable[[], None] | None


class Held:
    """Things by session and name, for half an hour at the most. For many threads."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        """`now_ms` is the present moment (UTC ms)."""
        self._now_ms = now_ms
        self._lock = Lock()
        self._all: dict[tuple[bytes, str], _Kept] = {}

    def keep(self, viewer: Viewer, name: str, thing: object, forget: Callable[[], None] | None = None) -> None:
        """Keep it until it is taken, replaced or too old, or her shift is over; `forget` is called then."""
        with self._lock:
            self._sweep()
            self._drop((viewer.session, name))
            mine = [key for key in self._all if key[0] == viewer.session]
            for key in mine[: max(0, len(mine) + 1 - EACH_MOST)]:
                self._drop(key)
            self._all[viewer.session, name] = _Kept(thing, self._now_ms() + WAITS_MS, forget)

    def of(self, viewer: Viewer, name: str, sort: type[Thing]) -> Thing | None:
        """What waits for her under this name; it goes on waiting."""
        with self._lock:
            self._sweep()
            found = self._all.get((viewer.session, name))
        return found.thing if found is not None and isinstance(found.thing, sort) else None

    def take(self, viewer: Viewer, name: str, sort: type[Thing]) -> Thing | None:
        """What waits for her under this name, once."""
        with self._lock:
            self._sweep()
            found = self._all.pop((viewer.session, name), None)
        return found.thing if found is not None and isinstance(found.thing, sort) else None

    def renew(self, viewer: Viewer, name: str) -> None:
        """It is being worked on: half an hour begins anew."""
        with self._lock:
            found = self._all.get((viewer.session, name))
            if found is not None:
                self._all[viewer.session, name] = found._replace(until_ms=self._now_ms() + WAITS_MS)

    def drop(self, viewer: Viewer, name: str | None = None) -> None:
        """Forget what waits for her under this name, or all of it."""
        with self._lock:
            for key in [key for key in self._all if key[0] == viewer.session and name in (None, key[1])]:
                self._drop(key)

    def close(self) -> None:
        """Forget everything."""
        with self._lock:
            for key in list(self._all):
                self._drop(key)

    def _sweep(self) -> None:
        now_ms = self._now_ms()
        for key in [key for key, kept in self._all.items() if kept.until_ms <= now_ms]:
            self._drop(key)

    def _drop(self, key: tuple[bytes, str]) -> None:
        kept = self._all.pop(key, None)
        if kept is not None and kept.forget is not None:
            kept.forget()
