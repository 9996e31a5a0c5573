"""What waits in memory: for one person, for half an hour, not too much of it, and gone when her shift is."""

from lanyard.access.sessions import Viewer
from lanyard.desk.held import EACH_MOST, WAITS_MS, Held
from lanyard.terms import Role


class Clock:
    def __init__(self) -> None:
        self.ms = 0

    def now_ms(self) -> int:
        return self.ms


def viewer(session: bytes) -> Viewer:
    return Viewer(session * 16, b"p" * 16, Role.COORDINATOR, "BG", 1, 2**50)


ONE, OTHER = viewer(b"1"), viewer(b"2")


def test_another_person_another_name_and_another_sort_find_nothing() -> None:
    held = Held(Clock().now_ms)
    held.keep(ONE, "a", "thing")
    assert held.of(OTHER, "a", str) is None
    assert held.of(ONE, "b", str) is None
    assert held.of(ONE, "a", int) is None
    assert held.of(ONE, "a", str) == held.of(ONE, "a", str) == "thing"


def test_after_half_an_hour_it_is_forgotten() -> None:
    clock, gone = Clock(), []
    held = Held(clock.now_ms)
    held.keep(ONE, "a", "thing", lambda: gone.append("a"))
    clock.ms = WAITS_MS - 1
    assert held.of(ONE, "a", str) == "thing"
    clock.ms = WAITS_MS
    assert held.of(ONE, "a", str) is None
    assert gone == ["a"]


def test_what_is_replaced_too_much_or_of_an_ended_shift_is_forgotten() -> None:
    gone: list[str] = []
    held = Held(Clock().now_ms)
    held.keep(OTHER, "kept", "thing")
    held.keep(ONE, "a", "first", lambda: gone.append("replaced"))
    held.keep(ONE, "a", "second", lambda: gone.append("oldest"))
    assert gone == ["replaced"]
    for number in range(EACH_MOST):
        held.keep(ONE, str(number), "more", lambda: gone.append("shift"))
    assert gone == ["replaced", "oldest"]
    held.drop(ONE)
    assert gone[2:] == ["shift"] * EACH_MOST
    assert held.of(ONE, "1", str) is None
    assert held.of(OTHER, "kept", str) == "thing"
    held.close()
    assert held.of(OTHER, "kept", str) is None
