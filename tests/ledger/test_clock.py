"""The hybrid clock: it never goes back, and nobody drags it along."""

from hypothesis import given
from hypothesis import strategies as st

from lanyard.ledger.clock import AHEAD_MAX_MS, HybridClock, hlc_ms

TIMES = st.integers(0, 2**42)
STEPS = st.lists(st.tuples(st.booleans(), TIMES, st.integers(0, 2**59)), max_size=30)


@given(STEPS, TIMES)
def test_a_stamp_far_ahead_does_not_move_the_clock(steps: list[tuple[bool, int, int]], now: int) -> None:
    clock = HybridClock()
    for _, time, _ in steps:
        clock.stamp(time)
    before = clock.last
    assert not clock.witness(now + AHEAD_MAX_MS + 1 << 16, now)
    assert clock.last == before


@given(STEPS)
def test_stamps_only_grow_and_never_lag_behind_time(steps: list[tuple[bool, int, int]]) -> None:
    clock = HybridClock()
    for is_stamp, now, hlc in steps:
        before = clock.last
        if is_stamp:
            stamp = clock.stamp(now)
            assert stamp > before
            assert hlc_ms(stamp) >= now
        elif clock.witness(hlc, now):
            assert clock.last == max(before, hlc)


@given(TIMES, st.integers(0, AHEAD_MAX_MS))
def test_after_witnessing_the_next_stamp_is_later_than_what_was_seen(now: int, ahead: int) -> None:
    clock = HybridClock()
    seen = now + ahead << 16 | 9
    assert clock.witness(seen, now)
    assert clock.stamp(now) > seen


def test_a_clock_goes_on_from_where_it_was() -> None:
    assert HybridClock(5 << 16 | 3).stamp(1) == 5 << 16 | 4
