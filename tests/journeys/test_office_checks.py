"""The acceptance checks of the office by their numbers: each shown here by its essential, with what is not there said.

Check 10 (records joined and parted) and 13 to 15 (retention, the map, the forecast) are of things that do not exist yet.
"""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

from lanyard.desk.riding import on_paper
from lanyard.desk.rows import key_of
from lanyard.desk.scope import Scope
from lanyard.exchange.receive import Receiver
from lanyard.exports.documents import pictures
from lanyard.exports.tags import Tags
from lanyard.ledger.noun import Compartment
from lanyard.stations.arrival.entries import PersonMet, VehicleCounted
from lanyard.stations.first_aid.entries import Treated
from lanyard.terms import CountedBy, Role, Script, Sex, SignedInBy
from tests.browsing import chromium
from tests.desk.office import opened
from tests.desk.point import NOW, STAFF, counts, device, made, meets, said, tablet, tags, walks_in
from tests.exchange import test_audit_trail
from tests.exports import test_setting
from tests.exports.papers import EN, codes
from tests.exports.png import codes_in
from tests.journeys.hands import hands
from tests.making import code, manifest, person, vehicle
from tests.web.pages import test_import
from tests.web.pages.served_here import At, Point, served_here
from tests.web.pages.site import open_site
from tests.web.shell import served
from tests.web.signed_in import hired

HER: Final = f"/person/{key_of(person(1)).hex()}"
LIST: Final = f"/lists/{key_of(manifest(1)).hex()}"
NOTE: Final = "splinted the arm"
SPELLED: Final = [("أحمد", "احمد"), ("علی", "علي"), ("کریم", "كريم"), ("فاطمة", "فاطمه"), ("ڕۆژ", "روژ")]


@pytest.fixture
def point(tmp_path: Path) -> Iterator[Point]:
    """Three on foot, the first treated by a medic; a list with two seats."""
    with served_here(tmp_path / "site") as found:
        people = [draft for number in (1, 2, 3) for draft in (walks_in(number), meets(number, f"Name{number}"))]
        found.node.record(device(found.node), [*people, opened(1, 2)], NOW).result()
        medic = device(found.node, role=Role.MEDIC, staff=STAFF[1])
        found.node.record(medic, [said(Treated(NOTE), person(1))], NOW).result()
        found.node.settle()
        yield found


def test_check_1_the_board_tells_what_a_tablet_brought_within_three_seconds(point: Point) -> None:
    """By asking every second rather than by a stream. Gone stale and back: `test_board_in_a_browser`."""
    board, receiver, own = point.at(Role.COORDINATOR), Receiver(point.node), tablet(point.node)
    mark = board.get("/?poll=1")["ETag"]
    assert board.get("/?poll=1", if_none_match=mark).status_code == 304
    now = point.office.now_ms()
    receiver.receive([own.sign_in(b"c" * 16, Role.CLERK, SignedInBy.PIN, now)], now)
    truck = said(VehicleCounted("the valley", CountedBy.TWO, 7, False), vehicle(9), "BG")
    assert receiver.receive([own.seal(truck, now)], now).kept == 1
    since = time.monotonic()
    while board.get("/?poll=1", if_none_match=mark).status_code == 304:
        assert time.monotonic() - since < 3 - 1, "a second goes by between two questions of the page"
        time.sleep(0.02)
    assert 'data-poll="/?poll=1' in board.text("/")


def test_check_2_without_scripts_somebody_is_found_seen_and_printed(point: Point) -> None:
    """The whole way without scripts, in a browser: `test_in_a_browser`."""
    bays = point.at(Role.TRANSPORT)
    assert bays.send("/find", "/status", q=code(1))["Location"] == HER
    assert code(1) in bays.text(HER)
    assert bays.get(f"{LIST}/list.pdf").content.startswith(b"%PDF")


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    """A real browser at which transport has signed in: two people, list 1 open."""
    with made(tmp_path / "site", passphrase="training") as node:
        hired(node)
        people = [draft for number in (1, 2) for draft in (walks_in(number), meets(number, f"Name{number}"))]
        node.record(device(node), [*people, opened(1)], NOW).result()
    with served(tmp_path / "site", "--undo", "0") as (_, address), chromium() as browser:
        yield hands(browser, address, "en", script=True)(Role.TRANSPORT).page


@pytest.mark.slow
@pytest.mark.browser
def test_check_3_with_keys_alone_somebody_is_found_opened_and_put_on_a_list(page: Page) -> None:
    page.goto("/status")
    tabs_to(page, "#scan")
    types(page, "name1")
    page.wait_for_url("**/find")
    for where in (HER, "/lists", LIST):
        tabs_to(page, f"a[href='{where}']")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{where}")
    types(page, code(1))
    page.wait_for_selector("#said .asks-once")
    tabs_to(page, "#said [name=why]")
    types(page, "it is wet")
    page.wait_for_selector(f"section.people th:has-text('{code(1)}')")
    goes_round(page)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("where", ["/lists/open", "/account", "/find"])
def test_check_4_a_scan_finds_the_person_whatever_field_has_the_focus(page: Page, where: str) -> None:
    """A page with an input of its own for scans (a list, an area) does its own work with them instead."""
    page.goto(where)
    field = page.locator("main input:not([type=hidden], [type=radio], [type=checkbox])")
    (field.first if field.count() else page.locator("main")).focus()
    wedge(page, f"LNY1:{code(2)}")
    page.wait_for_url(f"**/person/{key_of(person(2)).hex()}")


def wedge(page: Page, text: str) -> None:
    """As a scanner types, each key five milliseconds after the last by its own stamp, however busy this machine is."""
    keys, begun = page.context.new_cdp_session(page), time.time()
    for number, key in enumerate((*text, "Enter")):
        said = {"key": key, "text": "\r" if key == "Enter" else key, "timestamp": begun + number * 0.005}
        for what in ("keyDown", "keyUp"):
            keys.send("Input.dispatchKeyEvent", {"type": what, **said})


def types(page: Page, text: str) -> None:
    """As a hand types, slower than any scanner."""
    page.keyboard.type(text, delay=60)
    page.keyboard.press("Enter")


def tabs_to(page: Page, where: str) -> None:
    """With the Tab key alone, and it is seen at each step where one is."""
    for _ in range(80):
        if page.evaluate("where => document.activeElement.matches(where)", where):
            return
        page.keyboard.press("Tab")
        assert page.evaluate(
            "(() => { const on = document.activeElement, s = getComputedStyle(on);"
            " return on === document.body || s.outlineStyle !== 'none' || s.boxShadow !== 'none'; })()"
        ), page.evaluate("document.activeElement.outerHTML")
    raise AssertionError(f"no way by keys to {where}")


def goes_round(page: Page) -> None:
    """Nothing holds the focus: it comes by the first link of the page again."""
    page.keyboard.press("Tab")
    tabs_to(page, "a.skip")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.matches('a.skip')")


def test_check_5_a_name_is_found_in_any_spelling_of_its_letters(point: Point) -> None:
    """Across scripts only if both were recorded; 100,000 people: `lanyard bench look` (`search_p95_ms`)."""
    names = [
        draft
        for number, (written, _) in enumerate(SPELLED, 20)
        for draft in (
            walks_in(number),
            said(PersonMet(Sex.FEMALE, name_said=f"Latin{number}", name_written=written, script=Script.ARABIC), person(number)),
        )
    ]  # fmt: skip
    point.node.record(device(point.node), names, point.office.now_ms()).result()
    point.node.settle()
    clerk = point.at(Role.CLERK)
    for number, spellings in enumerate(SPELLED, 20):
        for typed in (*spellings, f"latin{number}"):
            found = clerk.send("/find", "/status", q=typed)
            assert key_of(person(number)).hex() in found.content.decode(), typed
    assert "Nobody and nothing was found" in clerk.send("/find", "/status", q="حسين").content.decode()


def test_check_6_more_than_seats_is_warned_wants_a_reason_and_prints_in_both_languages(point: Point) -> None:
    """Warned, never refused without a way. That a family would be split is not judged yet, and so not told."""
    bays = point.at(Role.TRANSPORT)
    for number in (1, 2, 3):
        bays.send(LIST + "/board", LIST, code="LNY1:" + code(number))
    assert "More people than seats" in bays.text(LIST)
    fixed = {name: bays.hidden(LIST + "/seal", name) for name in ("people", "hash")}
    rules = re.findall(r'name="despite" value="([^"]+)"', bays.text(LIST + "/seal"))
    assert bays.send(LIST + "/seal", **fixed).status_code == 422
    assert bays.send(LIST + "/seal", **fixed, despite=rules).status_code == 422
    assert bays.send(LIST + "/seal", **fixed, despite=rules, reason="it burns").status_code == 303
    papers = [point.at(Role.TRANSPORT, language=one).get(LIST + "/list.pdf").content for one in ("en", "ar")]
    assert [paper[:4] for paper in papers] == [b"%PDF", b"%PDF"]


def test_check_7_the_books_show_the_difference_first_and_each_number_opens_its_rows(point: Point) -> None:
    """As the books stand now; books of a single day are not there."""
    head = point.at(Role.COORDINATOR)
    assert "The books balance" in head.text("/roll")
    point.node.record(device(point.node), [counts(1, 3), tags(9, on=1)], NOW).result()
    point.node.settle()
    until = time.monotonic() + 3
    while 'class="off"' not in (page := head.text("/roll")) and time.monotonic() < until:
        time.sleep(0.05)
    assert page.index('<h1 class="off">') < page.index('class="gaps"') < page.index('class="equation')
    numbers = re.findall(r'href="(/roll/BG/(?:people|places)/\w+)"><b><bdi[^>]*>(\d+)</bdi>', page)
    assert numbers
    for where, number in numbers:
        assert f'· <bdi class="code" dir="ltr">{number}</bdi></h1>' in head.text(where), where


def test_check_8_a_hundred_tags_are_set_in_two_seconds_and_each_code_is_read_back() -> None:
    """Joined letters by comparing pictures with the published forms of letters, not with a picture kept."""
    pictures("tags", Tags(codes(1)), EN)
    since = time.process_time()
    sheets = pictures("tags", Tags(codes(100)), EN, dots_per_inch=150)
    assert time.process_time() - since < 2
    assert [text for sheet in sheets for text in codes_in(sheet)] == [f"LNY1:{one}" for one in codes(100)]
    for word in ("سلام", "گوڵ"):
        test_setting.test_arabic_letters_are_joined(word)


def test_check_9_what_leaves_as_a_table_begins_with_its_mark_and_calculates_nothing(tmp_path: Path) -> None:
    """Rows of a list that were not taken (CSV) are all that leaves as a table: no XLSX and no HXL row exist yet."""
    with open_site(tmp_path / "site") as site:
        client = site.at()
        test_import.send(client, test_import.LIST)
        test_import.agree(client, "A list")
        content = client.get("/import/not-taken").content
    assert content.startswith(b"\xef\xbb\xbf")
    cells = [cell for line in content.decode("utf-8-sig").splitlines() for cell in line.split(",")]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_check_11_what_a_medic_wrote_is_on_no_page_or_paper_of_those_who_may_not_read_it(point: Point) -> None:
    """Every role, page and field: `test_every_address` and `tests/access`. There is no API for it to leave by yet."""
    medic, bays = point.at(Role.MEDIC), point.at(Role.TRANSPORT)
    bays.send(LIST + "/board", LIST, code="LNY1:" + code(1))
    assert NOTE in medic.text(HER)
    for who in (bays, point.at(Role.CLERK), point.at(Role.SEARCH), point.at(Role.RECEIVER)):
        for where in (HER, LIST, LIST + "?poll=1", "/lists", "/status"):
            assert NOTE not in who.get(where).content.decode("utf-8", "replace"), (who.viewer.role, where)
    with Scope(point.office, bays.viewer) as scope:
        paper = repr(on_paper(scope, manifest(1)))
    assert code(1) in paper
    assert NOTE not in paper


def test_check_12_who_opened_what_is_sealed_is_listed_and_a_changed_row_is_named(tmp_path: Path) -> None:
    """Of what a medic sealed, with the reason if one was given: interviews and biometric data are not recorded yet."""
    folder = tmp_path / "site"
    with served_here(folder) as point:
        point.node.record(device(point.node), [walks_in(1), walks_in(2)], NOW).result()
        medic = device(point.node, role=Role.MEDIC, staff=STAFF[1])
        point.node.record(medic, [said(Treated(NOTE), person(1))], NOW).result()
        point.node.settle()
        assert NOTE in point.at(Role.MEDIC).text(HER)
        officer = point.at(Role.DATA_PROTECTION)
        assert looks_of(officer, code(1)) == ["person"]
        assert looks_of(officer, code(2)) == []
        secret = point.node.folder.secret
    assert test_audit_trail.problems(folder, secret) == []
    for sql in ("DROP TRIGGER look_update", "UPDATE look SET role = 'clerk' WHERE n = 1"):
        test_audit_trail.by_hand(folder, secret, lambda c, sql=sql: c.execute(sql))  # type: ignore[misc]
    assert "trail-broken" in [what for what, _ in test_audit_trail.problems(folder, secret)]


def looks_of(officer: At, tag: str) -> list[str]:
    """The pages at which medics saw what is medical of her."""
    page = officer.text(f"/trail?q={tag}")
    rows = re.findall(r'<tr><td><time.*?<bdi dir="ltr">medic</bdi>.*?</td></tr>', page)
    medical = EN.choice("compartment", Compartment.MEDICAL)
    assert all(medical in row for row in rows), rows
    return [found[1] for row in rows if (found := re.search(r"<td><bdi>(\w+)</bdi></td>", row))]
