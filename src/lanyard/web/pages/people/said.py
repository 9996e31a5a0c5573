"""Entries and what is known of a person, in words."""

from typing import Any, Final, NamedTuple

from lanyard.casefile.case import ADULT_MONTHS
from lanyard.desk.case_seen import Recorder, SeenCase, Told
from lanyard.desk.finding import label_of
from lanyard.desk.people import PersonLine
from lanyard.desk.scope import Scope
from lanyard.desk.seen import SeenEntry, SeenPerson
from lanyard.floorplan import KINDS
from lanyard.ledger.ask import AgeRange, Blob, Question
from lanyard.ledger.noun import Noun, Ref
from lanyard.terms import UNKNOWN
from lanyard.web.clock_face import Hours, zone_of
from lanyard.web.guard import Ask
from lanyard.web.person_page import spoken
from lanyard.words import Words

QUESTIONS: Final = {name: {q.name: q for q in kind.shape.questions} for name, kind in KINDS.items()}
PERSONAL: Final = frozenset({Noun.PERSON, Noun.TAG})


class Answer(NamedTuple):
    """One answer of an entry: what was asked, what was said; `key` opens the noun that it names."""

    label: str
    text: str
    code: bool
    key: str = ""


def hours_of(ask: Ask, site: str = "") -> Hours:
    """The clock by which this page shows moments: that of the site, or of whoever asks."""
    return Hours(zone_of(ask.office.node.plan, site or ask.viewer.site), ask.office.now_ms(), ask.words)


def answers(scope: Scope, words: Words, seen: SeenEntry) -> list[Answer]:
    """The answers of an entry that this role may see."""
    return [
        _answer(scope, words, QUESTIONS[seen.kind][name], words.field(seen.kind, name), value)
        for name, value in seen.fields.items()
    ]


def _answer(scope: Scope, words: Words, question: Question, label: str, value: Any) -> Answer:
    if question.type is Ref and isinstance(value, list):
        named = label_of(scope, Ref(Noun(value[0]), bytes(value[1])))
        return Answer(label, named.label, code=True, key=named.key if Noun(value[0]) in PERSONAL else "")
    if value == UNKNOWN and question.unknown:
        return Answer(label, words.choice("yes_no", "unknown"), code=False)
    if question.type is AgeRange and isinstance(value, list):
        return Answer(label, years(AgeRange(*value), words), code=False)
    if question.type is Blob or question.choices or question.type is bool:
        return Answer(label, spoken(question, value, words), code=False)
    if isinstance(value, list):
        return Answer(label, " · ".join(spoken(question, one, words) for one in value), code=False)
    text = spoken(question, value, words) if question.ask.form == "code" else str(value)
    return Answer(label, text, code=question.ask.form in ("tag", "date"))


def years(age: AgeRange | str | None, words: Words) -> str:
    """Months for whoever is under two, else years; a range where it is not known better."""
    if age is None:
        return ""
    if isinstance(age, str):
        return words.choice("age_band", "unknown")
    low, high = age
    unit = 1 if high < 24 else 12
    low, high = low // unit, high // unit
    said = str(low) if low == high else f"{low}–{high}"
    return f"{said} {words.form('months' if unit == 1 else 'years')}"


def who(recorder: Recorder, words: Words) -> str:
    """Who recorded something: her name and her role then."""
    if recorder.device:
        return f"{words.choice('noun', 'device')} {recorder.device}"
    role = words.choice("role", recorder.role) if recorder.role is not None else ""
    return recorder.name if role in ("", recorder.name) else f"{recorder.name} · {role}"


def entry_shown(ask: Ask, hours: Hours, told: Told) -> dict[str, Any]:
    """One entry, ready for the template."""
    seen, words = told.seen, ask.words
    at = hours.at(seen.at_ms)
    recorded = hours.at(told.recorded_ms)
    return {
        "id": told.id, "kind": words.kind(seen.kind), "at": at, "age": hours.age(seen.at_ms), "where": seen.where,
        "by": who(told.by, words), "done_by": seen.done_by, "basis": words.choice("basis", seen.basis),
        "recorded": recorded if recorded != at else "", "answers": answers(ask.scope, words, seen),
        "stands": seen.stands, "corrects": told.corrects, "replaced_by": told.replaced_by,
        "taken_back": not seen.stands and not told.replaced_by, "wants_second": told.wants_second, "by_me": told.by_me,
        "may_be_corrected": told.may_be_corrected, "sealed_for": seen.compartment.name.lower(),
    }  # fmt: skip


def person_shown(ask: Ask, hours: Hours, case: SeenCase) -> dict[str, Any]:
    """What stands at the top of a case."""
    person, words = case.person, ask.words
    return {
        "key": case.key, "tags": person.tags, "name": person.name, "sound": person.name_sound is not None,
        "sex": words.choice("sex", person.sex), "age": years(person.age, words), "child": _child(person),
        "colour": person.colour.value if person.colour else "",
        "colour_said": words.choice("colour", person.colour) if person.colour else "",
        "where": words.place(person.place.where) if person.place else words.terminal("no_place"),
        "which": case.way[-1].which if case.way else "", "site": person.site,
        "since": hours.at(person.since_ms) if person.since_ms else "",
        "age_of": hours.age(person.since_ms) if person.since_ms else "",
        "hold": person.hold, "alone": person.alone, "group": person.travel_group, "called": person.called,
        "languages": [words.choice("language", one) for one in person.languages],
        "walks": words.choice("walks", person.walks) if person.walks else "",
        "known_before": person.known_before, "without_history": case.without_history,
        "disputed": person.disputed, "worn": person.ref.noun is Noun.TAG,
        "mother": case.mother, "children": case.children,
    }  # fmt: skip


def _child(person: SeenPerson) -> bool:
    """A child as far as anybody said: an age that nobody asked for is not shown as one."""
    return isinstance(person.age, tuple) and person.age[0] < ADULT_MONTHS


def line_shown(ask: Ask, hours: Hours, line: PersonLine) -> dict[str, Any]:
    """One person in a list."""
    low, high, words = line.age_low, line.age_high, ask.words
    return {
        "line": line, "sex": words.choice("sex", line.sex),
        "age": years(AgeRange(low, high), words) if low is not None and high is not None else "",
        "where": words.place(line.place) if line.place else words.terminal("no_place"),
        "since": hours.age(line.since_ms) if line.since_ms else "",
        "colour_said": words.choice("colour", line.colour) if line.colour else "",
        "child_alone": line.child and line.alone and low is not None,
    }  # fmt: skip
