"""Somebody at a real browser of her own, who signs in, fills in, scans, signs, and looks at every page she comes to."""

from collections.abc import Callable
from typing import Final, NamedTuple

from playwright.sync_api import Browser, Page

from lanyard.terms import Role
from lanyard.web.demo.staff import password_of, sign_in_of
from tests.browsing import axe

WAIT_MS: Final = 10_000
DIRECTION: Final = {"en": "ltr", "ar": "rtl"}


class Hand(NamedTuple):
    """Somebody at a browser of her own, who looks at every page that she comes to."""

    page: Page
    address: str
    language: str
    script: bool

    def looks(self) -> None:
        """The page runs in its direction, and everybody can use it."""
        assert self.page.evaluate("document.documentElement.dir") == DIRECTION[self.language], self.page.url
        if self.script:
            assert axe(self.page) == [], self.page.url

    def opens(self, path: str) -> None:
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == 200, path
        self.looks()

    def taps(self, what: str) -> None:
        """A button or a link that leads on to another page."""
        self.page.click(what)
        self.page.wait_for_load_state()
        assert self.page.locator(".problems").count() == 0, self.page.inner_text("main")
        self.looks()

    def picks(self, name: str, value: str) -> None:
        self.page.check(f'main [name="{name}"][value="{value}"]')

    def fills(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.fill(f'main [name="{name}"]', value)

    def scans(self, code: str) -> None:
        """As a wedge scanner does it, with Enter at the end: a script says that it is recorded, else the page comes anew."""
        self.page.locator("#said .said").evaluate_all("all => all.forEach(one => one.classList.add('before'))")
        self.page.fill("#scan", "LNY1:" + code)
        if self.script:
            self.page.press("#scan", "Enter")
            self.page.wait_for_selector("#said .said.done:not(.before)")
        else:
            with self.page.expect_navigation():
                self.page.press("#scan", "Enter")
        assert self.page.locator("#said .refused").count() == 0
        self.looks()

    def waits_for(self, path: str, what: str) -> None:
        """A page is opened again until it has this: what is recorded is read within seconds."""
        for _ in range(WAIT_MS // 100):
            self.page.goto(self.address + path)
            if self.page.locator(what).count():
                return self.looks()
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{path} never had {what}: {self.page.inner_text('main')}")

    def here(self) -> str:
        return self.page.url.removeprefix(self.address)


def draws(page: Page, number: int) -> None:
    """A hand signs on the screen, each in its own way."""
    pad = page.locator("canvas").nth(number)
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(box["x"] + 20 + step * 15, box["y"] + 10 + step % (number + 2) * 20)
    page.mouse.up()


SignIn = Callable[[Role], Hand]


def hands(browser: Browser, address: str, language: str, *, script: bool) -> SignIn:
    """Each role signs in by itself, at a browser of its own."""

    def sign_in(role: Role) -> Hand:
        context = browser.new_context(
            base_url=address, viewport={"width": 1366, "height": 768}, java_script_enabled=script
        )
        context.set_default_timeout(WAIT_MS)
        hand = Hand(context.new_page(), address, language, script)
        hand.opens(f"/sign-in?lang={language}")
        hand.fills(sign_in=sign_in_of(role), password=password_of(role))
        hand.taps("main button.first")
        return hand

    return sign_in
