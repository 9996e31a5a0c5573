"""Who may sign in at this site, changed by a coordinator: what nobody may do to herself, and what ends a shift at once."""

from collections.abc import Sequence
from threading import RLock
from typing import Final, NamedTuple

from lanyard.access.accounts import Account
from lanyard.access.errors import Denied
from lanyard.access.sessions import Viewer
from lanyard.access.table import TABLE
from lanyard.desk.look_up import Look
from lanyard.desk.office import Office
from lanyard.desk.shifts import Shift
from lanyard.terms import Role

NAME_MOST: Final = 60
_CHANGING: Final = RLock()
"""One change at a time: two coordinators who disable each other would leave none."""


class Member(NamedTuple):
    """Somebody with an account: her last shift on any chain, whether she is signed in, until when she has to wait (ms)."""

    account: Account
    last: Shift | None
    signed_in: Viewer | None
    waits_ms: int


def members(office: Office, look: Look) -> list[Member]:
    """Everybody, by sign-in name; whoever may no longer sign in comes last."""
    now_ms, last = office.now_ms(), look.questions.things.shifts.last()
    here = {viewer.staff: viewer for viewer in office.sessions.now() if viewer.ends_ms > now_ms}
    found = [
        Member(one, last.get(one.staff), here.get(one.staff), max(0, one.wait_ms - office.node.now_ms()))
        for one in office.accounts.all()
    ]
    return sorted(found, key=_usable_first)


def _usable_first(member: Member) -> bool:
    return member.account.disabled


class Staffing:
    """What one coordinator does to accounts. Whoever's account changes has to sign in again."""

    def __init__(self, office: Office, viewer: Viewer) -> None:
        """`viewer` answers for it; only coordinators do this, whatever page they come from."""
        if viewer.role is not Role.COORDINATOR:
            raise Denied("not-your-page")
        self._office = office
        self._viewer = viewer

    def add(self, staff: bytes, sign_in: str, shown: str, roles: Sequence[Role], password: str) -> Account:
        """A new account of one person. Raises Denied as `Accounts.add`, and `no-person-name`, `name-of-a-role`."""
        called = " ".join(shown.split())
        if not called or len(called) > NAME_MOST or not called.isprintable():
            raise Denied("no-person-name", NAME_MOST)
        if _plain(sign_in) in {_plain(role) for role in TABLE}:
            raise Denied("name-of-a-role", sign_in.strip()[:NAME_MOST])
        return self._office.accounts.add(sign_in, called, roles, password, staff=staff)

    def new_password(self, staff: bytes, password: str) -> Account:
        """A first password again, for whoever has forgotten hers. Raises Denied `not-yourself`, `no-account`."""
        self._not_me(staff)
        account = self._office.accounts.set_password(staff, password, must_change=True)
        self._end(staff)
        return account

    def set_roles(self, staff: bytes, roles: Sequence[Role]) -> Account:
        """Other roles, of one side.

        Raises:
            Denied: as `Accounts.set_roles`; `own-roles`, `last-coordinator`, `no-account`.
        """
        with _CHANGING:
            account = self._account(staff)
            if set(roles) == set(account.roles):
                return account
            if staff == self._viewer.staff:
                raise Denied("own-roles")
            if Role.COORDINATOR not in roles:
                self._not_the_last(account)
            changed = self._office.accounts.set_roles(staff, roles)
        self._end(staff)
        return changed

    def set_disabled(self, staff: bytes, *, disabled: bool) -> Account:
        """Let her in no more, or again. Raises Denied `not-yourself`, `last-coordinator`, `no-account`."""
        with _CHANGING:
            account = self._account(staff)
            if account.disabled is disabled:
                return account
            if disabled:
                self._not_me(staff)
                self._not_the_last(account)
            changed = self._office.accounts.set_disabled(staff, disabled=disabled)
        self._end(staff)
        return changed

    def _account(self, staff: bytes) -> Account:
        account = self._office.accounts.of(staff)
        if account is None:
            raise Denied("no-account")
        return account

    def _not_me(self, staff: bytes) -> None:
        self._account(staff)
        if staff == self._viewer.staff:
            raise Denied("not-yourself")

    def _not_the_last(self, account: Account) -> None:
        others = [
            one
            for one in self._office.accounts.all()
            if Role.COORDINATOR in one.roles and not one.disabled and one.staff != account.staff
        ]
        if Role.COORDINATOR in account.roles and not others:
            raise Denied("last-coordinator")

    def _end(self, staff: bytes) -> None:
        for viewer in self._office.sessions.now():
            if viewer.staff == staff:
                self._office.end(viewer)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
