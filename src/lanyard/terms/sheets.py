"""The number of a control sheet: the site's letters, a number that is given once, a check character: `BG-0001-7`."""

import re
from typing import Final

from lanyard.terms.tags import check_character

QR_PREFIX: Final = "LNYS:"
NUMBER_MAX: Final = 9_999_999
_SHAPE: Final = re.compile(r"([A-HJKMNP-TV-Z]{2})-?([0-9]{4,7})-?([0-9A-HJKMNP-TV-Z])", re.ASCII)


def sheet_number(letters: str, number: int) -> str:
    """How the sheet with this number of a site is called. Raises ValueError for a number that is never given."""
    if not 1 <= number <= NUMBER_MAX:
        raise ValueError(f"{number} is not from 1 to {NUMBER_MAX}")
    return f"{letters}-{number:04d}-{_check(letters, number)}"


def typed_sheet(text: str) -> tuple[str, int] | None:
    """The site's letters and the number that somebody typed or scanned; nothing if there can be no such sheet."""
    found = _SHAPE.fullmatch(text.strip().upper().removeprefix(QR_PREFIX).replace(" ", ""))
    if found is None:
        return None
    letters, number, check = found.group(1), int(found.group(2)), found.group(3)
    return (letters, number) if number > 0 and check == _check(letters, number) else None


def _check(letters: str, number: int) -> str:
    """As of a tag: one wrong character, or two that changed places, are noticed."""
    return check_character(f"{letters}{number:07d}")
