"""Every address, for every role, in every state that a sign-in can be in: only what the page of access declares is open.

Addresses that are added later are taken in by themselves; what fills their parts is in `PARTS`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import product
from typing import Any, Final, NamedTuple

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver

from lanyard.access.pages import OPEN, PAGES
from lanyard.access.sessions import Viewer, _Session
from lanyard.access.table import TABLE
from lanyard.casefile.tag import tag_ref
from lanyard.desk.office import Office
from lanyard.desk.rows import key_of
from lanyard.floorplan import KINDS, STATIONS
from lanyard.terms import Role
from lanyard.web.guard import COOKIE, Guard
from lanyard.web.urls import urlpatterns
from lanyard.words import TERMS, Words, read
from tests.access import canaries, page
from tests.access.canaries import entries
from tests.access.checking import forbidden
from tests.making import code, manifest
from tests.web.at_hand import begin, browser, hire, serving

DECLARED = page.declared()
PARTS: Final[dict[str, tuple[object, ...]]] = {
    "kind": tuple(KINDS),
    "station": tuple(STATIONS),
    "tag": (code(1), code(100), "nothing"),
    "key": (*canaries.KEYS, *(key_of(ref).hex() for ref in (*canaries.ABOUT.values(), manifest(2), tag_ref(code(1))))),
    "ref": (*canaries.KEYS, *(key_of(ref).hex() for ref in (*canaries.ABOUT.values(), manifest(2)))),
    "mark": ("0123456789abcdef",),
    "name": ("office.css", "nothing", *KINDS),
    "code": tuple(code for table in ("board", "duties") for code in read(TERMS, "en")[table]),
}
"""What fills the parts of addresses, by their names; else by their converters."""
BY_CONVERTER: Final[dict[str, tuple[object, ...]]] = {
    "IntConverter": (0, 1, 7),
    "UUIDConverter": ("00000000-0000-4000-8000-000000000000",),
}
OTHERWISE: Final = (*canaries.KEYS, code(1), "nothing")
METHODS: Final = ("GET", "POST")
WHILE_LOCKED: Final = {("lock", "GET"), ("lock", "POST"), ("sign_out", "POST")}
"""What is answered although the screen is locked: the lock itself, and the end of the shift."""
SAYS_NO: Final = {"sign_in", "passkey_sign_in"}
"""What is open to anybody and refuses whoever proves nothing."""
BEFORE_FIRST_CHANGE: Final = {"account", "sign_out"}
"""What is open before the first password has been changed."""
NOT_YOURS: Final = escape(Words("en").denied("not-your-page"))


class Address(NamedTuple):
    """One way to ask for a page."""

    name: str
    path: str
    guarded: bool


def patterns(found: list[Any] = urlpatterns) -> Iterator[URLPattern]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


def ways(pattern: URLPattern, parts: Mapping[str, Sequence[object]] = PARTS) -> Iterator[Address]:
    """An address filled so often that each value of each of its parts is in it at least once."""
    converters = pattern.pattern.converters
    choices = [parts.get(name) or BY_CONVERTER.get(type(c).__name__, OTHERWISE) for name, c in converters.items()]
    for number in range(max(map(len, choices), default=1)):
        values = {name: str(some[number % len(some)]) or "-" for name, some in zip(converters, choices, strict=True)}
        path = filled(str(pattern.pattern), values)
        yield Address(pattern.name or "", path, isinstance(pattern.callback, Guard))


def filled(route: str, values: dict[str, str]) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: values[part[1]], f"/{route}")


def parts_of(office: Office) -> dict[str, Sequence[object]]:
    """The same, with what only this site has: its entries, staff, chains, and the terms of its books."""
    every = entries(office.node)
    books = [
        (book.name, book.site, term) for book in office.state()[1].equations for term in (*book.left, *book.right)
    ]  # fmt: skip
    names, sites, terms = zip(*books, strict=True)
    return {
        **PARTS,
        "entry": [e.id.hex() for e in every],
        "account": [account.staff.hex() for account in office.accounts.all()],
        "chain": sorted({e.chain.hex() for e in every}),
        "book": names,
        "site": sites,
        "term": terms,
    }


PATTERNS: Final = list(patterns())
ADDRESSES: Final = [address for pattern in PATTERNS for address in ways(pattern)]
FIRST_WAYS: Final = list({address.name: address for address in reversed(ADDRESSES)}.values())
"""Each address in one way: enough where nobody comes as far as the page."""


class Person(NamedTuple):
    """Somebody of a role at a browser."""

    role: Role
    token: str
    viewer: Viewer
    client: Client


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with canaries.office(tmp_path_factory.mktemp("addresses") / "site") as found, serving(found):
        yield found


@pytest.fixture(scope="module")
def people(office: Office) -> dict[Role, Person]:
    found = {}
    for role in TABLE:
        token, viewer = begin(office, hire(office, role))
        found[role] = Person(role, token, viewer, browser(token))
    return found


@pytest.fixture(scope="module")
def newcomers(office: Office) -> dict[Role, Person]:
    found = {}
    for role in TABLE:
        token, viewer = begin(office, hire(office, role, f"new-{role.replace('_', '-')}", first=True))
        found[role] = Person(role, token, viewer, browser(token))
    return found


def asked(client: Client, method: str, path: str) -> HttpResponseBase:
    return client.post(path, {"back": "/", "next": "/"}) if method == "POST" else client.get(path)


def body(answer: HttpResponseBase) -> str:
    return b"".join(answer).decode("utf-8", "replace")  # type: ignore[arg-type]


def again(office: Office, person: Person) -> Person:
    """As if she had just signed in; a page that ends or locks a shift has to be undone for the next."""
    desk = office.sessions
    person.client.cookies[COOKIE] = person.token
    if desk.of(person.token, office.now_ms()) is None:
        desk._keep(person.viewer)
        desk._all[person.viewer.session] = _Session(person.viewer, office.now_ms())
    desk.unlock(person.viewer, office.now_ms())
    desk._all[person.viewer.session].viewer = person.viewer
    return person


def test_every_address_has_a_name_that_is_declared_and_every_name_an_address() -> None:
    names = {pattern.name for pattern in PATTERNS}
    assert names == PAGES.keys() | OPEN
    assert not PAGES.keys() & OPEN
    assert {(role, name) for name, roles in PAGES.items() for role in roles} == DECLARED.pages
    assert DECLARED.unguarded == OPEN
    assert {address.name for address in ADDRESSES if not address.guarded} == OPEN


@pytest.mark.parametrize("method", METHODS)
def test_whoever_is_not_signed_in_is_asked_to(office: Office, method: str) -> None:
    for token in ("", "0" * 64, "nonsense"):
        for address in FIRST_WAYS:
            status = asked(browser(token), method, address.path).status_code
            assert (status == 401) is address.guarded or (method == "POST" and address.name in SAYS_NO), address


EVERY_DAY: Final = frozenset({Role.CLERK, Role.MEDIC})
"""The two roles that the short round tries; the whole round tries all."""


@pytest.mark.parametrize(
    "role", [role if role in EVERY_DAY else pytest.param(role, marks=pytest.mark.slow) for role in TABLE]
)
def test_a_page_is_open_to_the_roles_beside_its_name_and_sings_of_nothing_else(
    office: Office, people: dict[Role, Person], role: Role
) -> None:
    silent, parts = forbidden(DECLARED, role), parts_of(office)
    for method, address in product(METHODS, [way for pattern in PATTERNS for way in ways(pattern, parts)]):
        person = again(office, people[role])
        answer = asked(person.client, method, address.path)
        said = body(answer)
        assert [what for sings, what in silent.items() if sings in said] == [], (role, address)
        if not address.guarded:
            continue
        closed = answer.status_code == 403 and NOT_YOURS in said
        assert closed is ((role, address.name) not in DECLARED.pages), (role, method, address, answer.status_code)
        assert answer.status_code != 401 or address.name == "lock"


@pytest.mark.parametrize("role", TABLE)
def test_a_locked_screen_shows_the_lock_and_nothing_else(
    office: Office, people: dict[Role, Person], role: Role
) -> None:
    for method, address in product(METHODS, FIRST_WAYS):
        if not address.guarded:
            continue
        person = again(office, people[role])
        office.sessions.lock(person.viewer)
        answer = asked(person.client, method, address.path)
        if (address.name, method) not in WHILE_LOCKED:
            assert answer.status_code == 401, address
        assert 'class="who"' not in body(answer)
        assert office.sessions.rested(person.viewer, office.now_ms()), address


@pytest.mark.parametrize("role", TABLE)
def test_a_shift_that_has_ended_opens_nothing(office: Office, people: dict[Role, Person], role: Role) -> None:
    person = again(office, people[role])
    for method, address in product(METHODS, FIRST_WAYS):
        if address.guarded:
            again(office, person)
            office.sessions._all[person.viewer.session].viewer = replace(person.viewer, ends_ms=office.now_ms())
            assert asked(person.client, method, address.path).status_code == 401, address


@pytest.mark.parametrize("role", TABLE)
def test_before_the_first_password_is_changed_only_the_account_is_open(
    office: Office, newcomers: dict[Role, Person], role: Role
) -> None:
    for method, address in product(METHODS, FIRST_WAYS):
        if not address.guarded:
            continue
        person = again(office, newcomers[role])
        answer = asked(person.client, method, address.path)
        if address.name not in BEFORE_FIRST_CHANGE:
            assert answer.status_code == 302, address
            assert answer.headers["Location"] == "/account"
