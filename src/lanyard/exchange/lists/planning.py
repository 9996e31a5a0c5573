"""Makes a plan of a list: what each row would become, what is here already, and what cannot be taken and why. Changes nothing."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

from lanyard.crypto.hashing import H
from lanyard.exchange.lists import cells
from lanyard.exchange.lists.calendar import Span, age_of, age_when_born, day_of
from lanyard.exchange.lists.fields import NAME_PARTS, OWN, Field
from lanyard.exchange.lists.mapping import OURS, Mapping, letter
from lanyard.exchange.lists.outcomes import Asked, Bad, Changed, Fault, Good, Known, Plan, Said
from lanyard.exchange.lists.reading import Row
from lanyard.exchange.lists.unreadable import Unreadable
from lanyard.exchange.lists.vocabulary import folded, meaning_of
from lanyard.ledger.ask import TEXT_MAX, AgeRange
from lanyard.ledger.noun import Noun, Ref
from lanyard.terms import UNKNOWN, Unknown

CLAIMS: Final = frozenset({"tag-held", "tag-twice", "tag-void", "row-twice"})
"""Faults of what a row says, not of how it is written: with `anyway` they are recorded and read as contradictions."""
KEY_BYTES: Final = 16
COPY: Final = f"{OURS} copy"
"""The column of our own report that tells rows of a list that are the same."""
COPY_DIGITS: Final = 6
TOTAL_CELLS: Final = 4


def plan(rows: Iterable[Row], mapping: Mapping, known: Known, asked: Asked) -> Plan:
    """Judge every row below the header. Nothing is written.

    Args:
        rows: without the header and what stands above it.
        mapping: what the columns are.
        known: what is recorded here.
        asked: what somebody said about the whole list.
    """
    made = Plan(asked, mapping)
    planner = _Planner(made, known)
    for row in rows:
        made.rows += 1
        planner.take(row)
    return made


class _Planner:
    """Takes one row after the other, and remembers what the list has said so far."""

    def __init__(self, made: Plan, known: Known) -> None:
        self._plan = made
        self._known = known
        self._asked = made.asked
        self._columns = made.mapping.columns
        self._fields = [(at, one) for at, one in enumerate(made.mapping.fields) if one is not None]
        self._headers = [folded(column) for column in self._columns]
        self._rest = [
            at for at, one in enumerate(made.mapping.fields) if one is None and not self._columns[at].startswith(OURS)
        ]
        made.left_out.update(dict.fromkeys(self._rest, 0))
        self._report = frozenset(at for at, column in enumerate(self._columns) if column.startswith(OURS))
        self._copy = self._columns.index(COPY) if COPY in self._columns else None
        self._tags: dict[str, int] = {}
        self._seen: dict[bytes, list[int]] = {}
        self._sheets: dict[tuple[str, int], int] = {}
        self._totals = meaning_of("totals")

    def take(self, row: Row) -> None:
        """Put a row where it belongs."""
        texts = tuple(map(_as_written, row.cells)) if self._report else row.cells
        row = row._replace(cells=texts)
        code = self._no_person(row)
        if code:
            self._plan.bad.append(Bad(row.line, (Fault("", None, "", code),), row.cells))
            return
        for at in self._rest:
            if at < len(row.cells) and row.cells[at].strip():
                self._plan.left_out[at] += 1
        faults: list[Fault] = list(self._misplaced(row))
        values = dict(self._values(row, faults))
        sheet = values.get(Field.SHEET), values.get(Field.ROW)
        if None in sheet and any(sheet):
            faults.append(Fault("", Field.ROW if sheet[1] is None else Field.SHEET, "", "sheet-without-row"))
        if None not in sheet:
            self._sheet_row(row, values, faults)
        else:
            self._plain_row(row, values, faults)

    def _plain_row(self, row: Row, values: dict[Field, Any], faults: list[Fault]) -> None:
        content = self._content(row)
        lines = self._seen.setdefault(content, [])
        lines.append(row.line)
        copy = self._copy_of(row, len(lines))
        key = content + copy.to_bytes(4, "big")
        person = self._person(key)
        if self._known.has(person):
            self._plan.already += 1
            return
        if copy > 1:
            faults.append(Fault("", None, "", "row-twice", str(lines[0])))
        self._sort(row, Good(row.line, person, self._act(key), self._said(values, faults)), faults, copy)

    def _copy_of(self, row: Row, seen: int) -> int:
        """How often the row has been there, this time among them; our own report says it of the list."""
        told = row.cells[self._copy] if self._copy is not None and self._copy < len(row.cells) else ""
        return max(seen, int(told)) if told.isascii() and told.isdigit() and len(told) < COPY_DIGITS else seen

    def _sheet_row(self, row: Row, values: dict[Field, Any], faults: list[Fault]) -> None:
        sheet, number = values[Field.SHEET], values[Field.ROW]
        before = self._sheets.setdefault((sheet, number), row.line)
        if before != row.line:
            faults.append(
                Fault(self._column(Field.ROW), Field.ROW, f"{sheet} {number}", "sheet-row-twice", str(before))
            )
        key = f"sheet\n{sheet}\n{number}".encode()
        good = Good(row.line, self._person(key), self._act(key), self._said(values, faults))
        if not self._known.has(good.person):
            self._sort(row, good, faults)
            return
        changes = () if faults else self._known.changes(good)
        if changes and good.said.tag:
            faults += self._tag_faults(good)
        if changes and not self._standing(faults):
            self._plan.changed.append(Changed(good, sheet, number, changes))
        elif faults:
            self._plan.bad.append(Bad(row.line, tuple(faults), row.cells))
        else:
            self._plan.already += 1

    def _sort(self, row: Row, good: Good, faults: list[Fault], copy: int = 1) -> None:
        """A row that is not here yet: good if nothing is wrong with it."""
        if not faults and not any(value is not None for value in good.said._replace(on_foot=None, day=None)):
            faults.append(Fault("", None, "", "nothing-said"))
        if good.said.tag:
            faults += self._tag_faults(good)
        if self._standing(faults):
            self._plan.bad.append(Bad(row.line, tuple(faults), row.cells, copy))
        else:
            self._plan.good.append(good)

    def _standing(self, faults: list[Fault]) -> list[Fault]:
        """The faults that keep a row back."""
        return [one for one in faults if not (self._asked.anyway and one.code in CLAIMS)]

    def _tag_faults(self, good: Good) -> Iterator[Fault]:
        column, code = self._column(Field.TAG), good.said.tag or ""
        before = self._tags.setdefault(code, good.line)
        if before != good.line:
            yield Fault(column, Field.TAG, code, "tag-twice", str(before))
        holder, void = self._known.tag(code, good.person)
        if holder:
            yield Fault(column, Field.TAG, code, "tag-held", holder)
        elif void:
            yield Fault(column, Field.TAG, code, "tag-void")

    def _no_person(self, row: Row) -> str:
        """The code of a line that is none: the header again, or a sum."""
        own = [(at, cell) for at, cell in enumerate(row.cells) if at not in self._report]
        if len(own) > 1 and all(at < len(self._headers) and folded(cell) == self._headers[at] for at, cell in own):
            return "header-again"
        full = [cell for at, cell in own if cell.strip() and at not in row.spread]
        first = folded(full[0]).rstrip("0123456789 ") if full else ""
        return "total-row" if first in self._totals and len(full) <= TOTAL_CELLS else ""

    def _misplaced(self, row: Row) -> Iterator[Fault]:
        """Cells where there is no column, and cells that have no value or belong to another row."""
        for at in range(len(self._columns), len(row.cells)):
            if row.cells[at].strip():
                yield Fault(letter(at), None, row.cells[at], "beyond-header")
        for at, one in self._fields:
            if at in row.no_value:
                yield Fault(self._columns[at], one, "", "cell-without-value")
            if at in row.spread and one in OWN:
                yield Fault(self._columns[at], one, row.cells[at], "merged-cell")

    def _values(self, row: Row, faults: list[Fault]) -> Iterator[tuple[Field, Any]]:
        """What the cells say, by field; a cell that says nothing is left out."""
        for at, one in self._fields:
            cell = row.cells[at] if at < len(row.cells) else ""
            if not cell:
                continue
            try:
                said = cells.said_in(cell)
                if said:
                    yield one, self._value(one, said)
            except Unreadable as wrong:
                faults.append(Fault(self._columns[at], one, cell, wrong.code, wrong.detail))

    def _value(self, one: Field, said: str) -> Any:
        if one in (Field.NAME, *NAME_PARTS) and cells.is_unknown(said):
            return None
        if one in (Field.AGE, Field.AGE_MONTHS):
            return UNKNOWN if cells.is_unknown(said) else age_of(said, months=one is Field.AGE_MONTHS)
        if one is Field.BIRTH:
            return UNKNOWN if cells.is_unknown(said) else day_of(said, self._asked.order)
        if one is Field.DATE:
            return self._day(day_of(said, self._asked.order))
        if one is Field.AREA:
            return cells.area(said, self._known.areas)
        return cells.READERS[one](said)

    def _day(self, found: Span) -> Span:
        if found.first > self._asked.today:
            raise Unreadable("date-in-future")
        return found

    def _said(self, values: dict[Field, Any], faults: list[Fault]) -> Said:
        get = values.get
        name = self._name(values, faults)
        foot = True if self._asked.on_foot else get(Field.ON_FOOT)
        came_from, column = get(Field.CAME_FROM), self._plan.mapping.at(Field.CAME_FROM)
        if came_from and not foot and column is not None:
            came_from = None
            self._plan.left_out[column] = self._plan.left_out.get(column, 0) + 1
        return Said(
            tag=get(Field.TAG),
            name=name,
            script=cells.script_of(name) if name else None,
            sex=get(Field.SEX),
            age=self._age(values, faults),
            travel_group=get(Field.TRAVEL_GROUP),
            languages=get(Field.LANGUAGES),
            area=get(Field.AREA),
            came_from=came_from,
            on_foot=foot,
            walks=get(Field.WALKS),
            alone=get(Field.ALONE),
            day=get(Field.DATE) or self._asked.on,
        )

    def _name(self, values: dict[Field, Any], faults: list[Fault]) -> str | None:
        """The whole name: as it is, with those parts from columns of their own that it does not hold yet."""
        whole: str = values.get(Field.NAME) or ""
        held = folded(whole).split() if " " in whole else []
        parts = [part for one in NAME_PARTS if (part := values.get(one)) and not set(folded(part).split()) <= set(held)]
        name = " ".join((*([whole] if whole else []), *parts))
        if len(name) > TEXT_MAX:
            faults.append(Fault(self._column(Field.NAME), Field.NAME, name, "text-too-long", str(TEXT_MAX)))
        return name or None

    def _age(self, values: dict[Field, Any], faults: list[Fault]) -> AgeRange | Unknown | None:
        """A birth date says more than an age, and months more than years; two that cannot both be are a fault."""
        found: dict[Field, AgeRange | Unknown] = {}
        day = values.get(Field.DATE) or self._asked.on or Span(self._asked.today, self._asked.today)
        for one in (Field.BIRTH, Field.AGE_MONTHS, Field.AGE):
            value = values.get(one)
            if isinstance(value, Span):
                try:
                    found[one] = age_when_born(value, day)
                except Unreadable as wrong:
                    shown = value.first.isoformat()
                    faults.append(Fault(self._column(one), one, shown, wrong.code, wrong.detail))
            elif value is not None:
                found[one] = value
        ages = [(one, value) for one, value in found.items() if isinstance(value, AgeRange)]
        for one, value in ages[1:]:
            if value.high_months + 12 < ages[0][1].low_months or ages[0][1].high_months + 12 < value.low_months:
                faults.append(Fault(self._column(one), one, _shown(value), "ages-differ", _shown(ages[0][1])))
        return ages[0][1] if ages else next(iter(found.values()), None)

    def _column(self, one: Field) -> str:
        at = self._plan.mapping.at(one)
        return "" if at is None else self._columns[at]

    def _content(self, row: Row) -> bytes:
        """The row's own words with their headers, whatever the order of the columns."""
        pairs = sorted(
            (self._headers[at], text)
            for at, cell in enumerate(row.cells[: len(self._headers)])
            if (text := _same(cell)) and not self._columns[at].startswith(OURS)
        )
        rest = [_same(cell) for cell in row.cells[len(self._headers) :]]
        words = "\n".join((self._asked.name, *(f"{header}\t{text}" for header, text in pairs), *rest))
        return H("import", words.encode("utf-8", "surrogateescape"))

    def _person(self, key: bytes) -> Ref:
        return Ref(Noun.PERSON, H("import", self._known.salt + b"person\n" + key)[:KEY_BYTES])

    def _act(self, key: bytes) -> bytes:
        return H("import", self._known.salt + b"act\n" + key)[:KEY_BYTES]


def _same(cell: str) -> str:
    """A cell as it is compared with itself in another file: the same letters, whatever the spaces."""
    return " ".join(unicodedata.normalize("NFC", cell).split())


def _as_written(cell: str) -> str:
    """A cell of our own report without the stroke that keeps a spreadsheet from calculating it."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell


def _shown(age: AgeRange) -> str:
    return f"{age.low_months}–{age.high_months}"


def moment_of(day: Span, offset_s: int) -> tuple[int, int]:
    """A day or several as a body states it: the first moment (UTC seconds) and the span; `offset_s` is the zone's."""
    begin = (day.first - date(1970, 1, 1)) // timedelta(days=1) * 86_400 - offset_s
    return begin, ((day.last - day.first).days + 1) * 86_400
