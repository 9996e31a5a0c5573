"""A log that names no person: where something failed and how, never with what it was at work."""

import logging
import traceback
from types import TracebackType
from typing import Final

FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Leaves out what an exception says, since it may quote what somebody typed, and which person an address names."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the places that an exception passed."""
        told = logging.makeLogRecord({**record.__dict__, "exc_text": None})
        request = getattr(record, "request", None)
        if request is not None:
            found = getattr(request, "resolver_match", None)
            told.msg, told.args = "%s %s", (getattr(record, "status_code", ""), found.route if found else "?")
        return super().format(told)

    def formatException(self, ei: _Raised) -> str:  # noqa: N802  the name that logging calls
        """The places, and what sort of exception it was."""
        kind, _, trace = ei
        places = traceback.extract_tb(trace)
        return "\n".join([*(f"  {at.filename}:{at.lineno} {at.name}" for at in places), kind.__name__ if kind else ""])


def log_to_stderr() -> None:
    """Warnings and worse, as they are told to the terminal."""
    handler = logging.StreamHandler()
    handler.setFormatter(Discreet(FORMAT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
