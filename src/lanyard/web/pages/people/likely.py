"""Which buttons stand on a case, and in which order: what is missing first, then what this role does most."""

from collections.abc import Iterator, Mapping
from typing import Final

from lanyard.access.table import may_record
from lanyard.casefile.place import CLOSED, Where
from lanyard.desk.seen import SeenPerson
from lanyard.floorplan import KINDS
from lanyard.ledger.noun import Noun
from lanyard.terms import Role, Sex

APART: Final = frozenset(
    {"signed_in", "recorded_in_error", "duty_answered", "manifest_sealed", "vehicle_counted", "manifest_opened"}
)
"""Kinds with pages of their own: what begins a noun, what acts on another entry, what asks for a permission."""

_OFTEN: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.CLERK: ("placed", "needs_medic", "relief_given", "tag_replaced"),
    Role.MEDIC: (
        "care_priority_set",
        "triaged",
        "treated",
        "observed",
        "held_medically",
        "fit_to_travel",
        "rushed_out",
    ),
    Role.FAMILY_LINKS: ("hold_placed", "hold_lifted", "missing_reported", "person_met"),
    Role.REVIEWER: ("hold_placed", "hold_lifted"),
    Role.SEARCH: ("placed", "needs_medic"),
    Role.TRANSPORT: ("boarded", "left_vehicle", "needs_medic"),
    Role.RECEIVER: ("received", "placed", "needs_medic"),
    Role.COORDINATOR: ("placed", "needs_medic", "missing_reported"),
}
MOST: Final = 4
"""So many buttons are large; the others are behind one more touch."""


def kinds_about(noun: Noun, role: Role) -> list[str]:
    """Everything that this role may record about such a noun, in the order of the floor plan."""
    return [name for name, kind in KINDS.items() if noun in kind.about and name not in APART and may_record(role, name)]


def ordered(person: SeenPerson, role: Role) -> tuple[list[str], list[str]]:
    """The same for a person: what is likely now, the most likely first; and everything else."""
    may = kinds_about(person.ref.noun, role)
    first = [name for name in (*_missing(person), *_by_place(person), *_OFTEN.get(role, ())) if name in may]
    fits = [name for name in dict.fromkeys(first) if name not in _unlikely(person)]
    likely = fits[:MOST]
    return likely, [name for name in may if name not in likely]


def _missing(person: SeenPerson) -> Iterator[str]:
    if not person.tags:
        yield "tag_claimed"
    if person.sex is Sex.UNKNOWN and person.age is None:
        yield "person_met"


def _by_place(person: SeenPerson) -> Iterator[str]:
    where = person.place.where if person.place is not None else None
    if where is Where.ABOARD:
        yield from ("received", "left_vehicle")
    elif where is not None and (where in CLOSED or where is not Where.ON_SITE):
        yield "came_back"


def _unlikely(person: SeenPerson) -> frozenset[str]:
    """What cannot well be next: it stays among the others, since whatever happened can be recorded."""
    where = person.place.where if person.place is not None else None
    found = set()
    if where is not Where.ABOARD:
        found |= {"left_vehicle", "received"}
    if where is not Where.ON_SITE:
        found |= {"boarded", "placed"}
    if where is Where.ON_SITE:
        found.add("came_back")
    if where is Where.DEAD:
        found |= {"needs_medic", "triaged", "treated", "died"}
    found.add("hold_placed" if person.hold else "hold_lifted")
    return frozenset(found)
