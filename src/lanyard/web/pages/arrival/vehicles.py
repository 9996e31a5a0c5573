"""Vehicles at the gate: those of today, a new one counted, one with its numbers and people."""

from typing import Any

from django.http import HttpResponse

from lanyard.desk.draft import Draft
from lanyard.desk.rows import key_of
from lanyard.desk.scope_arrival import SeenVehicle, ref_from, vehicle, vehicles_today
from lanyard.desk.vehicles import VehicleLine, VehicleState
from lanyard.ledger.noun import Noun, Ref
from lanyard.terms import CountedBy
from lanyard.web.answers import html
from lanyard.web.asking import Asking, answered, divided
from lanyard.web.forms.widgets import YES
from lanyard.web.guard import Ask
from lanyard.web.moments_shown import ago, clock
from lanyard.web.recording import id_in, keep_act, not_kept, nothing_here, see

FIRST_ASKED = ("total", "counted_by")


def vehicle_shown(ask: Ask, line: VehicleLine) -> dict[str, Any]:
    """One vehicle as its line on a page shows it."""
    now_ms = ask.office.now_ms()
    return {
        "line": line,
        "state": ask.words.choice("vehicle_state", line.state),
        "gap": line.state is not VehicleState.DONE,
        "came": clock(ask, line.came_ms),
        "waits": ago(line.came_ms, now_ms),
        "unseen": line.unseen,
        "late": line.glanced_ms is None and line.unseen > 0,
    }


def arrivals(ask: Ask) -> HttpResponse:
    """The vehicles of today, whatever still waits first."""
    lines = [vehicle_shown(ask, line) for line in vehicles_today(ask.scope)]
    return html(ask.request, ask.words, "arrival/arrivals.html", {"ask": ask, "vehicles": lines})


def count(ask: Ask) -> HttpResponse:
    """A vehicle came in: how many, by whose count; the rest if it was seen."""
    return _count(ask, None)


def count_again(ask: Ask, key: str) -> HttpResponse:
    """The same vehicle counted once more."""
    found = vehicle(ask.scope, key)
    return nothing_here(ask, "arrivals") if found is None else _count(ask, found)


def _count(ask: Ask, before: SeenVehicle | None) -> HttpResponse:
    words = ask.words.page("arrival")
    asking = Asking(ask, "vehicle_counted", first=FIRST_ASKED)
    if ask.request.method == "POST":
        about = Ref(Noun.VEHICLE, id_in(ask.request, "new"))
        if before is not None:
            about = Ref(Noun.VEHICLE, bytes.fromhex(before.line.key)[1:])
        read = asking.read(about)
        if isinstance(read, Draft):
            keep_act(ask, [read])
            return see("vehicle", key_of(about).hex())
        return not_kept(_count_page(ask, read, before))
    shown = asking.blank()
    came_from = before.line.came_from if before else words["from_unknown"]
    form = answered(answered(shown["form"], "came_from", came_from), "includes_dead", YES)
    form = answered(form, "counted_by", CountedBy.ONE)
    if before is not None:
        form = answered(form, "plate", before.line.plate)
    return _count_page(ask, {**shown, "form": form}, before)


def _count_page(ask: Ask, forms: dict[str, Any], before: SeenVehicle | None) -> HttpResponse:
    at_once, folded, wrong = divided(forms["form"], *FIRST_ASKED)
    shown = {"ask": ask, **forms, "at_once": at_once, "folded": folded, "open": wrong, "before": before}
    return html(ask.request, ask.words, "arrival/count.html", shown)


def vehicle_page(ask: Ask, key: str) -> HttpResponse:
    """One vehicle: its numbers, who came on it, and all that can be done for them."""
    found = vehicle(ask.scope, key)
    if found is None:
        return nothing_here(ask, "arrivals")
    now_ms = ask.office.now_ms()
    people = [{"line": one, "waits": ago(one.first_ms, now_ms), "key": one.key} for one in found.people]
    unread = {one.key for one in found.people}
    shown = {
        "ask": ask,
        "vehicle": found,
        **vehicle_shown(ask, found.line),
        "people": [{**row, **_in_words(ask, row["line"])} for row in people],
        "just": [one for one in found.unmet if one.key not in unread],
    }
    return html(ask.request, ask.words, "arrival/vehicle.html", shown)


def _in_words(ask: Ask, line: Any) -> dict[str, str]:
    return {
        "sex": ask.words.choice("sex", line.sex) if line.sex else "",
        "colour": ask.words.choice("colour", line.colour) if line.colour else "",
    }


def vehicle_ref(key: str) -> Ref | None:
    """The vehicle of an address."""
    return ref_from(key, Noun.VEHICLE)
