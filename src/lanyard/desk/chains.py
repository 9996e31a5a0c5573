"""Which stretches of each chain are here, and where a chain has two entries at one number: kept as entries are read."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from lanyard.casefile.roll import Stretch
from lanyard.ledger.header import Header
from lanyard.store.cipher import Connection

_HOLES: Final = (
    "SELECT chain, before + 1, first - 1 FROM"
    " (SELECT chain, first, lag(last, 1, -1) OVER (PARTITION BY chain ORDER BY first) AS before FROM run)"
    " WHERE first > before + 1 ORDER BY chain, first"
)


def note(connection: Connection, headers: Iterable[Header]) -> None:
    """Take in where new entries stand, in the caller's transaction. Each entry is to be told of once."""
    numbers: dict[bytes, list[int]] = {}
    for header in headers:
        numbers.setdefault(header.chain, []).append(header.seq)
    for chain, new in numbers.items():
        _note_chain(connection, chain, sorted(new))


def _note_chain(connection: Connection, chain: bytes, new: list[int]) -> None:
    rows = connection.execute("SELECT first, last FROM run WHERE chain = ? ORDER BY first", (chain,)).fetchall()
    forks = {seq for first, last in rows for seq in new if first <= seq <= last}
    forks |= {one for one, other in pairwise(new) if one == other}
    runs: list[list[int]] = []
    for first, last in sorted([*rows, *((seq, seq) for seq in new)]):
        if runs and first <= runs[-1][1] + 1:
            runs[-1][1] = max(runs[-1][1], last)
        else:
            runs.append([first, last])
    gone = {first for first, _ in rows} - {first for first, _ in runs}
    connection.executemany("DELETE FROM run WHERE chain = ? AND first = ?", [(chain, first) for first in gone])
    fresh = [(chain, first, last) for first, last in runs if (first, last) not in set(rows)]
    connection.executemany("INSERT OR REPLACE INTO run VALUES (?, ?, ?)", fresh)
    connection.executemany("INSERT OR IGNORE INTO fork VALUES (?, ?)", [(chain, seq) for seq in forks])


def holes(connection: Connection) -> tuple[Stretch, ...]:
    """The numbers of each chain that have not come, or are gone, before the last that is here."""
    return tuple(Stretch(chain.hex(), first, last) for chain, first, last in connection.execute(_HOLES))


def forks(connection: Connection) -> tuple[Stretch, ...]:
    """Where a chain has two entries at one number."""
    rows = connection.execute("SELECT chain, seq FROM fork ORDER BY chain, seq")
    return tuple(Stretch(chain.hex(), seq, seq) for chain, seq in rows)
