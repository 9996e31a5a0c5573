"""What is done for a whole vehicle: the safety check with its clock, the glance, the turning back, a strip of tags."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from lanyard.desk.draft import Draft
from lanyard.desk.scope_arrival import SeenVehicle, next_group, vehicle
from lanyard.desk.tag_stock import STRIP
from lanyard.desk.tags import TagSeen
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Noun, Ref
from lanyard.stations.arrival.entries import SafetyChecked, TagClaimed, VehicleTurnedBack
from lanyard.stations.first_aid.entries import Glanced
from lanyard.web.answers import html, in_words
from lanyard.web.forms import typed
from lanyard.web.guard import Ask
from lanyard.web.recording import (
    Problems,
    claimable,
    keep_act,
    new_people,
    not_kept,
    nothing_here,
    see,
    tags_in,
    text_in,
    whole,
)

SECONDS_MOST = 86_400
Say = Callable[[Ask, SeenVehicle], list[Draft]]


def _act(ask: Ask, key: str, template: str, say: Say, after: str, **more: Any) -> HttpResponse:
    """One act about a vehicle: `say` makes the drafts of what was posted; then on to the page `after`."""
    found = vehicle(ask.scope, key)
    if found is None:
        return nothing_here(ask, "arrivals")
    shown = {"ask": ask, "vehicle": found, "line": found.line, "sent": ask.request.POST, **more}
    if ask.request.method != "POST" or "look" in ask.request.POST:
        return html(ask.request, ask.words, template, shown)
    try:
        keep_act(ask, say(ask, found))
    except Problems as found_wrong:
        shown["problems"] = found_wrong.said
    except Malformed as malformed:
        shown["problems"] = in_words(malformed, ask.words)
    else:
        return see(after, key)
    return not_kept(html(ask.request, ask.words, template, shown))


def _about(found: SeenVehicle) -> Ref:
    return Ref(Noun.VEHICLE, bytes.fromhex(found.line.key)[1:])


def safety(ask: Ask, key: str) -> HttpResponse:
    """The clock runs from when the page was opened; whoever had a watch types the seconds."""
    began = str(ask.request.POST.get("began", ask.office.now_ms()))
    return _act(ask, key, "arrival/safety.html", _safety, "vehicle", began=began)


def _safety(ask: Ask, found: SeenVehicle) -> list[Draft]:
    began = ask.request.POST.get("began", "")
    if not (began.isascii() and began.isdigit()):
        raise Malformed("not-a-number", "began", began)
    ran = min(SECONDS_MOST, max(0, ask.office.now_ms() - int(began)) // 1000)
    seconds = whole(ask.request, "seconds", otherwise=ran)
    weapon = ask.request.POST.get("found")
    if weapon not in ("yes", "no"):
        raise Malformed("missing-field", "found")
    said = SafetyChecked(whole(ask.request, "people"), seconds, text_in(ask.request, "by_whom"), weapon == "yes")
    return [Draft(said, _about(found), ask.viewer.site)]


def glance(ask: Ask, key: str) -> HttpResponse:
    """Many were looked at at once: none red, or these."""
    return _act(ask, key, "arrival/glance.html", _glance, "vehicle")


def _glance(ask: Ask, found: SeenVehicle) -> list[Draft]:
    tags = tags_in(ask.request.POST.get("red_tags", ""))
    untagged = whole(ask.request, "red_untagged", otherwise=0)
    said = Glanced(whole(ask.request, "looked_at", otherwise=found.line.unseen), tuple(tags), untagged)
    return [Draft(said, _about(found), ask.viewer.site)]


def turned_back(ask: Ask, key: str) -> HttpResponse:
    """People of this vehicle were not let in."""
    return _act(ask, key, "arrival/vehicle_turned_back.html", _turned_back, "vehicle")


def _turned_back(ask: Ask, found: SeenVehicle) -> list[Draft]:
    request = ask.request
    said = VehicleTurnedBack(whole(request, "people"), text_in(request, "by_whom"), text_in(request, "why"))
    return [Draft(said, _about(found), ask.viewer.site)]


def strip(ask: Ask, key: str) -> HttpResponse:
    """Tags become those of people on this vehicle: a strip by its first tag, or tag after tag."""
    words = ask.words.page("arrival")
    group = words["group_n"].format(n=next_group(ask.scope))
    return _act(ask, key, "arrival/strip.html", _strip, "vehicle_meet", group=group, numbers=range(1, STRIP + 1))


def _strip(ask: Ask, found: SeenVehicle) -> list[Draft]:
    request = ask.request
    red, listed = (tags_in(request.POST.get(name, "")) for name in ("red", "tags"))
    codes = list(dict.fromkeys([*red, *_of_strip(ask), *listed]))
    if not codes:
        raise Malformed("missing-field", "first")
    wrong = claimable(ask, codes, lambda tag: tag_in_words(ask, tag))
    if wrong:
        raise Problems(wrong)
    group = text_in(request, "group", needed=False) or None
    about = _about(found)
    return [
        Draft(TagClaimed(code, group, about, True if code in red else None), new, ask.viewer.site)
        for code, new in zip(codes, new_people(len(codes)), strict=True)
    ]


def _of_strip(ask: Ask) -> list[str]:
    """The tags of a strip from its first on. Raises `Problems` if fewer hang on it than are asked for."""
    first = ask.request.POST.get("first", "").strip()
    if not first:
        return []
    code = typed.tag(first)
    number = whole(ask.request, "many", otherwise=1)
    codes = ask.office.node.tags.strip_from(code, number)
    if len(codes) < number:
        words = ask.words.page("arrival")
        raise Problems([words["strip_ends"].format(number=len(codes))])
    return codes


def tag_in_words(ask: Ask, tag: TagSeen) -> str:
    """Why a tag cannot be claimed; of one that somebody holds, by which tag she is known."""
    words = ask.words.page("arrival")
    said = {
        "held": words["tag_held"],
        "voided": words["tag_voided"],
        "not_printed": words["tag_not_printed"],
    }[tag.state]
    return said.format(tag=f"\u2068{tag.code}\u2069", holder=f"\u2068{tag.label}\u2069")
