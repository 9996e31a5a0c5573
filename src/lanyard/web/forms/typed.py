"""What a hand types, brought to the plain value that the ledger reads; and a plain value as a hand would type it.

Here only the spelling is forgiven. Every limit is the ledger's: `Shape.read_one` refuses what is left.
"""

import re
import unicodedata
from typing import Final

from lanyard.ledger.ask import AgeRange
from lanyard.ledger.errors import Malformed
from lanyard.ledger.record import AGE_MONTHS_MAX
from lanyard.terms.tags import typed_tag

YEARS: Final = "years"
MONTHS: Final = "months"
HIJRI: Final = "hijri"
GREGORIAN: Final = "gregorian"

_YEAR: Final = 12
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹−٫", "01234567890123456789-.")
_EDGES: Final = " \t\r\n\u00a0\u200e\u200f\ufeff"
"""Blanks, and the marks that a keyboard or a copied line leaves at the ends."""

_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,15}")
_AGE: Final = re.compile(r"([0-9]{1,4})(?:\s*[-–—]\s*([0-9]{1,4}))?")
_DATE: Final = re.compile(r"(h:)?\s*([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?", re.IGNORECASE)


def tidy(text: str) -> str:
    """Text in NFC, without what surrounds it."""
    return unicodedata.normalize("NFC", text.strip(_EDGES))


def western(text: str) -> str:
    """The same with the digits 0 to 9, whichever digits were typed."""
    return tidy(text).translate(_DIGITS)


def number(text: str) -> int:
    """A whole number."""
    found = western(text)
    if not _NUMBER.fullmatch(found):
        raise Malformed("not-a-number", "", text)
    return int(found)


def tag(text: str) -> str:
    """The code of a tag, typed or scanned."""
    code = typed_tag(western(text))
    if code is None:
        raise Malformed("not-a-tag", "", text)
    return code


def partial_date(text: str, calendar: str) -> str:
    """A year, a month or a day, as the ledger writes it; what has another shape is left for the ledger to refuse."""
    found = _DATE.fullmatch(western(text))
    if found is None:
        return tidy(text)
    mark, year, *rest = found.groups()
    hijri = "h:" if mark or calendar == HIJRI else ""
    return hijri + "-".join([year, *(part.zfill(2) for part in rest if part)])


def date_as_typed(date: str) -> tuple[str, str]:
    """What is typed for a date, and in which calendar."""
    return (date[2:], HIJRI) if date.startswith("h:") else (date, GREGORIAN)


def age(text: str, unit: str) -> list[int]:
    """An age or a range of ages, in completed months: who is 8 years old may be anything from 96 to 107 months old."""
    found = _AGE.fullmatch(western(text))
    if found is None:
        raise Malformed("not-an-age", "", text)
    low, high = int(found[1]), int(found[2] or found[1])
    if unit == MONTHS:
        return [low, high]
    last = high * _YEAR + _YEAR - 1
    return [low * _YEAR, AGE_MONTHS_MAX if high * _YEAR <= AGE_MONTHS_MAX < last else last]


def age_as_typed(age: AgeRange) -> tuple[str, str]:
    """What is typed for an age, and in which unit: years where they say the same."""
    low, high = age
    if low % _YEAR == 0 and (high % _YEAR == _YEAR - 1 or high == AGE_MONTHS_MAX):
        return _range(low // _YEAR, high // _YEAR), YEARS
    return _range(low, high), MONTHS


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}-{high}"
