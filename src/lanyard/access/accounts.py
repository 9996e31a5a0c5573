"""Members of staff: who may sign in here, in which roles, and how they prove who they are. No account is shared."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from threading import RLock
from typing import Any, Final, NoReturn

from lanyard.access.errors import Denied
from lanyard.access.table import TABLE, Side
from lanyard.crypto.passwords import SALT_BYTES, agrees, stretched
from lanyard.ledger.encoding import decode, encode
from lanyard.store.strongbox import Strongbox
from lanyard.terms import Role

STAFF_BYTES: Final = 16
PASSWORD_LEAST: Final = 10
PIN_DIGITS: Final = 6
WRONG_FREE: Final = 5
"""So many wrong answers cost nothing; each one after that doubles the wait."""
WAIT_FIRST_MS: Final = 30_000
WAIT_MOST_MS: Final = 15 * 60_000
STRANGERS_MOST: Final = 1000
"""So many names that are nobody's are remembered with their wrong answers."""
_PREFIX: Final = "account/"
_STRANGERS: Final = "strangers"
_SIGN_IN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}", re.ASCII)
_NOBODY: Final = stretched("nobody", bytes(SALT_BYTES))


@dataclass(frozen=True, slots=True)
class Passkey:
    """A key in somebody's phone or stick: its id, its public key, how often it has signed, and what she calls it."""

    id: bytes
    public: bytes
    count: int
    name: str


@dataclass(frozen=True, slots=True)
class Account:
    """One person. `wrong` counts wrong answers in a row; `wait_ms` is when she may try again (ms UTC)."""

    staff: bytes
    sign_in: str
    shown: str
    roles: tuple[Role, ...]
    password: str
    pin: str = ""
    passkeys: tuple[Passkey, ...] = ()
    must_change: bool = True
    disabled: bool = False
    wrong: int = 0
    wait_ms: int = 0

    @property
    def side(self) -> Side:
        """Whose organisation she belongs to."""
        return side_of(self.roles)


_STRANGER: Final = Account(b"", "", "", (), _NOBODY)


def side_of(roles: Sequence[Role]) -> Side:
    """The side of these roles. Raises Denied `roles-of-two-sides`, or `no-role` where there is none."""
    sides = {TABLE[role].side for role in roles if role in TABLE}
    if not sides or len(sides) > 1 or any(role not in TABLE for role in roles):
        raise Denied("roles-of-two-sides" if len(sides) > 1 else "no-role", ", ".join(roles))
    return sides.pop()


class Accounts:
    """All accounts of a site, kept in its strongbox and in memory. May be used from many threads."""

    def __init__(self, strongbox: Strongbox) -> None:
        """Read what is kept."""
        self._box = strongbox
        self._lock = RLock()
        self._strangers: dict[str, Account] = {}
        kept = [strongbox.get(name) for name in strongbox.names() if name.startswith(_PREFIX)]
        self._all = {account.staff: account for account in map(_read, filter(None, kept))}

    def all(self) -> list[Account]:
        """Everybody, by sign-in name."""
        with self._lock:
            return sorted(self._all.values(), key=lambda account: account.sign_in)

    def of(self, staff: bytes) -> Account | None:
        """The account of a member of staff (id of 16 bytes)."""
        with self._lock:
            return self._all.get(staff)

    def called(self, sign_in: str) -> Account | None:
        """The account that signs in by this name."""
        wanted = sign_in.strip().casefold()
        with self._lock:
            return next((account for account in self._all.values() if account.sign_in == wanted), None)

    def add(
        self, sign_in: str, shown: str, roles: Sequence[Role], password: str, *, staff: bytes | None = None
    ) -> Account:
        """A new account, whose first password is to be changed at once; `staff` is her id, drawn if not given.

        Raises:
            Denied: `sign-in-name`, `sign-in-taken`, `roles-of-two-sides`, `no-role`, `password-short`.
        """
        name = sign_in.strip(" ").casefold()
        if not _SIGN_IN.fullmatch(name):
            raise Denied("sign-in-name", sign_in)
        side_of(roles)
        _check_password(password)
        with self._lock:
            if self.called(name) is not None or (staff is not None and self.of(staff) is not None):
                raise Denied("sign-in-taken", name)
            kept = stretched(password, os.urandom(SALT_BYTES))
            account = Account(staff or os.urandom(STAFF_BYTES), name, shown.strip() or name, tuple(roles), kept)
            return self._keep(account)

    def set_password(self, staff: bytes, password: str, *, must_change: bool = False) -> Account:
        """Another password; where it is a first one again, her passkeys go. Raises Denied `password-short`, `password-same`."""
        _check_password(password)
        account = self._must(staff)
        if not must_change and agrees(password, account.password):
            raise Denied("password-same")
        kept, keys = stretched(password, os.urandom(SALT_BYTES)), () if must_change else account.passkeys
        return self._keep(replace(account, password=kept, must_change=must_change, passkeys=keys, wrong=0, wait_ms=0))

    def set_pin(self, staff: bytes, pin: str) -> Account:
        """Another PIN: six digits, not all alike, not a run. Raises Denied `pin-weak`."""
        steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin) if pin.isdigit()}
        if (
            len(pin) != PIN_DIGITS
            or not (pin.isascii() and pin.isdigit())
            or steps <= {0}
            or steps <= {1}
            or steps <= {9}
        ):
            raise Denied("pin-weak")
        return self._keep(replace(self._must(staff), pin=stretched(pin, os.urandom(SALT_BYTES))))

    def set_roles(self, staff: bytes, roles: Sequence[Role]) -> Account:
        """Other roles, of one side. Raises Denied `roles-of-two-sides`, `no-role`."""
        side_of(roles)
        return self._keep(replace(self._must(staff), roles=tuple(roles)))

    def set_disabled(self, staff: bytes, *, disabled: bool) -> Account:
        """Let her in no more, or again."""
        return self._keep(replace(self._must(staff), disabled=disabled, wrong=0, wait_ms=0))

    def add_passkey(self, staff: bytes, passkey: Passkey, most: int) -> Account:
        """One more passkey of hers. Raises Denied `passkeys-many`, and `passkey-wrong` where anybody has it already."""
        with self._lock:
            account = self._must(staff)
            if len(account.passkeys) >= most:
                raise Denied("passkeys-many", most)
            if any(passkey.id == key.id for one in self._all.values() for key in one.passkeys):
                raise Denied("passkey-wrong")
            return self._keep(replace(account, passkeys=(*account.passkeys, passkey)))

    def drop_passkey(self, staff: bytes, key: bytes) -> Account:
        """She does not use this one (its id) any more."""
        with self._lock:
            account = self._must(staff)
            return self._keep(replace(account, passkeys=tuple(one for one in account.passkeys if one.id != key)))

    def holder(self, key: bytes) -> tuple[Account, Passkey]:
        """Whose passkey has this id. Raises Denied `passkey-wrong`."""
        with self._lock:
            for account in self._all.values():
                for one in account.passkeys:
                    if one.id == key:
                        return account, one
        raise Denied("passkey-wrong")

    def used_passkey(self, staff: bytes, passkey: Passkey, count: int) -> Account:
        """It has signed so often by now. Raises Denied `passkey-wrong` where it was used or dropped meanwhile."""
        with self._lock:
            account = self._must(staff)
            if passkey not in account.passkeys:
                raise Denied("passkey-wrong")
            kept = tuple(replace(one, count=count) if one == passkey else one for one in account.passkeys)
            return self._keep(replace(account, passkeys=kept)) if kept != account.passkeys else account

    def check_password(self, sign_in: str, password: str, now_ms: int) -> Account:
        """Who signs in so. Raises Denied `sign-in-wrong` (the same whatever was wrong), `sign-in-waits`."""
        account = self.called(sign_in)
        if account is None or account.disabled:
            self._refuse_stranger(sign_in.strip().casefold()[:40], password, now_ms)
        return self._judge(account, account.password, password, now_ms)

    def check_pin(self, staff: bytes, pin: str, now_ms: int) -> Account:
        """Whose PIN it is. Raises as `check_password`."""
        return self._judge(self._must(staff), self._must(staff).pin, pin, now_ms)

    def _refuse_stranger(self, name: str, password: str, now_ms: int) -> NoReturn:
        """Whoever is nobody here is answered as somebody would be: in the same words, after the same waits and work."""
        with self._lock:
            before = self._strangers.get(name, _STRANGER)
            _check_wait(before, now_ms)
            self._strangers[name] = _once_more_wrong(before, now_ms)
            if len(self._strangers) > STRANGERS_MOST:
                del self._strangers[next(iter(self._strangers))]
        agrees(password, _NOBODY)
        self._box.keep(_STRANGERS, b"")
        raise Denied("sign-in-wrong")

    def _judge(self, account: Account, kept: str, said: str, now_ms: int) -> Account:
        with self._lock:
            account = self._must(account.staff)
            _check_wait(account, now_ms)
            # Counted before it is judged, so that many tries at once are not each the first.
            self._all[account.staff] = _once_more_wrong(account, now_ms)
        if not agrees(said, kept):
            self._keep(self._must(account.staff))
            raise Denied("sign-in-wrong")
        with self._lock:
            good = replace(self._must(account.staff), wrong=0, wait_ms=0)
            self._all[account.staff] = good
        return self._keep(good) if account.wrong else good

    def _must(self, staff: bytes) -> Account:
        account = self.of(staff)
        if account is None:
            raise Denied("no-account")
        return account

    def _keep(self, account: Account) -> Account:
        with self._lock:
            self._box.keep(f"{_PREFIX}{account.staff.hex()}", _write(account))
            self._all[account.staff] = account
            return account


def _check_wait(account: Account, now_ms: int) -> None:
    if now_ms < account.wait_ms:
        raise Denied("sign-in-waits", -(-(account.wait_ms - now_ms) // 1000))


def _once_more_wrong(account: Account, now_ms: int) -> Account:
    wrong = account.wrong + 1
    wait = min(WAIT_FIRST_MS << min(wrong - WRONG_FREE, 10), WAIT_MOST_MS) if wrong >= WRONG_FREE else 0
    return replace(account, wrong=wrong, wait_ms=now_ms + wait if wait else 0)


def _check_password(password: str) -> None:
    if len(password) < PASSWORD_LEAST or len(set(password)) < PASSWORD_LEAST // 2:
        raise Denied("password-short", PASSWORD_LEAST)


def _write(account: Account) -> bytes:
    passkeys: list[Any] = [[key.id, key.public, key.count, key.name] for key in account.passkeys]
    return encode(
        [
            1, account.staff, account.sign_in, account.shown, [str(role) for role in account.roles], account.password,
            account.pin, passkeys, account.must_change, account.disabled, account.wrong, account.wait_ms,
        ]
    )  # fmt: skip


def _read(kept: bytes) -> Account:
    row: Any = decode(kept)
    _, staff, sign_in, shown, roles, password, pin, passkeys, must_change, disabled, wrong, wait_ms = row
    keys = tuple(Passkey(*key) for key in passkeys)
    return Account(
        staff, sign_in, shown, tuple(map(Role, roles)), password, pin, keys, must_change, disabled, wrong, wait_ms
    )
