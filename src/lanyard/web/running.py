"""The node that this process serves, and a short memory of its roll, so that many who look cost one look."""

import time
from threading import Lock

from lanyard.casefile.roll import Roll
from lanyard.desk.backing import Backing
from lanyard.desk.node import Node

FRESH_S = 1.0
SHARE = 3
"""A roll is shown for at least so many times as long as it took to read: however many look, reading never takes over."""


class Running:
    """A node at work, shared by all threads of the server."""

    def __init__(self, node: Node) -> None:
        """`node` stays open as long as this does."""
        self.node = node
        self.backup: Backing | None = None
        self._lock = Lock()
        self._state: tuple[dict[str, int], Roll] | None = None
        self._until = 0.0

    def state(self) -> tuple[dict[str, int], Roll]:
        """Counts and roll, at most a second old, or as old as reading them takes three times."""
        with self._lock:
            begun = time.monotonic()
            if self._state is None or begun > self._until:
                moment = self.node.newest_ms() if self.node.training else self.node.now_ms()
                with self.node.look() as look:
                    self._state = (look.counts(), look.roll(moment))
                done = time.monotonic()
                self._until = done + max(FRESH_S, SHARE * (done - begun))
            return self._state


_running: list[Running] = []


def start(node: Node) -> Running:
    """From now on pages show this node."""
    _running[:] = [Running(node)]
    return _running[0]


def running() -> Running:
    """What is being served."""
    return _running[0]
