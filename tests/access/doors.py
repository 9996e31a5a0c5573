"""Holds the guard before every address to what the page docs/manual/access.md declares, without making the pages."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver

from lanyard.desk.office import Office
from lanyard.web.guard import COOKIE, Guard
from lanyard.web.urls import urlpatterns
from tests.access.page import ROLES, Declared
from tests.web.at_hand import HOST, begin, hire


def patterns(found: Iterable[Any] = urlpatterns) -> Iterator[URLPattern]:
    """Every address, those of included lists too."""
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


def tokens(office: Office) -> dict[str, str]:
    """Somebody of each role who is signed in."""
    return {role: begin(office, hire(office, role))[0] for role in ROLES}


def doors_wrong(office: Office, declared: Declared, held: dict[str, str]) -> list[str]:
    """Every difference between the page and who is let in by the guard; the screens are locked and ended in turn too."""
    found = []
    for pattern in patterns():
        guard, name = pattern.callback, str(pattern.name)
        if not isinstance(guard, Guard):
            found += [] if name in declared.unguarded else [f"{name} is open to anybody"]
            continue
        stub = Guard(lambda _ask, **_parts: HttpResponse("in"), guard.name)
        if guard.name != name:
            found.append(f"{name} is guarded as {guard.name}")
        found += [f"{name} lets {who} in" for who in ("", "0" * 64) if _status(stub, who) != HTTPStatus.UNAUTHORIZED]
        for role in ROLES:
            wanted = HTTPStatus.OK if (role, name) in declared.pages else HTTPStatus.FORBIDDEN
            if _status(stub, held[role]) != wanted:
                found.append(f"{name} opens to {role}, or does not, against the page")
    return [*found, *_shut(office, held)]


def _shut(office: Office, held: dict[str, str]) -> Iterator[str]:
    """A page that is open to her is shut while her screen is locked, her account is off, or her password is a first one."""
    stub, role = Guard(lambda _ask, **_parts: HttpResponse("in"), "status"), ROLES[0]
    viewer = office.sessions.of(held[role], office.now_ms())
    assert viewer is not None
    office.sessions.lock(viewer)
    if _status(stub, held[role]) != HTTPStatus.UNAUTHORIZED:
        yield "a locked screen shows a page"
    office.sessions.unlock(viewer, office.now_ms())
    account = office.accounts.of(viewer.staff)
    assert account is not None
    office.accounts._all[viewer.staff] = replace(account, must_change=True)
    if _status(stub, held[role]) != HTTPStatus.FOUND:
        yield "a first password opens a page"
    office.accounts._all[viewer.staff] = account


def _status(guard: Guard, token: str) -> int:
    request = RequestFactory(headers={"host": HOST}).get("/")
    request.COOKIES[COOKIE] = token
    return guard(request).status_code
