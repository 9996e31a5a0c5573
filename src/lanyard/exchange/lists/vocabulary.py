"""What lists write, folded so that spellings meet, and looked up in the file of words beside this one."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

_SAME: Final = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ې": "ي", "ة": "ه", "ۃ": "ه", "ک": "ك",
        "ؤ": "و", "ە": "ه", "ھ": "ه", "ـ": None, "ı": "i",
    }
)  # fmt: skip
_MARKS: Final = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]"
)
_APART: Final = re.compile(r"[^\w~≈±✓✔♀♂]+|_")
_DIGITS: Final = {
    ord(digit): str(value)
    for row in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")
    for value, digit in enumerate(row)
}


def plain_digits(text: str) -> str:
    """Arabic and Persian digits as 0 to 9."""
    return text.translate(_DIGITS)


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """The text as all spellings of it that mean the same: letters of one shape as one, marks and punctuation away."""
    decomposed = unicodedata.normalize("NFKD", plain_digits(text).casefold().translate(_SAME))
    without = _MARKS.sub("", decomposed).translate(_SAME)
    return _APART.sub(" ", unicodedata.normalize("NFC", without)).strip()


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(files("lanyard.exchange.lists").joinpath("vocabulary.toml").read_text(encoding="utf-8"))


@cache
def meaning_of(table: str) -> Mapping[str, str]:
    """Each folded word of a table (`headers`, `sex`, `calendar.months` …) to what it means."""
    found: Any = _file()
    for part in table.split("."):
        found = found[part]
    return {folded(word): meaning for meaning, words in found.items() if isinstance(words, list) for word in words}


def looked_up(table: str, text: str) -> str | None:
    """What this text means by a table of words, nothing where it is not there."""
    return meaning_of(table).get(folded(text))


def is_error(text: str) -> bool:
    """Is this what a spreadsheet writes where a formula failed?"""
    return text.strip().casefold() in _file()["cells"]["errors"]
