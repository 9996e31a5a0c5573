"""Receive entries from tablets and other sites: every signature checked, nothing thrown away, each answered for."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lanyard.desk.node import Node
from lanyard.exchange.verifier import Checked, Here, Signatures
from lanyard.ledger.errors import Malformed
from lanyard.ledger.fork import prove_fork
from lanyard.ledger.header import OPEN_KEYREF, Header, entry_id
from lanyard.ledger.open_records import Gap, Head, OpenRecord
from lanyard.ledger.receipt import impossible_time, receipts
from lanyard.ledger.seal import SIGNED, Sealed
from lanyard.ledger.verify import Mark, check_prev, check_shape
from lanyard.store.ledger_file import Quarantined

WAITS = "certificate"
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


class _Arrived(NamedTuple):
    """An entry whose shape holds, with its true id, and the key that should have signed it."""

    sealed: Sealed
    header: Header


class Receiver:
    """Checks what comes, in the order of the RECEIVE table, and passes it to the node's one door."""

    def __init__(self, node: Node, signatures: Signatures | None = None) -> None:
        """`signatures` checks signatures, here or in another process."""
        self._node = node
        self._signatures = signatures or Here()
        self._ends: dict[bytes, tuple[int, bytes]] = dict(node.reader.heads())
        self._past_revocation: dict[bytes, int] = {}

    def receive(self, entries: Iterable[Sealed], now_ms: int) -> Answer:
        """Take a batch in; when this returns, what was kept is on the disk."""
        return next(self.receive_all([list(entries)], now_ms))

    def receive_all(self, batches: Iterable[Sequence[Sealed]], now_ms: int) -> Iterator[Answer]:
        """Take batches in, one answer each; while one is being kept the next one's signatures are checked already."""
        under_way = None
        for batch in batches:
            started = self._start(batch, now_ms)
            if under_way is not None:
                yield self._finish(*under_way, now_ms)
            under_way = started
        if under_way is not None:
            yield self._finish(*under_way, now_ms)

    def _start(self, batch: Sequence[Sealed], now_ms: int) -> tuple[list[_Arrived], list[Quarantined], Checked]:
        """Steps 1 to 3, and step 4 set going."""
        arrived: list[_Arrived] = []
        aside: list[Quarantined] = []
        triples = []
        key_of = self._node.directory.key_of
        for _, header_bytes, body, sig in batch:
            try:
                header = check_shape(header_bytes, body)
            except Malformed as wrong:
                aside.append(Quarantined(wrong.code, header_bytes, body, sig, now_ms))
                continue
            sealed = Sealed(entry_id(header_bytes), header_bytes, body, sig)
            public = key_of(header.chain) or self._learn(sealed, header)
            if public is None:
                aside.append(Quarantined(WAITS, header_bytes, body, sig, now_ms))
                continue
            if header.keyref == OPEN_KEYREF:
                self._learn(sealed, header)
            arrived.append(_Arrived(sealed, header))
            triples.append((public, SIGNED + header_bytes, sig))
        return arrived, aside, self._signatures.start(triples)

    def _learn(self, sealed: Sealed, header: Header) -> bytes | None:
        """An open entry may be a certificate: its own signature is checked by the directory before it is believed."""
        if header.keyref != OPEN_KEYREF:
            return None
        try:
            self._node.directory.add(sealed)
        except Malformed:
            return None
        return self._node.directory.key_of(header.chain)

    def _finish(self, arrived: list[_Arrived], aside: list[Quarantined], checked: Checked, now_ms: int) -> Answer:
        """Steps 4 to 7, then the door."""
        keep: list[Sealed] = []
        gaps: list[Gap] = []
        forked: list[Sealed] = []
        impossible: list[bytes] = []
        for (sealed, header), good in zip(arrived, checked.result(), strict=True):
            try:
                self._check_signed(sealed, good)
                self._check_revoked(sealed, header)
                self._place(sealed, header, keep, gaps, forked)
            except Malformed as wrong:
                aside.append(Quarantined(wrong.code, sealed.header, sealed.body, sealed.sig, now_ms))
                continue
            if impossible_time(header.hlc, None, now_ms):
                impossible.append(sealed.id)
            keep.append(sealed)
        new = self._node.door.accept(keep, aside).result()
        proofs = [proof for sealed in forked if (proof := self._prove(sealed)) is not None]
        if proofs or impossible:
            self._say([*proofs, *receipts(self._heads(), gaps, (), impossible, time_ms=now_ms)], now_ms)
        refused = tuple((entry_id(q.header), q.reason) for q in aside if q.reason != WAITS)
        waiting = sum(1 for q in aside if q.reason == WAITS)
        return Answer(len(new), len(keep) - len(new), waiting, refused, tuple(s.id for s in forked), tuple(gaps))

    def _place(
        self, sealed: Sealed, header: Header, batch: list[Sealed], gaps: list[Gap], forked: list[Sealed]
    ) -> None:
        """Where it stands in its chain: at the end of what is known, or somewhere that has to be looked at."""
        end = self._ends.get(header.chain)
        if end is not None and header.seq == end[0] + 1 and header.prev == end[1]:
            self._ends[header.chain] = (header.seq, sealed.id)
            return
        own = [s for s in batch if check_shape(s.header, s.body).chain == header.chain]
        at_place = {row.id for row in self._node.reader.at(header.chain, header.seq)}
        before = self._node.reader.at(header.chain, header.seq - 1) if header.seq else []
        headers = {row.id: check_shape(row.header, row.body) for row in before}
        for other in own:
            said = check_shape(other.header, other.body)
            headers[other.id] = said
            if said.seq == header.seq:
                at_place.add(other.id)
        marks = check_prev(header, sealed.id, headers.get(header.prev), at_place)
        if Mark.FORK in marks:
            forked.append(sealed)
        if Mark.GAP in marks:
            first = end[0] + 1 if end is not None and end[0] < header.seq else 0
            gaps.append(Gap(header.chain, min(first, header.seq - 1), header.seq - 1))
        if end is None or header.seq > end[0]:
            self._ends[header.chain] = (header.seq, sealed.id)

    @staticmethod
    def _check_signed(sealed: Sealed, good: bool) -> None:
        if not good:
            raise Malformed("signature", "sig", sealed.sig)

    def _check_revoked(self, sealed: Sealed, header: Header) -> None:
        """A revoked device may still bring entries, up to a quota."""
        revoked = self._node.directory.revocations.get(header.chain)
        if not revoked or all(r.last_seq is not None and header.seq <= r.last_seq for r in revoked):
            return
        brought = self._past_revocation.get(header.chain, 0) + len(sealed.header) + len(sealed.body)
        if brought > REVOKED_BYTES_MOST:
            raise Malformed("revoked.quota", "chain", header.chain)
        self._past_revocation[header.chain] = brought

    def _prove(self, sealed: Sealed) -> OpenRecord | None:
        header = check_shape(sealed.header, sealed.body)
        for row in self._node.reader.at(header.chain, header.seq):
            if row.id != sealed.id:
                return prove_fork(sealed, Sealed(row.id, row.header, row.body, row.sig))
        return None

    def _heads(self) -> list[Head]:
        return [Head(chain, seq, last) for chain, (seq, last) in self._node.reader.heads().items()]

    def _say(self, records: Sequence[OpenRecord], now_ms: int) -> None:
        self._node.say(records, now_ms).result()

    def receipt(self, now_ms: int) -> None:
        """Sign what is held now: heads, gaps that are known, what waits. Other sites' copies of it prove a cut tail."""
        held = [entry_id(q.header) for _, q in self._node.reader.quarantined() if q.reason == WAITS]
        self._say(receipts(self._heads(), (), held, (), time_ms=now_ms), now_ms)

    def release(self, now_ms: int) -> int:
        """Take in what waited for a certificate that has come; returns how many entries that were."""
        waited = [q for _, q in self._node.reader.quarantined(limit=1_000_000) if q.reason == WAITS]
        ready = [Sealed(b"", q.header, q.body, q.sig) for q in waited if self._key_of(q) is not None]
        return self.receive(ready, now_ms).kept if ready else 0

    def _key_of(self, waiting: Quarantined) -> bytes | None:
        return self._node.directory.key_of(check_shape(waiting.header, waiting.body).chain)
