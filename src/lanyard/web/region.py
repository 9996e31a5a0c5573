"""Regions that keep themselves fresh: a part of a page with a mark of what it says, and nothing if that is known already."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string

from lanyard.crypto.hashing import H
from lanyard.web.answers import html
from lanyard.web.guard import ASKED_BY_PAGE, Ask


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
