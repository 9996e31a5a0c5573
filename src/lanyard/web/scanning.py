"""One input that takes code after code: what is said about each, and what is asked once before it is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from django.http import HttpResponse, HttpResponseRedirect

from lanyard.web.answers import html
from lanyard.web.guard import Ask

ALL_THE_SAME: Final = "all_the_same"
CODE_LONGEST: Final = 40
SEE_OTHER: Final = HTTPStatus.SEE_OTHER
UNPROCESSABLE: Final = HTTPStatus.UNPROCESSABLE_ENTITY
BY_SCRIPT: Final = "HX-Request"
"""A script of ours sent it, and puts the answer in its place itself."""


@dataclass(frozen=True)
class Said:
    """What is answered at the input: texts, and, where it `asks`, the fields to send again with the answer."""

    texts: tuple[str, ...]
    recorded: bool = False
    asks: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    """The label of a reason that is asked for; none is, if it is empty."""


def is_answered(ask: Ask) -> bool:
    """Has she been asked, and said: record it all the same?"""
    return ALL_THE_SAME in ask.request.POST


def by_script(ask: Ask) -> bool:
    """Did a script of ours send it?"""
    return BY_SCRIPT in ask.request.headers


def tell(ask: Ask, said: Said, all_the_same: str, page: str) -> HttpResponse:
    """The answer for a script: what is said, and the part of the page that changes. `all_the_same` is said on a button."""
    shown = {"said": said, "action": ask.request.path, "all_the_same": all_the_same, "page": page}
    return html(ask.request, ask.words, "forms/scanned.html", shown)


def after(said: Said, back: str) -> HttpResponse | None:
    """Without a script: what was recorded is seen on the page itself; the rest has to be said, and nothing is answered."""
    return HttpResponseRedirect(back, status=SEE_OTHER) if said.recorded else None
