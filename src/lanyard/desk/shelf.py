"""The reader's shelf in the views' file: slots by noun, the newest in memory, entries opened from the ledger."""

from array import array
from collections import OrderedDict
from collections.abc import Iterable
from struct import Struct
from typing import Any

from lanyard.casefile.reading import Reader
from lanyard.casefile.shelf import Slot
from lanyard.desk.opening import Opener
from lanyard.desk.rows import Rows, key_of, rows_of
from lanyard.floorplan import KINDS
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Ref
from lanyard.store.ledger_file import LedgerFile
from lanyard.store.views_file import NOUN_TABLES, SEVERAL, ViewsFile

SLOTS_IN_MEMORY = 20_000
_LEADING = Struct(">q")


class ViewsShelf:
    """A `casefile.shelf.Shelf` over the views' file. Nothing is written before `write`, in the caller's transaction."""

    def __init__(
        self, views: ViewsFile, ledger: LedgerFile, opener: Opener, *, slots: int = SLOTS_IN_MEMORY, alone: bool = False
    ) -> None:
        """`slots` is how many nouns are held in memory; the rest is folded again from its entries when it is needed.

        `alone` says that nobody else writes the file: then it is remembered which nouns are in it, since most that are
        asked for are new, and asking the file takes long.
        """
        self._views = views
        self._ledger = ledger
        self._opener = opener
        self._most = slots
        self._slots: OrderedDict[Ref, Slot] = OrderedDict()
        self._rows: dict[Ref, Rows] = {}
        self._changed: dict[Ref, Slot] = {}
        self._numbers: dict[bytes, int] = {}
        self._acting: dict[bytes, list[int]] = {}
        self._pointed: list[tuple[bytes, int]] = []
        self._there = (
            {_short(key[1:]) for (key,) in views.connection.execute("SELECT ref FROM slot")} if alone else None
        )
        for target, n in views.connection.execute("SELECT target, n FROM acting ORDER BY n"):
            self._acting.setdefault(target, []).append(n)

    def slot(self, ref: Ref) -> Slot | None:
        """The slot of this noun: from memory, or its numbers from the file."""
        slot = self._slots.get(ref)
        if slot is not None:
            self._slots.move_to_end(ref)
            return slot
        row = None
        if self._there is None or _short(ref.key) in self._there:
            row = self._views.connection.execute("SELECT numbers FROM slot WHERE ref = ?", (key_of(ref),)).fetchone()
        if row is None:
            self._rows[ref] = {}
            return None
        slot = Slot(ref, set(array("I", row[0])), settled=False)
        self._slots[ref] = slot
        return slot

    def keep(self, slot: Slot) -> None:
        """This slot is new or has changed."""
        self._changed[slot.ref] = slot
        self._slots[slot.ref] = slot

    def load(self, numbers: Iterable[int]) -> list[tuple[int, Entry]]:
        """These entries, opened; those that cannot be read are left out."""
        wanted = list(numbers)
        if not wanted:
            return []
        rows = self._ledger.by_numbers(wanted)
        opened = self._opener.open_all((row.n, row.sealed) for row in rows)
        return [(o.n, o.entry) for o in opened if o.entry is not None]

    def read(self, batch: Iterable[tuple[int, Entry]]) -> None:
        """These entries are being read: from now on others can find them by their ids."""
        self._numbers.update((e.id, n) for n, e in batch)

    def number_of(self, entry: bytes) -> int | None:
        """The number of an entry that has been read, by its id."""
        if entry in self._numbers:
            return self._numbers[entry]
        rows = self._views.connection.execute("SELECT n FROM seen WHERE short = ?", (_short(entry),)).fetchall()
        return next((row.n for row in self._ledger.by_numbers(n for (n,) in rows) if row.id == entry), None)

    def point(self, target: bytes, number: int) -> None:
        """The entry with this number acts on another."""
        numbers = self._acting.setdefault(target, [])
        if number not in numbers:
            numbers.append(number)
            self._pointed.append((target, number))

    def pointers(self, target: bytes) -> list[int]:
        """The entries that act on this one."""
        return self._acting.get(target, [])

    def write(self) -> None:
        """Bring every changed slot into the file, in the caller's transaction."""
        clear: dict[str, list[bytes]] = {}
        put: dict[str, list[tuple[Any, ...]]] = {}
        slots = []
        for ref, slot in self._changed.items():
            key = key_of(ref)
            rows = rows_of(slot.known) if slot.known is not None else {}
            self._differ(key, self._rows.get(ref), rows, clear, put)
            self._rows[ref] = rows
            if self._there is not None:
                self._there.add(_short(ref.key))
            slots.append((key, array("I", sorted(slot.numbers)).tobytes()))
        for table, keys in clear.items():
            self._views.clear(table, keys)
        for table, new in put.items():
            self._views.put(table, new)
        self._views.put("slot", slots)
        self._views.put("seen", [(_short(entry), n) for entry, n in self._numbers.items()])
        self._views.put("acting", self._pointed)
        self._changed, self._numbers, self._pointed = {}, {}, []
        self._forget()

    @staticmethod
    def _differ(
        key: bytes, old: Rows | None, new: Rows, clear: dict[str, list[bytes]], put: dict[str, list[tuple[Any, ...]]]
    ) -> None:
        """Sort out what has to go and what has to come; `old` is nothing when it is not known what stands there."""
        for table in NOUN_TABLES if old is None else old.keys() | new.keys():
            rows = new.get(table)
            if old is None:
                if table in SEVERAL or rows is None:
                    clear.setdefault(table, []).append(key)
            elif old.get(table) == rows:
                continue
            elif table in old and (table in SEVERAL or rows is None):
                clear.setdefault(table, []).append(key)
            if rows:
                put.setdefault(table, []).extend(rows)

    def _forget(self) -> None:
        """Hold no more slots than agreed; what is let go is folded again from its entries when it is needed."""
        while len(self._slots) > self._most:
            ref, _ = self._slots.popitem(last=False)
            self._rows.pop(ref, None)


def reader_over(views: ViewsFile, ledger: LedgerFile, opener: Opener) -> Reader:
    """A reader over what is on the disk; as long as nobody calls `write`, it writes nothing."""
    return Reader(ViewsShelf(views, ledger, opener), KINDS)


def _short(name: bytes) -> int:
    """The first eight bytes of an id as a number; two ids that share them are told apart by the ledger or the file."""
    number: int = _LEADING.unpack_from(name)[0]
    return number
