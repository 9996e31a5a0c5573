"""Rushed out in two taps: here, and on what to where. Everything else is asked on the next page, when she is on her way."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from django.http import HttpResponse

from lanyard.desk.draft import Draft
from lanyard.desk.rows import key_of
from lanyard.desk.scope_arrival import vehicle
from lanyard.desk.scope_care import last_ride, ride_of, subject
from lanyard.ledger.body import Link, LinkKind
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Noun, Ref
from lanyard.stations.first_aid.entries import RushedOut
from lanyard.terms import YesNo
from lanyard.web.answers import html, in_words
from lanyard.web.guard import Ask
from lanyard.web.recording import keep_act, new_person, not_kept, nothing_here, see, text_in

CARES = ("hospital", "clinic")


def rush_person(ask: Ask, key: str) -> HttpResponse:
    """Somebody whom we know."""
    found = subject(ask.scope, key)
    if found is None:
        return nothing_here(ask, "queues")
    return _rush(ask, found.ref, found.label, None)


def rush_new(ask: Ask) -> HttpResponse:
    """Somebody without a tag, of whom nothing is known: she is a person from now on."""
    return _rush(ask, _new(ask), "", None)


def rush_from(ask: Ask, key: str) -> HttpResponse:
    """Somebody without a tag who came on a vehicle that was counted: she is one of those."""
    found = vehicle(ask.scope, key)
    if found is None:
        return nothing_here(ask, "arrivals")
    return _rush(ask, _new(ask), found.line.label, Ref(Noun.VEHICLE, bytes.fromhex(key)[1:]))


def _new(ask: Ask) -> Ref | None:
    return new_person(ask.request) if ask.request.method == "POST" else None


def _rush(ask: Ask, her: Ref | None, label: str, came_on: Ref | None) -> HttpResponse:
    """The tiles; one of them sends: its number says what she is driven in and where to."""
    rides = _rides(ask)
    if ask.request.method == "POST" and her is not None:
        chosen = ask.request.POST.get("ride", "")
        try:
            if chosen.isascii() and chosen.isdigit() and int(chosen) < len(rides):
                carried, to = rides[int(chosen)]
            else:
                carried, to = text_in(ask.request, "vehicle"), text_in(ask.request, "to")
            keep_act(ask, [Draft(RushedOut(carried, to, came_on=came_on), her, ask.viewer.site)])
        except Malformed as malformed:
            return not_kept(_page(ask, rides, her, label, in_words(malformed, ask.words)))
        return see("rush_out_more", key_of(her).hex())
    return _page(ask, rides, her, label)


def _rides(ask: Ask) -> list[tuple[str, str]]:
    words = ask.words.page("first_aid")
    places = [one.name for one in ask.office.node.plan.facilities if one.kind in CARES]
    return list(product((words["ambulance"], words["car"]), places))


def _page(
    ask: Ask, rides: list[tuple[str, str]], her: Ref | None, label: str, problems: Sequence[str] = ()
) -> HttpResponse:
    minutes = {one.name: one.minutes for one in ask.office.node.plan.facilities}
    shown = {
        "ask": ask,
        "label": label,
        "rides": [
            {"number": number, "carried": carried, "to": to, "minutes": minutes[to]}
            for number, (carried, to) in enumerate(rides)
        ],
        "problems": problems,
        "sent": ask.request.POST,
        "new": her is None or bool(ask.request.POST.get("new")),
    }
    return html(ask.request, ask.words, "first_aid/rush.html", shown)


def rush_more(ask: Ask, key: str) -> HttpResponse:
    """She is on her way: who went with her, was her mother told. What is answered corrects what was recorded."""
    found = subject(ask.scope, key)
    if found is None:
        return nothing_here(ask, "queues")
    shown: dict[str, Any] = {
        "ask": ask,
        "person": found,
        "sent": ask.request.POST,
        "answers": [(one.value, ask.words.choice("yes_no", one)) for one in YesNo],
        "fields": [(name, ask.words.field("rushed_out", name)) for name in ("mother_told", "mother_with_her")],
        "with_whom": ask.words.field("rushed_out", "with_whom"),
    }
    if ask.request.method == "POST":
        try:
            correction = _correction(ask, found.ref)
        except Malformed as malformed:
            shown["problems"] = in_words(malformed, ask.words)
            return not_kept(html(ask.request, ask.words, "first_aid/rush_more.html", shown))
        if correction is None:
            return nothing_here(ask, "queues")
        keep_act(ask, [correction])
        return see("queues") if ask.viewer.role in ("clerk", "medic", "coordinator") else see("status")
    return html(ask.request, ask.words, "first_aid/rush_more.html", shown)


def _correction(ask: Ask, her: Ref) -> Draft | None:
    """The ride again with what is known by now; what nobody answers stays as it was recorded."""
    post = ask.request.POST
    answers = {name: post.get(name, "") for name in ("mother_told", "mother_with_her")}
    if any(said not in ("", *YesNo) for said in answers.values()):
        raise Malformed("not-a-choice", "mother_told")
    entry = last_ride(ask.scope, her)
    if entry is None:
        return None
    more: dict[str, Any] = {name: YesNo(said) for name, said in answers.items() if said}
    texts = {name: text_in(ask.request, name, needed=False) for name in ("with_whom", "vehicle")}
    more |= {name: said for name, said in texts.items() if said}
    at = (entry.at_ms // 1000, entry.span)
    link = (Link(LinkKind.CORRECTS, entry.id),)
    return Draft(replace(ride_of(entry), **more), entry.about, entry.where, at, entry.done_by, entry.basis, link)
