"""A secret of the site comes back as it was, under its name only."""

from pathlib import Path

import pytest

from lanyard.crypto.errors import Unopened
from lanyard.store.cipher import Connection, connect
from lanyard.store.keyring import create_tables
from lanyard.store.strongbox import Strongbox
from tests.store.samples import FILE_KEY

KEY = bytes(32)


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    made = connect(tmp_path / "keyring.db", FILE_KEY, create=True)
    create_tables(made)
    return made


def test_with_another_key_a_secret_does_not_open(connection: Connection) -> None:
    Strongbox(connection, KEY).keep("seed", b"s" * 32)
    with pytest.raises(Unopened):
        Strongbox(connection, b"o" * 32).get("seed")


def test_a_secret_moved_to_another_name_does_not_open(connection: Connection) -> None:
    box = Strongbox(connection, KEY)
    box.keep("seed", b"s" * 32)
    connection.execute("UPDATE secret SET name = 'other'")
    assert box.get("seed") is None
    with pytest.raises(Unopened):
        box.get("other")


def test_the_last_secret_of_a_name_is_the_one_kept(connection: Connection) -> None:
    box = Strongbox(connection, KEY)
    box.keep("seed", b"first")
    box.keep("seed", b"second, and longer")
    box.keep("another", b"")
    assert box.get("seed") == b"second, and longer"
    assert box.get("another") == b""
    assert box.names() == ["another", "seed"]


def test_a_secret_is_not_readable_in_the_table(connection: Connection) -> None:
    Strongbox(connection, KEY).keep("seed", b"lamplighter")
    assert b"lamplighter" not in connection.execute("SELECT value FROM secret").fetchone()[0]
