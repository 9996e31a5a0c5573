"""Closing a list as complete: how many, what speaks against it with the people, and what is done all the same, by name."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect

from lanyard.desk.draft import Draft
from lanyard.desk.permit import Refused
from lanyard.desk.riding import Riding
from lanyard.ledger.errors import Malformed
from lanyard.stations.transport.entries import ManifestSealed
from lanyard.web.answers import html, in_words
from lanyard.web.guard import Ask, told
from lanyard.web.pages.transport.rows import PACKAGE, list_at, page_of, way_to
from lanyard.web.scanning import SEE_OTHER, UNPROCESSABLE

MOST_PEOPLE = 2000


def seal(ask: Ask, key: str) -> HttpResponse:
    """Shows what a seal would fix, and grants it: the count and the list are those that were shown when it was asked."""
    ride = list_at(ask, key)
    if ask.request.method != "POST":
        return _shown(ask, ride, {})
    if ride.manifest.sealed_people is not None and ride.manifest.sealed_aboard == ride.manifest.aboard:
        return HttpResponseRedirect(way_to(ride), status=SEE_OTHER)
    post = ask.request.POST
    try:
        said = _asked(ask)
        ask.scope.keep([Draft(said, ride.ref, ask.viewer.site)])
    except Refused as refused:
        problems = [text for text in in_words(refused, ask.words) if text]
        again = {"problems": [*problems, *_how(ask, refused)], "reason": post.get("reason", "")}
        return told(_shown(ask, list_at(ask, key), again), UNPROCESSABLE)
    except Malformed as malformed:
        again = {"problems": in_words(malformed, ask.words), "reason": post.get("reason", "")}
        return told(_shown(ask, list_at(ask, key), again), UNPROCESSABLE)
    return HttpResponseRedirect(way_to(ride), status=SEE_OTHER)


def _asked(ask: Ask) -> ManifestSealed:
    """The permission as it was asked for. Raises `Malformed`."""
    post = ask.request.POST
    people = post.get("people", "")
    if not (people.isascii() and people.isdigit()) or int(people) > MOST_PEOPLE:
        raise Malformed("not-a-number", "people")
    try:
        fixed = bytes.fromhex(post.get("hash", ""))
    except ValueError:
        raise Malformed("wrong-length", "list_hash") from None
    reason = post.get("reason", "").strip() or None
    return ManifestSealed(int(people), fixed, tuple(post.getlist("despite")), reason)


def _how(ask: Ask, refused: Refused) -> list[str]:
    """What is lacking: each rule that refuses has to be ticked, and a reason given."""
    ticked = set(ask.request.POST.getlist("despite"))
    words = ask.words.page(PACKAGE)
    unticked = any(found.rule.code not in ticked for found in refused.findings)
    return [words["tick_each"] if unticked else words["reason_needed"]]


def _shown(ask: Ask, ride: Riding, more: dict[str, Any]) -> HttpResponse:
    page = page_of(ask, ride)
    ticked = set(ask.request.POST.getlist("despite"))
    rules = [{**one, "ticked": one["code"] in ticked} for one in page["against"]]
    shown = {
        **page,
        "refusing": [one for one in rules if one["refuses"]],
        "unchecked": [one for one in rules if not one["refuses"]],
        "waits": ride.waits,
        **more,
    }
    return html(ask.request, ask.words, "transport/seal.html", shown)
