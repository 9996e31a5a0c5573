"""Makes the pictures of the manual: the demo's office in a real browser, one page a role, in English and Arabic.

    PYTHONPATH=src:. .venv/bin/python -m tests.web.pictures

Everybody in them is synthetic. They lie in docs/manual/pictures and are made anew when the pages change.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from playwright.sync_api import Browser

from lanyard.access.accounts import Accounts
from lanyard.desk.node import Node
from lanyard.terms import Role
from lanyard.web.commands.common import open_node
from lanyard.web.demo.runner import run as replay
from lanyard.web.demo.staff import hire, password_of, sign_in_of
from tests.browsing import chromium
from tests.house.source import ROOT
from tests.web.shell import served

FOLDER: Final = ROOT / "docs" / "manual" / "pictures"
OFFICE: Final = {"width": 1366, "height": 768}
TABLET: Final = {"width": 800, "height": 1280}


class Picture(NamedTuple):
    """One page as somebody of a role sees it; `click` is what is followed on it first."""

    name: str
    role: Role
    path: str
    click: str = ""
    language: str = "en"
    tablet: bool = False


PICTURES: Final = (
    Picture("board", Role.COORDINATOR, "/"),
    Picture("board-ar", Role.COORDINATOR, "/", language="ar"),
    Picture("roll", Role.COORDINATOR, "/roll"),
    Picture("arrivals", Role.CLERK, "/arrivals", tablet=True),
    Picture("vehicle-ar", Role.CLERK, "/arrivals", click="main table a, main li a", language="ar", tablet=True),
    Picture("queues", Role.MEDIC, "/queues"),
    Picture("lists", Role.TRANSPORT, "/lists"),
    Picture("list", Role.RECEIVER, "/lists", click="main table a, main li a", tablet=True),
    Picture("areas", Role.COORDINATOR, "/areas"),
    Picture("case", Role.FAMILY_LINKS, "/status", click="case"),
    Picture("case-ar", Role.FAMILY_LINKS, "/status", click="case", language="ar"),
    Picture("contradictions", Role.REVIEWER, "/contradictions"),
    Picture("staff", Role.COORDINATOR, "/staff"),
    Picture("trail", Role.DATA_PROTECTION, "/trail"),
)


def take(browser: Browser, address: str, one: Picture, tag: str) -> bytes:
    """Open the page as the role sees it, and take its picture (PNG)."""
    page = browser.new_page(viewport=TABLET if one.tablet else OFFICE)  # type: ignore[arg-type]  # as playwright's own dict
    page.goto(f"{address}/sign-in?lang={one.language}")
    page.fill("[name=sign_in]", sign_in_of(one.role))
    page.fill("[name=password]", password_of(one.role))
    page.click("main button.first")
    page.goto(f"{address}{one.path}")
    if one.click == "case":
        page.fill("#scan", tag)
        page.press("#scan", "Enter")
        page.wait_for_url("**/person/*")
    elif one.click:
        page.locator(one.click).first.click()
    page.wait_for_load_state()
    picture = page.screenshot()
    page.close()
    return picture


def somebody(node: Node) -> str:
    """The tag of somebody of whom much is known."""
    with node.look() as look:
        known = ((code, look.person(code)) for code in sorted(node.tags.codes.values())[:300])
        return max(known, key=lambda pair: len(pair[1].entries) if pair[1] else 0)[0]


def pictures() -> Iterator[tuple[str, bytes]]:
    """All pictures, by name."""
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(scratch) / "site"
        replay(site, 0.1, False, 2019, True)
        with open_node(site) as node:
            hire(Accounts(node.folder.strongbox))
            tag = somebody(node)
        with served(site) as (_, address), chromium() as browser:
            for one in PICTURES:
                yield one.name, take(browser, address.replace("127.0.0.1", "localhost"), one, tag)


def main() -> None:
    """Write them."""
    FOLDER.mkdir(exist_ok=True)
    for name, data in pictures():
        (FOLDER / f"{name}.png").write_bytes(data)
        sys.stdout.write(f"{name}: {len(data) // 1024} KB\n")


if __name__ == "__main__":
    main()
