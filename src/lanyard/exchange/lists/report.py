"""The rows that were not taken, word for word with the reason beside, as a file that can be mended and imported again."""

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Final

from lanyard.exchange.lists.mapping import OURS, Mapping
from lanyard.exchange.lists.outcomes import Bad, Fault
from lanyard.exchange.lists.planning import COPY

LIST: Final = f"{OURS} list"
LINE: Final = f"{OURS} line"
WHERE: Final = f"{OURS} column"
WHY: Final = f"{OURS} why"
OWN: Final = (LIST, LINE, COPY, WHERE, WHY)
_CALCULATES: Final = ("=", "+", "-", "@", "\t", "\r")


def write_report(path: Path, name: str, mapping: Mapping, bad: Iterable[Bad], say: Callable[[Fault], str]) -> int:
    """Write the rows that were not taken; how many. `say` gives a fault's words. An existing file is left alone.

    Bytes that are in no encoding go out as they came in, so the file then holds both.

    Raises:
        OSError: it is there already (FileExistsError), or cannot be written.
    """
    count = 0
    with path.open("x", encoding="utf-8", errors="surrogateescape", newline="") as file:
        for line in report_lines(name, mapping, bad, say):
            file.write(line)
            count += 1
        file.flush()
        os.fsync(file.fileno())
    return count - 1


def report_lines(name: str, mapping: Mapping, bad: Iterable[Bad], say: Callable[[Fault], str]) -> Iterator[str]:
    """The lines of such a file: the header, then one for each row."""
    keep = [at for at, column in enumerate(mapping.columns) if not column.startswith(OURS)]
    yield "\ufeff" + _line([*OWN, *(mapping.columns[at] for at in keep)])
    for row in bad:
        where = "; ".join(dict.fromkeys(fault.column for fault in row.faults if fault.column))
        why = " ".join(dict.fromkeys(say(fault) for fault in row.faults))
        own = [row.cells[at] if at < len(row.cells) else "" for at in keep]
        yield _line([name, str(row.line), str(row.copy), where, why, *own, *row.cells[len(mapping.columns) :]])


def _line(cells: Iterable[str]) -> str:
    text = StringIO(newline="")
    csv.writer(text).writerow(_still(cells))
    return text.getvalue()


def list_named_in(columns: Iterable[str], cells: Iterable[str]) -> str | None:
    """The list that a row of such a file belongs to."""
    return dict(zip(columns, cells, strict=False)).get(LIST) or None


def _still(cells: Iterable[str]) -> list[str]:
    """Cells that no spreadsheet calculates."""
    return [f"'{cell}" if cell.startswith(_CALCULATES) else cell for cell in cells]
