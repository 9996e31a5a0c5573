"""Writing a file so that a power cut leaves all of it or nothing."""

import os
from collections.abc import Iterable
from pathlib import Path


def write(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a new file and sync it. Its name is durable only after `sync_folder`."""
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, data: bytes) -> None:
    """Write a file in one step: after a power cut there is the old one or the new one, never half of one."""
    fresh = path.with_name(f"{path.name}.new")
    write(fresh, [data])
    fresh.replace(path)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
