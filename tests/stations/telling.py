"""Tables for the station tests: what is said line by line, and what is marked, owed and read afterwards."""

from collections.abc import Sequence
from types import ModuleType
from typing import Any, Final, NamedTuple

import pytest
from _pytest.mark import MarkDecorator

from lanyard.casefile.case import Case
from lanyard.casefile.known import Known
from lanyard.casefile.marks import Rule
from lanyard.casefile.place import Place, Where
from lanyard.ledger.noun import Noun, Ref
from tests.making import Books, Notebook, manifest, minute, person, read, vehicle

HER: Final = person(1)
OTHER: Final = person(2)
TRUCK: Final = vehicle(1)
BUS: Final = manifest(1)
CAMP: Final = "HC/P1"


class Line(NamedTuple):
    """One entry: the record, whom it is about, and how else it is recorded."""

    record: Any
    about: Ref = HER
    more: dict[str, Any] = {}  # noqa: RUF012  never written to


def say(record: Any, about: Ref = HER, **more: Any) -> Line:
    """A line recorded otherwise than here, now, by the same hand."""
    return Line(record, about, more)


def told(lines: Sequence[Line]) -> Books:
    """What is read when these lines come a minute apart, the first in minute nought."""
    book = Notebook()
    for line in lines:
        book.add(line.record, line.about, **line.more)
    return read(book)


def known(books: Books, ref: Ref = HER) -> Known:
    """A noun of whatever sort, as read."""
    found = books.shelf.slots[ref].known
    assert isinstance(found, Known)
    return found


def case_of(lines: Sequence[Line], ref: Ref = HER) -> Case:
    """The case of a person after these lines."""
    return told(lines).noun(ref, Case)


class Judged(NamedTuple):
    """Lines of which the last breaks a rule, or does not."""

    sentence: str
    rule: Rule
    breaks: bool
    lines: Sequence[Line]
    of: Ref = HER


class Owing(NamedTuple):
    """Lines of which the last opens a duty: amber and red in minutes after it."""

    sentence: str
    duty: str
    amber_min: int
    red_min: int
    lines: Sequence[Line]
    of: Ref = HER


class Ending(NamedTuple):
    """Lines of which the last ends a duty that was open before it, or leaves it open."""

    sentence: str
    duty: str
    ends: bool
    lines: Sequence[Line]
    of: Ref = HER


def each(table: Sequence[Any]) -> MarkDecorator:
    """One test a row, called by its sentence."""
    return pytest.mark.parametrize("row", table, ids=[row[0] for row in table])


def judge(row: Judged) -> None:
    """The rule is broken by the last entry, or by none."""
    books = told(row.lines)
    newest = max(books.shelf.entries.values(), key=lambda e: e.hlc).id
    found = [mark for mark in known(books, row.of).all_marks() if mark.rule == row.rule]
    assert [newest in mark.entries for mark in found] == [True] * row.breaks


def rules_of(module: ModuleType) -> set[str]:
    """The codes of all rules that a station declares."""
    return {value.code for value in vars(module).values() if isinstance(value, Rule)}


def both_ways(table: Sequence[Judged]) -> set[str]:
    """The codes of the rules that have a row that breaks them and one that does not."""
    return {row.rule.code for row in table if row.breaks} & {row.rule.code for row in table if not row.breaks}


def owing(row: Owing) -> None:
    """The duty is owed since the last entry, turns amber and red so many minutes after it, and was not owed before."""
    last = len(row.lines) - 1
    assert row.duty not in owed_codes(row.lines[:-1], row.of)
    (owed,) = (owed for owed in known(told(row.lines), row.of).duties if owed.duty.code == row.duty)
    since = row.lines[-1].more.get("now", last)
    assert owed.since_ms == minute(since)
    assert (owed.amber_ms, owed.red_ms) == (minute(since + row.amber_min), minute(since + row.red_min))


def ending(row: Ending) -> None:
    """The duty is owed until the last line, and after it only if that does not end it."""
    assert row.duty in owed_codes(row.lines[:-1], row.of)
    assert (row.duty in owed_codes(row.lines, row.of)) is not row.ends


def owed_codes(lines: Sequence[Line], of: Ref) -> list[str]:
    """The codes of what is owed after these lines; nothing of a noun that nobody has named."""
    slot = told(lines).shelf.slots.get(of)
    return [] if slot is None else [owed.duty.code for owed in slot.known.duties]


def place(case: Case) -> Place:
    """Where she is; the test fails if she is nowhere."""
    assert case.place is not None
    return case.place


def aboard(ref: Ref) -> Place:
    """On the vehicle of this manifest."""
    assert ref.noun is Noun.MANIFEST
    return Place(Where.ABOARD, ref.key.hex())


def waits_in(ref: Ref) -> Place:
    """In this area."""
    assert ref.noun is Noun.AREA
    return Place(Where.ON_SITE, ref.key.hex())


HERE: Final = Place(Where.ON_SITE)
