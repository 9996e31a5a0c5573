"""Replays the published days for all 9,000 people, and beside it for a tenth of them: seconds, memory, entries.

What a tenth takes is measured before and after, each in a process of its own, so that growth with the number of
people shows: `per_entry_vs_tenth` is 1 where an entry costs the same at either scale.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from bench.measuring import HOME, SCRATCH, Machine, answer, parser

TENTH: Final = 0.1
TAKEN: Final = ("people", "entries", "unaccounted", "contradictions", "seconds", "peak_mb")


def measure(scale: float, seed: int) -> dict[str, Any]:
    """A tenth, the whole, a tenth."""
    before, whole, after = replay(TENTH, seed), replay(scale, seed), replay(TENTH, seed)
    tenth = statistics.mean((before["seconds"], after["seconds"]))
    return {
        **{name: whole[name] for name in TAKEN},
        "entries_per_second": round(whole["entries"] / whole["seconds"]),
        "tenth_seconds": [before["seconds"], after["seconds"]],
        "tenth_peak_mb": [before["peak_mb"], after["peak_mb"]],
        "tenth_entries": before["entries"],
        "per_entry_vs_tenth": round(whole["seconds"] / whole["entries"] / (tenth / before["entries"]), 2),
        "scale": scale,
        "seed": seed,
    }


def replay(scale: float, seed: int) -> dict[str, Any]:
    """One replay into a folder that is deleted again: what the command itself answers."""
    SCRATCH.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=SCRATCH, prefix="bench-") as parent:
        words = ["--scale", str(scale), "--seed", str(seed), "--folder", str(Path(parent) / "demo"), "--once", "--json"]
        done = subprocess.run(
            [sys.executable, "-m", "lanyard.web", "demo", *words],
            cwd=HOME,
            env={**os.environ, "PYTHONPATH": str(HOME / "src")},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure and print."""
    said = parser(__doc__ or "").parse_args()
    on = Machine()
    found = measure(TENTH if said.quick else 1.0, said.seed)
    answer("demo", {**found, "quick": said.quick}, on, said)


if __name__ == "__main__":
    main()
