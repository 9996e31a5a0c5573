"""Fold entries into one noun: the rules against the state before, then the change, then what is owed."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from lanyard.casefile.area import Area
from lanyard.casefile.case import Case
from lanyard.casefile.kind import Kind
from lanyard.casefile.known import Known
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.marks import NOT_CERTIFIED, NOT_YOUR_KIND, NOUN_UNFIT, Rule
from lanyard.casefile.tag import Tag
from lanyard.casefile.vehicle import Vehicle
from lanyard.ledger.entry import Entry
from lanyard.ledger.merge import IN_ERROR_KIND
from lanyard.ledger.noun import Noun, Ref

Kinds = Mapping[str, Kind]
NEW: Final[dict[Noun, Any]] = {known.noun: known for known in (Case, Tag, Vehicle, Manifest, Area)}
"""The nouns that are read. Entries about others (site, device) are kept and change nothing yet."""

REMARKS: Final[dict[str, Rule]] = {rule.code: rule for rule in (NOT_CERTIFIED, NOT_YOUR_KIND)}
_DUTY_ANSWERED: Final = "duty_answered"


def apply(known: Known, kind: Kind, e: Entry) -> None:
    """One entry into the noun that it is about."""
    known.read += kind.name != IN_ERROR_KIND  # that something was an error says nothing more of her
    for code in e.remarks:
        known.mark(REMARKS[code], e.id)
    if e.about.noun not in kind.about:
        known.mark(NOUN_UNFIT, e.id)
        return
    broken = tuple(kind.rules(known, e)) if kind.rules is not None else ()
    change = kind.changes.get(known.noun)
    if change is not None:
        change(known, e)
    if isinstance(known, Case):
        known.see(e)
    if known.duties:
        _end(known, kind.name, e)
    if kind.opens is not None:
        for duty in kind.opens(known, e):
            known.owe_from(duty, e)
    for rule in broken:
        known.mark(rule, e.id)
        if rule.opens is not None:
            known.owe_from(rule.opens, e)


def apply_named(known: Known, kind: Kind, e: Entry, field: str, her: Ref) -> None:
    """One entry about `her` into a noun that a field of it names."""
    known.read += 1
    kind.named[field](known, her, e)


def _end(known: Known, name: str, e: Entry) -> None:
    """What this entry was owed for is owed no more."""
    if name == _DUTY_ANSWERED:
        known.duties = tuple(o for o in known.duties if o.duty.code != e.record.duty)
        return
    for o in known.duties:
        if name in o.duty.ended_by:
            known.duties = tuple(o for o in known.duties if name not in o.duty.ended_by)
            return


def fold_noun(ref: Ref, entries: Iterable[Entry], kinds: Kinds, holders: Mapping[Ref, Ref]) -> Known:
    """One noun that is not a tag, from the entries that stand, in order.

    `holders` says whose each tag is: an entry about a claimed tag, or that names it for its wearer, is about its holder.
    """
    known: Known = NEW[ref.noun](ref)
    for e in entries:
        kind = kinds[e.kind]
        her = holders.get(e.about, e.about) if kind.worn else e.about
        if her == ref:
            apply(known, kind, e)
        for named, field in kind.names(e):
            if named == ref or (field in kind.wearers and holders.get(named) == ref):
                apply_named(known, kind, e, field, her)
    return known


def fold_tag(ref: Ref, entries: Iterable[Entry], kinds: Kinds) -> Tag:
    """A tag from the entries that stand, in order: who claimed it; and its unknown wearer while nobody did."""
    tag = Tag(ref)
    worn: list[tuple[Kind, Entry, str]] = []
    for e in entries:
        kind = kinds[e.kind]
        if e.about == ref:
            if kind.worn:
                worn.append((kind, e, ""))
            else:
                apply(tag, kind, e)
        for named, field in kind.names(e):
            if named == ref and field in kind.wearers:
                worn.append((kind, e, field))
            elif named == ref:
                point_at_tag(tag, kind, e, field)
    if tag.holder is None:
        for kind, e, field in worn:
            wear(tag, kind, e, field)
    return tag


def point_at_tag(tag: Tag, kind: Kind, e: Entry, field: str) -> None:
    """One entry into a tag that a field of it names: somebody claims it, or something else is said of it, or both."""
    tag.read += 1
    if field in kind.claims:
        tag.claim(getattr(e.record, field), e.about, e)
    if field in kind.named:
        kind.named[field](tag, e.about, e)


def wear(tag: Tag, kind: Kind, e: Entry, field: str = "") -> None:
    """One entry about whoever wears this tag, or that names her by it in a field, while nobody has claimed it."""
    if tag.worn is None:
        tag.worn = Case(tag.ref)
    if field:
        apply_named(tag.worn, kind, e, field, e.about)
    else:
        apply(tag.worn, kind, e)
