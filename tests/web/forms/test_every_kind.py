"""Every kind of the floorplan has a form, and what is posted from it is the record that was shown."""

from dataclasses import fields, replace
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.floorplan import KINDS
from lanyard.ledger.ask import Blob, Question
from lanyard.ledger.noun import Ref
from lanyard.web.forms.asked import asked_if
from lanyard.web.forms.form import Errors, Form
from lanyard.web.forms.widgets import Option
from lanyard.words import LANGUAGES, Words
from tests import drawing
from tests.web.forms.sheet import page, posted, rendered

every_kind = pytest.mark.parametrize("name", KINDS)
every_language = pytest.mark.parametrize("language", LANGUAGES)
RECORDS: Final = st.one_of([drawing.record(kind) for kind in drawing.RECORDS])
NAME_OF: Final = {kind.record: name for name, kind in KINDS.items()}


def as_a_form_says_it(record: Any) -> Any:
    """An empty text is no answer, what is not asked has none, and tiles are ticked once each, in no order of their own."""
    shape = KINDS[NAME_OF[type(record)]].shape
    defaults = {field.name: field.default for field in fields(record)}
    for question in shape.questions:
        if getattr(record, question.name) == "":
            record = replace(record, **{question.name: "x" if question.required else defaults[question.name]})
        if question.many and question.choices and getattr(record, question.name):
            ticked = set(getattr(record, question.name))
            record = replace(record, **{question.name: tuple(tile for tile in question.type if tile in ticked)})
    for question in shape.questions:
        if not asked_if(question, {q.name: getattr(record, q.name) for q in shape.questions}):
            record = replace(record, **{question.name: defaults[question.name]})
    return record


def hidden(record: Any) -> dict[str, bytes]:
    """The digests, which are the caller's."""
    return {f.name: value for f in fields(record) if isinstance(value := getattr(record, f.name), bytes)}


def offered(question: Question) -> list[Option]:
    nouns = drawing.NOUNS[question.ask.noun] if question.ask.noun is not None else ()
    return [Option(noun, f"number {number}") for number, noun in enumerate(nouns)]


@every_kind
def test_a_blank_form_lacks_what_must_be_answered_and_nothing_else(name: str) -> None:
    kind = KINDS[name]
    form = Form(kind, Words("en"))
    read = form.read(posted(rendered(form.blank())))
    needed = [q.name for q in kind.shape.questions if q.required and q.type is not bytes]
    if needed:
        assert isinstance(read, Errors)
        assert read.codes == dict.fromkeys(needed, "missing-field")
    else:
        assert read == kind.record()


@given(record=RECORDS.map(as_a_form_says_it), language=st.sampled_from(LANGUAGES), choose=st.booleans())
@settings(max_examples=300)
def test_what_is_shown_and_posted_again_is_the_same_record(record: Any, language: str, choose: bool) -> None:
    kind = KINDS[NAME_OF[type(record)]]
    nouns = {q.name: offered(q) for q in kind.shape.questions if q.type is Ref} if choose else {}
    form = Form(kind, Words(language), options=nouns)
    assert form.read(posted(rendered(form.filled(record))), recorded=record) == record


@every_kind
def test_every_field_keeps_every_answer_by_itself(name: str) -> None:
    kind = KINDS[name]
    form = Form(kind, Words("ar"))

    @given(record=drawing.record(kind.record).map(as_a_form_says_it))
    @settings(max_examples=20)
    def returns(record: Any) -> None:
        again = form.read(posted(rendered(form.filled(record))), recorded=record)
        assert {f.name: getattr(again, f.name) for f in fields(record)} == {
            f.name: getattr(record, f.name) for f in fields(record)
        }

    returns()


@every_language
@every_kind
def test_nothing_in_a_form_is_a_bare_code(name: str, language: str) -> None:
    kind, words = KINDS[name], Words(language)
    text = page(rendered(Form(kind, words).blank())).text
    read = {part.strip() for part in text if part.strip()}
    codes = {value for q in kind.shape.questions for value in q.choices} | {q.name for q in kind.shape.questions}
    assert read & (codes | {"True", "False", "{", "}"}) == set()
    for question in kind.shape.questions:
        if question.type is not bytes:
            assert words.field(name, question.name) in read


@every_kind
def test_every_id_is_there_once_and_every_control_has_a_label(name: str) -> None:
    html = page(rendered(Form(KINDS[name], Words("en")).blank()))
    assert sorted(html.ids) == sorted(set(html.ids))
    labels = {said["for"] for said in html.all("label") if "for" in said}
    fields = [said for tag in ("input", "textarea", "select") for said in html.all(tag)]
    inside = {said["id"] for said in fields if said.get("type") in ("radio", "checkbox")}
    assert labels <= set(html.ids)
    assert [s["id"] for s in fields if s["id"] not in labels | inside and "aria-labelledby" not in s] == []
    assert all(said["aria-labelledby"] in html.ids for said in fields if "aria-labelledby" in said)


@every_kind
def test_no_template_carries_style_or_script_of_its_own(name: str) -> None:
    html = page(rendered(Form(KINDS[name], Words("en")).blank()))
    assert not {tag for tag, _ in html.tags} & {"style", "script"}
    assert [said for _, said in html.tags if "style" in said or any(name.startswith("on") for name in said)] == []


def test_a_file_is_kept_when_a_record_is_corrected_and_another_answer_changes() -> None:
    record = KINDS["care_handed_over"].record("clinic", signature=Blob(bytes(32), bytes(16), 9, "image/png"))
    form = Form(KINDS["care_handed_over"], Words("en"))
    sent = posted(rendered(form.filled(record)))
    sent["age"] = "child"
    assert form.read(sent, recorded=record) == replace(record, age="child")
