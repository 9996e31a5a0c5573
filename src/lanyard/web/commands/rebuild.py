"""Build the views again from the ledger, and compare them with the present ones row by row.

JSON: identical, differs (table: how many rows), rows, hash (SHA-256 over all new rows), entries, seconds,
entries_per_second. The new views take the place of the old. The server must not be running.
"""

import argparse

from lanyard.desk.rebuild import rebuild
from lanyard.store.folder import Folder
from lanyard.web.commands.common import add_folder, answer_json, bar, out, unlocked


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    add_folder(parser)


def run(said: argparse.Namespace) -> int:
    """Rebuild and compare."""
    with (
        Folder.open(said.folder, secret=unlocked(said.folder)) as folder,
        bar("entries folded", hidden=said.json) as progress,
    ):
        root = folder.strongbox.get("root")
        assert root is not None, "a folder has a root from its making"
        task = progress.add_task("", total=folder.ledger.last())
        done = rebuild(folder, root, lambda number: progress.update(task, completed=number))
    rate = round(done.entries / done.seconds) if done.seconds else 0
    if said.json:
        answer_json({**done._asdict(), "seconds": round(done.seconds, 2), "entries_per_second": rate})
        return 0 if done.identical else 1
    out.print(f"{done.entries} entries folded into {done.rows} rows, {rate} a second.", highlight=False)
    for table, count in done.differs.items():
        out.print(f"[bold red]{table}[/]: {count} rows were otherwise", highlight=False)
    out.print(
        "[bold green]The views are what the ledger says.[/]" if done.identical else "[bold]The views were put right.[/]"
    )
    return 0 if done.identical else 1
