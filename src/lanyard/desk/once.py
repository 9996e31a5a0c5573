"""A form that is sent twice records once: a double click, the way back and forth, a sending that is repeated after a new start."""

import os
from collections import OrderedDict
from threading import RLock
from typing import Final

REMEMBERED: Final = 200_000
"""So many of the newest acts; what is older is looked for in the ledger."""

ID_BYTES: Final = 16
_EPOCH: Final = os.urandom(8)
"""Begins every id that this process makes: with it, and not remembered, an act is surely new."""


def fresh_id() -> bytes:
    """An id (16 bytes) that nothing has yet, for an act or for the noun that a form records."""
    return _EPOCH + os.urandom(ID_BYTES - len(_EPOCH))


class Sent:
    """One act that a form asks for, or one noun. Whoever holds its lock is the only one who records it."""

    def __init__(self) -> None:
        """Nobody has recorded it yet."""
        self.lock = RLock()
        self.kept = False


class Once:
    """The newest acts by their ids (16 bytes)."""

    def __init__(self) -> None:
        """None yet."""
        self._lock = RLock()
        self._acts: OrderedDict[bytes, Sent] = OrderedDict()
        self._forgot = False

    def act(self, act: bytes) -> Sent:
        """The act with this id."""
        with self._lock:
            found = self._acts.setdefault(act, Sent())
            while len(self._acts) > REMEMBERED:
                self._acts.popitem(last=False)
                self._forgot = True
            return found

    def is_new(self, act: bytes) -> bool:
        """Was it made by this process, and has it surely not been kept?"""
        with self._lock:
            return act.startswith(_EPOCH) and not self._forgot and not self.act(act).kept

    def forget(self, act: bytes | None) -> None:
        """It was taken back: it may be sent again."""
        with self._lock:
            if act is not None and act in self._acts:
                self._acts[act].kept = False
