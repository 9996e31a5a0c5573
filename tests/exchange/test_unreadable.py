"""Entries that are as they were signed and yet cannot be read: kept, said, and their chains go on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lanyard.desk.device import Device
from lanyard.desk.node import Node
from lanyard.exchange.receive import Receiver
from lanyard.ledger.body import Body
from lanyard.ledger.noun import Basis, Compartment
from lanyard.ledger.seal import Sealed
from lanyard.stations.arrival.entries import WalkedIn
from tests.desk.folders import views_rows
from tests.desk.point import NOW, made, tablet, walks_in
from tests.exchange.bringing import by_hand, people, sealed
from tests.making import code, person

DAY = 86_400_000


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened:
        yield opened


@pytest.fixture
def receiver(node: Node) -> Receiver:
    return Receiver(node)


def personal_without_a_key(own: Device) -> Sealed:
    body = Body("walked_in", None, "BG/L1", person(7), None, 0, None, Basis.WITNESSED, (), {"tag": code(7)})
    return by_hand(own, body)


def test_a_personal_kind_without_a_key_is_kept_not_folded_and_raises_an_alarm(node: Node, receiver: Receiver) -> None:
    own = tablet(node)
    receiver.receive([personal_without_a_key(own), *sealed(own, 1)], NOW)
    assert people(node) == 1
    with node.look() as look:
        counts = look.counts()
    assert (counts["alarms"], counts["unread"]) == (1, 0)


@pytest.mark.parametrize("fields", [{"tag": "O0O0O0O0O0"}, {"unheard_of": 1}, {"tag": 5}])
def test_an_entry_whose_fields_cannot_be_read_is_kept_and_its_chain_goes_on(
    node: Node, receiver: Receiver, fields: dict[str, Any]
) -> None:
    own = tablet(node)
    key = node.key_for(person(7), Compartment.REGISTER)
    body = Body("walked_in", None, "BG/L1", person(7), None, 0, None, Basis.WITNESSED, (), fields)
    answer = receiver.receive([by_hand(own, body, key), *sealed(own, 2)], NOW)
    assert (answer.kept, answer.gaps) == (3, ())
    assert people(node) == 2
    assert [row[2] for row in views_rows(node)["unread"]] == ["fields"]


@pytest.mark.parametrize(
    ("kind", "comp", "why"),
    [("walked_in", Compartment.MEDICAL, "compartment"), ("not_built_yet", Compartment.REGISTER, "unknown_kind")],
)
def test_a_kind_in_the_wrong_compartment_or_unknown_is_kept_and_not_folded(
    node: Node, receiver: Receiver, kind: str, comp: Compartment, why: str
) -> None:
    own = tablet(node)
    body = Body(kind, None, "BG/L1", person(7), None, 0, None, Basis.WITNESSED, (), {})
    receiver.receive([by_hand(own, body, node.key_for(person(7), comp)), *sealed(own, 1)], NOW)
    assert people(node) == 1
    assert [row[2] for row in views_rows(node)["unread"]] == [why]


def test_a_body_that_its_key_does_not_open_is_kept_and_its_chain_goes_on(node: Node, receiver: Receiver) -> None:
    own = tablet(node)
    key = node.key_for(person(7), Compartment.REGISTER)
    wrong = key._replace(key=b"w" * 32)
    own._key_for = lambda about, comp: wrong
    unopened = own.seal(WalkedInDraft, NOW)
    own._key_for = node.key_for
    receiver.receive([unopened, *sealed(own, 1)], NOW)
    assert people(node) == 1
    assert [row[2] for row in views_rows(node)["unread"]] == ["unreadable"]


WalkedInDraft = walks_in(7)._replace(record=WalkedIn())
