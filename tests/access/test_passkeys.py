"""Passkeys: no answer counts twice, late, for another place, from another's key, from a copy, or from an unattended one."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lanyard.access.accounts import Account, Accounts
from lanyard.access.errors import Denied
from lanyard.access.passkeys import KEYS_MOST, LASTS_MS, OPEN_MOST, Passkeys
from lanyard.crypto.passkeys import Place
from lanyard.store.folder import Folder
from lanyard.terms import Role
from tests.access.stick import PRESENT, Stick

NOW = 1_700_000_000_000
HERE = Place("localhost", "http://localhost")
SESSION = b"s" * 16
PASSWORD = "oxide lamp ferry seven"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folder]:
    with Folder.create(tmp_path_factory.mktemp("passkeys") / "site", None) as found:
        yield found


@pytest.fixture(scope="module")
def everybody(folder: Folder) -> Accounts:
    accounts = Accounts(folder.strongbox)
    for name in ("nour", "dana"):
        accounts.add(name, "", [Role.CLERK], PASSWORD)
    return accounts


@pytest.fixture
def accounts(everybody: Accounts) -> Accounts:
    for account in everybody.all():
        for key in account.passkeys:
            everybody.drop_passkey(account.staff, key.id)
        everybody.set_disabled(account.staff, disabled=False)
    return everybody


@pytest.fixture
def passkeys(accounts: Accounts) -> Passkeys:
    return Passkeys(accounts)


def of(accounts: Accounts, name: str = "nour") -> Account:
    found = accounts.called(name)
    assert found is not None
    return found


def added(passkeys: Passkeys, accounts: Accounts, name: str = "nour", **place: str) -> Stick:
    stick = Stick(**place)
    asked = passkeys.ask_to_make(of(accounts, name), SESSION, HERE, NOW)
    passkeys.make(of(accounts, name).staff, SESSION, stick.makes(asked), " my   stick ", HERE, NOW)
    return stick


def denied(code: str = "passkey-wrong"):  # type: ignore[no-untyped-def]
    return pytest.raises(Denied, match=f"^{code}$")


def test_an_answer_counts_once(passkeys: Passkeys, accounts: Accounts) -> None:
    stick = added(passkeys, accounts)
    answer = stick.signs(passkeys.ask_to_sign("", HERE, NOW))
    assert passkeys.sign(answer, HERE, NOW).sign_in == "nour"
    with denied("passkey-late"):
        passkeys.sign(answer, HERE, NOW)


def test_an_answer_that_is_wrong_spends_its_challenge_too(passkeys: Passkeys, accounts: Accounts) -> None:
    stick = added(passkeys, accounts)
    asked = passkeys.ask_to_sign("", HERE, NOW)
    with denied():
        passkeys.sign(stick.signs(asked, signature=b"x" * 70), HERE, NOW)
    with denied("passkey-late"):
        passkeys.sign(stick.signs(asked), HERE, NOW)


def test_an_answer_that_comes_late_does_not_count(passkeys: Passkeys, accounts: Accounts) -> None:
    stick = added(passkeys, accounts)
    asked = passkeys.ask_to_sign("", HERE, NOW)
    with denied("passkey-late"):
        passkeys.sign(stick.signs(asked), HERE, NOW + LASTS_MS)
    asked = passkeys.ask_to_sign("", HERE, NOW)
    assert passkeys.sign(stick.signs(asked), HERE, NOW + LASTS_MS - 1)


def test_a_challenge_that_nobody_drew_is_not_answered(passkeys: Passkeys, accounts: Accounts) -> None:
    stick = added(passkeys, accounts)
    asked = json.loads(passkeys.ask_to_sign("", HERE, NOW)) | {"challenge": "A" * 43}
    with denied("passkey-late"):
        passkeys.sign(stick.signs(json.dumps(asked)), HERE, NOW)


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost", "http://localhost:8471"),
        ("localhost", "https://localhost"),
        ("localhost", "http://evil.example"),
        ("localhost", "http://localhost.evil.example"),
        ("evil.example", "http://localhost"),
    ],
)
def test_an_answer_from_another_place_does_not_count(
    passkeys: Passkeys, accounts: Accounts, host: str, origin: str
) -> None:
    stick = added(passkeys, accounts)
    stick.host, stick.origin = host, origin
    with denied():
        passkeys.sign(stick.signs(passkeys.ask_to_sign("", HERE, NOW)), HERE, NOW)
    with denied():
        added(passkeys, accounts, host=host, origin=origin)


def test_a_counter_that_goes_back_or_stands_still_is_a_copy(passkeys: Passkeys, accounts: Accounts) -> None:
    stick = added(passkeys, accounts)
    for _ in range(3):
        passkeys.sign(stick.signs(passkeys.ask_to_sign("", HERE, NOW)), HERE, NOW)
    assert of(accounts).passkeys[0].count == 3
    for count in (1, 2):
        stick.count = count
        with denied():
            passkeys.sign(stick.signs(passkeys.ask_to_sign("", HERE, NOW)), HERE, NOW)
    assert of(accounts).passkeys[0].count == 3
    stick.count = 3
    assert passkeys.sign(stick.signs(passkeys.ask_to_sign("", HERE, NOW)), HERE, NOW).passkeys[0].count == 4


def test_a_key_that_did_not_verify_its_holder_does_not_count(passkeys: Passkeys, accounts: Accounts) -> None:
    stick = added(passkeys, accounts)
    for flags in (PRESENT, 0, 0x04):
        stick.flags = flags
        with denied():
            passkeys.sign(stick.signs(passkeys.ask_to_sign("", HERE, NOW)), HERE, NOW)


def test_another_persons_key_under_my_name_or_mine_under_hers_does_not_count(
    passkeys: Passkeys, accounts: Accounts
) -> None:
    mine, hers = added(passkeys, accounts), added(passkeys, accounts, "dana")
    hers.id = mine.id
    with denied():
        passkeys.sign(hers.signs(passkeys.ask_to_sign("", HERE, NOW)), HERE, NOW)
    mine.holder = of(accounts, "dana").staff
    with denied():
        passkeys.sign(mine.signs(passkeys.ask_to_sign("", HERE, NOW)), HERE, NOW)
    with denied():
        passkeys.sign(Stick().signs(passkeys.ask_to_sign("", HERE, NOW)), HERE, NOW)


def test_nobody_signs_in_with_a_key_that_was_removed_or_whose_account_is_off(
    passkeys: Passkeys, accounts: Accounts
) -> None:
    stick = added(passkeys, accounts)
    accounts.set_disabled(of(accounts).staff, disabled=True)
    with denied():
        passkeys.sign(stick.signs(passkeys.ask_to_sign("", HERE, NOW)), HERE, NOW)
    accounts.set_disabled(of(accounts).staff, disabled=False)
    accounts.drop_passkey(of(accounts).staff, stick.id)
    with denied():
        passkeys.sign(stick.signs(passkeys.ask_to_sign("", HERE, NOW)), HERE, NOW)


def test_a_new_first_password_takes_the_passkeys_away(passkeys: Passkeys, accounts: Accounts) -> None:
    added(passkeys, accounts)
    assert accounts.set_password(of(accounts).staff, PASSWORD, must_change=True).passkeys == ()


def test_a_key_is_made_in_the_session_that_asked_and_for_nothing_else(passkeys: Passkeys, accounts: Accounts) -> None:
    staff = of(accounts).staff
    asked = passkeys.ask_to_make(of(accounts), SESSION, HERE, NOW)
    with denied():
        passkeys.make(staff, b"t" * 16, Stick().makes(asked), "", HERE, NOW)
    with denied("passkey-late"):
        passkeys.make(staff, SESSION, Stick().makes(asked), "", HERE, NOW)
    stick = added(passkeys, accounts)
    to_sign = json.loads(passkeys.ask_to_sign("", HERE, NOW)) | {"user": {"id": "AAAA"}}
    with denied():
        passkeys.make(staff, SESSION, stick.makes(json.dumps(to_sign)), "", HERE, NOW)
    with denied():
        passkeys.sign(stick.signs(passkeys.ask_to_make(of(accounts), SESSION, HERE, NOW)), HERE, NOW)


def test_one_key_is_one_persons_and_nobody_has_very_many(passkeys: Passkeys, accounts: Accounts) -> None:
    stick = added(passkeys, accounts)
    for name in ("nour", "dana"):
        asked = passkeys.ask_to_make(of(accounts, name), SESSION, HERE, NOW)
        with denied():
            passkeys.make(of(accounts, name).staff, SESSION, stick.makes(asked), "", HERE, NOW)
    for _ in range(KEYS_MOST - 1):
        added(passkeys, accounts)
    with denied("passkeys-many"):
        added(passkeys, accounts)


def test_a_name_without_keys_is_asked_as_one_with_them_and_always_alike(passkeys: Passkeys, accounts: Accounts) -> None:
    stick = added(passkeys, accounts)
    asked = {name: json.loads(passkeys.ask_to_sign(name, HERE, NOW)) for name in ("nour", "dana", "nobody", " NOBODY")}
    ids = {name: [key["id"] for key in one["allowCredentials"]] for name, one in asked.items()}
    assert stick.id == of(accounts).passkeys[0].id
    assert [len(found) for found in ids.values()] == [1, 1, 1, 1]
    assert {len(found[0]) for found in ids.values()} == {43}
    assert ids["nobody"] == ids[" NOBODY"] != ids["dana"]
    assert json.loads(passkeys.ask_to_sign("", HERE, NOW))["allowCredentials"] == []


def test_many_who_ask_push_the_oldest_out_and_fill_no_memory(passkeys: Passkeys, accounts: Accounts) -> None:
    stick = added(passkeys, accounts)
    asked = passkeys.ask_to_sign("", HERE, NOW)
    for _ in range(OPEN_MOST):
        passkeys.ask_to_sign("", HERE, NOW)
    assert len(passkeys._open) == OPEN_MOST
    with denied("passkey-late"):
        passkeys.sign(stick.signs(asked), HERE, NOW)


def test_a_key_survives_a_new_start_with_its_name_and_count(
    passkeys: Passkeys, accounts: Accounts, folder: Folder
) -> None:
    stick = added(passkeys, accounts)
    passkeys.sign(stick.signs(passkeys.ask_to_sign("nour", HERE, NOW)), HERE, NOW)
    again = Accounts(folder.strongbox)
    assert [(key.id, key.count, key.name) for key in of(again).passkeys] == [(stick.id, 1, "my stick")]


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(("id", "rawId", "type", "response", "clientDataJSON", "userHandle", "x")), inner, max_size=5
    ),
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | JSONS.map(json.dumps))
@example("[" * 10_000)
@example('{"response": {"clientDataJSON": "e30"}, "rawId": "AAAA"}')
def test_whatever_is_sent_is_refused_in_words(passkeys: Passkeys, accounts: Accounts, said: str) -> None:
    for judge in (
        lambda: passkeys.sign(said, HERE, NOW),
        lambda: passkeys.make(of(accounts).staff, SESSION, said, "", HERE, NOW),
    ):
        with denied("passkey-(wrong|late)"):
            judge()
