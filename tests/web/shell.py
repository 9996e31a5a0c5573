"""Runs commands as a person or a program would: in a process of their own."""

import io
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple
from unittest.mock import patch

from lanyard.crypto import unlock
from lanyard.web.__main__ import main

ROOT: Final = Path(__file__).parents[2]
PASSPHRASE: Final = "four words are enough"
PLAN: Final = """
[[site]]
id = "5b0c6d0a8e1f4b7c9d2e3f405162738a"
letters = "BG"
name = "Reception point"
zone = "Asia/Damascus"

[[area]]
id = "c1a2b3d4e5f60718293a4b5c6d7e8f90"
code = "BG/L2"
name = "Second line"
capacity = 120
covered = false
"""


class Said(NamedTuple):
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def answer(self) -> Any:
        """The JSON of its last line."""
        return json.loads(self.out.strip().splitlines()[-1])


def environment(**more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LANYARD_")}
    return {**clean, "PYTHONPATH": str(ROOT / "src"), **more}


def command(*words: str | Path, stdin: str = "", **more: str) -> Said:
    """Run `lanyard` with these words; `more` goes into its environment."""
    done = subprocess.run(
        [sys.executable, "-m", "lanyard.web", *map(str, words)],
        input=stdin, capture_output=True, text=True, env=environment(**more), cwd=ROOT, timeout=120, start_new_session=True,
    )  # fmt: skip
    return Said(done.returncode, done.stdout, done.stderr)


unlock_once = cache(unlock.unlock)
"""Deriving a key from a passphrase takes a second on purpose; within one process once for each passphrase is enough."""


def inside(*words: str | Path, **more: str) -> Said:
    """Run it in this process: quicker, for whatever asks nobody and serves nothing."""
    out, err = io.StringIO(), io.StringIO()
    before = {name: os.environ.get(name) for name in more}
    os.environ.update(more)
    try:
        with redirect_stdout(out), redirect_stderr(err), patch.object(unlock, "unlock", unlock_once):
            status = main([str(word) for word in words])
    except SystemExit as ended:
        status = int(str(ended.code or 0))
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
    return Said(status, out.getvalue(), err.getvalue())


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(
    folder: Path, *words: str, port: int | None = None, **more: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server on a folder, and its address; whatever happens it is ended. `words` are more of its arguments."""
    port = free_port() if port is None else port
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "-m", "lanyard.web", "serve", "--folder", str(folder), "--port", str(port), *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, env=environment(**more), cwd=ROOT,
    )  # fmt: skip
    try:
        until = time.monotonic() + 60
        while not _answers(address):
            assert server.poll() is None, server.communicate()[1]
            assert time.monotonic() < until, "the server does not come up"
            time.sleep(0.05)
        yield server, address
    finally:
        if server.poll() is None:
            server.kill()
        server.communicate()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5):
            return True
    except OSError:
        return False
