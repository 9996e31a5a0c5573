"""Draws records of every kind from their declarations, and entries that collide, for Hypothesis."""

from dataclasses import fields
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from lanyard.crypto.hashing import H
from lanyard.floorplan import EVERY_STATION, KINDS, STATIONS
from lanyard.ledger.ask import AgeRange, Blob, Question
from lanyard.ledger.body import Link, LinkKind
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Basis, Noun, Ref
from lanyard.terms import UNKNOWN
from tests.making import KIND_OF, area, code, manifest, minute, person, ref, site, staff, tag, vehicle

PERSONS: Final = tuple(map(person, range(3)))
CODES: Final = tuple(map(code, range(3)))
NOUNS: Final[dict[Noun, tuple[Ref, ...]]] = {
    Noun.PERSON: PERSONS,
    Noun.TAG: tuple(map(tag, range(3))),
    Noun.VEHICLE: (vehicle(0), vehicle(1)),
    Noun.MANIFEST: (manifest(0), manifest(1)),
    Noun.AREA: (area(0), area(1)),
    Noun.SITE: (site(0),),
    Noun.DEVICE: (ref(Noun.DEVICE, 0),),
}
TEXTS: Final = ("rain", "", "عيون", "x" * 200)
DATES: Final = ("2019", "2019-02", "2019-02-28", "h:1440-06-30")
RECORDS: Final = tuple(kind.record for kinds in (*STATIONS.values(), EVERY_STATION) for kind in kinds)


def record(kind: type) -> SearchStrategy[Any]:
    """A record of this kind, any answer that its declaration allows, few nouns."""
    return _BUILT[kind]


def _built(kind: type) -> SearchStrategy[Any]:
    defaults = {field.name: field.default for field in fields(kind)}
    return st.builds(kind, **{q.name: _answer(q, defaults[q.name]) for q in KIND_OF[kind].shape.questions})


def _answer(question: Question, default: Any) -> SearchStrategy[Any]:
    value = _value(question)
    if question.many:
        value = st.lists(value, max_size=2).map(tuple)
    options = [value]
    if question.unknown:
        options.append(st.just(UNKNOWN))
    if not question.required:
        options.append(st.just(default))
    return st.one_of(options)


def _value(question: Question) -> SearchStrategy[Any]:
    ask = question.ask
    if question.choices:
        return st.sampled_from(tuple(question.type))  # type: ignore[var-annotated]
    if question.type is Ref:
        return st.sampled_from(NOUNS[ask.noun or Noun.PERSON])
    if question.type is int:
        low, high = ask.low or 0, ask.high or 0
        return st.sampled_from((low, min(high, low + 3), min(high, low + 40), high))
    if question.type is bytes:
        return st.sampled_from((bytes(ask.length or 0), b"\xff" * (ask.length or 0)))
    if question.type is str:
        texts = {"tag": CODES, "date": DATES, "code": ("glance", "carer", "a.b-c_9")}.get(ask.form, TEXTS)
        return st.sampled_from(texts)
    return _OTHERS[question.type]


_OTHERS: Final[dict[type, SearchStrategy[Any]]] = {
    bool: st.booleans(),
    AgeRange: st.sampled_from((AgeRange(0, 0), AgeRange(70, 90), AgeRange(204, 230), AgeRange(300, 1560))),
    Blob: st.just(Blob(bytes(32), bytes(16), 0, "audio/ogg")),
}
_BUILT: Final = {kind: _built(kind) for kind in RECORDS}

BUSY: Final = (
    "tag_claimed", "tag_claimed", "tag_replaced", "boarded", "received", "placed", "person_met", "born", "glanced",
)  # fmt: skip
_ANY_RECORD: Final = st.one_of([_BUILT[kind] for kind in RECORDS])
_BUSY_RECORD: Final = st.one_of([_BUILT[KINDS[name].record] for name in BUSY])
_ERROR: Final = _BUILT[KINDS["recorded_in_error"].record]
_SMALL: Final = st.integers(0, 7)
_PLAIN, _CORRECTS, _IN_ERROR, _MENTIONS, _ABSENT = "plain", "corrects", "in_error", "mentions", "absent"


def _line(records: SearchStrategy[Any], *ways: str) -> SearchStrategy[tuple[Any, ...]]:
    """What one entry says, whom it is about, when, by whom, and how it points at which earlier line."""
    return st.tuples(records, _SMALL, _SMALL, st.none() | _SMALL, _SMALL, _SMALL, st.sampled_from(ways), _SMALL)


_LINES: Final = st.one_of(
    _line(_ANY_RECORD, _PLAIN),
    _line(_ANY_RECORD, _PLAIN),
    _line(_BUSY_RECORD, _PLAIN),
    _line(_BUSY_RECORD, _PLAIN),
    _line(_BUSY_RECORD, _CORRECTS, _MENTIONS, _ABSENT),
    _line(_ERROR, _IN_ERROR),
)


def entries(most: int) -> SearchStrategy[list[Entry]]:
    """Up to so many entries of every kind about few nouns.

    Corrected, taken back by one to three, forked (the same chain and number under another id), with gaps, at equal
    times, stated later or before, some with an impossible time.
    """
    return st.lists(_LINES, min_size=most // 2, max_size=most).map(_assembled)


def _assembled(lines: list[tuple[Any, ...]]) -> list[Entry]:
    found: list[Entry] = []
    for number, line in enumerate(lines):
        found.append(_entry(number, line, found))
    return found


def _entry(number: int, line: tuple[Any, ...], before: list[Entry]) -> Entry:
    said, whom, now, stated, who, place, way, aim = line
    target = before[aim % len(before)] if before else None
    links = ()
    if way == _ABSENT:
        links = (Link(LinkKind.CORRECTS, H("absent", b"")),)
    elif way != _PLAIN and target is not None:
        how = {_CORRECTS: LinkKind.CORRECTS, _IN_ERROR: LinkKind.IN_ERROR, _MENTIONS: LinkKind.MENTIONS}[way]
        links = (Link(how, target.id),)
        if way == _CORRECTS and target.kind != KIND_OF[type(said)].name:
            said = target.record
    kind = KIND_OF[type(said)]
    noun = tuple(NOUNS)[aim % len(NOUNS)] if whom == 7 else kind.about[whom % len(kind.about)]
    when = now if stated is None else stated
    return Entry(
        id=H("entry", number.to_bytes(2, "big")),
        chain=bytes((who % 2,)) * 16,
        seq=place % 3,
        hlc=minute(now) << 16 | who % 3,
        at_ms=minute(when),
        stated_at=stated is not None,
        span=0,
        where=("BG/L1", "BG", "HC/P2")[place % 3],
        act=None,
        about=NOUNS[noun][who % len(NOUNS[noun])],
        recorded_by=who,
        staff=staff(("", "nour", "dilan", "amal")[who % 4]),
        done_by=None,
        basis=Basis.WITNESSED,
        kind=kind.name,
        record=said,
        refs=links,
        keyref=bytes(16),
        flagged=place == 7 and whom > 4,
        remarks=("kind-not-of-this-role",) if place == 6 and whom > 5 else (),
    )
