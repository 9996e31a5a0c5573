"""Any kind about any noun, by the form that its declaration gives."""

from collections.abc import Mapping
from dataclasses import fields, replace
from http import HTTPStatus
from typing import Any, Final, cast

from django.http import HttpResponse
from django.urls import reverse

from lanyard.access.errors import Denied
from lanyard.access.table import may_record
from lanyard.casefile.kind import Kind
from lanyard.desk.draft import Draft
from lanyard.desk.once import fresh_id
from lanyard.desk.rows import key_of
from lanyard.floorplan import KINDS
from lanyard.ledger.ask import Blob
from lanyard.ledger.body import Link
from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.web.answers import html
from lanyard.web.clock_face import zone_of
from lanyard.web.forms.envelope import Envelope, EnvelopeForm
from lanyard.web.forms.form import Errors, Files, Form
from lanyard.web.forms.shown import Shown
from lanyard.web.forms.uploads import Arrived, Keep
from lanyard.web.guard import Ask
from lanyard.web.pages.people.likely import APART
from lanyard.web.pages.people.nouns import called, noun_of, options, owned_mark, places, resolver
from lanyard.web.pages.people.views import nothing_here, see

MARK: Final = "mark"


def record(ask: Ask, key: str, name: str) -> HttpResponse:
    """The form of one kind about one noun."""
    ref = noun_of(ask.scope, key)
    if ref is None:
        return nothing_here(ask)
    kind = recordable(ask, ref, name)
    form = Form(kind, ask.words, options=options(ask.scope, name))
    envelope = envelope_form(ask, ref)
    if ask.request.method != "POST":
        return page(ask, ref, form.blank(), envelope.blank())
    read, stated = read_both(ask, form, envelope, keeper(ask, ref, kind.compartment))
    if isinstance(read, Errors) or isinstance(stated, Errors):
        shown = read.shown if isinstance(read, Errors) else again(form, read)
        around = stated.shown if isinstance(stated, Errors) else envelope.filled(stated)
        return page(ask, ref, shown, around, HTTPStatus.UNPROCESSABLE_ENTITY)
    ask.scope.keep_once(sent_mark(ask), [draft(read, ref, stated)])
    return see(address_of(ref))


def recordable(ask: Ask, ref: Ref, name: str) -> Kind:
    """A kind that may be recorded about this noun, here and by this role. Raises `Denied`."""
    kind = KINDS.get(name)
    if kind is None or ref.noun not in kind.about or name in APART or not may_record(ask.viewer.role, name):
        raise Denied("not-your-kind")
    return kind


def envelope_form(ask: Ask, ref: Ref) -> EnvelopeForm:
    """When, where, by whom, how known: here and now unless something else is said."""
    plan, site = ask.office.node.plan, ask.viewer.site
    codes = {area.ref: area.code for area in plan.areas}
    code = codes.get(ref, "")
    here = code if code[:2] == site else site
    return EnvelopeForm(ask.words, places(ask.scope, site), here, zone_of(plan, site))


def read_both(
    ask: Ask, form: Form, envelope: EnvelopeForm, keep: Keep, recorded: Any = None, before: Envelope | None = None
) -> tuple[Any, Envelope | Errors]:
    """What was posted: the record, then its envelope, each or its mistakes. A file is kept only if the envelope is right."""
    request, now_s = ask.request, ask.office.now_ms() // 1000
    stated = envelope.read(request.POST, now_s, before)
    if isinstance(stated, Errors):
        keep = held_back
    read = form.read(
        request.POST,
        cast("Files", request.FILES),
        resolve=resolver(ask.scope),
        keep=keep,
        recorded=recorded,
        beside=(MARK,),
    )
    return read, stated


def held_back(_name: str, _upload: Arrived, media_type: str) -> Blob:
    """Nothing is kept of a form that comes back."""
    return Blob(b"", b"", 0, media_type)


def again(form: Form, read: Any) -> Shown:
    """The form with what was typed, though something else was wrong. A file has to be chosen again."""
    files = [one.name for one in fields(read) if isinstance(getattr(read, one.name), Blob)]
    return form.filled(replace(read, **dict.fromkeys(files)))


def keeper(ask: Ask, ref: Ref, comp: Compartment | None) -> Keep:
    """Keeps a picture or a sound under the noun's own key."""

    def keep(_name: str, upload: Arrived, media_type: str) -> Blob:
        return ask.office.node.put_blob(ref, upload.chunks(), media_type, comp or Compartment.REGISTER)

    return keep


def draft(
    record: Any, ref: Ref, stated: Envelope, refs: tuple[Link, ...] = (), comp: Compartment | None = None
) -> Draft:
    """What was said, as it will be sealed."""
    return Draft(record, ref, stated.where, stated.at, stated.done_by, stated.basis, refs, compartment=comp)


def sent_mark(ask: Ask) -> bytes:
    """The mark that the form carried; a form without one is a form of its own each time."""
    return owned_mark(ask.request.POST.get(MARK, "")) or fresh_id()


def page(
    ask: Ask,
    ref: Ref,
    form: Any,
    envelope: Any,
    status: HTTPStatus = HTTPStatus.OK,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The form, blank or as it was sent. It says whose it is by her tag."""
    if ref.noun in (Noun.PERSON, Noun.TAG):
        ask.scope.saw({Compartment.REGISTER}, [key_of(ref)])
    shown = {
        "ask": ask, "form": form, "envelope": envelope, "label": called(ask.scope, ref), "back": address_of(ref),
        "mark": (owned_mark(ask.request.POST.get(MARK, "")) or fresh_id()).hex(), **(more or {}),
    }  # fmt: skip
    return html(ask.request, ask.words, "people/record.html", shown, status)


def address_of(ref: Ref) -> str:
    """The page of a noun."""
    name = "person" if ref.noun in (Noun.PERSON, Noun.TAG) else "noun"
    return reverse(name, args=[key_of(ref).hex()])
