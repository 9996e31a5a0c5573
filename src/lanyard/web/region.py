"""Regions that keep themselves fresh: a part of a page with a mark of what it says, and nothing if that is known already."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string

from lanyard.crypto.hashing import H
from lanyard.web.answers import html
from lanyard.web.guard import ASKED_BY_PAGE, Ask

MINUTE_MS: Final = 60_000


def live(ask: Ask, page: str, region: str, shown: Mapping[str, Any]) -> HttpResponse:
    """The whole page, or the region alone where the page itself asks: 304 if it says what it said before."""
    words = ask.words
    around = {
        "ask": ask, "words": words, "t": words.office(), "l": words.page(region.partition("/")[0]), **shown,
    }  # fmt: skip
    text = render_to_string(region, around, ask.request)
    mark = f'"{H("region", text.encode()).hex()[:32]}"'
    if ASKED_BY_PAGE not in ask.request.GET:
        return html(ask.request, words, page, {"ask": ask, **shown, "mark": mark})
    known = ask.request.headers.get("If-None-Match", "") == mark
    response = HttpResponseNotModified() if known else HttpResponse(text)
    response["ETag"] = mark
    return response


def asked_by_page(ask: Ask) -> bool:
    """Does a region ask, and not a person?"""
    return ASKED_BY_PAGE in ask.request.GET


def mark_of(ask: Ask) -> str:
    """The same as long as a page would say the same: nothing more was read or taken back, and no clock on it has moved.

    It is known before anything is read: many may ask every second for what is long to read, or shows people.
    """
    mine = [row.n for row, _ in ask.office.pending.of(ask.viewer)]
    parts = (
        ask.scope.read_up_to, mine, ask.viewer.role, ask.viewer.site, ask.words.language,
        ask.office.now_ms() // MINUTE_MS, ask.request.path,
    )  # fmt: skip
    return f'"{H("region", repr(parts).encode()).hex()[:32]}"'


def unless_known(ask: Ask, show: Callable[[], HttpResponse]) -> HttpResponse:
    """What a region shows, or that nothing is new. `show` is asked only if it may be."""
    mark = mark_of(ask)
    known = ask.request.headers.get("If-None-Match", "") == mark
    response = HttpResponseNotModified() if known else show()
    response["ETag"] = mark
    return response
