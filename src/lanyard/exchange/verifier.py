"""Checks signatures, here or in a second process, so that another core does what costs most."""

from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
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
        """Set checks going; answers come in the order in which they were started."""


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
    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def result(self) -> Sequence[bool]:
        """Wait for the other process."""
        return [byte == 1 for byte in self._pipe.recv_bytes()]


class Elsewhere:
    """Checks in a process of its own, which holds no key and sees no body."""

    def __init__(self) -> None:
        """Start the process."""
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True, name="lanyard-verifier")
        self._process.start()
        theirs.close()

    def start(self, triples: Sequence[Triple]) -> Checked:
        """Send them over; the answers are fetched with `result`, in the order of the starts."""
        self._pipe.send(list(triples))
        return _Pending(self._pipe)

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
