"""The journal: what it answers is on the disk, what fails is told to those who asked, and it goes on."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from lanyard.store.cipher import Connection, connect
from lanyard.store.errors import StoreError
from lanyard.store.journal import Journal

KEY = b"k" * 32


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    found = connect(tmp_path / "j.db", KEY, create=True)
    found.execute("CREATE TABLE said (n INTEGER PRIMARY KEY, word TEXT NOT NULL)")
    yield found
    found.close()


def say(word: str | None) -> object:
    return lambda connection: connection.execute("INSERT INTO said (word) VALUES (?)", (word,)) and word


def test_a_group_that_fails_keeps_nothing_and_the_next_is_kept(connection: Connection) -> None:
    journal = Journal(connection, "j.db")
    with pytest.raises(StoreError):
        journal.submit(say(None)).result()  # type: ignore[arg-type]
    assert journal.submit(say("later")).result() == "later"  # type: ignore[arg-type]
    journal.close()
    assert connection.execute("SELECT word FROM said").fetchall() == [("later",)]


def test_after_the_end_nothing_is_taken_and_that_is_said(connection: Connection) -> None:
    journal = Journal(connection, "j.db")
    journal.close()
    with pytest.raises(StoreError, match="stopped"):
        journal.submit(say("too late")).result()  # type: ignore[arg-type]


def test_what_was_answered_is_read_over_another_connection(connection: Connection, tmp_path: Path) -> None:
    journal = Journal(connection, "j.db")
    threads = [Thread(target=lambda n=n: journal.submit(say(str(n))).result()) for n in range(20)]  # type: ignore[arg-type,misc]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other = connect(tmp_path / "j.db", KEY, read_only=True)
    assert other.execute("SELECT count(*) FROM said").fetchone() == (20,)
    other.close()
    journal.close()
