"""Who came in, and how: the same rows whatever the order in which entries come, and none lost."""

import random
from typing import Any

import pytest

from lanyard.desk.came import CameIn
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Noun
from lanyard.stations.arrival.entries import Born, CameBack, ReliefGiven, TagClaimed, TagVoided, WalkedIn
from lanyard.stations.first_aid.entries import Treated
from lanyard.stations.transport.entries import Received
from lanyard.store.cipher import Connection, connect
from tests.making import Notebook, area, code, manifest, minute, person, tag, vehicle


@pytest.fixture
def file(tmp_path: Any) -> Connection:
    connection = connect(tmp_path / "came.db", bytes(32), create=True)
    connection.execute("CREATE TABLE came (ref BLOB PRIMARY KEY, at_ms INT, site TEXT, how TEXT, n INT) WITHOUT ROWID")
    return connection


def rows(file: Connection) -> dict[tuple[int, int], tuple[Any, ...]]:
    """By noun and number: when, where and how."""
    found = file.execute("SELECT ref, at_ms, site, how FROM came").fetchall()
    return {(ref[0], int.from_bytes(ref[1:], "big")): tuple(rest) for ref, *rest in found}


def note(file: Connection, *entries: Entry, first: int = 1, late: bool = False) -> None:
    CameIn(file).note(list(enumerate(entries, first)), late=late)


def test_how_she_came_is_what_was_recorded_last_of_her_coming(file: Connection) -> None:
    book = Notebook()
    book.add(Treated("water"), person(1))
    book.add(TagClaimed(code(1), came_on=vehicle(1)), person(1))
    book.add(Treated("water"), person(1))
    book.add(Received(manifest(1)), person(1), where="HC")
    note(file, *book.entries)
    assert rows(file) == {(Noun.PERSON, 1): (minute(3), "HC", "received")}


def test_where_nothing_says_how_she_came_the_first_stands(file: Connection) -> None:
    book = Notebook()
    book.add(TagClaimed(code(1)), person(1))
    book.add(Treated("water"), person(1), where="HC")
    note(file, *book.entries)
    assert rows(file) == {(Noun.PERSON, 1): (minute(0), "BG", "otherwise")}


def test_who_wears_a_tag_and_who_is_only_named_are_kept_too(file: Connection) -> None:
    book = Notebook()
    book.add(Treated("water"), tag(3))
    book.add(Born(person(1)), person(2))
    note(file, *book.entries)
    found = {(noun, number): how for (noun, number), (_, _, how) in rows(file).items()}
    assert found.pop((Noun.TAG, int.from_bytes(tag(3).key, "big"))) == "otherwise"
    assert found == {(Noun.PERSON, 1): "otherwise", (Noun.PERSON, 2): "born"}


def test_what_is_about_no_person_is_nobody(file: Connection) -> None:
    book = Notebook()
    book.add(TagVoided("torn"), tag(1))
    book.add(ReliefGiven((), 3), area(1))
    note(file, *book.entries)
    assert rows(file) == {}


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_coming_is_of_no_account_where_keys_came_late(file: Connection, seed: int) -> None:
    drawn = random.Random(seed)
    book = Notebook()
    for _ in range(30):
        record = drawn.choice([WalkedIn(), CameBack("hospital"), Treated("water"), TagClaimed(code(1))])
        book.add(record, person(drawn.randrange(3)), where=drawn.choice(["BG", "HC"]), stated=drawn.randrange(9))
    numbered = list(enumerate(book.entries, 1))
    late = set(drawn.sample(range(30), 10))
    whole = CameIn(file)
    whole.note([one for at, one in enumerate(numbered) if at not in late])
    whole.note([numbered[at] for at in sorted(late)], late=True)
    with_late = file.execute("SELECT * FROM came").fetchall()
    file.execute("DELETE FROM came")
    CameIn(file).note(numbered)
    assert file.execute("SELECT * FROM came").fetchall() == with_late
