"""One question as a form asks it: its widget, and the tiles beside it for answers that are no value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.datastructures import MultiValueDict

from lanyard.ledger.ask import Question
from lanyard.ledger.errors import Malformed
from lanyard.terms import UNKNOWN
from lanyard.web.forms.widgets import Parts, Resolve, Widget, posted

NOT_KNOWN: Final = "unknown"
NONE: Final = "none"
KEPT: Final = "kept"
TICKED: Final = "on"
ANY_ANSWER: Final = "*"


@dataclass(frozen=True)
class Asked:
    """A question with its widget. `default` is the record's own, for what may be left out."""

    question: Question
    widget: Widget
    default: Any = None

    @property
    def name(self) -> str:
        """The field's name."""
        return self.question.name

    @property
    def ticks(self) -> tuple[str, ...]:
        """Answers that stand beside the widget: not known; none of these."""
        unknown = (NOT_KNOWN,) if self.question.unknown else ()
        return (*unknown, NONE) if self.question.many and self.default != () else unknown

    @property
    def posted_names(self) -> Mapping[str, str]:
        """The name that each part is posted under."""
        dotted = (*self.widget.extra, *self.ticks, KEPT)
        return {"": self.name, **{part: f"{self.name}.{part}" for part in dotted}}

    def sent(self, post: MultiValueDict[str, str]) -> Parts:
        """What was posted for this question."""
        found = {part: post.getlist(name) for part, name in self.posted_names.items()}
        return {part: values for part, values in found.items() if values}

    def parts(self, value: Any) -> Parts:
        """What is posted for this value of a record."""
        if self.question.unknown and value == UNKNOWN:
            return {NOT_KNOWN: [TICKED]}
        if NONE in self.ticks and value == ():
            return {NONE: [TICKED]}
        return self.widget.parts(value)

    def parts_recorded(self, value: Any) -> Parts:
        """The same for what was recorded before: what the widget cannot show again is ticked to be kept."""
        plainly = value in (None, (), UNKNOWN) or self.widget.shows(value)
        return self.parts(value) if plainly else {KEPT: [TICKED]}

    def parts_again(self, post: MultiValueDict[str, str], recorded: Any) -> Parts:
        """What was posted, to be shown again; what was recorded can still be kept."""
        offered: Parts = (
            {} if recorded is None else {part: [] for part in self.parts_recorded(recorded) if part == KEPT}
        )
        return {**offered, **self.sent(post)}

    def read(self, parts: Parts, resolve: Resolve) -> Any:
        """The plain value, or the part that was ticked instead, or None. Raises `Malformed`."""
        for part, values in parts.items():
            if len(values) > 1 and not (part == "" and self.widget.many):
                raise Malformed("two-answers", self.name, list(values))
        ticked = [part for part in (*self.ticks, KEPT) if parts.get(part)]
        if any(parts[part][0] != TICKED for part in ticked):
            raise Malformed("not-a-choice", self.name)
        value = self.widget.read(parts, resolve)
        instead = [part for part in ticked if part != KEPT]
        if len(instead) + (value is not None) > 1:
            raise Malformed("two-answers", self.name)
        if instead:
            return Ticked(instead[0])
        return Ticked(KEPT) if value is None and KEPT in ticked else value


@dataclass(frozen=True)
class Ticked:
    """A tile was ticked instead of an answer."""

    part: str


def asked_if(question: Question, values: Mapping[str, Any]) -> bool:
    """Is this question asked, by what the others were answered?"""
    if question.ask.only_if is None:
        return True
    name, wanted = question.ask.only_if
    value = values.get(name)
    return value is not None and (ANY_ANSWER in wanted or posted(value) in wanted)


def in_order(asked: Sequence[Asked]) -> list[Asked]:
    """Those that are always asked, then those that depend on another answer."""
    return sorted(asked, key=lambda one: one.question.ask.only_if is not None)
