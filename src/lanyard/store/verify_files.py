"""Checks the files of a folder page by page, and names the pages that are not what was written."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from sqlcipher3 import dbapi2

from lanyard.store.cipher import Connection, told
from lanyard.store.errors import StoreError
from lanyard.store.ledger_file import LedgerFile
from lanyard.store.trail_file import FILE as TRAIL
from lanyard.store.trail_file import TrailFile

__all__ = ["TRAIL", "Fault", "check_file", "check_ledger", "check_trail"]

_PAGE: Final = re.compile(r"\bpage (\d+)")
MOST_LINES: Final = 100


class Fault(NamedTuple):
    """Something wrong with a file: which file, a code, words, and the pages concerned if they are known."""

    file: str
    code: str
    words: str
    pages: tuple[int, ...] = ()


def check_file(connection: Connection, file: str) -> Iterator[Fault]:
    """Yield what is wrong with a file.

    Every page's seal is checked on the disk (`page-changed`), then whether the pages fit together (`file-damaged`).
    What is only in the write-ahead log is checked by reading it: a damaged log ends earlier, which the heads file shows.
    """
    try:
        seals = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
        if seals:
            yield Fault(file, "page-changed", "; ".join(seals[:MOST_LINES]), _pages(seals))
        found = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({MOST_LINES})").fetchall()]
        if found != ["ok"]:
            yield Fault(file, "file-damaged", "; ".join(found), _pages(found))
    except dbapi2.Error as error:
        wrong = told(error, file)
        yield Fault(file, wrong.code, str(wrong))


def check_ledger(ledger: LedgerFile, file: str = "ledger.db") -> Iterator[Fault]:
    """Yield what is wrong with the ledger's file: its pages, its protections, and numbers of arrival that are missing."""
    yield from check_file(ledger.connection, file)
    try:
        ledger.check_schema()
    except StoreError as error:
        yield Fault(file, error.code, str(error))
    try:
        for first, last in _holes(ledger):
            yield Fault(file, "entries-removed", f"the entries with the numbers {first} to {last} are not there")
    except dbapi2.Error as error:
        wrong = told(error, file)
        yield Fault(file, wrong.code, str(wrong))


def check_trail(connection: Connection, file: str = TRAIL) -> Iterator[Fault]:
    """Yield what is wrong with the trail of who looked: its pages, its protections, and rows that are not as written."""
    yield from check_file(connection, file)
    try:
        trail = TrailFile(connection)
        if not trail.protected():
            yield Fault(file, "schema-changed", str(StoreError("schema-changed", file)))
        for n in trail.broken():
            yield Fault(f"{file}, row {n}", "trail-broken", "it is not as it was written, or rows before it are gone")
    except (dbapi2.Error, StoreError) as error:
        wrong = told(error, file)
        yield Fault(file, wrong.code, str(wrong))


def _holes(ledger: LedgerFile) -> list[tuple[int, int]]:
    if ledger.count() == ledger.last():
        return []
    sql = (
        "SELECT before + 1, n - 1 FROM (SELECT n, lag(n, 1, 0) OVER (ORDER BY n) AS before FROM entry)"
        " WHERE n > before + 1"
    )
    return [(int(first), int(last)) for first, last in ledger.connection.execute(sql).fetchall()]


def _pages(lines: list[str]) -> tuple[int, ...]:
    return tuple(sorted({int(number) for line in lines for number in _PAGE.findall(line)}))
