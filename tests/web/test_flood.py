"""Requests that never end, come all at once or are far too large: others are answered meanwhile, and no file is made of them."""

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.web.commands.serve import MOST_BYTES, WAITRESS
from tests.desk.point import made
from tests.web.shell import served

pytestmark = pytest.mark.slow
HALF = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], str]]:
    path = tmp_path_factory.mktemp("flood") / "site"
    made(path, passphrase="training").close()
    with served(path) as running:
        yield running


def connected(address: str) -> socket.socket:
    host, port = address.removeprefix("http://").strip("/").split(":")
    return socket.create_connection((host, int(port)), timeout=10)


def answers(address: str) -> bool:
    with urllib.request.urlopen(address + "/healthz", timeout=5) as answer:
        return bool(answer.status == 200)


def test_many_who_never_finish_their_request_keep_nobody_else_waiting(
    server: tuple[subprocess.Popen[str], str],
) -> None:
    slow = [connected(server[1]) for _ in range(3 * WAITRESS["threads"])]
    try:
        for number, one in enumerate(slow):
            one.sendall(HALF % 100 if number % 2 else b"GET / HTTP/1.1\r\nHost: loc")
        begun = time.monotonic()
        assert answers(server[1])
        assert time.monotonic() - begun < 3
    finally:
        for one in slow:
            one.close()


def test_a_request_that_is_far_too_large_is_refused_before_it_is_read(
    server: tuple[subprocess.Popen[str], str],
) -> None:
    with connected(server[1]) as one:
        one.sendall(HALF % (MOST_BYTES + 1))
        assert b" 413 " in one.recv(4096)
    with connected(server[1]) as one:
        one.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 300_000 + b"\r\n\r\n")
        assert b" 431 " in one.recv(4096)
    assert answers(server[1])


def test_no_file_is_made_of_what_is_sent(server: tuple[subprocess.Popen[str], str]) -> None:
    running, address = server
    before = files(running.pid)
    with connected(address) as one:
        one.sendall(HALF % (4 << 20) + b"x" * (3 << 20))
        time.sleep(0.5)
        assert sorted(files(running.pid) - before) == []
    assert answers(address)


def files(pid: int) -> set[str]:
    """Files, deleted ones among them, that a process has open."""
    found = set()
    for name in Path(f"/proc/{pid}/fd").iterdir():
        try:
            found.add(str(name.readlink()))
        except OSError:
            continue
    return {name for name in found if name.startswith(os.sep) and not name.startswith(("/dev", "/proc"))}
