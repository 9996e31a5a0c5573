"""Somebody who wants in: with another's cookie, at a screen left alone, guessing, or signed in and no longer welcome."""

from collections.abc import Iterator
from html import escape

import pytest
from django.test import Client

from lanyard.access.accounts import WAIT_FIRST_MS, WRONG_FREE, Account
from lanyard.access.sessions import REST_MS, SHIFT_MS, Viewer
from lanyard.crypto import passwords
from lanyard.desk.office import Office
from lanyard.store.strongbox import Strongbox
from lanyard.terms import Role
from lanyard.web.commands.serve import _staff
from lanyard.web.guard import COOKIE
from lanyard.words import Words
from tests.desk.point import made
from tests.web.at_hand import PASSWORD, PIN, begin, browser, hire, serving

SAID = Words("en")
TYPED = "typed before it locked"


class Clock:
    """The present moment of the office, moved by hand."""

    def __init__(self, office: Office) -> None:
        self.now_ms = office.node.now_ms()


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with made(tmp_path_factory.mktemp("thief") / "site") as node:
        found = Office(node, 0)
        try:
            with serving(found):
                yield found
        finally:
            found.close()


@pytest.fixture
def clock(office: Office, monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock(office)
    monkeypatch.setattr(office.node, "now_ms", lambda: found.now_ms)
    monkeypatch.setattr(office, "_ahead_ms", 0)
    return found


@pytest.fixture
def nour(office: Office, clock: Clock) -> Account:
    return hire(office, Role.MEDIC, "nour", Role.CLERK)


def signed_in(client: Client, name: str = "nour", password: str = PASSWORD) -> int:
    return client.post("/sign-in", {"sign_in": name, "password": password}).status_code


def at_work(office: Office, account: Account) -> tuple[Client, Viewer]:
    token, viewer = begin(office, account)
    return browser(token), viewer


def test_a_screen_left_alone_is_not_woken_by_a_wrong_pin_or_by_asking_for_the_end_of_the_shift(
    office: Office, clock: Clock, nour: Account
) -> None:
    for touched in (
        lambda client: client.post("/lock", {"pin": "000000"}),
        lambda client: client.get("/sign-out"),
        lambda client: client.head("/sign-out"),
        lambda client: client.post("/lock"),
        lambda client: client.get("/account"),
        lambda client: client.get("/?poll"),
    ):
        client, _ = at_work(office, nour)
        assert client.get("/").status_code == 200
        clock.now_ms += REST_MS + 1
        touched(client)
        assert client.get("/").status_code == 401


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(office: Office, clock: Clock, nour: Account) -> None:
    client, _ = at_work(office, nour)
    for _ in range(4):
        clock.now_ms += REST_MS // 3
        last = client.get("/?poll").status_code
    assert last == 401


def test_what_was_typed_before_it_locked_comes_back_and_no_password_with_it(
    office: Office, clock: Clock, nour: Account
) -> None:
    client, _ = at_work(office, nour)
    clock.now_ms += REST_MS + 1
    secrets = {"old": "s3cret one", "password": "s3cret two", "again": "s3cret three", "pin": "493817"}
    page = client.post("/account", {"note": TYPED, **secrets}).content.decode()
    assert TYPED in page
    assert [one for one in secrets.values() if one in page] == []
    again = client.post("/lock", {"pin": PIN, "next": "/account", "was_post": "1", "kept.note": TYPED})
    assert again.status_code == 200
    assert TYPED in again.content.decode()


def test_a_stolen_cookie_is_worth_nothing_once_its_owner_signs_out_or_in_elsewhere_or_goes_home(
    office: Office, clock: Clock, nour: Account
) -> None:
    token, _ = begin(office, nour)
    browser(token).post("/sign-out")
    assert browser(token).get("/").status_code == 401
    token, _ = begin(office, nour)
    begin(office, nour)
    assert browser(token).get("/").status_code == 401
    token, viewer = begin(office, nour)
    clock.now_ms += SHIFT_MS
    office.sessions.touch(viewer, clock.now_ms)
    assert browser(token).get("/").status_code == 401


def test_the_cookie_is_drawn_anew_at_every_sign_in_and_a_planted_one_opens_nothing(
    office: Office, nour: Account
) -> None:
    planted = "f" * 64
    client = browser(planted)
    assert signed_in(client) == 302
    given = client.cookies[COOKIE]
    assert given.value != planted
    assert browser(planted).get("/").status_code == 401
    other = browser()
    signed_in(other)
    assert other.cookies[COOKIE].value != given.value


def test_the_cookie_is_hidden_from_scripts_and_from_other_sites_and_ends_with_the_browser(
    office: Office, nour: Account
) -> None:
    client = browser()
    assert signed_in(client) == 302
    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["expires"]) == (True, "Strict", "", "")
    assert (cookie["domain"], cookie["path"]) == ("", "/")
    secure = client.post("/sign-in", {"sign_in": "nour", "password": PASSWORD}, secure=True)
    assert secure.cookies[COOKIE]["secure"] is True


def test_a_pin_is_guessed_no_faster_by_signing_out_or_over_several_browsers(
    office: Office, clock: Clock, nour: Account
) -> None:
    token, viewer = begin(office, nour)
    clients = [browser(token) for _ in range(WRONG_FREE)]
    for client in clients:
        office.sessions.lock(viewer)
        assert client.post("/lock", {"pin": "493817"}).status_code == 401
    assert (
        escape(SAID.denied("sign-in-waits", WAIT_FIRST_MS // 1000))
        in browser(token).post("/lock", {"pin": PIN}).content.decode()
    )
    assert browser(token).get("/").status_code == 401
    fresh = browser()
    assert signed_in(fresh) == 401
    clock.now_ms += WAIT_FIRST_MS
    assert browser(token).post("/lock", {"pin": PIN}).status_code == 302


def test_a_name_that_is_nobodys_is_answered_as_somebodys_in_words_waits_and_work(
    office: Office, clock: Clock, nour: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    hire(office, Role.CLERK, "gone")
    office.accounts.set_disabled(office.accounts.called("gone").staff, disabled=True)  # type: ignore[union-attr]
    done: list[str] = []
    real_agrees, real_keep = passwords.agrees, Strongbox.keep

    def agrees(said: str, kept: str) -> bool:
        done.append("stretched")
        return real_agrees(said, kept)

    def keep(box: Strongbox, name: str, value: bytes) -> None:
        done.append("kept")
        real_keep(box, name, value)

    monkeypatch.setattr("lanyard.access.accounts.agrees", agrees)
    monkeypatch.setattr(Strongbox, "keep", keep)
    told: dict[str, list[object]] = {"nour": [], "nobody": [], "gone": []}
    for name, heard in told.items():
        for _ in range(WRONG_FREE + 2):
            done.clear()
            answer = browser().post("/sign-in", {"sign_in": name, "password": "wrong"})
            text = answer.content.decode().replace(f'value="{name}"', "")
            problems = text[text.index("<ul>") :]
            heard.append((answer.status_code, problems[: problems.index("</ul>")], tuple(done)))
    assert told["nour"] == told["nobody"] == told["gone"]
    assert len(set(told["nour"])) == 2


@pytest.mark.parametrize(
    "asked",
    [
        {"do": "disable", "roles": []},
        {"do": "password", "roles": []},
        {"do": "roles", "roles": ["clerk"]},
    ],
    ids=lambda asked: str(asked["do"]),
)
def test_whoever_is_disabled_or_given_a_new_password_or_other_roles_is_out_at_once(
    office: Office, nour: Account, asked: dict[str, object]
) -> None:
    client, _ = at_work(office, nour)
    other, _ = at_work(office, hire(office, Role.CLERK, "dana"))
    assert client.get("/").status_code == 200
    assert "staff" in _staff(office, name="nour", shown="", **asked)
    assert client.get("/").status_code == 401
    if asked["do"] == "disable":
        _staff(office, do="enable", name="nour", shown="", roles=[])
        assert client.get("/").status_code == 401
    assert other.get("/").status_code == 200


def test_an_account_that_is_disabled_or_changed_behind_the_servers_back_is_out_at_the_next_page(
    office: Office, nour: Account
) -> None:
    client, _ = at_work(office, nour)
    office.accounts.set_roles(nour.staff, [Role.CLERK])
    assert client.get("/").status_code == 401
    client, _ = at_work(office, office.accounts.set_roles(nour.staff, [Role.MEDIC]))
    office.accounts.set_disabled(nour.staff, disabled=True)
    assert client.get("/").status_code == 401
    assert signed_in(browser()) == 401


def test_a_role_that_is_not_hers_is_not_taken(office: Office, nour: Account) -> None:
    client, _ = at_work(office, nour)
    for role, site in (("data_protection", "BG"), ("any", "BG"), ("", "BG"), ("clerk", "XX"), ("clerk", "")):
        assert client.post("/role", {"role": role, "site": site}).status_code == 403
    assert client.post("/role", {"role": "clerk", "site": "BG"}).status_code == 302
    assert [viewer.role for viewer in office.sessions.now()] == [Role.CLERK]


def test_a_new_first_password_takes_the_old_pin_no_further_than_the_account(office: Office, nour: Account) -> None:
    client, _ = at_work(office, nour)
    office.accounts.set_password(nour.staff, "first-pass-word-new", must_change=True)
    assert client.get("/").headers["Location"] == "/account"
    page = client.post("/account", {"old": PASSWORD, "password": "a wholly new one", "again": "a wholly new one"})
    assert page.status_code == 422
    assert office.accounts.of(nour.staff).must_change  # type: ignore[union-attr]


def test_an_endless_number_is_no_draft(office: Office, nour: Account) -> None:
    client, _ = at_work(office, nour)
    for number in ("9" * 5000, "-1", "1e3", "", "٣"):
        assert client.post("/undo", {"n": number}).status_code == 403
