"""Reads a list row by row as text: what stands in the cells, where, and nothing of what it means."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from lanyard.crypto.hashing import H, sha256
from lanyard.exchange.lists import shield
from lanyard.exchange.lists.encodings import errors_of, how_written, python_name
from lanyard.exchange.lists.refusal import ListRefused

COLUMNS_MAX: Final = 1000
LINES_MAX: Final = 200_000
CELL_MAX: Final = 32_767
Range = tuple[tuple[int, int], tuple[int, int]]
"""Merged cells: the first and the last, row and column from 0."""


class Row(NamedTuple):
    """One line of the list (from 1) and its cells. `spread` are the columns whose cell reaches down from a line above."""

    line: int
    cells: tuple[str, ...]
    spread: frozenset[int] = frozenset()
    no_value: frozenset[int] = frozenset()


class Sheet:
    """One table of a file. `rows` may be asked for more than once and never holds more than one.

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
        self.mixed = self._closed = False
        self.others: tuple[str, ...] = ()
        self.merged: tuple[Range, ...] = ()
        self._no_value: frozenset[tuple[int, int]] = frozenset()
        self._table: CalamineSheet | None = None
        if looked.format == "csv":
            self.encoding, self.separator, self.mixed = how_written(path, encoding)
        else:
            self._table = self._open(sheet)
            self.merged = tuple(self._table.merged_cell_ranges or ())
            self._no_value = looked.no_value.get(self.name, frozenset())

    def rows(self) -> Iterator[Row]:
        """Every line that is not quite empty. Raises `ListRefused`: `damaged`, `too-long`."""
        if self._closed:
            return iter(())
        return self._lines() if self._table is None else self._table_rows(self._table)

    def close(self) -> None:
        """Let go of a workbook, which lies in memory whole; there are no rows afterwards."""
        self._table = None
        self._closed = True

    def _open(self, wanted: str | None) -> CalamineSheet:
        try:
            book = CalamineWorkbook.from_path(self._path)
            seen = [meta.name for meta in book.sheets_metadata if meta.visible == SheetVisibleEnum.Visible]
            if wanted is not None and wanted not in book.sheet_names:
                raise ListRefused("no-such-sheet", f"{wanted} ({', '.join(book.sheet_names)})")
            tables = {name: book.get_sheet_by_name(name) for name in (seen or book.sheet_names)}
            full = [name for name, table in tables.items() if table.start is not None]
            name = wanted or next(iter(full), None)
            if name is None:
                raise ListRefused("empty")
            self.name, self.others = name, tuple(other for other in full if other != name)
            return tables.get(name) or book.get_sheet_by_name(name)
        except PasswordError as error:
            raise ListRefused("locked") from error
        except CalamineError as error:
            raise ListRefused("damaged", type(error).__name__) from error

    def _table_rows(self, table: CalamineSheet) -> Iterator[Row]:
        left = table.start[1] if table.start else 0
        if table.end is not None and table.end[0] >= LINES_MAX:
            raise ListRefused("too-long", table.total_height)
        reach: dict[int, dict[int, int]] = {}
        for first, last in self.merged:
            if last[0] > first[0]:
                reach.setdefault(first[0], {})[first[1]] = last[0]
        below: dict[int, tuple[int, str]] = {}
        blank: dict[int, set[int]] = {}
        for row, column in self._no_value:
            blank.setdefault(row, set()).add(column)
        for number, values in enumerate(table.iter_rows()):
            cells = [""] * left + [text_of(value) for value in values]
            spread = set()
            for column in [column for column, (last, _) in below.items() if number > last]:
                del below[column]
            for column, (_, text) in below.items():
                if column < len(cells) and not cells[column]:
                    cells[column] = text
                    spread.add(column)
            for column, end in reach.get(number, {}).items():
                below[column] = (end, cells[column] if column < len(cells) else "")
            if any(column not in spread and cell.strip() for column, cell in enumerate(cells)) or number in blank:
                yield Row(number + 1, _stripped(cells), frozenset(spread), frozenset(blank.get(number, ())))

    def _lines(self) -> Iterator[Row]:
        csv.field_size_limit(CELL_MAX)
        try:
            with self._path.open(
                encoding=python_name(self.encoding), errors=errors_of(self.encoding), newline=""
            ) as text:
                reader = csv.reader(text, delimiter=self.separator)
                line = 1
                for cells in islice(reader, LINES_MAX):
                    if not (line == 1 and len(cells) == 2 and cells == ["sep=", ""]) and any(c.strip() for c in cells):
                        yield Row(line, _stripped(cells))
                    line = reader.line_num + 1
                if next(reader, None) is not None:
                    raise ListRefused("too-long", LINES_MAX)
        except (csv.Error, UnicodeError) as error:
            raise ListRefused("damaged", error) from error


def read_sheet(path: Path, sheet: str | None = None, encoding: str | None = None) -> Sheet:
    """Open a list: a text with separators, or one sheet of a workbook (the first that holds something).

    Raises:
        ListRefused: `empty`, `too-large`, `inflates`, `locked`, `damaged`, `not-what-it-says`, `too-wide`,
            `no-such-sheet`, `no-such-encoding`.
        OSError: the file cannot be read.
    """
    return Sheet(path, sheet, encoding)


def text_of(value: object) -> str:
    """What a cell of a workbook says; a date is written year first, a whole number without a point."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value) if isinstance(value, (int, timedelta)) else ""


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
    return tuple(cells[: min(last, COLUMNS_MAX)])
