"""Cuts the power after every step that the writer asks of the disk, and counts what is left of what it acknowledged.

The same runs are made with fewer syncs as a control: they have to lose, or the bench would prove nothing. Exit status
1 where ours lost or damaged anything, or a control nothing.
"""

import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final, NamedTuple

from bench.measuring import SCRATCH, Machine, answer, parser
from tests.crash.power_cuts import explore

MEMORY: Final = Path("/dev/shm")
CONTROLS: Final = {"normal": "NORMAL", "off": "OFF"}


class Size(NamedTuple):
    """How many runs of how many groups of entries, and how many disks a cut after one step may leave."""

    runs: int
    groups: int
    per_step: int


FULL: Final = Size(4, 60, 8)
QUICK: Final = Size(1, 8, 2)
CONTROL: Final = Size(1, 12, 4)


def measure(size: Size, seed: int) -> dict[str, Any]:
    """Ours over all runs, each with a seed of its own; then the controls."""
    begun = time.monotonic()
    ours: Counter[str] = Counter()
    for number in range(size.runs):
        ours += cuts("FULL", size, seed + number)
    controls = {name: cuts(synchronous, CONTROL, seed) for name, synchronous in CONTROLS.items()}
    found: dict[str, Any] = {"cuts": ours.total(), "lost": ours["lost"], "corrupt": ours["corrupt"]}
    for name, control in controls.items():
        found |= {f"{name}_{what}": control[what] for what in ("lost", "corrupt")} | {f"{name}_cuts": control.total()}
    held = (ours["lost"], ours["corrupt"]) == (0, 0) and ours.total() > 0
    passed = held and all(control["lost"] + control["corrupt"] > 0 for control in controls.values())
    return {**found, "passed": passed, "runs": size.runs, "seed": seed, "seconds": round(time.monotonic() - begun, 1)}


def cuts(synchronous: str, size: Size, seed: int) -> Counter[str]:
    """All power cuts of one run with these syncs; thousands of disks pass through, so in memory where there is one."""
    SCRATCH.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else SCRATCH, prefix="lanyard-") as folder:
        return explore(Path(folder), synchronous, groups=size.groups, per_step=size.per_step, seed=seed)


def main() -> None:
    """Measure, print, and fail if it did not hold."""
    said = parser(__doc__ or "").parse_args()
    on = Machine()
    found = measure(QUICK if said.quick else FULL, said.seed)
    answer("powercut", {**found, "quick": said.quick}, on, said)
    raise SystemExit(not found["passed"])


if __name__ == "__main__":
    main()
