"""Devices as a site knows them: what each brought and what is odd about it; and the end of the trust in one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.casefile.marks import NOT_CERTIFIED
from lanyard.desk.devices import UNKNOWN_CHAIN, DeviceKind, DeviceRow, SetAside
from lanyard.desk.node import Node
from lanyard.exchange.receive import Receiver
from lanyard.ledger.seal import Sealed
from tests.desk.point import NOW, STAFF, device, made, meets, tablet, walks_in
from tests.exchange.bringing import sealed, twin
from tests.making import code

DAY = 86_400_000


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened:
        yield opened


def rows(node: Node) -> dict[bytes, DeviceRow]:
    node.settle()
    with node.look() as look:
        return {row.chain: row for row in look.questions.things.devices.all(node.directory, node.keys())}


def marks(node: Node, number: int) -> set[str]:
    node.settle()
    with node.look() as look:
        person = look.person(code(number))
        assert person
        return {mark.rule.code for mark in person.case.all_marks()}


def test_a_chain_that_this_site_did_not_certify_is_not_its_to_revoke(node: Node) -> None:
    other = node.enrol("HC", NOW)
    for chain in (other.chain, b"u" * 16):
        with pytest.raises(KeyError):
            node.revoke("BG", chain, "lost", NOW)
    assert rows(node)[other.chain].revoked == ()


def test_the_chain_at_work_is_not_revoked(node: Node) -> None:
    office = node.office("BG", NOW)
    with pytest.raises(ValueError, match=office.chain.hex()):
        node.revoke("BG", office.chain, "lost", NOW)
    assert rows(node)[office.chain].revoked == ()


def test_what_a_lost_device_brought_before_stays_and_what_it_brings_after_is_marked(node: Node) -> None:
    own, receiver = tablet(node), Receiver(node)
    receiver.receive(sealed(own, 2), NOW)
    done = node.revoke("BG", own.chain, "lost", NOW)
    assert (done.last_seq, done.why) == (1, "lost")
    receiver.receive(sealed(own, 1, 2), NOW)
    assert NOT_CERTIFIED.code not in marks(node, 0)
    assert NOT_CERTIFIED.code in marks(node, 2)
    assert rows(node)[own.chain].revoked == (done,)


def test_nothing_of_a_device_that_was_tampered_with_is_trusted_and_a_second_word_adds_nothing(node: Node) -> None:
    own = tablet(node)
    Receiver(node).receive(sealed(own, 2), NOW)
    first = node.revoke("BG", own.chain, "lost", NOW)
    assert node.revoke("BG", own.chain, "stolen", NOW) == first
    stricter = node.revoke("BG", own.chain, "tampered", NOW, nothing=True)
    assert stricter.last_seq is None
    assert NOT_CERTIFIED.code in marks(node, 0)
    assert node.revoke("BG", own.chain, "lost", NOW) == first
    assert rows(node)[own.chain].revoked == (first, stricter)


def test_a_revocation_is_believed_after_a_new_start(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        own, secret = tablet(node), node.folder.secret
        Receiver(node).receive(sealed(own, 1), NOW)
        node.revoke("BG", own.chain, "lost", NOW, nothing=True)
    with Node.open(tmp_path / "site", secret=secret) as again:
        assert rows(again)[own.chain].revoked
        assert NOT_CERTIFIED.code in marks(again, 0)


def test_what_is_odd_about_a_chain_is_counted_and_comes_first(node: Node) -> None:
    own, calm, stranger = tablet(node), tablet(node), tablet(node)
    other, ahead = twin(node, own), tablet(node)
    entries = sealed(own, 4)
    receiver = Receiver(node)
    receiver.receive([entries[0], entries[3], *sealed(other, 1, 9), *sealed(calm, 2, 20)], NOW)
    receiver.receive(sealed(ahead, 1, 30, NOW + DAY), NOW)
    [wrong] = sealed(stranger, 1, 40)
    receiver.receive([wrong._replace(sig=bytes(64)), Sealed(b"", b"x", b"", b"")], NOW)
    found = rows(node)
    assert (found[own.chain].entries, found[own.chain].missing, found[own.chain].forks) == (3, 2, 1)
    assert (found[calm.chain].entries, found[calm.chain].odd) == (2, False)
    assert found[ahead.chain].flagged == 1
    assert found[stranger.chain].aside == ((SetAside.SIGNATURE, 1),)
    assert found[UNKNOWN_CHAIN].aside == ((SetAside.UNREADABLE, 1),)
    order = [row.odd for row in found.values()]
    assert order == sorted(order, reverse=True)


def test_what_waits_for_a_certificate_is_counted_until_it_is_kept(tmp_path: Path, node: Node) -> None:
    with made(tmp_path / "other") as elsewhere:
        foreign = sealed(tablet(elsewhere), 1)
    Receiver(node).receive(foreign, NOW)
    waiting = [row for row in rows(node).values() if row.kind is DeviceKind.STRANGER]
    assert [(row.aside, row.entries, row.ours) for row in waiting] == [(((SetAside.WAITING, 1),), 0, False)]


def test_each_chain_is_called_what_it_is(node: Node) -> None:
    own, office = tablet(node), node.office("BG", NOW)
    node.record(office, [walks_in(1), meets(1)], NOW).result()
    found = rows(node)
    assert (found[own.chain].kind, found[own.chain].site, found[own.chain].ours) == (DeviceKind.TABLET, "BG", True)
    assert (found[office.chain].kind, found[office.chain].in_use) == (DeviceKind.OFFICE, True)
    assert found[office.chain].last_ms == NOW
    assert [row.kind for row in found.values()].count(DeviceKind.ROOT) == 1
    assert found[own.chain].until_s
    assert found[own.chain].last_ms is None


def test_the_last_shift_of_each_is_found_on_whatever_chain(node: Node) -> None:
    with node.look() as look:
        assert look.questions.things.shifts.last() == {}
    device(node, staff=STAFF[0])
    last = device(node, staff=STAFF[0])
    node.settle()
    with node.look() as look:
        [found] = look.questions.things.shifts.last().values()
    assert found.began_ms == NOW
    assert found.chain in {last.chain, *rows(node)}
