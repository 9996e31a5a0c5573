"""What a kind asks, as columns to write in: widths and heights in millimetres follow from how each field is asked."""

from dataclasses import dataclass
from typing import Final

from lanyard.casefile.kind import Kind
from lanyard.ledger.ask import Question, wire_name
from lanyard.ledger.noun import Noun
from lanyard.words import Words

LINE_WIDE: Final = 230
TICK_HIGH: Final = 4.8
LETTER_WIDE: Final = 1.5
BOX_WIDE: Final = 11
LABEL_WIDE: Final = 42
LINE_HIGH: Final = 4.0
WRITING: Final = 8
TICKED_AT_MOST: Final = 6
IN_ONE_COLUMN: Final = 3
UNSEEN: Final = frozenset({"hidden", "capture"})
"""What paper cannot hold: hashes, sounds and photos."""


@dataclass(frozen=True, slots=True)
class Column:
    """One field on paper: its label, the room it needs at least (mm), how it is filled in; a column of words `grows`."""

    label: str
    widget: str
    width: float
    high: float
    ticks: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()
    grows: bool = False


def columns_of(kind: Kind, words: Words) -> list[Column]:
    """Whom or what it is about, then every field that can be answered on paper."""
    asked = [question for question in kind.shape.questions if _on_paper(question)]
    named = bool(kind.claims) or any(question.name == "plate" for question in asked)
    about = [] if named else [_about(kind, words)]
    return about + [_column(kind.name, question, words) for question in asked]


def bands_of(columns: list[Column]) -> list[list[Column]]:
    """The columns in as few lines as hold them; each row of the sheet then has so many lines."""
    bands: list[list[Column]] = [[]]
    left: float = LINE_WIDE
    for column in columns:
        if bands[-1] and column.width > left:
            bands.append([])
            left = LINE_WIDE
        bands[-1].append(column)
        left -= column.width
    return bands


def _on_paper(question: Question) -> bool:
    """A single code is what a tool or the system itself fills in."""
    return question.widget not in UNSEEN and not (question.ask.form == "code" and not question.many)


def _about(kind: Kind, words: Words) -> Column:
    label = " / ".join(words.choice("noun", noun) for noun in kind.about if noun is not Noun.PERSON or not kind.worn)
    return _tag(label) if {Noun.PERSON, Noun.TAG} & set(kind.about) else _text(label, 36)


def _column(kind: str, question: Question, words: Words) -> Column:
    label = words.field(kind, question.name)
    if question.choices:
        return _choices(label, [words.choice(wire_name(question.type), one) for one in question.choices])
    if question.type is bool:
        return _choices(label, [words.terminal("yes"), words.terminal("no")])
    if question.widget == "scan" and question.ask.noun in (Noun.TAG, Noun.PERSON) and not question.many:
        return _tag(label)
    if question.widget == "age":
        parts = (words.printed("years"), words.printed("months"), words.printed("not_known"))
        return Column(label, "age", 30, _high(label, 30) + 3 * TICK_HIGH, parts=parts)
    if question.widget == "number_pad":
        width = _wide_enough(label, 21, lines=2)
        return Column(label, "number", width, _high(label, width) + WRITING)
    return _text(label, 34 if question.widget == "scan" or question.ask.form == "date" else 46)


def _choices(label: str, answers: list[str]) -> Column:
    """Boxes to tick; a long list has its numbers at the foot of the sheet, and room to write them."""
    if len(answers) > TICKED_AT_MOST:
        return Column(label, "numbers", 30, _high(label, 30) + WRITING, legend=tuple(answers))
    across = 1 if len(answers) <= IN_ONE_COLUMN else 2
    down = -(-len(answers) // across)
    width = max(_wide_enough(label, 18, lines=1), across * (BOX_WIDE + LETTER_WIDE * max(map(len, answers))))
    return Column(label, "ticks", width, _high(label, width) + down * TICK_HIGH, ticks=tuple(answers))


def _tag(label: str) -> Column:
    return Column(label, "tag", 52, _high(label, 52) + WRITING + 1)


def _text(label: str, width: float) -> Column:
    return Column(label, "text", width, _high(label, width) + WRITING, grows=True)


def _wide_enough(label: str, width: float, *, lines: int) -> float:
    """At least this, and room for a label in so many lines unless it is very long."""
    return max(width, min(LABEL_WIDE, len(label) * LETTER_WIDE / lines + 4))


def _high(label: str, width: float) -> float:
    """What a label takes in this width."""
    return 2.5 + LINE_HIGH * -(-int(len(label) * LETTER_WIDE) // int(width - 2))
