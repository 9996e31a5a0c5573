"""Undo before sealing: what is recorded in the office is durable at once, and sealed when its author may no longer take it back."""

import logging
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from itertools import groupby
from threading import Event, RLock, Thread
from typing import Final

from lanyard.access.sessions import Viewer
from lanyard.desk.draft import Draft, body_of
from lanyard.desk.node import Node
from lanyard.floorplan import KINDS
from lanyard.ledger.body import Body, decode_body, encode_body
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Compartment, Ref
from lanyard.ledger.seal import Sealed
from lanyard.store.drafts_file import EXTRA_PRAGMAS, FILE, DraftsFile, Waiting
from lanyard.store.errors import StoreError
from lanyard.store.journal import Journal

log = logging.getLogger(__name__)
UNDO_MS: Final = 10_000
EVERY_S: Final = 0.1
LOOK_BACK: Final = 5_000
"""So many of the newest entries are looked through after a crash for drafts that had been sealed already."""
ACT_BYTES: Final = 16


class Pending:
    """Keeps drafts until their time is over, then seals them in the order in which they came."""

    def __init__(self, node: Node, undo_ms: int, now_ms: Callable[[], int]) -> None:
        """Seal what an earlier run left; `undo_ms` is how long somebody may take back (nought: sealed at once)."""
        self.undo_ms = undo_ms
        self._node = node
        self._now_ms = now_ms
        connection = node.folder.connect(FILE, create=True, extra=EXTRA_PRAGMAS)
        self._file = DraftsFile(connection)
        self._lock = RLock()
        self._sealing = RLock()
        self._waiting = {draft.n: draft for draft in self._file.all()}
        self._journal = Journal(connection, FILE)
        self._stop = Event()
        self._forget_the_sealed()
        self._thread = Thread(target=self._run, name="lanyard-pending", daemon=True)
        self._thread.start()

    def keep(self, viewer: Viewer, drafts: Sequence[Draft], now_ms: int) -> "Future[list[Waiting]]":
        """Keep drafts: the future resolves when they are on the disk. Raises `Malformed`; nothing was kept then.

        Each is stamped with this moment unless it states another, since it will be sealed later.
        """
        due = now_ms + self.undo_ms
        rows = [_waiting(viewer, draft, now_ms, due) for draft in drafts]
        done: Future[list[Waiting]] = self._journal.submit(lambda _: self._file.keep(rows))
        done.add_done_callback(self._note)
        return done

    def _note(self, done: "Future[list[Waiting]]") -> None:
        if done.exception() is None:
            with self._lock:
                self._waiting |= {draft.n: draft for draft in done.result()}

    def of(self, viewer: Viewer) -> list[tuple[Waiting, Draft]]:
        """What this person may still take back, the oldest first."""
        with self._lock:
            mine = [draft for draft in self._waiting.values() if draft.session == viewer.session]
        return [(waiting, _draft(waiting)) for waiting in sorted(mine)]

    def withdraw(self, viewer: Viewer, n: int) -> bool:
        """Take a draft back: as if it had never been. Too late, or somebody else's: nothing happens, and that is said."""
        with self._sealing, self._lock:
            found = self._waiting.get(n)
            if found is None or found.session != viewer.session:
                return False
            self._journal.submit(lambda _: self._file.drop([n])).result()
            del self._waiting[n]
        return True

    def flush(self, viewer: Viewer | None = None) -> None:
        """Seal now what this person (nobody named: anybody) may still take back. Returns when it is on the disk."""
        with self._sealing:
            with self._lock:
                found = [draft for draft in self._waiting.values() if viewer is None or draft.session == viewer.session]
            self._seal(found)

    def _run(self) -> None:
        while not self._stop.wait(EVERY_S):
            now_ms = self._now_ms()
            with self._sealing:
                with self._lock:
                    due = [draft for draft in self._waiting.values() if draft.due_ms <= now_ms]
                try:
                    self._seal(due)
                except StoreError as error:
                    log.error("drafts stay until they can be sealed: %s", error.code)  # noqa: TRY400  its text may name a file

    def _seal(self, drafts: Sequence[Waiting]) -> None:
        """Seal drafts, those of one person in their order; dropped only when they are in the ledger, on the disk."""
        under_way = []
        now_ms = self._now_ms()
        for (site, signed_in), some in groupby(sorted(drafts, key=_whose), key=_whose):
            mine = list(some)
            device = self._node.office(site, now_ms)
            under_way.append((self._node.record(device, [_draft(one) for one in mine], now_ms, signed_in), mine))
        kept: list[int] = []
        try:
            for future, mine in under_way:
                future.result()
                kept += [one.n for one in mine]
        finally:
            if kept:
                self._node.settle()  # until it is read, it is still shown as waiting: no page may miss it in between
                self._forget(kept)

    def _forget(self, numbers: list[int]) -> None:
        self._journal.submit(lambda _: self._file.drop(numbers)).result()
        with self._lock:
            for n in numbers:
                self._waiting.pop(n, None)

    def _forget_the_sealed(self) -> None:
        """After a crash between sealing and dropping: what is in the ledger by its act is not sealed a second time."""
        if not self._waiting:
            return
        reader, opener = self._node.folder.reader(), self._node.opener
        last = reader.last()
        rows = [
            (row.n, Sealed(row.id, row.header, row.body, row.sig))
            for row in reader.read(max(0, last - LOOK_BACK), LOOK_BACK)
        ]
        sealed = {_act(o.entry) for o in opener.open_all(rows) if o.entry is not None}
        done = [n for n, one in self._waiting.items() if _act(decode_body(one.body)) in sealed]
        if done:
            self._forget(done)

    def close(self) -> None:
        """Seal everything, and end."""
        self._stop.set()
        self._thread.join()
        try:
            self.flush()
        finally:
            self._journal.close()


def _whose(waiting: Waiting) -> tuple[str, int]:
    return waiting.site, waiting.signed_in


def _act(said: Body | Entry) -> tuple[bytes | None, str, Ref]:
    return said.act, said.kind, said.about


def _waiting(viewer: Viewer, draft: Draft, now_ms: int, due_ms: int) -> Waiting:
    stated = draft._replace(at=draft.at or (now_ms // 1000, 1), act=draft.act or os.urandom(ACT_BYTES))
    body = encode_body(body_of(stated, viewer.signed_in))
    comp = int(draft.sealed_in())
    return Waiting(0, viewer.session, viewer.signed_in, viewer.site, due_ms, draft.urgency, comp, body)


def _draft(waiting: Waiting) -> Draft:
    body = decode_body(waiting.body)
    record = KINDS[body.kind].shape.read(body.fields)
    assert body.where is not None
    comp = Compartment(waiting.comp)
    return Draft(
        record, body.about, body.where, body.at, body.done_by, body.basis, body.refs, body.act, waiting.urgency, comp
    )
