"""The board at a real browser: it renews itself, says when it was cut off, and recovers."""

import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lanyard.terms import Role
from lanyard.web.demo.staff import password_of, sign_in_of
from lanyard.words import Words
from tests.browsing import axe, chromium
from tests.web.pages.told import ALONE, HELD, TWICE, key, made_at, mark_on
from tests.web.shell import served
from tests.web.signed_in import at

pytestmark = pytest.mark.slow
GONE_S = 12_000


def signed_in(browser: Browser, address: str, said: list[str]) -> Page:
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    page.goto(f"{address}/sign-in?lang=en")
    page.fill("input[name=sign_in]", sign_in_of(Role.COORDINATOR))
    page.fill("input[name=password]", password_of(Role.COORDINATOR))
    page.click("main button")
    page.goto(f"{address}/")
    return page


def test_a_board_gone_stale_says_so_and_recovers_by_itself(tmp_path: Path) -> None:
    made_at(tmp_path / "site")
    said: list[str] = []
    with served(tmp_path / "site", "--undo", "0") as (server, address), chromium() as browser:
        page = signed_in(browser, address, said)
        board, title = page.locator("#board"), Words("en").board("out_of_sight")
        line = page.locator("li.line", has=page.locator("h2", has_text=title))
        expect(line.locator(".number")).to_have_text("1")
        server.send_signal(signal.SIGSTOP)
        expect(board).to_have_class("stale", timeout=GONE_S)
        cut = board.evaluate("node => getComputedStyle(node, '::before').content")
        assert "CUT OFF" in cut
        server.send_signal(signal.SIGCONT)
        expect(board).not_to_have_class("stale", timeout=GONE_S)
        clerk, where = at(address, Role.CLERK), f"/record/{key(HELD)}/missing_reported"
        sent = {"entry.where": "BG", "entry.basis": "told", "mark": mark_on(clerk.get(where))}
        clerk.post(where, where, **sent)
        expect(line.locator(".number")).to_have_text("2", timeout=3000)
        assert said == []


def test_what_has_the_focus_keeps_it_when_the_board_is_renewed(tmp_path: Path) -> None:
    made_at(tmp_path / "site")
    with served(tmp_path / "site", "--undo", "0") as (_, address), chromium() as browser:
        page = signed_in(browser, address, [])
        page.focus("#b-out_of_sight")
        clerk, where = at(address, Role.CLERK), f"/record/{key(HELD)}/missing_reported"
        sent = {"entry.where": "BG", "entry.basis": "told", "mark": mark_on(clerk.get(where))}
        clerk.post(where, where, **sent)
        expect(page.locator("#b-out_of_sight")).to_have_text("2", timeout=4000)
        assert page.evaluate("document.activeElement.id") == "b-out_of_sight"


PAGES = (
    "/", "/behind/tonight", "/roll", "/contradictions", "/contradictions?nature=breach", "/duties?role=all", "/find",
    f"/person/{key(ALONE)}", f"/person/{key(TWICE)}", f"/record/{key(ALONE)}/person_met", f"/duties/{key(ALONE)}/carer",
)  # fmt: skip


def test_every_page_can_be_used_by_everybody_in_both_languages(tmp_path: Path) -> None:
    made_at(tmp_path / "site")
    said: list[str] = []
    with served(tmp_path / "site", "--undo", "0") as (_, address), chromium() as browser:
        page = signed_in(browser, address, said)
        for where in PAGES:
            for language in ("ar", "en"):
                page.goto(f"{address}{where}{'&' if '?' in where else '?'}lang={language}")
                assert axe(page) == [], (where, language)
    assert said == []


def test_no_page_is_wider_than_a_tablet(tmp_path: Path) -> None:
    made_at(tmp_path / "site")
    with served(tmp_path / "site", "--undo", "0") as (_, address), chromium() as browser:
        page = signed_in(browser, address, [])
        page.set_viewport_size({"width": 800, "height": 1280})
        for where in PAGES:
            for language in ("ar", "en"):
                page.goto(f"{address}{where}{'&' if '?' in where else '?'}lang={language}")
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (where, language)
