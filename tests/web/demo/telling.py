"""From what is said to entries, and from entries to books, without a node: early word of what would not balance."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any

from lanyard.casefile.case import Case, Outcome
from lanyard.casefile.duties import Owed
from lanyard.casefile.known import Known
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.place import Where
from lanyard.casefile.reading import Reader
from lanyard.casefile.shelf import MemoryShelf
from lanyard.casefile.tag import Tag
from lanyard.casefile.vehicle import Vehicle
from lanyard.crypto.hashing import H
from lanyard.floorplan import KINDS
from lanyard.ledger.ask import Blob
from lanyard.ledger.body import Link
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Ref
from lanyard.stations.every.entries import SignedIn
from lanyard.terms import Role
from lanyard.web.demo.days import Story
from lanyard.web.demo.measured import Measured, measure
from lanyard.web.demo.said import Said

KIND_OF = {kind.record: kind for kind in KINDS.values()}


@cache
def story(scale: int, seed: int, *, plant: bool = False) -> tuple[Story, list[Said]]:
    """A story that has been told, and all that was said in it."""
    drawn = Story(scale, seed, plant=plant)
    return drawn, list(drawn.said())


@cache
def books(scale: int, seed: int, *, plant: bool = False) -> "Told":
    """What is read from a story."""
    return Told(story(scale, seed, plant=plant)[1])


@cache
def measured(scale: int, seed: int) -> list[Measured]:
    """A story's figures. Only these are kept: with all its people a story is large."""
    drawn = Story(scale, seed)
    for _ in drawn.said():
        pass
    return measure(drawn)


class Scribe:
    """Writes down what is said as entries, each device its own chain, and knows who is signed in at it."""

    def __init__(self) -> None:
        self.ids: dict[str, bytes] = {}
        self.signed_in: dict[str, SignedIn] = {}
        self._chains: dict[str, list[Any]] = {}

    def write(self, said: Said) -> Entry:
        """One entry, with all that the kind's shape would check."""
        draft = said.draft
        chain = self._chains.setdefault(said.device, [H("test-chain", said.device.encode())[:16], -1])
        chain[1] += 1
        record = draft.record
        if isinstance(record, SignedIn):
            self.signed_in[said.device] = record
        for file in said.enclosed:
            record = replace(
                record, **{file.field: Blob(H("test-blob", file.data), bytes(16), len(file.data), file.type)}
            )
        kind = KIND_OF[type(record)]
        stated = draft.at is not None
        entry_id = H("test-entry", chain[0] + chain[1].to_bytes(4, "big"))
        if said.name:
            self.ids[said.name] = entry_id
        return Entry(
            id=entry_id, chain=chain[0], seq=chain[1], hlc=(said.at_ms << 16) + chain[1],
            at_ms=draft.at[0] * 1000 if draft.at else said.at_ms, stated_at=stated, span=draft.at[1] if draft.at else 0,
            where=draft.where, act=draft.act, about=draft.about, recorded_by=1, staff=self.signed_in[said.device].staff,
            done_by=draft.done_by, basis=draft.basis, kind=kind.name, record=record,
            refs=tuple(Link(how, self.ids[name]) for how, name in said.points), keyref=bytes(16),
        )  # fmt: skip

    def may(self, said: Said) -> bool:
        """May whoever is signed in record this kind?"""
        who = KIND_OF[type(said.draft.record)].who
        return Role.ANY in who or self.signed_in[said.device].role in who


class Told:
    """Everything read from a story."""

    def __init__(self, said: Iterable[Said], batch: int = 500) -> None:
        self.shelf = MemoryShelf()
        self.reader = Reader(self.shelf, KINDS)
        self.entries = 0
        scribe = Scribe()
        written = (scribe.write(one) for one in said)
        while some := list(islice(written, batch)):
            self.entries += len(some)
            self.reader.advance(self.shelf.put(some))

    def each(self, sort: type[Any]) -> Iterator[Any]:
        return (slot.known for slot in self.shelf.slots.values() if isinstance(slot.known, sort))

    def cases(self) -> Iterator[Case]:
        """Every person, and every unknown wearer of a tag."""
        yield from self.each(Case)
        yield from (tag.worn for tag in self.each(Tag) if tag.worn is not None)

    def untold(self) -> dict[str, int]:
        return {v.ref.key.hex(): v.untold for v in self.each(Vehicle) if v.untold}

    def missing(self) -> set[tuple[str, str]]:
        """Who was boarded on a list that has arrived, and whose ride on it ends nowhere: tag and list."""
        arrived = {m.ref.key for m in self.each(Manifest) if m.arrived}
        return {
            (case.tags[0] if case.tags else case.ref.key.hex(), key.hex())
            for case in self.cases()
            for key, outcome in case.rides.items()
            if key in arrived and outcome in (Outcome.ABOARD, Outcome.UNSIGNED, Outcome.OUT_OF_SIGHT)
        }

    def lists_apart(self) -> set[str]:
        """Lists on which somebody stands who is neither received, nor left, nor known to have gone elsewhere."""
        wearers = {tag.ref: tag.worn for tag in self.each(Tag) if tag.worn is not None}
        cases = {case.ref: case for case in self.each(Case)} | wearers
        open_still = {Outcome.ABOARD, Outcome.UNSIGNED, Outcome.OUT_OF_SIGHT, Outcome.DISPUTED}
        return {
            m.ref.key.hex() for m in self.each(Manifest) if m.arrived
            for ref in m.aboard if cases[ref].rides[m.ref.key] in open_still
        }  # fmt: skip

    def contradictions(self) -> list[tuple[str, str]]:
        return [(mark.rule.code, known.ref.key.hex()) for known in self.nouns() for mark in known.contradictions()]

    def breaches(self) -> list[tuple[str, str]]:
        return [(mark.rule.code, known.ref.key.hex()) for known in self.nouns() for mark in known.all_marks()]

    def overdue(self, now_ms: int) -> list[tuple[str, Ref]]:
        found: list[tuple[Owed, Ref]] = [(owed, known.ref) for known in self.nouns() for owed in known.duties]
        return sorted((owed.duty.code, ref) for owed, ref in found if owed.red_ms < now_ms)

    def nouns(self) -> Iterator[Known]:
        for known in self.each(Known):
            yield known
            if isinstance(known, Tag) and known.worn is not None:
                yield known.worn

    def places(self) -> dict[tuple[str, Where], int]:
        found: dict[tuple[str, Where], int] = {}
        for case in self.cases():
            for episode in case.episodes:
                key = (episode.site, episode.place.where)
                found[key] = found.get(key, 0) + 1
        return found

    def expected(self, area: Ref) -> int:
        here = area.key.hex()
        return sum(
            case.place is not None and case.place.where is Where.ON_SITE and case.place.which == here
            for case in self.cases()
        )
