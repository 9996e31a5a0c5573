"""Fold entries into one noun: the rules against the state before, then the change, then what is owed."""

from collections.abc import Iterable, Mapping
from typing import Any

from lanyard.casefile.area import Area
from lanyard.casefile.case import Case
from lanyard.casefile.duties import owed
from lanyard.casefile.kind import Kind
from lanyard.casefile.known import Known
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.marks import NOT_CERTIFIED, NOT_YOUR_KIND, NOUN_UNFIT, Rule
from lanyard.casefile.tag import Tag
from lanyard.casefile.vehicle import Vehicle
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Noun, Ref

Kinds = Mapping[str, Kind]
NEW: dict[Noun, Any] = {
    Noun.PERSON: Case,
    Noun.TAG: Tag,
    Noun.VEHICLE: Vehicle,
    Noun.MANIFEST: Manifest,
    Noun.AREA: Area,
}
"""The nouns that are read. Entries about others (site, device) are kept and change nothing yet."""

REMARKS: dict[str, Rule] = {rule.code: rule for rule in (NOT_CERTIFIED, NOT_YOUR_KIND)}
_DUTY_ANSWERED = "duty_answered"


def apply(known: Known, kind: Kind, e: Entry, field: str) -> None:
    """One entry into one noun: the one it is about (`field` empty) or one that a field of it names."""
    known.read += 1
    if field:
        kind.named[field](known, e)
        return
    if known.ref.noun not in kind.about and not (known.ref.noun is Noun.PERSON and Noun.TAG in kind.about):
        known.mark(NOUN_UNFIT, e.id)
        return
    broken = tuple(kind.rules(known, e)) if kind.rules else ()
    change = kind.change_of(known)
    if change is not None:
        change(known, e)
    for rule in broken:
        known.mark(rule, e.id)
    for code in e.remarks:
        known.mark(REMARKS[code], e.id)
    if known.duties:
        _end(known, kind, e)
    if kind.opens is not None or broken:
        _open(known, kind, e, broken)


def _end(known: Known, kind: Kind, e: Entry) -> None:
    """What this entry was owed for is owed no more."""
    name = kind.name
    answered = e.record.duty if name == _DUTY_ANSWERED else None
    known.duties = [o for o in known.duties if name not in o.duty.ended_by and o.duty.code != answered]


def _open(known: Known, kind: Kind, e: Entry, broken: tuple[Rule, ...]) -> None:
    """What follows from this entry. The same duty again replaces the one that was open."""
    following = [*kind.opens(known, e)] if kind.opens else []
    following += [rule.opens for rule in broken if rule.opens is not None]
    expected_min = getattr(e.record, "expected_min", 0)
    for duty in following:
        known.duties = [o for o in known.duties if o.duty.code != duty.code]
        known.duties.append(owed(duty, e.at_ms, expected_min, e.id))


def fold_noun(ref: Ref, entries: Iterable[Entry], kinds: Kinds, holders: Mapping[Ref, Ref]) -> Known:
    """One noun from the entries that stand, in order.

    `holders` says whose each tag is: an entry about a claimed tag is about its holder.
    """
    if ref.noun is Noun.TAG:
        return fold_tag(ref, list(entries), kinds)
    known: Known = NEW[ref.noun](ref)
    for e in entries:
        kind = kinds[e.kind]
        holder = holders.get(e.about)
        said = e._replace(about=holder) if holder is not None else e
        for mentioned, field in kind.mentions(said):
            if mentioned == ref:
                apply(known, kind, said, field)
    return known


def fold_tag(ref: Ref, entries: list[Entry], kinds: Kinds) -> Tag:
    """A tag: who claimed it, in order; and its unknown wearer while nobody did."""
    tag = Tag(ref)
    for e in entries:
        kind = kinds[e.kind]
        if e.about == ref:
            if kind.about == (Noun.TAG,):
                apply(tag, kind, e, "")
            continue
        for mentioned, field in kind.mentions(e):
            if mentioned == ref:
                claim(tag, e, field)
    if tag.holder is None:
        for e in entries:
            if e.about == ref and kinds[e.kind].about != (Noun.TAG,):
                wear(tag, kinds[e.kind], e)
    return tag


def claim(tag: Tag, e: Entry, field: str) -> None:
    """One more person says that this tag is hers."""
    tag.read += 1
    tag.code = getattr(e.record, field)
    if e.about not in tag.holders:
        tag.holders.append(e.about)
        tag.claims.append(e.id)


def wear(tag: Tag, kind: Kind, e: Entry) -> None:
    """Something about whoever wears this tag, while nobody has claimed it."""
    if tag.worn is None:
        tag.worn = Case(tag.ref)
    apply(tag.worn, kind, e, "")
