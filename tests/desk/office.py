"""A site whose story has been told, and the office's questions asked of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from lanyard.desk.draft import Draft
from lanyard.desk.node import Node
from lanyard.desk.questions import Questions
from lanyard.ledger.ask import AgeRange
from lanyard.ledger.noun import Noun, Ref
from lanyard.stations.arrival.entries import PersonMet
from lanyard.stations.transport.entries import Boarded, CountedIn, Departed, HandedOver, ManifestOpened, Received
from lanyard.terms import AgeKnownBy, CheckedBy, Role, Sex
from tests.desk.point import MINUTE, NOW, PLAN, STAFF, device, said
from tests.making import manifest, person

TENT = Ref(Noun.AREA, b"A" * 15 + b"3")
WHO = {"BG": STAFF[0], "HC": STAFF[1]}


def tell(node: Node, drafts: Sequence[Draft], *, role: Role = Role.CLERK, now_ms: int = NOW) -> int:
    """Record these a minute after one another, each by somebody of its site; returns the minute after the last."""
    sites = {letters: device(node, letters, staff=staff, role=role) for letters, staff in WHO.items()}
    for number, draft in enumerate(drafts):
        node.record(sites[draft.where[:2]], [draft], now_ms + number * MINUTE).result()
    node.settle()
    return now_ms + len(drafts) * MINUTE


@contextmanager
def office(node: Node) -> Iterator[Questions]:
    """The office's questions over what has been folded."""
    node.settle()
    with node.look() as look:
        yield look.questions


def aged(number: int, months: int, **more: Any) -> Draft:
    """She is so many months old, as was seen."""
    where = more.pop("where", "BG/L1")
    met = PersonMet(Sex.FEMALE, AgeRange(months, months + 5), AgeKnownBy.SEEN, **more)
    return said(met, person(number), where)


def opened(number: int = 1, seats: int = 40) -> Draft:
    return said(ManifestOpened(seats, PLAN.sites[1].ref, "the road", "an officer", "AB 12"), manifest(number), "BG")


def boards(number: int, on: int = 1) -> Draft:
    return said(Boarded(manifest(on), CheckedBy.SCAN), person(number), "BG")


def departs(number: int = 1, expected_min: int = 60) -> Draft:
    return said(Departed(expected_min), manifest(number), "BG")


def counted_in(heads: int, on: int = 1) -> Draft:
    return said(CountedIn(heads), manifest(on), "HC")


def receives(number: int, on: int = 1) -> Draft:
    return said(Received(manifest(on)), person(number), "HC")


def closes(on: int = 1) -> Draft:
    return said(HandedOver(), manifest(on), "HC")
