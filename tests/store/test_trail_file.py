"""The trail's file: rows cannot be changed, and whoever changes them all the same is found out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.store.cipher import Connection, DatabaseError, connect, transaction
from lanyard.store.trail_file import Looked, TrailFile

KEY = b"k" * 32
HER, HIM = b"\0" + b"h" * 16, b"\0" + b"m" * 16


def looked(n: int, *nouns: bytes) -> Looked:
    return Looked(1000 + n, b"s" * 16, "medic", b"e" * 16, "person", "", b"\0\2", nouns)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    found = connect(tmp_path / "trail.db", KEY, create=True)
    trail = TrailFile(found)
    with transaction(found):
        for n, nouns in enumerate([(HER,), (HER, HIM), (HIM, HIM)]):
            trail.append(looked(n, *nouns))
    yield found
    found.close()


@pytest.mark.parametrize("sql", ["UPDATE look SET why = 'x' WHERE n = 2", "DELETE FROM look", "DELETE FROM look_noun"])
def test_rows_are_neither_changed_nor_deleted(connection: Connection, sql: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        connection.execute(sql)


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("UPDATE look SET staff = x'00' WHERE n = 2", [2]),
        ("UPDATE look SET nouns = x'' WHERE n = 1", [1]),
        ("DELETE FROM look WHERE n = 2", [3]),
        ("DELETE FROM look WHERE n = 1", [2]),
        ("DELETE FROM look_noun WHERE n = 2 AND hex(noun) LIKE '0068%'", [2]),
        ("UPDATE look_noun SET noun = x'01' WHERE n = 3", [3]),
        ("INSERT INTO look_noun VALUES (x'01', 1)", [1]),
    ],
)
def test_whoever_changes_them_behind_the_triggers_is_found_out(
    connection: Connection, sql: str, broken: list[int]
) -> None:
    for name in ("look_update", "look_delete", "look_noun_update", "look_noun_delete"):
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(sql)
    assert list(TrailFile(connection).broken()) == broken
    assert not TrailFile(connection).protected()


def test_who_saw_whom_is_found_the_latest_first(connection: Connection) -> None:
    trail = TrailFile(connection)
    assert [n for n, _ in trail.of(HER, 10)] == [2, 1]
    assert [n for n, _ in trail.of(HIM, 1)] == [3]
    assert trail.latest(1)[0][1] == looked(2, HIM, HIM)
    assert list(trail.broken()) == []
    assert trail.head()[0] == 3


def test_a_copy_is_brought_up_and_stays_where_the_trail_has_lost_rows(connection: Connection, tmp_path: Path) -> None:
    trail, copy = TrailFile(connection), TrailFile(connect(tmp_path / "copy.db", KEY, create=True))
    assert trail.add_to(copy)
    assert (copy.head(), list(copy.broken()), copy.of(HER, 9)) == (trail.head(), [], trail.of(HER, 9))
    with transaction(connection):
        trail.append(looked(9, HER))
    assert trail.add_to(copy)
    assert trail.add_to(copy)
    assert copy.head() == trail.head()
    connection.execute("DROP TRIGGER look_delete")
    connection.execute("DELETE FROM look WHERE n > 2")
    with transaction(connection):
        for number in range(2):
            trail.append(looked(20 + number))
    assert not trail.add_to(copy)
    assert copy.head() != trail.head()
    assert copy.latest(1)[0][1] == looked(9, HER)
    copy.connection.close()
