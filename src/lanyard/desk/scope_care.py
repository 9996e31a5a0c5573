"""What first aid reads: the two queues, and of one person what care needs to know before anything else."""

from typing import NamedTuple

from lanyard.desk.draft import Draft
from lanyard.desk.queues import Waiting
from lanyard.desk.rows import key_of
from lanyard.desk.scope import Scope
from lanyard.desk.scope_arrival import ref_from, seen_line
from lanyard.desk.seen import SeenPerson
from lanyard.ledger.ask import AgeRange
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.stations.arrival.entries import PersonMet, TagClaimed, WalkedIn
from lanyard.stations.first_aid.entries import CarePrioritySet, RushedOut


class Subject(NamedTuple):
    """Somebody before a medic: her case, by what she is called here, and what the register knows of her body and care."""

    ref: Ref
    label: str
    sex: str
    age: AgeRange | None
    colour: str
    seen: SeenPerson | None

    @property
    def key(self) -> str:
        """Her key in the views, in hexadecimal."""
        return key_of(self.ref).hex()


class Waits(NamedTuple):
    """The two queues at one moment: who was not looked at, for whom a medic is wanted, and how many each has."""

    glance: tuple[Waiting, ...]
    triage: tuple[Waiting, ...]
    glance_total: int
    triage_total: int


def waits(scope: Scope) -> Waits:
    """Both queues of the viewer's site. Say with `waits_seen` that they are shown."""
    scope.require(Compartment.REGISTER)
    now_ms, queues = scope.office.now_ms(), scope.look.questions.queues
    glance = queues.glance(now_ms, scope.viewer.site)
    triage = queues.triage(now_ms, scope.viewer.site)
    return Waits(glance.items, triage.items, glance.total, triage.total)


def waits_seen(scope: Scope, found: Waits) -> None:
    """The trail knows whom the queues have shown."""
    for one in (*found.glance, *found.triage):
        if one.person is not None:
            seen_line(scope, one.person)
        else:
            scope.saw({Compartment.SITE}, [bytes.fromhex(one.about.key)])


def subject(scope: Scope, key: str) -> Subject | None:
    """A person by her key, also one who was recorded a moment ago; nothing if nobody has recorded her."""
    ref = ref_from(key, Noun.PERSON, Noun.TAG)
    if ref is None:
        return None
    seen = scope.person(key)
    if seen is not None:
        label = seen.tags[0] if seen.tags else scope.look.labels.of(key_of(seen.ref)).label
        age = seen.age if isinstance(seen.age, AgeRange) else None
        found = Subject(seen.ref, label, seen.sex, age, seen.colour or "", seen)
    else:
        found = Subject(ref, scope.look.labels.of(key_of(ref)).label, "", None, "", None)
    just = [draft for draft in scope.just_said() if draft.about in (ref, found.ref)]
    if seen is None and not just:
        return None
    for draft in just:
        found = _with(found, draft)
    return found


def _with(found: Subject, draft: Draft) -> Subject:
    said = draft.record
    if isinstance(said, TagClaimed | WalkedIn):
        return found._replace(label=said.tag or found.label)
    if isinstance(said, PersonMet):
        return found._replace(sex=said.sex, age=said.age if isinstance(said.age, AgeRange) else found.age)
    return found._replace(colour=said.colour) if isinstance(said, CarePrioritySet) else found


def last_ride(scope: Scope, ref: Ref) -> Entry | None:
    """The newest entry that says she was rushed out, once all that the viewer said is sealed and read."""
    scope.office.pending.flush(scope.viewer)
    scope.office.node.settle()
    person = scope.look.read(ref)
    rides = [e for e in (person.entries if person else ()) if e.kind == "rushed_out"]
    return rides[-1] if rides else None


def ride_of(e: Entry) -> RushedOut:
    """What such an entry says."""
    assert isinstance(e.record, RushedOut)
    return e.record
