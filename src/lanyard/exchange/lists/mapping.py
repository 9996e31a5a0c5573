"""Which column is what: proposed from the words of the header, corrected by a person, remembered for the next list like it."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Final, NamedTuple

from lanyard.crypto.hashing import H
from lanyard.exchange.lists.fields import Field
from lanyard.exchange.lists.reading import Row, Sheet
from lanyard.exchange.lists.refusal import ListRefused
from lanyard.exchange.lists.vocabulary import folded, looked_up

SEARCHED: Final = 30
"""Titles, dates and crests may stand above the header; so many lines are looked at."""
COLUMN_LETTERS: Final = 26
OURS: Final = "lanyard:"
"""Columns that begin so are those of our own report of rows that were not taken."""
_BRACKETS: Final = re.compile(r"[(\[{（].*?[)\]}）]")
_PARTS: Final = re.compile(r"[/|\n\r\\]| [-–—] ")
Remembered = dict[str, str]
"""By the folded header of a column the field that somebody gave it; empty for: not taken over."""


class Header(NamedTuple):
    """Where the header stands (first and last line) and what it calls each column."""

    line: int
    last: int
    columns: tuple[str, ...]


class Mapping(NamedTuple):
    """What each column is taken over as; nothing where it is not. `source` is `proposed`, `remembered` or `said`."""

    columns: tuple[str, ...]
    fields: tuple[Field | None, ...]
    source: str = "proposed"

    def at(self, field: Field) -> int | None:
        """The number of the column with this field."""
        return self.fields.index(field) if field in self.fields else None

    @property
    def not_taken(self) -> tuple[str, ...]:
        """The columns that are not taken over."""
        pairs = zip(self.columns, self.fields, strict=True)
        return tuple(column for column, field in pairs if field is None and not column.startswith(OURS))

    def to_remember(self) -> dict[str, str]:
        """What to give `propose_mapping` the next time."""
        return {folded(c): f or "" for c, f in zip(self.columns, self.fields, strict=True) if not c.startswith(OURS)}


def fingerprint(columns: Iterable[str]) -> str:
    """The same for all lists whose headers say the same, whatever their spaces and order; for our report of one as well."""
    own = sorted(folded(column) for column in columns if not column.startswith(OURS))
    return H("import", "\n".join(own).encode()).hex()[:16]


def field_of(header: str) -> Field | None:
    """What a column is by its header: the whole of it, else without what is in brackets, else all its parts that say something."""
    for text in (header, _BRACKETS.sub(" ", header)):
        if found := looked_up("headers", text):
            return Field(found)
    said = {found for part in _PARTS.split(header) if (found := looked_up("headers", _BRACKETS.sub(" ", part)))}
    return Field(said.pop()) if len(said) == 1 else None


def propose_mapping(headers: Sequence[str], remembered: Remembered | None = None) -> Mapping:
    """What each column seems to be. Of two columns for one field the first is taken; a whole name before its parts."""
    fields: list[Field | None] = []
    for header in headers:
        known = remembered.get(folded(header)) if remembered is not None else None
        found = (
            None if header.startswith(OURS) else field_of(header) if known is None else Field(known) if known else None
        )
        fields.append(found if found not in fields else None)
    return Mapping(tuple(headers), tuple(fields), "proposed" if remembered is None else "remembered")


def correct(mapping: Mapping, said: Iterable[str]) -> Mapping:
    """Follow what somebody says, each `COLUMN=field`, or `COLUMN=` for: not taken over.

    A column is named by its header, or by its letter in the spreadsheet. Whatever had that field before gives it up.

    Raises:
        ListRefused: `no-such-column`, `no-such-field`.
    """
    fields = list(mapping.fields)
    for words in said:
        column, _, name = words.rpartition("=")
        at = _column(mapping.columns, column)
        if at is None:
            raise ListRefused("no-such-column", column or words)
        if name and name not in list(Field):
            raise ListRefused("no-such-field", f"{name} ({', '.join(Field)})")
        field = Field(name) if name else None
        fields = [None if field is not None and one is field else one for one in fields]
        fields[at] = field
        mapping = mapping._replace(source="said")
    return mapping._replace(fields=tuple(fields))


def _column(columns: Sequence[str], named: str) -> int | None:
    wanted = folded(named)
    found = [number for number, column in enumerate(columns) if folded(column) == wanted]
    if found:
        return found[0]
    letters = [number for number in range(len(columns)) if letter(number) == named.strip().upper()]
    return letters[0] if letters else None


def letter(number: int) -> str:
    """A column's letter in a spreadsheet; 0 is A."""
    before = letter(number // COLUMN_LETTERS - 1) if number >= COLUMN_LETTERS else ""
    return before + chr(ord("A") + number % COLUMN_LETTERS)


def find_header(sheet: Sheet, knows: Callable[[str], bool] = lambda _: False, said: Iterable[str] = ()) -> Header:
    """The line, or the two lines, that name the columns.

    It is the first of those that name most of what is known, one whose fingerprint is remembered before all others.
    `said` are corrections, whose columns count as known.

    Raises:
        ListRefused: `no-header`, `empty`, and what reading raises.
    """
    named = {folded(words.rpartition("=")[0]) for words in said}
    rows = list(islice(sheet.rows(), SEARCHED))
    if not rows:
        raise ListRefused("empty")
    readings = [
        one for first, second in zip(rows, [*rows[1:], None], strict=True) for one in _readings(sheet, first, second)
    ]
    scores = [1000 if knows(fingerprint(one.columns)) else _score(one.columns, named) for one in readings]
    most = max(scores)
    equal = [one for one, score in zip(readings, scores, strict=True) if score == most]
    best = min(equal, key=lambda one: (one.last - one.line, one.line)) if most else None
    if best is None or (most < 2 and len([column for column in best.columns if column]) > 2 and not named):
        raise ListRefused("no-header", " | ".join(cell.strip() for cell in rows[0].cells if cell.strip())[:80])
    return best


def _score(columns: Sequence[str], named: set[str]) -> int:
    """How many different things the columns are."""
    return len(
        {field_of(column) or folded(column) for column in columns if field_of(column) or folded(column) in named}
    )


def _readings(sheet: Sheet, first: Row, second: Row | None) -> list[Header]:
    """A line as a header by itself, and together with the next where that names more parts of the same columns."""
    upper = [_tidy(cell) for cell in first.cells]
    found = [Header(first.line, first.line, tuple(upper))]
    if second is None or second.line != first.line + 1:
        return found
    lower = [_tidy(cell) for cell in second.cells]
    wide = _across(sheet, first, upper)
    width = max(len(wide), len(lower))
    wide += [""] * (width - len(wide))
    lower += [""] * (width - len(lower))
    if any(field_of(text) for text in lower if text):
        joined = [_joined(above, below) for above, below in zip(wide, lower, strict=True)]
        found.append(Header(first.line, second.line, tuple(joined)))
    return found


def _across(sheet: Sheet, row: Row, texts: list[str]) -> list[str]:
    """The upper header with its merged cells filled to their right end."""
    wide = list(texts)
    for (top, left), (_, right) in sheet.merged:
        if top == row.line - 1 and right > left and left < len(wide):
            wide += [""] * (right + 1 - len(wide))
            wide[left : right + 1] = [texts[left]] * (right + 1 - left)
    return wide


def _joined(above: str, below: str) -> str:
    """What two lines call a column: the one that says more, or both."""
    if not above or not below or above == below:
        return above or below
    both = f"{above} {below}"
    readings = (both, f"{below} {above}", below, above)
    return next((text for text in readings if field_of(text)), both)


def _tidy(cell: str) -> str:
    """A header on one line, with single spaces."""
    return " ".join(cell.split())
