"""In which encoding a text was written, and what separates its cells; found from the bytes, never guessed from a name."""

import codecs
import csv
import re
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from lanyard.exchange.lists.refusal import ListRefused

ENCODINGS: Final = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "cp1252", "latin-1")
SEPARATORS: Final = (",", ";", "\t")
SAMPLE_LINES: Final = 50
CHUNK: Final = 1 << 18
_RUN: Final = re.compile(rb"[\x80-\xff]{2,}")
_ARABIC: Final = re.compile("[\u0621-\u064a\u0679-\u06cc]")
_UNDEFINED: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


class Written(NamedTuple):
    """How a text was written. `mixed`: some of it is not in that encoding."""

    encoding: str
    separator: str
    mixed: bool


def how_written(path: Path, encoding: str | None = None) -> Written:
    """Find the encoding (unless it is said) and the separator.

    Raises:
        ListRefused: `no-such-encoding`, or `damaged` where it cannot be in the encoding that was said.
    """
    found, mixed = (encoding, False) if encoding else _encoding(path)
    if found not in ENCODINGS:
        raise ListRefused("no-such-encoding", f"{encoding} ({', '.join(ENCODINGS)})")
    try:
        with path.open(encoding=python_name(found), errors=errors_of(found), newline="") as text:
            sample = [line[:100_000] for line in islice(text, SAMPLE_LINES)]
    except UnicodeError as error:
        raise ListRefused("damaged", found) from error
    return Written(found, _separator(sample), mixed)


def utf_16_without_mark(head: bytes) -> str | None:
    """Is this UTF-16 that does not say so? Then one byte of each two is nought, or 6 for Arabic letters."""
    for encoding, half, other in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        high = half.count(0) + half.count(6)
        if len(half) >= 2 and half.count(0) and high * 10 > len(half) * 9 and other.count(0) * 10 < len(half):
            return encoding
    return None


def python_name(encoding: str) -> str:
    """The codec: a mark at the beginning of UTF-8 is not part of the first cell."""
    return "utf-8-sig" if encoding == "utf-8" else encoding


def errors_of(encoding: str) -> str:
    """Bytes that are not in the encoding are kept as they are, so that their row can be given back."""
    return "replace" if encoding.startswith("utf-16") else "surrogateescape"


def _encoding(path: Path) -> tuple[str, bool]:
    with path.open("rb") as file:
        head = file.read(4096)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16", False
        if bare := utf_16_without_mark(head):
            return bare, False
        file.seek(0)
        sound = other = 0
        legacy = bytearray()
        for line in file:
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                sound += 1
            except UnicodeDecodeError:
                other += 1
                if len(legacy) < CHUNK:
                    legacy += line
    if not other:
        return "utf-8", False
    return ("utf-8", True) if sound else (_one_byte(bytes(legacy)), False)


def _one_byte(text: bytes) -> str:
    """Arabic letters stand in runs; accented letters stand alone between plain ones."""
    high = sum(byte >= 0x80 for byte in text)
    runs = b"".join(_RUN.findall(text))
    if len(runs) * 2 > high and len(_ARABIC.findall(runs.decode("cp1256", "replace"))) * 2 > len(runs):
        return "cp1256"
    return "latin-1" if _UNDEFINED.search(text) else "cp1252"


def _separator(sample: list[str]) -> str:
    """What makes most rows equally wide; a first line may say it, as spreadsheets write it."""
    if sample and (said := re.fullmatch(r"sep=(.)\s*", sample[0].lstrip("\ufeff"))):
        return said.group(1)
    best, most = ",", 0
    for separator in SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(sample, delimiter=separator) if len(row) > 1)
        except csv.Error:
            continue
        width, times = max(widths.items(), key=lambda found: (found[1], found[0]), default=(0, 0))
        if times * width > most:
            best, most = separator, times * width
    return best
