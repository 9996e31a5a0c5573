"""The peer: the same facts as aggregates of the `eventsourcing` library, its AES cipher on; bare, and read as we read."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.cryptography import AESCipher
from eventsourcing.domain import Aggregate

from lanyard.casefile.case import Case
from lanyard.casefile.fold import NEW, apply
from lanyard.casefile.known import Known
from lanyard.floorplan import KINDS
from lanyard.ledger.ask import Question
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Basis, Noun, Ref

Fact = tuple[Ref, dict[str, Any]]
"""Whom or what it is about, and what it says, ready for JSON."""


class Bare(Aggregate):
    """One person, vehicle or manifest: what was last said of her or it. It judges nothing and makes no record."""

    def __init__(self, sort: int) -> None:
        self.sort = sort
        self.said: dict[str, Any] = {}
        self.place = ""
        self.tags: list[str] = []
        self.looked_at_ms: int | None = None

    class Recorded(Aggregate.Event):
        """One fact."""

        kind: str
        at_ms: int
        where: str
        recorded_by: int
        basis: int
        fields: dict[str, Any]

        def apply(self, aggregate: "Bare") -> None:
            """Change what the fact changes."""
            aggregate.said.update(self.fields)
            if self.kind == "tag_claimed":
                aggregate.tags.append(self.fields["tag"])
            elif self.kind in ("needs_medic", "triaged") and aggregate.looked_at_ms is None:
                aggregate.looked_at_ms = self.at_ms
            elif self.kind in ("placed", "boarded", "received"):
                aggregate.place = f"{self.kind} {self.where}"


BARE: Final = ("kind", "at_ms", "where", "recorded_by", "basis", "fields")
_NOUNS: Final = tuple(Noun)
_BASES: Final = tuple(Basis)
_HEXED: Final = {
    kind.name: [q for q in kind.shape.questions if q.type in (Ref, bytes)] for kind in KINDS.values()
}  # the fields that JSON cannot hold as they are


@dataclass(frozen=True)
class Said:
    """One fact, with everything of an entry that folding asks for; bytes as text, since the library stores JSON."""

    entry: str
    kind: str
    at_ms: int
    where: str
    about: list[Any]
    recorded_by: int
    staff: str
    basis: int
    fields: dict[str, Any]

    def fold(self, known: Known) -> None:
        """Read it into its typed record, and fold it with our own fold."""
        kind, fields = KINDS[self.kind], dict(self.fields)
        for question in _HEXED[self.kind]:
            if question.name in fields:
                fields[question.name] = _unhexed(question, fields[question.name])
        noun, key = self.about
        about, staff, basis = Ref(_NOUNS[noun], bytes.fromhex(key)), bytes.fromhex(self.staff), _BASES[self.basis]
        record = kind.shape.read(fields)
        e = Entry(
            bytes.fromhex(self.entry), b"", 0, 0, self.at_ms, False, 0, self.where, None, about, self.recorded_by, staff,
            None, basis, self.kind, record, (), b"",
        )  # fmt: skip
        apply(known, kind, e)


def _unhexed(question: Question, value: Any) -> Any:
    if question.many:
        return [_unhexed_one(question, one) for one in value]
    return _unhexed_one(question, value)


def _unhexed_one(question: Question, value: Any) -> Any:
    return [value[0], bytes.fromhex(value[1])] if question.type is Ref else bytes.fromhex(value)


class Folded(Aggregate):
    """One noun as we know it, its marks and duties among it: begun by the first fact about it."""

    def __init__(self, sort: int, key: str) -> None:
        ref = Ref(_NOUNS[sort], bytes.fromhex(key))
        self.known: Known = Case(ref) if ref.noun is Noun.TAG else NEW[ref.noun](ref)

    class Begun(Said, Aggregate.Created):
        """The first fact."""

        sort: int
        key: str

        def apply(self, aggregate: "Folded") -> None:
            """Fold it."""
            self.fold(aggregate.known)

    class Recorded(Said, Aggregate.Event):
        """A later fact."""

        def apply(self, aggregate: "Folded") -> None:
            """Fold it."""
            self.fold(aggregate.known)

    @classmethod
    def begin(cls, about: Ref, fact: dict[str, Any]) -> "Folded":
        """The aggregate of a noun of which nothing was known."""
        return cls._create(cls.Begun, sort=int(about.noun), key=about.key.hex(), **fact)


class Peer:
    """An application of the library, filled with facts."""

    def __init__(self, file: Path | None = None) -> None:
        """Keeps its events encrypted in this file, by the library's SQLite module; in memory if none is named."""
        stored = (
            {"PERSISTENCE_MODULE": "eventsourcing.popo"}
            if file is None
            else {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(file)}
        )
        cipher = {"CIPHER_TOPIC": "eventsourcing.cryptography:AESCipher", "CIPHER_KEY": AESCipher.create_key(32)}
        self.application: Application[UUID] = Application(env={**stored, **cipher})
        self.nouns: list[UUID] = []
        self.events = 0

    def _keep(self, aggregates: Iterable[Aggregate]) -> None:
        found = list(aggregates)
        self.nouns = [one.id for one in found]
        self.events = sum(one.version for one in found)
        self.application.save(*found)

    def fill_bare(self, facts: Iterable[Fact]) -> None:
        """Record facts as `Bare` does: an event each, and one for the beginning of each noun."""
        begun: dict[Ref, Bare] = {}
        for ref, fact in facts:
            if ref not in begun:
                begun[ref] = Bare(int(ref.noun))
            begun[ref].trigger_event(Bare.Recorded, **{name: fact[name] for name in BARE})
        self._keep(begun.values())

    def fill(self, facts: Iterable[Fact]) -> None:
        """Record facts as `Folded` does: an event each, and no other."""
        begun: dict[Ref, Folded] = {}
        for ref, fact in facts:
            if ref in begun:
                begun[ref].trigger_event(Folded.Recorded, **fact)
            else:
                begun[ref] = Folded.begin(ref, fact)
        self._keep(begun.values())

    def replay(self) -> list[Any]:
        """Read every noun from its events."""
        return [self.application.repository.get(noun) for noun in self.nouns]
