"""Copy what is new to a backup on a second disk, once; `serve --backup DIR` does so every ten seconds.

The backup is made the first time, and gone on with after that. It holds every entry, file and key, all of it
encrypted with this site's key: the passphrase, or two recovery shares, open it.

JSON: entries, at (UTC), damaged (files whose bytes are not those of their name: they are not copied), same_disk.
"""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.markup import escape

from lanyard.desk.node import Node
from lanyard.store.backup import Backup
from lanyard.web.commands.common import add_folder, answer_json, on_node, out

SAME_DISK = "It lies on the same disk as the site: one broken disk takes both. Use a second one."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("backup", type=Path, help="the backup's folder, on a second disk")
    add_folder(parser)


def back_up(node: Node, backup: str) -> dict[str, Any]:
    """One round, as plain values."""
    copier = Backup(node.folder, Path(backup))
    done = copier.round(node.now_ms())
    return {
        "entries": done.entries,
        "at": utc(done.at_ms),
        "damaged": [str(error) for error in copier.damaged.values()],
        "same_disk": copier.same_disk(),
    }


def utc(ms: int) -> str:
    """A moment as people and programs read it, to the second."""
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def run(said: argparse.Namespace) -> int:
    """Copy, and say what the backup holds now."""
    backup = said.backup.absolute()
    answer = on_node(said.folder, "backup", lambda node: back_up(node, str(backup)), backup=str(backup))
    if said.json:
        answer_json(answer)
    else:
        out.print(f"{answer['entries']} entries are in {escape(str(backup))}, at {answer['at']}.", highlight=False)
        for words in answer["damaged"]:
            out.print(f"[bold red]not copied[/] {escape(words)}", highlight=False)
        if answer["same_disk"]:
            out.print(f"[bold yellow]{SAME_DISK}[/]", highlight=False)
    return 1 if answer["damaged"] else 0
