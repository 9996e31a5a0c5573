"""What is served is read again only so often that reading never takes over, however many look."""

from contextlib import contextmanager
from typing import Any

import pytest

from lanyard.web import running
from lanyard.web.running import SHARE, Running


class Slow:
    """A node whose roll takes as long as it is told to, on a clock of its own."""

    def __init__(self, takes_s: float) -> None:
        self.training = False
        self.takes_s = takes_s
        self.now_s = 0.0
        self.reads = 0

    def now_ms(self) -> int:
        return 0

    def monotonic(self) -> float:
        return self.now_s

    @contextmanager
    def look(self) -> Any:
        yield self

    def counts(self) -> dict[str, int]:
        return {}

    def roll(self, _now_ms: int) -> int:
        self.reads += 1
        self.now_s += self.takes_s
        return self.reads


@pytest.mark.parametrize(("takes_s", "again_s"), [(0.01, 1.0), (2.0, 2.0 * SHARE)])
def test_a_roll_is_kept_a_second_or_three_times_as_long_as_it_took(
    monkeypatch: pytest.MonkeyPatch, takes_s: float, again_s: float
) -> None:
    node: Any = Slow(takes_s)
    monkeypatch.setattr(running, "time", node)
    served = Running(node)
    first = served.state()
    node.now_s += again_s - 0.005
    assert served.state() is first
    node.now_s += 0.01
    assert served.state() is not first
    assert node.reads == 2
