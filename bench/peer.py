"""The peer: the same facts as aggregates of the `eventsourcing` library, its AES cipher on, kept in memory."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.cryptography import AESCipher
from eventsourcing.domain import Aggregate

from lanyard.ledger.noun import Ref


class Noun(Aggregate):
    """One person, vehicle or manifest: what was last said of her or it. It judges nothing, which favours the peer."""

    def __init__(self, sort: int) -> None:
        self.sort = sort
        self.said: dict[str, Any] = {}
        self.place = ""
        self.tags: list[str] = []
        self.looked_at_ms: int | None = None

    class Recorded(Aggregate.Event):
        """One fact, with everything that an entry of ours says of it."""

        kind: str
        at_ms: int
        where: str
        recorded_by: int
        basis: int
        fields: dict[str, Any]

        def apply(self, aggregate: "Noun") -> None:
            """Change what the fact changes."""
            aggregate.said.update(self.fields)
            if self.kind == "tag_claimed":
                aggregate.tags.append(self.fields["tag"])
            elif self.kind in ("needs_medic", "triaged") and aggregate.looked_at_ms is None:
                aggregate.looked_at_ms = self.at_ms
            elif self.kind in ("placed", "boarded", "received"):
                aggregate.place = f"{self.kind} {self.where}"


class Peer:
    """An application of the library, filled with facts."""

    def __init__(self) -> None:
        self.application: Application[UUID] = Application(
            env={
                "PERSISTENCE_MODULE": "eventsourcing.popo",
                "CIPHER_TOPIC": "eventsourcing.cryptography:AESCipher",
                "CIPHER_KEY": AESCipher.create_key(32),
            }
        )
        self.nouns: list[UUID] = []

    def fill(self, facts: Iterable[tuple[Ref, dict[str, Any]]]) -> int:
        """Record facts, each about one noun; returns how many events were stored, the nouns' beginnings among them."""
        open_: dict[Ref, Noun] = {}
        for ref, fact in facts:
            noun = open_.get(ref)
            if noun is None:
                noun = open_[ref] = Noun(int(ref.noun))
            noun.trigger_event(Noun.Recorded, **fact)
        events = sum(noun.version for noun in open_.values())
        self.application.save(*open_.values())
        self.nouns = [noun.id for noun in open_.values()]
        return events

    def replay(self) -> None:
        """Read every noun from its events."""
        for noun in self.nouns:
            self.application.repository.get(noun)
