"""The trail at work: every look at what is sealed is on the disk before anybody sees it."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import NamedTuple, TypeVar

from lanyard.access.sessions import Viewer
from lanyard.ledger.noun import Compartment
from lanyard.store.folder import Folder
from lanyard.store.journal import Journal
from lanyard.store.trail_file import FILE, Looked, TrailFile

Answer = TypeVar("Answer")


class Opened(NamedTuple):
    """What one page opened: compartments, and the keys (17 bytes) of the nouns whose content it shows."""

    comps: frozenset[Compartment]
    nouns: tuple[bytes, ...]


class Trail:
    """Keeps who looked at what. Close it before the folder."""

    def __init__(self, folder: Folder) -> None:
        """Open the trail's file, making it where there is none."""
        connection = folder.connect(FILE, create=True)
        self._file = TrailFile(connection)
        self._journal = Journal(connection, FILE)

    def note(self, viewer: Viewer, page: str, opened: Opened, now_ms: int, why: str = "") -> "Future[int]":
        """Add a row; the future resolves when it is on the disk. Until then nothing may be shown."""
        looked = Looked(
            now_ms, viewer.staff, str(viewer.role), viewer.session, page, why,
            bytes(sorted(opened.comps)), opened.nouns,
        )  # fmt: skip
        return self._journal.submit(lambda _: self._file.append(looked))

    def of(self, noun: bytes, most: int = 200) -> list[tuple[int, Looked]]:
        """Who looked at one noun, the latest first."""
        return self._ask(lambda: self._file.of(noun, most))

    def latest(self, most: int = 200) -> list[tuple[int, Looked]]:
        """Who looked at anything, the latest first."""
        return self._ask(lambda: self._file.latest(most))

    def broken(self) -> list[int]:
        """The numbers of rows that are not what was written."""
        return self._ask(lambda: list(self._file.broken()))

    def _ask(self, question: Callable[[], Answer]) -> Answer:
        """Ask in the thread that owns the connection."""
        answer: Answer = self._journal.submit(lambda _: question()).result()
        return answer

    def close(self) -> None:
        """Finish what is under way."""
        self._journal.close()
