"""Make a site: an empty folder becomes one, with its keys, its plan and its certificates.

Reads the plan from a TOML file (tables site, area, facility: docs/manual/site-plan.md), asks for a passphrase twice, and prints
two sets of three recovery shares: any two of the first set open the folder when the passphrase is lost (name a file
with two of them, a line each, in $LANYARD_SHARES_FILE); any two of the second are the mission's root. Copy each onto
a paper of its own, give them to different people, and keep none in this machine.
"""

import argparse
import os
import time
from pathlib import Path

from lanyard.crypto import shares
from lanyard.desk.node import Node
from lanyard.desk.plan import SitePlan
from lanyard.store.errors import StoreError
from lanyard.web.commands.common import PASSPHRASE_VARIABLE, ask_passphrase, err, out, read_text

SHORTEST = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("folder", type=Path, help="where; nothing may be there yet")
    parser.add_argument("--plan", type=Path, required=True, help="the site plan, a TOML file")


def run(said: argparse.Namespace) -> int:
    """Make it, and print the shares."""
    try:
        plan = SitePlan.read(read_text(said.plan))
    except ValueError as error:
        raise StoreError("plan-unreadable", f"{said.plan}: {error}") from error
    passphrase = _passphrase()
    if passphrase is None:
        return 1
    root_seed = os.urandom(32)
    with Node.create(said.folder, passphrase, plan, time.time_ns() // 1_000_000, root_seed=root_seed) as node:
        _print_shares(f"Made {said.folder}. Any two of these open it when the passphrase is lost:", node.folder.secret)
    _print_shares("Any two of these are the mission's root, which is kept nowhere else:", root_seed)
    return 0


def _passphrase() -> str | None:
    named = os.environ.get(PASSPHRASE_VARIABLE)
    first = read_text(Path(named)).rstrip("\r\n") if named else ask_passphrase("New passphrase: ")
    if len(first) < SHORTEST:
        err.print(f"A passphrase has at least {SHORTEST} characters; four random words do. Nothing was made.")
        return None
    if not named and ask_passphrase("Once more: ") != first:
        err.print("The two are not the same. Nothing was made.")
        return None
    return first


def _print_shares(title: str, secret: bytes) -> None:
    out.print(title, highlight=False)
    for part in shares.split(secret, os.urandom(shares.SET_BYTES), os.urandom(len(secret))):
        said = part.hex()
        out.print("  " + " ".join(said[at : at + 4] for at in range(0, len(said), 4)), highlight=False, soft_wrap=True)
