"""Signing in and out. No account is shared: whoever signs in elsewhere ends her shift here."""

from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lanyard.access.accounts import Account
from lanyard.access.errors import Denied
from lanyard.desk.office import Office
from lanyard.terms import SignedInBy
from lanyard.web.answers import html, in_words, language_of
from lanyard.web.guard import COOKIE, Ask
from lanyard.web.running import office, unlock_with
from lanyard.web.ways import HOME, way_back
from lanyard.words import Words

_KEPT: Final = "kept."


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of another form that she was sending when she had to sign in."""
    return [
        (name.removeprefix(_KEPT), str(value))
        for name, values in request.POST.lists()
        if name.startswith(_KEPT)
        for value in values
    ]


def _go_on(request: HttpRequest, words: Words) -> HttpResponse:
    """On to where she was going; what she was sending is shown again, to be sent by her own hand."""
    kept = _kept(request)
    if request.POST.get("was_post") and kept:
        return html(request, words, "office/send_again.html", {"action": way_back(request, "next"), "kept": kept})
    return HttpResponseRedirect(way_back(request, "next"))


def _asked_again(request: HttpRequest, words: Words, problem: Denied, *, locked: bool) -> HttpResponse:
    shown = {
        "action": reverse("lock" if locked else "sign_in"),
        "locked": locked,
        "next": way_back(request, "next"),
        "kept": _kept(request),
        "was_post": bool(request.POST.get("was_post")),
        "problems": in_words(problem, words),
        "sign_in": request.POST.get("sign_in", ""),
    }
    return html(request, words, "office/sign_in.html", shown, HTTPStatus.UNAUTHORIZED)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Password first; the PIN is for coming back to a screen that locked itself."""
    words, desk = Words(language_of(request)), office()
    if desk is None:
        return HttpResponseRedirect(reverse("unlock"))
    if request.method != "POST":
        shown = {"action": reverse("sign_in"), "next": HOME, "training": desk.node.training}
        return html(request, words, "office/sign_in.html", shown)
    try:
        name, password = request.POST.get("sign_in", ""), request.POST.get("password", "")
        account = desk.accounts.check_password(name, password, desk.node.now_ms())
    except Denied as problem:
        return _asked_again(request, words, problem, locked=False)
    token, _ = desk.sign_in(account, account.roles[0], desk.node.plan.home.letters, SignedInBy.PASSWORD)
    several = len(account.roles) > 1 or len(desk.node.plan.sites) > 1
    if several and way_back(request, "next") == HOME and not _kept(request):
        return with_token(HttpResponseRedirect(reverse("role")), token, request)
    return with_token(_go_on(request, words), token, request)


def with_token(response: HttpResponse, token: str, request: HttpRequest) -> HttpResponse:
    """The session's token as a cookie that no script reads and no other site sends."""
    response.set_cookie(COOKIE, token, httponly=True, samesite="Strict", secure=request.is_secure())
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """The site's passphrase, once; from then on its process holds the keys."""
    words = Words(language_of(request))
    problems: list[str] = []
    if office() is not None:
        return HttpResponseRedirect(HOME)
    if request.method == "POST":
        problem = unlock_with(request.POST.get("passphrase", ""))
        if problem is None:
            return HttpResponseRedirect(HOME)
        problems = in_words(problem, words)
    status = HTTPStatus.UNAUTHORIZED if problems else HTTPStatus.OK
    return html(request, words, "office/unlock.html", {"problems": problems}, status)


def sign_out(ask: Ask) -> HttpResponse:
    """The shift is over."""
    if ask.request.method == "POST":
        ask.office.end(ask.viewer)
        response = HttpResponseRedirect(reverse("sign_in"))
        response.delete_cookie(COOKIE)
        return response
    return html(ask.request, ask.words, "office/sign_out.html", {"ask": ask})


def lock(ask: Ask) -> HttpResponse:
    """Blank the screen, or come back to it by the PIN."""
    request, desk = ask.request, ask.office
    if request.method != "POST":
        desk.sessions.lock(ask.viewer)
        shown = {"action": reverse("lock"), "locked": True, "next": HOME}
        return html(request, ask.words, "office/sign_in.html", shown)
    try:
        desk.accounts.check_pin(ask.viewer.staff, request.POST.get("pin", ""), desk.node.now_ms())
    except Denied as problem:
        return _asked_again(request, ask.words, problem, locked=True)
    desk.sessions.unlock(ask.viewer, desk.now_ms())
    return _go_on(request, ask.words)


def role(ask: Ask) -> HttpResponse:
    """In which of her roles, and at which site of this folder."""
    account = _account(ask.office, ask.viewer.staff)
    if ask.request.method == "POST":
        wanted = {str(one): one for one in account.roles}.get(ask.request.POST.get("role", ""))
        letters = ask.request.POST.get("site", "")
        if wanted is None or letters not in {site.letters for site in ask.office.node.plan.sites}:
            raise Denied("not-your-role")
        ask.office.change(ask.viewer, account, wanted, letters)
        return HttpResponseRedirect(HOME)
    shown = {
        "ask": ask,
        "roles": [(str(one), ask.words.choice("role", one)) for one in account.roles],
        "sites": [(site.letters, site.name) for site in ask.office.node.plan.sites],
    }
    return html(ask.request, ask.words, "office/role.html", shown)


def _account(desk: Office, staff: bytes) -> Account:
    found = desk.accounts.of(staff)
    if found is None:
        raise Denied("no-account")
    return found


def account(ask: Ask) -> HttpResponse:
    """One's own password and PIN."""
    mine, problems, done = _account(ask.office, ask.viewer.staff), [], False
    if ask.request.method == "POST":
        try:
            _change(ask)
            done = True
        except Denied as problem:
            problems = in_words(problem, ask.words)
    mine = _account(ask.office, ask.viewer.staff)
    if done and not mine.must_change and ask.request.POST.get("first"):
        return HttpResponseRedirect(HOME)
    shown = {"ask": ask, "mine": mine, "problems": problems, "done": done}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return html(ask.request, ask.words, "office/account.html", shown, status)


def _change(ask: Ask) -> None:
    said, accounts, staff = ask.request.POST, ask.office.accounts, ask.viewer.staff
    mine = _account(ask.office, staff)
    accounts.check_password(mine.sign_in, said.get("old", ""), ask.office.node.now_ms())
    if said.get("pin"):
        accounts.set_pin(staff, said.get("pin", ""))
    elif not mine.pin:
        raise Denied("pin-weak")
    if said.get("password") or mine.must_change:
        if said.get("password") != said.get("again"):
            raise Denied("password-differs")
        accounts.set_password(staff, said.get("password", ""))
