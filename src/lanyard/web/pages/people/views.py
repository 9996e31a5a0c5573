"""Finding somebody, her case on one screen, how her name was said, and what may be recorded about any noun."""

from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

from lanyard.access.pages import may_open
from lanyard.access.table import may_record
from lanyard.casefile.tag import typed_tag_ref
from lanyard.desk.case_seen import SeenCase, Stay, case_seen, sound_of
from lanyard.desk.draft import Draft
from lanyard.desk.finding import TagIs, label_of
from lanyard.desk.finding import find as look_for
from lanyard.desk.once import fresh_id
from lanyard.desk.rows import key_of
from lanyard.ledger.noun import Noun, Ref
from lanyard.stations.arrival.entries import TagClaimed
from lanyard.terms.tags import typed_tag
from lanyard.web.answers import html
from lanyard.web.clock_face import Hours
from lanyard.web.forms.typed import western
from lanyard.web.guard import Ask
from lanyard.web.pages.people.likely import kinds_about, ordered
from lanyard.web.pages.people.nouns import noun_of, owned_mark
from lanyard.web.pages.people.said import entry_shown, hours_of, line_shown, person_shown

SEE_OTHER: Final = HTTPStatus.SEE_OTHER
SOUNDS: Final = frozenset(
    {
        "audio/ogg",
        "audio/flac",
        "audio/mpeg",
        "audio/aac",
        "audio/amr",
        "audio/webm",
        "audio/wav",
        "audio/mp4",
        "audio/3gpp",
    }
)
STEPS: Final = (10, 60, 360, 1440)
"""Minutes: a stretch of her way is drawn wider by each of these that it is longer than."""


FORMS_OF_THEIR_OWN: Final = {"triaged": "triage", "rushed_out": "rush_out"}
"""Kinds that a page of their own asks for in a better order than their form."""

PAGES_OF_THEIR_OWN: Final = {Noun.VEHICLE: "vehicle", Noun.MANIFEST: "list", Noun.AREA: "area"}


def see(address: str) -> HttpResponse:
    """On to another page, by GET."""
    return HttpResponseRedirect(address, status=SEE_OTHER)


def nothing_here(ask: Ask) -> HttpResponse:
    """There is nothing by this key, or nothing that this role sees."""
    return html(ask.request, ask.words, "people/nothing.html", {"ask": ask}, HTTPStatus.NOT_FOUND)


def find(ask: Ask) -> HttpResponse:
    """What somebody typed or scanned: straight to the one who wears the tag, else everything that fits."""
    if ask.request.method != "POST":
        return html(ask.request, ask.words, "people/find.html", {"ask": ask})
    typed = western(ask.request.POST.get("q", "")).strip()[:200]
    if not typed:
        return html(ask.request, ask.words, "people/find.html", {"ask": ask})
    hits = look_for(ask.scope, typed)
    if hits.only:
        return see(reverse("person", args=[hits.only]))
    hours = hours_of(ask)
    people = [{"by": ask.words.choice("found_by", hit.by), **line_shown(ask, hours, hit.person)} for hit in hits.people]
    free = hits.nothing and hits.tag_is is TagIs.FREE and may_record(ask.viewer.role, "tag_claimed")
    shown = {
        "ask": ask, "typed": typed, "hits": hits, "people": people, "free": free, "fresh": fresh_id().hex(),
        "void": hits.nothing and hits.tag_is is TagIs.VOID, "strange": hits.nothing and hits.tag_is is TagIs.STRANGE,
    }  # fmt: skip
    return html(ask.request, ask.words, "people/find.html", shown, HTTPStatus.OK)


def claim(ask: Ask) -> HttpResponse:
    """A free tag of our stock becomes somebody's whom nobody recorded yet. Sent twice, it is one person."""
    if ask.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    said = ask.request.POST
    code, fresh = typed_tag(said.get("tag", "")), owned_mark(said.get("fresh", ""))
    if code is None or fresh is None:
        return nothing_here(ask)
    held = ask.scope.look.person(code)
    her = Ref(Noun.PERSON, fresh)
    if held is None or held.case.ref.noun is not Noun.PERSON:
        ask.scope.keep_once(fresh, [Draft(TagClaimed(code), her, ask.viewer.site)])
    else:
        her = held.case.ref
    return see(reverse("person", args=[key_of(her).hex()]))


def person(ask: Ask, key: str) -> HttpResponse:
    """A case that is read in a minute."""
    case = case_seen(ask.scope, key)
    if case is None:
        return _just_kept(ask, key) or nothing_here(ask)
    if case.key != key and typed_tag_ref(key) is None:
        return HttpResponseRedirect(reverse("person", args=[case.key]))
    hours = hours_of(ask, case.person.site)
    first, others = (
        [_button(ask, case.key, name) for name in names] for names in ordered(case.person, ask.viewer.role)
    )
    entries = {told.id: told for told in case.told}
    shown = {
        "ask": ask, "her": person_shown(ask, hours, case), "first": first, "others": others,
        "marks": [_mark(ask, mark.rule.code, [entries[e.hex()] for e in mark.entries], hours) for mark in case.person.marks],
        "duties": _duties(ask, hours, case), "way": [_stay(ask, hours, stay) for stay in case.way],
        "entries": [entry_shown(ask, hours, told) for told in case.told],
    }  # fmt: skip
    return html(ask.request, ask.words, "people/person.html", shown)


def _button(ask: Ask, key: str, name: str) -> tuple[str, str]:
    """What a button says and where it leads: to the page that is made for the kind, else to its form."""
    own = FORMS_OF_THEIR_OWN.get(name, "")
    made_for_it = bool(own) and may_open(ask.viewer.role, own)
    return ask.words.kind(name), reverse(own, args=[key]) if made_for_it else reverse("record", args=[key, name])


def _just_kept(ask: Ask, key: str) -> HttpResponse | None:
    """Somebody whose first entry the viewer may still take back: it is not sealed, so there is no case yet."""
    mine = [draft for _, draft in ask.office.pending.of(ask.viewer) if key_of(draft.about).hex() == key]
    if not mine:
        return None
    tag = next((draft.record.tag for draft in mine if hasattr(draft.record, "tag")), "") or ""
    shown = {"ask": ask, "tag": tag, "kinds": [ask.words.kind(draft.kind.name) for draft in mine]}
    return html(ask.request, ask.words, "people/waiting.html", shown)


def _mark(ask: Ask, rule: str, told: list[Any], hours: Hours) -> dict[str, Any]:
    return {"said": ask.words.rule(rule), "entries": [entry_shown(ask, hours, one) for one in told]}


def _duties(ask: Ask, hours: Hours, case: SeenCase) -> list[dict[str, Any]]:
    return [
        {
            "said": ask.words.duty(owed.duty.code), "who": ask.words.choice("role", owed.duty.owed_by),
            "state": ask.words.choice("lateness", _lateness(owed.amber_ms, owed.red_ms, hours.now_ms)),
            "late": owed.red_ms < hours.now_ms, "due": hours.at(owed.red_ms), "code": owed.duty.code,
        }
        for owed in sorted(case.duties, key=lambda owed: owed.red_ms)
    ]  # fmt: skip


def _lateness(amber_ms: int, red_ms: int, now_ms: int) -> str:
    return "red" if red_ms < now_ms else "amber" if amber_ms < now_ms else "open"


def _stay(ask: Ask, hours: Hours, stay: Stay) -> dict[str, Any]:
    """One stretch of her way; the longer, the wider it is drawn."""
    minutes = ((stay.until_ms or hours.now_ms) - stay.from_ms) // 60_000
    return {
        "site": "" if stay.which[:2] == stay.site else stay.site, "where": ask.words.place(stay.where), "which": stay.which, "from": hours.at(stay.from_ms),
        "long": hours.long(minutes * 60), "wide": 1 + sum(minutes > step for step in STEPS), "now": stay.until_ms is None,
        "sort": stay.where,
    }  # fmt: skip


def sound(ask: Ask, key: str) -> HttpResponse:
    """How her name was said; that it was listened to is on the trail first."""
    found = sound_of(ask.scope, key)
    if found is None or found[0] not in SOUNDS:
        return nothing_here(ask)
    return HttpResponse(found[1], content_type=found[0])


def noun(ask: Ask, key: str) -> HttpResponse:
    """A vehicle, list or area: what it is called, and what this role may record about it."""
    ref = noun_of(ask.scope, key)
    if ref is None:
        return nothing_here(ask)
    if ref.noun in (Noun.PERSON, Noun.TAG):
        return HttpResponseRedirect(reverse("person", args=[key]))
    own = PAGES_OF_THEIR_OWN.get(ref.noun, "")
    kinds = [(name, ask.words.kind(name)) for name in kinds_about(ref.noun, ask.viewer.role)]
    shown = {
        "ask": ask, "label": label_of(ask.scope, ref).label, "noun": ask.words.choice("noun", ref.noun), "key": key,
        "kinds": kinds, "own": own if own and may_open(ask.viewer.role, own) else "",
    }  # fmt: skip
    return html(ask.request, ask.words, "people/noun.html", shown)
