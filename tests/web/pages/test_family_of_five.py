"""A family of five at the gate in a real browser: how often a hand touches the screen until all are tagged and met."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from lanyard.desk.node import Node
from lanyard.desk.office import Office
from lanyard.terms import Role
from lanyard.web.demo.staff import password_of, sign_in_of
from tests.browsing import chromium
from tests.desk.point import counts, device, made
from tests.web.forms.browser import OFFICE, TABLET
from tests.web.shell import served
from tests.web.signed_in import hired

FAMILY = (("male", "18"), ("female", "18"), ("female", "12"), ("male", "5"), ("female", "0"))
CLICKS_MOST = 20


def scanned(page: Page, code: str) -> None:
    """What a wedge scanner types: the code faster than any hand, and Enter."""
    page.keyboard.insert_text(code)
    page.keyboard.press("Enter")


@pytest.mark.slow
@pytest.mark.parametrize(("size", "script"), [(OFFICE, True), (TABLET, False)])
def test_a_family_of_five_takes_at_most_twenty_taps_and_no_key(
    tmp_path: Path, size: tuple[int, int], *, script: bool
) -> None:
    with made(tmp_path / "site", passphrase="training") as node:
        hired(node)
        tags = node.tags.print("BG", 30)
        node.record(device(node), [counts(1, 5)], node.now_ms()).result()
    taps = 0

    def tap(page: Page, selector: str) -> None:
        nonlocal taps
        taps += 1
        page.click(selector)

    with served(tmp_path / "site") as (_, address), chromium() as browser:
        width, height = size
        page = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=script).new_page()
        page.goto(f"{address}/sign-in?next=/arrivals")
        page.fill('[name="sign_in"]', sign_in_of(Role.CLERK))
        page.fill('[name="password"]', password_of(Role.CLERK))
        page.click("main form button")
        page.wait_for_selector("nav.pages")
        page.goto(f"{address}/arrivals")
        page.click("tbody a.target")
        met(page, tap, tags, script=script)
        page.wait_for_url("**/vehicle/*")
    print(f"{taps} taps")
    assert taps <= CLICKS_MOST
    with Node.open(tmp_path / "site", "training") as node:
        office = Office(node)
        office.pending.flush()
        node.settle()
        look = office.borrow()
        people = [one for one in (look.person(tag) for tag in tags[:5]) if one is not None]
        office.give_back(look)
        office.close()
    assert [one.case.body.sex for one in people] == [sex for sex, _ in FAMILY]


def met(page: Page, tap: Callable[[Page, str], None], tags: list[str], *, script: bool) -> None:
    """From the vehicle's page until all five are saved."""
    tap(page, 'a[href$="/strip"]')
    page.wait_for_selector('[name="first"]')
    if script:
        scanned(page, tags[0])
    else:
        page.keyboard.insert_text(tags[0])
    tap(page, 'label:has([name="many"][value="5"])')
    tap(page, "form:has([name=first]) button.first")
    page.wait_for_url("**/meet")
    for number, (sex, band) in enumerate(FAMILY):
        tap(page, f'label:has([name="r{number}.sex"][value="{sex}"])')
        tap(page, f'label:has([name="r{number}.band"][value="{band}"])')
    tap(page, "button.save")
