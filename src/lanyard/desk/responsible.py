"""Who was last responsible: whoever did what an entry tells of, as stated, else who recorded it."""

from collections.abc import Callable, Iterable
from typing import Final

from lanyard.casefile.reading import Reader
from lanyard.desk.opening import Opener
from lanyard.desk.rows import ref_of
from lanyard.ledger.entry import Entry
from lanyard.ledger.merge import standing
from lanyard.store.cipher import Connection
from lanyard.store.ledger_file import LedgerFile

SHORT: Final = 8


class Responsible:
    """Names those who answer for entries; it opens the entries that it is asked of, and no others."""

    def __init__(self, views: Connection, ledger: LedgerFile, opener: Opener, reader: Callable[[], Reader]) -> None:
        """`views` say under which numbers entries are kept; `reader` gives what folds a noun."""
        self.reader = reader
        self._views = views
        self._ledger = ledger
        self._opener = opener

    def by_id(self, ids: Iterable[bytes]) -> dict[bytes, str]:
        """For each of these entries who answers for it; what cannot be read here is left out."""
        return {entry: self.who(e) for entry, e in self.entries(ids).items()}

    def entries(self, ids: Iterable[bytes]) -> dict[bytes, Entry]:
        """These entries, opened; what cannot be read here is left out."""
        wanted = set(ids)
        sql = "SELECT n FROM seen WHERE short = ?"
        shorts = (int.from_bytes(entry[:8], "big", signed=True) for entry in wanted)
        found = self._open(n for short in shorts for (n,) in self._views.execute(sql, (short,)))
        return {e.id: e for _, e in found if e.id in wanted}

    def by_number(self, numbers: Iterable[int]) -> dict[int, str]:
        """The same by the entries' numbers of arrival here."""
        return {n: self.who(e) for n, e in self._open(numbers)}

    def of_noun(self, key: bytes) -> str:
        """Who answers for the last entry about this noun; nothing if there is none to be read."""
        found = self.reader().read(ref_of(key))
        about = [e for e in standing(found[1]) if e.about == ref_of(key)] if found is not None else []
        return self.who(about[-1]) if about else ""

    def _open(self, numbers: Iterable[int]) -> list[tuple[int, Entry]]:
        rows = self._ledger.by_numbers(numbers)
        opened = self._opener.open_all((row.n, row.sealed) for row in rows)
        return [(o.n, o.entry) for o in opened if o.entry is not None]

    def who(self, e: Entry) -> str:
        """As stated; else the role and the id of who had signed in; else the device itself."""
        if isinstance(e.done_by, str):
            return e.done_by
        if e.done_by is not None:
            return f"staff {e.done_by.hex()[:SHORT]}"
        sign_in = self._opener.sign_ins.get((e.chain, e.recorded_by))
        if sign_in is None:
            return f"device {e.chain.hex()[:SHORT]}"
        return f"{sign_in.role.value} {sign_in.staff.hex()[:SHORT]}"
