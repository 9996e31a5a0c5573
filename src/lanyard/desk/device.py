"""A device: one certified chain, who is signed in at it, and the sealing of drafts in its name."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Lock
from typing import TypeAlias

from lanyard.crypto.signing import SigningKey
from lanyard.desk.draft import Draft, body_of
from lanyard.ledger.body import Body
from lanyard.ledger.chain import Position
from lanyard.ledger.clock import HybridClock
from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.ledger.open_kinds import open_body
from lanyard.ledger.open_records import OpenRecord
from lanyard.ledger.seal import Sealed, SealingKey, seal
from lanyard.stations.every.entries import SignedIn
from lanyard.store.errors import StoreError
from lanyard.terms import Role, SignedInBy

NONCE_BYTES = 12
KeyFor = Callable[[Ref, Compartment], SealingKey]
Kept: TypeAlias = "Future[list[tuple[Sealed, int]]]"
Submit: TypeAlias = Callable[[Sequence[Sealed]], Kept]


class Device:
    """Seals entries onto its own chain. May be used from many threads; entries leave in the order of their seals.

    When the writer could not keep a group, the chain is set back to the last entry that is durable, once all that was
    under way has been answered; until then nothing more is sent. What was sealed without being sent is for whoever
    asked for it to keep, and the chain is never set back behind it: a gap can be mended, a fork cannot.
    """

    def __init__(self, position: Position, signer: SigningKey, key_for: KeyFor, clock: HybridClock, site: str) -> None:
        """`position` is where the chain goes on, `key_for` gives or mints a noun's key, `site` its two letters."""
        self.chain = position.chain
        self.site = site
        self.signer = signer
        self._position = position
        self._durable = position
        """Where the chain may be set back to: after the last entry that is kept, or was handed out unsent."""
        self._key_for = key_for
        self._clock = clock
        self._lock = Lock()
        self._under_way = 0
        self._failed = False
        self._signed_in = 0
        self._sign_ins = 0

    @property
    def signed_in(self) -> int:
        """The number of the sign-in under which entries are recorded now, 0 when nobody is signed in."""
        return self._signed_in

    def resume(self, sign_ins: int) -> None:
        """Go on after so many sign-ins; nobody is signed in."""
        self._sign_ins = sign_ins

    def sign_in(self, staff: bytes, role: Role, how: SignedInBy, now_ms: int) -> Sealed:
        """Somebody takes the device. The entry's own `recorded_by` is the number that it opens."""
        with self._lock:
            return self._handed_out(self._seal_sign_in(SignedIn(staff, role, how), now_ms))

    def sign_out(self) -> None:
        """Nobody is signed in: what follows is the device's own."""
        with self._lock:
            self._signed_in = 0

    def seal(self, draft: Draft, now_ms: int) -> Sealed:
        """Seal one draft at the end of the chain. Raises `Malformed`; the chain then stays as it was."""
        with self._lock:
            return self._handed_out(self._seal_draft(draft, now_ms))

    def seal_open(self, record: OpenRecord, now_ms: int, *, site: bytes = b"") -> Sealed:
        """Seal an open kind: a certificate, a receipt, a proof."""
        with self._lock:
            return self._handed_out(self._seal(open_body(record, site=site), None, 0, now_ms))

    def send(self, drafts: Sequence[Draft], now_ms: int, submit: Submit, signed_in: int | None = None) -> Kept:
        """Seal drafts and hand them to the writer, in one step, so that the chain's order is the writer's.

        `signed_in` numbers the sign-in under which they are recorded, where several people work at one device; nothing:
        whoever took it last.

        Raises:
            Malformed: a draft holds what no reader could read; nothing was sealed.
            StoreError: `writer-failed` while an earlier group that could not be kept is being answered.
        """
        return self._send(lambda: [self._seal_draft(draft, now_ms, signed_in) for draft in drafts], submit)

    def send_sign_in(self, staff: bytes, role: Role, how: SignedInBy, now_ms: int, submit: Submit) -> Kept:
        """As `sign_in`, handed to the writer. Raises as `send`."""
        return self._send(lambda: [self._seal_sign_in(SignedIn(staff, role, how), now_ms)], submit)

    def send_open(self, records: Sequence[OpenRecord], now_ms: int, submit: Submit, *, site: bytes = b"") -> Kept:
        """As `seal_open`, handed to the writer. Raises as `send`."""
        return self._send(
            lambda: [self._seal(open_body(record, site=site), None, 0, now_ms) for record in records], submit
        )

    def _send(self, seal_all: Callable[[], list[Sealed]], submit: Submit) -> Kept:
        with self._lock:
            if self._failed:
                raise StoreError("writer-failed")
            before = self._position, self._signed_in, self._sign_ins
            try:
                future = submit(seal_all())
            except BaseException:
                self._position, self._signed_in, self._sign_ins = before
                raise
            self._under_way += 1
            after = self._position
        future.add_done_callback(lambda done: self._answered(done, after))
        return future

    def _answered(self, done: Kept, after: Position) -> None:
        with self._lock:
            self._under_way -= 1
            if done.exception() is not None:
                self._failed = True
            elif after.seq > self._durable.seq:
                self._durable = after
            if self._failed and not self._under_way:
                self._position, self._failed = self._durable, False

    def _handed_out(self, sealed: Sealed) -> Sealed:
        self._durable = self._position
        return sealed

    def _seal_sign_in(self, record: SignedIn, now_ms: int) -> Sealed:
        before = self._signed_in
        self._signed_in = self._sign_ins + 1
        try:
            sealed = self._seal_draft(Draft(record, Ref(Noun.DEVICE, self.chain), self.site), now_ms)
        except BaseException:
            self._signed_in = before
            raise
        self._sign_ins += 1
        return sealed

    def _seal_draft(self, draft: Draft, now_ms: int, signed_in: int | None = None) -> Sealed:
        body = body_of(draft, self._signed_in if signed_in is None else signed_in)
        return self._seal(body, self._key_for(draft.about, draft.sealed_in()), draft.urgency, now_ms)

    def _seal(self, body: Body, key: SealingKey | None, urgency: int, now_ms: int) -> Sealed:
        sealed = seal(
            body,
            position=self._position,
            hlc=self._clock.stamp(now_ms),
            urgency=urgency,
            key=key,
            nonce=os.urandom(NONCE_BYTES),
            signer=self.signer,
        )
        self._position = self._position.after(sealed.id)
        return sealed
