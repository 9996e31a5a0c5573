"""One person's way from truck to camp, in sentences: her own entries as the ledger has them, her vehicles' as they were said."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from lanyard.casefile.known import site_of
from lanyard.desk.look_up import Look
from lanyard.desk.plan import SitePlan
from lanyard.ledger.ask import AgeRange, wire_name
from lanyard.ledger.noun import Noun, Ref
from lanyard.terms import Language
from lanyard.web.demo.times import clock
from lanyard.words import Words

Table = dict[str, str]
MONTHS_MAX = 36


class Line(NamedTuple):
    """One entry as far as a sentence needs it."""

    at_ms: int
    where: str
    kind: str
    record: Any


def hers(look: Look, tag: str) -> list[Line]:
    """What stands in the ledger about whoever wears this tag. Raises LookupError if nobody does."""
    person = look.person(tag)
    if person is None:
        raise LookupError(tag)
    return [Line(e.at_ms, e.where, e.kind, e.record) for e in person.entries]


def way(lines: Iterable[Line], plan: SitePlan, table: Table, language: str = "en") -> Iterator[str]:
    """A sentence for each line, in order of time; `table` has the sentence of each kind."""
    names = {site.letters: site.name for site in plan.sites}
    words = Words(language)
    for line in sorted(lines, key=lambda line: line.at_ms):
        yield f"{clock(line.at_ms)}  {names[site_of(line.where)]:<16}  {_sentence(line, plan, table, words)}"


def _sentence(line: Line, plan: SitePlan, table: Table, words: Words) -> str:
    record = line.record
    said = {name: _in_words(getattr(record, name), plan, words) for name in record.__slots__}
    for name, value in said.items():
        fuller = table.get(f"{line.kind}.{name}")
        if fuller is not None and value:
            return fuller.format(**said)
    return table[line.kind].format(**said) if line.kind in table else words.kind(line.kind)


def _in_words(value: Any, plan: SitePlan, words: Words) -> str:
    match value:
        case None:
            return ""
        case StrEnum():
            label = words.choice(wire_name(type(value)), value)
            return label if isinstance(value, Language) else label.lower()
        case AgeRange(low, _):
            return f"{low} months" if low < MONTHS_MAX else f"{low // 12} years"
        case Ref(Noun.AREA, key):
            code = plan.area_code(key)
            return next((area.name for area in plan.areas if area.code == code), code).lower()
        case tuple():
            return ", ".join(_in_words(part, plan, words) for part in value)
        case _:
            return str(value)
