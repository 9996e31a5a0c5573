"""Dates and ages as lists write them, brought to days and months; what is not exact stays a range."""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from lanyard.exchange.lists.unreadable import Unreadable
from lanyard.exchange.lists.vocabulary import folded, looked_up, plain_digits
from lanyard.ledger.ask import AgeRange
from lanyard.ledger.record import AGE_MONTHS_MAX
from lanyard.terms.dates import is_partial_date

ADULT: Final = 18 * 12
ABOUT_YEARS: Final = 2
"""About so many years is read as this many more or less."""
INFANT_MONTHS: Final = 11
SERIALS: Final = range(10_000, 100_000)
"""Numbers that are a spreadsheet's count of days: which day, depends on the program."""
YEARS: Final = range(1850, 2200)
HIJRI_YEARS: Final = range(1300, 1500)
SIGHTING: Final = timedelta(days=2)
"""A Hijri month begins when the moon is seen; a reckoned day may be off by this much."""
_SEPARATED: Final = re.compile(
    r"(\d{1,4})\s*[-/.\\،,\s]\s*(\d{1,2}|[^\W\d]+(?:\s[^\W\d]+)?)\.?\s*[-/.\\،,\s]\s*(\d{1,4})"
)
_MONTH_YEAR: Final = re.compile(r"(\d{1,2}|[^\W\d]+(?:\s[^\W\d]+)?)\.?\s*[-/.\\،,\s]\s*(\d{4})")
_YEAR_MONTH: Final = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})")
_CLOCK: Final = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]\.?m\.?)?$", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
_RANGE: Final = re.compile(r"(\d{1,3})\s*(?:-|–|—|to|الى|إلى)\s*(\d{1,3})")


class Order(StrEnum):
    """In which order a list writes day, month and year where all three are numbers and the year is not first."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


class Span(NamedTuple):
    """From the first day to the last, both in it."""

    first: date
    last: date


def day_of(text: str, order: Order = Order.DAY_FIRST) -> Span:
    """What a written date may be: one day, a month or a year.

    Raises:
        Unreadable: `date-cannot-be`, `date-serial`, `date-hijri-unmarked`, `not-a-date`.
    """
    said = _CLOCK.sub("", plain_digits(text).strip())
    said, hijri = _calendar(said)
    parts = _parts(said, order)
    if parts is None:
        raise Unreadable("date-serial" if said.isdigit() and int(said) in SERIALS else "not-a-date")
    year, month, day = parts
    if not hijri and year in HIJRI_YEARS:
        raise Unreadable("date-hijri-unmarked", f"h:{year}")
    written = "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)])
    if not is_partial_date(f"h:{written}" if hijri else written):
        raise Unreadable("date-cannot-be")
    if year not in (HIJRI_YEARS if hijri else YEARS):
        raise Unreadable("date-cannot-be")
    if hijri:
        return _span_hijri(year, month, day)
    return _span(year, month, day)


def _calendar(said: str) -> tuple[str, bool]:
    """The date without the word for its calendar, and whether that is the Hijri one."""
    if said.lower().startswith("h:"):
        return said[2:].strip(), True
    words = re.split(r"(?<=\d)\s*(?=[^\W\d]+\.?$)", said)
    if len(words) == 2 and looked_up("calendar", words[1]):
        return words[0].strip(), True
    return said, False


def _parts(said: str, order: Order) -> tuple[int, int | None, int | None] | None:
    """Year, month and day as far as they are there."""
    if re.fullmatch(r"\d{4}", said):
        return int(said), None, None
    if found := _SEPARATED.fullmatch(said):
        return _three(found[1], found[2], found[3], order)
    if found := _YEAR_MONTH.fullmatch(said):
        return int(found[1]), int(found[2]), None
    if found := _MONTH_YEAR.fullmatch(said):
        month = _month(found[1])
        return None if month is None else (int(found[2]), month, None)
    return None


def _three(one: str, two: str, three: str, order: Order) -> tuple[int, int, int] | None:
    named = not two.isdigit()
    middle = _month(two)
    if middle is None:
        return None
    if len(one) == 4:
        return int(one), middle, int(three)
    if len(three) != 4:
        raise Unreadable("year-short")
    if named or order is Order.DAY_FIRST:
        return int(three), middle, int(one)
    return int(three), int(one), middle


def _month(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    found = looked_up("calendar.months", text)
    return int(found) if found else None


def _span(year: int, month: int | None, day: int | None) -> Span:
    if month is None:
        return Span(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Span(date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1))
    return Span(date(year, month, day), date(year, month, day))


def _span_hijri(year: int, month: int | None, day: int | None) -> Span:
    first = _from_hijri(year, month or 1, day or 1)
    if day is not None:
        last = first
    elif month is not None:
        last = _from_hijri(year, month, 30)
    else:
        last = _from_hijri(year, 12, 30)
    return Span(first - SIGHTING, last + SIGHTING)


def _from_hijri(year: int, month: int, day: int) -> date:
    """The day by the tabular reckoning with leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29 of thirty."""
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(227014 + days)


def age_when_born(born: Span, on: Span) -> AgeRange:
    """How old in completed months somebody born then is on that day. Raises Unreadable `date-in-future`, `age-cannot-be`."""
    if born.first > on.last:
        raise Unreadable("date-in-future")
    low, high = _months(born.last, on.first), _months(born.first, on.last)
    return _age(max(0, low), high)


def _months(born: date, on: date) -> int:
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)


def _age(low: int, high: int) -> AgeRange:
    if not 0 <= low <= high <= AGE_MONTHS_MAX:
        raise Unreadable("age-cannot-be")
    return AgeRange(low, high)


def age_of(text: str, *, months: bool = False) -> AgeRange:
    """A stated age. A bare number is years, or months where the column says so.

    Raises:
        Unreadable: `age-cannot-be`, `not-an-age`.
    """
    said = plain_digits(text).strip().casefold()
    if word := looked_up("age_words", said):
        return _by_word(word)
    if found := _RANGE.fullmatch(said):
        low, high = int(found[1]), int(found[2])
        return _age(low, high) if months else _age(low * 12, high * 12 + 11)
    numbers = _NUMBER.findall(said)
    words = folded(_NUMBER.sub(" ", said)).split()
    meanings = {looked_up("age_words", word) for word in words}
    if len(numbers) == 2:
        return _years_and_months(numbers, words)
    if len(numbers) != 1 or None in meanings or said.startswith("-") or set("+<>") & set(said):
        raise Unreadable("not-an-age")
    return _one_number(numbers[0].replace(",", "."), meanings, months=months)


def _one_number(number: str, meanings: set[str | None], *, months: bool) -> AgeRange:
    units = meanings & {"years", "months", "weeks", "days"}
    if len(units) > 1 or meanings - units - {"about", "half"}:
        raise Unreadable("not-an-age")
    unit = next(iter(units), "months" if months else "years")
    whole, _, part = number.partition(".")
    value = int(whole)
    if unit == "days":
        return _age(value // 31, value // 28)
    if unit == "weeks":
        return _age(value * 7 // 31, value * 7 // 28)
    if unit == "months":
        return _age(max(0, value - 1), value + 1) if "about" in meanings else _age(value, value)
    if "half" in meanings or (part and int(part)):
        tenths = 5 if "half" in meanings else int(part[0])
        middle = value * 12 + tenths * 12 // 10
        return _age(max(0, middle - 3), middle + 3)
    if "about" in meanings:
        return _age(max(0, value - ABOUT_YEARS) * 12, (value + ABOUT_YEARS) * 12 + 11)
    return _age(value * 12, value * 12 + 11)


def _years_and_months(numbers: list[str], words: list[str]) -> AgeRange:
    """Two years and three months, as `2y 3m`."""
    units = [found for word in words if (found := looked_up("age_words", word.removeprefix("و"))) is not None]
    if units != ["years", "months"] or not all(number.isdigit() for number in numbers):
        raise Unreadable("not-an-age")
    total = int(numbers[0]) * 12 + int(numbers[1])
    return _age(total, total)


def _by_word(word: str) -> AgeRange:
    ranges = {
        "newborn": (0, 0),
        "infant": (0, INFANT_MONTHS),
        "child": (0, ADULT - 1),
        "adult": (ADULT, AGE_MONTHS_MAX),
    }
    if word not in ranges:
        raise Unreadable("not-an-age")
    return AgeRange(*ranges[word])
