"""Duties: what is owed by whom, what is due and what is late, and the answer to one."""

from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse

from lanyard.access.errors import Denied
from lanyard.access.table import HISTORY, TABLE, may_record
from lanyard.casefile import duties as catalogue
from lanyard.casefile.duties import Duty
from lanyard.desk.duties import Lateness, Owing
from lanyard.desk.rows import ref_of
from lanyard.desk.sent_once import keep_once
from lanyard.floorplan import KINDS
from lanyard.ledger.noun import Compartment, Noun
from lanyard.terms import Role
from lanyard.web.answers import html
from lanyard.web.clock_face import Hours
from lanyard.web.forms.form import Errors, Form
from lanyard.web.guard import Ask
from lanyard.web.pages.board.sites import ALL, choices, site_of, stretch, wanted
from lanyard.web.pages.board.unsound import OPENS
from lanyard.web.pages.people.likely import APART
from lanyard.web.pages.people.nouns import noun_of
from lanyard.web.pages.people.recording import (
    address_of,
    again,
    draft,
    envelope_form,
    keeper,
    page,
    read_both,
    sent_mark,
)
from lanyard.web.pages.people.said import hours_of
from lanyard.web.pages.people.views import nothing_here, see

DUTIES: Final = {duty.code: duty for duty in vars(catalogue).values() if isinstance(duty, Duty)}


def duties(ask: Ask) -> HttpResponse:
    """What is owed, the soonest due first: one's own; whoever answers for the whole may look at every role's."""
    site, now_ms, words = site_of(ask), ask.office.now_ms(), ask.words.page("board")
    whole = _sees_all(ask)
    role = _role(ask, whole=whole)
    late = ask.request.GET.get("late", "") == "1"
    asked_of = ask.scope.look.questions.duties
    found = asked_of.owed(now_ms, site, role, late=late, wanted=wanted(ask))
    counts = asked_of.counts(now_ms, site)
    hours = hours_of(ask, site)
    people = [bytes.fromhex(one.about.key) for one in found.items if one.noun in (Noun.PERSON, Noun.TAG)]
    if people:
        ask.scope.saw({Compartment.REGISTER}, people)
    shown = {
        "asked": site or ALL, "choices": choices(ask, site, words["all_sites"]), "late": late,
        "role": str(role) if role is not None else "", "whole": whole,
        "roles": [_count(ask, one, counts[one]) for one in Role if one in counts] if whole else [],
        "owed": [_owing(ask, hours, one) for one in found.items], "stretch": stretch(found),
    }  # fmt: skip
    return html(ask.request, ask.words, "board/duties.html", {"ask": ask, **shown})


def _sees_all(ask: Ask) -> bool:
    return not TABLE[ask.viewer.role].without >= HISTORY


def _role(ask: Ask, *, whole: bool) -> Role | None:
    """Whose duties are asked for: one's own unless all, or another's, are named."""
    if not whole:
        return ask.viewer.role
    asked = ask.request.GET.get("role", "" if ask.viewer.role is Role.COORDINATOR else str(ask.viewer.role))
    return Role(asked) if asked in set(map(str, Role)) else None


def _count(ask: Ask, role: Role, counts: dict[Lateness, int]) -> dict[str, Any]:
    return {
        "role": str(role),
        "said": ask.words.choice("role", role),
        "all": sum(counts.values()),
        "red": counts[Lateness.RED],
    }


def _owing(ask: Ask, hours: Hours, one: Owing) -> dict[str, Any]:
    ended_by = DUTIES[one.code].ended_by if one.code in DUTIES else ()
    kinds = [
        {"kind": kind, "said": ask.words.kind(kind)}
        for kind in ended_by
        if kind in KINDS and kind not in APART and one.noun in KINDS[kind].about and may_record(ask.viewer.role, kind)
    ]
    return {
        "code": one.code, "said": ask.words.duty(one.code), "source": one.source, "label": one.about.label,
        "key": one.about.key, "page": OPENS.get(one.noun, ""), "site": one.site,
        "who": ask.words.choice("role", one.owed_by), "state": one.lateness.value,
        "state_said": ask.words.choice("lateness", one.lateness), "due": hours.at(one.red_ms),
        "since": hours.age(one.since_ms or one.red_ms), "kinds": kinds,
    }  # fmt: skip


def duty_answered(ask: Ask, key: str, code: str) -> HttpResponse:
    """What was owed was done otherwise, or answered for."""
    ref = noun_of(ask.scope, key)
    if ref is None:
        return nothing_here(ask)
    open_now = ask.scope.look.questions.duties.of(bytes.fromhex(key), ask.office.now_ms())
    mine = [
        one for one in open_now if one.code == code and (_sees_all(ask) or one.owed_by in (ask.viewer.role, Role.ANY))
    ]
    form, envelope = Form(KINDS["duty_answered"], ask.words, fixed={"duty": code}), envelope_form(ask, ref)
    more = {"duty": ask.words.duty(code) if mine else ""}
    if ask.request.method != "POST":
        if not mine:
            raise Denied("nothing-owed")
        return page(ask, ref, form.blank(), envelope.blank(), more=more)
    read, stated = read_both(ask, form, envelope, keeper(ask, ref, Compartment.SITE))
    if isinstance(read, Errors) or isinstance(stated, Errors):
        shown = read.shown if isinstance(read, Errors) else again(form, read)
        around = stated.shown if isinstance(stated, Errors) else envelope.filled(stated)
        return page(ask, ref, shown, around, HTTPStatus.UNPROCESSABLE_ENTITY, more)
    if mine:
        keep_once(ask.scope, sent_mark(ask), [draft(read, ref_of(bytes.fromhex(key)), stated)])
    return see(address_of(ref) if ref.noun in (Noun.PERSON, Noun.TAG) else reverse("duties"))
