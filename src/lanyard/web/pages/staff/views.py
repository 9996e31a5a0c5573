"""Who may sign in here: added, given other roles or a first password again, let in no more. One person, one account."""

import os
from collections.abc import Callable
from http import HTTPStatus
from threading import Lock
from typing import Any, Final, NamedTuple

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from lanyard.access.accounts import STAFF_BYTES, Account
from lanyard.access.errors import Denied
from lanyard.desk.scope_site import staff_of, staffing, tell
from lanyard.web.answers import html, in_words
from lanyard.web.first_password import first_password as drawn
from lanyard.web.guard import Ask
from lanyard.web.pages.staff.shown import member_shown, roles_by_side, roles_of

_ONCE: Final = Lock()
"""A form that is sent twice at the same moment is answered one after the other."""


class First(NamedTuple):
    """A first password that was made for the form with this mark; nothing left of it once it has been shown."""

    mark: str
    password: str | None


def staff(ask: Ask) -> HttpResponse:
    """Everybody with an account."""
    shown = {"ask": ask, "members": [member_shown(ask, one) for one in staff_of(ask.scope)]}
    return html(ask.request, ask.words, "staff/list.html", shown)


def add(ask: Ask) -> HttpResponse:
    """A new account; its first password is on the page that follows, once."""
    said = ask.request.POST
    shown: dict[str, Any] = {
        "ask": ask,
        "mark": said.get("mark") or os.urandom(STAFF_BYTES).hex(),
        "sign_in": said.get("sign_in", "")[:80],
        "shown": said.get("shown", "")[:80],
        "sides": roles_by_side(ask.words, said.getlist("role")),
    }
    if ask.request.method != "POST":
        return html(ask.request, ask.words, "staff/add.html", shown)
    try:
        staff = _marked(said.get("mark", ""))
        with _ONCE:
            if ask.office.accounts.of(staff) is None:
                password = drawn()
                staffing(ask.scope).add(staff, shown["sign_in"], shown["shown"], roles_of(said), password)
                tell(ask.scope, "staff_add", f"{shown['sign_in']}: {', '.join(roles_of(said))}")
                _hold(ask, staff, First(said["mark"], password))
    except Denied as problem:
        return _wrong(ask, "staff/add.html", shown, problem)
    return HttpResponseRedirect(reverse("staff_password", args=[staff.hex()]), status=HTTPStatus.SEE_OTHER)


def one(ask: Ask, account: str) -> HttpResponse:
    """One account, and what may be done to it."""
    return html(ask.request, ask.words, "staff/one.html", _shown(ask, _account(ask, account)))


def roles(ask: Ask, account: str) -> HttpResponse:
    """Other roles, of one side."""
    hers = _account(ask, account)
    what = f"{hers.sign_in}: {', '.join(ask.request.POST.getlist('role'))}"
    return _change(ask, hers, ("staff_roles", what), lambda: _set_roles(ask, hers))


def _set_roles(ask: Ask, hers: Account) -> None:
    staffing(ask.scope).set_roles(hers.staff, roles_of(ask.request.POST))


def access(ask: Ask, account: str) -> HttpResponse:
    """Let her in no more, which ends her shift at once, or again."""
    hers, off = _account(ask, account), ask.request.POST.get("do") != "enable"
    what = f"{hers.sign_in}: {'disabled' if off else 'enabled'}"
    return _change(ask, hers, ("staff_access", what), lambda: _set_access(ask, hers, off=off))


def _set_access(ask: Ask, hers: Account, *, off: bool) -> None:
    if off and ask.request.POST.get("sure") != "yes":
        raise Denied("not-sure")
    staffing(ask.scope).set_disabled(hers.staff, disabled=off)


def _change(ask: Ask, hers: Account, told: tuple[str, str], change: Callable[[], None]) -> HttpResponse:
    """Do it; `told` is the page and what the trail says of it."""
    if ask.request.method != "POST":
        return HttpResponseRedirect(reverse("staff_one", args=[hers.staff.hex()]))
    try:
        change()
    except Denied as problem:
        return _wrong(ask, "staff/one.html", _shown(ask, hers), problem)
    tell(ask.scope, *told)
    return HttpResponseRedirect(reverse("staff"), status=HTTPStatus.SEE_OTHER)


def first_password(ask: Ask, account: str) -> HttpResponse:
    """Make a first password again (POST); show the one that was just made, once (GET)."""
    hers = _account(ask, account)
    if ask.request.method == "POST":
        try:
            _make_first(ask, hers)
        except Denied as problem:
            return _wrong(ask, "staff/one.html", _shown(ask, hers), problem)
        return HttpResponseRedirect(ask.request.path, status=HTTPStatus.SEE_OTHER)
    found = ask.office.held.of(ask.viewer, _name(hers.staff), First)
    if found is not None and ask.request.method == "GET":
        _hold(ask, hers.staff, found._replace(password=None))
    shown = {"ask": ask, "hers": hers, "password": found.password if found else None}
    return html(ask.request, ask.words, "staff/first_password.html", shown)


def _make_first(ask: Ask, hers: Account) -> None:
    mark = ask.request.POST.get("mark", "")
    _marked(mark)
    with _ONCE:
        found = ask.office.held.of(ask.viewer, _name(hers.staff), First)
        if found is None or found.mark != mark:
            password = drawn()
            staffing(ask.scope).new_password(hers.staff, password)
            tell(ask.scope, "staff_password", hers.sign_in)
            _hold(ask, hers.staff, First(mark, password))


def _hold(ask: Ask, staff: bytes, first: First) -> None:
    ask.office.held.keep(ask.viewer, _name(staff), first)


def _name(staff: bytes) -> str:
    return f"first/{staff.hex()}"


def _marked(mark: str) -> bytes:
    """The mark of a form of ours. Raises Denied `forged-form`."""
    try:
        found = bytes.fromhex(mark)
    except ValueError:
        found = b""
    if len(found) != STAFF_BYTES:
        raise Denied("forged-form")
    return found


def _account(ask: Ask, staff: str) -> Account:
    try:
        found = ask.office.accounts.of(bytes.fromhex(staff))
    except ValueError:
        found = None
    if found is None:
        raise Denied("no-account")
    return found


def _shown(ask: Ask, hers: Account) -> dict[str, Any]:
    member = next(found for found in staff_of(ask.scope) if found.account.staff == hers.staff)
    said = ask.request.POST
    chosen = said.getlist("role") if "role" in said else list(map(str, hers.roles))
    return {
        "ask": ask,
        "hers": hers,
        "member": member_shown(ask, member),
        "mine": hers.staff == ask.viewer.staff,
        "sides": roles_by_side(ask.words, chosen),
        "mark": os.urandom(STAFF_BYTES).hex(),
    }


def _wrong(ask: Ask, template: str, shown: dict[str, Any], problem: Denied) -> HttpResponse:
    shown["problems"] = in_words(problem, ask.words)
    return html(ask.request, ask.words, template, shown, HTTPStatus.UNPROCESSABLE_ENTITY)
