"""Every widget in a real browser: with and without script, by keyboard alone, by thumb, in both directions."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, Final

import pytest
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http.multipartparser import MultiPartParser
from playwright.sync_api import Browser, Locator

from lanyard.ledger.ask import AgeRange, Blob
from lanyard.terms import CountedBy, Relief, Sex
from lanyard.web.forms.shown import Shown
from lanyard.words import LANGUAGES
from tests.browsing import AXE_TAGS, axe, chromium
from tests.making import area, code, person
from tests.web.forms.browser import OFFICE, TABLET, Opened, opened
from tests.web.forms.made_up import EverythingAsked, form
from tests.web.forms.sheet import post
from tests.web.forms.test_envelope import NOW, sheet
from tests.web.forms.test_form import PNG, STORED, look_up

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE: Final = (360, 740)
TARGET: Final = 44
CONTRAST: Final = 7
CONTROLS: Final = (
    ".tile, input[type=text], input[type=date], input[type=time], input[type=file], textarea, select, button, summary, "
    ".problems a"
)
CONTRASTS: Final = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => part / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/^rgba.*, 0\\)$/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll("main *")]
    .filter((node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
    .map((node) => {
      const [one, other] = [light(getComputedStyle(node).color), light(behind(node))].sort((a, b) => b - a);
      return [node.textContent.trim().slice(0, 40), (one + 0.05) / (other + 0.05)];
    });
}"""
HOW_FOCUS_SHOWS: Final = """() => {
  const at = document.activeElement;
  const seen = at.closest(".tile") || at;
  const style = getComputedStyle(seen);
  return [at.name || at.tagName, at.id, parseFloat(style.outlineWidth), style.outlineStyle];
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def wrong(language: str) -> tuple[Shown, Shown]:
    """Much is wrong in it, and all that depends on another answer is asked."""
    said = {"said": "x" * 201, "heads": "many", "age": "8-x", "tag": "XX", "found": "yes", "counted_by": "one"}
    found = form(language).read(post(**said))
    return found.shown, sheet(language=language).read(post(entry__day="2019-02-30"), NOW).shown  # type: ignore[union-attr]


def right(language: str) -> tuple[Shown, Shown]:
    return form(language).blank(), sheet(language=language).blank()


def read(at: Opened) -> Any:
    """What the server reads from what the page posted last."""
    content_type, body = at.sent[-1]
    said = {"CONTENT_TYPE": content_type, "CONTENT_LENGTH": str(len(body))}
    handler = MemoryFileUploadHandler()
    sent, files = MultiPartParser(said, BytesIO(body), [handler]).parse()
    return form().read(sent, files, resolve=look_up, keep=lambda *_: STORED)


def tile(at: Opened, label: str, field: str) -> Locator:
    return at.page.locator(f".tile:has([name='{field}'])", has_text=label)


def fill_in(at: Opened) -> None:
    for name, text in {"said": "rain", "heads": "٣", "age": "8-10", "tag": code(0).lower(), "mother": code(1)}.items():
        at.page.locator(f"[name={name}]").fill(text)
    for field, label in {"sex": "Female", "found": "No", "shelter": "L1", "counted_by": "Two", "given": "Milk"}.items():
        tile(at, label, field).click()
    tile(at, "Not known", "since.unknown").click()
    at.page.locator("[name=picture]").set_input_files({"name": "x", "mimeType": "text/plain", "buffer": PNG})


FILLED_IN: Final = EverythingAsked(
    "rain", Sex.FEMALE, 3, False, AgeRange(96, 131), "unknown", code(0), person(1), area(1), CountedBy.TWO,
    (Relief.MILK,), picture=Blob(*STORED),
)  # fmt: skip


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_form_is_filled_in_and_sent(browser: Browser, script: bool) -> None:
    at = opened(browser, *right("en"), script=script)
    fill_in(at)
    at.page.locator(".save").click()
    at.page.wait_for_url("**/sent")
    assert read(at) == FILLED_IN
    assert at.said == []


@pytest.mark.parametrize("size", [OFFICE, TABLET, PHONE], ids=["office", "tablet", "phone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_is_large_enough_for_a_thumb_and_nothing_runs_off_the_page(
    browser: Browser, language: str, size: tuple[int, int]
) -> None:
    at = opened(browser, *wrong(language), size)
    shown = [control for control in at.page.locator(CONTROLS).all() if control.is_visible()]
    boxes = [(control.evaluate("node => node.outerHTML.slice(0, 80)"), control.bounding_box()) for control in shown]
    assert len(boxes) > 60
    small = [(what, box) for what, box in boxes if box and (box["height"] < TARGET or box["width"] < TARGET)]
    assert small == []
    assert at.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert at.said == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shown", [right, wrong])
def test_nothing_stands_in_the_way_of_those_who_do_not_see_or_point(
    browser: Browser, language: str, shown: Callable[[str], tuple[Shown, Shown]]
) -> None:
    page = opened(browser, *shown(language)).page
    page.evaluate("document.querySelector('details').open = true")
    assert axe(page, [*AXE_TAGS, "wcag2aaa"]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_stands_out_from_what_is_behind_it(browser: Browser, language: str) -> None:
    at = opened(browser, *wrong(language))
    contrasts = at.page.evaluate(CONTRASTS)
    assert len(contrasts) > 80
    assert [pair for pair in contrasts if pair[1] < CONTRAST] == []


def test_the_keyboard_reaches_everything_and_shows_where_it_is(browser: Browser) -> None:
    at = opened(browser, *right("ar"))
    reached: list[str] = []
    for _ in range(90):
        at.page.keyboard.press("Tab")
        name, _id, width, style = at.page.evaluate(HOW_FOCUS_SHOWS)
        if name == "BODY":
            break
        assert (width >= 3, style) == (True, "solid"), name
        reached.append(name)
    fields = {one.name for one in form("ar").blank().fields if not one.only_if}
    assert fields <= set(reached)
    assert reached[-2:] == ["SUMMARY", "BUTTON"]


def test_what_depends_on_another_answer_is_seen_only_when_it_is_asked(browser: Browser) -> None:
    at = opened(browser, *right("en"))
    weapon, why, how = (at.page.locator(f"[name={name}]") for name in ("weapon", "why", "how_old_known"))
    assert [one.is_visible() for one in (weapon, why, how)] == [False, False, False]
    tile(at, "Yes", "found").click()
    tile(at, "Only the driver", "counted_by").click()
    at.page.locator("[name=age]").fill("8")
    assert [one.is_visible() for one in (weapon, why, how)] == [True, True, True]
    tile(at, "No", "found").first.click()
    tile(at, "Two of us", "counted_by").click()
    at.page.locator("[name=age]").fill("")
    assert [one.is_visible() for one in (weapon, why, how)] == [False, False, False]
    tile(at, "Not known", "age.unknown").click()
    assert how.is_visible()


def test_without_script_all_is_seen_and_no_key_that_does_nothing(browser: Browser) -> None:
    at = opened(browser, *right("en"), script=False)
    assert at.page.locator("[name=weapon]").is_visible()
    assert at.page.get_by_text("Only if “Question about 4?” is: Yes").is_visible()
    assert not at.page.locator(".step").first.is_visible()


def test_one_more_and_one_less_stay_within_the_limits(browser: Browser) -> None:
    at = opened(browser, *right("ar"))
    heads = at.page.locator("[name=heads]")
    less, more = at.page.locator(".step").all()[:2]
    more.click()
    assert heads.input_value() == "1"
    heads.fill("١٩٩٩")
    more.click()
    more.click()
    assert heads.input_value() == "2000"
    heads.fill("-4")
    less.click()
    less.click()
    assert heads.input_value() == "-5"
    heads.fill("many")
    more.click()
    assert heads.input_value() == "many"


def test_a_scanner_goes_on_to_the_next_field_and_sends_nothing(browser: Browser) -> None:
    at = opened(browser, *right("en"))
    at.page.locator("[name=tag]").focus()
    at.page.keyboard.type(code(0) + "\n")
    at.page.keyboard.type(code(1))
    assert at.page.locator("[name=mother]").input_value() == code(1)
    assert at.sent == []


def test_a_mistake_is_read_first_and_leads_to_its_field(browser: Browser) -> None:
    at = opened(browser, *wrong("en"))
    assert at.page.evaluate("document.activeElement.className") == "problems"
    at.page.locator(".problems a", has_text="Question about 2?").click()
    assert at.page.evaluate("document.activeElement.name") == "sex"
    assert at.page.locator("details.envelope").evaluate("node => node.open")


def test_leaving_with_changes_is_asked_about_and_nothing_typed_stays_in_the_browser(browser: Browser) -> None:
    at = opened(browser, *right("en"))
    asked: list[str] = []
    at.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept())[0])
    at.page.locator("[name=said]").click()
    at.page.keyboard.type("rain")
    assert at.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie.length]") == [0, 0, 0]
    at.page.reload()
    assert asked == ["beforeunload"]


def test_the_room_that_is_left_is_counted_in_characters(browser: Browser) -> None:
    at = opened(browser, *right("en"))
    note = at.page.locator("[name=note]")
    note.fill("😀" * 8)
    assert not at.page.locator("[name=note] + .count").is_visible()
    note.fill("😀" * 13)
    assert at.page.locator("[name=note] + .count").inner_text() == "13 / 12"
    assert note.input_value() == "😀" * 13
