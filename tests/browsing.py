"""Debian's Chromium, as tests drive it: offline, headless, in a fresh profile."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.house.source import ROOT

SWITCHES: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
AXE: Final = ROOT / "handheld" / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS: Final = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa")


def missing(what: str) -> None:
    """Where a browser has to be there its absence fails; elsewhere the test is left out, and that is shown."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, closed at the end."""
    found = shutil.which("chromium")
    if found is None:
        missing("there is no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(SWITCHES))
        yield browser
        browser.close()


def axe(page: Page, tags: Sequence[str] = AXE_TAGS) -> list[str]:
    """What axe-core finds wrong with a page, by WCAG 2.2 AA unless told otherwise: each rule with the first place."""
    if not AXE.exists():
        missing("axe-core is not installed: npm ci in handheld/")
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", list(tags))
    assert len(found["passes"]) > 10, "axe looked at hardly anything"
    return [f"{wrong['id']}: {wrong['nodes'][0]['html'][:120]}" for wrong in found["violations"]]
