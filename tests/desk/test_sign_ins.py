"""Two sign-ins under one number: the first that the device said counts, however they come."""

from pathlib import Path
from typing import Any

import pytest

from lanyard.desk.device import Device
from lanyard.desk.node import Node
from lanyard.ledger.seal import Sealed
from lanyard.terms import Role, SignedInBy
from tests.desk.folders import rebuilt, views_rows
from tests.desk.point import NOW, STAFF, made, tablet, walks_in
from tests.exchange.bringing import twin
from tests.making import person


def takes(own: Device, staff: bytes, role: Role = Role.CLERK) -> Sealed:
    """Somebody takes the device, always under number 1."""
    own.resume(0)
    return own.sign_in(staff, role, SignedInBy.PIN, NOW)


def twice(own: Device) -> list[Sealed]:
    """A clerk takes the device and records, then one of another role under the same number."""
    first = [takes(own, STAFF[1]), own.seal(walks_in(1), NOW)]
    return [*first, takes(own, STAFF[2], Role.RECEIVER), own.seal(walks_in(2), NOW)]


def whose(node: Node, *people: int) -> list[bytes]:
    """Who recorded what there is about these people."""
    node.settle()
    with node.look() as look:
        found = [look.read(person(number)) for number in people]
    return [e.staff for one in found if one is not None for e in one.entries]


def kept(node: Node) -> list[Any]:
    """Who is signed in, and every remark on what was recorded under it."""
    rows = views_rows(node)
    return [(number, staff) for _, number, staff, *_ in rows["sign_in"]] + [row[2] for row in rows["mark_row"]]


@pytest.mark.parametrize(
    "batches", [[[0, 1, 2, 3]], [[2, 3, 1, 0]], [[2, 3], [1], [0]], [[3], [0], [2, 1]], [[2, 1], [3, 0]]]
)
def test_the_first_that_the_device_said_counts_in_whatever_order_they_come(
    tmp_path: Path, batches: list[list[int]]
) -> None:
    with made(tmp_path / "site") as node:
        secret = node.folder.secret
        entries = twice(tablet(node))
        for batch in batches:
            node.door.accept([entries[number] for number in batch]).result()
            node.settle()
        assert whose(node, 1, 2) == [STAFF[1], STAFF[1]]
        assert kept(node) == [(1, STAFF[1])]
    assert rebuilt(tmp_path / "site", secret).differs == {}
    with Node.open(tmp_path / "site", secret=secret) as node:
        assert whose(node, 1, 2) == [STAFF[1], STAFF[1]]


@pytest.mark.parametrize("smaller_first", [True, False])
def test_of_two_in_one_place_of_a_fork_the_one_with_the_smaller_id_counts(tmp_path: Path, smaller_first: bool) -> None:
    with made(tmp_path / "site") as node:
        own = tablet(node)
        other = twin(node, own)
        sign_ins = {takes(own, STAFF[1]): STAFF[1], takes(other, STAFF[2]): STAFF[2]}
        smaller, greater = sorted(sign_ins, key=lambda sealed: sealed.id)
        for sealed in (smaller, greater) if smaller_first else (greater, smaller):
            node.door.accept([sealed, own.seal(walks_in(1), NOW)]).result()
            node.settle()
        assert set(whose(node, 1)) == {sign_ins[smaller]}
        assert kept(node) == [(1, sign_ins[smaller])]


def test_number_0_stays_the_devices_own(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        own = tablet(node)
        own.resume(-1)
        sign_in = own.sign_in(STAFF[1], Role.CLERK, SignedInBy.PIN, NOW)
        node.door.accept([sign_in, own.seal(walks_in(1), NOW)]).result()
        assert whose(node, 1) == [b""]
