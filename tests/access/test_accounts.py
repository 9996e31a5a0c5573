"""Accounts: no easy password, no endless guessing, no account of two sides, nothing told to whoever guesses."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.access.accounts import WAIT_FIRST_MS, WAIT_MOST_MS, WRONG_FREE, Accounts
from lanyard.access.errors import Denied
from lanyard.access.table import Side
from lanyard.store.folder import Folder
from lanyard.terms import Role

NOW = 1_700_000_000_000
PASSWORD = "oxide lamp ferry seven"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folder]:
    with Folder.create(tmp_path_factory.mktemp("accounts") / "site", None) as found:
        yield found


@pytest.fixture
def accounts(folder: Folder) -> Accounts:
    for name in folder.strongbox.names():
        if name.startswith("account/"):
            folder.strongbox.drop(name)
    return Accounts(folder.strongbox)


def denied(code: str):  # type: ignore[no-untyped-def]
    return pytest.raises(Denied, match=f"^{code}$")


@pytest.mark.parametrize("name", ["", "a", "has space", "UPPER!", "-x", "x" * 33, "name\n", "اسم"])
def test_a_name_that_cannot_be_typed_anywhere_is_refused(accounts: Accounts, name: str) -> None:
    with denied("sign-in-name"):
        accounts.add(name, "", [Role.CLERK], PASSWORD)


@pytest.mark.parametrize("password", ["", "short", "aaaaaaaaaaaa", "ababababab"])
def test_an_easy_password_is_refused(accounts: Accounts, password: str) -> None:
    with denied("password-short"):
        accounts.add("nour", "", [Role.CLERK], password)


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "111111", "123456", "987654", "890123", "12345a", "١٢٣٤٧٦"])
def test_a_weak_pin_is_refused(accounts: Accounts, pin: str) -> None:
    staff = accounts.add("nour", "", [Role.CLERK], PASSWORD).staff
    with denied("pin-weak"):
        accounts.set_pin(staff, pin)


def test_roles_of_two_sides_or_none_are_refused(accounts: Accounts) -> None:
    with denied("roles-of-two-sides"):
        accounts.add("nour", "", [Role.MEDIC, Role.TRANSPORT], PASSWORD)
    with denied("no-role"):
        accounts.add("nour", "", [], PASSWORD)
    with denied("no-role"):
        accounts.add("nour", "", [Role.ANY], PASSWORD)
    assert accounts.add("nour", "", [Role.MEDIC, Role.CLERK], PASSWORD).side is Side.CARE


def test_one_name_is_one_persons(accounts: Accounts) -> None:
    accounts.add("nour", "", [Role.CLERK], PASSWORD)
    with denied("sign-in-taken"):
        accounts.add(" NOUR ", "", [Role.MEDIC], PASSWORD)


def test_a_wrong_name_a_wrong_password_and_a_disabled_account_are_told_alike(accounts: Accounts) -> None:
    gone = accounts.add("gone", "", [Role.CLERK], PASSWORD)
    accounts.set_disabled(gone.staff, disabled=True)
    accounts.add("nour", "", [Role.CLERK], PASSWORD)
    for name, password in (("nobody", PASSWORD), ("nour", "wrong but long enough"), ("gone", PASSWORD)):
        with denied("sign-in-wrong"):
            accounts.check_password(name, password, NOW)


def test_after_some_wrong_answers_each_costs_twice_the_wait_and_a_right_one_ends_it(
    accounts: Accounts, folder: Folder
) -> None:
    accounts.add("nour", "", [Role.CLERK], PASSWORD)
    for _ in range(WRONG_FREE):
        with denied("sign-in-wrong"):
            accounts.check_password("nour", "wrong but long enough", NOW)
    with denied("sign-in-waits"):
        accounts.check_password("nour", PASSWORD, NOW)
    again = Accounts(folder.strongbox)
    with denied("sign-in-waits"):
        again.check_password("nour", PASSWORD, NOW + WAIT_FIRST_MS - 1)
    with denied("sign-in-wrong"):
        again.check_password("nour", "wrong but long enough", NOW + WAIT_FIRST_MS)
    with denied("sign-in-waits"):
        again.check_password("nour", PASSWORD, NOW + 2 * WAIT_FIRST_MS)
    assert again.check_password("nour", PASSWORD, NOW + 4 * WAIT_FIRST_MS).wrong == 0
    assert Accounts(folder.strongbox).called("nour").wait_ms == 0  # type: ignore[union-attr]


def test_no_wait_is_longer_than_the_longest(accounts: Accounts) -> None:
    accounts.add("nour", "", [Role.CLERK], PASSWORD)
    now = NOW
    for _ in range(WRONG_FREE + 12):
        with denied("sign-in-wrong"):
            accounts.check_password("nour", "wrong but long enough", now)
        now += WAIT_MOST_MS
    assert accounts.check_password("nour", PASSWORD, now)


def test_the_same_password_again_is_refused_and_another_is_taken(accounts: Accounts) -> None:
    staff = accounts.add("nour", "", [Role.CLERK], PASSWORD).staff
    with denied("password-same"):
        accounts.set_password(staff, PASSWORD)
    assert not accounts.set_password(staff, PASSWORD + " more").must_change
    with denied("sign-in-wrong"):
        accounts.check_password("nour", PASSWORD, NOW)


def test_nothing_of_an_account_is_kept_in_the_clear(accounts: Accounts, folder: Folder, tmp_path: Path) -> None:
    accounts.add("zebedee", "Zebedee of the tent", [Role.CLERK], PASSWORD)
    rows = folder.strongbox.connection.execute("SELECT name, value FROM secret").fetchall()
    assert not any(b"zebedee" in value.lower() or "zebedee" in name for name, value in rows)
