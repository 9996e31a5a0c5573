"""Passkeys on the pages: what the browser is asked, signing in by one, adding and removing one's own."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from lanyard.access.accounts import Account
from lanyard.access.errors import Denied
from lanyard.terms import SignedInBy
from lanyard.web.answers import in_words, language_of
from lanyard.web.guard import COOKIE, Ask
from lanyard.web.pages.signing.views import account_page, asked_again, signed_in
from lanyard.web.running import office
from lanyard.web.ways import place_of
from lanyard.words import Words

JSON = "application/json"


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """What a browser needs to sign with a passkey, at the sign-in or at a locked screen."""
    desk, words = office(), Words(language_of(request))
    if desk is None:
        return HttpResponseRedirect(reverse("unlock"))
    viewer = desk.sessions.of(request.COOKIES.get(COOKIE, ""), desk.now_ms())
    locked = desk.accounts.of(viewer.staff) if viewer is not None else None
    name = locked.sign_in if locked is not None else request.POST.get("sign_in", "")
    try:
        return HttpResponse(desk.passkeys.ask_to_sign(name, place_of(request), desk.node.now_ms()), content_type=JSON)
    except Denied as problem:
        return _said(problem, words)


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """A passkey instead of name and password."""
    desk, words = office(), Words(language_of(request))
    if desk is None:
        return HttpResponseRedirect(reverse("unlock"))
    try:
        account = desk.passkeys.sign(request.POST.get("answer", ""), place_of(request), desk.node.now_ms())
    except Denied as problem:
        return asked_again(request, words, problem, locked=False)
    return signed_in(request, words, desk, account, SignedInBy.PASSKEY)


def new(ask: Ask) -> HttpResponse:
    """What her browser needs to make a passkey, once she has given her password again."""
    if ask.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    desk, moment = ask.office, ask.office.node.now_ms()
    try:
        asked = desk.passkeys.ask_to_make(_again(ask), ask.viewer.session, place_of(ask.request), moment)
    except Denied as problem:
        return _said(problem, ask.words)
    return HttpResponse(asked, content_type=JSON)


def change(ask: Ask) -> HttpResponse:
    """Keep a passkey that was made, or remove one."""
    if ask.request.method != "POST":
        return HttpResponseRedirect(reverse("account"))
    said, desk = ask.request.POST, ask.office
    try:
        if said.get("remove"):
            desk.accounts.drop_passkey(_again(ask).staff, _key(said["remove"]))
        else:
            place, moment = place_of(ask.request), desk.node.now_ms()
            name, answer = said.get("name", ""), said.get("answer", "")
            desk.passkeys.make(ask.viewer.staff, ask.viewer.session, answer, name, place, moment)
    except Denied as problem:
        return account_page(ask, in_words(problem, ask.words), done=False)
    return account_page(ask, [], done=True)


def _again(ask: Ask) -> Account:
    """Her account, once she has given her password again. Raises Denied."""
    mine = ask.office.accounts.of(ask.viewer.staff)
    if mine is None:
        raise Denied("no-account")
    return ask.office.accounts.check_password(mine.sign_in, ask.request.POST.get("old", ""), ask.office.node.now_ms())


def _key(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise Denied("passkey-wrong") from None


def _said(problem: Denied, words: Words) -> JsonResponse:
    return JsonResponse({"problems": in_words(problem, words)}, status=HTTPStatus.FORBIDDEN)
