"""A case as the office reads it: where she was and until when, and every entry with who recorded it and what became of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lanyard.access.table import HISTORY, TABLE, may_see
from lanyard.casefile.case import Case
from lanyard.casefile.duties import Owed as Open
from lanyard.casefile.place import Place
from lanyard.desk.corrections import Said
from lanyard.desk.look_up import Person
from lanyard.desk.people import PersonLine
from lanyard.desk.rows import key_of
from lanyard.desk.scope import Scope
from lanyard.desk.seen import SeenEntry, SeenPerson, entry_seen, person_seen
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Noun
from lanyard.store.blobs import BlobField
from lanyard.terms import Role


class Stay(NamedTuple):
    """One stretch of her way: the site, the place and which one, from when and until when (ms UTC; nothing: still)."""

    site: str
    where: str
    which: str
    from_ms: int
    until_ms: int | None


class Recorder(NamedTuple):
    """Who recorded something: her name as staff, and the role in which she did; for a device without anybody its id."""

    name: str
    role: Role | None
    device: str


class Told(NamedTuple):
    """One entry as it is shown. `replaced_by` is the id of the correction that counts instead, in hexadecimal.

    `callers` is how many people have called it an error, for whoever is about to, too; `by_me` whether the viewer has.
    `wants_second`: one has, and this role may know it.
    """

    seen: SeenEntry
    by: Recorder
    recorded_ms: int
    corrects: bool
    replaced_by: str
    callers: int
    by_me: bool
    wants_second: bool
    may_be_corrected: bool

    @property
    def id(self) -> str:
        """Its id in hexadecimal."""
        return self.seen.id.hex()


@dataclass(frozen=True, slots=True)
class SeenCase:
    """A person with her way, her entries from the newest, and those who belong to her."""

    person: SeenPerson
    key: str
    way: tuple[Stay, ...]
    told: tuple[Told, ...]
    mother: PersonLine | None
    children: tuple[PersonLine, ...]
    without_history: bool
    duties: tuple[Open, ...]


def case_seen(scope: Scope, key: str) -> SeenCase | None:
    """The case that this key of the views (hexadecimal) opens; nothing if there is nobody. Raises `Denied`."""
    found = scope.look.person(key) if is_person(key) else None
    return None if found is None else read_case(scope, found)


def is_person(key: str) -> bool:
    """Is this a key of a person, or of a tag that may be worn?"""
    return len(key) == 34 and key[:2] in (f"{Noun.PERSON:02x}", f"{Noun.TAG:02x}")


def read_case(scope: Scope, found: Person) -> SeenCase | None:
    """The same for a person who was read already; the trail will say that she was looked at."""
    role = scope.viewer.role
    seen = person_seen(role, found, scope.compartment_of)
    if seen is None:
        return None
    kin = [ref for ref in (seen.mother, *seen.children) if ref is not None]
    lines = scope.look.questions.people.by_key(map(key_of, kin))
    named = {
        key: line if may_see(role, "person_met", "name_written") else line.nameless() for key, line in lines.items()
    }
    scope.saw(seen.compartments, [key_of(seen.ref), *named])
    hidden = TABLE[role].without >= HISTORY
    shown = {(owed.code, owed.red_ms) for owed in seen.duties}
    return SeenCase(
        seen,
        key_of(seen.ref).hex(),
        tuple(_way(scope, found.case, last_only=hidden)),
        tuple(_told(scope, found, seen.entries)),
        named.get(key_of(seen.mother)) if seen.mother is not None else None,
        tuple(named[key_of(child)] for child in seen.children if key_of(child) in named),
        hidden,
        tuple(owed for owed in found.case.duties if (owed.duty.code, owed.red_ms) in shown),
    )


def _way(scope: Scope, case: Case, *, last_only: bool) -> Iterator[Stay]:
    steps = [step for episode in (case.episodes[-1:] if last_only else case.episodes) for step in episode.steps]
    for number, step in enumerate(steps):
        until = steps[number + 1].at_ms if number + 1 < len(steps) else None
        yield Stay(step.site, step.place.where, _which(scope, step.place), step.at_ms, until)


def _which(scope: Scope, place: Place) -> str:
    return scope.look.questions.people.whereabouts(place.where, place.which)


def _told(scope: Scope, found: Person, seen: Iterable[SeenEntry]) -> Iterator[Told]:
    entries = {e.id: e for e in (*found.entries, *found.taken_back)}
    said = scope.look.questions.corrections.among(entries.values())
    history = may_see(scope.viewer.role, "recorded_in_error")
    for one in sorted(seen, key=lambda one: (one.at_ms, said[one.id].recorded_ms), reverse=True):
        yield _one(scope, one, entries[one.id], said, wrong_is_seen=history)


def _one(scope: Scope, seen: SeenEntry, e: Entry, said: Mapping[bytes, Said], *, wrong_is_seen: bool) -> Told:
    how = said[e.id]
    mine = scope.viewer.staff.hex() in how.staff
    later = [entry for entry in how.chain if entry != how.entry and said[bytes.fromhex(entry)].stands]
    return Told(
        seen,
        recorder(scope, e),
        how.recorded_ms,
        bool(how.chain) and how.chain[0] != how.entry,
        later[-1] if later and not how.stands else "",
        len(how.staff),
        mine,
        how.wants_second and (wrong_is_seen or mine),
        how.may_be_corrected,
    )


def recorder(scope: Scope, e: Entry) -> Recorder:
    """Who recorded an entry."""
    signed = scope.office.node.opener.sign_ins.get((e.chain, e.recorded_by))
    account = scope.office.accounts.of(e.staff) if e.staff else None
    name = account.shown if account is not None else e.staff.hex()[:8]
    return Recorder(name, signed.role if signed is not None else None, "" if e.staff else e.chain.hex()[:8])


def entry_of(scope: Scope, entry: str) -> tuple[Entry, Told] | None:
    """One entry by its id in hexadecimal, if it is here and this role may see all there is to know of whose it is."""
    try:
        wanted = bytes.fromhex(entry)
    except ValueError:
        return None
    corrections = scope.look.questions.corrections
    e = corrections.opened(wanted)
    if e is None or not _within_reach(scope, e):
        return None
    said = corrections.of_entries([wanted])
    seen = entry_seen(scope.viewer.role, e, scope.compartment_of(e), stands=said[e.id].stands)
    if seen is None:
        return None
    scope.saw({seen.compartment}, [key_of(e.about)])
    return e, _one(
        scope, seen, e, _with_chain(scope, said), wrong_is_seen=may_see(scope.viewer.role, "recorded_in_error")
    )


def _with_chain(scope: Scope, said: Mapping[bytes, Said]) -> Mapping[bytes, Said]:
    chain = {bytes.fromhex(entry) for one in said.values() for entry in one.chain} - said.keys()
    return {**said, **scope.look.questions.corrections.of_entries(chain)} if chain else said


def _within_reach(scope: Scope, e: Entry) -> bool:
    """What was before she came this time is history: closed to the roles that see none."""
    if not TABLE[scope.viewer.role].without >= HISTORY or e.about.noun not in (Noun.PERSON, Noun.TAG):
        return True
    found = scope.look.person(key_of(e.about).hex())
    seen = None if found is None else person_seen(scope.viewer.role, found, scope.compartment_of)
    return seen is not None and any(one.id == e.id for one in seen.entries)


def sound_of(scope: Scope, key: str) -> tuple[str, bytes] | None:
    """How her name was said: the media type and the sound, opened and checked; nothing if there is none. Raises `StoreError`."""
    found = scope.look.person(key) if is_person(key) else None
    if found is None or not may_see(scope.viewer.role, "person_met", "name_sound"):
        return None
    blob = found.case.body.name_sound
    for e in found.entries:
        if blob is not None and getattr(e.record, "name_sound", None) == blob:
            folder = scope.office.node.folder
            opened = folder.keyring.open_keyref(e.keyref)
            if opened is not None:
                scope.saw({opened[0]}, [key_of(found.case.ref)])
                return blob.type, b"".join(folder.blobs.open(BlobField(*blob), opened[1]))
    return None
