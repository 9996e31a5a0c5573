"""Cases of a chain's name and of the hybrid clock."""

from typing import Any

from lanyard.ledger.chain import chain_of, genesis
from lanyard.ledger.clock import HybridClock
from vectors.forms import Json, accepted, draw

NOW = 1550822400000
AHEAD = 15 * 60 * 1000


def chain() -> list[Json]:
    """Return chains of different keys, epochs and roots."""
    cases = []
    for name, parts in {
        "one": ("key", "epoch", "root"),
        "another key": ("key 2", "epoch", "root"),
        "another epoch": ("key", "epoch 2", "root"),
        "another root, as in training": ("key", "epoch", "root 2"),
    }.items():
        public, epoch, root = draw(parts[0]), draw(parts[1], 16), draw(parts[2])
        own = chain_of(public, epoch, root)
        given = {"public": public.hex(), "epoch": epoch.hex(), "root": root.hex()}
        cases.append(accepted(name, given, {"chain": own.hex(), "genesis": genesis(own).hex()}))
    return cases


def clock() -> list[Json]:
    """Return what the clock gives, step by step."""
    steps: dict[str, list[list[Any]]] = {
        "time goes on": [["stamp", NOW], ["stamp", NOW + 1], ["stamp", NOW + 5000]],
        "twice in a millisecond": [["stamp", NOW], ["stamp", NOW], ["stamp", NOW]],
        "time goes back": [["stamp", NOW], ["stamp", NOW - 60_000], ["stamp", NOW + 1]],
        "another is ahead": [["stamp", NOW], ["witness", str(NOW + 1000 << 16 | 3), NOW], ["stamp", NOW]],
        "another is behind": [["stamp", NOW], ["witness", str(NOW - 1000 << 16), NOW], ["stamp", NOW]],
        "15 minutes ahead are taken over": [["witness", str(NOW + AHEAD << 16 | 65535), NOW], ["stamp", NOW]],
        "a millisecond more is not": [["witness", str(NOW + AHEAD + 1 << 16), NOW], ["stamp", NOW]],
        "ten years ahead are not": [["witness", str(NOW + 10**11 << 16), NOW], ["stamp", NOW]],
        "a full counter runs on": [["witness", str(NOW << 16 | 65535), NOW], ["stamp", NOW], ["stamp", NOW + 1]],
        "at the beginning of time": [["stamp", 0], ["stamp", 0]],
    }
    return [accepted(name, {"steps": taken}, {"results": run(taken)}) for name, taken in steps.items()]


def run(steps: list[list[Any]]) -> list[Any]:
    """Take the steps on a new clock."""
    own = HybridClock()
    results: list[Any] = []
    for step in steps:
        if step[0] == "stamp":
            results.append(str(own.stamp(step[1])))
        else:
            results.append(own.witness(int(step[1]), step[2]))
    return results
