"""The read queries: the roll, a person by tag, the state of the site. Nothing here writes."""

from functools import partial
from typing import NamedTuple, Self

from lanyard.casefile.case import Case
from lanyard.casefile.roll import Roll
from lanyard.casefile.tag import typed_tag_ref
from lanyard.desk.counts import count, not_here
from lanyard.desk.labels import Labels
from lanyard.desk.lists import Lists
from lanyard.desk.opening import Opener
from lanyard.desk.plan import SitePlan
from lanyard.desk.questions import Questions
from lanyard.desk.roll import RollReader
from lanyard.desk.rows import key_of, ref_of
from lanyard.desk.shelf import reader_over
from lanyard.floorplan import FOLD_VERSION
from lanyard.ledger.entry import Entry
from lanyard.ledger.merge import standing
from lanyard.ledger.noun import Ref
from lanyard.store.cipher import DatabaseError, StoreError, connect, told
from lanyard.store.folder import LEDGER, VIEWS, Folder
from lanyard.store.ledger_file import LedgerFile
from lanyard.store.views_file import ViewsFile


class Person(NamedTuple):
    """A person as read, with every entry that has a part in it, the standing ones in order first."""

    case: Case
    entries: tuple[Entry, ...]
    taken_back: tuple[Entry, ...]


class Look:
    """Reads over connections of its own. Close it, or use it in a `with`."""

    def __init__(self, folder: Folder, plan: SitePlan, opener: Opener, printed: dict[bytes, str]) -> None:
        """Open the views and the ledger of this folder for reading."""
        self._views = connect(folder.path / VIEWS, folder.key_of(VIEWS), read_only=True)
        self._connection = connect(folder.path / LEDGER, folder.key_of(LEDGER), read_only=True)
        self._ledger = LedgerFile(self._connection)
        self._file = ViewsFile(self._views, FOLD_VERSION)
        self.labels = Labels(self._views, plan, printed)
        self._reader = partial(reader_over, self._file, self._ledger, opener)
        self._rolls = RollReader(self._views, self._ledger, opener, self.labels, self._reader)
        self.lists = Lists(self._views, self.labels, self._reader, self._case)
        self.questions = Questions(self._views, self._ledger, opener, self.labels, plan, self._reader)
        self._notices = folder.notices

    def roll(self, now_ms: int) -> Roll:
        """The books as the views have them."""
        return self._rolls.roll(now_ms, not_here(self._views, self._ledger, self._notices))

    def person(self, typed: str) -> Person | None:
        """The person who wears this tag (as typed or scanned), or whose key in the views this is, in hexadecimal."""
        ref = typed_tag_ref(typed)
        if ref is not None:
            return self.read(self.tag_holder(ref)[0] or ref)
        try:
            return self.read(ref_of(bytes.fromhex(typed)))
        except (ValueError, IndexError):
            return None

    def read(self, ref: Ref) -> Person | None:
        """Everything recorded about this person, folded now from the ledger."""
        found = self._reader().read(ref)
        if found is None:
            return None
        known, entries = found
        case = known if isinstance(known, Case) else getattr(known, "worn", None)
        if not isinstance(case, Case):
            return None
        stand = standing(entries)
        left = {e.id for e in stand}
        return Person(case, tuple(stand), tuple(e for e in entries if e.id not in left))

    def entries_of(self, ref: Ref) -> tuple[Entry, ...]:
        """Every entry that has a part in this noun, whatever it is; none if nobody recorded any."""
        found = self._reader().read(ref)
        return () if found is None else tuple(found[1])

    def _case(self, ref: Ref) -> Case | None:
        found = self.read(ref)
        return None if found is None else found.case

    def tag_holder(self, tag: Ref) -> tuple[Ref | None, bool]:
        """Who holds a tag, if anybody does, and whether it was called void."""
        row = self._views.execute("SELECT holder, voided FROM tag_row WHERE ref = ?", (key_of(tag),)).fetchone()
        return (ref_of(row[0]) if row[0] else None, bool(row[1])) if row else (None, False)

    def knows(self, ref: Ref) -> bool:
        """Has anything been read about this noun?"""
        return self._views.execute("SELECT 1 FROM slot WHERE ref = ?", (key_of(ref),)).fetchone() is not None

    def label(self, ref: Ref) -> str:
        """What a noun is called on a screen; never a name."""
        return self.labels.of(key_of(ref)).label

    def counts(self) -> dict[str, int]:
        """What the status page counts; see `counts.count`."""
        return count(self._views, self._ledger)

    def close(self) -> None:
        """Close both connections."""
        self._views.close()
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self.close()
        if isinstance(error, DatabaseError):
            raise StoreError("views-stand-still", told(error, VIEWS).code) from error
