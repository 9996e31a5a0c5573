"""The office's pages inside the test's own process: browsers of people in any role, over a small site."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from django.test import Client

from lanyard.access import accounts
from lanyard.desk.office import Office
from lanyard.terms import Role, SignedInBy
from lanyard.web import running
from lanyard.web.commands.serve import configure
from lanyard.web.demo.staff import hire, sign_in_of
from lanyard.web.guard import COOKIE
from tests.desk.point import made

SITE_OF: Final = {Role.RECEIVER: "HC"}


class At:
    """Somebody at a browser without scripts."""

    def __init__(self, office: Office, role: Role, site: str, language: str = "en") -> None:
        account = next(one for one in office.accounts.all() if one.sign_in == sign_in_of(role))
        token, self.viewer = office.sign_in(account, role, site, SignedInBy.PIN)
        self._browser = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
        self._browser.cookies[COOKIE] = token
        self._browser.cookies["language"] = language

    def get(self, path: str, **headers: str) -> Any:
        return self._browser.get(path, headers=headers)

    def send(self, path: str, page: str = "", by_script: bool = False, **fields: Any) -> Any:
        """Post a form that stands on `page` (`path` itself if not named), with its token and what is hidden in it."""
        shown = self._browser.get(page or path).content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown)
        headers = {"HX-Request": "true"} if by_script else {}
        return self._browser.post(path, {"csrfmiddlewaretoken": token[1] if token else "", **fields}, headers=headers)

    def text(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, answer.content.decode()[:2000]
        return str(answer.content.decode())

    def hidden(self, path: str, name: str) -> str:
        """What a hidden field of a page holds."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text(path))
        assert found, name
        return found[1]


class Point:
    """A site being served to whoever is asked for."""

    def __init__(self, office: Office) -> None:
        self.office, self.node = office, office.node

    def at(self, role: Role, site: str = "", language: str = "en") -> At:
        return At(self.office, role, site or SITE_OF.get(role, "BG"), language)


@contextmanager
def served_here(folder: Path, undo_ms: int = 0) -> Iterator[Point]:
    """Serve a new site in this process until the block ends."""
    with made(folder) as node:
        with patch.object(accounts, "stretched", lambda *_: "nobody signs in with it"):  # it takes its time on purpose
            hire(accounts.Accounts(node.folder.strongbox))
        configure(node.folder.path, node.folder.key_of)
        office = running.start(Office(node, undo_ms))
        try:
            yield Point(office)
        finally:
            running.wait_for_passphrase(lambda _: office)
            office.close()
