"""A real browser, offline, that is given one page with every widget under the policy that the office serves."""

from typing import Final, NamedTuple

from django.template import Context
from playwright.sync_api import Browser, Page, Route

from lanyard.web.forms.shown import Shown
from lanyard.web.settings import TEMPLATES_FOLDER
from tests.web.forms.sheet import ENGINE, rendered

HOST: Final = "http://point.invalid"
POLICY: Final = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'"
STATIC: Final = TEMPLATES_FOLDER.parent / "static"
OFFICE: Final = (1366, 768)
TABLET: Final = (800, 1280)


def whole_page(form: Shown, envelope: Shown) -> str:
    save = ENGINE.get_template("forms/save.html").render(Context({"form": form}))
    return (
        f'<!doctype html><html lang="{form.language}" dir="{form.direction}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Lanyard</title>'
        '<link rel="stylesheet" href="/forms.css"><script src="/forms.js" defer></script></head><body><main>'
        f'<h1>{form.title}</h1><form class="asks" method="post" enctype="multipart/form-data" novalidate action="/sent">'
        f"{rendered(form, envelope)}{save}</form></main></body></html>"
    )


class Opened(NamedTuple):
    """A page, what it posted so far, and what the browser complained of."""

    page: Page
    sent: list[tuple[str, bytes]]
    said: list[str]


def opened(
    browser: Browser, form: Shown, envelope: Shown, size: tuple[int, int] = OFFICE, *, script: bool = True
) -> Opened:
    """The page in a fresh window."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, java_script_enabled=script, has_touch=True
    )
    page = context.new_page()
    sent: list[tuple[str, bytes]] = []
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOST).partition("?")[0]
        if path == "/":
            headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
            route.fulfill(headers=headers, body=whole_page(form, envelope))
        elif path == "/sent":
            sent.append((route.request.headers["content-type"], route.request.post_data_buffer or b""))
            route.fulfill(content_type="text/html", body="<title>sent</title>")
        elif (STATIC / path[1:]).is_file():
            route.fulfill(path=STATIC / path[1:])
        else:
            route.fulfill(status=204)

    page.route("**/*", answer)
    page.goto(HOST + "/")
    return Opened(page, sent, said)
