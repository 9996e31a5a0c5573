"""What the gate reads: the vehicles of today, one of them with its people, who of these nobody has met, a tag."""

from dataclasses import dataclass
from typing import NamedTuple

from lanyard.access.table import may_see
from lanyard.desk.ahead_of_views import laid_over
from lanyard.desk.draft import Draft
from lanyard.desk.people import PersonLine
from lanyard.desk.rows import key_of, ref_of
from lanyard.desk.scope import Scope
from lanyard.desk.tags import TagSeen, TagState
from lanyard.desk.vehicles import VehicleLine, VehicleState
from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.stations.arrival.entries import Born, CameBack, PersonMet, TagClaimed, WalkedIn
from lanyard.terms import Sex

MOST_PEOPLE = 200
KEY_BYTES = 17
_GIVE_TAGS = (TagClaimed, WalkedIn, Born, CameBack)


class Unmet(NamedTuple):
    """Somebody who wears a tag and with whom nobody has spoken: her key in the views, the tag, the travel group."""

    key: str
    tag: str
    group: str


@dataclass(frozen=True, slots=True)
class SeenVehicle:
    """A vehicle and those known to have come on it, those whom nobody has met apart, the newest first."""

    line: VehicleLine
    people: tuple[PersonLine, ...]
    unmet: tuple[Unmet, ...]


def ref_from(key: str, *nouns: Noun) -> Ref | None:
    """The noun of a key of the views as it stands in an address; nothing if it is none, or none of these."""
    try:
        ref = ref_of(bytes.fromhex(key))
    except (ValueError, IndexError):
        return None
    return ref if len(key) == 2 * KEY_BYTES and ref.noun in nouns else None


def seen_line(scope: Scope, line: PersonLine) -> PersonLine:
    """A person in a list as the viewer's role may read her; the trail knows."""
    scope.saw({Compartment.REGISTER}, [bytes.fromhex(line.key)])
    return line if may_see(scope.viewer.role, "person_met", "name_written") else line.nameless()


def vehicles_today(scope: Scope) -> tuple[VehicleLine, ...]:
    """Those that came today to the viewer's site, or still wait for something: these first, whoever came first before."""
    scope.require(Compartment.SITE)
    now_ms, drafts = scope.office.now_ms(), scope.just_said()
    page = scope.look.questions.vehicles.today(now_ms, scope.viewer.site)
    lines: dict[str, VehicleLine | None] = {line.key: line for line in page.items}
    for draft in drafts:
        if draft.about.noun is Noun.VEHICLE:
            lines.setdefault(key_of(draft.about).hex(), None)
    found = [laid_over(line, ref_of(bytes.fromhex(key)), drafts, now_ms) for key, line in lines.items()]
    scope.saw({Compartment.SITE}, [bytes.fromhex(line.key) for line in found if line is not None])
    return tuple(sorted((line for line in found if line is not None), key=_gaps_first))


def _gaps_first(line: VehicleLine) -> tuple[bool, int]:
    done = line.state is VehicleState.DONE
    came = line.came_ms or 0
    return done, -came if done else came


def vehicle(scope: Scope, key: str) -> SeenVehicle | None:
    """A vehicle by its key in hexadecimal; nothing if nobody has recorded it."""
    scope.require(Compartment.REGISTER)
    ref = ref_from(key, Noun.VEHICLE)
    if ref is None:
        return None
    drafts = scope.just_said()
    found = scope.look.questions.vehicles.one(key)
    line = laid_over(found.vehicle if found else None, ref, drafts, scope.office.now_ms())
    if line is None:
        return None
    scope.saw({Compartment.SITE}, [key_of(ref)])
    people = tuple(seen_line(scope, one) for one in found.people.items) if found else ()
    return SeenVehicle(line, people, (*_just_claimed(ref, drafts), *_unmet(scope, people, drafts)))


def _just_claimed(on: Ref, drafts: list[Draft]) -> list[Unmet]:
    met = {draft.about for draft in drafts if isinstance(draft.record, PersonMet)}
    claims = [(draft.about, draft.record) for draft in drafts if isinstance(draft.record, TagClaimed)]
    return [
        Unmet(key_of(her).hex(), said.tag, said.travel_group or "")
        for her, said in claims
        if said.came_on == on and her not in met
    ]


def _unmet(scope: Scope, people: tuple[PersonLine, ...], drafts: list[Draft]) -> list[Unmet]:
    """Of whom neither sex nor age is known, and indeed nobody has spoken with them."""
    just = {key_of(draft.about).hex() for draft in drafts if isinstance(draft.record, PersonMet)}
    found = []
    for line in reversed(people):
        if line.sex == Sex.UNKNOWN and line.age_low is None and line.key not in just:
            person = scope.look.read(ref_of(bytes.fromhex(line.key)))
            if person is None or not any(e.kind == "person_met" for e in person.entries):
                found.append(Unmet(line.key, line.label, line.travel_group))
    return found


def tag_seen(scope: Scope, code: str) -> TagSeen:
    """A tag by its code, what the viewer has just claimed counted in."""
    scope.require(Compartment.REGISTER)
    found = scope.look.questions.things.tags.of(code)
    for draft in scope.just_said():
        if isinstance(draft.record, _GIVE_TAGS) and draft.record.tag == code:
            return found._replace(state=TagState.HELD, holder=key_of(draft.about), label=code)
    return found


def next_group(scope: Scope) -> int:
    """The number of the next travel group: one more than the highest that anybody has."""
    ends = [
        (draft.record.travel_group or "").rpartition(" ")[2]
        for draft in scope.just_said()
        if isinstance(draft.record, TagClaimed)
    ]
    just = max((int(end) for end in ends if end.isascii() and end.isdigit()), default=0)
    return max(just, scope.look.questions.things.tags.groups()) + 1
