"""Print the roll: everyone is somewhere, and what does not balance is shown first, by name.

JSON: at, people, unaccounted, contradictions, duties_overdue, in_error, sites {letters: {place: people}}, equations
[{name, site, left, right, gap}], gaps [{what, site, number, names, of, last_responsible, since}], contradicting
[{rule, about, entries}], overdue [{code, about, owed_by, due, red}], waits {safety_check, glance, triage, call_to_triage: {people,
median_s, p90_s, worst_s, waiting, longest_s}}, areas {code: people}, balanced, seen_elsewhere [{about, seen_at, since,
by, recorded, of}], breaches [{rule, number, names}], not_here {notices [{code, detail}], missing and forks [{chain,
first, last}], unread, waiting, quarantined}: while anything is not here the books are never called balanced.
"""

import argparse
from datetime import UTC, datetime
from typing import Any

from lanyard.desk.node import Node
from lanyard.web.commands.common import add_folder, answer_json, on_node, out
from lanyard.web.roll_json import roll_json
from lanyard.web.roll_page import print_roll


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    add_folder(parser)
    parser.add_argument(
        "--at",
        type=_moment,
        help="judge what is due as of this moment (ISO 8601, UTC); else as of the last entry in a training folder, else now",
    )


def _moment(text: str) -> str:
    """A moment as it was typed, if it can be one."""
    datetime.fromisoformat(text)
    return text


def roll_of(node: Node, at: str | None = None) -> dict[str, Any]:
    """The roll of a node as JSON has it."""
    return roll_json(node.roll(moment(node, at)))


def moment(node: Node, at: str | None) -> int:
    """The moment by which duties are judged: as said; else of the newest entry on a training site, else now (ms UTC)."""
    if at is not None:
        said = datetime.fromisoformat(at)
        return int((said if said.tzinfo else said.replace(tzinfo=UTC)).timestamp() * 1000)
    return node.newest_ms() if node.training else node.now_ms()


def run(said: argparse.Namespace) -> int:
    """Print it."""
    answer = on_node(said.folder, "roll", lambda node: roll_of(node, said.at), at=said.at)
    if said.json:
        answer_json(answer)
    else:
        print_roll(answer, out)
    return 0
