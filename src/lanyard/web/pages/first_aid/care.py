"""A person as a medic needs her: the colour and why, then everything that can be done for her, the most urgent first."""

from typing import Any, Final

from django.http import HttpResponse

from lanyard.access.table import may_record
from lanyard.desk.draft import Draft
from lanyard.desk.scope_care import Subject, subject
from lanyard.desk.seen import SeenEntry
from lanyard.ledger.noun import Noun
from lanyard.terms import Sex
from lanyard.web.answers import html
from lanyard.web.asking import Asking
from lanyard.web.guard import Ask
from lanyard.web.moments_shown import ago, clock
from lanyard.web.recording import keep_act, not_kept, nothing_here, see

KINDS: Final = ("observed", "treated", "held_medically", "fit_to_travel", "referred", "care_handed_over")
LATEST: Final = 12


def care(ask: Ask, key: str) -> HttpResponse:
    """What care knows of her, and what it may do."""
    found = subject(ask.scope, key)
    if found is None:
        return nothing_here(ask, "queues")
    seen = found.seen
    shown = {
        "ask": ask,
        "person": found,
        "sex": ask.words.choice("sex", found.sex) if found.sex not in ("", Sex.UNKNOWN) else "",
        "age": "" if found.age is None else _years(found),
        "colour_said": ask.words.choice("colour", found.colour) if found.colour else "",
        "triaged": _triaged(ask, found),
        "entries": [_entry(ask, one) for one in _of_care(found)],
        "held": seen is not None and seen.held_until,
        "kinds": [(kind, ask.words.kind(kind)) for kind in KINDS if _offered(ask, found, kind)],
        "medic": may_record(ask.viewer.role, "triaged"),
        "person_known": found.ref.noun is Noun.PERSON,
    }
    return html(ask.request, ask.words, "first_aid/care.html", shown)


def _offered(ask: Ask, found: Subject, kind: str) -> bool:
    """May this role record it, and of somebody known by a tag alone?"""
    return may_record(ask.viewer.role, kind) and (found.ref.noun is Noun.PERSON or kind != "referred")


def _years(found: Subject) -> str:
    assert found.age is not None
    low, high = found.age
    if high < 24:
        return f"{low}–{high}" if low != high else str(low)
    return f"{low // 12}–{high // 12}" if low // 12 != high // 12 else str(low // 12)


def _of_care(found: Subject) -> list[SeenEntry]:
    """The newest of what first aid recorded, the newest first."""
    if found.seen is None:
        return []
    kinds = {*KINDS, "triaged", "needs_medic", "rushed_out", "care_priority_set"}
    return [one for one in reversed(found.seen.entries) if one.kind in kinds and one.stands][:LATEST]


def _entry(ask: Ask, one: SeenEntry) -> dict[str, Any]:
    now_ms = ask.office.now_ms()
    return {"what": ask.words.kind(one.kind), "at": clock(ask, one.at_ms), "ago": ago(one.at_ms, now_ms)}


def _triaged(ask: Ask, found: Subject) -> dict[str, Any] | None:
    """The newest triage: its colour and its reasons, what was tapped a moment ago counted in."""
    for draft in reversed(ask.scope.just_said()):
        if draft.about == found.ref and draft.kind.name == "triaged":
            return _reasons(ask, draft.record.colour, draft.record.because, review=draft.record.review_now)
    for one in _of_care(found):
        if one.kind == "triaged":
            return _reasons(
                ask, one.fields["colour"], one.fields.get("because", ()), review=one.fields.get("review_now")
            )
    return None


def _reasons(ask: Ask, colour: str, because: Any, *, review: Any) -> dict[str, Any]:
    return {
        "colour": str(colour),
        "said": ask.words.choice("triage_colour", str(colour)),
        "because": [ask.words.sign(str(code)) for code in because],
        "review": bool(review),
    }


def care_form(ask: Ask, key: str, kind: str) -> HttpResponse:
    """One kind of first aid's, as it is declared."""
    found = subject(ask.scope, key)
    if found is None or kind not in KINDS or not _offered(ask, found, kind):
        return nothing_here(ask, "queues")
    asking = Asking(ask, kind)
    forms = asking.blank()
    if ask.request.method == "POST":
        read = asking.read(found.ref)
        if isinstance(read, Draft):
            keep_act(ask, [read])
            return see("care", key)
        forms = read
    shown = {"ask": ask, "person": found, "act": ask.request.POST.get("act", ""), **forms}
    answer = html(ask.request, ask.words, "first_aid/form.html", shown)
    return not_kept(answer) if ask.request.method == "POST" else answer
