"""Pages of a list: never more at once than may be asked for, whatever is asked for."""

from collections.abc import Iterator

import pytest
from sqlcipher3 import dbapi2

from lanyard.desk.paging import MOST, PAGE, Page, Wanted, paged
from lanyard.store.cipher import Connection

NUMBERS = "FROM (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < :last) SELECT x FROM n)"


@pytest.fixture
def connection() -> Iterator[Connection]:
    opened = dbapi2.connect(":memory:")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("wanted", "first", "count"),
    [(Wanted(), 1, PAGE), (Wanted(-9, 10**9), 1, MOST), (Wanted(3, 0), 4, 1), (Wanted(598, 50), 599, 2)],
)
def test_a_page_is_within_the_list_and_within_what_is_given_at_once(
    connection: Connection, wanted: Wanted, first: int, count: int
) -> None:
    page = paged(connection, "x", NUMBERS, "x", {"last": 600}, wanted)
    assert (page.items[0][0], len(page.items), page.total) == (first, count, 600)


def test_the_next_page_begins_where_this_one_ends_and_there_is_none_after_the_last() -> None:
    assert Page((1, 2), 4, 9).next == 6
    assert Page((1, 2), 7, 9).next is None
    assert Page((), 900, 9).next is None
