"""What is recorded of where one person is: missed, found again, kept from vehicles, free to board. No reason stands here."""

from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from lanyard.desk.draft import Draft
from lanyard.desk.sent_once import keep_once
from lanyard.floorplan import KINDS
from lanyard.ledger.errors import Malformed
from lanyard.stations.placement.entries import Placed
from lanyard.web.answers import html, in_words
from lanyard.web.deeds import DEED, deed_of
from lanyard.web.forms.form import Errors, Form
from lanyard.web.forms.widgets import Option
from lanyard.web.guard import Ask, told
from lanyard.web.pages.placement.her import her_at, page_of
from lanyard.web.scanning import SEE_OTHER, UNPROCESSABLE


def missing(ask: Ask, key: str) -> HttpResponseBase:
    """She is not where she should be."""
    return _record(ask, key, "missing_reported")


def hold(ask: Ask, key: str) -> HttpResponseBase:
    """Not on a vehicle for now."""
    return _record(ask, key, "hold_placed")


def lift(ask: Ask, key: str) -> HttpResponseBase:
    """She may board again."""
    return _record(ask, key, "hold_lifted")


def found(ask: Ask, key: str) -> HttpResponseBase:
    """She is found, and in this area now: whoever was missed is no longer searched for."""
    return _record(ask, key, "placed")


def _record(ask: Ask, key: str, name: str) -> HttpResponseBase:
    her = her_at(ask, key)
    kind = KINDS[name]
    if her.ref.noun not in kind.about:
        raise Http404
    ours = [area for area in ask.office.node.plan.areas if area.code[:2] == ask.viewer.site]
    areas = {"area": [Option(area.ref, f"{area.code} {area.name}") for area in ours]} if name == "placed" else None
    form, deed = Form(kind, ask.words, options=areas), deed_of(ask)
    page = {**page_of(ask, her), "deed": deed.hex(), "back": reverse("whereabouts", args=[key])}
    template = "placement/record.html"
    if ask.request.method != "POST":
        return html(ask.request, ask.words, template, {**page, "form": form.blank()})
    read = form.read(ask.request.POST, beside=(DEED,))
    if isinstance(read, Errors):
        return told(html(ask.request, ask.words, template, {**page, "form": read.shown}), UNPROCESSABLE)
    where = ask.viewer.site
    if isinstance(read, Placed):
        where = ask.office.node.plan.area_code(read.area.key)
    try:
        keep_once(ask.scope, deed, [Draft(read, her.ref, where)])
    except Malformed as malformed:
        again = {**page, "form": form.filled(read), "problems": in_words(malformed, ask.words)}
        return told(html(ask.request, ask.words, template, again), UNPROCESSABLE)
    return HttpResponseRedirect(page["back"], status=SEE_OTHER)
