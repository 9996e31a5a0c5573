"""A VFS for plain SQLite that passes everything on and writes down every write, truncation and sync."""

from pathlib import Path
from typing import Any, NamedTuple

import apsw

VFS_NAME = "recording"


class Write(NamedTuple):
    """Bytes written to a file, not on the disk before the file's next sync."""

    file: str
    offset: int
    data: bytes


class Cut(NamedTuple):
    """A file cut to a size, not on the disk before the file's next sync."""

    file: str
    size: int


class Sync(NamedTuple):
    """Everything written to a file before this is on the disk."""

    file: str


class Acknowledged(NamedTuple):
    """The store has answered for all entries up to this number of arrival."""

    last: int


Step = Write | Cut | Sync | Acknowledged


class Recording(apsw.VFS):
    """Registered under `VFS_NAME` while it lives; `steps` is what happened, in order."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        super().__init__(VFS_NAME, base="")

    def xOpen(self, name: Any, flags: list[int]) -> "RecordedFile":  # noqa: N802  APSW's name
        return RecordedFile(self, name, flags)


class RecordedFile(apsw.VFSFile):
    """One open file of a `Recording`."""

    def __init__(self, recording: Recording, name: Any, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self.name = Path(path).name if path else "temporary"
        self.steps = recording.steps
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        super().xWrite(data, offset)
        self.steps.append(Write(self.name, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        super().xTruncate(newsize)
        self.steps.append(Cut(self.name, newsize))

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self.steps.append(Sync(self.name))
