"""The gate and the tent answered in this process: Django's test client without scripts, signed in by role."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any, Final

import django
from django.http import HttpResponse
from django.test import Client

from lanyard.access.accounts import STAFF_BYTES, Account
from lanyard.desk.office import Office
from lanyard.desk.rows import key_of
from lanyard.floorplan import KINDS
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Ref
from lanyard.ledger.seal import Sealed
from lanyard.terms import Role, SignedInBy
from lanyard.web import running
from lanyard.web.guard import COOKIE
from tests.desk.point import made

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.web.settings")
django.setup()

_FIELD: Final = re.compile(r"<(input|textarea|button)\b([^>]*)>")
_ATTRIBUTE: Final = re.compile(r'([a-z]+)(?:="([^"]*)")?')


class Page:
    """An answer, and the forms on it as a browser would send them."""

    def __init__(self, browser: "Browser", answer: HttpResponse) -> None:
        self.browser = browser
        self.status = answer.status_code
        self.headers = answer.headers
        self.text = answer.content.decode()
        self.address = answer.request["PATH_INFO"] if hasattr(answer, "request") else ""

    def forms(self) -> list[dict[str, Any]]:
        """Every form's address and what it would send untouched."""
        found = []
        for head, body in re.findall(r"<form([^>]*)>(.*?)</form>", self.text, re.DOTALL):
            action = re.search(r'action="([^"]*)"', head)
            sent: dict[str, list[str]] = {}
            for kind, attributes in _FIELD.findall(body):
                said = {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
                tapped = said.get("type") not in ("radio", "checkbox") or "checked" in said
                if kind == "input" and "name" in said and tapped and said.get("type") != "file":
                    sent.setdefault(said["name"], []).append(said.get("value", "on"))
            found.append({"action": action[1] if action else self.address, "sent": sent, "body": body})
        return found

    def send(self, having: str = "", **fields: Any) -> "Page":
        """Send the form in whose text or fields `having` stands (the last one if not said), with these fields beside."""
        having = having.replace("__", ".")
        forms = [form for form in self.forms() if having in form["body"] or having in form["action"]]
        assert forms, f"no form with {having}"
        sent = {**forms[-1]["sent"], **{name.replace("__", "."): value for name, value in fields.items()}}
        return self.browser.post(forms[-1]["action"], sent)


class Browser:
    """One signed-in person's."""

    def __init__(self, token: str) -> None:
        self.client = Client(headers={"host": "localhost"})
        self.client.cookies[COOKIE] = token

    def get(self, path: str, **options: Any) -> Page:
        return Page(self, self.client.get(path, **options))

    def post(self, path: str, fields: dict[str, Any]) -> Page:
        return Page(self, self.client.post(path, fields, follow=True))

    def count(self, total: int = 5, **fields: Any) -> Page:
        """Count a vehicle; the page that follows is the vehicle's."""
        return self.get("/arrivals/count").send("counted_by", total=str(total), counted_by="two", **fields)

    def arabic(self) -> "Browser":
        self.client.cookies["language"] = "ar"
        return self


class Point:
    """A site being served in this process."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.tags = office.node.tags.print("BG", 60)

    def browser(self, role: Role) -> Browser:
        """Somebody of this role signs in."""
        account = Account(
            os.urandom(STAFF_BYTES), f"{role}-{os.urandom(3).hex()}", str(role), (role,), "-", must_change=False
        )
        self.office.accounts._keep(account)
        token, _ = self.office.sign_in(account, role, "BG", SignedInBy.PASSWORD)
        return Browser(token)

    def settle(self) -> None:
        """What is recorded is sealed and read."""
        self.office.pending.flush()
        self.office.node.settle()

    def entries(self, kind: str) -> list[Entry]:
        """All that was recorded of a kind, in order."""
        assert kind in KINDS
        self.settle()
        rows = self.office.node.folder.reader().read(0, 10_000)
        opened = self.office.node.opener.open_all(
            (row.n, Sealed(row.id, row.header, row.body, row.sig)) for row in rows
        )
        return [one.entry for one in opened if one.entry is not None and one.entry.kind == kind]

    def said(self, kind: str) -> list[Any]:
        """What these entries say."""
        return [e.record for e in self.entries(kind)]


def key(ref: Ref) -> str:
    return key_of(ref).hex()


@contextmanager
def point(folder: Path, undo_ms: int = 60_000) -> Iterator[Point]:
    """A small site, served until the block ends; what is recorded may be taken back for a minute."""
    with made(folder) as node:
        office = Office(node, undo_ms)
        before = list(running._office)
        running.start(office)
        try:
            yield Point(office)
        finally:
            running._office[:] = before
            office.close()
