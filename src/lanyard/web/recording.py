"""What pages that record have in common: the act of a form, what was typed beside a declared form, tags, the way on."""

import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from lanyard.access.errors import Denied
from lanyard.desk.draft import Draft
from lanyard.desk.once import fresh_id
from lanyard.desk.scope_arrival import tag_seen
from lanyard.desk.tags import TagSeen, TagState
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Noun, Ref
from lanyard.web.answers import html
from lanyard.web.forms import typed
from lanyard.web.guard import Ask, told

ID_BYTES: Final = 16
_BETWEEN_TAGS: Final = re.compile(r"[\n,;،؛]+")


class Problems(Exception):  # noqa: N818  a word of the glossary
    """What stands in the way, in words: nothing was kept, and the form is shown again as it was filled in."""

    def __init__(self, said: list[str]) -> None:
        super().__init__(*said)
        self.said = said


class SeeOther(HttpResponseRedirect):
    """Recorded; the browser opens the next page, and the way back does not send the form again."""

    status_code = HTTPStatus.SEE_OTHER


def see(name: str, key: str = "") -> SeeOther:
    """On to a page by its name, and the key in its address."""
    return SeeOther(reverse(name, kwargs={"key": key} if key else None))


def not_kept(response: HttpResponse) -> HttpResponse:
    """The form again with what is wrong: nothing was recorded."""
    return told(response, HTTPStatus.UNPROCESSABLE_ENTITY)


def nothing_here(ask: Ask, back: str) -> HttpResponse:
    """There is no such noun: said with the way on, and nothing was changed."""
    shown = {"ask": ask, "back": reverse(back)}
    return html(ask.request, ask.words, "office/nothing_here.html", shown, HTTPStatus.NOT_FOUND)


def id_in(request: HttpRequest, name: str = "act") -> bytes:
    """The id that a form of ours carries. Raises `Denied` if it carries none: it is not ours."""
    text = str(request.POST.get(name, ""))
    if not re.fullmatch(r"[0-9a-f]{32}", text):
        raise Denied("forged-form")
    return bytes.fromhex(text)


def new_person(request: HttpRequest) -> Ref:
    """The person whom a form records for the first time; her id was made when it was shown."""
    return Ref(Noun.PERSON, id_in(request, "new"))


def new_people(number: int) -> list[Ref]:
    """So many people whom nobody has recorded before."""
    return [Ref(Noun.PERSON, fresh_id()) for _ in range(number)]


def whole(request: HttpRequest, name: str, *, otherwise: int | None = None) -> int:
    """A number that was typed, in whichever digits. Raises `Malformed`."""
    text = str(request.POST.get(name, "")).strip()
    if not text and otherwise is not None:
        return otherwise
    if not text:
        raise Malformed("missing-field", name)
    return typed.number(text)


def text_in(request: HttpRequest, name: str, *, needed: bool = True) -> str:
    """A text that was typed. Raises `Malformed` where one is needed and missing."""
    text = typed.tidy(str(request.POST.get(name, "")))
    if needed and not text:
        raise Malformed("missing-field", name)
    return text


def tags_in(text: str) -> list[str]:
    """Codes of tags, one a line or with commas, each once. Raises `Malformed` `not-a-tag` with what is none."""
    return list(dict.fromkeys(_codes(text)))


def _codes(text: str) -> Iterator[str]:
    for part in filter(None, map(typed.tidy, _BETWEEN_TAGS.split(text))):
        try:
            yield typed.tag(part)
        except Malformed:
            yield from map(typed.tag, part.split())


def claimable(ask: Ask, codes: list[str], said: Callable[[TagSeen], str]) -> list[str]:
    """Why tags cannot be claimed, in words (`said` puts one into words); empty if all can be."""
    seen = [tag_seen(ask.scope, code) for code in codes]
    return [said(tag) for tag in seen if not tag.claimable]


def person_wearing(ask: Ask, code: str) -> Ref | None:
    """Whose tag this is; nothing if nobody has claimed it."""
    found = tag_seen(ask.scope, code)
    return Ref(Noun.PERSON, found.holder[1:]) if found.state is TagState.HELD else None


def keep_act(ask: Ask, drafts: list[Draft]) -> bool:
    """Keep what a form says under the act that it carries; false if it was sent before."""
    return ask.scope.keep_once(id_in(ask.request), drafts)
