"""What is counted of a site as a whole: entries, people, and whatever somebody should look at."""

from collections.abc import Iterable
from typing import Final

from lanyard.casefile.roll import NotHere
from lanyard.desk import chains
from lanyard.ledger.verify import Reading
from lanyard.store.cipher import Connection
from lanyard.store.errors import StoreError
from lanyard.store.ledger_file import WAITS, LedgerFile

NOTHING_MISSING: Final = "disk-nearly-full"
"""The one notice of a folder that speaks of nothing missing."""


def count(views: Connection, ledger: LedgerFile) -> dict[str, int]:
    """Entries, people, entries not read, what waits and what is in quarantine.

    `alarms` are personal entries that came without a key, for all to read; they are not counted as unread.
    """
    unread = dict(views.execute("SELECT why, count(*) FROM unread GROUP BY why").fetchall())
    alarms = int(unread.pop(Reading.OPEN_PERSONAL.value, 0))
    return {
        "entries": ledger.last(),
        "people": int(views.execute("SELECT count(*) FROM case_row").fetchone()[0]),
        "unread": sum(unread.values()),
        "alarms": alarms,
        "waiting": ledger.waiting(),
        "quarantined": ledger.quarantined_count() - ledger.quarantined_count(WAITS),
    }


def not_here(views: Connection, ledger: LedgerFile, notices: Iterable[StoreError]) -> NotHere:
    """What is missing here, or cannot be read here: the roll cannot speak of it. `notices` are those of the folder."""
    counts = count(views, ledger)
    return NotHere(
        tuple((notice.code, notice.detail) for notice in notices if notice.code != NOTHING_MISSING),
        chains.holes(views),
        chains.forks(views),
        counts["unread"] + counts["alarms"],
        counts["waiting"],
        counts["quarantined"],
    )
