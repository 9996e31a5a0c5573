"""Staff: nobody gets in by this page who should not, no first password is shown twice, nobody is left without a coordinator."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from lanyard.access.accounts import WRONG_FREE, Account
from lanyard.access.errors import Denied
from lanyard.access.table import TABLE
from lanyard.desk.staffing import Staffing
from lanyard.terms import Role
from lanyard.words import Words
from tests.web.at_hand import begin, browser, hire
from tests.web.pages.site import Site, hidden, open_site, text

NEW = {"sign_in": "pine", "shown": "Pine Cedar", "role": ["clerk"]}
HOSTILE = '<script>alert("x")</script>\'"'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with open_site(tmp_path_factory.mktemp("staff") / "site") as found:
        yield found


def mark() -> str:
    return os.urandom(16).hex()


def address(account: Account, more: str = "") -> str:
    return f"/staff/{account.staff.hex()}{more}"


def refused(client: Client, path: str, code: str, **said: object) -> str:
    answer = client.post(path, said)
    page = text(answer)
    assert answer.status_code == 422, page
    assert Words("en").denied(code).split(".")[0].replace("'", "&#x27;") in page
    return page


@pytest.mark.parametrize("role", sorted(set(TABLE) - {Role.COORDINATOR}))
def test_only_a_coordinator_opens_these_pages(site: Site, role: Role) -> None:
    hers = site.accounts[Role.CLERK]
    for path in ("/staff", "/staff/add", "/devices", *(address(hers, m) for m in ("", "/roles", "/first-password"))):
        for answer in (site.at(role).get(path), site.at(role).post(path, {**NEW, "mark": mark()})):
            assert answer.status_code == 403, path
    with pytest.raises(Denied, match="not-your-page"):
        Staffing(site.office, begin(site.office, hire(site.office, role, f"other-{role}"))[1])
    assert site.office.accounts.called("pine") is None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"shown": " "}, "no-person-name"),
        ({"shown": "x" * 61}, "no-person-name"),
        ({"sign_in": "Medic"}, "name-of-a-role"),
        ({"sign_in": "family-links"}, "name-of-a-role"),
        ({"sign_in": "person-1"}, "sign-in-taken"),
        ({"sign_in": "a b"}, "sign-in-name"),
        ({"role": []}, "no-role"),
        ({"role": ["any"]}, "no-role"),
        ({"role": ["clerk", "transport"]}, "roles-of-two-sides"),
        ({"mark": "nonsense"}, "forged-form"),
    ],
)
def test_an_account_that_cannot_be_is_refused_and_what_was_typed_stays(
    site: Site, said: dict[str, object], code: str
) -> None:
    before = len(site.office.accounts.all())
    answer = site.at().post("/staff/add", {**NEW, "mark": mark(), **said})
    page = text(answer)
    assert answer.status_code == 422
    words = Words("en").denied(code, "§").partition("§")[0].split(".")[0]
    assert words in page
    assert 'value="Pine Cedar"' in page or "shown" in said
    assert 'value="clerk" checked' in page or "role" in said
    assert len(site.office.accounts.all()) == before


def test_a_first_password_is_shown_once_and_the_form_sent_twice_makes_one_account(site: Site) -> None:
    client = site.at()
    form = text(client.get("/staff/add"))
    said = {**NEW, "sign_in": "once", "mark": hidden(form, "mark")}
    answer = client.post("/staff/add", said)
    assert answer.status_code == 303
    again = client.post("/staff/add", said)
    assert again.headers["Location"] == answer.headers["Location"]
    page = text(client.get(answer.headers["Location"]))
    password = re.search(r">([a-z0-9]{4}(?:-[a-z0-9]{4}){3})<", page)
    assert password
    reloaded = text(client.get(answer.headers["Location"]))
    assert password[1] not in reloaded
    third = client.post("/staff/add", said)
    assert password[1] not in text(client.get(third.headers["Location"]))
    found = [one for one in site.office.accounts.all() if one.sign_in == "once"]
    assert len(found) == 1
    assert found[0].must_change
    assert site.office.accounts.check_password("once", password[1], site.office.node.now_ms()) == found[0]


def test_a_first_password_is_shown_to_nobody_else(site: Site) -> None:
    other = hire(site.office, Role.COORDINATOR, "second-coordinator")
    client = site.at()
    answer = client.post("/staff/add", {**NEW, "sign_in": "for-me", "mark": mark()})
    token, _ = begin(site.office, other)
    assert "large" not in text(browser(token).get(answer.headers["Location"]))
    assert "large" in text(client.get(answer.headers["Location"]))


def test_a_new_first_password_ends_her_shift_and_sent_twice_is_one(site: Site) -> None:
    hers = hire(site.office, Role.MEDIC, "forgets")
    token, viewer = begin(site.office, hers)
    client = site.at()
    refused(client, address(site.accounts[Role.COORDINATOR], "/first-password"), "not-yourself", mark=mark())
    said = {"mark": hidden(text(client.get(address(hers))), "mark")}
    where = client.post(address(hers, "/first-password"), said).headers["Location"]
    first = text(client.get(where))
    client.post(address(hers, "/first-password"), said)
    assert "large" in first
    assert "large" not in text(client.get(where))
    assert site.office.sessions.of(token, site.office.now_ms()) is None
    password = re.search(r">([a-z0-9]{4}(?:-[a-z0-9]{4}){3})<", first)
    assert password
    site.office.accounts.check_password("forgets", password[1], site.office.node.now_ms())
    assert viewer.staff == hers.staff


def test_nobody_gives_herself_a_role_or_takes_the_last_coordinator_away(tmp_path: Path) -> None:
    with open_site(tmp_path / "site") as site:
        mine, client = site.accounts[Role.COORDINATOR], site.at()
        refused(client, address(mine, "/roles"), "own-roles", role=["coordinator", "data_protection"])
        refused(client, address(mine, "/access"), "not-yourself", do="disable", sure="yes")
        assert "Nobody changes their own roles" in text(client.get(address(mine)))
        second = hire(site.office, Role.COORDINATOR, "second")
        other = browser(begin(site.office, second)[0])
        assert other.post(address(mine, "/access"), {"do": "disable", "sure": "yes"}).status_code == 303
        refused(other, address(second, "/roles"), "own-roles", role=["clerk"])
        third = hire(site.office, Role.COORDINATOR, "third")
        staffing = Staffing(site.office, begin(site.office, third)[1])
        staffing.set_disabled(second.staff, disabled=True)
        with pytest.raises(Denied, match="not-yourself"):
            staffing.set_disabled(third.staff, disabled=True)


def test_the_last_coordinator_stays_whoever_asks(tmp_path: Path) -> None:
    with open_site(tmp_path / "site") as site:
        last = site.accounts[Role.COORDINATOR]
        other = hire(site.office, Role.COORDINATOR, "other")
        _, viewer = begin(site.office, other)
        site.office.accounts.set_disabled(other.staff, disabled=True)
        staffing = Staffing(site.office, viewer)
        with pytest.raises(Denied, match="last-coordinator"):
            staffing.set_disabled(last.staff, disabled=True)
        with pytest.raises(Denied, match="last-coordinator"):
            staffing.set_roles(last.staff, [Role.DATA_PROTECTION])


def test_roles_of_two_sides_are_refused_and_others_end_the_shift(site: Site) -> None:
    hers = hire(site.office, Role.CLERK, "changes")
    token, _ = begin(site.office, hers)
    page = refused(site.at(), address(hers, "/roles"), "roles-of-two-sides", role=["clerk", "search"])
    assert 'value="search" checked' in page
    assert site.office.sessions.of(token, site.office.now_ms()) is not None
    for _ in range(2):
        answer = site.at().post(address(hers, "/roles"), {"role": ["clerk", "medic"]})
        assert answer.status_code == 303
    changed = site.office.accounts.of(hers.staff)
    assert changed
    assert changed.roles == (Role.CLERK, Role.MEDIC)
    assert site.office.sessions.of(token, site.office.now_ms()) is None


def test_access_is_stopped_only_by_somebody_who_is_sure_and_ends_the_shift(site: Site) -> None:
    hers = hire(site.office, Role.REVIEWER, "leaves")
    token, _ = begin(site.office, hers)
    refused(site.at(), address(hers, "/access"), "not-sure", do="disable")
    assert browser(token).get("/").status_code == 200
    site.at().post(address(hers, "/access"), {"do": "disable", "sure": "yes"})
    assert browser(token).get("/").status_code == 401
    assert "May not sign in" in text(site.at().get(address(hers)))
    site.at().post(address(hers, "/access"), {"do": "enable"})
    again = site.office.accounts.of(hers.staff)
    assert again
    assert not again.disabled


def test_whoever_changed_an_account_is_on_the_trail(site: Site) -> None:
    hers = hire(site.office, Role.CLERK, "traced")
    site.at().post(address(hers, "/access"), {"do": "disable", "sure": "yes"})
    _, looked = site.office.trail.latest(1)[0]
    assert (looked.page, looked.why, looked.role) == ("staff_access", "traced: disabled", "coordinator")


def test_the_list_shows_who_is_in_who_has_to_wait_and_who_may_not(site: Site) -> None:
    hers = hire(site.office, Role.CLERK, "guesses")
    for _ in range(WRONG_FREE):
        with pytest.raises(Denied):
            site.office.accounts.check_password("guesses", "wrong", site.office.node.now_ms())
    page = text(site.at().get("/staff"))
    lines = {line.split('href="/staff/')[1][:32]: line for line in page.split("<tr>") if 'href="/staff/' in line}
    assert "has to wait" in lines[hers.staff.hex()]
    here = lines[site.accounts[Role.CLERK].staff.hex()]
    assert "Signed in" in here
    assert "has to wait" not in here
    assert "None yet" not in here


@pytest.mark.parametrize("language", ["en", "ar"])
def test_hostile_names_are_shown_and_do_nothing(site: Site, language: str) -> None:
    added = site.at().post("/staff/add", {**NEW, "sign_in": f"hostile-{language}", "shown": HOSTILE, "mark": mark()})
    where = added.headers["Location"].replace("/first-password", "")
    for path in ("/staff", where, f"{where}/first-password"):
        page = text(site.at().get(f"{path}?lang={language}"))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
        assert f'dir="{Words(language).direction}"' in page.split("<head>")[0]


@pytest.mark.parametrize("path", ["/staff/nonsense", f"/staff/{'0' * 32}", f"/staff/{'0' * 32}/first-password"])
def test_an_account_that_is_not_there_is_said(site: Site, path: str) -> None:
    answer = site.at().get(path)
    assert answer.status_code == 403
    assert "not here any more" in text(answer)


def test_a_form_without_its_token_is_refused(site: Site) -> None:
    answer = site.at(enforce_csrf_checks=True).post("/staff/add", {**NEW, "sign_in": "forged", "mark": mark()})
    assert answer.status_code == 403
    assert site.office.accounts.called("forged") is None
