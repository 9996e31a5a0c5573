"""A form for one kind: blank, filled from a record, or read into one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING
from dataclasses import fields as declared
from typing import Any, Final, NamedTuple

from django.utils.datastructures import MultiValueDict

from lanyard.casefile.kind import Kind
from lanyard.ledger.ask import Blob, Question, wire_name
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Noun, Ref
from lanyard.terms import UNKNOWN
from lanyard.web.forms.asked import KEPT, NONE, NOT_KNOWN, Asked, Ticked, asked_if, in_order
from lanyard.web.forms.shown import Field, Shown, field, labels_of, shown
from lanyard.web.forms.uploads import Arrived, Keep, checked
from lanyard.web.forms.widgets import Chosen, Option, Parts, Resolve, Upload, widget_for
from lanyard.words import Words

ENVELOPE: Final = "entry."
"""The names of the fields that every record has begin so; the form of a kind leaves them alone."""

BESIDE: Final = frozenset({"csrfmiddlewaretoken"})
Posted = MultiValueDict[str, str]
Files = MultiValueDict[str, Arrived]


class Errors(NamedTuple):
    """Nothing was read: the form again with all that was typed, and the code of what is wrong with each field.

    The code under the empty name is about the form as a whole.
    """

    shown: Shown
    codes: Mapping[str, str]


def nobody(_noun: Noun, _text: str) -> Ref | None:
    """Finds no noun."""
    return None


def keep_nothing(name: str, _upload: Arrived, _type: str) -> Blob:
    """For forms without a place to keep files: a fault of the page."""
    raise LookupError(f"no place to keep the file of {name}")


class Form:
    """The form of a kind.

    Args:
        kind: a line of the floorplan.
        words: of the reader's language.
        fixed: answers that are not asked.
        options: what may be chosen, by field: nouns or codes with their labels. Without options a noun is scanned.
        first: fields that are asked before the others.

    Raises `ValueError` naming a field that the kind does not have.
    """

    def __init__(
        self,
        kind: Kind,
        words: Words,
        *,
        fixed: Mapping[str, Any] | None = None,
        options: Mapping[str, Sequence[Option]] | None = None,
        first: Sequence[str] = (),
    ) -> None:
        self._kind, self._words, self._fixed = kind, words, dict(fixed or {})
        own = {question.name for question in kind.shape.questions}
        strange = {*self._fixed, *(options or {}), *first} - own
        if strange:
            raise ValueError(f"{kind.name} does not ask {', '.join(sorted(strange))}")
        defaults = {one.name: None if one.default is MISSING else one.default for one in declared(kind.record)}
        asked = [
            Asked(q, self._widget(q, (options or {}).get(q.name)), defaults[q.name])
            for q in kind.shape.questions
            if q.name not in self._fixed and q.type is not bytes
        ]
        self._asked = sorted(asked, key=lambda one: first.index(one.name) if one.name in first else len(first))
        self._defaults = defaults

    def _widget(self, question: Question, options: Sequence[Option] | None) -> Any:
        named = "yes_no" if question.type is bool else wire_name(question.type)
        return widget_for(question, options, lambda value: self._words.choice(named, value))

    def blank(self) -> Shown:
        """The form with nothing in it but what the declaration answers by itself."""
        return self._shown(
            {one.name: {} if one.question.required else one.parts(one.default) for one in self._asked}, {}
        )

    def filled(self, record: Any) -> Shown:
        """The form with what was recorded, to be corrected. What no field can show is kept unless it is answered anew."""
        return self._shown({one.name: one.parts_recorded(getattr(record, one.name)) for one in self._asked}, {})

    def read(
        self,
        post: Posted,
        files: Files | None = None,
        *,
        resolve: Resolve = nobody,
        keep: Keep = keep_nothing,
        recorded: Any = None,
        beside: Iterable[str] = (),
    ) -> Any:
        """The record that was posted, or `Errors` with every mistake at once.

        Args:
            post: what was posted.
            files: what was uploaded beside it.
            resolve: finds the noun that was scanned or typed.
            keep: stores an upload. Called only once everything else is right.
            recorded: what is corrected, if anything: what is kept of it is taken from here.
            beside: other names that the page itself posts.
        """
        uploads = files if files is not None else MultiValueDict()
        reading = _Reading(self, post, uploads, resolve, recorded)
        if self._forged(post, uploads, beside):
            reading.codes[""] = "unknown-field"
        for one in in_order(self._asked):
            reading.take(one)
        if reading.codes:
            again = {name: "file-again" for name in reading.uploads if name not in reading.codes}
            codes = {**reading.codes, **again}
            before = {one.name: getattr(recorded, one.name, None) for one in self._asked}
            sent = {one.name: one.parts_again(post, before[one.name]) for one in self._asked}
            return Errors(self._shown(sent, codes), codes)
        for name, (upload, media_type) in reading.uploads.items():
            reading.values[name] = keep(name, upload, media_type)
        return self._kind.record(**reading.values)

    def _forged(self, post: Posted, files: Files, beside: Iterable[str]) -> bool:
        """Was something posted that this form does not ask?"""
        names = {name for one in self._asked for name in one.posted_names.values()} | BESIDE | set(beside)
        texts = {name for name in post if name not in names and not name.startswith(ENVELOPE)}
        return bool(texts) or not set(files) <= {one.name for one in self._asked if isinstance(one.widget, Upload)}

    def _shown(self, parts: Mapping[str, Parts], codes: Mapping[str, str]) -> Shown:
        fields = tuple(self._field(one, parts[one.name], codes.get(one.name, "")) for one in self._asked)
        return shown(self._words.kind(self._kind.name), fields, codes, self._words)

    def _field(self, asked: Asked, parts: Parts, code: str) -> Field:
        label = self._words.field(self._kind.name, asked.name)
        return field(asked, label, parts, code, self._words, self._condition(asked.question))

    def _condition(self, question: Question) -> tuple[str, str] | None:
        """What a question depends on, in words: the other field, and the answers."""
        if question.ask.only_if is None:
            return None
        name, values = question.ask.only_if
        other = next((one.widget for one in self._asked if one.name == name), None)
        if other is None:
            return None
        options = other.options if isinstance(other, Chosen) else ()
        return self._words.field(self._kind.name, name), labels_of(options, values)


class _Reading:
    """One reading: the values so far, the uploads that wait, and what is wrong."""

    def __init__(self, form: Form, post: Posted, files: Files, resolve: Resolve, recorded: Any) -> None:
        self._shape, self._post, self._files = form._kind.shape, post, files  # noqa: SLF001  one module
        self._resolve, self._recorded, self._defaults = resolve, recorded, form._defaults  # noqa: SLF001
        unseen = [q.name for q in self._shape.questions if q.type is bytes and recorded is not None]
        self.values: dict[str, Any] = {**{name: getattr(recorded, name) for name in unseen}, **form._fixed}  # noqa: SLF001
        self.uploads: dict[str, tuple[Arrived, str]] = {}
        self.codes: dict[str, str] = {}

    def take(self, asked: Asked) -> None:
        """Read one field into `values`, or its mistake into `codes`. What is not asked is not read."""
        depends = asked.question.ask.only_if
        known = depends is not None and depends[0] not in self.codes
        if known and not asked.question.required and not asked_if(asked.question, self.values):
            return
        try:
            value = self._answer(asked)
        except Malformed as malformed:
            self.codes[asked.name] = malformed.code
        else:
            if value is not None:
                self.values[asked.name] = value

    def _answer(self, asked: Asked) -> Any:
        name = asked.name
        value = asked.read(asked.sent(self._post), self._resolve)
        sent = [upload for upload in self._files.getlist(name) if isinstance(asked.widget, Upload)]
        if len(sent) > 1:
            raise Malformed("two-answers", name)
        if sent:
            self.uploads[name] = (sent[0], checked(sent[0]))
            return None
        if value == Ticked(KEPT):
            if self._recorded is None:
                raise Malformed("missing-field", name)
            return getattr(self._recorded, name)
        if isinstance(value, Ticked):
            value = {NOT_KNOWN: UNKNOWN, NONE: []}[value.part]
        if value is None:
            if asked.question.required:
                raise Malformed("missing-field", name)
            return asked.default
        return self._shape.read_one(name, value)
