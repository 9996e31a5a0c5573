"""Sets a page: what stands on it goes to typst as JSON, beside a template of ours and letters of ours, and comes back as PDF."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import segno
import typst

from lanyard.terms.tags import is_tag_code
from lanyard.words import Words

HERE: Final = Path(__file__).parent
PAGES: Final = HERE / "pages"
FONTS: Final = HERE / "fonts"
EACH_PAGE: Final = ("page", "printed", "training")
"""What the head and the foot of every paper say, tags aside."""

FOOT_LONGEST: Final = 24
_KEPT: Final = "\u200c\u200d"
"""Joiners: Kurdish and Persian are written with them."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Where and when a paper was printed: hours in this zone; `training` where nothing is real."""

    printed: str
    zone: str
    training: bool = False


def set_pages(
    template: str, data: Mapping[str, Any], labels: Iterable[str], words: Words, beside: Words | None = None
) -> bytes:
    """One document as PDF, in one language, or with a second one beside each label.

    What people typed is data and never markup: it reaches the template as JSON. The letters are those that lie beside
    this file, then those that typst carries for the scripts that are not in them; never the machine's.
    """
    made = typst.compile(PAGES / f"{template}.typ", **_given(data, labels, words, beside), format="pdf")
    assert isinstance(made, bytes), "a PDF is one file"
    return made


def set_pictures(
    template: str,
    data: Mapping[str, Any],
    labels: Iterable[str],
    words: Words,
    beside: Words | None = None,
    *,
    dots_per_inch: int = 150,
) -> list[bytes]:
    """The same as pictures (PNG), one a page."""
    given = _given(data, labels, words, beside)
    made = typst.compile(PAGES / f"{template}.typ", **given, format="png", ppi=dots_per_inch)
    return made if isinstance(made, list) else [made] if made else []


def _given(data: Mapping[str, Any], labels: Iterable[str], words: Words, beside: Words | None) -> dict[str, Any]:
    both = [words] if beside is None else [words, beside]
    said = {label: [one.printed(label) for one in both] for label in (*EACH_PAGE, *labels)}
    whole = {**data, "words": said, "direction": words.direction, "language": words.language}
    return {
        "root": PAGES,
        "font_paths": [FONTS],
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(whole, ensure_ascii=False)},
    }


def clean(value: Any) -> Any:
    """Without what cannot be seen on paper and could turn a line round: controls, marks of direction, halves of letters."""
    if isinstance(value, str):
        seen = (
            c if c in _KEPT or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else " " for c in value
        )
        return "".join(seen)
    if isinstance(value, Mapping):
        return {key: clean(part) for key, part in value.items()}
    return [clean(part) for part in value] if isinstance(value, (list, tuple)) else value


def apart(value: str) -> str:
    """Something filled into a sentence, kept from turning with it."""
    return f"\u2068{value}\u2069"


def qr(text: str, border: int = 4) -> str:
    """A code as a drawing (SVG) with its quiet edge, still read when a quarter of it is worn off."""
    drawn = BytesIO()
    segno.make_qr(text, error="q", boost_error=False).save(
        drawn, kind="svg", xmldecl=False, border=border, omitsize=True, svgclass=None, lineclass=None
    )
    return drawn.getvalue().decode()


def grouped(tag: str) -> str:
    """A tag's code for reading aloud: the site's letters, four, four; the last of them checks the others.

    What is no code of a tag, such as the beginning of an id, stays as it is.
    """
    return f"{tag[:2]}\u00a0{tag[2:6]}\u00a0{tag[6:]}" if is_tag_code(tag) else tag


def shortened(text: str) -> str:
    """What fits into the foot of a page."""
    return text if len(text) <= FOOT_LONGEST else text[:FOOT_LONGEST] + "…"
