"""The guard before every page: who is signed in, whether the page is for her, and the trail before the answer leaves."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from lanyard.access.errors import Denied
from lanyard.access.pages import OPEN, may_open
from lanyard.access.sessions import Viewer
from lanyard.desk.office import Office
from lanyard.desk.permit import Refused
from lanyard.desk.scope import Scope
from lanyard.ledger.errors import Malformed
from lanyard.store.errors import StoreError
from lanyard.web.answers import language_of, say, sign_in_again
from lanyard.web.running import office
from lanyard.words import Words

COOKIE: Final = "lanyard"
ASKED_BY_PAGE: Final = "poll"
"""A page that asks by itself says so: it does not keep anybody signed in."""


class Ask(NamedTuple):
    """One request of somebody who may make it: what she sees (`scope`) and the words of her language."""

    request: HttpRequest
    scope: Scope
    words: Words

    @property
    def viewer(self) -> Viewer:
        """Who asks."""
        return self.scope.viewer

    @property
    def office(self) -> Office:
        """What all pages stand on."""
        return self.scope.office


View = Callable[..., HttpResponseBase]


def guarded(route: str, view: View, name: str) -> URLPattern:
    """An address that only those may open who stand beside its name in `access.pages`."""
    return path(route, Guard(view, name), name=name)


def unguarded(route: str, view: View, name: str) -> URLPattern:
    """An address that answers whoever asks; its name has to be in `access.pages.OPEN`."""
    if name not in OPEN:
        raise ValueError(name)
    return path(route, view, name=name)


class Guard:
    """A view behind the guard."""

    def __init__(self, view: View, name: str) -> None:
        """`view` takes an `Ask` and the parts of the address."""
        self.view = view
        self.name = name

    def __call__(self, request: HttpRequest, **parts: Any) -> HttpResponseBase:
        """Answer, or say why not."""
        words = Words(language_of(request))
        desk = office()
        if desk is None:
            return HttpResponseRedirect(reverse("unlock"))
        viewer = desk.sessions.of(request.COOKIES.get(COOKIE, ""), desk.now_ms())
        if viewer is None:
            return sign_in_again(request, words)
        stop = self._stop(request, desk, viewer, words)
        if stop is not None:
            return stop
        with Scope(desk, viewer) as scope:
            return self._answer(Ask(request, scope, words), parts)

    def _stop(self, request: HttpRequest, desk: Office, viewer: Viewer, words: Words) -> HttpResponseBase | None:
        """What stands between her and the page: a lock, a first password, her role."""
        account = desk.accounts.of(viewer.staff)
        if account is None or account.disabled or viewer.role not in account.roles:
            desk.end(viewer)
            return sign_in_again(request, words)
        if self.name not in ("lock", "sign_out") and desk.sessions.rested(viewer, desk.now_ms()):
            return sign_in_again(request, words, locked=True)
        if account.must_change and self.name not in ("account", "sign_out"):
            return HttpResponseRedirect(reverse("account"))
        if not may_open(viewer.role, self.name):
            return say(request, words, Denied("not-your-page"), HTTPStatus.FORBIDDEN)
        if ASKED_BY_PAGE not in request.GET:
            desk.sessions.touch(viewer, desk.now_ms())
        return None

    def _answer(self, ask: Ask, parts: dict[str, Any]) -> HttpResponseBase:
        try:
            response = self.view(ask, **parts)
            opened = ask.scope.opened
            if opened.nouns:
                why = ask.request.POST.get("why", "")[:200]
                ask.office.trail.note(ask.viewer, self.name, opened, ask.office.now_ms(), why).result()
        except Denied as error:
            return say(ask.request, ask.words, error, HTTPStatus.FORBIDDEN)
        except (Refused, Malformed) as error:
            return say(ask.request, ask.words, error, HTTPStatus.UNPROCESSABLE_ENTITY)
        except StoreError as error:
            return say(ask.request, ask.words, error, HTTPStatus.SERVICE_UNAVAILABLE)
        return response


def told(response: HttpResponse, status: HTTPStatus) -> HttpResponse:
    """The same answer under another status."""
    response.status_code = status
    return response
