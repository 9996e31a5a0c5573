"""A process killed at any moment loses nothing it has acknowledged; one that acknowledges too early does."""

import pytest

from tests.crash.kill_cycles import run


def test_a_writer_that_answers_before_it_commits_loses_entries() -> None:
    found = run(6, early=True)
    assert found.acknowledged > 0
    assert found.lost > 0, found


def test_kills_lose_nothing_acknowledged() -> None:
    found = run(8)
    assert found.acknowledged > 20, found
    assert (found.lost, found.keys_lost, found.keys_shared, found.faults) == (0, 0, 0, []), found


@pytest.mark.slow
def test_two_hundred_kills_lose_nothing_acknowledged() -> None:
    found = run(200, seed=2)
    assert found.acknowledged > 1_000, found
    assert (found.lost, found.keys_lost, found.keys_shared, found.faults) == (0, 0, 0, []), found
