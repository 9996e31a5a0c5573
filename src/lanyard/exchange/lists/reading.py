"""Reads a list row by row as text: what stands in the cells, where, and nothing of what it means."""

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from lanyard.crypto.hashing import H, sha256
from lanyard.exchange.lists import parser, shield
from lanyard.exchange.lists.encodings import errors_of, how_written, python_name
from lanyard.exchange.lists.refusal import ListRefused

COLUMNS_MAX: Final = 1000
LINES_MAX: Final = 200_000
CELL_MAX: Final = 32_767
Range = tuple[tuple[int, int], tuple[int, int]]
"""Merged cells: the first and the last, row and column from 0."""


class Row(NamedTuple):
    """One line of the list (from 1) and its cells. `spread` are the columns whose cell reaches down from a line above,
    `no_value` those with a formula that failed, or whose value is not in the file.
    """

    line: int
    cells: tuple[str, ...]
    spread: frozenset[int] = frozenset()
    no_value: frozenset[int] = frozenset()


class Sheet:
    """One table of a file. `rows` may be asked for more than once, each time read anew; nothing of them is held.

    Attributes:
        digest: a hash of the file's bytes.
        format: `csv`, `xlsx`, `xls` or `ods`.
        encoding, separator, mixed: of a text; empty for a workbook.
        name: of the sheet, empty for a text.
        others: sheets of the same file that hold something too and are not read.
        merged: merged cells, as far as the format tells.
    """

    def __init__(self, path: Path, sheet: str | None = None, encoding: str | None = None) -> None:
        """Look at the file and open it; see `read_sheet`."""
        looked = shield.look(path)
        self._path = path
        self.digest = digest_of(path)
        self.format = looked.format
        self.encoding = self.separator = self.name = ""
        self.mixed = False
        self.others: tuple[str, ...] = ()
        self.merged: tuple[Range, ...] = ()
        self._no_value: dict[int, set[int]] = {}
        if looked.format == "csv":
            self.encoding, self.separator, self.mixed = how_written(path, encoding)
            return
        with _parsed(path, sheet or "") as answers:
            told = _told(answers)
        self.name, self.others = told["name"], tuple(told["others"])
        self.merged = tuple((tuple(first), tuple(last)) for first, last in told["merged"])
        if told["last"][0] >= LINES_MAX:
            raise ListRefused("too-long", told["last"][0] + 1)
        if told["last"][1] >= COLUMNS_MAX:
            raise ListRefused("too-wide", told["last"][1] + 1)
        for row, column in looked.no_value.get(self.name, ()):
            self._no_value.setdefault(row, set()).add(column)

    def rows(self) -> Iterator[Row]:
        """Every line that is not quite empty. Raises `ListRefused`: `damaged`, `inflates`, `too-long`, `too-wide`."""
        return self._lines() if self.format == "csv" else self._table_rows()

    def _table_rows(self) -> Iterator[Row]:
        reach: dict[int, dict[int, int]] = {}
        for first, last in self.merged:
            if last[0] > first[0]:
                reach.setdefault(first[0], {})[first[1]] = last[0]
        below: dict[int, tuple[int, str]] = {}
        with _parsed(self._path, self.name) as answers:
            _told(answers)
            for number, cells in enumerate(answers):
                spread = _filled_down(cells, below, number)
                for column, end in reach.get(number, {}).items():
                    below[column] = (end, cells[column] if column < len(cells) else "")
                blank = self._no_value.get(number, ())
                if blank or any(column not in spread and cell.strip() for column, cell in enumerate(cells)):
                    yield Row(number + 1, _stripped(cells), frozenset(spread), frozenset(blank))

    def _lines(self) -> Iterator[Row]:
        csv.field_size_limit(CELL_MAX)
        encoding, errors = python_name(self.encoding), errors_of(self.encoding)
        try:
            with self._path.open(encoding=encoding, errors=errors, newline="") as text:
                reader = csv.reader(text, delimiter=self.separator)
                line = 1
                for cells in islice(reader, LINES_MAX):
                    if len(cells) > COLUMNS_MAX:
                        raise ListRefused("too-wide", len(cells))
                    if not (line == 1 and cells == ["sep=", ""]) and any(cell.strip() for cell in cells):
                        yield Row(line, _stripped(cells))
                    line = reader.line_num + 1
                if next(reader, None) is not None:
                    raise ListRefused("too-long", LINES_MAX)
        except (csv.Error, UnicodeError) as error:
            raise ListRefused("damaged", error) from error


def read_sheet(path: Path, sheet: str | None = None, encoding: str | None = None) -> Sheet:
    """Open a list: a text with separators, or one sheet of a workbook (the first that holds something).

    Raises:
        ListRefused: `empty`, `too-large`, `inflates`, `locked`, `damaged`, `not-what-it-says`, `too-wide`, `too-long`,
            `no-such-sheet`, `no-such-encoding`.
        OSError: the file cannot be read.
    """
    return Sheet(path, sheet, encoding)


@contextmanager
def _parsed(path: Path, sheet: str) -> Iterator[Iterator[Any]]:
    """What the parser answers, from a process that ends with the block, wherever it has come to."""
    words = [sys.executable, "-I", str(parser.__file__), str(path.absolute()), sheet]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603  our own file
        assert process.stdout is not None
        try:
            yield _until_the_end(process.stdout)
        finally:
            process.kill()


def _until_the_end(lines: Iterator[bytes]) -> Iterator[Any]:
    """Each answer. An end without the last word means that the parser burst. Raises `ListRefused` `inflates`."""
    for line in lines:
        answer = json.loads(line)
        if answer is None:
            return
        yield answer
    raise ListRefused("inflates", f"{parser.MEMORY_MAX >> 20} MB")


def _told(answers: Iterator[Any]) -> dict[str, Any]:
    """The first answer. Raises `ListRefused` with the code that the parser gave."""
    told: dict[str, Any] = next(answers)
    if "code" in told:
        raise ListRefused(told["code"], told["detail"])
    return told


def _filled_down(cells: list[str], below: dict[int, tuple[int, str]], number: int) -> set[int]:
    """Fill in what reaches down from above; which columns that were."""
    spread = set()
    for column, (last, text) in list(below.items()):
        if number > last:
            del below[column]
        elif column < len(cells) and not cells[column]:
            cells[column] = text
            spread.add(column)
    return spread


def digest_of(path: Path) -> bytes:
    """A hash of the file's bytes, made piece by piece."""
    parts = bytearray()
    with path.open("rb") as file:
        while chunk := file.read(shield.CHUNK):
            parts += sha256(chunk)
    return H("import", bytes(parts))


def _stripped(cells: list[str]) -> tuple[str, ...]:
    last = len(cells)
    while last and not cells[last - 1].strip():
        last -= 1
    return tuple(cells[:last])
