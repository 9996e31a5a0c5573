"""Serve a site: own its folder, write what is recorded, answer the other commands, show the status page.

One process owns a folder; a second is refused. The page is at http://localhost:PORT/ and shows counts only; the
office's pages are not built yet. Ctrl-C or SIGTERM finishes what is under way and gives the folder free.
"""

import argparse
import logging
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from waitress import create_server  # type: ignore[import-untyped]  # it has no types

from lanyard.desk.backing import Backing
from lanyard.desk.node import Node
from lanyard.store.django_cipher import databases
from lanyard.store.errors import StoreError
from lanyard.store.socket import CommandServer
from lanyard.web import running
from lanyard.web.commands.backup import back_up
from lanyard.web.commands.common import add_folder, err, open_node, out
from lanyard.web.commands.doctor import BACKUP_VARIABLE, examine
from lanyard.web.commands.manifest import manifest_of
from lanyard.web.commands.papers import paper_of
from lanyard.web.commands.person import person_of
from lanyard.web.commands.roll import roll_of

PORT = 8470
THREADS = 16


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    add_folder(parser)
    parser.add_argument("--port", type=_port, default=PORT, help=f"where to listen on this machine ({PORT})")
    parser.add_argument(
        "--backup",
        type=Path,
        default=os.environ.get(BACKUP_VARIABLE),
        help=f"keep a backup in this folder, on a second disk (else ${BACKUP_VARIABLE}, else none is kept)",
    )


def _port(text: str) -> int:
    """A port's number."""
    number = int(text)
    if not 0 <= number < 65536:
        raise ValueError(text)
    return number


def run(said: argparse.Namespace) -> int:
    """Serve until told to stop."""
    with open_node(said.folder) as node, backing(node, said.backup) as backup:
        serve(node, said.port, backup)
    return 0


@contextmanager
def backing(node: Node, target: Path | None) -> Iterator[Backing | None]:
    """Keep a backup while the block runs; none where no place is given, which is said."""
    if target is None:
        err.print("No backup is kept: see serve --help.", highlight=False)
        yield None
        return
    with Backing(node.folder, Path(target), node.now_ms) as backup:
        yield backup


def handlers(node: Node) -> dict[str, Callable[..., Any]]:
    """What other commands may ask of the running server."""
    return {
        "roll": lambda at=None: roll_of(node, at),
        "person": lambda tag: person_of(node, tag),
        "backup": lambda backup: back_up(node, backup),
        "doctor": lambda: examine(node),
        "manifest": lambda number: manifest_of(node, number),
        "print": lambda **asked: paper_of(node, **asked),
        "status": lambda: {"entries": node.reader_last(), "pid": os.getpid()},
    }


def configure(node: Node) -> None:
    """Give Django this node's files, and a secret of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.web.settings")
    settings.SECRET_KEY = os.urandom(32).hex()
    settings.DATABASES = databases(node.folder.path, node.folder.key_of)
    django.setup()
    running.start(node)


def serve(node: Node, port: int, backup: Backing | None = None) -> None:
    """Answer commands and pages until SIGINT or SIGTERM."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    configure(node)
    running.running().backup = backup
    try:
        server = create_server(get_wsgi_application(), host="127.0.0.1", port=port, threads=THREADS, ident="")
    except OSError as error:
        raise StoreError("port-in-use", f"{port}: {error.strerror}") from error
    commands = CommandServer(node.folder.path, handlers(node))

    def stop(*_: object) -> None:
        """Ends the loop at once, also while a browser keeps its connection open; what is being answered is finished."""
        raise SystemExit

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    out.print(
        f"Serving {node.folder.path} at http://localhost:{server.effective_port}/ (Ctrl-C to stop)",
        highlight=False,
        markup=False,
    )
    try:
        server.run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        commands.close()
        server.close()
