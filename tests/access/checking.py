"""Holds what the guarded path really shows and records to what the page docs/manual/access.md declares, cell by cell."""

import inspect
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, Final, get_type_hints

from lanyard.access.errors import Denied
from lanyard.access.sessions import Viewer
from lanyard.access.table import cells, may_record
from lanyard.desk.draft import Draft
from lanyard.desk.office import Office
from lanyard.desk.scope import Scope
from lanyard.desk.seen import SeenEntry, SeenPerson, entry_seen
from lanyard.floorplan import KINDS
from lanyard.ledger.entry import Entry
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Compartment, Ref
from lanyard.terms import Role
from tests.access.canaries import ABOUT, CANARIES, FORMER, KEYS, LIST, SHE, UNDONE, entries, one_of
from tests.access.page import ROLES, Declared
from tests.making import code, manifest

FOLLOWS_ITS_TARGET: Final = "recorded_in_error"
NOT_ANSWERS: Final = {"saw", "require", "keep", "record", "close", "compartment_of", "keep_once", "alone", "put_blob"}
"""Methods of the path that show nothing."""
ASKED_WITH: Final[dict[type, Sequence[object]]] = {
    str: (code(1), code(100), *KEYS, "BG", "", "nothing"),
    Ref: (*ABOUT.values(), manifest(2)),
    int: (0, 1),
    bool: (True, False),
    Role: ROLES,
    bytes: (bytes(16),),
}
"""What a method of the path is asked with, by the type of its parameter."""


def viewer(role: Role, signed_in: int = 1) -> Viewer:
    """Somebody of a role."""
    return Viewer(role.encode().ljust(16, b"."), role.encode().ljust(16, b"."), role, "BG", signed_in, 2**50)


class Deaf(Scope):
    """A path that grants and refuses as ever, and records nothing."""

    def record(self, drafts: Sequence[Draft]) -> None:
        """Nothing is sealed."""


def forbidden(declared: Declared, role: Role) -> dict[str, str]:
    """The canaries that may never sing for a role, with what each is about."""
    found = {
        sings: f"{kind}.{field}" for (kind, field), sings in CANARIES.items() if (role, kind, field) not in declared.sees
    }  # fmt: skip
    if (role, "came_back", "") not in declared.sees:
        found[FORMER] = "an earlier time here"
    if (role, "treated", "") not in declared.sees:
        found[UNDONE] = "a treatment that was taken back"
    return found


def cells_wrong(office: Office, declared: Declared) -> list[str]:
    """Every difference between the page and what the path, the table and the records really grant."""
    return list(differences(office, declared))


def differences(office: Office, declared: Declared) -> Iterator[str]:
    """The same one by one, what is found soonest first."""
    yield from (f"not on the page, or not in the table: {cell}" for cell in sorted(frozenset(cells()) ^ declared.cells))
    sealed = {(name, kind.compartment) for name, kind in KINDS.items()}
    yield from (f"{name} is not sealed as the page says" for name, _ in sealed ^ declared.sealed)
    every = [(e, _compartment(office, e)) for e in entries(office.node)]
    for role in ROLES:
        yield from _recording(office, declared, role)
        yield from _single(declared, role, every)
    for role in ROLES:
        with Scope(office, viewer(role)) as scope:
            yield from _through(scope, declared, every)
        yield from (f"{role} hears {what} in {name}" for name, what in singing(office, declared, role))


def _compartment(office: Office, e: Entry) -> Compartment | None:
    found = office.node.folder.keyring.open_keyref(e.keyref)
    return found[0] if found else None


def _expected(declared: Declared, role: Role, e: Entry, comp: Compartment | None) -> dict[str, Any] | None:
    """The fields of an entry that the page grants; nothing where it grants none of it."""
    if (role, e.kind, "") not in declared.sees:
        return None
    if e.kind == FOLLOWS_ITS_TARGET:
        beside = (kind.name for kind in KINDS.values() if kind.compartment is comp)
        if not any((role, name, "") in declared.sees for name in beside):
            return None
    fields = KINDS[e.kind].shape.write(e.record)
    return {name: value for name, value in fields.items() if (role, e.kind, name) in declared.sees}


def _single(declared: Declared, role: Role, every: list[tuple[Entry, Compartment | None]]) -> Iterator[str]:
    """One entry after the other, through the one function by which all are shown."""
    for e, comp in every:
        seen = entry_seen(role, e, comp, stands=True)
        if (seen.fields if seen else None) != _expected(declared, role, e, comp):
            yield f"{role} is not shown {e.kind} as the page says"


def _through(scope: Scope, declared: Declared, every: list[tuple[Entry, Compartment | None]]) -> Iterator[str]:
    """A person and a list, whole: exactly the entries that the page grants, and no mark or duty on others."""
    role = scope.viewer.role
    by_id = {e.id: (e, comp) for e, comp in every}
    sees_people = (role, "person_met", "") in declared.sees
    try:
        person, aboard = scope.person(KEYS[0]), scope.boarding_list(LIST)
    except Denied:
        person = aboard = None
    if (person is not None, aboard is not None) != (sees_people, sees_people):
        yield f"{role} is shown a person or a list against the page, or is not"
    if person is not None:
        yield from _same(role, declared, person.entries, by_id)
        yield from _whole(scope, declared, person, by_id)
    if aboard is not None:
        yield from _same(role, declared, aboard.entries, by_id)
        for her in aboard.people.values():
            yield from _same(role, declared, her.entries, by_id)


def _same(
    role: Role, declared: Declared, seen: Sequence[SeenEntry], by_id: dict[bytes, tuple[Entry, Compartment | None]]
) -> Iterator[str]:
    for one in seen:
        if one.fields != _expected(declared, role, *by_id[one.id]):
            yield f"{role} is shown {one.kind} of a person or list otherwise than the page says"


def _whole(
    scope: Scope, declared: Declared, person: SeenPerson, by_id: dict[bytes, tuple[Entry, Compartment | None]]
) -> Iterator[str]:
    role = scope.viewer.role
    unfiltered = scope.look.read(SHE)
    assert unfiltered is not None
    granted = {
        e.id for e in (*unfiltered.entries, *unfiltered.taken_back) if _expected(declared, role, *by_id[e.id]) is not None
    }  # fmt: skip
    shown = {one.id for one in person.entries}
    if shown != granted:
        yield f"{role} is shown other entries of a person than the page says"
    if any(not shown.issuperset(mark.entries) for mark in person.marks):
        yield f"{role} is shown a mark on what is not shown"
    history = (role, "came_back", "") in declared.sees
    if not history and any(owed.owed_by not in (role, Role.ANY) for owed in person.duties):
        yield f"{role} is shown what others owe"


def _recording(office: Office, declared: Declared, role: Role) -> Iterator[str]:
    """What is declared may be recorded and nothing else, by the table and by the path."""
    with Deaf(office, viewer(role)) as scope:
        for name, kind in KINDS.items():
            wanted = (role, name) in declared.records
            try:
                scope.keep([one_of(kind)])
                granted = True
            except Denied:
                granted = False
            if granted is not wanted or may_record(role, name) is not wanted:
                yield f"{role} may record {name}, or may not, against the page"


def singing(office: Office, declared: Declared, role: Role) -> Iterator[tuple[str, str]]:
    """The forbidden canaries in any answer of the path, also of methods that came after this was written."""
    silent = forbidden(declared, role)
    with Scope(office, viewer(role)) as scope:
        for name, said in answers(scope):
            for sings, what in silent.items():
                if sings in said:
                    yield name, what


def answers(scope: Scope) -> Iterator[tuple[str, str]]:
    """Everything that can be asked of the path, asked in every way that `ASKED_WITH` knows, as text."""
    for name, method in inspect.getmembers(type(scope), inspect.isfunction):
        if name.startswith("_") or name in NOT_ANSWERS:
            continue
        hints = get_type_hints(method)
        needed = [
            p.name for p in inspect.signature(method).parameters.values() if p.default is p.empty and p.name != "self"
        ]  # fmt: skip
        unknown = [hints[one] for one in needed if hints[one] not in ASKED_WITH]
        assert not unknown, f"say in ASKED_WITH with what {name} is asked: {unknown}"
        for values in product(*(ASKED_WITH[hints[one]] for one in needed)):
            try:
                answer = getattr(scope, name)(*values)
            except (Denied, Malformed, LookupError):
                continue
            yield name, repr(tuple(answer) if inspect.isgenerator(answer) else answer)
