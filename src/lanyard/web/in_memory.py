"""A file that was sent up, for whatever reads files by their path: its bytes stay in memory and are on no disk."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import Final

from lanyard.access.errors import Denied

WAIT_MOST: Final = 4
"""So many wait at a time at the most, whoever sent them up."""
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_lock: Final = Lock()
_open: Final[set[int]] = set()


class InMemoryFile:
    """Holds bytes until it is closed. On the disk there is only the way to them, in a folder of ours alone."""

    def __init__(self, name: str, chunks: Iterable[bytes]) -> None:
        """Of `name` only the ending is used. Raises Denied `lists-wait` where too many wait already."""
        with _lock:
            if len(_open) >= WAIT_MOST:
                raise Denied("lists-wait", WAIT_MOST)
            self._number = os.memfd_create("list", os.MFD_CLOEXEC)
            _open.add(self._number)
        self._folder = Path(tempfile.mkdtemp(prefix="lanyard-"))
        try:
            with os.fdopen(os.dup(self._number), "wb") as file:
                for chunk in chunks:
                    file.write(chunk)
            ending = _ENDING.search(name)
            self.path = self._folder / f"list{ending[0].lower() if ending else ''}"
            self.path.symlink_to(f"/proc/{os.getpid()}/fd/{self._number}")
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Forget it."""
        with _lock:
            if self._number not in _open:
                return
            _open.discard(self._number)
            os.close(self._number)
        shutil.rmtree(self._folder, ignore_errors=True)
