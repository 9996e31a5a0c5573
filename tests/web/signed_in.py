"""Somebody at a browser without scripts: signs in at a served site, opens pages, sends forms."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from typing import Final, NamedTuple
from unittest.mock import patch

from argon2 import PasswordHasher

from lanyard.access import accounts
from lanyard.access.accounts import Accounts
from lanyard.desk.node import Node
from lanyard.terms import Role
from lanyard.web.demo.staff import hire, password_of, sign_in_of

_QUICK: Final = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Page(NamedTuple):
    """What came back, after every redirect."""

    status: int
    headers: dict[str, str]
    text: str
    address: str


def hired(node: Node) -> None:
    """Everybody of the demo may sign in here. Their passwords are stretched little: what a hash costs stands in it."""
    with patch.object(accounts, "stretched", lambda said, salt: _QUICK.hash(said.encode(), salt=salt)):
        hire(Accounts(node.folder.strongbox))


class Browser:
    """Keeps cookies as a browser does."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str, **headers: str) -> Page:
        asked = urllib.request.Request(
            self.address + path, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        return self._open(asked)

    def post(self, path: str, page: str = "", **fields: str) -> Page:
        """Send a form that stands on `page` (the same path if not named), with its token."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(page or path).text)
        fields["csrfmiddlewaretoken"] = token[1] if token else ""
        return self.send(path, fields)

    def send(self, path: str, fields: dict[str, str]) -> Page:
        """Send a form as it stands on a page that was opened before."""
        return self._open(urllib.request.Request(self.address + path, data=urllib.parse.urlencode(fields).encode()))

    def _open(self, asked: urllib.request.Request) -> Page:
        try:
            with self._opener.open(asked, timeout=20) as answer:
                return Page(answer.status, dict(answer.headers), answer.read().decode(), answer.url)
        except urllib.error.HTTPError as error:
            return Page(error.code, dict(error.headers), error.read().decode(), error.url)

    def sign_in(self, role: Role = Role.COORDINATOR) -> "Browser":
        page = self.post("/sign-in", sign_in=sign_in_of(role), password=password_of(role))
        assert page.status == 200, page.text
        return self


def at(address: str, role: Role = Role.COORDINATOR) -> Browser:
    """A browser at which somebody of this role has signed in."""
    return Browser(address).sign_in(role)
