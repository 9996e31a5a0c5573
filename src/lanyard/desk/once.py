"""A form that is sent twice records once: a double click, the way back and forth, a sending that is repeated after a new start."""

from collections import OrderedDict
from threading import Lock
from typing import Final

REMEMBERED: Final = 10_000
"""So many of the newest acts; what is older is looked for in the ledger."""


class Sent:
    """One act that a form asks for. Whoever holds its lock is the only one who records it."""

    def __init__(self) -> None:
        """Nobody has recorded it yet."""
        self.lock = Lock()
        self.kept = False


class Once:
    """The newest acts by their ids (16 bytes)."""

    def __init__(self) -> None:
        """None yet."""
        self._lock = Lock()
        self._acts: OrderedDict[bytes, Sent] = OrderedDict()

    def act(self, act: bytes) -> Sent:
        """The act with this id."""
        with self._lock:
            found = self._acts.setdefault(act, Sent())
            while len(self._acts) > REMEMBERED:
                self._acts.popitem(last=False)
            return found
