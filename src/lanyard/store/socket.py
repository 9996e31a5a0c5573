"""The socket in the folder through which commands reach the running server: one JSON line each way."""

import contextlib
import json
import logging
import os
import socket
import struct
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Thread
from typing import Any, Final

from lanyard.store.errors import StoreError

log = logging.getLogger(__name__)

FILE: Final = "socket"
LINE_BYTES: Final = 1 << 20
ASKED_WITHIN: Final = 10.0
ANSWERED_WITHIN: Final = 600.0

Handler = Callable[..., Any]


@contextlib.contextmanager
def _short_path(folder: Path) -> Iterator[str]:
    """Give the socket's path through a handle of its folder, since a socket's path may have only 107 bytes."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}/{FILE}"
    finally:
        os.close(handle)


def _read_line(connection: socket.socket) -> bytes:
    data = bytearray()
    while not data.endswith(b"\n"):
        piece = connection.recv(65536)
        if not piece:
            raise ConnectionError("it hung up")
        data += piece
        if len(data) > LINE_BYTES:
            raise ValueError("the line is too long")
    return bytes(data)


class CommandServer:
    """Answers commands of the same account on this machine, each in a thread of its own."""

    def __init__(self, folder: Path, handlers: Mapping[str, Handler]) -> None:
        """Listen in a folder that this process owns.

        Args:
            folder: where the socket is made; one left by a server that died is replaced.
            handlers: for each command a function of keyword arguments whose result can be said in JSON.
        """
        self._path = folder / FILE
        self._handlers = handlers
        self._path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
        try:
            with _short_path(folder) as name:
                self._socket.bind(name)
            self._path.chmod(0o600)
            self._socket.listen(64)
        except OSError as error:
            self._socket.close()
            raise StoreError.of(error, FILE) from error
        self._thread = Thread(target=self._listen, name="lanyard-commands", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening; commands that are running finish."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()
        self._path.unlink(missing_ok=True)

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(ASKED_WITHIN)
            answer = self._answer(connection)
            connection.settimeout(ANSWERED_WITHIN)
            connection.sendall(json.dumps(answer).encode() + b"\n")

    def _answer(self, connection: socket.socket) -> dict[str, Any]:
        _, account, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
        if account not in (os.geteuid(), 0):
            return _refusal("server-refused", "another account")
        try:
            asked = json.loads(_read_line(connection))
            handler = self._handlers[asked["command"]]
            arguments = dict(asked.get("args", {}))
        except KeyError as error:
            return _refusal("server-refused", f"no such command: {error.args[0]}")
        except (ValueError, TypeError) as error:
            return _refusal("server-refused", error)
        try:
            return {"ok": True, "result": handler(**arguments)}
        except StoreError as error:
            return _refusal(error.code, error.detail)
        except Exception as error:
            log.exception("the command %s failed", asked["command"])
            return _refusal("server-refused", f"{type(error).__name__}: {error}")


def _refusal(code: str, detail: object) -> dict[str, Any]:
    return {"ok": False, "code": code, "detail": str(detail)}


def call(folder: Path, command: str, /, *, timeout: float = ANSWERED_WITHIN, **arguments: Any) -> Any:
    """Ask the server that owns a folder to run a command, and return what it answers.

    Args:
        folder: the site's folder.
        command: one of the server's commands.
        timeout: seconds to wait for the answer.
        arguments: for the command, as JSON can say them.

    Raises:
        StoreError: `server-not-running`, `server-busy`, or what the command itself was refused with.
    """
    asked = json.dumps({"command": command, "args": arguments}).encode() + b"\n"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC) as connection:
        connection.settimeout(timeout)
        try:
            with _short_path(folder) as name:
                connection.connect(name)
        except OSError as error:
            raise StoreError("server-not-running", error.strerror) from error
        try:
            connection.sendall(asked)
            answer = json.loads(_read_line(connection))
        except (OSError, ValueError) as error:
            raise StoreError("server-busy", error) from error
    if answer["ok"]:
        return answer["result"]
    raise StoreError(answer["code"], answer["detail"])
