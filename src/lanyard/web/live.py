"""Regions that keep themselves fresh: answered only when something that they show may have changed."""

from collections.abc import Callable
from typing import Final

from django.http import HttpResponse, HttpResponseNotModified

from lanyard.crypto.hashing import H
from lanyard.web.guard import ASKED_BY_PAGE, Ask

MINUTE_MS: Final = 60_000


def asked_by_page(ask: Ask) -> bool:
    """Does a region ask, and not a person?"""
    return ASKED_BY_PAGE in ask.request.GET


def mark_of(ask: Ask) -> str:
    """The same as long as a page would say the same: nothing more was read or taken back, and no clock on it has moved."""
    mine = [row.n for row, _ in ask.office.pending.of(ask.viewer)]
    parts = (
        ask.scope.read_up_to, mine, ask.viewer.role, ask.viewer.site, ask.words.language,
        ask.office.now_ms() // MINUTE_MS, ask.request.path,
    )  # fmt: skip
    return f'"{H("live", repr(parts).encode()).hex()[:16]}"'


def live(ask: Ask, show: Callable[[], HttpResponse]) -> HttpResponse:
    """What a region shows, or that nothing is new. `show` is asked only if it may be."""
    mark = mark_of(ask)
    if ask.request.headers.get("If-None-Match") == mark:
        unchanged: HttpResponse = HttpResponseNotModified()
        unchanged["ETag"] = mark
        return unchanged
    shown = show()
    shown["ETag"] = mark
    return shown
