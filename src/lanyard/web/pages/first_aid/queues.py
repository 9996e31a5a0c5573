"""The two queues side by side, kept fresh by polling, and what is done in their rows with one tap."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.urls import reverse

from lanyard.access.table import may_record
from lanyard.crypto.hashing import H
from lanyard.desk.draft import Draft
from lanyard.desk.people import UNDER_ONE
from lanyard.desk.queues import Turn, Waiting
from lanyard.desk.rows import key_of
from lanyard.desk.scope_arrival import ref_from
from lanyard.desk.scope_care import Waits, subject, waits, waits_seen
from lanyard.ledger.noun import Noun
from lanyard.stations.first_aid.entries import CarePrioritySet, Glanced, NeedsMedic, RushedOut
from lanyard.terms import HowSoon
from lanyard.web.answers import html
from lanyard.web.guard import ASKED_BY_PAGE, Ask
from lanyard.web.moments_shown import hours
from lanyard.web.recording import SeeOther, keep_act, nothing_here, see, whole
from lanyard.web.ways import HOME, way_back


def queues(ask: Ask) -> HttpResponse:
    """Who was not looked at, and for whom a medic is wanted. A page that asks by itself gets the rows alone, if they changed."""
    found = waits(ask.scope)
    just = _just_said(ask)
    rows = {
        "glance": [_row(ask, one, just) for one in found.glance],
        "triage": [_row(ask, one, just) for one in found.triage],
    }
    mark = f'"{H("queues", repr((ask.words.language, _told(found), rows)).encode()).hex()[:32]}"'
    polled = ASKED_BY_PAGE in ask.request.GET
    if polled and ask.request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified()
    waits_seen(ask.scope, found)
    shown = {"ask": ask, **rows, "totals": found, "mark": mark, "medic": may_record(ask.viewer.role, "triaged")}
    response = html(ask.request, ask.words, f"first_aid/{'_queues' if polled else 'queues'}.html", shown)
    response["ETag"] = mark
    return response


def _told(found: Waits) -> tuple[int, int]:
    return found.glance_total, found.triage_total


def _row(ask: Ask, one: Waiting, just: frozenset[str]) -> dict[str, Any]:
    """One who waits, as the page shows it."""
    person = one.person
    return {
        "key": one.about.key,
        "label": one.about.label,
        "noun": one.noun.name.lower(),
        "number": one.number,
        "wait": hours(one.waited_s * 1000),
        "late": one.waited_s >= 900 or one.turn is Turn.NOW,
        "turn": ask.words.choice("turn", one.turn) if one.turn is not Turn.UNSEEN else "",
        "under_five": one.under_five,
        "under_one": person is not None and person.age_low is not None and person.age_low < UNDER_ONE,
        "lying": one.lying,
        "said": one.about.key in just,
        "sex": ask.words.choice("sex", person.sex) if person is not None and person.sex else "",
        "colour": person.colour if person is not None and person.colour else "",
        "colour_said": ask.words.choice("colour", person.colour) if person is not None and person.colour else "",
    }


def _just_said(ask: Ask) -> frozenset[str]:
    """Whom the viewer has just looked at or called for: they leave the queue when that is sealed."""
    said = (Glanced, NeedsMedic, CarePrioritySet, RushedOut)
    return frozenset(key_of(draft.about).hex() for draft in ask.scope.just_said() if isinstance(draft.record, said))


def _posted(ask: Ask) -> HttpResponse | None:
    return None if ask.request.method == "POST" else HttpResponseNotAllowed(["POST"])


def _back(ask: Ask) -> SeeOther:
    back = way_back(ask.request)
    return SeeOther(reverse("queues") if back == HOME else back)


def none_red(ask: Ask, key: str) -> HttpResponse:
    """So many of a vehicle or area were looked at and none was red; or one of them is, and a medic is called."""
    refused = _posted(ask)
    if refused is not None:
        return refused
    about = ref_from(key, Noun.VEHICLE, Noun.AREA)
    if about is None:
        return nothing_here(ask, "queues")
    red = 1 if ask.request.POST.get("red") else 0
    said = Glanced(1 if red else whole(ask.request, "looked_at"), (), red)
    keep_act(ask, [Draft(said, about, ask.viewer.site)])
    return _back(ask)


def looked_at(ask: Ask, key: str) -> HttpResponse:
    """She alone was looked at, and is not red."""
    refused = _posted(ask)
    if refused is not None:
        return refused
    found = subject(ask.scope, key)
    if found is None or found.ref.noun is not Noun.PERSON:
        return nothing_here(ask, "queues")
    keep_act(ask, [Draft(Glanced(1), found.ref, ask.viewer.site)])
    return _back(ask)


def call_medic(ask: Ask, key: str) -> HttpResponse:
    """A medic is wanted for her, now or soon."""
    found = subject(ask.scope, key)
    if found is None:
        return nothing_here(ask, "queues")
    soon = ask.request.POST.get("how_soon")
    if ask.request.method != "POST" or soon not in tuple(HowSoon):
        shown = {"ask": ask, "person": found}
        answer = html(ask.request, ask.words, "first_aid/call.html", shown)
        answer.status_code = HTTPStatus.OK if ask.request.method != "POST" else HTTPStatus.UNPROCESSABLE_ENTITY
        return answer
    keep_act(ask, [Draft(NeedsMedic(HowSoon(soon)), found.ref, ask.viewer.site)])
    return _back(ask) if ask.request.POST.get("back") else see("care", key)
