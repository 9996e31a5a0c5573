"""Keeps the views: reads what the writer has made durable, folds it, and writes the rows, a batch at a time."""

import logging
import queue
from collections.abc import Callable, Sequence
from threading import Condition, Thread
from typing import Final, Self

from lanyard.casefile.reading import Reader
from lanyard.desk.opening import Opened, Opener
from lanyard.desk.shelf import ViewsShelf
from lanyard.floorplan import FOLD_VERSION, KINDS
from lanyard.ledger.certificate import CERTIFYING
from lanyard.ledger.entry import Entry
from lanyard.ledger.open_kinds import read_open
from lanyard.ledger.open_records import DeviceRevoked, HeadsReceived
from lanyard.ledger.seal import Sealed
from lanyard.store.cipher import Connection, transaction
from lanyard.store.folder import VIEWS, Folder
from lanyard.store.ledger_file import LedgerFile, chain_and_seq
from lanyard.store.views_file import PRAGMAS, ViewsFile

log = logging.getLogger(__name__)

BATCH: Final = 2000
New = Sequence[tuple[Sealed, int]]


class Views:
    """The one thread that folds. The file says how far it has come, so after a stop it goes on from there."""

    def __init__(self, connection: Connection, ledger: LedgerFile, opener: Opener) -> None:
        """`ledger` is a reader of its own; nothing is folded before `catch_up` or `start`."""
        self.file = ViewsFile(connection, FOLD_VERSION)
        self.ledger = ledger
        self.opener = opener
        self._load_people()
        self.shelf = ViewsShelf(self.file, ledger, opener)
        self.reader = Reader(self.shelf, KINDS)
        self.cursor = self.file.progress("cursor")
        self.failure: Exception | None = None
        self._queue: queue.SimpleQueue[New | None] = queue.SimpleQueue()
        self._caught_up = Condition()
        self._thread: Thread | None = None

    @classmethod
    def of(cls, folder: Folder, opener: Opener) -> Self:
        """The views of an open folder."""
        return cls(folder.connect(VIEWS, create=True, extra=PRAGMAS), folder.reader(), opener)

    def _load_people(self) -> None:
        """Who was signed in where, whose certificates hold, and which times were called impossible."""
        connection = self.file.connection
        for chain, number, staff, role in connection.execute("SELECT chain, number, staff, role FROM sign_in"):
            self.opener.note_sign_in(chain, number, staff, role)
        self.opener.flagged.update(row[0] for row in connection.execute("SELECT id FROM flagged"))
        for sealed in self.certificates():
            self.opener.directory.add(sealed)

    def certificates(self) -> list[Sealed]:
        """The certificates and revocations read so far."""
        numbers = [row[0] for row in self.file.connection.execute("SELECT n FROM certificate ORDER BY n")]
        return [Sealed(row.id, row.header, row.body, row.sig) for row in self.ledger.by_numbers(numbers)]

    def catch_up(self, progress: Callable[[int], None] | None = None) -> int:
        """Fold what the ledger has beyond the cursor; returns how many entries that were."""
        done = 0
        while rows := self.ledger.read(self.cursor, BATCH):
            self.advance([(Sealed(row.id, row.header, row.body, row.sig), row.n) for row in rows])
            done += len(rows)
            if progress:
                progress(done)
        return done

    def start(self) -> None:
        """From now on fold what is fed, in a thread of its own."""
        self._thread = Thread(target=self._run, name="lanyard-views", daemon=True)
        self._thread.start()

    def feed(self, new: New) -> None:
        """The writer has made these durable. May be called from any thread."""
        self._queue.put(new)

    def settle(self, number: int, timeout_s: float = 600.0) -> None:
        """Wait until the entry with this number has been folded; raises what stopped the folding, if anything did."""
        with self._caught_up:
            done = self._caught_up.wait_for(lambda: self.cursor >= number or self.failure is not None, timeout_s)
        if self.failure is not None:
            raise self.failure
        if not done:
            raise TimeoutError("the views have not caught up")

    def close(self) -> None:
        """Fold what has been fed, and end the thread."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        going = True
        while going:
            batch: list[tuple[Sealed, int]] = []
            item = self._queue.get()
            while True:
                if item is None:
                    going = False
                else:
                    batch.extend(item)
                if not going or len(batch) >= BATCH or self._queue.empty():
                    break
                item = self._queue.get()
            if batch and self.failure is None:
                self._fold(batch)

    def _fold(self, batch: list[tuple[Sealed, int]]) -> None:
        try:
            for start in range(0, len(batch), BATCH):
                self.advance(batch[start : start + BATCH])
        except Exception as error:
            log.exception("the views stand still; every entry is safe in the ledger")
            with self._caught_up:
                self.failure = error
                self._caught_up.notify_all()

    def advance(self, batch: New) -> None:
        """Fold entries that came after the cursor, in the order of their numbers, and write what changed."""
        with transaction(self.file.connection):
            opened = [self.opener.open(n, sealed) for sealed, n in batch]
            again = self._said_openly(opened, batch)
            entries = [(o.n, o.entry) for o in self._open_again(opened, batch) if o.entry is not None]
            again += self._sign_ins(entries)
            self.shelf.read(entries)
            self.reader.advance(entries, again)
            self.shelf.write()
            self.file.put("unread", [(o.n, o.header.keyref, o.why) for o in opened if o.why])
            self.file.set_progress("cursor", batch[-1][1])
        with self._caught_up:
            self.cursor = batch[-1][1]
            self._caught_up.notify_all()

    def _open_again(self, opened: list[Opened], batch: New) -> list[Opened]:
        """Entries of this batch that read otherwise for what came later in it: a sign-in, a flag, a revocation."""
        revoked = self.opener.directory.revocations
        for at, (sealed, n) in enumerate(batch):
            entry = opened[at].entry
            if entry is not None:
                late = entry.recorded_by and not entry.staff and not self.opener.awaits_sign_in(entry)
                if late or (entry.id in self.opener.flagged) is not entry.flagged or entry.chain in revoked:
                    opened[at] = self.opener.open(n, sealed)
        return opened

    def late_keys(self, keyrefs: Sequence[bytes]) -> int:
        """Keys have come: open what waited for them, and fold every noun that it names. Returns how many were opened."""
        connection = self.file.connection
        sql = "SELECT n FROM unread WHERE keyref = ?"
        with transaction(connection):
            numbers = [n for keyref in keyrefs for (n,) in connection.execute(sql, (keyref,))]
            entries = self.shelf.load(numbers)
            self.shelf.read(entries)
            self.reader.advance(entries, self._sign_ins(entries))
            self.shelf.write()
            connection.executemany("DELETE FROM unread WHERE n = ?", [(n,) for n, _ in entries])
        return len(entries)

    def _said_openly(self, opened: Sequence[Opened], batch: New) -> list[int]:
        """Certificates, revocations and flagged times; returns the numbers of entries that read otherwise now."""
        again: list[int] = []
        for o, (sealed, _) in zip(opened, batch, strict=True):
            if o.opens is None:
                continue
            record = read_open(o.opens)
            if isinstance(record, CERTIFYING):
                self.opener.directory.add(sealed)
                self.file.put("certificate", [(o.n,)])
            if isinstance(record, DeviceRevoked):
                again += self._run_of(record.chain, -1 if record.last_seq is None else record.last_seq)
            if isinstance(record, HeadsReceived):
                fresh = [entry for entry in record.impossible if entry not in self.opener.flagged]
                self.opener.flagged.update(fresh)
                self.file.put("flagged", [(entry,) for entry in fresh])
                again += [n for entry in fresh if (n := self.shelf.number_of(entry)) is not None]
        return again

    def _run_of(self, chain: bytes, after_seq: int) -> list[int]:
        numbers: list[int] = []
        while rows := self.ledger.run(chain, after_seq):
            numbers += [row.n for row in rows if row.n <= self.cursor]
            after_seq = chain_and_seq(rows[-1].header)[1]
        return numbers

    def _sign_ins(self, entries: Sequence[tuple[int, Entry]]) -> list[int]:
        """Keep who signed in; returns the entries that were recorded under a sign-in that has only now come."""
        connection = self.file.connection
        again: list[int] = []
        for n, e in entries:
            if e.kind == "signed_in":
                key = (e.chain, e.recorded_by)
                self.file.put("sign_in", [(*key, e.record.staff, e.record.role.value)])
                sql = "SELECT n FROM awaits_sign_in WHERE chain = ? AND number = ?"
                again += [row[0] for row in connection.execute(sql, key)]
                connection.execute("DELETE FROM awaits_sign_in WHERE chain = ? AND number = ?", key)
            elif self.opener.awaits_sign_in(e):
                self.file.put("awaits_sign_in", [(e.chain, e.recorded_by, n)])
        return again
