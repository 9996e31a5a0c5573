"""Receive entries from tablets and other sites: every signature checked, nothing thrown away, each answered for."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from threading import RLock
from typing import Final, NamedTuple

from lanyard.desk.node import Node
from lanyard.exchange.places import Places
from lanyard.exchange.verifier import Checked, Here, Signatures
from lanyard.ledger.errors import Malformed
from lanyard.ledger.fork import prove_fork
from lanyard.ledger.header import BODY_MAX, OPEN_KEYREF, Header, entry_id
from lanyard.ledger.open_records import Gap, OpenRecord
from lanyard.ledger.receipt import impossible_time, receipts
from lanyard.ledger.seal import SIGNED, Sealed
from lanyard.ledger.verify import Mark, check_shape
from lanyard.store.errors import StoreError
from lanyard.store.ledger_file import WAITS, Quarantined

QUOTA: Final = "revoked.quota"
BATCH: Final = 1000
AHEAD: Final = 2
"""So many batches' signatures are under way while one is being kept, so that whoever checks them never has to wait."""
HEADER_MOST: Final = 4096
BODY_MOST: Final = BODY_MAX + 1
SIG_MOST: Final = 256
REVOKED_BYTES_MOST = 16 << 20
"""How much a revoked device may bring past its last trusted entry before the rest is visibly refused."""


class Answer(NamedTuple):
    """What became of a batch: how many were new and how many known, what waits, what is in quarantine and why."""

    kept: int
    known: int
    waiting: int
    quarantined: tuple[tuple[bytes, str], ...]
    forked: tuple[bytes, ...]
    gaps: tuple[Gap, ...]


_Arrived = tuple[Sealed, Header]
"""An entry whose shape holds, with its true id, and its header as read."""


class Receiver:
    """Checks what comes, in the order of the RECEIVE table, and passes it to the node's one door.

    May be used from many threads: batches are taken in one after another, while signatures are checked beside it.
    """

    def __init__(self, node: Node, signatures: Signatures | None = None) -> None:
        """`signatures` checks signatures, here or in another process."""
        self._node = node
        self._signatures = signatures or Here()
        self._lock = RLock()
        self._reader = node.folder.reader()
        self._places = Places(node.folder.reader())
        self._past_revocation: dict[bytes, int] = {}
        self._waits: set[bytes] = set()
        for waiting in self._waiting():
            self._note_waiting(waiting.header, waiting.body, waiting.sig)

    def receive(self, entries: Iterable[Sealed], now_ms: int) -> Answer:
        """Take a batch in; when this returns, what was kept is on the disk."""
        return next(self.receive_all([list(entries)], now_ms))

    def receive_all(self, batches: Iterable[Sequence[Sealed]], now_ms: int) -> Iterator[Answer]:
        """Take batches in, one answer each; while one is being kept the next ones' signatures are checked already.

        Raises:
            StoreError: a batch could not be kept (`disk-full` and the like); it may be sent again.
        """
        under_way: deque[tuple[list[_Arrived], list[Quarantined], Checked]] = deque()
        for batch in batches:
            under_way.append(self._start(batch, now_ms))
            if len(under_way) > AHEAD:
                yield self._finish(*under_way.popleft(), now_ms)
        while under_way:
            yield self._finish(*under_way.popleft(), now_ms)

    def _start(self, batch: Sequence[Sealed], now_ms: int) -> tuple[list[_Arrived], list[Quarantined], Checked]:
        """Steps 1 to 3, and step 4 set going."""
        arrived: list[_Arrived] = []
        aside: list[Quarantined] = []
        triples = []
        directory = self._node.directory
        for sealed in batch:
            said_id, header_bytes, body, sig = sealed
            try:
                header = check_shape(header_bytes, body)
            except Malformed as wrong:
                aside.append(_set_aside(wrong.code, header_bytes, body, sig, now_ms))
                continue
            true_id = entry_id(header_bytes)
            if said_id != true_id:
                sealed = Sealed(true_id, header_bytes, body, sig)
            if header.keyref == OPEN_KEYREF:
                with self._lock:
                    self._learn(sealed)
            public = directory.key_of(header.chain)
            if public is None:
                aside.append(_set_aside(WAITS, header_bytes, body, sig, now_ms))
                continue
            arrived.append((sealed, header))
            triples.append((public, SIGNED + header_bytes, sig))
        return arrived, aside, self._signatures.start(triples)

    def _learn(self, sealed: Sealed) -> None:
        """An open entry may be a certificate: its own signature is checked by the directory before it is believed."""
        with suppress(Malformed):
            self._node.directory.add(sealed)

    def _finish(self, arrived: list[_Arrived], aside: list[Quarantined], checked: Checked, now_ms: int) -> Answer:
        """Steps 4 to 7, then the door."""
        good = checked.result()
        with self._lock:
            answer = self._keep(arrived, aside, good, now_ms)
            for waiting in aside:
                if waiting.reason == WAITS:
                    self._note_waiting(waiting.header, waiting.body, waiting.sig)
            self._release(now_ms)
        return answer

    def _keep(self, arrived: list[_Arrived], aside: list[Quarantined], good: Sequence[bool], now_ms: int) -> Answer:
        keep: list[Sealed] = []
        odd: list[tuple[_Arrived, tuple[Mark, ...]]] = []
        newest = 0
        any_ahead = impossible_time(max((header.hlc for _, header in arrived), default=0), None, now_ms)
        revoked = self._node.directory.revocations
        self._places.begin()
        for came, holds in zip(arrived, good, strict=True):
            sealed, header = came
            try:
                if not holds:
                    raise Malformed("signature", "sig", sealed.sig)  # noqa: TRY301  one place sets aside
                if header.chain in revoked:
                    self._check_revoked(sealed, header)
                marks = self._places.place(sealed.id, header)
            except Malformed as wrong:
                body = b"" if wrong.code == QUOTA else sealed.body
                aside.append(_set_aside(wrong.code, sealed.header, body, sealed.sig, now_ms))
                continue
            keep.append(sealed)
            newest = max(newest, header.hlc)
            if marks or (any_ahead and impossible_time(header.hlc, None, now_ms)):
                odd.append((came, marks))
        self._node.at(now_ms)
        try:
            new = self._node.door.accept(keep, aside).result()
        except StoreError:
            self._places.forget()
            raise
        self._node.witness(newest, now_ms)
        fresh = {sealed.id for sealed, _ in new} if odd else set()
        forked, gaps = self._remark([(came, marks) for came, marks in odd if came[0].id in fresh], now_ms)
        refused = tuple((entry_id(q.header), q.reason) for q in aside if q.reason != WAITS)
        waiting = sum(1 for q in aside if q.reason == WAITS)
        return Answer(len(new), len(keep) - len(new), waiting, refused, forked, gaps)

    def _remark(
        self, odd: list[tuple[_Arrived, tuple[Mark, ...]]], now_ms: int
    ) -> tuple[tuple[bytes, ...], tuple[Gap, ...]]:
        """Say openly what is remarkable about new entries: forks with their proofs, gaps, times that cannot be."""
        forked = [sealed for (sealed, _), marks in odd if Mark.FORK in marks]
        missing = [self._places.missing_before(header) for (_, header), marks in odd if Mark.GAP in marks]
        gaps = sorted({gap for gap in missing if gap is not None})
        impossible = [sealed.id for (sealed, header), _ in odd if impossible_time(header.hlc, None, now_ms)]
        branching = [sealed for sealed in forked if sealed.id in self._places.branching.values()]
        said: list[OpenRecord] = [proof for sealed in branching if (proof := self._prove(sealed)) is not None]
        if said or gaps or impossible:
            said += receipts(self._places.heads(), self._places.gaps(), (), impossible, time_ms=now_ms)
            self._node.say(said, now_ms).result()
        return tuple(sealed.id for sealed in forked), tuple(gaps)

    def _check_revoked(self, sealed: Sealed, header: Header) -> None:
        """A revoked device may still bring entries, up to a quota; what is here already does not count again."""
        last = min(-1 if r.last_seq is None else r.last_seq for r in self._node.directory.revocations[header.chain])
        if header.seq <= last or any(row.id == sealed.id for row in self._reader.at(header.chain, header.seq)):
            return
        brought = self._past_revocation.get(header.chain)
        if brought is None:
            sql = "SELECT coalesce(sum(length(header) + length(body)), 0) FROM entry WHERE chain = ? AND seq > ?"
            brought = int(self._reader.connection.execute(sql, (header.chain, last)).fetchone()[0])
        brought += len(sealed.header) + len(sealed.body)
        if brought > REVOKED_BYTES_MOST:
            raise Malformed(QUOTA, "chain", header.chain)
        self._past_revocation[header.chain] = brought

    def _prove(self, sealed: Sealed) -> OpenRecord | None:
        header = check_shape(sealed.header, sealed.body)
        for row in self._reader.at(header.chain, header.seq):
            if row.id != sealed.id:
                return prove_fork(sealed, row.sealed)
        return None

    def receipt(self, now_ms: int) -> None:
        """Sign what is held now: heads, gaps, what waits. Other sites' copies of it prove a cut tail."""
        with self._lock:
            held = [waiting.id for waiting in map(_sealed, self._waiting()) if not self._is_kept(waiting)]
            self._node.say(
                receipts(self._places.heads(), self._places.gaps(), held, (), time_ms=now_ms), now_ms
            ).result()

    def release(self, now_ms: int) -> int:
        """Take in what waited for a certificate that has come; returns how many entries that were.

        It is done by itself after each batch; only certificates that came otherwise need this to be called.
        """
        with self._lock:
            return self._release(now_ms)

    def _release(self, now_ms: int) -> int:
        ready = {chain for chain in self._waits if self._node.directory.key_of(chain) is not None}
        if not ready:
            return 0
        self._waits -= ready
        kept = 0
        batch = []
        for sealed in map(_sealed, self._waiting()):
            if check_shape(sealed.header, sealed.body).chain in ready and not self._is_kept(sealed):
                batch.append(sealed)
            if len(batch) >= BATCH:
                kept += self.receive(batch, now_ms).kept
                batch = []
        return kept + (self.receive(batch, now_ms).kept if batch else 0)

    def _waiting(self) -> Iterator[Quarantined]:
        """What was ever put aside for want of a certificate."""
        after = 0
        while rows := self._reader.quarantined(after):
            after = rows[-1][0]
            yield from (row for _, row in rows if row.reason == WAITS)

    def _note_waiting(self, header_bytes: bytes, body: bytes, sig: bytes) -> None:
        sealed = Sealed(entry_id(header_bytes), header_bytes, body, sig)
        header = check_shape(header_bytes, body)
        if header.keyref == OPEN_KEYREF:
            self._learn(sealed)
        if not self._is_kept(sealed):
            self._waits.add(header.chain)

    def _is_kept(self, sealed: Sealed) -> bool:
        header = check_shape(sealed.header, sealed.body)
        return any(row.id == sealed.id for row in self._reader.at(header.chain, header.seq))


def _sealed(waiting: Quarantined) -> Sealed:
    return Sealed(entry_id(waiting.header), waiting.header, waiting.body, waiting.sig)


def _set_aside(reason: str, header: bytes, body: bytes, sig: bytes, now_ms: int) -> Quarantined:
    """What goes into quarantine: all of it, but no more than an entry can have."""
    return Quarantined(reason, header[:HEADER_MOST], body[:BODY_MOST], sig[:SIG_MOST], now_ms)
