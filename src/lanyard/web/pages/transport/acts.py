"""What is recorded of a list as a whole, each by the form of its kind: opened, left, seen on its way, counted in; and who steps off."""

from collections.abc import Callable
from typing import Any, Final

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from lanyard.casefile.kind import Kind
from lanyard.desk.draft import Draft
from lanyard.desk.rows import key_of
from lanyard.desk.sent_once import keep_once
from lanyard.floorplan import KINDS
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Noun, Ref
from lanyard.web.answers import html, in_words
from lanyard.web.deeds import DEED, deed_of
from lanyard.web.forms.form import Errors, Form
from lanyard.web.forms.widgets import Option
from lanyard.web.guard import Ask, told
from lanyard.web.pages.transport.rows import list_at, noun_at, page_of, way_to
from lanyard.web.scanning import SEE_OTHER, UNPROCESSABLE

FIRST: Final = {"manifest_opened": ("plate", "seats", "to", "route", "officer")}


def open_list(ask: Ask) -> HttpResponseBase:
    """A list for one vehicle and one way. Its id stands in the form, so that sending it twice opens one."""
    sites = [
        Option(site.ref, f"{site.letters} {site.name}")
        for site in ask.office.node.plan.sites
        if site.letters != ask.viewer.site
    ]
    kind = KINDS["manifest_opened"]
    form = Form(kind, ask.words, options={"to": sites}, first=FIRST[kind.name])
    deed = deed_of(ask)
    ref = Ref(Noun.MANIFEST, deed)
    if ask.request.method != "POST":
        return _shown(ask, form.blank(), deed, {"ask": ask, "back": reverse("lists")})
    return _recorded(ask, form, deed, ref, reverse("list", args=[key_of(ref).hex()]), {"back": reverse("lists")})


def of_the_list(name: str) -> Callable[..., HttpResponseBase]:
    """The page that records one kind about a list."""
    kind: Kind = KINDS[name]

    def view(ask: Ask, key: str) -> HttpResponseBase:
        ride = list_at(ask, key)
        form, deed = Form(kind, ask.words), deed_of(ask)
        beside = {**page_of(ask, ride), "back": way_to(ride)}
        if ask.request.method != "POST":
            return _shown(ask, form.blank(), deed, beside)
        return _recorded(ask, form, deed, ride.ref, way_to(ride), beside)

    return view


def off(ask: Ask, key: str, who: str) -> HttpResponseBase:
    """She stepped off: why, and whether she is here with whoever says so."""
    ride = list_at(ask, key)
    noun = Noun.PERSON if who.startswith(f"{int(Noun.PERSON):02x}") else Noun.TAG
    her = noun_at(who, noun)
    row = next((one for one in ride.aboard if one.key == who), None)
    form, deed = Form(KINDS["left_vehicle"], ask.words, fixed={"manifest": ride.ref}), deed_of(ask)
    tag = row.tag if row is not None else ride.tags.get(her, "")
    if not tag:
        raise Http404
    beside = {**page_of(ask, ride), "back": way_to(ride), "tag": tag}
    if ask.request.method != "POST":
        return _shown(ask, form.blank(), deed, beside)
    return _recorded(ask, form, deed, her, way_to(ride), beside)


def _recorded(
    ask: Ask, form: Form, deed: bytes, about: Ref, to: str, beside: dict[str, Any]
) -> HttpResponse:  # fmt: skip
    """What was sent is kept once, and then seen on the list; what is wrong is said with all that was typed."""
    read = form.read(ask.request.POST, beside=(DEED,))
    if isinstance(read, Errors):
        return told(_shown(ask, read.shown, deed, beside), UNPROCESSABLE)
    try:
        keep_once(ask.scope, deed, [Draft(read, about, ask.viewer.site)])
    except Malformed as malformed:
        problems = in_words(malformed, ask.words)
        return told(_shown(ask, form.filled(read), deed, {**beside, "problems": problems}), UNPROCESSABLE)
    return HttpResponseRedirect(to, status=SEE_OTHER)


def _shown(ask: Ask, form: Any, deed: bytes, beside: dict[str, Any]) -> HttpResponse:
    shown = {"ask": ask, "form": form, "deed": deed.hex(), **beside}
    return html(ask.request, ask.words, "transport/record.html", shown)
