"""What is counted of a site as a whole: entries, people, and whatever somebody should look at."""

from lanyard.ledger.verify import Reading
from lanyard.store.cipher import Connection
from lanyard.store.ledger_file import WAITS, LedgerFile


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
