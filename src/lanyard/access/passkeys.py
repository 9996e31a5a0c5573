"""Passkeys beside password and PIN: challenges that are good for one answer within two minutes, and whose key answers."""

import json
import os
from collections.abc import Callable
from threading import Lock
from typing import Any, Final

from lanyard.access.accounts import Account, Accounts, Passkey
from lanyard.access.errors import Denied
from lanyard.crypto import passkeys as keys
from lanyard.crypto.errors import Unopened
from lanyard.crypto.hashing import H
from lanyard.crypto.passkeys import Made, Place

CHALLENGE_BYTES: Final = 32
LASTS_MS: Final = keys.TIME_MS
OPEN_MOST: Final = 1000
"""So many challenges may be open; the oldest is forgotten for another."""
KEYS_MOST: Final = 5
NAME_LONGEST: Final = 40
ANSWER_LONGEST: Final = 20_000
_TO_SIGN: Final = b""


class Passkeys:
    """Asks and judges. What is open is kept in memory only: a new start of the node ends it."""

    def __init__(self, accounts: Accounts, draw: Callable[[int], bytes] = os.urandom) -> None:
        """`draw` gives that many random bytes."""
        self._accounts = accounts
        self._draw = draw
        self._lock = Lock()
        self._open: dict[bytes, tuple[bytes, int]] = {}
        self._decoys = draw(CHALLENGE_BYTES)

    def ask_to_make(self, account: Account, session: bytes, place: Place, now_ms: int) -> str:
        """What her browser needs to make a key, once she has given her password; the answer is taken in her session only.

        Raises Denied `passkeys-many`.
        """
        if len(account.passkeys) >= KEYS_MOST:
            raise Denied("passkeys-many", KEYS_MOST)
        others = [key.id for key in account.passkeys]
        return keys.ask_to_make(place, self._begin(session, now_ms), account.staff, account.sign_in, others)

    def make(self, staff: bytes, session: bytes, said: str, name: str, place: Place, now_ms: int) -> Account:
        """Keep the key that was made. Raises Denied `passkey-wrong`, `passkey-late`, `passkeys-many`."""
        answer = _answer(said)
        try:
            challenge = keys.read(answer).challenge
            self._spend(challenge, session, now_ms)
            key = keys.made(answer, challenge, place)
        except Unopened as error:
            raise Denied("passkey-wrong") from error
        shown = " ".join(name.split())[:NAME_LONGEST] or key.id.hex()[:8]
        return self._accounts.add_passkey(staff, Passkey(key.id, key.public, key.signs, shown), KEYS_MOST)

    def ask_to_sign(self, sign_in: str, place: Place, now_ms: int) -> str:
        """What a browser needs to sign: with the keys of whoever signs in so, or with any that it has.

        A name that has no keys is answered as one that has.
        """
        account = self._accounts.called(sign_in) if sign_in else None
        ids = [key.id for key in account.passkeys] if account is not None and not account.disabled else []
        if sign_in and not ids:
            ids = [H("decoy", self._decoys + sign_in.strip().casefold().encode("utf-8", "replace"))]
        return keys.ask_to_sign(place, self._begin(_TO_SIGN, now_ms), ids)

    def sign(self, said: str, place: Place, now_ms: int) -> Account:
        """Whose key has signed what was asked. Raises Denied `passkey-wrong`, `passkey-late`."""
        answer = _answer(said)
        try:
            read = keys.read(answer)
            self._spend(read.challenge, _TO_SIGN, now_ms)
            account, key = self._accounts.holder(read.key)
            if account.disabled or read.holder not in (b"", account.staff):
                raise Denied("passkey-wrong")
            count = keys.signed(answer, read.challenge, place, Made(key.id, key.public, key.count))
        except Unopened as error:
            raise Denied("passkey-wrong") from error
        return self._accounts.used_passkey(account.staff, key, count)

    def _begin(self, purpose: bytes, now_ms: int) -> bytes:
        challenge = self._draw(CHALLENGE_BYTES)
        with self._lock:
            self._open[challenge] = (purpose, now_ms + LASTS_MS)
            if len(self._open) > OPEN_MOST:
                del self._open[next(iter(self._open))]
        return challenge

    def _spend(self, challenge: bytes, purpose: bytes, now_ms: int) -> None:
        """A challenge is good once, for what it was drawn, and not for long."""
        with self._lock:
            found = self._open.pop(challenge, None)
        if found is None or now_ms >= found[1]:
            raise Denied("passkey-late")
        if found[0] != purpose:
            raise Denied("passkey-wrong")


def _answer(said: str) -> Any:
    try:
        return json.loads(said[:ANSWER_LONGEST])
    except (ValueError, RecursionError) as error:
        raise Denied("passkey-wrong") from error
