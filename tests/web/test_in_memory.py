"""A file that was sent up: read by its path, on no disk, gone when it is closed, and not too many at once."""

import tempfile
from pathlib import Path

import pytest

from lanyard.access.errors import Denied
from lanyard.web.in_memory import WAIT_MOST, InMemoryFile

SECRET = b"Qxzvbnm a name in the clear"


def test_too_many_at_once_are_refused_until_one_is_closed() -> None:
    held = [InMemoryFile("a.csv", [b"x"]) for _ in range(WAIT_MOST)]
    with pytest.raises(Denied, match="lists-wait"):
        InMemoryFile("a.csv", [b"x"])
    held.pop().close()
    held.append(InMemoryFile("a.csv", [b"x"]))
    for one in held:
        one.close()
        one.close()


@pytest.mark.parametrize(
    ("name", "ending"),
    [("list.XLSX", ".xlsx"), ("../../etc/passwd", ""), ("a.csv/../b", ""), ("", ""), ("x." + "y" * 200, "")],
)
def test_of_the_name_only_a_short_ending_is_used(name: str, ending: str) -> None:
    file = InMemoryFile(name, [b"x"])
    try:
        assert file.path.name == f"list{ending}"
        assert file.path.parent.parent == Path(tempfile.gettempdir())
        assert file.path.parent.stat().st_mode & 0o77 == 0
    finally:
        file.close()


def test_it_is_read_by_its_path_and_lies_on_no_disk() -> None:
    file = InMemoryFile("list.csv", [SECRET[:5], SECRET[5:]])
    assert file.path.read_bytes() == SECRET
    assert file.path.stat().st_size == len(SECRET)
    assert str(file.path.readlink()).startswith("/proc/")
    assert file.path.resolve().name.startswith("memfd:")
    folder = file.path.parent
    file.close()
    assert not folder.exists()


def test_what_breaks_off_while_it_comes_leaves_nothing() -> None:
    before = set(Path(tempfile.gettempdir()).glob("lanyard-*"))

    def chunks() -> object:
        yield b"half"
        raise OSError

    for _ in range(WAIT_MOST + 1):
        with pytest.raises(OSError):  # noqa: PT011  any
            InMemoryFile("a.csv", chunks())  # type: ignore[arg-type]  # a generator that breaks
    assert set(Path(tempfile.gettempdir()).glob("lanyard-*")) <= before
