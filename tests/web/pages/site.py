"""A small office whose pages answer in this process, and people of every role at browsers without scripts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.http import HttpResponseBase
from django.test import Client

from lanyard.access.accounts import Account
from lanyard.access.table import TABLE
from lanyard.desk.office import Office
from lanyard.terms import Role
from tests.desk.point import made
from tests.web.at_hand import begin, browser, hire, serving


class Site:
    """The office, and for each role somebody who is signed in."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.accounts: dict[Role, Account] = {role: hire(office, role, f"person-{n}") for n, role in enumerate(TABLE)}
        self.tokens = {role: begin(office, account)[0] for role, account in self.accounts.items()}

    def at(self, role: Role = Role.COORDINATOR, **options: Any) -> Client:
        """Somebody of this role at a browser."""
        return browser(self.tokens[role], **options)


@contextmanager
def open_site(path: Path) -> Iterator[Site]:
    """A site that is open for as long as the block runs."""
    with made(path) as node:
        office = Office(node, 0)
        try:
            with serving(office):
                yield Site(office)
        finally:
            office.close()


def text(answer: HttpResponseBase) -> str:
    """What is written on the page."""
    return b"".join(answer).decode()  # type: ignore[arg-type]


def hidden(page: str, name: str) -> str:
    """What a hidden field of a form holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]
