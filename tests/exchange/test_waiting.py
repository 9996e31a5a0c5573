"""Certificates that come late, are forged, or are taken back."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.crypto.signing import SigningKey
from lanyard.desk.device import Device
from lanyard.desk.node import Node
from lanyard.exchange import receive
from lanyard.exchange.receive import Answer, Receiver
from lanyard.ledger.certificate import Directory
from lanyard.ledger.chain import Position, chain_of
from lanyard.ledger.clock import HybridClock
from lanyard.ledger.open_records import DeviceCertified, DeviceRevoked
from tests.desk.folders import views_rows
from tests.desk.point import NOW, made, tablet
from tests.exchange.bringing import node_entry, people, sealed
from tests.making import person

DAY = 86_400_000


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened:
        yield opened


@pytest.fixture
def receiver(node: Node) -> Receiver:
    return Receiver(node)


def uncertified(node: Node) -> tuple[Device, DeviceCertified]:
    """A device and the certificate that has not come yet."""
    signer = SigningKey.from_seed(b"u" * 32)
    chain = chain_of(signer.public, b"e" * 16, node.directory.root)
    site = node.plan.home.id
    certificate = DeviceCertified(chain, signer.public, b"e" * 16, site, (), NOW // 1000 - 9, NOW // 1000 + 9999)
    return Device(Position.first(chain), signer, node.key_for, HybridClock(), "BG"), certificate


def test_entries_wait_for_their_certificate_and_are_taken_in_when_it_comes(node: Node, receiver: Receiver) -> None:
    own, certificate = uncertified(node)
    batch = sealed(own, 3)
    assert receiver.receive(batch, NOW) == Answer(0, 0, 3, (), (), ())
    assert receiver.receive(batch, NOW).waiting == 3
    assert people(node) == 0
    receiver.receive([node.office().seal_open(certificate, NOW)], NOW)
    assert people(node) == 3
    assert receiver.release(NOW) == 0
    assert receiver.receive(batch, NOW).known == 3


def test_what_waits_is_still_waiting_after_a_restart(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        secret = node.folder.secret
        own, certificate = uncertified(node)
        Receiver(node).receive(sealed(own, 3), NOW)
        late = node.office().seal_open(certificate, NOW)
    with Node.open(tmp_path / "site", secret=secret) as node:
        receiver = Receiver(node)
        with node.look() as look:
            assert look.counts()["waiting"] == 3
        receiver.receive([late], NOW)
        assert people(node) == 3
        with node.look() as look:
            assert (look.counts()["waiting"], look.counts()["quarantined"]) == (0, 0)


def test_a_certificate_that_waits_for_its_own_signer_is_believed_after_a_restart(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        secret, root = node.folder.secret, node.directory.root
        own, certificate = uncertified(node)
        site = SigningKey.from_seed(b"t" * 32)
        chain = chain_of(site.public, b"o" * 16, root)
        office = Device(Position.first(chain), site, node.key_for, HybridClock(), "BG")
        itself = DeviceCertified(chain, site.public, b"o" * 16, node.plan.home.id, (), 0, 2**31)
        receiver = Receiver(node)
        receiver.receive([office.seal_open(itself, NOW), office.seal_open(certificate, NOW), *sealed(own, 2)], NOW)
        assert people(node) == 0
        [old] = node.directory.sites[node.plan.home.id]
    with Node.open(tmp_path / "site", secret=secret) as node:
        receiver = Receiver(node)
        node.directory.sites[node.plan.home.id].append(old._replace(key=site.public))
        node.directory._settle()
        assert receiver.release(NOW) == 4
        assert people(node) == 2


def test_certificates_that_many_threads_bring_are_taken_into_account_one_at_a_time(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle, under_way, most = Directory._settle, [0], [0]

    def slow(directory: Directory) -> bool:
        if directory is node.directory:
            under_way[0] += 1
            most[0] = max(most[0], under_way[0])
            time.sleep(0.05)
            under_way[0] -= 1
        return settle(directory)

    _, certificate = uncertified(node)
    brought = node.office().seal_open(certificate, NOW)
    monkeypatch.setattr(Directory, "_settle", slow)
    threads = [threading.Thread(target=Receiver(node).receive, args=([brought], NOW)) for _ in range(3)]
    threads += [threading.Thread(target=node.enrol, args=("BG", NOW)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_a_certificate_by_a_stranger_makes_nobody_believed(node: Node, receiver: Receiver) -> None:
    own, certificate = uncertified(node)
    stranger = SigningKey.from_seed(b"x" * 32)
    chain = chain_of(stranger.public, b"y" * 16, node.directory.root)
    other = Device(Position.first(chain), stranger, node.key_for, HybridClock(), "BG")
    itself = DeviceCertified(chain, stranger.public, b"y" * 16, node.plan.home.id, (), 0, 2**31)
    forged = [other.seal_open(itself, NOW), other.seal_open(certificate, NOW)]
    assert receiver.receive([*forged, *sealed(own, 1)], NOW).waiting == 3
    assert node.directory.key_of(own.chain) is None


def test_a_certified_tablet_cannot_certify_others(node: Node, receiver: Receiver) -> None:
    own, certificate = uncertified(node)
    forger = tablet(node)
    receiver.receive([forger.seal_open(certificate, NOW), *sealed(own, 1), *sealed(forger, 1, 5)], NOW)
    assert node.directory.key_of(own.chain) is None
    assert people(node) == 1


def test_a_revoked_device_fills_its_quota_and_is_then_visibly_refused(
    node: Node, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tablet(node)
    before = sealed(own, 2)
    receiver.receive(before, NOW)
    node.say([DeviceRevoked(own.chain, 1, before[1].id, "lost")], NOW).result()
    receiver.receive([node_entry(node)], NOW)
    after = sealed(own, 6, 10)
    size = len(after[0].header) + len(after[0].body)
    monkeypatch.setattr(receive, "REVOKED_BYTES_MOST", size * 3 + 10)
    answer = receiver.receive(after[:2], NOW)
    assert (answer.kept, answer.quarantined) == (2, ())
    assert receiver.receive(after[:2], NOW).known == 2
    answer = receiver.receive(after[2:], NOW)
    assert answer.kept == 1
    assert {reason for _, reason in answer.quarantined} == {"revoked.quota"}
    assert Receiver(node).receive(after[5:], NOW).kept == 0
    assert people(node) == 5
    assert all(row.body == b"" for _, row in node.reader.quarantined() if row.reason == "revoked.quota")
    marked = {row[0][1:] for row in views_rows(node)["mark_row"]}
    assert marked == {person(number).key for number in (10, 11, 12)}
