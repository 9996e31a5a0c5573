"""Passkeys on the pages: added with the password, good for signing in and for the locked screen, hers alone; and in a real browser."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from lanyard.access.accounts import Account
from lanyard.desk.office import Office
from lanyard.stations.every.entries import SignedIn
from lanyard.terms import Role, SignedInBy
from tests.access.canaries import entries
from tests.access.stick import Stick
from tests.desk.point import made
from tests.web.at_hand import PASSWORD, begin, browser, hire, serving
from tests.web.shell import served
from tests.web.signed_in import hired, password_of, sign_in_of

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with made(tmp_path / "site") as node:
        found = Office(node, 0)
        try:
            with serving(found):
                yield found
        finally:
            found.close()


@pytest.fixture
def nour(office: Office) -> Account:
    return hire(office, Role.CLERK, "nour")


@pytest.fixture
def client(office: Office, nour: Account) -> Client:
    return browser(begin(office, nour)[0])


@pytest.fixture
def stick(client: Client) -> Stick:
    return adds(client, Stick())


def adds(client: Client, stick: Stick) -> Stick:
    asked = client.post("/passkey/new", {"old": PASSWORD})
    assert asked.status_code == 200
    assert client.post("/passkey", {"answer": stick.makes(asked.content.decode()), "name": "stick"}).status_code == 200
    return stick


def signs(client: Client, stick: Stick, **said: str) -> str:
    return stick.signs(client.post("/passkey/ask", said).content.decode())


def test_a_stolen_cookie_adds_and_removes_no_passkey(
    office: Office, nour: Account, client: Client, stick: Stick
) -> None:
    refused = client.post("/passkey/new", {"old": "wrong"})
    assert refused.status_code == 403
    assert json.loads(refused.content)["problems"]
    asked = client.post("/passkey/ask").content.decode()
    made_up = json.dumps(json.loads(asked) | {"user": {"id": "AAAA"}})
    assert client.post("/passkey", {"answer": Stick().makes(made_up)}).status_code == 422
    assert client.post("/passkey", {"remove": stick.id.hex(), "old": "wrong"}).status_code == 422
    assert [key.id for key in office.accounts.of(nour.staff).passkeys] == [stick.id]  # type: ignore[union-attr]
    assert client.post("/passkey", {"remove": stick.id.hex(), "old": PASSWORD}).status_code == 200
    assert office.accounts.of(nour.staff).passkeys == ()  # type: ignore[union-attr]


def test_wrong_passwords_for_a_passkey_are_counted_as_at_the_sign_in(nour: Account, client: Client) -> None:
    answers = [client.post("/passkey/new", {"old": "wrong"}).content for _ in range(6)]
    assert b"Wait" in answers[-1]
    assert b"Wait" in client.post("/passkey/new", {"old": PASSWORD}).content


@pytest.mark.parametrize("name", ["", "nour"])
def test_a_passkey_signs_in_and_the_chain_says_so(office: Office, stick: Stick, name: str) -> None:
    fresh = browser()
    assert fresh.get("/").status_code == 401
    answer = fresh.post("/passkey/sign-in", {"answer": signs(fresh, stick, sign_in=name), "next": "/account"})
    assert answer.headers["Location"] == "/account"
    assert fresh.get("/").status_code == 200
    last = [e.record for e in entries(office.node) if isinstance(e.record, SignedIn)][-1]
    assert last.how is SignedInBy.PASSKEY


def test_an_answer_is_taken_once_and_by_this_origin_only(stick: Stick) -> None:
    fresh = browser()
    said = {"answer": signs(fresh, stick)}
    assert fresh.post("/passkey/sign-in", said).status_code == 302
    assert browser().post("/passkey/sign-in", said).status_code == 401
    stick.origin = "http://localhost:8471"
    assert browser().post("/passkey/sign-in", {"answer": signs(fresh, stick)}).status_code == 401
    for nonsense in ("", "{", "[]", "null", "x" * 100_000):
        assert browser().post("/passkey/sign-in", {"answer": nonsense}).status_code == 401


def test_only_her_own_passkey_opens_her_locked_screen(office: Office, client: Client, stick: Stick) -> None:
    hers = adds(browser(begin(office, hire(office, Role.MEDIC, "dana"))[0]), Stick())
    client.get("/lock")
    assert client.get("/").status_code == 401
    assert client.post("/lock", {"answer": signs(browser(), hers)}).status_code == 401
    assert client.get("/").status_code == 401
    assert client.post("/lock", {"answer": signs(client, stick)}).status_code == 302
    assert client.get("/").status_code == 200


def test_at_an_address_that_is_a_number_there_are_no_passkeys(stick: Stick) -> None:
    for path in ("/passkey/ask", "/passkey/sign-in"):
        answer = browser().post(path, {"answer": "{}"}, headers={"host": "127.0.0.1"})
        assert answer.status_code in (401, 403)
        assert b"do not work at this address" in answer.content


def test_whoever_has_not_changed_the_first_password_has_no_passkey(office: Office) -> None:
    client = browser(begin(office, hire(office, Role.MEDIC, "new", first=True))[0])
    assert client.post("/passkey/new", {"old": PASSWORD}).headers["Location"] == "/account"
    assert b"data-passkey" not in client.get("/account").content


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    with made(tmp_path / "site", passphrase="training") as node:
        hired(node)
    with served(tmp_path / "site") as (_, address), sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        found = chromium.new_page(base_url=address.replace("127.0.0.1", "localhost"))
        yield found
        chromium.close()


def authenticator(page: Page) -> None:
    """A key in the browser's own hand, whose holder is always verified."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.mark.slow
@pytest.mark.browser
def test_in_a_browser_a_passkey_is_added_unlocks_and_signs_in(page: Page) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if "Content Security" in message.text else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    authenticator(page)
    page.goto("/sign-in")
    page.fill("input[name=sign_in]", sign_in_of(Role.MEDIC))
    page.fill("input[name=password]", password_of(Role.MEDIC))
    page.click("button.first")
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto("/account")
    form = page.locator("form[data-passkey=make]")
    form.locator("input[name=name]").fill("This laptop")
    form.locator("input[name=old]").fill("wrong")
    form.locator("button").click()
    form.locator("[data-problem]").wait_for(state="visible")
    form.locator("input[name=old]").fill(password_of(Role.MEDIC))
    form.locator("button").click()
    page.get_by_text("This laptop").wait_for()
    page.goto("/lock")
    page.locator("form[data-passkey=sign] button").click()
    page.wait_for_url("**/")
    page.goto("/sign-out")
    page.click("main button")
    page.wait_for_url("**/sign-in")
    page.locator("form[data-passkey=sign] button").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    assert page.locator(".who").count() == 1
    assert problems == []


@pytest.mark.slow
@pytest.mark.browser
def test_where_the_browser_has_no_passkeys_nothing_of_them_is_shown(page: Page) -> None:
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto("/sign-in")
    assert page.locator("form[data-passkey]").count() == 1
    assert not page.locator("form[data-passkey]").is_visible()
