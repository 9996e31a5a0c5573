"""Partial dates as people know them: a year, a month, a day; Gregorian, or Hijri as it was entered."""

import re
from datetime import date

_SHAPE = re.compile(r"(h:)?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_HIJRI_DAYS_MAX = 30


def is_partial_date(text: str) -> bool:
    """Is this `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, with `h:` before it for Hijri, and can it be?

    A Hijri month has 29 or 30 days by sighting, so 30 is allowed in every month.
    """
    found = _SHAPE.fullmatch(text)
    if found is None:
        return False
    hijri, year, month, day = found.group(1), int(found.group(2)), found.group(3), found.group(4)
    if year == 0 or (month is not None and not 1 <= int(month) <= 12):
        return False
    if day is None:
        return True
    if hijri:
        return 1 <= int(day) <= _HIJRI_DAYS_MAX
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True
