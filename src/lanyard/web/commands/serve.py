"""Serve a site: own its folder, write what is recorded, answer the other commands, and be the office in a browser.

One process owns a folder; a second is refused. The office is at http://localhost:PORT/ for people with an account (see
the staff command). With --locked the first page asks for the passphrase. Ctrl-C or SIGTERM finishes what is under way,
seals what could still be taken back, and gives the folder free.
"""

import argparse
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from waitress import create_server  # type: ignore[import-untyped]  # it has no types

from lanyard.desk.backing import Backing
from lanyard.desk.node import Node
from lanyard.desk.office import Office
from lanyard.desk.pending import UNDO_MS
from lanyard.store.django_cipher import databases
from lanyard.store.errors import StoreError
from lanyard.store.socket import CommandServer
from lanyard.web import discreet, running, uploads
from lanyard.web.commands.backup import back_up
from lanyard.web.commands.common import add_folder, err, open_node, out
from lanyard.web.commands.doctor import BACKUP_VARIABLE, examine
from lanyard.web.commands.manifest import manifest_of
from lanyard.web.commands.papers import paper_of
from lanyard.web.commands.person import person_of
from lanyard.web.commands.roll import roll_of
from lanyard.web.commands.staff import ENDS_SHIFTS, staff_in

PORT = 8470
THREADS = 16
MOST_BYTES = uploads.MOST_BYTES + (1 << 20)
"""So much one request may hold: the largest file, and the form around it."""
WAITRESS = {
    "threads": THREADS,
    "ident": "",
    "max_request_body_size": MOST_BYTES,
    # Where a request or an answer is larger than these, a file in the clear is made of it: so nothing ever is.
    "inbuf_overflow": 2 * MOST_BYTES,
    "outbuf_overflow": 1 << 30,
    "channel_timeout": 30,
    # A browser keeps up to six connections, and a site has 60 tablets.
    "connection_limit": 500,
    "asyncore_use_poll": True,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    add_folder(parser)
    parser.add_argument("--locked", action="store_true", help="ask for the passphrase in the browser, not here")
    parser.add_argument(
        "--undo",
        type=float,
        default=UNDO_MS / 1000,
        metavar="SECONDS",
        help="how long somebody may take back what she recorded (10)",
    )
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
    serve(said.folder, said.port, Path(said.backup) if said.backup else None, int(said.undo * 1000), locked=said.locked)
    return 0


@contextmanager
def backing(node: Node, target: Path | None) -> Iterator[Backing | None]:
    """Keep a backup while the block runs; none where no place is given, which is said."""
    if target is None:
        err.print("No backup is kept: see serve --help.", highlight=False)
        yield None
        return
    with Backing(node.folder, target, node.now_ms) as backup:
        yield backup


def handlers(office: Office) -> dict[str, Callable[..., Any]]:
    """What other commands may ask of the running server."""
    node = office.node
    return {
        "roll": lambda at=None: roll_of(node, at),
        "person": lambda tag: person_of(node, tag),
        "backup": lambda backup: back_up(node, backup),
        "doctor": lambda: examine(node),
        "manifest": lambda number: manifest_of(node, number),
        "staff": lambda **asked: _staff(office, **asked),
        "print": lambda **asked: paper_of(node, **asked),
        "status": lambda: {"entries": node.reader_last(), "pid": os.getpid()},
    }


def _staff(office: Office, **asked: Any) -> dict[str, Any]:
    """What the command does; whoever's account was changed by it has to sign in again."""
    answer = staff_in(office.accounts, **asked)
    account = office.accounts.called(asked["name"])
    if account is not None and "denied" not in answer and asked["do"] in ENDS_SHIFTS:
        office.turn_out(account.staff)
    return answer


def configure(folder: Path, key_of: Callable[[str], bytes]) -> None:
    """Give Django this folder's files (`key_of` gives their keys once it is unlocked), and a secret of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.web.settings")
    settings.SECRET_KEY = os.urandom(32).hex()
    settings.DATABASES = databases(folder, key_of)
    django.setup()


class Serving:
    """A folder being served: opened at once, or by whoever gives the passphrase in the browser."""

    def __init__(self, folder: Path, backup: Path | None, undo_ms: int) -> None:
        self.folder = folder
        self._backup = backup
        self._undo_ms = undo_ms
        self._open = ExitStack()
        self.office: Office | None = None

    def key_of(self, name: str) -> bytes:
        """The key of one of the folder's files. Raises StoreError `site-locked` before it is unlocked."""
        if self.office is None:
            raise StoreError("site-locked")
        return self.office.node.folder.key_of(name)

    def unlock(self, passphrase: str) -> Office:
        """Open the folder with its passphrase. Raises as `Node.open`."""
        return self.begin(Node.open(self.folder, passphrase))

    def begin(self, node: Node) -> Office:
        """The office opens: backup, pages, and the socket through which commands come."""
        self._open.enter_context(node)
        backup = self._open.enter_context(backing(node, self._backup))
        self.office = Office(node, self._undo_ms)
        self._open.callback(self.office.close)
        self.office.backup = backup
        commands = CommandServer(node.folder.path, handlers(self.office))
        self._open.callback(commands.close)
        return self.office

    def close(self) -> None:
        """Finish what is under way, in the other order."""
        self._open.close()


def serve(folder: Path, port: int, backup: Path | None, undo_ms: int = UNDO_MS, *, locked: bool = False) -> None:
    """Answer commands and pages until SIGINT or SIGTERM."""
    discreet.log_to_stderr()
    serving = Serving(folder, backup, undo_ms)
    configure(folder, serving.key_of)
    try:
        if locked:
            running.wait_for_passphrase(serving.unlock)
        else:
            running.start(serving.begin(open_node(folder)))
        answer_pages(folder, port)
    finally:
        serving.close()


def answer_pages(folder: Path, port: int) -> None:
    """The web server's loop; it ends at once, also while a browser keeps its connection open."""
    try:
        server = create_server(get_wsgi_application(), host="127.0.0.1", port=port, **WAITRESS)
    except OSError as error:
        raise StoreError("port-in-use", f"{port}: {error.strerror}") from error

    def stop(*_: object) -> None:
        """What is being answered is finished."""
        raise SystemExit

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    out.print(
        f"Serving {folder} at http://localhost:{server.effective_port}/ (Ctrl-C to stop)", highlight=False, markup=False
    )
    try:
        server.run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        server.close()
