"""A page of another origin, a forged form, a wrong host, an address that leads away, a header inside a header, a frame."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client

from lanyard.access.accounts import Account
from lanyard.access.pages import OPEN
from lanyard.desk.office import Office
from lanyard.terms import Role
from lanyard.web.discreet import FORMAT, Discreet
from lanyard.web.guard import Guard
from lanyard.web.middleware import POLICY
from tests.desk.point import made
from tests.web.at_hand import PASSWORD, PIN, begin, browser, hire, serving
from tests.web.test_every_address import ADDRESSES, FIRST_WAYS

AWAY = (
    "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "http:///evil.example", "evil.example",
    "javascript:alert(1)", "/\t/evil.example", "\t//evil.example", "///evil.example", "", "https:evil.example", "\x00/x",
)  # fmt: skip
OTHER_HOSTS = (
    "evil.example", "localhost.evil.example", "localhost@evil.example", "127.0.0.1.evil.example", "0.0.0.0", "10.0.0.7:8470",
    "localhost:80:80", "localhost/evil.example", "[::2]", "", "xn--localhost-", "LOCALHOST.evil",
)  # fmt: skip
SECRET = "Zebedee in tag BG7K"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with made(tmp_path_factory.mktemp("forger") / "site") as node:
        found = Office(node, 0)
        try:
            with serving(found):
                yield found
        finally:
            found.close()


@pytest.fixture(scope="module")
def nour(office: Office) -> Account:
    return hire(office, Role.COORDINATOR, "nour")


@pytest.fixture
def token(office: Office, nour: Account) -> str:
    return begin(office, nour)[0]


def strict(token: str = "") -> Client:
    """A browser to which forged forms are what they are to a real one."""
    return browser(token, enforce_csrf_checks=True)


@pytest.mark.parametrize("address", FIRST_WAYS, ids=lambda address: address.name)
def test_a_form_that_this_site_did_not_give_is_refused_everywhere(token: str, address: tuple[str, str, bool]) -> None:
    answer = strict(token).post(address[1], {"back": "/", "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    assert b"This form was not given to you by this site" in answer.content


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost:8471", "http://127.0.0.1", "null", "file://"]
)
def test_a_form_that_another_origin_sends_is_refused_also_with_the_right_token(
    office: Office, token: str, origin: str
) -> None:
    client = strict(token)
    client.get("/sign-out")
    right = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    assert client.post("/sign-out", right, headers={"origin": origin}).status_code == 403
    assert client.get("/").status_code == 200
    assert client.post("/sign-out", right, headers={"origin": "http://localhost"}).status_code == 302


def test_the_forms_token_is_no_use_to_scripts_or_other_sites(token: str) -> None:
    client = strict(token)
    client.get("/sign-out")
    cookie = client.cookies["csrftoken"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")


def test_nothing_that_is_only_asked_for_changes_anything(office: Office, token: str) -> None:
    before = office.node.reader_last(), len(office.sessions.now())
    client = browser(token)
    for address in FIRST_WAYS:
        if address.name != "lock":
            client.get(address.path + "?n=1&role=coordinator&site=HC&pin=1&password=x")
    assert (office.node.reader_last(), len(office.sessions.now())) == before
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("host", OTHER_HOSTS)
def test_a_name_that_was_made_to_lead_here_is_refused_whatever_is_asked(token: str, host: str) -> None:
    for address in FIRST_WAYS:
        for method in ("get", "post"):
            answer = getattr(browser(token), method)(address.path, headers={"host": host})
            assert answer.status_code == 400
            assert b"evil" not in answer.content


def test_what_a_proxy_might_say_of_the_host_is_not_believed(token: str) -> None:
    answer = browser(token).get("/", headers={"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"})
    assert answer.status_code == 200
    assert b"evil.example" not in answer.content


@pytest.mark.parametrize("away", AWAY)
def test_no_form_leads_away(token: str, office: Office, nour: Account, away: str) -> None:
    client = browser(token)
    office.sessions.lock(office.sessions.now()[0])
    answers = [client.post("/lock", {"pin": PIN, "next": away}), client.post("/keep", {"back": away})]
    answers += [client.post("/sign-in", {"sign_in": "nour", "password": PASSWORD, "next": away})]
    for answer in answers:
        assert answer.status_code == 302
        assert answer.headers["Location"] in ("/", "/role")


@pytest.mark.parametrize("inside", ["/%0d%0aSet-Cookie:%20a=b", "/x\r\nSet-Cookie: a=b", "/\nx"])
def test_no_header_is_smuggled_into_an_answer(token: str, inside: str) -> None:
    answer = browser(token).post("/keep", {"back": inside})
    assert "a" not in answer.cookies
    assert "\r" not in answer.headers["Location"]
    assert "\n" not in answer.headers["Location"]
    for header in ("cookie", "accept-language", "user-agent", "if-none-match"):
        odd = browser(token).get("/", headers={header: "x\r\nSet-Cookie: a=b"})
        assert "a" not in odd.cookies


def test_what_somebody_types_is_text_on_every_page_that_shows_it_again() -> None:
    typed = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'"
    pages = [
        browser().post("/sign-in", {"sign_in": typed, "password": "x", "next": "/" + typed}),
        browser().post("/role?" + typed, {typed: typed, "kept." + typed: typed}),
        browser().get("/nothing/" + typed),
        browser().get("/?lang=" + typed),
    ]
    for page in pages:
        assert b"<script>alert" not in page.content
        assert b"<img src=x" not in page.content


def test_every_answer_forbids_frames_foreign_scripts_guessing_types_and_keeping(token: str) -> None:
    asked = [*(address.path for address in ADDRESSES), "/nothing", "/asset/x/y/z"]
    for path in asked:
        for client in (browser(token), browser()):
            answer = client.get(path)
            headers = answer.headers
            assert headers["Content-Security-Policy"] == POLICY
            assert headers["X-Frame-Options"] == "DENY"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "same-origin"
            assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
            kept = headers["Cache-Control"]
            assert kept == "no-store" or (path.startswith("/asset/") and answer.status_code == 200), path
    for rule in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert rule in POLICY
    assert "unsafe" not in POLICY
    assert "*" not in POLICY


def test_a_page_that_fails_tells_nothing_neither_on_the_screen_nor_in_the_log(
    token: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_guard: Guard, _ask: object, _parts: object) -> HttpResponse:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(Guard, "_answer", fails)
    client = browser(token, raise_request_exception=False)
    answer = client.get(f"/role?tag={SECRET}")
    assert answer.status_code == 500
    assert SECRET.encode() not in answer.content
    assert b"Traceback" not in answer.content
    assert answer.headers["Cache-Control"] == "no-store"
    said = "\n".join(Discreet(FORMAT).format(record) for record in caplog.records)
    assert "RuntimeError" in said
    assert "500 role" in said
    assert SECRET not in said
    assert SECRET in caplog.text


def test_an_address_that_names_somebody_is_not_in_the_log(token: str, caplog: pytest.LogCaptureFixture) -> None:
    browser(token).get("/person/BG7K3Q92AB")
    said = [Discreet(FORMAT).format(record) for record in caplog.records]
    assert said
    assert [line for line in said if "BG7K" in line] == []


def test_a_form_that_is_far_too_large_is_refused(token: str) -> None:
    client = browser(token)
    assert client.post("/keep", {"back": "/" + "x" * (5 << 20)}).status_code == 400
    assert client.post("/keep", {f"n{number}": "" for number in range(5000)}).status_code == 400
    assert client.get("/").status_code == 200


def test_a_very_long_password_is_just_wrong() -> None:
    assert browser().post("/sign-in", {"sign_in": "x" * 100_000, "password": "x" * 1_000_000}).status_code == 401


def test_only_what_is_named_so_is_open_to_anybody(office: Office) -> None:
    assert {address.name for address in FIRST_WAYS if browser().get(address.path).status_code != 401} == OPEN
