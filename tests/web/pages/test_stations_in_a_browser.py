"""Scanners, fingers and eyes at a real browser: a burst of scans is all recorded, questions stay, a hand signs."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from lanyard.desk.rows import key_of
from lanyard.stations.placement.entries import HoldPlaced
from lanyard.terms import Role
from lanyard.web.demo.staff import password_of, sign_in_of
from tests.browsing import axe, chromium
from tests.desk.office import boards, counted_in, departs, opened
from tests.desk.point import LINE, NOW, device, made, meets, places, said, walks_in
from tests.making import code, manifest, person
from tests.web.shell import served
from tests.web.signed_in import hired

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LIST, OTHER, ARRIVED = ("/lists/" + key_of(manifest(number)).hex() for number in (1, 2, 3))
AREA = "/areas/" + key_of(LINE).hex()
HER = "/areas/person/" + key_of(person(1)).hex()
SMALL = """() => [...document.querySelectorAll("main :is(a, button, summary, input:not([type=hidden]), label.tile)")]
  .filter((one) => one.checkVisibility() && !one.closest("label.tile input"))
  .map((one) => [one.outerHTML.slice(0, 90), (one.matches("label.tile input") ? one.parentElement : one).getBoundingClientRect().height])
  .filter(([, high]) => high && high < 44)"""


class Served(NamedTuple):
    """Where it is served, and the browser."""

    address: str
    browser: Browser

    def at(self, role: Role, language: str = "en", size: tuple[int, int] = (1366, 768)) -> Page:
        """A page of somebody who has signed in."""
        context = self.browser.new_context(viewport={"width": size[0], "height": size[1]})
        page = context.new_page()
        page.goto(f"{self.address}/sign-in?lang={language}")
        page.fill("[name=sign_in]", sign_in_of(role))
        page.fill("[name=password]", password_of(role))
        page.click("main button.first")
        return page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Twenty people; 9 is aboard list 2, 20 arrived with list 3 from elsewhere."""
    folder = tmp_path_factory.mktemp("stations") / "site"
    with made(folder, passphrase="training") as node:
        hired(node)
        people = [draft for number in range(1, 21) for draft in (walks_in(number), meets(number, f"name {number}"))]
        told = [*people, said(HoldPlaced(), person(8)), places(10), opened(1), opened(2, 10), opened(3, 10)]
        told += [boards(9, 2), boards(20, 3), departs(3)]
        node.record(device(node, role=Role.FAMILY_LINKS), told, NOW).result()
        node.record(device(node, "HC", role=Role.RECEIVER), [counted_in(1, 3)], NOW).result()
    with served(folder) as (_, address), chromium() as browser:
        yield Served(address, browser)


def scan(page: Page, text: str) -> None:
    """As a wedge scanner does it: faster than any hand, with Enter at the end.

    Into the field at once, however slow this machine is at passing keys on; elsewhere key by key.
    """
    if focus(page) == "scan":
        page.keyboard.insert_text(text)
    else:
        page.keyboard.type(text)
    page.keyboard.press("Enter")


def focus(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_a_burst_of_scans_is_recorded_one_by_one_and_the_input_keeps_the_focus(site: Served) -> None:
    page = site.at(Role.TRANSPORT)
    page.goto(site.address + LIST)
    for number in range(1, 9):
        scan(page, "LNY1:" + code(number))
        page.wait_for_function("document.querySelector('#scan').value === ''")
    page.wait_for_selector("section.people tbody tr:nth-child(8)")
    assert focus(page) == "scan"
    assert page.input_value("#scan") == ""
    assert "8" in page.inner_text("#said")
    assert page.locator("#now .against li.refuses").count() == 1


def test_a_question_stays_until_it_is_answered_however_many_scans_come_after(site: Served) -> None:
    page = site.at(Role.TRANSPORT)
    page.goto(site.address + LIST)
    for text in ("LNY1:" + code(9), code(11), "LNY1:" + code(12), "nothing"):
        scan(page, text)
        page.wait_for_function("document.querySelector('#scan').value === ''")
    page.wait_for_selector("#said .refused")
    page.wait_for_function("document.querySelectorAll('#said .asks-once').length === 2")
    page.locator("#said .asks-once", has_text=code(9)).locator("button").click()
    page.fill("#said .asks-once [name=why]", "wet")
    page.keyboard.press("Enter")
    for number in (9, 11, 12):
        page.wait_for_selector(f"section.people th:has-text('{code(number)}')")
    assert page.locator("#said .asks-once").count() == 0
    assert focus(page) == "scan"


def test_a_scan_is_heard_wherever_the_focus_is(site: Served) -> None:
    page = site.at(Role.CLERK)
    page.goto(site.address + AREA)
    page.evaluate("document.activeElement.blur()")
    scan(page, "LNY1:" + code(13))
    page.wait_for_selector("#said .done")
    assert code(13) in page.inner_text("#now .pending")


def test_what_another_adds_appears_by_itself(site: Served) -> None:
    one, two = site.at(Role.TRANSPORT), site.at(Role.COORDINATOR)
    two.goto(site.address + OTHER)
    one.goto(site.address + OTHER)
    scan(one, "LNY1:" + code(14))
    one.click("main form[action='/keep'] button")
    two.wait_for_selector(f"section.people th:has-text('{code(14)}')", timeout=15_000)


def test_a_hand_signs_and_what_it_drew_comes_back_when_something_else_is_wrong(site: Served) -> None:
    page = site.at(Role.RECEIVER)
    page.goto(site.address + "/role")
    page.check("input[name=site][value=HC]")
    page.click("main form.narrow button.first")
    page.goto(site.address + ARRIVED + "/hand-over")
    draw(page, 0, 10)
    page.click("form.hand-over button.first")
    page.wait_for_selector(".problems")
    before = page.input_value("[name=drawn_giver]")
    assert before.startswith("data:image/png;base64,")
    draw(page, 1, 40)
    assert page.input_value("[name=drawn_giver]") == before
    page.click("form.hand-over button.first")
    page.wait_for_selector("text=Handed over")


def draw(page: Page, number: int, down: int) -> None:
    pad = page.locator("canvas").nth(number)
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + down)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(box["x"] + 20 + step * 15, box["y"] + down + step % 3 * 20)
    page.mouse.up()


PAGES = ("/lists", "/lists/open", LIST, LIST + "/seal", LIST + "/leave", "/areas", AREA, AREA + "/count", HER)
in_both = pytest.mark.parametrize("language", ["en", "ar"])


@in_both
@pytest.mark.parametrize("size", [(1366, 768), (800, 1280)])
def test_what_is_touched_is_large_and_nothing_runs_out_of_the_page(
    site: Served, language: str, size: tuple[int, int]
) -> None:
    page = site.at(Role.TRANSPORT, language, size)
    for where in PAGES:
        page.goto(site.address + where)
        assert page.evaluate(SMALL.replace("< 44", "> 43")), "nothing was measured"
        assert page.evaluate(SMALL) == [], where
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where


@in_both
def test_all_can_use_the_pages(site: Served, language: str) -> None:
    page = site.at(Role.TRANSPORT, language)
    for where in PAGES:
        page.goto(site.address + where)
        assert axe(page) == [], where
