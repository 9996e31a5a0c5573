"""What a plan of a list is made of: what was asked, what a row says, and the four places where a row can be."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from lanyard.exchange.lists.calendar import Order, Span
from lanyard.exchange.lists.fields import Field
from lanyard.exchange.lists.mapping import Mapping
from lanyard.ledger.ask import AgeRange
from lanyard.ledger.noun import Ref
from lanyard.terms import Language, Script, Sex, Unknown, Walks


class Asked(NamedTuple):
    """What somebody said about the whole list.

    `name` is the list's own, as stated; with it a row is told from the same row of another list. `on` is the list's
    date, `today` the present day. `on_foot`: all of them walked in. `anyway`: record contradictions too.
    `site`: the letters of the site at which they are, the home site's if empty.
    """

    name: str
    today: date
    by: str = ""
    on: Span | None = None
    order: Order = Order.DAY_FIRST
    on_foot: bool = False
    anyway: bool = False
    site: str = ""


class Said(NamedTuple):
    """What a row says of one person."""

    tag: str | None = None
    name: str | None = None
    script: Script | None = None
    sex: Sex | None = None
    age: AgeRange | Unknown | None = None
    travel_group: str | None = None
    languages: tuple[Language, ...] | None = None
    area: str | None = None
    came_from: str | None = None
    on_foot: bool | None = None
    walks: Walks | None = None
    alone: bool | None = None
    day: Span | None = None


class Good(NamedTuple):
    """A row that becomes a person, whose id and act follow from the row."""

    line: int
    person: Ref
    act: bytes
    said: Said


class Fault(NamedTuple):
    """Why a row was not taken: the column by its header, its field if it has one, what stands there, and a code."""

    column: str
    field: Field | None
    value: str
    code: str
    detail: str = ""


class Bad(NamedTuple):
    """A row that was not taken, with everything that is wrong and its cells as they were.

    `copy` is 2 for a row that is the same as one before it, 3 for the next.
    """

    line: int
    faults: tuple[Fault, ...]
    cells: tuple[str, ...]
    copy: int = 1


class Change(NamedTuple):
    """One field of a control sheet's row that was recorded otherwise."""

    field: str
    was: str
    now: str


class Changed(NamedTuple):
    """A row of a control sheet that is here already and says something else now: a correction, not a second person."""

    good: Good
    sheet: str
    row: int
    changes: tuple[Change, ...]


class Known(Protocol):
    """What a plan asks of the site."""

    salt: bytes
    """Secret of the site: nobody can tell an id from a list without it."""
    areas: dict[str, str]
    """The codes of the site's areas by everything they are called, folded."""

    def has(self, person: Ref) -> bool:
        """Is anything recorded about this person?"""
        ...

    def tag(self, code: str, but: Ref) -> tuple[str | None, bool]:
        """What the holder of a tag is called, if anybody but this person holds it, and whether the tag is void."""
        ...

    def changes(self, good: Good) -> tuple[Change, ...]:
        """What the row says otherwise than the same row said when it was recorded; nothing where all was said before."""
        ...


@dataclass(slots=True)
class Plan:
    """What would happen. `rows` are the lines that hold anything; each is in one of the four.

    `left_out` are the columns (by number) with cells that are not taken over, and how many such cells there are.
    """

    asked: Asked
    mapping: Mapping
    rows: int = 0
    already: int = 0
    left_out: dict[int, int] = field(default_factory=dict)
    good: list[Good] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
