"""The fixed corpus: trucks with made-up people, recorded by six tablets, drawn from one seed and sealed for one site."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from lanyard.casefile.tag import tag_ref
from lanyard.desk.device import Device
from lanyard.desk.draft import Draft
from lanyard.desk.node import Node
from lanyard.ledger.ask import AgeRange
from lanyard.ledger.certificate import Directory
from lanyard.ledger.noun import Noun, Ref
from lanyard.ledger.seal import Sealed
from lanyard.stations.arrival.entries import PersonMet, SafetyChecked, TagClaimed, VehicleCounted
from lanyard.stations.first_aid.entries import CarePrioritySet, Glanced, NeedsMedic, Triaged
from lanyard.stations.placement.entries import Placed
from lanyard.stations.transport.entries import (
    Boarded,
    CountedIn,
    Departed,
    HandedOver,
    ManifestOpened,
    ManifestSealed,
    Received,
)
from lanyard.terms import (
    AgeKnownBy,
    CheckedBy,
    Colour,
    CountedBy,
    HowSoon,
    Language,
    Role,
    Script,
    Sex,
    SignedInBy,
    TriageColour,
    Walks,
)
from lanyard.terms.tags import tag_code
from lanyard.web.demo import names
from lanyard.web.demo.plan import AREA_REF, SITE_REF, site_plan

SEED: Final = 2019
START_MS: Final = 1_550_800_000_000
SECOND_MS: Final = 1000
TRUCK_EVERY_S: Final = 1200
ROLES: Final = {
    "gate": Role.CLERK,
    "tent": Role.CLERK,
    "lines": Role.CLERK,
    "medic": Role.MEDIC,
    "bay": Role.TRANSPORT,
    "camp": Role.RECEIVER,
}
"""The tablets, and the role of whoever is signed in at each."""

LATE: Final = "medic"
"""This tablet is out of reach of the antenna: what it holds comes with the truck after."""

LINES: Final = ("BG/wom", "BG/L1", "BG/L2", "BG/kid")
COLOURS: Final = (
    (TriageColour.RED, Colour.RED),
    (TriageColour.YELLOW, Colour.YELLOW),
    (TriageColour.YELLOW, Colour.YELLOW),
    (TriageColour.GREEN, Colour.GREEN),
    (TriageColour.GREEN, Colour.GREEN),
)
CALLED_SHARE: Final = 0.15


class Said(NamedTuple):
    """One thing that is recorded: when (ms UTC), on which tablet, what."""

    at_ms: int
    tablet: str
    draft: Draft


class Person(NamedTuple):
    """Somebody on a truck."""

    ref: Ref
    tag: str
    group: str
    met: PersonMet
    line: str


class Truck:
    """One truck from its count at the gate to the receiver's signature; everything about it is drawn here."""

    def __init__(self, rng: Random, number: int) -> None:
        self.rng = rng
        self.vehicle = Ref(Noun.VEHICLE, rng.randbytes(16))
        self.manifest = Ref(Noun.MANIFEST, rng.randbytes(16))
        self.began_s = START_MS // SECOND_MS + number * TRUCK_EVERY_S
        self.people = list(self._draw_people(rng.randint(60, 180)))

    def _draw_people(self, count: int) -> Iterator[Person]:
        while count > 0:
            family, group = names.word(self.rng), f"G{self.rng.randrange(10_000)}"
            for _ in range(min(count, self.rng.randint(1, 7))):
                yield self._draw_person(family, group)
                count -= 1

    def _draw_person(self, family: names.Name, group: str) -> Person:
        rng = self.rng
        name, child = names.name(rng, family), rng.random() < 0.6
        low = rng.randrange(0, 17 * 12) if child else rng.randrange(18 * 12, 70 * 12)
        met = PersonMet(
            sex=rng.choice((Sex.FEMALE, Sex.MALE)),
            age=AgeRange(low, low + rng.choice((0, 11, 24))),
            age_known_by=rng.choice(tuple(AgeKnownBy)),
            name_written=name.arabic,
            script=Script.ARABIC,
            languages=(Language.ARABIC,),
            walks=rng.choices(tuple(Walks), (90, 7, 3))[0],
            alone=False,
            travel_group=group,
        )
        ref = Ref(Noun.PERSON, rng.randbytes(16))
        return Person(ref, tag_code("BG", rng.randrange(32**7)), group, met, rng.choice(LINES))

    def said(self) -> list[Said]:
        """All that is recorded of this truck, in the order of the moments."""
        said = [*self._arrives(), *self._leaves()]
        for number, person in enumerate(self.people):
            said += self._passes(person, 120 + 15 * number)
        return sorted(said, key=lambda one: one.at_ms)

    def _say(self, after_s: int, tablet: str, record: Any, about: Ref, where: str) -> Said:
        at_ms = (self.began_s + after_s) * SECOND_MS + self.rng.randrange(SECOND_MS)
        return Said(at_ms, tablet, Draft(record, about, where))

    def _arrives(self) -> Iterator[Said]:
        heads, word = len(self.people), names.word(self.rng).latin
        counted = VehicleCounted(word, CountedBy.TWO, heads, includes_dead=True, plate=f"{word[:2]} {heads:04}")
        yield self._say(0, "gate", counted, self.vehicle, "BG/gate")
        yield self._say(60, "gate", SafetyChecked(heads, 50, "search team", found=False), self.vehicle, "BG/gate")
        yield self._say(90, "gate", Glanced(heads), self.vehicle, "BG/gate")

    def _passes(self, person: Person, after_s: int) -> Iterator[Said]:
        """Tag, first words, a medic for some, a line to wait in, the bus, the camp."""
        tag, manifest = tag_ref(person.tag), self.manifest
        claim = TagClaimed(person.tag, person.group, self.vehicle)
        yield self._say(after_s, "gate", claim, person.ref, "BG/gate")
        yield self._say(after_s + 300, "tent", person.met, person.ref, "BG/tent")
        if self.rng.random() < CALLED_SHARE:
            yield from self._cared_for(tag, after_s + 400)
        yield self._say(after_s + 900, "lines", Placed(AREA_REF[person.line]), tag, person.line)
        yield self._say(after_s + 7500, "bay", Boarded(manifest, CheckedBy.SCAN), tag, "BG/bays")
        yield self._say(after_s + 36_000, "camp", Received(manifest), tag, "HC/gate")

    def _cared_for(self, tag: Ref, after_s: int) -> Iterator[Said]:
        rng = self.rng
        tool, colour = rng.choice(COLOURS)
        rr, hr, temp_dc = rng.randrange(16, 40), rng.randrange(70, 160), rng.randrange(350, 400)
        signs, why = ("cough",), ("rr-high",)
        triaged = Triaged("iitt-adult", "2024.1", "adult", tool, signs, why, rr=rr, hr=hr, temp_dc=temp_dc)
        yield self._say(after_s, "gate", NeedsMedic(rng.choice(tuple(HowSoon))), tag, "BG/gate")
        yield self._say(after_s + 200, "medic", triaged, tag, "BG/aid")
        yield self._say(after_s + 230, "medic", CarePrioritySet(colour), tag, "BG/aid")

    def _leaves(self) -> Iterator[Said]:
        heads, last, manifest = len(self.people), 120 + 15 * len(self.people), self.manifest
        opened = ManifestOpened(heads, SITE_REF["HC"], "to the camp", "transport officer")
        yield self._say(7000, "bay", opened, manifest, "BG/bays")
        yield self._say(last + 8000, "bay", ManifestSealed(heads, self.rng.randbytes(32)), manifest, "BG/bays")
        yield self._say(last + 8100, "bay", Departed(480), manifest, "BG/bays")
        yield self._say(35_000, "camp", CountedIn(heads), manifest, "HC/gate")
        yield self._say(last + 37_000, "camp", HandedOver(), manifest, "HC/gate")


def trucks(seed: int = SEED) -> Iterator[list[Said]]:
    """What is recorded of one truck after the other, without end."""
    rng = Random(seed)
    number = 0
    while True:
        yield Truck(rng, number).said()
        number += 1


def draft_batches(seed: int, entries: int) -> Iterator[list[Said]]:
    """Batches of drafts as the tablets bring them, a truck at a time, until there are so many entries."""
    late: list[Said] = []
    for said in trucks(seed):
        batch = sorted([*late, *(one for one in said if one.tablet != LATE)], key=lambda one: one.at_ms)
        late = [one for one in said if one.tablet == LATE]
        yield batch[:entries]
        entries -= len(batch)
        if entries <= 0:
            return


class Tablets:
    """Seals drafts in the name of the site's tablets, as they would have been sealed out there."""

    def __init__(self, node: Node) -> None:
        """Certify the tablets at this node and sign somebody in at each; `sign_ins` are to be received first."""
        self.devices: dict[str, Device] = {}
        self.sign_ins: list[Sealed] = []
        for name, role in ROLES.items():
            device = node.enrol("HC" if name == "camp" else "BG", START_MS, days=3660)
            self.devices[name] = device
            self.sign_ins.append(device.sign_in(bytes(16), role, SignedInBy.PIN, START_MS))

    def seal(self, batches: Iterable[list[Said]]) -> list[list[Sealed]]:
        """Each batch sealed in the order of its moments, then grouped as tablets bring it: one run after the other."""
        found = []
        for batch in batches:
            runs: dict[str, list[Sealed]] = {name: [] for name in self.devices}
            for at_ms, name, draft in batch:
                runs[name].append(self.devices[name].seal(draft, at_ms))
            found.append([sealed for run in runs.values() for sealed in run])
        return found


class Corpus:
    """Entries that six tablets of one site bring, and that site's folder before any of them has come."""

    def __init__(self, site: Path, entries: int, seed: int = SEED) -> None:
        """Make the folder `site`, and so many entries."""
        with Node.create(site, None, site_plan(1), START_MS, training=True) as node:
            tablets = Tablets(node)
            self.batches = tablets.seal(draft_batches(seed, entries))
            self.sign_ins = tablets.sign_ins
            self.secret = node.folder.secret
            self._root = node.directory.root
            rows = node.reader.read(0, 1000)
            self._certificates = [row.sealed for row in rows]
        self.site = site
        self.entries = sum(map(len, self.batches))

    def directory(self) -> Directory:
        """The certificates of the tablets."""
        found = Directory(self._root)
        for sealed in self._certificates:
            found.add(sealed)
        return found

    def cut(self, slices: int) -> list[list[list[Sealed]]]:
        """The batches in so many slices, one after the other."""
        size = -(-len(self.batches) // slices)
        return [self.batches[start : start + size] for start in range(0, len(self.batches), size)]
