"""One person at the gate: first words with her; and whoever walked in, was born, came back, was turned back; relief."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from lanyard.desk.draft import Draft
from lanyard.desk.rows import key_of
from lanyard.desk.scope_arrival import vehicles_today
from lanyard.desk.scope_care import subject
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Noun, Ref
from lanyard.web.answers import html, in_words
from lanyard.web.asking import Asking, divided
from lanyard.web.forms import typed
from lanyard.web.forms.form import Posted
from lanyard.web.forms.widgets import Option
from lanyard.web.guard import Ask
from lanyard.web.pages.arrival.acts import tag_in_words
from lanyard.web.pages.arrival.ages import BANDS, tiles
from lanyard.web.recording import claimable, keep_act, new_person, not_kept, nothing_here, person_wearing, see, text_in

NOBODY: Final = Ref(Noun.SITE, bytes(16))
MOST_ASKED: Final = ("sex", "age", "walks", "alone", "name_said", "languages")


def meet_person(ask: Ask, key: str) -> HttpResponse:
    """First words: what is asked most comes first, the age as tiles; the rest is folded."""
    found = subject(ask.scope, key)
    if found is None or found.ref.noun is not Noun.PERSON:
        return nothing_here(ask, "arrivals")
    asking = Asking(ask, "person_met", first=MOST_ASKED, beside=("band",))
    forms = asking.blank()
    if ask.request.method == "POST":
        read = asking.read(found.ref, _with_band(ask.request))
        if isinstance(read, Draft):
            keep_act(ask, [read])
            return see("arrivals")
        forms = read
    at_once, folded, wrong = divided(forms["form"], *MOST_ASKED)
    shown = {
        "ask": ask, "person": found, **forms, "at_once": at_once, "folded": folded, "open": wrong,
        "bands": tiles(ask), "band": ask.request.POST.get("band", ""),
    }  # fmt: skip
    answer = html(ask.request, ask.words, "arrival/meet_person.html", shown)
    return not_kept(answer) if ask.request.method == "POST" else answer


def _with_band(request: HttpRequest) -> Posted:
    """What was posted, a tapped band typed as the age unless an age was typed."""
    post = request.POST.copy()
    age = BANDS.get(str(post.get("band", "")))
    if age is not None and not str(post.get("age", "")).strip():
        post["age"], post["age.unit"] = typed.age_as_typed(age)
        post.pop("age.unknown", None)
    return post


@dataclass(frozen=True)
class Declared:
    """One kind that has a page of its own here: whom it is about, what is asked first, what is not asked."""

    kind: str
    about: str
    first: tuple[str, ...] = ()
    fixed: Mapping[str, Any] | None = None
    vehicles: bool = False


WALKED_IN: Final = Declared("walked_in", "new", ("tag", "alone"))
BORN: Final = Declared("born", "new", ("mother", "tag", "sex"), {"aboard": None})
CAME_BACK: Final = Declared("came_back", "worn", ("came_from", "came_on"), vehicles=True)
TURNED_BACK: Final = Declared("turned_back", "worn")
RELIEF_GIVEN: Final = Declared("relief_given", "area", ("what", "count"))


def declared(ask: Ask, what: Declared) -> HttpResponse:
    """The page of one kind."""
    options = {"came_on": _vehicles(ask)} if what.vehicles else None
    asking = Asking(ask, what.kind, first=what.first, fixed=what.fixed, options=options, beside=("who", "area"))
    forms = asking.blank()
    problems: list[str] = []
    if ask.request.method == "POST":
        about, problems = _whom(ask, what)
        read = asking.read(about)
        problems = problems or _unclaimable(ask, read, what)
        if isinstance(read, Draft) and not problems:
            keep_act(ask, [read])
            return see("meet_person", key_of(about).hex()) if what.about == "new" else see("arrivals")
        forms = asking.again(read)
    shown = {
        "ask": ask, **forms, "what": what, "areas": _areas(ask), "sent": ask.request.POST, "problems": problems,
    }  # fmt: skip
    answer = html(ask.request, ask.words, "arrival/declared.html", shown)
    return not_kept(answer) if ask.request.method == "POST" else answer


def _whom(ask: Ask, what: Declared) -> tuple[Ref, list[str]]:
    """Whom the page is about; else why nobody knows."""
    try:
        return _about(ask, what.about), []
    except Malformed as malformed:
        return NOBODY, in_words(malformed, ask.words)


def _about(ask: Ask, about: str) -> Ref:
    """Whom the page is about. Raises `Malformed`."""
    request = ask.request
    if about == "new":
        return new_person(request)
    if about == "area":
        code = request.POST.get("area", "")
        area = next((area for area in ask.office.node.plan.areas if area.code == code), None)
        if area is None:
            raise Malformed("missing-field" if not code else "not-a-choice", "area")
        return area.ref
    her = person_wearing(ask, typed.tag(text_in(request, "who")))
    if her is None:
        raise Malformed("not-a-noun", "who")
    return her


def _unclaimable(ask: Ask, read: Any, what: Declared) -> list[str]:
    """Why the tag that a form gives to somebody new cannot be hers."""
    tag = getattr(read.record, "tag", None) if isinstance(read, Draft) else None
    if not tag or what.about != "new":
        return []
    return claimable(ask, [tag], lambda seen: tag_in_words(ask, seen))


def _vehicles(ask: Ask) -> list[Option]:
    return [Option(Ref(Noun.VEHICLE, bytes.fromhex(line.key)[1:]), line.label) for line in vehicles_today(ask.scope)]


def _areas(ask: Ask) -> list[tuple[str, str]]:
    return [(area.code, area.name) for area in ask.office.node.plan.areas if area.code[:2] == ask.viewer.site]


def walked_in(ask: Ask) -> HttpResponse:
    """Somebody came on foot."""
    return declared(ask, WALKED_IN)


def born(ask: Ask) -> HttpResponse:
    """A child was born."""
    return declared(ask, BORN)


def came_back(ask: Ask) -> HttpResponse:
    """Somebody who had left is here again."""
    return declared(ask, CAME_BACK)


def turned_back_person(ask: Ask) -> HttpResponse:
    """Somebody was not let in."""
    return declared(ask, TURNED_BACK)


def relief_given(ask: Ask) -> HttpResponse:
    """Something was handed out in an area."""
    return declared(ask, RELIEF_GIVEN)
