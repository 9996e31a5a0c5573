"""Reads one cell: what it says, or the code of why it cannot be read. Nothing is guessed, nothing is evaluated."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from lanyard.exchange.lists.fields import Field
from lanyard.exchange.lists.unreadable import Unreadable
from lanyard.exchange.lists.vocabulary import folded, is_error, looked_up, plain_digits
from lanyard.ledger.ask import LIST_MAX, TEXT_MAX
from lanyard.terms import Language, Script, Sex, Walks
from lanyard.terms.sheets import sheet_number, typed_sheet
from lanyard.terms.tags import typed_tag

FORMULA: Final = ("=", "+", "@")
ROWS_MOST: Final = 500
_TURNING: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
"""Controls, and the marks that turn the direction of what follows: no name has them, and no reader would take them."""
_UNSEEN: Final = re.compile("[\u200b\u200e\u200f\ufeff\u00ad]")
_BROKEN: Final = re.compile("[\ud800-\udfff\ufffd]|\\?{3,}")
_NOTHING: Final = re.compile(r"[-–—_.،,/\\*'\"\s]*")
_DASHES: Final = re.compile(r"[\u2010-\u2015\u2212]")
_SCRIPTS: Final = (("ARABIC", Script.ARABIC), ("LATIN", Script.LATIN), ("CYRILLIC", Script.CYRILLIC))


def said_in(cell: str) -> str:
    """The text of a cell on one line, without what nobody sees; empty where dashes stand for nothing.

    Raises:
        Unreadable: `control-character`, `letters-lost`, `cell-error`.
    """
    if _TURNING.search(cell):
        raise Unreadable("control-character")
    if _BROKEN.search(cell):
        raise Unreadable("letters-lost")
    text = " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", cell)).split())
    if is_error(text):
        raise Unreadable("cell-error")
    return "" if _NOTHING.fullmatch(text) or looked_up("blank", text) == "words" else text


def is_unknown(text: str) -> bool:
    """Does the cell say that it is not known?"""
    return looked_up("blank", text) == "unknown" or text.strip("؟? ") == ""


def text(said: str) -> str:
    """Free text. Raises Unreadable `text-too-long`, `formula`."""
    if len(said) > TEXT_MAX:
        raise Unreadable("text-too-long", str(TEXT_MAX))
    if said.startswith(FORMULA):
        raise Unreadable("formula")
    return said


def name(said: str) -> str:
    """A name as written, which has letters."""
    if not any(letter.isalpha() for letter in said):
        raise Unreadable("not-a-name")
    return text(said)


@lru_cache(maxsize=20_000)
def script_of(said: str) -> Script | None:
    """The script of most letters of a name; nothing for one that the ledger has no code for."""
    counts: dict[Script | None, int] = {}
    for letter in said:
        if letter.isalpha():
            called = unicodedata.name(letter, "")
            found = next((script for prefix, script in _SCRIPTS if called.startswith(prefix)), None)
            counts[found] = counts.get(found, 0) + 1
    return max(counts, key=lambda script: counts[script]) if counts else None


def tag(said: str) -> str:
    """The code of a printed tag. Raises Unreadable `not-a-tag`."""
    code = typed_tag(_DASHES.sub("-", plain_digits(said)))
    if code is None:
        raise Unreadable("not-a-tag")
    return code


def sex(said: str) -> Sex:
    """Raises Unreadable `not-a-sex`."""
    if is_unknown(said):
        return Sex.UNKNOWN
    return Sex(_choice("sex", said, "not-a-sex"))


def walks(said: str) -> Walks:
    """Raises Unreadable `not-walks`."""
    return Walks(_choice("walks", said, "not-walks"))


def yes_no(said: str) -> bool | None:
    """Raises Unreadable `not-yes-no`."""
    return None if is_unknown(said) else _choice("yes_no", said, "not-yes-no") == "yes"


def languages(said: str) -> tuple[Language, ...]:
    """One or more languages. Raises Unreadable `not-a-language`."""
    if is_unknown(said):
        return (Language.UNKNOWN,)
    found = looked_up("languages", said)
    parts = [said] if found else re.split(r"[,;/،؛+&|]| and | et | و ", said)
    chosen = tuple(
        dict.fromkeys(Language(_choice("languages", part, "not-a-language")) for part in parts if part.strip())
    )
    if len(chosen) > LIST_MAX:
        raise Unreadable("not-a-language")
    return chosen


def sheet(said: str) -> str:
    """The number printed on a control sheet, as it is printed. Raises Unreadable `not-a-sheet`."""
    found = typed_sheet(_DASHES.sub("-", plain_digits(said)))
    if found is None:
        raise Unreadable("not-a-sheet")
    return sheet_number(*found)


def row(said: str) -> int:
    """The number printed at a line of a control sheet. Raises Unreadable `not-a-row`."""
    number = plain_digits(said)
    if not re.fullmatch(r"\d{1,3}", number) or not 1 <= int(number) <= ROWS_MOST:
        raise Unreadable("not-a-row")
    return int(number)


def area(said: str, areas: Mapping[str, str]) -> str:
    """The code of an area by its code, with or without the site, or its name; `areas` has them folded.

    Raises:
        Unreadable: `no-such-area`, with the codes that there are.
    """
    found = areas.get(folded(said))
    if found is None:
        raise Unreadable("no-such-area", ", ".join(dict.fromkeys(areas.values())))
    return found


def _choice(table: str, said: str, code: str) -> str:
    found = looked_up(table, said)
    if found is None:
        raise Unreadable(code)
    return found


READERS: Final[dict[Field, Callable[[str], Any]]] = {
    Field.SHEET: sheet,
    Field.ROW: row,
    Field.TAG: tag,
    Field.NAME: name,
    Field.GIVEN_NAME: name,
    Field.FATHER_NAME: name,
    Field.GRANDFATHER_NAME: name,
    Field.FAMILY_NAME: name,
    Field.SEX: sex,
    Field.TRAVEL_GROUP: text,
    Field.LANGUAGES: languages,
    Field.CAME_FROM: text,
    Field.ON_FOOT: yes_no,
    Field.WALKS: walks,
    Field.ALONE: yes_no,
}
"""Fields that need nothing but the cell; ages, dates and areas need more."""
