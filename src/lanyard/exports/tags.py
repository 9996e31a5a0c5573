"""Tags to cut out: a code and its QR, and nothing else; a column of a page is a strip for a travel group."""

from dataclasses import dataclass
from typing import Any, Final

from lanyard.exports.setting import grouped, qr
from lanyard.terms.tags import QR_PREFIX
from lanyard.words import Words

LABELS: Final = ()
STRIP: Final = 10
STRIPS: Final = 3
PAGE: Final = STRIP * STRIPS


@dataclass(frozen=True, slots=True)
class Tags:
    """Codes of tags, in the order in which they run down the strips."""

    codes: tuple[str, ...]


def laid_out(tags: Tags, _words: Words, _beside: Words | None) -> dict[str, Any]:
    """Pages of strips of tags. No language stands on them."""
    drawn = [{"qr": qr(QR_PREFIX + code), "parts": grouped(code).split("\u00a0")} for code in tags.codes]
    strips = [drawn[at : at + STRIP] for at in range(0, len(drawn), STRIP)]
    return {"sheets": [strips[at : at + STRIPS] for at in range(0, len(strips), STRIPS)]}
