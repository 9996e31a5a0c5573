"""The list of all documents: what each is made from, and how it is set. Whoever may see the data hands it in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, is_dataclass
from types import UnionType
from typing import Any, Final, NamedTuple, get_args, get_origin, get_type_hints

from lanyard.exports import manifest, receipt, roll, sheet, tags
from lanyard.exports.setting import clean, set_pages, set_pictures
from lanyard.words import Words


class Export(NamedTuple):
    """One document: the dataclass it is made from, how that is laid out, and the labels that its template shows."""

    given: type
    laid_out: Callable[[Any, Words, Words | None], dict[str, Any]]
    labels: tuple[str, ...]


EXPORTS: Final[Mapping[str, Export]] = {
    "tags": Export(tags.Tags, tags.laid_out, tags.LABELS),
    "manifest": Export(manifest.BoardingPaper, manifest.laid_out, manifest.LABELS),
    "receipt": Export(receipt.ReceiptPaper, receipt.laid_out, receipt.LABELS),
    "roll": Export(roll.RollPaper, roll.laid_out, roll.LABELS),
    "sheet": Export(sheet.Sheets, sheet.laid_out, sheet.LABELS),
}

NEVER_COPIED: Final = frozenset({"tags", "sheet"})
"""A copied tag or sheet cannot be told from its original."""


def pdf(name: str, given: Any, words: Words, beside: Words | None = None, *, copies: int = 1) -> bytes:
    """A document of this name as PDF, its labels in one language, or in a second one beside where it has that.

    `copies` of what is only shown stand one after the other; what has a number of its own is never copied.
    """
    laid, labels = _laid_out(name, given, words, beside)
    return set_pages(name, {**laid, "copies": 1 if name in NEVER_COPIED else copies}, labels, words, beside)


def pictures(
    name: str, given: Any, words: Words, beside: Words | None = None, *, dots_per_inch: int = 150
) -> list[bytes]:
    """The same as pictures (PNG), one a page."""
    laid, labels = _laid_out(name, given, words, beside)
    return set_pictures(name, laid, labels, words, beside, dots_per_inch=dots_per_inch)


def _laid_out(name: str, given: Any, words: Words, beside: Words | None) -> tuple[dict[str, Any], tuple[str, ...]]:
    export = EXPORTS[name]
    return export.laid_out(again(name, clean(plain(given))), words, beside), export.labels


def page_count(made: bytes) -> int:
    """How many pages a PDF of ours has: the largest count of its tree of pages."""
    return max((int(count) for count in re.findall(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)", made)), default=0)


def plain(given: Any) -> dict[str, Any]:
    """What a document is made from, as JSON can say it: for the way from the server to the command."""
    return asdict(given)


def again(name: str, said: Mapping[str, Any]) -> Any:
    """The dataclass that `plain` was said of."""
    return _made(EXPORTS[name].given, said)


def _made(kind: Any, said: Any) -> Any:
    if get_origin(kind) is tuple:
        parts = get_args(kind)
        each = [parts[0]] * len(said) if parts[-1] is Ellipsis else parts
        return tuple(_made(one, part) for one, part in zip(each, said, strict=True))
    if get_origin(kind) is UnionType:
        return None if said is None else _made(get_args(kind)[0], said)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{field.name: _made(hints[field.name], said[field.name]) for field in fields(kind)})  # type: ignore[operator]  # a class
    return said
