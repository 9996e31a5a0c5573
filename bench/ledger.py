"""Measures the ledger: syncs of a group, group commit, ingest, replay; limits and peers beside them in the same run.

Slices of all measurements take turns; nothing is discarded; each figure is the median of its rounds, with the range
from 5 to 95 %. What each figure means, and what is not measured, is in bench/README.md.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from bench.corpus import Corpus
from bench.group_commit import GroupCommit
from bench.intake import Intake
from bench.measuring import SCRATCH, Figures, Machine, answer, parser
from bench.replay import Replay
from bench.sync_shim import SyncShim

FIGURES: Final = {
    "syncs_per_group": 3,
    "syncs_per_group_with_checkpoints": 3,
    "group_commit_16": 2,
    "group_commit_64": 2,
    "bare_syncs_per_second_with_4_ms": 0,
    "bare_syncs_per_second_of_this_disk": 0,
    "ingest_per_second": 0,
    "ingest_per_second_two_cores": 0,
    "verifications_per_second": 0,
    "ingest_ratio": 3,
    "replay_per_second_per_core": 0,
    "eventsourcing_replay_per_second": 0,
    "replay_vs_eventsourcing": 2,
    "replay_from_memory_per_second_per_core": 0,
    "eventsourcing_bare_replay_per_second": 0,
    "replay_vs_eventsourcing_bare": 2,
}
GOALS: Final = {
    "syncs_per_group": 1.0,
    "group_commit_16": 6.0,
    "group_commit_64": 20.0,
    "ingest_per_second": 5_000,
    "ingest_ratio": 0.75,
    "replay_per_second_per_core": 25_000,
    "replay_vs_eventsourcing": 1.5,
}


class Size(NamedTuple):
    """How much is measured: rounds, entries of the corpus, into how many slices it is cut, seconds of a commit slice."""

    rounds: int
    entries: int
    slices: int
    seconds: float


FULL: Final = Size(15, 60_000, 3, 0.8)
QUICK: Final = Size(2, 1_500, 2, 0.1)


@contextmanager
def measures(folder: Path, size: Size, seed: int) -> Iterator[list[Any]]:
    """What is to be measured in turn."""
    with ExitStack() as stack:
        shim = stack.enter_context(SyncShim())
        commit = GroupCommit(folder, shim, size.seconds)
        stack.callback(commit.close)
        corpus = Corpus(folder / "corpus", size.entries, seed)
        intake = Intake(corpus, folder, size.slices)
        stack.callback(intake.close)
        replay = Replay(corpus, folder, size.slices)
        stack.callback(replay.close)
        yield [commit, intake, replay]


def measure(size: Size, seed: int) -> dict[str, Any]:
    """Every figure, with the goals beside them."""
    begun = time.monotonic()
    figures = Figures()
    SCRATCH.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=SCRATCH, prefix="bench-") as folder,
        measures(Path(folder), size, seed) as turns,
    ):
        for _ in range(size.rounds):
            for turn in turns:
                turn.slice(figures)
    found = figures.report(FIGURES)
    missed = [name for name, goal in GOALS.items() if not reached(name, found[name], goal)]
    run = {"rounds": size.rounds, "corpus_entries": size.entries, "seed": seed}
    return {**found, "goals": GOALS, "missed": missed, **run, "seconds": round(time.monotonic() - begun, 1)}


def reached(name: str, figure: float, goal: float) -> bool:
    """Is it as good as it should be? Of syncs there should be no more, of all else no less."""
    return figure <= goal if name == "syncs_per_group" else figure >= goal


def main() -> None:
    """Measure and print."""
    said = parser(__doc__ or "").parse_args()
    on = Machine()
    found = measure(QUICK if said.quick else FULL, said.seed)
    answer("ledger", {**found, "quick": said.quick}, on, said)


if __name__ == "__main__":
    main()
