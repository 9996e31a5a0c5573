"""Kills the server with signal 9 again and again while clients write, and counts what was acknowledged and is gone.

Beside it, in the same run, a control that acknowledges before anything is kept: it has to lose, or the bench would
prove nothing. Exit status 1 where something was lost, a fault was found, or the control lost nothing.
"""

from typing import Any, Final, NamedTuple

from bench.measuring import Machine, answer, parser
from tests.crash.kill_cycles import Result, run

WRITERS: Final = 8


class Size(NamedTuple):
    """How many cycles, and how many of the control."""

    cycles: int
    control: int


FULL: Final = Size(1000, 50)
QUICK: Final = Size(3, 3)


def measure(size: Size, seed: int) -> dict[str, Any]:
    """Ours, then the control."""
    ours = run(size.cycles, writers=WRITERS, seed=seed)
    control = run(size.control, writers=WRITERS, seed=seed, early=True)
    return {
        **ours._asdict(),
        "writers": WRITERS,
        "control_cycles": control.cycles,
        "control_acknowledged": control.acknowledged,
        "control_lost": control.lost,
        "passed": sound(ours) and control.lost > 0,
        "seed": seed,
    }


def sound(found: Result) -> bool:
    """Was something acknowledged, and nothing of it lost, no key lost or given to two people, no fault found?"""
    return found.acknowledged > 0 and (found.lost, found.keys_lost, found.keys_shared, found.faults) == (0, 0, 0, [])


def main() -> None:
    """Measure, print, and fail if it did not hold."""
    said = parser(__doc__ or "").parse_args()
    on = Machine()
    found = measure(QUICK if said.quick else FULL, said.seed)
    answer("kill", {**found, "quick": said.quick}, on, said)
    raise SystemExit(not found["passed"])


if __name__ == "__main__":
    main()
