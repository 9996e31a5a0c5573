"""Replay 22–25 February 2019 through the real write path, and show the roll.

Published totals, synthetic people, drawn hours; it says which figure is which. Scale 1:10 unless told otherwise. The
folder (var/demo) is made anew each time and belongs to a training site. Afterwards the office is served, with one
sign-in per role, unless --once. JSON, last line: people, entries, unaccounted (people in that place plus every gap), contradictions, seconds,
peak_mb (all processes), kinds_missing, items_unexplained (null until the station of documents stands),
duties_overdue, roll (as `./lanyard roll --json`). With --plant also planted (what was left out or added on purpose)
and named (what the roll names).
"""

import argparse
from pathlib import Path

from lanyard.access.accounts import Accounts
from lanyard.web.commands.common import DEMO_FOLDER, add_json, answer_json, open_node
from lanyard.web.commands.serve import PORT, serve
from lanyard.web.demo.figures import one_in
from lanyard.web.demo.runner import run as replay
from lanyard.web.demo.staff import hire, print_sign_ins

TENTH = 0.1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument(
        "--folder", type=Path, default=DEMO_FOLDER, help="where (var/demo); an earlier demo there is deleted"
    )
    parser.add_argument("--scale", type=_scale, default=TENTH, help="1 is all 9,000 people; 0.1 unless told otherwise")
    parser.add_argument("--plant", action="store_true", help="leave a few things out on purpose, for the roll to name")
    parser.add_argument("--seed", type=int, default=2019, help="another seed draws other people and hours")
    parser.add_argument("--once", action="store_true", help="stop after the replay instead of serving the office")
    parser.add_argument("--port", type=int, default=PORT, help=f"where to serve afterwards ({PORT})")
    add_json(parser)


def _scale(text: str) -> float:
    """A share of the people that the story is told for."""
    scale = float(text)
    one_in(scale)
    return scale


def run(said: argparse.Namespace) -> int:
    """Replay; then serve unless `--once`."""
    answer = replay(said.folder, said.scale, said.plant, said.seed, said.json)
    if said.json:
        answer_json(answer)
    if not said.once:
        with open_node(said.folder) as node:
            hire(Accounts(node.folder.strongbox))
        print_sign_ins()
        serve(said.folder, said.port, None)
    return 0
