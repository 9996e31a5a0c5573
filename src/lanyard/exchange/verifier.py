"""Checks signatures, here or in a second process, so that another core does what costs most."""

from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock
from typing import Protocol, Self

from lanyard.crypto.signing import verify

Triple = tuple[bytes, bytes, bytes]
"""Public key (32 bytes), message, signature (64 bytes)."""


class Checked(Protocol):
    """Checks under way."""

    def result(self) -> Sequence[bool]:
        """Wait for them: for each triple, in order, does the signature hold?"""


class Signatures(Protocol):
    """Whoever checks signatures."""

    def start(self, triples: Sequence[Triple]) -> Checked:
        """Set checks going; answers may be asked for in any order."""


class _Done:
    def __init__(self, results: Sequence[bool]) -> None:
        self._results = results

    def result(self) -> Sequence[bool]:
        """The answers."""
        return self._results


class Here:
    """Checks in this process."""

    def start(self, triples: Sequence[Triple]) -> Checked:
        """Check at once."""
        return _Done([verify(*triple) for triple in triples])


class _Pending:
    def __init__(self, owner: "Elsewhere", ticket: int, triples: Sequence[Triple]) -> None:
        self._owner = owner
        self._ticket = ticket
        self._triples = triples

    def result(self) -> Sequence[bool]:
        """Wait for the other process; if it has died, check here."""
        answer = self._owner.answer(self._ticket)
        return [verify(*triple) for triple in self._triples] if answer is None else [byte == 1 for byte in answer]


class Elsewhere:
    """Checks in a process of its own, which holds no key and sees no body. May be used from many threads."""

    def __init__(self) -> None:
        """Start the process."""
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True, name="lanyard-verifier")
        self._process.start()
        theirs.close()
        self._sending, self._fetching = Lock(), Lock()
        self._sent = self._fetched = 0
        self._answers: dict[int, bytes] = {}

    def start(self, triples: Sequence[Triple]) -> Checked:
        """Send them over; `result` may be asked for in any order."""
        with self._sending:
            with suppress(OSError):
                self._pipe.send(list(triples))
            self._sent += 1
            return _Pending(self, self._sent, triples)

    def answer(self, ticket: int) -> bytes | None:
        """The answer to what was sent as this number; nothing if the process has died."""
        with self._fetching:
            try:
                while self._fetched < ticket:
                    answer = self._pipe.recv_bytes()
                    self._fetched += 1
                    self._answers[self._fetched] = answer
            except (EOFError, OSError):
                return None
            return self._answers.pop(ticket, None)

    def close(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.join(5)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _serve(pipe: Connection) -> None:
    while True:
        try:
            triples = pipe.recv()
        except EOFError:
            return
        pipe.send_bytes(bytes(verify(*triple) for triple in triples))
