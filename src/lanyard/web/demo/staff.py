"""The demo's office: one account per role, with passwords that everybody may know, since nobody there is real."""

from typing import Final

from rich.table import Table

from lanyard.access.accounts import Accounts
from lanyard.access.table import TABLE
from lanyard.terms import Role
from lanyard.web.commands.common import out
from lanyard.web.demo.story import words
from lanyard.words import Words

PIN: Final = "240219"


def sign_in_of(role: Role) -> str:
    """By what name somebody of this role signs in."""
    return role.replace("_", "-")


def password_of(role: Role) -> str:
    """Her password."""
    return f"training-{sign_in_of(role)}"


def hire(accounts: Accounts) -> None:
    """An account for each role, ready to work."""
    for role in TABLE:
        account = accounts.add(sign_in_of(role), Words("en").choice("role", role), (role,), "until-it-is-set")
        accounts.set_password(account.staff, password_of(role))
        accounts.set_pin(account.staff, PIN)


def print_sign_ins() -> None:
    """Who may sign in, and how."""
    said = words()["office"]
    table = Table(title=said["title"])
    for head in ("role", "name", "password", "pin"):
        table.add_column(said[head])
    for role in TABLE:
        table.add_row(Words("en").choice("role", role), sign_in_of(role), password_of(role), PIN)
    out.print(table)
