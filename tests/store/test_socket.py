"""Commands reach the server through the socket in its folder, and every failure comes back in words."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lanyard.store.errors import StoreError
from lanyard.store.socket import LINE_BYTES, CommandServer, call


def broken(**_: Any) -> None:
    raise RuntimeError("a fault of the program")


def refuse() -> None:
    raise StoreError("disk-full", "ledger.db")


HANDLERS = {
    "echo": lambda **said: said,
    "broken": broken,
    "refuse": refuse,
    "long": lambda: "x" * 5_000_000,
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CommandServer]:
    made = CommandServer(tmp_path, HANDLERS)
    yield made
    made.close()


def code(folder: Path, command: str, **arguments: Any) -> str:
    with pytest.raises(StoreError) as error:
        call(folder, command, **arguments)
    return error.value.code


def raw(folder: Path, data: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(folder / "socket"))
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        said = b""
        while piece := connection.recv(65536):
            said += piece
        return said


def test_without_a_server_it_is_said_so(tmp_path: Path) -> None:
    assert code(tmp_path, "echo") == "server-not-running"


def test_a_socket_left_by_a_dead_server_is_no_server(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(tmp_path / "socket"))
    assert code(tmp_path, "echo") == "server-not-running"
    server = CommandServer(tmp_path, HANDLERS)
    assert call(tmp_path, "echo") == {}
    server.close()


def test_an_unknown_command_is_refused(server: CommandServer, tmp_path: Path) -> None:
    assert code(tmp_path, "dance") == "server-refused"


def test_arguments_that_do_not_fit_are_refused(server: CommandServer, tmp_path: Path) -> None:
    assert code(tmp_path, "refuse", extra=1) == "server-refused"


def test_what_a_command_is_refused_with_comes_back(server: CommandServer, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        call(tmp_path, "refuse")
    assert (error.value.code, error.value.detail) == ("disk-full", "ledger.db")


def test_a_command_that_fails_does_not_take_the_server_with_it(server: CommandServer, tmp_path: Path) -> None:
    assert code(tmp_path, "broken") == "server-refused"
    assert call(tmp_path, "echo", a=1) == {"a": 1}


@pytest.mark.parametrize(
    "data", [b"no json\n", b"[]\n", b"{}\n", b'{"command": ["x"]}\n', b'{"command":"echo","args":7}\n']
)
def test_nonsense_is_answered_with_a_refusal(server: CommandServer, tmp_path: Path, data: bytes) -> None:
    assert b'"ok": false' in raw(tmp_path, data)
    assert call(tmp_path, "echo") == {}


def test_who_hangs_up_early_does_no_harm(server: CommandServer, tmp_path: Path) -> None:
    raw(tmp_path, b'{"command":')
    raw(tmp_path, b"")
    assert call(tmp_path, "echo") == {}


def test_a_line_without_end_is_refused(server: CommandServer, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        call(tmp_path, "echo", text="x" * (LINE_BYTES + 10))
    assert call(tmp_path, "echo") == {}


def test_only_the_same_account_can_reach_it(server: CommandServer, tmp_path: Path) -> None:
    assert (tmp_path / "socket").stat().st_mode & 0o777 == 0o600


def test_arguments_and_answers_travel_as_they_are(server: CommandServer, tmp_path: Path) -> None:
    said = {"name": "نور", "number": 2**53, "list": [1, None, True], "timeout_minutes": 3}
    assert call(tmp_path, "echo", **said) == said


def test_many_call_at_once(server: CommandServer, tmp_path: Path) -> None:
    answers: list[int] = []
    threads = [threading.Thread(target=lambda n=n: answers.append(call(tmp_path, "echo", n=n)["n"])) for n in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == list(range(30))


def test_a_folder_with_a_long_path_has_a_socket_too(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100) / ("e" * 100)
    deep.mkdir(parents=True)
    server = CommandServer(deep, HANDLERS)
    assert call(deep, "echo", x=1) == {"x": 1}
    server.close()
    assert not (deep / "socket").exists()
