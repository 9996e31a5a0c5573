"""Mistakes are entries too: a correction is the same kind again, an error is called one by two people."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

from lanyard.access.errors import Denied
from lanyard.access.table import may_record, may_see
from lanyard.desk.case_seen import Told, entry_of
from lanyard.desk.draft import Draft
from lanyard.desk.sent_once import keep_once
from lanyard.floorplan import KINDS
from lanyard.ledger.body import Link, LinkKind
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Compartment
from lanyard.web.forms.envelope import Envelope
from lanyard.web.forms.form import Errors, Form
from lanyard.web.forms.widgets import Option
from lanyard.web.guard import Ask
from lanyard.web.pages.people.nouns import called, options
from lanyard.web.pages.people.recording import (
    MARK,
    address_of,
    again,
    draft,
    envelope_form,
    keeper,
    page,
    read_both,
    sent_mark,
)
from lanyard.web.pages.people.said import entry_shown, hours_of
from lanyard.web.pages.people.views import nothing_here, see


def correct(ask: Ask, entry: str) -> HttpResponse:
    """The same kind again, with what was recorded to begin from. The first stays, struck through."""
    found = entry_of(ask.scope, entry)
    if found is None:
        return nothing_here(ask)
    e, told = found
    if not told.may_be_corrected or not may_record(ask.viewer.role, e.kind):
        raise Denied("not-to-be-corrected")
    form = Form(KINDS[e.kind], ask.words, fixed=_hidden(ask, e), options=_with_recorded(ask, e))
    envelope, before = envelope_form(ask, e.about), _envelope(e)
    more = {"entry": entry_shown(ask, hours_of(ask), told), "correcting": True}
    if ask.request.method != "POST":
        return page(ask, e.about, form.filled(e.record), envelope.filled(before), more=more)
    comp = ask.scope.compartment_of(e)
    read, stated = read_both(ask, form, envelope, keeper(ask, e.about, comp), e.record, before)
    if isinstance(read, Errors) or isinstance(stated, Errors):
        shown = read.shown if isinstance(read, Errors) else again(form, read)
        around = stated.shown if isinstance(stated, Errors) else envelope.filled(stated)
        return page(ask, e.about, shown, around, HTTPStatus.UNPROCESSABLE_ENTITY, more)
    refs = (Link(LinkKind.CORRECTS, e.id),)
    keep_once(ask.scope, sent_mark(ask), [draft(read, e.about, stated, refs, comp)])
    return see(address_of(e.about))


def _envelope(e: Entry) -> Envelope:
    return Envelope((e.at_ms // 1000, max(1, e.span)), e.where, e.done_by, e.basis)


def _hidden(ask: Ask, e: Entry) -> dict[str, Any]:
    """Answers that this role may not see stay as they are, and are not asked."""
    names = (question.name for question in KINDS[e.kind].shape.questions)
    return {name: getattr(e.record, name) for name in names if not may_see(ask.viewer.role, e.kind, name)}


def _with_recorded(ask: Ask, e: Entry) -> dict[str, list[Option]]:
    """What may be chosen, what was chosen then among it."""
    found = {}
    for name, offered in options(ask.scope, e.kind).items():
        value = getattr(e.record, name)
        known = value is None or any(option.value == value for option in offered)
        found[name] = [*offered, *(() if known else (Option(value, called(ask.scope, value)),))]
    return found


def in_error(ask: Ask, entry: str) -> HttpResponse:
    """Say that an entry should not have been made. It takes effect when two people have said so."""
    found = entry_of(ask.scope, entry)
    if found is None:
        return nothing_here(ask)
    e, told = found
    if not told.seen.stands and not told.replaced_by:
        raise Denied("taken-back-already")
    if told.by_me:
        raise Denied("said-so-already")
    form = Form(KINDS["recorded_in_error"], ask.words)
    if ask.request.method != "POST":
        return _asked(ask, e, told, form.blank())
    read = form.read(ask.request.POST, beside=(MARK,))
    if isinstance(read, Errors):
        return _asked(ask, e, told, read.shown, HTTPStatus.UNPROCESSABLE_ENTITY)
    comp = ask.scope.compartment_of(e) or Compartment.REGISTER
    refs = (Link(LinkKind.IN_ERROR, e.id),)
    keep_once(ask.scope, sent_mark(ask), [Draft(read, e.about, ask.viewer.site, refs=refs, compartment=comp)])
    return see(address_of(e.about))


def _asked(ask: Ask, e: Entry, told: Told, form: Any, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    more = {"entry": entry_shown(ask, hours_of(ask), told), "in_error": True, "second": told.callers > 0}
    return page(ask, e.about, form, None, status, more)
