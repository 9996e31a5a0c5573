"""Partial dates: what can be, and what cannot."""

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.terms.dates import is_partial_date

IMPOSSIBLE = (
    "2019-02-29", "2019-02-30", "1900-02-29", "2019-04-31", "2019-00", "2019-13", "2019-01-00", "2019-01-32", "0000",
    "0000-01-01", "h:0000", "h:1440-13", "h:1440-00", "h:1440-07-31", "h:1440-07-00", "H:1440", "h1440", "h:", "g:2019",
    "", "19", "201", "20190", "2019-1", "2019-01-1", "2019-0101", "20190101", "2019/01/01", " 2019", "2019 ", "2019\n",
    "2019-01-01T00:00", "-2019", "2019-", "2019-01-", "٢٠١٩", "２０１９", "unknown", "h:h:1440",
)  # fmt: skip
POSSIBLE = (
    "2019", "0001", "9999", "2019-01", "2019-12", "2019-02-28", "2020-02-29", "2000-02-29", "2019-12-31", "h:1440",
    "h:1440-12", "h:1440-07-30", "h:1440-01-01", "h:0001",
)  # fmt: skip


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_what_cannot_be_is_no_date(text: str) -> None:
    assert not is_partial_date(text)


@pytest.mark.parametrize("text", POSSIBLE)
def test_what_can_be_is_one(text: str) -> None:
    assert is_partial_date(text)


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 31))
def test_a_day_is_one_if_the_month_has_it(year: int, month: int, day: int) -> None:
    assert is_partial_date(f"{year:04}-{month:02}-{day:02}") is (day <= calendar.monthrange(year, month)[1])
    assert is_partial_date(f"h:{year:04}-{month:02}-{day:02}") is (day <= 30)
