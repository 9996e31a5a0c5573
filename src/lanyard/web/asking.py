"""A page for one declared kind: its form and its envelope, shown, read, and made into a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from lanyard.desk.draft import Draft
from lanyard.floorplan import KINDS
from lanyard.ledger.ask import Blob
from lanyard.ledger.noun import Noun, Ref
from lanyard.web.forms.envelope import Envelope, EnvelopeForm
from lanyard.web.forms.form import Errors, Form, Posted
from lanyard.web.forms.shown import Field, Shown
from lanyard.web.forms.uploads import Arrived
from lanyard.web.forms.widgets import Option
from lanyard.web.guard import Ask
from lanyard.web.recording import person_wearing

BESIDE = ("act", "new", "back")
Forms = dict[str, Shown]


class Asking:
    """One kind as it is asked of whoever looks at the page; with its envelope unless `brief`."""

    def __init__(
        self,
        ask: Ask,
        kind: str,
        *,
        first: Sequence[str] = (),
        fixed: Mapping[str, Any] | None = None,
        options: Mapping[str, Sequence[Option]] | None = None,
        beside: Sequence[str] = (),
    ) -> None:
        """`beside` are names that the page posts itself; for the others see `Form`."""
        self._ask, self._beside = ask, (*BESIDE, *beside)
        self.form = Form(KINDS[kind], ask.words, fixed=fixed, options=options, first=first)
        plan, site = ask.office.node.plan, ask.viewer.site
        places = [Option(site, plan.site(site).name)]
        places += [Option(area.code, f"{area.code} {area.name}") for area in plan.areas if area.code[:2] == site]
        self.envelope = EnvelopeForm(ask.words, places, site, ZoneInfo(plan.site(site).zone))

    def blank(self) -> Forms:
        """Both, with nothing in them but what is meant by itself."""
        return {"form": self.form.blank(), "envelope": self.envelope.blank()}

    def read(self, about: Ref, post: Posted | None = None) -> Draft | Forms:
        """What was posted as a draft; else both forms with every mistake."""
        request = self._ask.request
        sent = request.POST if post is None else post
        if "entry.where" not in sent:
            sent = sent.copy()
            sent["entry.where"], sent["entry.basis"] = self._ask.viewer.site, "witnessed"
        around = self.envelope.read(sent, self._ask.office.now_ms() // 1000)

        def keep(_name: str, upload: Arrived, media_type: str) -> Blob:
            return self._ask.office.node.put_blob(about, upload.chunks(), media_type)

        record = self.form.read(sent, _files(request), resolve=self._resolve, keep=keep, beside=self._beside)
        if isinstance(record, Errors) or isinstance(around, Errors):
            mine = record.shown if isinstance(record, Errors) else self.form.filled(record)
            return {
                "form": mine,
                "envelope": around.shown if isinstance(around, Errors) else self.envelope.filled(around),
            }
        return Draft(record, about, around.where, around.at, around.done_by, around.basis)

    def again(self, read: Draft | Forms) -> Forms:
        """What was read, to be shown again since something else on the page is wrong."""
        if not isinstance(read, Draft):
            return read
        around = Envelope(read.at, read.where, read.done_by, read.basis)
        return {"form": self.form.filled(read.record), "envelope": self.envelope.filled(around)}

    def _resolve(self, noun: Noun, text: str) -> Ref | None:
        return person_wearing(self._ask, text) if noun is Noun.PERSON else None


def _files(request: HttpRequest) -> MultiValueDict[str, Arrived]:
    """What was uploaded, as the form asks it."""
    files: MultiValueDict[str, Any] = request.FILES
    return files


def answered(form: Shown, name: str, text: str) -> Shown:
    """The form with an answer to one question already in it: what is typed, or the value of a tile."""
    return replace(form, fields=tuple(_answered(field, text) if field.name == name else field for field in form.fields))


def _answered(field: Field, text: str) -> Field:
    tiles = tuple(tile._replace(checked=tile.value == text) for tile in field.tiles)
    return replace(field, text=text, tiles=tiles)


def divided(form: Shown, *shown_first: str) -> tuple[tuple[Field, ...], tuple[Field, ...], bool]:
    """The fields that are asked at once, those that are folded away, and whether something is wrong among these."""
    first = tuple(field for field in form.fields if field.name in shown_first)
    folded = tuple(field for field in form.fields if field.name not in shown_first)
    return first, folded, any(field.error for field in folded)
