"""What somebody in a role is shown of a person or a list: everything that the table of access does not grant is left out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from lanyard.access.table import HISTORY, TABLE, may_see
from lanyard.casefile.known import Known
from lanyard.casefile.marks import Mark
from lanyard.casefile.place import Place
from lanyard.desk.look_up import Person
from lanyard.floorplan import KINDS
from lanyard.ledger.ask import AgeRange, Blob
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Basis, Compartment, Ref
from lanyard.terms import Colour, Language, Role, Sex, Walks

CompartmentOf = Callable[[Entry], Compartment | None]


class SeenEntry(NamedTuple):
    """One entry: the fields that may be seen, by name; `stands` is false for what was taken back or corrected."""

    id: bytes
    kind: str
    at_ms: int
    where: str
    staff: bytes
    done_by: str
    basis: Basis
    fields: dict[str, Any]
    stands: bool
    compartment: Compartment


class Owed(NamedTuple):
    """A duty of hers: what, who owes it, from when it is late (ms UTC) and from when very late."""

    code: str
    owed_by: Role
    amber_ms: int
    red_ms: int


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """A person as one role sees her. What that role may not see is empty, as if nobody had ever recorded it."""

    ref: Ref
    tags: tuple[str, ...]
    place: Place | None
    site: str
    since_ms: int | None
    sex: Sex
    age: AgeRange | str | None
    child: bool
    name: str
    name_sound: Blob | None
    languages: tuple[Language, ...]
    walks: Walks | None
    alone: bool | None
    travel_group: str
    colour: Colour | None
    called: bool
    hold: bool
    hold_until: str
    held_until: str
    mother: Ref | None
    children: tuple[Ref, ...]
    known_before: bool
    disputed: bool
    marks: tuple[Mark, ...]
    duties: tuple[Owed, ...]
    entries: tuple[SeenEntry, ...]

    @property
    def compartments(self) -> frozenset[Compartment]:
        """The compartments whose content this shows."""
        return frozenset({Compartment.REGISTER, *(entry.compartment for entry in self.entries)})


def entry_seen(role: Role, e: Entry, comp: Compartment | None, *, stands: bool) -> SeenEntry | None:
    """An entry as a role sees it; nothing where its kind or compartment is not for that role."""
    if comp is None or comp not in TABLE[role].compartments or not may_see(role, e.kind):
        return None
    fields = {name: value for name, value in KINDS[e.kind].shape.write(e.record).items() if may_see(role, e.kind, name)}
    done_by = e.done_by if isinstance(e.done_by, str) else (e.done_by or b"").hex()[:8]
    return SeenEntry(e.id, e.kind, e.at_ms, e.where, e.staff, done_by, e.basis, fields, stands, comp)


def person_seen(role: Role, person: Person, comp_of: CompartmentOf) -> SeenPerson | None:
    """A person as a role sees her; nothing where the register is not for that role."""
    if Compartment.REGISTER not in TABLE[role].compartments:
        return None
    case = person.case
    history = not (TABLE[role].without >= HISTORY)
    begun = 0 if history or not case.episodes else case.episodes[-1].steps[0].at_ms
    entries = tuple(_entries(role, person.entries, comp_of, begun, stands=True))
    entries += tuple(_entries(role, person.taken_back, comp_of, begun, stands=False))
    named = may_see(role, "person_met", "name_written")
    body, care, held = case.body, case.care, case.care.hold or case.care.held_medically
    last = case.episodes[-1].steps[-1] if case.episodes else None
    return SeenPerson(
        case.ref, case.tags, case.place, case.episodes[-1].site if case.episodes else "",
        last.at_ms if last else None, body.sex, body.age, body.child,
        (body.name_written or body.name_said) if named else "", body.name_sound if named else None,
        body.languages, body.walks, body.alone, body.travel_group, care.colour, care.called_ms is not None, held,
        care.hold_until if may_see(role, "hold_placed", "until") else "",
        care.held_until if may_see(role, "held_medically", "until") else "",
        case.mother, case.children, len(case.episodes) > 1, case.disputed,
        marks_seen(case, entries), duties_seen(role, case), entries,
    )  # fmt: skip


def _entries(
    role: Role, entries: Iterable[Entry], comp_of: CompartmentOf, begun: int, *, stands: bool
) -> Iterable[SeenEntry]:
    for e in entries:
        if e.at_ms >= begun:
            seen = entry_seen(role, e, comp_of(e), stands=stands)
            if seen is not None:
                yield seen


def marks_seen(known: Known, entries: Iterable[SeenEntry]) -> tuple[Mark, ...]:
    """The marks all of whose entries are seen, too: a mark on something hidden would tell of it."""
    shown = {entry.id for entry in entries}
    return tuple(mark for mark in known.all_marks() if shown.issuperset(mark.entries))


def duties_seen(role: Role, known: Known) -> tuple[Owed, ...]:
    """What is owed: all of it for those with the history, else what this role or anybody owes."""
    everything = not (TABLE[role].without >= HISTORY)
    return tuple(
        Owed(o.duty.code, o.duty.owed_by, o.amber_ms, o.red_ms)
        for o in known.duties
        if everything or o.duty.owed_by in (role, Role.ANY)
    )
