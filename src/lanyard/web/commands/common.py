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

from lanyard.crypto import shares
from lanyard.crypto.errors import Unopened
from lanyard.desk.node import TRAINING_FILE, Node
from lanyard.store.errors import StoreError
from lanyard.store.folder import secret_of
from lanyard.store.socket import call

HOME = Path(os.environ.get("LANYARD_HOME", Path(__file__).resolve().parents[4]))
DEMO_FOLDER = HOME / "var" / "demo"
FOLDER_VARIABLE = "LANYARD_FOLDER"
PASSPHRASE_VARIABLE = "LANYARD_PASSPHRASE_FILE"
FORMAT_FILE = "format"
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


def read_text(path: Path) -> str:
    """A small file that somebody named. Raises StoreError `file-not-read`."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError("file-not-read", path) from error


def ask_passphrase(prompt: str) -> str:
    """What somebody types unseen. Raises StoreError `no-passphrase` where nobody can be asked."""
    try:
        return getpass.getpass(prompt)
    except EOFError as error:
        raise StoreError("no-passphrase", prompt.strip(" :")) from error


def passphrase_of(folder: Path) -> str:
    """The passphrase: a training folder's is written in it; else from the file named in the environment, else asked."""
    if not (folder / FORMAT_FILE).exists():
        raise StoreError("not-a-folder", folder)
    training = folder / TRAINING_FILE
    if training.exists():
        return read_text(training).strip()
    named = os.environ.get(PASSPHRASE_VARIABLE)
    return read_text(Path(named)).rstrip("\r\n") if named else ask_passphrase(f"Passphrase of {folder}: ")


def unlocked(folder: Path) -> bytes:
    """The site's secret: by two recovery shares where a file of them is named, else by its passphrase.

    Raises:
        StoreError: `shares-wrong`, and as `Folder.open`.
    """
    named = os.environ.get(SHARES_VARIABLE)
    if named:
        return secret_of(folder, None, joined(read_text(Path(named))))
    return secret_of(folder, passphrase_of(folder))


def joined(text: str) -> bytes:
    """The secret that the first two sound shares of a text make, a line each. Raises StoreError `shares-wrong`."""
    sound, wrong = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                share = bytes.fromhex(line)
                shares.check(share)
                sound.append(share)
            except (ValueError, Unopened):
                wrong.append(str(number))
    if len(sound) < 2:
        raise StoreError("shares-wrong", f"line {', '.join(wrong)} is mistyped" if wrong else f"{len(sound)} of 2")
    try:
        return shares.join(*sound[:2])
    except Unopened as error:
        raise StoreError("shares-wrong", error.code) from error


def open_node(folder: Path) -> Node:
    """Open a site; see `unlocked`."""
    return Node.open(folder, secret=unlocked(folder))


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
