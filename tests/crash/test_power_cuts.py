"""No power cut loses what was acknowledged or damages the file; weaker settings do, or this would prove nothing."""

from pathlib import Path

import pytest

from tests.crash.power_cuts import DATABASE, WAL, explore, record
from tests.crash.recording_vfs import Sync


def test_with_full_syncs_no_power_cut_loses_or_damages_anything(shared_memory: Path) -> None:
    found = explore(shared_memory, "FULL", groups=12, per_step=4)
    assert found.total() >= 500
    assert (found["lost"], found["corrupt"]) == (0, 0), found


def test_the_explored_runs_copy_their_log_into_the_file_and_begin_it_anew(shared_memory: Path) -> None:
    history = record(shared_memory, "FULL", groups=12)
    synced = [step.file for step in history.steps if isinstance(step, Sync)]
    assert synced.count(DATABASE) >= 3
    assert synced.count(WAL) >= 12


def test_control_normal_syncs_lose_acknowledged_entries(shared_memory: Path) -> None:
    found = explore(shared_memory, "NORMAL", groups=12, per_step=3)
    assert found["lost"] > 0, found


def test_control_no_syncs_lose_or_damage(shared_memory: Path) -> None:
    found = explore(shared_memory, "OFF", groups=12, per_step=4)
    assert found["lost"] + found["corrupt"] > 0, found


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_with_full_syncs_nothing_is_lost_in_many_more_power_cuts(shared_memory: Path, seed: int) -> None:
    found = explore(shared_memory, "FULL", groups=60, per_step=8, seed=seed)
    assert found.total() >= 5_000
    assert (found["lost"], found["corrupt"]) == (0, 0), found
