"""Check a folder: every page, entry, signature, chain, end and blob, and the trail of who looked.

JSON: ok, entries, signatures, blobs (how many were looked at), seconds, known_gaps (ranges that a receipt already
says have not come), unreadable (entries that are as they were signed, yet say nothing here, and why), problems: a list
of {code, what, words}; `what` names the entry, the pages or the missing range.
The exit status is 0 only if ok. The folder is only read; a server may run meanwhile.
"""

import argparse
import time

from rich.markup import escape

from lanyard.exchange.audit import audit
from lanyard.exchange.verifier import Elsewhere
from lanyard.web.commands.common import add_folder, answer_json, bar, out, unlocked


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    add_folder(parser)


def run(said: argparse.Namespace) -> int:
    """Check, and say what is wrong."""
    secret = unlocked(said.folder)
    begun = time.perf_counter()
    with Elsewhere() as elsewhere, bar("entries checked", hidden=said.json) as progress:
        task = progress.add_task("", total=None)
        found = audit(said.folder, None, elsewhere, lambda done: progress.update(task, completed=done), secret=secret)
    answer = {
        "ok": not found.problems,
        "entries": found.entries,
        "signatures": found.signatures,
        "blobs": found.blobs,
        "seconds": round(time.perf_counter() - begun, 2),
        "known_gaps": found.known_gaps,
        "unreadable": found.unreadable,
        "problems": [problem._asdict() for problem in found.problems],
    }
    if said.json:
        answer_json(answer)
        return 0 if answer["ok"] else 1
    out.print(
        f"{found.entries} entries, {found.signatures} signatures and {found.blobs} blobs checked.", highlight=False
    )
    for problem in found.problems:
        out.print(f"[bold red]{problem.code}[/] {escape(problem.what)}\n  {escape(problem.words)}", highlight=False)
    out.print(
        "[bold green]Everything is as it was written.[/]"
        if answer["ok"]
        else "[bold red]Not everything is as it was written.[/]"
    )
    return 0 if answer["ok"] else 1
