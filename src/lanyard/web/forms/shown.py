"""What the templates are given: fields with their labels, values and mistakes in words. No rule is here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from lanyard.ledger.ask import AgeRange, Blob
from lanyard.ledger.noun import Ref
from lanyard.terms import YesNo
from lanyard.web.forms.asked import ANY_ANSWER, KEPT, NONE, NOT_KNOWN, Asked
from lanyard.web.forms.uploads import ACCEPTED
from lanyard.web.forms.widgets import Chosen, Line, Number, Option, Parts
from lanyard.words import Words

OWN_REFUSALS: Final = frozenset(
    {
        "two-answers",
        "file-too-large",
        "file-not-known",
        "file-again",
        "day-missing",
        "no-such-day",
        "no-such-hour",
        "not-yet",
    }
)
"""Refusals that only a form has; the ledger's stand with the ledger's."""

HELP_OF_TYPE: Final = {AgeRange: "age", Blob: "upload", Ref: "scan"}
HELP_OF_FORM: Final = {"date": "date", "tag": "tag"}
"""The phrase that says how such an answer is typed."""


class Tile(NamedTuple):
    """One thing to tick or to choose."""

    name: str
    value: str
    label: str
    checked: bool
    id: str


class Problem(NamedTuple):
    """What is wrong, in words, and the id of the field it leads to; no id: the form as a whole."""

    id: str
    label: str
    text: str


@dataclass(frozen=True)
class Field:
    """One field, ready to be shown."""

    name: str
    id: str
    label: str
    required: bool
    template: str
    text: str
    tiles: tuple[Tile, ...]
    units: tuple[Tile, ...]
    ticks: tuple[Tile, ...]
    many: bool
    help: tuple[str, ...]
    error: str
    direction: str
    keyboard: str
    """`numeric`, `code`, or nothing."""

    scans: bool
    low: str
    high: str
    """The limits of a number."""

    longest: int
    only_if: str
    only_values: str
    accepts: str = ACCEPTED

    @property
    def group(self) -> bool:
        """Does it have several controls, and so a legend instead of a label?"""
        return bool(self.tiles or self.units) and self.template != "forms/select.html"

    @property
    def one_of(self) -> bool:
        """Is it a group of tiles of which one is chosen?"""
        return self.template == "forms/tiles.html" and not self.many

    @property
    def described_by(self) -> str:
        """The ids of what explains it."""
        helps = [f"{self.id}-help"] if self.help else []
        return " ".join([*helps, f"{self.id}-error"] if self.error else helps)


@dataclass(frozen=True)
class Shown:
    """A form, ready to be shown."""

    title: str
    fields: tuple[Field, ...]
    problems: tuple[Problem, ...]
    words: Mapping[str, str]
    direction: str
    language: str


def refusal(words: Words, code: str) -> str:
    """What is wrong, in words."""
    return words.form_refusal(code) if code in OWN_REFUSALS else words.refusal(code)


def shown(title: str, fields: tuple[Field, ...], codes: Mapping[str, str], words: Words) -> Shown:
    """A form of these fields. The code under the empty name is about the form as a whole."""
    whole = (Problem("", title, refusal(words, codes[""])),) if "" in codes else ()
    wrong = tuple(Problem(one.id, one.label, _what_happened(one.error)) for one in fields if one.error)
    return Shown(title, fields, whole + wrong, words.on_forms(), words.direction, words.language)


def _what_happened(error: str) -> str:
    """The first sentence; what was kept and what to do now stands at the field."""
    return error.partition(". ")[0] + "."


def field(
    asked: Asked, label: str, parts: Parts, problem: str, words: Words, condition: tuple[str, str] | None
) -> Field:
    """A field with what was typed or recorded. `condition` is what it depends on: the field's label and the answers'."""
    name, ask, widget = asked.name, asked.question.ask, asked.widget
    only_if, values = ask.only_if or ("", frozenset())
    keyboard = _keyboard(asked)
    return Field(
        name=name,
        id=f"f-{name}",
        label=label,
        required=asked.question.required,
        template=widget.template,
        text="" if widget.many else next(iter(parts.get("", ())), ""),
        tiles=_tiles(asked, parts, words),
        units=_units(asked, parts, words),
        ticks=_ticks(asked, parts, words),
        many=widget.many,
        help=tuple(_help(asked, words, condition)),
        error=refusal(words, problem) if problem else "",
        direction="ltr" if keyboard or widget.ltr else "auto",
        keyboard=keyboard,
        scans=asked.question.type is Ref or ask.form == "tag",
        low="" if ask.low is None else str(ask.low),
        high="" if ask.high is None else str(ask.high),
        longest=ask.longest if asked.question.type is str and not keyboard else 0,
        only_if=only_if,
        only_values=" ".join(sorted(values)),
    )


def _keyboard(asked: Asked) -> str:
    """Numbers, and codes that are never turned round; else words."""
    question = asked.question
    if isinstance(asked.widget, Chosen):
        return ""
    if question.type in (int, AgeRange):
        return "numeric"
    coded = question.type is Ref or question.ask.form in ("tag", "date", "code")
    return "code" if coded else ""


def _tiles(asked: Asked, parts: Parts, words: Words) -> tuple[Tile, ...]:
    widget = asked.widget
    if not isinstance(widget, Chosen):
        return ()
    options = widget.options
    chosen = set(parts.get("", ())) - {""}
    free = not (asked.question.required or widget.many or asked.default is not None or asked.question.unknown)
    rows = [(option.posted, option.label) for option in options]
    if widget.template == "forms/select.html":
        rows.insert(0, ("", words.form("choose" if asked.question.required else "not_answered")))
    elif free:
        rows.append(("", words.form("not_answered")))
    nothing = not chosen and not any(parts.get(tick) for tick in asked.ticks)
    return tuple(
        Tile(asked.name, value, label, value in chosen or (not value and nothing), _id(asked.name, number))
        for number, (value, label) in enumerate(rows)
    )


def _id(name: str, number: int) -> str:
    """The first control bears the field's own id, so that a link to the field leads to it."""
    return f"f-{name}-{number}" if number else f"f-{name}"


def _units(asked: Asked, parts: Parts, words: Words) -> tuple[Tile, ...]:
    name, units = f"{asked.name}.unit", asked.widget.units
    said = next(iter(parts.get("unit", ())), "") or next(iter(units), "")
    return tuple(Tile(name, unit, words.form(unit), unit == said, f"f-{name}-{unit}") for unit in units)


def _ticks(asked: Asked, parts: Parts, words: Words) -> tuple[Tile, ...]:
    shown = (*asked.ticks, KEPT) if KEPT in parts else asked.ticks  # with nothing in it: offered, and not ticked
    labels = {
        NOT_KNOWN: words.choice("yes_no", YesNo.UNKNOWN),
        NONE: words.form("none_of_these"),
        KEPT: words.form("as_recorded"),
    }
    names = asked.posted_names
    return tuple(Tile(names[part], "on", labels[part], bool(parts.get(part)), f"f-{names[part]}") for part in shown)


def _help(asked: Asked, words: Words, condition: tuple[str, str] | None) -> Sequence[str]:
    """What is said below the label."""
    return [*_kind_help(asked, words), *_condition_help(words, condition)]


def _kind_help(asked: Asked, words: Words) -> list[str]:
    question, widget = asked.question, asked.widget
    low, high = question.ask.low, question.ask.high
    if isinstance(widget, Number) and low is not None and high is not None:
        return [words.form("from_to", low=low, high=high)]
    if isinstance(widget, Chosen):
        return [words.form("several")] if widget.many else []
    code = HELP_OF_TYPE.get(question.type) or HELP_OF_FORM.get(question.ask.form, "")
    lines = [words.form(code)] if code else []
    return [*lines, words.form("one_a_line")] if isinstance(widget, Line) and question.many else lines


def _condition_help(words: Words, condition: tuple[str, str] | None) -> list[str]:
    if condition is None:
        return []
    what, answers = condition
    code = "only_if_answered" if answers == ANY_ANSWER else "only_if"
    return [words.form(code, what=what, answers=answers)]


def labels_of(options: Sequence[Option], values: frozenset[str]) -> str:
    """The answers that a condition names, in words."""
    if ANY_ANSWER in values:
        return ANY_ANSWER
    return " / ".join(option.label for option in options if option.posted in values)
