"""The office's pages answered in this process: Django's test client, signed in without a password being typed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any, Final

import django
from django.test import Client

from lanyard.access.accounts import STAFF_BYTES, Account
from lanyard.access.sessions import Viewer
from lanyard.crypto.passwords import SALT_BYTES, stretched
from lanyard.desk.office import Office
from lanyard.terms import Role, SignedInBy
from lanyard.web import running
from lanyard.web.guard import COOKIE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.web.settings")
django.setup()

HOST: Final = "localhost"
PASSWORD: Final = "oxide lamp ferry seven"
PIN: Final = "240219"


@contextmanager
def serving(office: Office) -> Iterator[Office]:
    """The pages show this office until the block ends."""
    before = list(running._office)
    running.start(office)
    try:
        yield office
    finally:
        running._office[:] = before


def browser(token: str = "", **options: Any) -> Client:
    """A browser that holds this token."""
    found = Client(headers={"host": HOST}, **options)
    if token:
        found.cookies[COOKIE] = token
    return found


@cache
def _stretched(said: str) -> str:
    """Stretching takes a fifth of a second on purpose; here once for each password is enough."""
    return stretched(said, bytes(SALT_BYTES))


def hire(office: Office, role: Role, name: str = "", *roles: Role, first: bool = False) -> Account:
    """An account; with `first` its first password has not been changed yet."""
    staff = os.urandom(STAFF_BYTES)
    account = Account(
        staff, name or role.replace("_", "-"), str(role), (role, *roles), _stretched(PASSWORD), must_change=first
    )
    return office.accounts._keep(account if first else replace(account, pin=_stretched(PIN)))


def begin(office: Office, account: Account, role: Role | None = None) -> tuple[str, Viewer]:
    """Her shift begins: the token and the viewer."""
    return office.sign_in(account, role or account.roles[0], "BG", SignedInBy.PASSWORD)
