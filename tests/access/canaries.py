"""A site on which every kind is recorded once, each text of it a canary: wherever it sings, that field is shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from lanyard.casefile.kind import Kind
from lanyard.casefile.tag import tag_ref
from lanyard.crypto.hashing import H
from lanyard.desk.draft import Draft
from lanyard.desk.node import Node
from lanyard.desk.office import Office
from lanyard.desk.rows import key_of
from lanyard.floorplan import KINDS
from lanyard.ledger.ask import AgeRange, Blob, Question
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.ledger.seal import Sealed
from lanyard.stations.arrival.entries import CameBack, PersonMet, TagClaimed, TurnedBack, WalkedIn
from lanyard.stations.every.entries import RecordedInError, SignedIn
from lanyard.stations.first_aid.entries import Treated
from lanyard.stations.transport.entries import Boarded
from lanyard.terms import CheckedBy, Role, Sex
from lanyard.triage import AGE_BANDS, SIGNS
from tests.desk.point import LINE, NOW, PLAN, STAFF, device, in_error, made, said
from tests.making import code, manifest, person, vehicle

HOUR_S: Final = 3600
SHE, MOTHER, CAME_AGAIN = person(1), person(2), person(3)
LIST: Final = manifest(1)
FORMER: Final = "cn(of an earlier time here)"
"""In an entry of an episode that has ended: where she was before."""
UNDONE: Final = "cn(treatment taken back)"
"""In an error called of a treatment: as medical as the treatment."""
_CODES: Final = {"age_band": next(iter(AGE_BANDS)), "signs": next(iter(SIGNS)), "because": next(iter(SIGNS))}
_SPARE_TAG: Final = 60
_TAGS: Final = [(kind.name, q.name) for kind in KINDS.values() for q in kind.shape.questions if q.ask.form == "tag"]
_DATES: Final = [
    (kind.name, q.name) for kind in KINDS.values() for q in kind.shape.questions if q.ask.form == "date"
]  # fmt: skip
ABOUT: Final = {
    Noun.PERSON: SHE,
    Noun.TAG: tag_ref(code(_SPARE_TAG)),
    Noun.VEHICLE: vehicle(1),
    Noun.MANIFEST: LIST,
    Noun.AREA: LINE,
    Noun.SITE: Ref(Noun.SITE, PLAN.home.id),
    Noun.DEVICE: Ref(Noun.DEVICE, b"D" * 16),
}


def canary(kind: str, question: Question) -> str:
    """What a field says that can be known again; nothing for numbers and choices."""
    if question.type is str and question.ask.form == "date":
        return f"19{_DATES.index((kind, question.name)):02d}-07-13"
    if question.type is str and not question.ask.form:
        return f"cn({kind}.{question.name})"
    return ""


CANARIES: Final = {
    (kind.name, question.name): sings
    for kind in KINDS.values()
    for question in kind.shape.questions
    if (sings := canary(kind.name, question))
}


def value_of(kind: str, question: Question) -> Any:
    """An answer to a question of a kind, a canary where it is text."""
    one = _one(kind, question)
    return (one,) if question.many else one


def _one(kind: str, question: Question) -> Any:
    ask = question.ask
    if question.choices:
        return next(iter(question.type))  # type: ignore[call-overload]
    if question.type is Ref:
        return MOTHER if ask.noun is Noun.PERSON else ABOUT[ask.noun or Noun.PERSON]
    if question.type is str and ask.form == "tag":
        return code(100 + _TAGS.index((kind, question.name)))
    if question.type is str and ask.form == "code":
        return _CODES.get(question.name, "carer")
    if question.type is str:
        return canary(kind, question)
    if question.type is int:
        return min(ask.high or 0, (ask.low or 0) + 7)
    if question.type is bytes:
        return H(kind, question.name.encode())[: ask.length or 0]
    made_up: dict[type, Any] = {
        bool: True,
        AgeRange: AgeRange(300, 420),
        Blob: Blob(H(kind, question.name.encode()), bytes(16), 9, "audio/ogg"),
    }
    return made_up[question.type]


def one_of(kind: Kind) -> Draft:
    """A draft of a kind about the first of its nouns, every field answered."""
    fields = {question.name: value_of(kind.name, question) for question in kind.shape.questions}
    noun = Noun.PERSON if Noun.PERSON in kind.about else kind.about[0]
    return said(kind.record(**fields), ABOUT[noun], at=(NOW // 1000, 1))


def one_of_every_kind() -> list[Draft]:
    """Everything that can be recorded, all at one moment, so that nothing is of an earlier time."""
    return [one_of(kind) for kind in KINDS.values() if kind.record not in (SignedIn, RecordedInError)]


def earlier() -> list[Draft]:
    """Somebody who boarded, was turned back hours ago, and is here again."""
    told = [
        (9, WalkedIn(code(3))), (8, Boarded(manifest(2), CheckedBy.SIGHT, FORMER)), (7, TurnedBack("x", FORMER)),
        (2, CameBack("x", tag=code(4))), (1, PersonMet(Sex.FEMALE)), (1, TagClaimed(code(5))),
    ]  # fmt: skip
    return [said(record, CAME_AGAIN, at=(NOW // 1000 - ago * HOUR_S, 1)) for ago, record in told]


def fill(node: Node) -> None:
    """Record it all, the errors by which something is taken back among it."""
    medic = device(node, role=Role.MEDIC, staff=STAFF[0])
    for draft in [*one_of_every_kind(), *earlier()]:
        node.door.record(medic, [draft], NOW).result()
    of_vehicle = one_of(KINDS["recorded_in_error"])._replace(about=ABOUT[Noun.VEHICLE])
    [(counted, _)] = node.record(medic, [one_of(KINDS["vehicle_counted"])], NOW).result()
    node.record(medic, [of_vehicle._replace(refs=in_error(counted.id))], NOW).result()
    [(treated, _)] = node.record(medic, [said(Treated(UNDONE), SHE)], NOW).result()
    error = one_of(KINDS["recorded_in_error"])
    wrong = replace(error.record, why=UNDONE)
    node.record(medic, [error._replace(refs=in_error(treated.id))], NOW).result()
    for staff in STAFF[1:]:
        other = device(node, role=Role.MEDIC, staff=staff)
        again = error._replace(record=wrong, refs=in_error(treated.id), compartment=Compartment.MEDICAL)
        node.record(other, [again], NOW).result()
    node.settle()


@contextmanager
def office(path: Path) -> Iterator[Office]:
    """A site with all of it, at work, where nothing can be taken back."""
    with made(path) as node:
        fill(node)
        found = Office(node, 0)
        try:
            yield found
        finally:
            found.close()


def entries(node: Node) -> list[Entry]:
    """Every entry of the ledger that can be read."""
    rows = node.reader.read(0, 10_000)
    opened = node.opener.open_all((row.n, Sealed(row.id, row.header, row.body, row.sig)) for row in rows)
    return [one.entry for one in opened if one.entry is not None]


KEYS: Final = tuple(key_of(ref).hex() for ref in (SHE, MOTHER, CAME_AGAIN))
"""The people, by their keys in addresses."""
