"""What every record has beside its own answers: when, where, who did it as stated, and how that is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from lanyard.ledger.ask import Ask, Text
from lanyard.ledger.body import DONE_BY_MAX, WHERE_MAX
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Basis
from lanyard.ledger.record import Shape
from lanyard.web.forms import moments
from lanyard.web.forms.asked import KEPT, TICKED, Asked, Ticked
from lanyard.web.forms.form import ENVELOPE, Errors, Posted, nobody
from lanyard.web.forms.moments import At, Exact
from lanyard.web.forms.shown import Shown, field, shown
from lanyard.web.forms.widgets import Chosen, Line, Option, Parts, Resolve, Widget, first
from lanyard.words import Words


class Envelope(NamedTuple):
    """When (UTC seconds and how exact in seconds; nothing: now), where, who did it, how known; and warnings in words."""

    at: At | None
    where: str
    done_by: str | bytes | None
    basis: Basis
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stated:
    """The declaration that the fields are made from, as a kind's own fields are."""

    where: Annotated[str, Ask(longest=WHERE_MAX)]
    basis: Text
    day: Text | None = None
    hour: Text | None = None
    exact: Exact | None = None
    by: Annotated[str, Ask(longest=DONE_BY_MAX)] | None = None


_SHAPE: Final = Shape(_Stated)
_TIMES: Final = ("day", "hour", "exact")


class _Day(Widget):
    """A day, in the browser's own field."""

    template = "forms/day.html"
    ltr = True

    def read(self, parts: Parts, resolve: Resolve) -> Any:  # noqa: ARG002  nothing is looked up
        return first(parts) or None


class _Hour(_Day):
    """An hour, likewise."""

    template = "forms/hour.html"


ORDER: Final = (*_TIMES, "where", "by", "basis")


@lru_cache(64)
def _fields(language: str, places: tuple[Option, ...]) -> dict[str, Asked]:
    """The fields of an envelope; they depend on nothing else, and every record has one."""
    words = Words(language)
    by = next(question for question in _SHAPE.questions if question.name == "by")
    widgets = {
        "day": _Day(),
        "hour": _Hour(),
        "exact": Chosen(tuple(Option(exact, words.form(exact)) for exact in Exact)),
        "where": Chosen(places, large=False),
        "by": Line(by),
        "basis": Chosen(tuple(Option(basis.name.lower(), words.choice("basis", basis)) for basis in Basis)),
    }
    dotted = {question.name: replace(question, name=ENVELOPE + question.name) for question in _SHAPE.questions}
    defaults = {"exact": Exact.MINUTE}
    return {name: Asked(dotted[name], widgets[name], defaults.get(name)) for name in ORDER}


class EnvelopeForm:
    """The fieldset of an envelope.

    Args:
        words: of the reader's language.
        places: the codes of the site plan that may be chosen, with their names.
        here: the code that is meant unless another is chosen.
        zone: the site's.
    """

    def __init__(self, words: Words, places: Sequence[Option], here: str, zone: ZoneInfo) -> None:
        self._words, self._here, self._zone = words, here, zone
        self._asked = _fields(words.language, tuple(places))

    def blank(self) -> Shown:
        """Now, here, by nobody that is named, witnessed."""
        return self.filled(Envelope(None, self._here, None, Basis.WITNESSED))

    def filled(self, recorded: Envelope) -> Shown:
        """What was recorded, to be corrected. Give the moment of the entry itself if none was stated."""
        return self._shown(self._parts(recorded), {})

    def read(self, post: Posted, now: int, recorded: Envelope | None = None) -> Envelope | Errors:
        """The envelope that was posted, or every mistake at once. `now` is in UTC seconds; later times are warned of."""
        sent = {name: one.sent(post) for name, one in self._asked.items()}
        known = {name for one in self._asked.values() for name in one.posted_names.values()}
        forged = any(name.startswith(ENVELOPE) and name not in known for name in post)
        codes = {"": "unknown-field"} if forged else {}
        said = {name: self._answer(name, sent[name], recorded, codes) for name in ORDER}
        at = self._at(said, codes)
        if codes:
            return Errors(self._shown(sent, codes), codes)
        if recorded is not None and all(sent[name] == self._parts(recorded)[name] for name in _TIMES):
            at = recorded.at  # its seconds and its own exactness, which the fields do not show
        late = (self._words.form_refusal("not-yet"),) if at is not None and at[0] > now else ()
        return Envelope(at, said["where"], said["by"], Basis[said["basis"].upper()], late)

    def _answer(self, name: str, parts: Parts, recorded: Envelope | None, codes: dict[str, str]) -> Any:
        kept = {} if recorded is None else {"by": recorded.done_by, "where": recorded.where}
        try:
            value = self._asked[name].read(parts, nobody)
            if isinstance(value, Ticked):
                value = kept.get(name)
            if isinstance(value, bytes):
                return value
            if value is not None:
                return _SHAPE.read_one(name, value)
        except Malformed as malformed:
            codes[name] = malformed.code
            return None
        if self._asked[name].question.required:
            codes[name] = "missing-field"
        return None

    def _at(self, said: Mapping[str, Any], codes: dict[str, str]) -> At | None:
        try:
            return moments.stated(said["day"] or "", said["hour"] or "", said["exact"] or Exact.MINUTE, self._zone)
        except Malformed as malformed:
            codes.setdefault(malformed.field, malformed.code)
            return None

    def _parts(self, recorded: Envelope) -> dict[str, Parts]:
        told: dict[str, Any] = {"where": recorded.where, "basis": recorded.basis.name.lower(), "by": recorded.done_by}
        day, hour, exact = "", "", Exact.MINUTE
        if recorded.at is not None:
            day, hour, exact = moments.as_typed(recorded.at, self._zone)
        told |= {"day": day, "hour": hour, "exact": exact}
        parts = {name: self._asked[name].parts_recorded(told[name]) for name in ORDER}
        return {**parts, "by": {KEPT: [TICKED]}} if isinstance(recorded.done_by, bytes) else parts

    def _shown(self, parts: Mapping[str, Parts], codes: Mapping[str, str]) -> Shown:
        words = self._words
        fields = tuple(
            field(one, words.form(name), parts[name], codes.get(name, ""), words, None)
            for name, one in self._asked.items()
        )
        return shown(words.form("envelope"), fields, codes, words)
