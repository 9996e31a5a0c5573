"""A small site for the tests of the desk, the exchange and the commands: two sites, three areas, devices that record."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from lanyard.casefile.tag import tag_ref
from lanyard.desk.device import Device
from lanyard.desk.draft import Draft
from lanyard.desk.node import Node
from lanyard.desk.plan import AreaPlan, Facility, Site, SitePlan
from lanyard.ledger.body import Link, LinkKind
from lanyard.ledger.clock import HybridClock
from lanyard.ledger.noun import Noun, Ref
from lanyard.stations.arrival.entries import PersonMet, TagClaimed, VehicleCounted, WalkedIn
from lanyard.stations.placement.entries import Placed
from lanyard.store.cipher import Connection, connect
from lanyard.store.folder import LEDGER, follow
from lanyard.store.ledger_file import TRIGGERS
from lanyard.terms import CountedBy, Role, Sex, SignedInBy
from tests.making import code, person, vehicle

NOW: Final = 1_550_800_000_000
MINUTE: Final = 60_000
PLAN: Final = SitePlan(
    (
        Site(b"S" * 15 + b"1", "BG", "The point", "Asia/Damascus"),
        Site(b"S" * 15 + b"2", "HC", "The camp", "Asia/Damascus"),
    ),
    (
        AreaPlan(b"A" * 15 + b"1", "BG/L1", "First line", 100, False),
        AreaPlan(b"A" * 15 + b"2", "BG/L2", "Second line", 100, False),
        AreaPlan(b"A" * 15 + b"3", "HC/P1", "First tent", 100, True),
    ),
    (Facility("Field hospital", "hospital", 55),),
)
LINE: Final = Ref(Noun.AREA, b"A" * 15 + b"1")
STAFF: Final = (b"n" * 16, b"d" * 16, b"a" * 16)


def made(path: Path, *, training: bool = True, passphrase: str | None = None) -> Node:
    """A site just made; its secret is `node.folder.secret`."""
    return Node.create(path, passphrase, PLAN, NOW, training=training)


def device(
    node: Node, letters: str = "BG", *, staff: bytes = STAFF[0], role: Role = Role.CLERK, **options: Any
) -> Device:
    """A device of the node at which somebody has signed in."""
    found = node.enrol(letters, NOW, **options)
    node.sign_in(found, staff, role, SignedInBy.PIN, NOW).result()
    return found


def tablet(node: Node, letters: str = "BG", **options: Any) -> Device:
    """A certified device with a clock of its own, at which nobody has signed in; what it seals is for the test to bring."""
    found = node.enrol(letters, NOW, **options)
    found._clock = HybridClock()
    return found


def said(record: Any, about: Ref, where: str = "BG/L1", **more: Any) -> Draft:
    return Draft(record, about, where, **more)


def walks_in(number: int, where: str = "BG/L1", **more: Any) -> Draft:
    """She comes on foot and is given the tag with her number."""
    return said(WalkedIn(code(number)), person(number), where, **more)


def tags(number: int, on: int | None = None, **more: Any) -> Draft:
    return said(TagClaimed(code(number), came_on=None if on is None else vehicle(on)), person(number), **more)


def meets(number: int, name: str = "", **more: Any) -> Draft:
    return said(PersonMet(Sex.FEMALE, name_said=name or None), person(number), **more)


def places(number: int, *, worn: bool = False) -> Draft:
    return said(Placed(LINE), tag_ref(code(number)) if worn else person(number))


def counts(number: int, total: int, **more: Any) -> Draft:
    return said(VehicleCounted("the south", CountedBy.ONE, total, True), vehicle(number), **more)


def corrects(entry: bytes) -> tuple[Link, ...]:
    return (Link(LinkKind.CORRECTS, entry),)


def in_error(entry: bytes) -> tuple[Link, ...]:
    return (Link(LinkKind.IN_ERROR, entry),)


def cut_tail(folder: Path, secret: bytes, count: int) -> None:
    """Take the newest entries out of the ledger, as somebody with the key and a tool could."""
    connection = connect(folder / LEDGER, follow(secret, f"file/{LEDGER}"))
    try:
        with unprotected(connection):
            connection.execute("DELETE FROM entry WHERE n > (SELECT max(n) FROM entry) - ?", (count,))
    finally:
        connection.close()


@contextmanager
def unprotected(connection: Connection) -> Iterator[None]:
    """Take the triggers off, and put them back."""
    for name in TRIGGERS:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for sql in TRIGGERS.values():
        connection.execute(sql)
