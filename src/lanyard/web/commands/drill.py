"""Practise what must work on the worst day: make the site again from its backup, check it, and say what would be lost.

`drill restore BACKUP` makes a folder beside nothing of the site's own, verifies every entry, signature, key and file,
reads the views anew, compares with the site's own folder where that is there, and takes the folder away again.
With `--into FOLDER` it is the restore itself: the folder stays, and its office goes on with a new chain.

JSON: ok, since (UTC: nothing that the site held then is missing), entries, files, lost (entries of the site's folder
that the backup does not have yet; null where there is no such folder), unread, problems [{code, what, words}], people,
seconds, folder (null unless it stays). The exit status is 0 only if ok.
"""

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.markup import escape

from lanyard.desk.node import Node
from lanyard.desk.restoring import restore_site
from lanyard.exchange.audit import audit
from lanyard.exchange.verifier import Elsewhere
from lanyard.store.cipher import connect
from lanyard.store.errors import StoreError
from lanyard.store.folder import LEDGER, follow
from lanyard.store.ledger_file import LedgerFile
from lanyard.web.commands.backup import utc
from lanyard.web.commands.common import add_folder, answer_json, bar, out, unlocked


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("what", choices=["restore"], help="what is practised")
    parser.add_argument("backup", type=Path, help="the backup's folder")
    parser.add_argument("--into", type=Path, help="keep what is made: a folder where nothing is yet")
    add_folder(parser)


def run(said: argparse.Namespace) -> int:
    """Practise, and say how it went."""
    secret = unlocked(said.backup)
    begun = time.perf_counter()
    if said.into:
        answer = _drill(said, said.into, secret)
        answer["folder"] = str(said.into)
    else:
        with tempfile.TemporaryDirectory(dir=said.backup, prefix="drill-") as scratch:
            answer = _drill(said, Path(scratch) / "site", secret)
    answer["seconds"] = round(time.perf_counter() - begun, 2)
    if said.json:
        answer_json(answer)
    else:
        _tell(answer)
    return 0 if answer["ok"] else 1


def _drill(said: argparse.Namespace, into: Path, secret: bytes) -> dict[str, Any]:
    made = restore_site(said.backup, into, secret)
    with Node.open(into, secret=secret) as node:
        roll = node.roll(made.at_ms)
        with node.look() as look:
            counts = look.counts()
    with Elsewhere() as elsewhere, bar("entries checked", hidden=said.json) as progress:
        task = progress.add_task("", total=None)
        found = audit(into, None, elsewhere, lambda done: progress.update(task, completed=done), secret=secret)
    return {
        "ok": not found.problems,
        "since": utc(made.at_ms),
        "entries": made.entries,
        "files": found.blobs,
        "lost": _not_yet_copied(said.folder, secret, made.entries),
        "unread": counts["unread"],
        "problems": [problem._asdict() for problem in found.problems],
        "people": roll.people,
        "folder": None,
    }


def _not_yet_copied(folder: Path, secret: bytes, entries: int) -> int | None:
    """How many entries the site's own folder holds that were not made again; nothing where the folder is not there."""
    try:
        own = connect(folder / LEDGER, follow(secret, f"file/{LEDGER}"), read_only=True)
    except StoreError:
        return None
    try:
        return LedgerFile(own).last() - entries
    finally:
        own.close()


def _tell(answer: dict[str, Any]) -> None:
    out.print(
        f"{answer['entries']} entries and {answer['files']} files were made again, and every signature was checked:"
        f" {answer['people']} people on the roll.",
        highlight=False,
    )
    for problem in answer["problems"]:
        out.print(f"[bold red]{problem['code']}[/] {escape(problem['what'])}\n  {escape(problem['words'])}")
    if answer["lost"]:
        out.print(f"{answer['lost']} entries of the site's own folder are newer than the backup.", highlight=False)
    if answer["folder"]:
        out.print(f"The site is in {escape(answer['folder'])}. Its office goes on with a new chain.", highlight=False)
    if answer["ok"]:
        out.print(f"[bold]Nothing lost since {answer['since']}.[/] It took {answer['seconds']} s.", highlight=False)
