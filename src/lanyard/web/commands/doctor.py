"""Look at clock, disk, database, keys, certificates, printers and backup, and say what to do before the day begins.

JSON: ok (nothing is bad), findings: a list of {about, code, state, detail, words}; state is well, watch or bad.
The exit status is 0 unless something is bad. A server may run meanwhile.
"""

import argparse
import os
import time
from pathlib import Path
from typing import Any

from rich.markup import escape

from lanyard.desk.node import Node
from lanyard.store.backup import STATE
from lanyard.store.errors import StoreError
from lanyard.web.commands.common import add_folder, answer_json, on_node, out
from lanyard.web.doctor.findings import Finding, State
from lanyard.web.doctor.machine import look_at_machine
from lanyard.web.doctor.site import backup_age, look_at_site

BACKUP_VARIABLE = "LANYARD_BACKUP"
SHOWN = {State.WELL: "[green]well [/]", State.WATCH: "[bold yellow]watch[/]", State.BAD: "[bold red]bad  [/]"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    add_folder(parser)
    parser.add_argument(
        "--backup",
        type=Path,
        default=os.environ.get(BACKUP_VARIABLE),
        help=f"the backup's folder (else ${BACKUP_VARIABLE})",
    )


def examine(node: Node) -> list[list[str]]:
    """What is found in an open site, as plain values."""
    return [[*finding[:2], finding.state.value, finding.detail] for finding in look_at_site(node)]


def run(said: argparse.Namespace) -> int:
    """Look, and say how it is."""
    findings = list(look_at_machine(said.folder)) if said.folder.is_dir() else []
    try:
        rows = on_node(said.folder, "doctor", examine)
        findings += [Finding(about, code, State(state), detail) for about, code, state, detail in rows]
    except StoreError as error:
        findings.append(Finding("folder", "folder-refused", State.BAD, str(error)))
    findings += _backup(said.folder, said.backup and Path(said.backup))
    ok = all(finding.state is not State.BAD for finding in findings)
    if said.json:
        answer_json({"ok": ok, "findings": [_plain(finding) for finding in findings]})
    else:
        for finding in findings:
            out.print(f"{SHOWN[finding.state]}  {finding.about:<13}{escape(finding.words)}", highlight=False)
    return 0 if ok else 1


def _backup(folder: Path, target: Path | None) -> list[Finding]:
    """How old the backup is, by when its last round was written down: for that no passphrase is needed."""
    state = target and target / STATE
    if state is None or not state.exists():
        return [backup_age(None, 0)]
    found = [backup_age(int(state.stat().st_mtime * 1000), time.time_ns() // 1_000_000)]
    if folder.is_dir() and state.stat().st_dev == folder.stat().st_dev:
        found.append(Finding("backup", "backup-same-disk", State.WATCH))
    return found


def _plain(finding: Finding) -> dict[str, Any]:
    return {**finding._asdict(), "state": finding.state.value, "words": finding.words}
