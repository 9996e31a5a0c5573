"""The first step of a list: what its columns are, and what somebody says about the whole of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from django.http import QueryDict

from lanyard.access.errors import Denied
from lanyard.exchange.lists.calendar import Order, Span, day_of
from lanyard.exchange.lists.encodings import ENCODINGS
from lanyard.exchange.lists.fields import Field
from lanyard.exchange.lists.mapping import OURS, letter
from lanyard.exchange.lists.office import ListOnItsWay
from lanyard.exchange.lists.outcomes import Asked
from lanyard.exchange.lists.refusal import ListRefused
from lanyard.exchange.lists.unreadable import Unreadable
from lanyard.web.clock_face import zone_of
from lanyard.web.guard import Ask

SAMPLE_MOST: Final = 40
NAME_MOST: Final = 150


def asked_of(ask: Ask, found: ListOnItsWay) -> Asked:
    """What the form says about the whole list. Raises ListRefused `no-list-name`, `bad-date`."""
    said = ask.request.POST
    name = " ".join((said.get("name", "") or found.understood.list_name() or "").split())
    if not name:
        raise ListRefused("no-list-name")
    zone = zone_of(ask.office.node.plan, ask.viewer.site)
    today = datetime.fromtimestamp(ask.office.now_ms() // 1000, UTC).astimezone(zone).date()
    on = None
    if said.get("on", "").strip():
        on = _day(said["on"])
        if on.first > today:
            raise ListRefused("bad-date", said["on"][:SAMPLE_MOST])
    order = Order.MONTH_FIRST if said.get("order") == Order.MONTH_FIRST else Order.DAY_FIRST
    by = " ".join(said.get("by", "").split())
    on_foot, anyway = said.get("on_foot") == "yes", said.get("anyway") == "yes"
    return Asked(name, today, by, on, order, on_foot, anyway, ask.viewer.site)


def _day(text: str) -> Span:
    try:
        return day_of(text)
    except Unreadable as wrong:
        raise ListRefused("bad-date", text[:SAMPLE_MOST]) from wrong


def fields_of(said: QueryDict, count: int) -> list[Field | None]:
    """What each column is taken over as. Raises Denied `column-twice`, `forged-form`."""
    fields: list[Field | None] = []
    for at in range(count):
        name = said.get(f"column-{at}", "")
        if name and name not in list(Field):
            raise Denied("forged-form")
        fields.append(Field(name) if name else None)
    taken = [field for field in fields if field is not None]
    if len(set(taken)) != len(taken):
        raise Denied("column-twice")
    return fields


def columns_shown(ask: Ask, found: ListOnItsWay) -> dict[str, Any]:
    """The columns with samples; what was chosen in the form before what was understood."""
    said, words, sheet = ask.request.POST, ask.words, found.understood.sheet
    mapping, samples = found.understood.mapping, [row.cells for row in found.samples()]
    chosen = [said.get(f"column-{at}", field or "") for at, field in enumerate(mapping.fields)]
    fields = [(str(field), words.importing(f"field_{field}")) for field in Field]
    return {
        "columns": [
            {
                "at": at,
                "letter": letter(at),
                "header": header,
                "samples": _samples(samples, at),
                "field": chosen[at],
                "ours": header.startswith(OURS),
            }
            for at, header in enumerate(mapping.columns)
        ],
        "fields": fields,
        "sheet": sheet.name,
        "sheets": [sheet.name, *sheet.others] if sheet.others else [],
        "encoding": sheet.encoding,
        "encodings": ENCODINGS if sheet.encoding else (),
        "mixed": sheet.mixed,
        "name": said.get("name", found.understood.list_name() or "")[:NAME_MOST],
        "said": {one: said.get(one, "")[:NAME_MOST] for one in ("by", "on", "order", "on_foot", "anyway")},
    }


def _samples(rows: Sequence[tuple[str, ...]], at: int) -> list[str]:
    found = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
    return [one[:SAMPLE_MOST] for one in found]
