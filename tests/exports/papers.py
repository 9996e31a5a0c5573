"""What the tests print: codes, people with letters of four scripts, each paper with something on it."""

import random
from functools import cache
from typing import Any, Final

import typst

from lanyard.exports.documents import pictures
from lanyard.exports.manifest import BoardingPaper, Traveller
from lanyard.exports.receipt import ReceiptPaper
from lanyard.exports.roll import RollPaper
from lanyard.exports.setting import PAGES, Heading, _given
from lanyard.terms.tags import tag_code
from lanyard.words import Words
from tests.exports.png import Picture, read_png

HEADING: Final = Heading("2019-02-22 19:05", "Asia/Damascus")
NUMBER: Final = "5b0c6d0a8e1f4b7c9d2e3f405162738a"
LETTERS: Final = "گچپژڤڕڵۆێەئیکھءآأؤإةىلاşŞêÊîÎûÛçÇğĞıİöÖüÜâÂéßABCabc0123456789٠١٢٣٤٥٦٧٨٩"
"""Arabic with the Kurdish letters of Sorani, the Latin ones of Kurmanji and Turkish, digits of both."""

EN: Final = Words("en")
AR: Final = Words("ar")


@cache
def codes(count: int) -> tuple[str, ...]:
    draw = random.Random(7)
    return tuple(tag_code("BG", draw.getrandbits(35)) for _ in range(count))


def people(count: int, name: str = "سارة") -> tuple[Traveller, ...]:
    return tuple(Traveller(code, name, "female", (360, 371)) for code in codes(count))


def boarding(*who: Traveller, **other: Any) -> BoardingPaper:
    known: dict[str, Any] = {
        "heading": HEADING, "number": NUMBER, "label": "AB 12 5b0c", "site": "BG The point", "to": "HC The camp",
        "route": "the road", "officer": "officer", "plate": "AB 12", "seats": "60", "opened": "2019-02-22 12:05",
        "sealed": "", "departed": "",
    }  # fmt: skip
    return BoardingPaper(people=who, **{**known, **other})


def receipt(**other: Any) -> ReceiptPaper:
    known: dict[str, Any] = {
        "heading": HEADING, "number": NUMBER, "label": "AB 12 5b0c", "site": "BG", "to": "HC", "route": "the road",
        "officer": "officer", "plate": "AB 12", "departed": "2019-02-22 12:05", "counted": "", "handed_over": "",
        "sent": 3, "heads": None, "received": None,
    }  # fmt: skip
    return ReceiptPaper(**{**known, **other})


def roll(**other: Any) -> RollPaper:
    known: dict[str, Any] = {
        "heading": HEADING, "at": "2019-02-22 19:05", "people": 3, "unaccounted": 0, "balanced": True,
        "sites": ("BG", "HC"), "places": (("on_site", (2, 1)),),
    }  # fmt: skip
    return RollPaper(**{**known, **other})


def seen(name: str, given: Any, words: Words = EN, beside: Words | None = None) -> list[Picture]:
    """Its pages as pictures, coarse enough to be quick."""
    return [read_png(page) for page in pictures(name, given, words, beside, dots_per_inch=60)]


def snippet(body: str, words: Words = EN, **data: Any) -> Picture:
    """A few lines of typst over the pages' own functions, with data as theirs has it."""
    given = _given({"heading": {"training": False}, **data}, (), words, None)
    source = '#import "page.typ": *\n#set page(width: 120mm, height: auto, margin: 5mm)\n#set text(font: faces, fallback: false, size: 14pt, dir: if mirrored { rtl } else { ltr })\n'
    made = typst.compile((source + body).encode(), **given, format="png", ppi=100)
    assert isinstance(made, bytes), "it is one page"
    assert given["root"] == PAGES
    return read_png(made)


def shape(picture: Picture) -> list[bytes]:
    """What is drawn, wherever it stands: the picture without its white edges."""
    rows = [picture.row(y) for y in range(picture.height)]
    rows = [row for row in rows if min(row) < 128]
    left = min(next(x for x, value in enumerate(row) if value < 128) for row in rows)
    right = max(len(row) - next(x for x, value in enumerate(reversed(row)) if value < 128) for row in rows)
    return [bytes(value < 128 for value in row[left:right]) for row in rows]
