"""Answers that every page may give: a page in somebody's language, a refusal in words, the way back to the sign-in."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from lanyard.access.errors import Denied
from lanyard.desk.permit import Refused
from lanyard.ledger.errors import Malformed
from lanyard.store.errors import StoreError
from lanyard.words import LANGUAGES, Words

LANGUAGE_COOKIE: Final = "language"
SHARED: Final = frozenset({"office", "forms", "status"})
"""Folders of templates whose words stand with the terms."""
KEPT_MOST: Final = 200
"""So many fields of a form are carried over a sign-in at the most."""
_NEVER_KEPT: Final = frozenset({"csrfmiddlewaretoken", "password", "old", "again", "pin", "passphrase", "answer"})

Problem = Denied | Refused | Malformed | StoreError


def language_of(request: HttpRequest) -> str:
    """The language that she asked for: in the address, else as chosen before, else the first."""
    for asked in (request.GET.get("lang"), request.COOKIES.get(LANGUAGE_COOKIE)):
        if asked in LANGUAGES:
            return asked
    return LANGUAGES[0]


def html(
    request: HttpRequest, words: Words, template: str, shown: Mapping[str, Any], status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """A page; the language that the address asks for is remembered.

    `l` holds the words of the template's own package of `web.pages`, `t` and `n` those that all pages share.
    """
    package = template.partition("/")[0]
    context = {
        **({"l": words.page(package)} if package not in SHARED else {}),
        "words": words,
        "t": words.office(),
        "n": words.notes(),
        "languages": [(code, Words(code).office()["language"]) for code in LANGUAGES],
        "here": request.path,
        **shown,
    }
    response = HttpResponse(render_to_string(template, context, request), status=status)
    if request.GET.get("lang") in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, words.language, samesite="Strict", httponly=True)
    return response


def in_words(problem: Problem, words: Words) -> list[str]:
    """What happened, what was kept, what to do now."""
    if isinstance(problem, Refused):
        return [words.rule(finding.rule.code) for finding in problem.findings]
    if isinstance(problem, Denied):
        return [words.denied(problem.code, problem.detail)]
    if isinstance(problem, Malformed):
        return [words.refusal(problem.code, problem.field)]
    return [words.refusal(problem.code, problem.detail)]


def say(request: HttpRequest, words: Words, problem: Problem, status: HTTPStatus) -> HttpResponse:
    """A refusal as a page of its own."""
    return html(request, words, "office/refused.html", {"problems": in_words(problem, words)}, status)


def sign_in_again(request: HttpRequest, words: Words, *, locked: bool = False) -> HttpResponse:
    """Nobody is signed in, or the screen is locked: what she was sending is kept on the page, to be sent again."""
    kept = [(name, value) for name, values in request.POST.lists() if name not in _NEVER_KEPT for value in values][
        :KEPT_MOST
    ]
    shown = {
        "action": reverse("lock" if locked else "sign_in"),
        "locked": locked,
        "next": request.get_full_path(),
        "kept": kept if request.method == "POST" else [],
        "was_post": request.method == "POST",
    }
    status = HTTPStatus.UNAUTHORIZED
    return html(request, words, "office/sign_in.html", shown, status)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django's signature
    """A form that this site did not give to this browser."""
    return say(request, Words(language_of(request)), Denied("forged-form"), HTTPStatus.FORBIDDEN)
