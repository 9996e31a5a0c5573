"""Plays a story into a node: tablets seal and send in batches, the office records, and what came of it is read back."""

import resource
import shutil
import time
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from lanyard.desk.node import TRAINING_FILE, TRAINING_PASSPHRASE, Node
from lanyard.exchange.receive import Receiver
from lanyard.exchange.verifier import Elsewhere, Signatures
from lanyard.floorplan import KINDS
from lanyard.store.errors import StoreError
from lanyard.web.commands.common import bar, out
from lanyard.web.demo import figures
from lanyard.web.demo.days import Story
from lanyard.web.demo.measured import measure
from lanyard.web.demo.plan import POINT, site_plan
from lanyard.web.demo.player import Player
from lanyard.web.demo.story import show, show_way, words
from lanyard.web.demo.times import END, HOUR, START
from lanyard.web.roll_json import roll_json

SPARE_TAGS: Final = 100


def run(folder: Path, scale: float, plant: bool, seed: int, quiet: bool) -> dict[str, Any]:
    """Replay the days into a new training folder, and say what came of it (the keys stand in the command's help).

    `scale` is the share of people, from 1 down to 0.1. `quiet` prints nothing.

    Raises:
        StoreError: `folder-exists` if there is something in the folder that no demo made.
        ValueError: a scale that is not told.
    """
    started = time.perf_counter()
    one_in = figures.one_in(scale)
    _make_room(folder)
    # The second process first: the system counts against it whatever this one holds when it starts.
    with (
        closing(Elsewhere()) as signatures,
        Node.create(folder, TRAINING_PASSPHRASE, site_plan(one_in), START, training=True) as node,
    ):
        story = Story(one_in, seed, plant=plant, printed=node.tags.print(POINT, tags_for(one_in)))
        player = Player(node, story)
        _play(player, signatures, quiet=quiet)
        roll = roll_json(node.roll(END))
        with node.look() as look:
            entries = look.counts()["entries"]
        if not quiet:
            show(out, roll, measure(story))
            show_way(out, node, player.hero.tag, player.beside)
    return _answer(story, player, roll, entries, time.perf_counter() - started)


def tags_for(one_in: int) -> int:
    """How many tags are printed: one for each who comes out, and some to spare for those who walk in, are born, lose theirs."""
    return figures.out(one_in) * 103 // 100 + SPARE_TAGS


def _make_room(folder: Path) -> None:
    """Delete what an earlier demo left; anything else is left alone."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / TRAINING_FILE).exists():
        raise StoreError("folder-exists", str(folder))
    shutil.rmtree(folder)


def _play(player: Player, signatures: Signatures, *, quiet: bool) -> None:
    title = words()["demo"]["title"].format(one_in=player.story.scale)
    with bar(title, hidden=quiet) as progress:
        task = progress.add_task(title, total=(END - START) // HOUR)
        receiver = Receiver(player.node, signatures)
        for answer in receiver.receive_all(player.batches(lambda hours: progress.update(task, completed=hours)), END):
            assert not answer.quarantined, "a demo's tablets send nothing that is refused"


def _answer(story: Story, player: Player, roll: dict[str, Any], entries: int, seconds: float) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "people": roll["people"],
        "entries": entries,
        "unaccounted": roll["unaccounted"],
        "contradictions": roll["contradictions"],
        "seconds": round(seconds, 1),
        "peak_mb": _peak_mb(),
        "kinds_missing": sorted(KINDS.keys() - player.kinds),
        "items_unexplained": None,
        "duties_overdue": roll["duties_overdue"],
    }
    if story.gaps is not None:
        answer["planted"] = story.gaps.planted.names()
        answer["named"] = named(roll)
    return {**answer, "roll": roll}


def named(roll: dict[str, Any]) -> dict[str, Any]:
    """What the roll names: every gap with its people, every contradiction, every vehicle of which no word came."""
    return {
        "gaps": [{key: gap[key] for key in ("what", "number", "names", "of")} for gap in roll["gaps"]],
        "contradicting": [one["about"] for one in roll["contradicting"]],
        "silent": [one["about"] for one in roll["overdue"] if one["code"] == "word_from_vehicle"],
    }


def _peak_mb() -> int:
    """The most memory that this process and its largest child have held, in MB."""
    kib = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return kib // 1024
