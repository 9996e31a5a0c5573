"""Takes a workbook apart, in a process of its own with little memory: a file that is made to burst it bursts only that.

Run as a program with a path and the name of a sheet (or nothing). It answers in lines of JSON: first the sheet, or an
error with its code; then each row of text. It knows nothing of Lanyard and imports nothing of it.
"""

import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

MEMORY_MAX: Final = 1 << 30
SECONDS_MAX: Final = 120


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


def answers(path: str, wanted: str) -> Iterator[Any]:
    """The sheet, then its rows; or an error."""
    try:
        book = CalamineWorkbook.from_path(path)
        name, others, table = _chosen(book, wanted)
    except PasswordError:
        yield {"code": "locked", "detail": ""}
    except CalamineError as error:
        yield {"code": "damaged", "detail": type(error).__name__}
    except LookupError as error:
        yield {"code": error.args[0], "detail": error.args[1]}
    else:
        left, last = table.start[1] if table.start else 0, table.end or (0, 0)
        yield {"name": name, "others": others, "merged": table.merged_cell_ranges or [], "last": last}
        for row in table.iter_rows():
            yield [""] * left + [text_of(value) for value in row]


def _chosen(book: CalamineWorkbook, wanted: str) -> tuple[str, list[str], CalamineSheet]:
    """The sheet that is wanted, else the first that can be seen and holds something; the names of the others like it."""
    if wanted and wanted not in book.sheet_names:
        raise LookupError("no-such-sheet", f"{wanted} ({', '.join(book.sheet_names)})")
    seen = [meta.name for meta in book.sheets_metadata if meta.visible == SheetVisibleEnum.Visible]
    tables = {name: book.get_sheet_by_name(name) for name in (seen or book.sheet_names)}
    full = [name for name, table in tables.items() if table.start is not None]
    name = wanted or next(iter(full), "")
    if not name:
        raise LookupError("empty", "")
    others = [other for other in full if other != name]
    return name, others, tables.get(name) or book.get_sheet_by_name(name)


def main() -> None:
    """Answer for one file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_MAX, SECONDS_MAX))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pipe = sys.stdout.buffer
    for answer in answers(sys.argv[1], sys.argv[2]):
        pipe.write(json.dumps(answer).encode() + b"\n")
    pipe.write(b"null\n")


if __name__ == "__main__":
    main()
