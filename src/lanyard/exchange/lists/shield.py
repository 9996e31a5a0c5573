"""Looks at a file before any parser does: what it is, whether it may inflate, how large a table it would make.

A workbook is a zip of a few kilobytes that can unfold into gigabytes, by its size or by two cells far apart. Everything
is therefore unpacked once here, counted and thrown away; what does not fit is refused before it is parsed.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from lanyard.exchange.lists.encodings import utf_16_without_mark
from lanyard.exchange.lists.refusal import ListRefused

FILE_MAX: Final = 64 << 20
INFLATED_MAX: Final = 200 << 20
PARTS_MAX: Final = 2000
CELLS_MAX: Final = 12_000_000
"""Rows times columns of the rectangle round all cells: that is what a parser makes room for."""
REPEATS_MAX: Final = 16_384
CHUNK: Final = 1 << 18
OVERLAP: Final = 4096
"""So much of a part is looked at again with what follows, so that nothing is missed where it was cut."""

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ELSE: Final = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
)
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_PLACE: Final = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{0,3})(\d{1,9})[\"']")
_NO_VALUE: Final = re.compile(
    rb"<c\b(?=[^>]*\st=\"e\")[^>]*\sr=\"([A-Z]+)(\d+)\"|<c\b[^>]*\sr=\"([A-Z]+)(\d+)\"[^>]*><f\b(?:[^>]*/>|[^<]*</f>|[^>]*></f>)</c>"
)
_REPEATED: Final = re.compile(rb"<table:table-cell\b[^>]*number-columns-repeated=\"(\d+)\"[^>]*[^/]>")
_ROWS_REPEATED: Final = re.compile(rb"number-rows-repeated=\"(\d+)\"[^>]*>\s*<table:table-cell\b(?![^>]*/>)")
_SHEETS: Final = re.compile(r"<sheet\b[^>]*?\sname=\"([^\"]*)\"[^>]*?\sr:id=\"([^\"]*)\"")
_TARGETS: Final = re.compile(r"<Relationship\b(?=[^>]*\sId=\"([^\"]*)\")[^>]*\sTarget=\"([^\"]*)\"")
_ENTITIES: Final = (("&quot;", '"'), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


class Looked(NamedTuple):
    """What a file is (`csv`, `xlsx`, `xls`, `ods`), and by sheet the cells (row and column from 0) that hold no value."""

    format: str
    no_value: dict[str, frozenset[tuple[int, int]]]


def look(path: Path) -> Looked:
    """Look at a file. Raises `ListRefused`: `empty`, `too-large`, `inflates`, `locked`, `damaged`, `not-what-it-says`."""
    size = path.stat().st_size
    if size == 0:
        raise ListRefused("empty")
    if size > FILE_MAX:
        raise ListRefused("too-large", f"{size >> 20} MB")
    with path.open("rb") as file:
        head = file.read(CHUNK)
    found, no_value = _kind(path, head)
    ending = path.suffix.lower().lstrip(".")
    said = {"tsv": "csv", "txt": "csv", "xlsm": "xlsx"}.get(ending, ending)
    if said not in ("csv", "xlsx", "xls", "ods") or said != found:
        raise ListRefused("not-what-it-says", f".{ending}: {found}")
    return Looked(found, no_value)


def _kind(path: Path, head: bytes) -> tuple[str, dict[str, frozenset[tuple[int, int]]]]:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(path)
    if head.startswith(OLE):
        if _holds(path, _LOCKED):
            raise ListRefused("locked")
        return "xls", {}
    for magic, name in _ELSE:
        if head.startswith(magic):
            return name, {}
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower().startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")):
        return "HTML/XML", {}
    return ("csv", {}) if _is_text(head) else ("?", {})


def _is_text(head: bytes) -> bool:
    """Text has hardly any control characters, but in UTF-16, where every other byte may be nought."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or utf_16_without_mark(head):
        return True
    controls = sum(head.count(byte) for byte in range(32) if byte not in (9, 10, 11, 12, 13, 27))
    return controls * 50 <= len(head)


def _holds(path: Path, wanted: bytes) -> bool:
    with path.open("rb") as file:
        kept = b""
        while chunk := file.read(CHUNK):
            if wanted in kept + chunk:
                return True
            kept = chunk[-len(wanted) :]
    return False


def _zip(path: Path) -> tuple[str, dict[str, frozenset[tuple[int, int]]]]:
    try:
        with zipfile.ZipFile(path) as box:
            parts = box.infolist()
            if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > INFLATED_MAX:
                raise ListRefused("inflates", f"{INFLATED_MAX >> 20} MB")
            if any(part.flag_bits & 1 for part in parts):
                raise ListRefused("locked")
            return _workbook(box, [part.filename for part in parts])
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise ListRefused("damaged", type(error).__name__) from error


def _workbook(box: zipfile.ZipFile, names: list[str]) -> tuple[str, dict[str, frozenset[tuple[int, int]]]]:
    if "xl/workbook.xml" in names:
        sheets = _sheets(box, names)
        blank = {}
        for name in names:
            found = _unpacked(box, name, measure=name.startswith("xl/worksheets/"))
            if name in sheets and found:
                blank[sheets[name]] = frozenset(found)
        return "xlsx", blank
    if "content.xml" in names:
        for name in names:
            for chunk in _chunks(box, name):
                if name == "META-INF/manifest.xml" and b"encryption-data" in chunk:
                    raise ListRefused("locked")
                if name == "content.xml" and _repeats(chunk) > REPEATS_MAX:
                    raise ListRefused("too-wide", REPEATS_MAX)
        return "ods", {}
    return ("xlsb" if "xl/workbook.bin" in names else "zip"), {}


def _repeats(chunk: bytes) -> int:
    """How often a cell that holds something is said to be repeated, at most."""
    return max((int(times) for pattern in (_REPEATED, _ROWS_REPEATED) for times in pattern.findall(chunk)), default=0)


def _unpacked(box: zipfile.ZipFile, name: str, *, measure: bool) -> set[tuple[int, int]]:
    """Unpack a part to its end, its checksum with it; of a sheet say which cells hold no value."""
    rows, columns, blank = 0, 0, set()
    for chunk in _chunks(box, name):
        if measure:
            places = set(_PLACE.findall(chunk))
            rows = max([rows, *(int(row) for _, row in places)])
            columns = max([columns, *(_number(letters) for letters, _ in places if letters)])
            if rows * columns > CELLS_MAX:
                raise ListRefused("too-wide", f"{rows} × {columns}")
            for one, line, other, number in _NO_VALUE.findall(chunk):
                blank.add((int(line or number) - 1, _number(one or other) - 1))
    return blank


def _chunks(box: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with box.open(name) as part:
        kept = b""
        while chunk := part.read(CHUNK):
            yield kept + chunk
            kept = (kept + chunk)[-OVERLAP:]


def _number(letters: bytes) -> int:
    """The number of a column from its letters; A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheets(box: zipfile.ZipFile, names: list[str]) -> dict[str, str]:
    """The part of each sheet to the sheet's name."""
    if "xl/_rels/workbook.xml.rels" not in names:
        return {}
    text = box.read("xl/workbook.xml").decode("utf-8", "replace")
    targets = dict(_TARGETS.findall(box.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")))
    found = {}
    for name, part in _SHEETS.findall(text):
        for entity, letter in _ENTITIES:
            name = name.replace(entity, letter)
        target = targets.get(part, "")
        found[target.lstrip("/") if target.startswith("/") else f"xl/{target}"] = name
    return found
