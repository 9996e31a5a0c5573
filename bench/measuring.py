"""What the benches share: rates and ratios over interleaved slices, nothing discarded; the machine; the file of results."""

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

HOME: Final = Path(__file__).resolve().parents[1]
RESULTS: Final = HOME / "bench" / "results"
SCRATCH: Final = HOME / "var"
PACKAGES: Final = ("pynacl", "cryptography", "cbrrr", "sqlcipher3", "eventsourcing", "apsw", "typst", "segno")


class Figures:
    """Values by name, one for each round; what is reported is their median and their 5–95 % range."""

    def __init__(self) -> None:
        self.values: dict[str, list[float]] = defaultdict(list)

    def add(self, **values: float) -> None:
        """One round's values."""
        for name, value in values.items():
            self.values[name].append(value)

    def median(self, name: str) -> float:
        """The middle of what was measured."""
        return statistics.median(self.values[name])

    def report(self, digits: dict[str, int]) -> dict[str, Any]:
        """Each figure that is named, and its range, rounded to so many digits."""
        found: dict[str, Any] = {}
        for name, places in digits.items():
            low, high = quantile(self.values[name], 0.05), quantile(self.values[name], 0.95)
            found[name] = rounded(self.median(name), places)
            found[f"{name}_range"] = [rounded(low, places), rounded(high, places)]
        return found


def quantile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies, between the two that are nearest."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def rounded(value: float, places: int) -> float | int:
    """The value with so many digits after the point; none makes it a whole number."""
    return round(value, places) if places else round(value)


def rate(count: int, work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """How many a second: `count` of them are done by `work`."""
    begun = clock()
    work()
    return count / (clock() - begun)


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this thread on one core, where the system can do that."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


class Machine:
    """The machine as it names itself, and how busy it was with other things from the making of this until `said`."""

    def __init__(self) -> None:
        self._load = os.getloadavg()[0]
        self._wall, self._own, self._all = time.monotonic(), _own_seconds(), _busy_seconds()

    def said(self) -> dict[str, Any]:
        """What goes into every result.

        `load_before` is the 1-minute load average, `others_busy` how many cores all that is not the bench kept busy
        while it ran, the work done for it in the kernel's own threads included.
        """
        own, busy = _own_seconds() - self._own, _busy_seconds() - self._all
        return {
            "cpu": _cpu(),
            "cores": os.cpu_count(),
            "kernel": platform.release(),
            "python": platform.python_version(),
            "sqlite": dbapi2.sqlite_version,
            "load_before": round(self._load, 2),
            "others_busy": round(max(0.0, busy - own) / (time.monotonic() - self._wall), 2),
        }


def _own_seconds() -> float:
    """Seconds of processor time of this process and of those of its children that have ended."""
    return sum(os.times()[:4])


def _busy_seconds() -> float:
    """Seconds that all cores together have worked, or were held up by the host, since the machine started."""
    columns = _read("/proc/stat").partition("\n")[0].split()[1:]
    counted = [int(column) for column in columns]
    return (sum(counted[:3]) + sum(counted[5:8])) / os.sysconf("SC_CLK_TCK")


def _cpu() -> str:
    lines = [line for line in _read("/proc/cpuinfo").splitlines() if line.startswith("model name")]
    return lines[0].partition(":")[2].strip() if lines else platform.processor()


def versions() -> dict[str, str | None]:
    """The libraries that the figures depend on; nothing for one that is not here, as `cbrrr` where no compiler is."""
    return {name: _version(name) for name in PACKAGES}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def parser(description: str) -> argparse.ArgumentParser:
    """The words that every bench takes."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--json", action="store_true", help="one JSON object as the last line")
    made.add_argument("--seed", type=int, default=2019, help="another seed draws other people and moments")
    made.add_argument(
        "--quick", action="store_true", help="a few seconds, to see that it runs; its figures mean little"
    )
    made.add_argument("--keep", action="store_true", help="write the figures to bench/results, to be committed")
    return made


def answer(name: str, found: dict[str, Any], on: Machine, said: argparse.Namespace) -> None:
    """Print what was found, for a program or a person; write it to the folder of results if it is to be kept."""
    whole = {**found, "machine": on.said(), "versions": versions(), "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"}
    if said.keep:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{name}.json").write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")
    if said.json:
        sys.stdout.write(json.dumps(whole) + "\n")
        return
    for key, value in whole.items():
        if not key.endswith("_range"):
            spread = whole.get(f"{key}_range")
            print(f"{key:34} {value}" + (f"   (5–95 %: {spread[0]} to {spread[1]})" if spread else ""))
