"""What the commands share: which folder, how it is unlocked, how an answer is printed."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lanyard.crypto.shares import join
from lanyard.desk.node import TRAINING_FILE, Node
from lanyard.store.errors import StoreError
from lanyard.store.socket import call

HOME = Path(os.environ.get("LANYARD_HOME", Path(__file__).resolve().parents[4]))
DEMO_FOLDER = HOME / "var" / "demo"
FOLDER_VARIABLE = "LANYARD_FOLDER"
PASSPHRASE_VARIABLE = "LANYARD_PASSPHRASE_FILE"
SHARES_VARIABLE = "LANYARD_SHARES_FILE"

out = Console()
err = Console(stderr=True)


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Every command that reads a site takes `--folder`, and `--json` for programs."""
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(os.environ.get(FOLDER_VARIABLE, DEMO_FOLDER)),
        help=f"the site's folder (else ${FOLDER_VARIABLE}, else the demo's: var/demo)",
    )
    add_json(parser)


def add_json(parser: argparse.ArgumentParser) -> None:
    """`--json`: one JSON object as the last line, nothing else on standard output."""
    parser.add_argument("--json", action="store_true", help="answer in JSON, for programs")


def passphrase_of(folder: Path) -> str:
    """The passphrase: a training folder's is written in it; else from the file named in the environment, else asked."""
    training = folder / TRAINING_FILE
    if training.exists():
        return training.read_text().strip()
    named = os.environ.get(PASSPHRASE_VARIABLE)
    if named:
        return Path(named).read_text().rstrip("\n")
    return getpass.getpass(f"Passphrase of {folder}: ")


def open_node(folder: Path) -> Node:
    """Open a site with its passphrase, or with two recovery shares where a file of them is named."""
    secret = _from_shares()
    return Node.open(folder, None if secret else passphrase_of(folder), secret=secret)


def _from_shares() -> bytes | None:
    """The secret that two recovery shares make, or nothing if no file is named. Raises Unopened for shares that do not."""
    named = os.environ.get(SHARES_VARIABLE)
    if not named:
        return None
    lines = [line for line in Path(named).read_text().splitlines() if line.strip()]
    return join(*(bytes.fromhex(line.replace(" ", "")) for line in lines[:2]))


def on_node(folder: Path, command: str, run: Callable[[Node], Any], **arguments: Any) -> Any:
    """Run on the folder: by the server if one runs, else by opening it here."""
    try:
        return call(folder, command, **arguments)
    except StoreError as error:
        if error.code != "server-not-running":
            raise
    with open_node(folder) as node:
        return run(node)


def answer_json(value: Any) -> None:
    """One line of JSON."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, sort_keys=False) + "\n")
    sys.stdout.flush()


def bar(title: str, *, hidden: bool = False) -> Progress:
    """A progress bar on standard error; nothing where that is no terminal."""
    return Progress(
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err,
        disable=hidden or not sys.stderr.isatty(),
        transient=True,
    )
