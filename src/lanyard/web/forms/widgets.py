"""One widget for each type of answer: which template shows it, and how it turns a value into what is posted and back.

A widget speaks of *parts*: the values posted under a field's name (part "") and under its name with a dot and a part's.
A field's name never has a dot, so no two fields can collide.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Final, NamedTuple

from lanyard.ledger.ask import AgeRange, Blob, Question
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Noun, Ref
from lanyard.web.forms import typed

Parts = Mapping[str, Sequence[str]]
Resolve = Callable[[Noun, str], Ref | None]
"""Finds the noun that a typed or scanned text names; for a person the text is the code of a tag."""

YES: Final = "yes"
NO: Final = "no"
MANY_OPTIONS: Final = 7
"""Above this a list to choose from is a select; below, tiles."""


class Option(NamedTuple):
    """One thing to choose: a value of the record (a noun, a code, a word of a closed list), and how a person reads it."""

    value: Any
    label: str

    @property
    def posted(self) -> str:
        """The value as it is posted."""
        return posted(self.value)


def posted(value: Any) -> str:
    """A value to choose, as it stands in the form."""
    if isinstance(value, Ref):
        return f"{value.noun.name.lower()}-{value.key.hex()}"
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)


def plain(value: Any) -> Any:
    """A value to choose, as the ledger holds it."""
    return [int(value.noun), value.key] if isinstance(value, Ref) else value


class Widget:
    """What all have in common: one value, posted under the field's own name."""

    template: ClassVar[str] = "forms/line.html"
    extra: tuple[str, ...] = ()
    """Further parts."""

    many: bool = False
    """May the field's own name be posted more than once?"""

    options: tuple[Option, ...] = ()
    units: tuple[str, ...] = ()
    """The choices of the part `unit`."""

    ltr: bool = False
    """Is it written from left to right in every language, though it is no code?"""

    def parts(self, value: Any) -> Parts:
        """What is posted for this value; nothing for None."""
        return {} if value is None else {"": [str(value)]}

    def shows(self, value: Any) -> bool:  # noqa: ARG002  most show whatever there is
        """Can this value stand in the form again as it was recorded?"""
        return True

    def read(self, parts: Parts, resolve: Resolve) -> Any:
        """The plain value of what was posted, or None. Raises `Malformed`."""
        raise NotImplementedError


def first(parts: Parts, part: str = "") -> str:
    """The one value of a part, or an empty text."""
    values = parts.get(part, ())
    return typed.tidy(values[0]) if values else ""


@dataclass(frozen=True)
class Line(Widget):
    """One line of text, whatever it says: words, a code, a tag, a noun that is looked up."""

    question: Question

    def shows(self, value: Any) -> bool:  # noqa: ARG002  the type says it
        """A noun is never shown by its id: it is kept as recorded, or another is scanned."""
        return self.question.type is not Ref

    def read(self, parts: Parts, resolve: Resolve) -> Any:
        text = first(parts)
        return self.of(text, resolve) if text else None

    def of(self, text: str, resolve: Resolve) -> Any:
        """The plain value of a text that is not empty."""
        question = self.question
        if question.type is int:
            return typed.number(text)
        if question.type is Ref:
            return plain(_found(question.ask.noun, text, resolve))
        if question.ask.form == "tag":
            return typed.tag(text)
        if question.ask.form == "date":
            return typed.partial_date(text, typed.GREGORIAN)
        return text


def _found(noun: Noun | None, text: str, resolve: Resolve) -> Ref:
    wanted = Noun.PERSON if noun is None else noun
    found = resolve(wanted, typed.tag(text) if wanted is Noun.PERSON else text)
    if found is None:
        raise Malformed("not-a-noun", "", text)
    return found


@dataclass(frozen=True)
class Number(Line):
    """A whole number, with keys for one more and one less."""

    template = "forms/number.html"


@dataclass(frozen=True)
class Lines(Line):
    """Several answers, one a line."""

    template = "forms/lines.html"

    def parts(self, value: Any) -> Parts:
        return {"": ["\n".join(map(str, value))]} if value else {}

    def read(self, parts: Parts, resolve: Resolve) -> Any:
        lines = filter(None, map(typed.tidy, first(parts).splitlines()))
        return [self.of(line, resolve) for line in lines] or None


@dataclass(frozen=True)
class PartialDate(Widget):
    """As much of a date as is known, in one of two calendars."""

    template = "forms/measured.html"
    extra = ("unit",)
    units = (typed.GREGORIAN, typed.HIJRI)

    def parts(self, value: Any) -> Parts:
        text, calendar = typed.date_as_typed(value) if value else ("", typed.GREGORIAN)
        return {"": [text], "unit": [calendar]}

    def read(self, parts: Parts, resolve: Resolve) -> Any:  # noqa: ARG002  nothing is looked up
        text = first(parts)
        return typed.partial_date(text, _unit(self, parts)) if text else None


@dataclass(frozen=True)
class Age(Widget):
    """Years or months, one number or a range."""

    template = "forms/measured.html"
    extra = ("unit",)
    units = (typed.YEARS, typed.MONTHS)

    def parts(self, value: Any) -> Parts:
        text, unit = typed.age_as_typed(AgeRange(*value)) if value else ("", typed.YEARS)
        return {"": [text], "unit": [unit]}

    def read(self, parts: Parts, resolve: Resolve) -> Any:  # noqa: ARG002  as above
        text = first(parts)
        return typed.age(text, _unit(self, parts)) if text else None


def _unit(widget: Widget, parts: Parts) -> str:
    said = first(parts, "unit") or widget.units[0]
    if said not in widget.units:
        raise Malformed("not-a-choice", "unit", said)
    return said


@dataclass(frozen=True)
class Chosen(Widget):
    """One of a few: tiles, or a list that opens if they are many."""

    options: tuple[Option, ...]
    many: bool = False
    large: bool = True
    """Tiles, however many there are: a closed list."""

    @property
    def template(self) -> str:  # type: ignore[override]  # a list that is too long for tiles has another
        """Tiles where they fit."""
        few = self.many or self.large or len(self.options) <= MANY_OPTIONS
        return "forms/tiles.html" if few else "forms/select.html"

    def parts(self, value: Any) -> Parts:
        if value is None:
            return {}
        return {"": list(map(posted, value if self.many else (value,)))}

    def shows(self, value: Any) -> bool:
        """Only what is among the options."""
        return {option.posted for option in self.options}.issuperset(self.parts(value)[""])

    def read(self, parts: Parts, resolve: Resolve) -> Any:  # noqa: ARG002  as above
        chosen = [self._of(said) for said in dict.fromkeys(parts.get("", ())) if said]
        return (chosen or None) if self.many else next(iter(chosen), None)

    @cached_property
    def _values(self) -> dict[str, Any]:
        return {option.posted: plain(option.value) for option in reversed(self.options)}

    def _of(self, said: str) -> Any:
        if said not in self._values:
            raise Malformed("not-a-choice", "", said)
        return self._values[said]


@dataclass(frozen=True)
class Upload(Widget):
    """A picture, a sound or a paper. Its bytes travel beside the form; nothing of it is in the posted text."""

    template = "forms/upload.html"

    def shows(self, value: Any) -> bool:  # noqa: ARG002  nothing can be put into a browser's file field
        return False

    def read(self, parts: Parts, resolve: Resolve) -> Any:  # noqa: ARG002  as above
        if any(parts.get("", ())):
            raise Malformed("not-a-blob")


def widget_for(question: Question, options: Sequence[Option] | None, closed: Callable[[str], str]) -> Widget:
    """The widget of a question, from its type alone. `closed` says a value of its closed list in words."""
    if options is not None:
        return Chosen(tuple(options), question.many, large=False)
    if question.choices:
        return Chosen(tuple(Option(value, closed(value)) for value in question.choices), question.many)
    if question.many and question.type in (bool, Blob, AgeRange):
        raise TypeError(f"no widget for a list of {question.type.__name__} ({question.name})")
    if question.many:
        return Lines(question)
    if question.type is bool:
        return Chosen((Option(True, closed(YES)), Option(False, closed(NO))))
    if question.ask.form == "date":
        return PartialDate()
    simple: dict[type, Callable[[], Widget]] = {AgeRange: Age, Blob: Upload, int: lambda: Number(question)}
    return simple.get(question.type, lambda: Line(question))()
