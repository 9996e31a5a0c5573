"""What is dear to read is read again only so often that reading never takes over, however many look."""

from typing import Any

import pytest

from lanyard.desk import recent
from lanyard.desk.recent import SHARE, Recent


class Slow:
    """Reading that takes as long as it is told to, on a clock of its own."""

    def __init__(self, takes_s: float) -> None:
        self.takes_s = takes_s
        self.now_s = 0.0
        self.reads = 0

    def monotonic(self) -> float:
        return self.now_s

    def read(self) -> int:
        self.reads += 1
        self.now_s += self.takes_s
        return self.reads


@pytest.mark.parametrize(("takes_s", "again_s"), [(0.01, 1.0), (2.0, 2.0 * SHARE)])
def test_what_was_read_is_kept_a_second_or_three_times_as_long_as_it_took(
    monkeypatch: pytest.MonkeyPatch, takes_s: float, again_s: float
) -> None:
    slow: Any = Slow(takes_s)
    monkeypatch.setattr(recent, "time", slow)
    kept = Recent(slow.read)
    first = kept.get()
    slow.now_s += again_s - 0.005
    assert kept.get() == first
    slow.now_s += 0.01
    assert kept.get() != first
    assert slow.reads == 2
