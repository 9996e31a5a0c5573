"""Keeps the views: reads what the writer has made durable, folds it, and writes the rows, a batch at a time."""

import itertools
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from threading import Condition, Thread
from typing import Final, Self

from lanyard.casefile.reading import Reader
from lanyard.desk import chains
from lanyard.desk.ahead import Ahead
from lanyard.desk.came import CameIn
from lanyard.desk.feed import MOST, Feed, LateKeys, New
from lanyard.desk.opening import SIGNED_IN, Opened, Opener, SignIn
from lanyard.desk.shelf import ViewsShelf
from lanyard.floorplan import FOLD_VERSION, KINDS
from lanyard.ledger.certificate import CERTIFYING, Directory
from lanyard.ledger.entry import Entry
from lanyard.ledger.errors import Malformed
from lanyard.ledger.open_kinds import read_open
from lanyard.ledger.open_records import HeadsReceived
from lanyard.ledger.seal import Sealed
from lanyard.store.cipher import Connection, DatabaseError, told, transaction
from lanyard.store.errors import StoreError
from lanyard.store.folder import VIEWS, Folder
from lanyard.store.ledger_file import CHAIN_START, LedgerFile, chain_and_seq
from lanyard.store.views_file import PRAGMAS, ViewsFile
from lanyard.terms import Role

log = logging.getLogger(__name__)

TRY_AGAIN_S: Final = 5.0
AT_ONCE: Final = 2000
"""So many entries are taken from the ledger at once."""


class Views:
    """The one thread that folds. The file says how far it has come, so after a stop it goes on from there."""

    def __init__(self, connection: Connection, ledger: LedgerFile, opener: Opener) -> None:
        """`ledger` is a reader of its own; nothing is folded before `catch_up` or `start`.

        `ahead` may be set before `start`: it judges the times that newly folded entries state, in the views' thread.
        """
        self.file = ViewsFile(connection, FOLD_VERSION)
        self.ledger = ledger
        self.opener = opener
        if not self._of_this_ledger():
            log.warning("the views tell of another ledger than this; they are built again")
            self.file.empty(FOLD_VERSION)
        self._begin()
        self.failure: Exception | None = None
        self._failed_at = 0.0
        self.ahead: Ahead | None = None
        self._feed = Feed()
        self._caught_up = Condition()
        self._thread: Thread | None = None

    @classmethod
    def of(cls, folder: Folder, opener: Opener, ahead: Ahead | None = None) -> Self:
        """The views of an open folder, caught up with its ledger. A file that cannot be read is built again."""
        try:
            return cls._caught_up_with(folder, opener, ahead)
        except (DatabaseError, StoreError) as error:
            fault = told(error, VIEWS)
            if fault.code not in ("file-damaged", "file-unreadable") or fault.detail != VIEWS:
                raise fault from error
            log.warning("the views cannot be read (%s); they are built again", fault.code)
            remove_views(folder, VIEWS)
            return cls._caught_up_with(folder, opener, ahead)

    @classmethod
    def _caught_up_with(cls, folder: Folder, opener: Opener, ahead: Ahead | None) -> Self:
        views = cls(folder.connect(VIEWS, create=True, extra=PRAGMAS), folder.reader(), opener)
        views.ahead = ahead
        views.catch_up()
        if ahead is not None:
            ahead.take_up(views.file.ahead())
        return views

    def _of_this_ledger(self) -> bool:
        """Is the last entry that the file has read still the one with this number? Not so after a cut tail or a restore."""
        cursor = self.file.progress("cursor")
        rows = self.ledger.by_numbers([cursor])
        return not cursor or [_short(row.id) for row in rows] == [self.file.progress("cursor_id")]

    def _begin(self) -> None:
        """Take up from what the file holds: who was signed in where, whose certificates hold, which times cannot be."""
        connection = self.file.connection
        self.opener.forget()
        sql = "SELECT chain, number, staff, role, seq, id FROM sign_in"
        for chain, number, staff, role, seq, entry in connection.execute(sql):
            self.opener.note_sign_in(chain, number, SignIn(staff, Role(role), (seq, entry)))
        self.opener.flagged.update(row[0] for row in connection.execute("SELECT id FROM flagged"))
        for sealed in self.certificates():
            believe(self.opener.directory, sealed)
        self.shelf = ViewsShelf(self.file, self.ledger, self.opener, alone=True)
        self.reader = Reader(self.shelf, KINDS)
        self.came = CameIn(connection)
        self.cursor = self._read_to = self.file.progress("cursor")

    def certificates(self) -> list[Sealed]:
        """The certificates and revocations read so far."""
        numbers = [row[0] for row in self.file.connection.execute("SELECT n FROM certificate ORDER BY n")]
        return [row.sealed for row in self.ledger.by_numbers(numbers)]

    def catch_up(self, progress: Callable[[int], None] | None = None) -> int:
        """Fold what the ledger has beyond the cursor; returns how many entries that were."""
        done = 0
        while count := self._advance(self._behind()):
            done += count
            if progress:
                progress(done)
        return done

    def _behind(self) -> Iterator[New]:
        """What the ledger has beyond the cursor, some at a time: as much as is written in one transaction."""
        after, taken = self.cursor, 0
        while taken < MOST and (rows := self.ledger.read(after, AT_ONCE)):
            after, taken = rows[-1].n, taken + len(rows)
            yield [(row.sealed, row.n) for row in rows]

    def start(self) -> None:
        """From now on fold what is fed, in a thread of its own."""
        self._thread = Thread(target=self._run, name="lanyard-views", daemon=True)
        self._thread.start()

    def feed(self, new: New) -> None:
        """The writer has made these durable. May be called from any thread."""
        self._feed.put(new)

    def settle(self, number: int, timeout_s: float = 600.0) -> None:
        """Wait until the entry with this number has been folded; StoreError `views-stand-still` if folding failed."""
        with self._caught_up:
            self._feed.hurry(number)
            done = self._caught_up.wait_for(lambda: self.cursor >= number or self.failure is not None, timeout_s)
        failure = self.failure
        if failure is not None:
            raise StoreError("views-stand-still", type(failure).__name__) from failure
        if not done:
            raise StoreError("views-stand-still", "they have not caught up")

    def close(self) -> None:
        """Fold what has been fed, and end the thread."""
        if self._thread is not None:
            self._feed.put(None)
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        feed = self._feed
        while not feed.ended:
            if self.failure is None:
                self._fold(feed.moment())
            else:
                for _ in feed.moment(TRY_AGAIN_S):
                    pass  # it is in the ledger, and is read from there when the views go on
                if time.monotonic() - self._failed_at >= TRY_AGAIN_S:
                    self._recover()
            while feed.late:
                self._open_late(feed.late.pop(0))

    def _fold(self, batches: Iterator[New]) -> None:
        try:
            first = next(batches, ())
            if first:
                self._advance(itertools.chain([first], batches))
        except Exception as error:
            log.exception("the views stand still; every entry is safe in the ledger")
            self._stand_still(error)

    def _stand_still(self, failure: Exception | None) -> None:
        self._failed_at = time.monotonic()
        with self._caught_up:
            self.failure = failure
            self._caught_up.notify_all()

    def _recover(self) -> None:
        """Go on from what the file holds, as after a restart: what was in memory is not to be trusted."""
        try:
            self._begin()
            self.catch_up()
        except Exception as error:  # noqa: BLE001  whatever it is, it is logged, and tried again
            log.warning("the views still stand still: %s", type(error).__name__)
            self._stand_still(error)
        else:
            log.warning("the views go on")
            self._stand_still(None)

    def advance(self, batch: New) -> None:
        """Fold entries that came after the cursor, in the order of their numbers, and write what changed."""
        self._advance([batch])

    def _advance(self, batches: Iterable[New]) -> int:
        """Fold batch after batch, and write in one transaction what all of them changed; returns how many were new."""
        ahead: list[bytes] = []
        last, count = None, 0
        with transaction(self.file.connection):
            for batch in batches:
                fresh = [new for new in batch if new[1] > self.cursor]
                if fresh:
                    ahead += self._read_on(fresh)
                    last, count = fresh[-1], count + len(fresh)
            if last is None:
                return 0
            self.shelf.write()
            self.file.set_progress("cursor", last[1])
            self.file.set_progress("cursor_id", _short(last[0].id))
        with self._caught_up:
            self.cursor = self._feed.written = last[1]
            self._caught_up.notify_all()
        self._tell_ahead(ahead)
        return count

    def _read_on(self, batch: New) -> list[bytes]:
        """Fold one batch, in the caller's transaction; returns which entries state a time that cannot be."""
        opened = self.opener.open_all((n, sealed) for sealed, n in batch)
        changed: set[bytes] = set()
        again = self._said_openly(opened, batch, changed) + self._sign_ins(opened, changed)
        again += self._run_of(changed)
        entries = [(o.n, o.entry) for o in self._open_again(opened, batch, changed) if o.entry is not None]
        chains.note(self.file.connection, (o.header for o in opened))
        self.came.note(entries)
        self.shelf.read(entries)
        self.reader.advance(entries, again)
        self.file.put("unread", [(o.n, o.header.keyref, o.why) for o in opened if o.why])
        self._read_to = batch[-1][1]
        return self._keep_ahead(entries)

    def _keep_ahead(self, entries: Sequence[tuple[int, Entry]]) -> list[bytes]:
        """Keep which of these state a time that cannot be, until a receipt names them."""
        found = self.ahead.among(e for _, e in entries) if self.ahead is not None else []
        self.file.put("ahead", [(entry,) for entry in found])
        return found

    def _tell_ahead(self, found: Sequence[bytes]) -> None:
        if self.ahead is not None:
            self.ahead.tell(found)

    def _open_again(self, opened: list[Opened], batch: New, changed: set[bytes]) -> list[Opened]:
        """Entries of this batch that read otherwise for what came later in it: a sign-in, a flag, a certificate."""
        flagged, awaits = self.opener.flagged, self.opener.awaits_sign_in
        otherwise = []
        for at, (_, _, e, _, _, _) in enumerate(opened):
            if e is not None:
                late = not e.staff and e.recorded_by and not awaits(e)
                if late or e.flagged is not (e.id in flagged) or e.chain in changed:
                    otherwise.append(at)
        again = self.opener.open_all((n, sealed) for sealed, n in map(batch.__getitem__, otherwise))
        for at, o in zip(otherwise, again, strict=True):
            opened[at] = o
        return opened

    def late_keys(self, keyrefs: Sequence[bytes]) -> "Future[int]":
        """Keys have come: open what waited for them, and fold every noun that it names. It says how many were opened."""
        late = LateKeys(tuple(keyrefs), Future())
        if self._thread is None:
            self._open_late(late)
        else:
            self._feed.put(late)
        return late.done

    def _open_late(self, late: LateKeys) -> None:
        try:
            late.done.set_result(self._advance_late(late.keyrefs))
        except Exception as error:
            log.exception("the views stand still; every entry is safe in the ledger")
            self._stand_still(error)
            late.done.set_exception(error)

    def _advance_late(self, keyrefs: Sequence[bytes]) -> int:
        connection = self.file.connection
        sql = "SELECT n FROM unread WHERE keyref = ?"
        with transaction(connection):
            numbers = [n for keyref in keyrefs for (n,) in connection.execute(sql, (keyref,))]
            batch = [(row.sealed, row.n) for row in self.ledger.by_numbers(numbers)]
            opened = self.opener.open_all((n, sealed) for sealed, n in batch)
            changed: set[bytes] = set()
            again = self._sign_ins(opened, changed) + self._run_of(changed)
            entries = [(o.n, o.entry) for o in self._open_again(opened, batch, changed) if o.entry is not None]
            self.came.note(entries, late=True)
            self.shelf.read(entries)
            self.reader.advance(entries, again)
            self.shelf.write()
            ahead = self._keep_ahead(entries)
            connection.executemany("DELETE FROM unread WHERE n = ?", [(n,) for n, _ in entries])
            self.file.put("unread", [(o.n, o.header.keyref, o.why) for o in opened if o.why])
        self._tell_ahead(ahead)
        return len(entries)

    def _said_openly(self, opened: Sequence[Opened], batch: New, changed: set[bytes]) -> list[int]:
        """Certificates, revocations and flagged times; returns the numbers of entries that read otherwise now.

        `changed` is filled with the chains of which something else is certified or revoked now.
        """
        again: list[int] = []
        for o, (sealed, _) in zip(opened, batch, strict=True):
            if o.opens is None:
                continue
            record = read_open(o.opens)
            if isinstance(record, CERTIFYING):
                changed |= believe(self.opener.directory, sealed)
                self.file.put("certificate", [(o.n,)])
            if isinstance(record, HeadsReceived):
                fresh = [entry for entry in record.impossible if entry not in self.opener.flagged]
                self.opener.flagged.update(fresh)
                self.file.put("flagged", [(entry,) for entry in fresh])
                self.file.settle_ahead(record.impossible)
                again += [n for entry in fresh if (n := self.shelf.number_of(entry)) is not None]
        return again

    def _run_of(self, chains: Iterable[bytes]) -> list[int]:
        """The numbers of all entries of these chains that have been read."""
        numbers: list[int] = []
        for chain in chains if self._read_to else ():
            after = CHAIN_START
            while rows := self.ledger.run(chain, after):
                numbers += [row.n for row in rows if row.n <= self._read_to]
                after = chain_and_seq(rows[-1].header)[1], rows[-1].id
        return numbers

    def _sign_ins(self, opened: Sequence[Opened], changed: set[bytes]) -> list[int]:
        """Keep who signed in; returns the entries that were recorded under a sign-in that has only now come.

        `changed` is filled with the chains of which a sign-in has come before another of the same number.
        """
        connection = self.file.connection
        again: list[int] = []
        entries = [(o.n, o.entry) for o in opened if o.entry is not None]
        for e in [e for _, e in entries if e.kind == SIGNED_IN]:
            key = (e.chain, e.recorded_by)
            known = connection.execute("SELECT seq, id FROM sign_in WHERE chain = ? AND number = ?", key).fetchone()
            if known is not None and (e.seq, e.id) >= known:
                continue
            if known is not None:
                changed.add(e.chain)
            self.file.put("sign_in", [(*key, e.record.staff, e.record.role.value, e.seq, e.id)])
            sql = "DELETE FROM awaits_sign_in WHERE chain = ? AND number = ? RETURNING n"
            again += [n for (n,) in connection.execute(sql, key).fetchall()]
        waiting = [(n, e) for n, e in entries if not e.staff and self.opener.awaits_sign_in(e)]
        self.file.put("awaits_sign_in", [(e.chain, e.recorded_by, n) for n, e in waiting])
        return again


def remove_views(folder: Folder, name: str) -> None:
    """Remove a file of views with what SQLite keeps beside it: a log left behind would be played into the next file."""
    for suffix in ("-wal", "-shm", ""):
        (folder.path / (name + suffix)).unlink(missing_ok=True)


def _short(entry: bytes) -> int:
    return int.from_bytes(entry[:8], "big", signed=True)


def believe(directory: Directory, sealed: Sealed) -> set[bytes]:
    """Take a certificate or revocation into account; returns the chains of which something else holds now.

    One that can never hold says nothing: it is kept, and changes nothing.
    """
    before = _counted(directory)
    try:
        directory.add(sealed)
    except Malformed as wrong:
        log.warning("a certificate that cannot hold changes nothing: %s", wrong.code)
    after = _counted(directory)
    return {chain for chain in after if after[chain] != before.get(chain)}


def _counted(directory: Directory) -> dict[bytes, tuple[int, int]]:
    """How many certificates and revocations of each chain hold."""
    certified, revoked = directory.certificates, directory.revocations
    chains = certified.keys() | revoked.keys()
    return {chain: (len(certified.get(chain, ())), len(revoked.get(chain, ()))) for chain in chains}
