"""The player: takes what is said to the devices of a node. Tablets seal and send in batches, the office records."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from lanyard.desk.device import Device
from lanyard.desk.draft import Draft
from lanyard.desk.node import Node
from lanyard.ledger.body import Link
from lanyard.ledger.seal import Sealed
from lanyard.stations.every.entries import SignedIn
from lanyard.web.demo.days import Story
from lanyard.web.demo.devices import DEVICES
from lanyard.web.demo.said import Said
from lanyard.web.demo.times import HOUR, MINUTE, START
from lanyard.web.demo.walk import Line

SYNC_MS: Final = 10 * MINUTE
"""Tablets send what they have every ten minutes."""
SETTLE_EACH: Final = 36


class Player:
    """Takes what is said to the devices of a node."""

    def __init__(self, node: Node, story: Story) -> None:
        """Enrol every device of the story."""
        self.node, self.story = node, story
        self.kinds: set[str] = set()
        self._ids: dict[str, bytes] = {}
        self._sealed: dict[str, list[Sealed]] = {}
        self.hero = story.hero()
        self.beside: list[Line] = []
        self._vehicles = story.vehicles_of(self.hero)
        self._offices = {plan.name for plan in DEVICES if plan.office}
        self._devices: dict[str, Device] = {
            plan.name: node.office(plan.letters, START) if plan.office else node.enrol(plan.letters, START)
            for plan in DEVICES
        }

    def batches(self, come_to: Callable[[int], None]) -> Iterator[list[Sealed]]:
        """What the tablets send, each its own batch. The office records for itself meanwhile.

        `come_to` is told how many hours of the story have been played.
        """
        sync_ms, syncs = START, 0
        for said in self.story.said():
            if said.at_ms >= sync_ms + SYNC_MS:
                yield from self._send()
                sync_ms, syncs = said.at_ms, syncs + 1
                come_to((said.at_ms - START) // HOUR)
                if syncs % SETTLE_EACH == 0:
                    self.node.settle()
            draft = said.draft
            self.kinds.add(draft.kind.name)
            if draft.about in self._vehicles:
                self.beside.append(Line(said.at_ms, draft.where, draft.kind.name, draft.record))
            self._take(said)
        yield from self._send()

    def _send(self) -> Iterator[list[Sealed]]:
        yield from (batch for batch in self._sealed.values() if batch)
        self._sealed = {}

    def _take(self, said: Said) -> None:
        device, record = self._devices[said.device], said.draft.record
        if said.device in self._offices:
            if isinstance(record, SignedIn):
                self.node.sign_in(device, record.staff, record.role, record.how, said.at_ms).result()
            else:
                self.node.record(device, [self._draft(said)], said.at_ms)
            return
        if isinstance(record, SignedIn):
            sealed = device.sign_in(record.staff, record.role, record.how, said.at_ms)
        else:
            sealed = device.seal(self._draft(said), said.at_ms)
        if said.name:
            self._ids[said.name] = sealed.id
        self._sealed.setdefault(said.device, []).append(sealed)

    def _draft(self, said: Said) -> Draft:
        """With the files kept that go with it, and the ids of the entries that it acts on."""
        draft = said.draft
        for file in said.enclosed:
            blob = self.node.put_blob(draft.about, [file.data], file.type, draft.sealed_in())
            draft = draft._replace(record=replace(draft.record, **{file.field: blob}))
        if said.points:
            draft = draft._replace(refs=tuple(Link(how, self._ids[name]) for how, name in said.points))
        return draft
