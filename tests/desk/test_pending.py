"""Undo before sealing: a draft is durable at once, gone without a trace when taken back, and sealed once whatever happens."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.access.sessions import Viewer
from lanyard.desk.node import Node
from lanyard.desk.office import Office
from lanyard.desk.pending import Pending
from lanyard.ledger.errors import Malformed
from lanyard.stations.arrival.entries import PersonMet
from lanyard.store.drafts_file import FILE
from lanyard.terms import Role, Sex, SignedInBy
from tests.desk.point import made, meets, said, walks_in
from tests.making import person

FAR = 10**9


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as found:
        yield found


@pytest.fixture
def office(node: Node) -> Iterator[Office]:
    found = Office(node, FAR)
    yield found
    found.close()


def viewer(office: Office, name: str = "nour") -> Viewer:
    account = office.accounts.called(name) or office.accounts.add(name, "", [Role.CLERK], "oxide lamp ferry")
    return office.sign_in(account, Role.CLERK, "BG", SignedInBy.PASSWORD)[1]


def kinds(node: Node, number: int) -> list[str]:
    node.settle()
    with node.look() as look:
        found = look.read(person(number))
    return [] if found is None else [entry.kind for entry in found.entries]


def test_what_no_reader_could_read_is_refused_and_nothing_is_kept(office: Office) -> None:
    her = viewer(office)
    with pytest.raises(Malformed):
        office.pending.keep(her, [walks_in(1), said(PersonMet(Sex.FEMALE, name_said="a\nb"), person(1))], 0)
    assert office.pending.of(her) == []


def test_a_draft_taken_back_was_never_there(office: Office, node: Node) -> None:
    her = viewer(office)
    (draft,) = office.pending.keep(her, [meets(1, "Qxzv")], office.now_ms()).result()
    assert kinds(node, 1) == []
    assert office.pending.withdraw(her, draft.n)
    office.pending.flush()
    assert kinds(node, 1) == []
    office.close()
    assert b"Qxzv" not in (node.folder.path / FILE).read_bytes()


def test_nobody_takes_back_what_another_recorded_or_what_is_sealed(office: Office, node: Node) -> None:
    her, him = viewer(office), viewer(office, "dana")
    (draft,) = office.pending.keep(her, [walks_in(1)], office.now_ms()).result()
    assert not office.pending.withdraw(him, draft.n)
    office.pending.flush(her)
    assert not office.pending.withdraw(her, draft.n)
    assert kinds(node, 1) == ["walked_in"]


def test_it_is_sealed_when_the_time_is_over_under_the_name_of_who_recorded_it(node: Node) -> None:
    office = Office(node, 1)
    try:
        her, him = viewer(office), viewer(office, "dana")
        office.pending.keep(her, [walks_in(1)], office.now_ms()).result()
        office.pending.keep(him, [walks_in(2)], office.now_ms()).result()
        while office.pending.of(her) or office.pending.of(him):
            pass
    finally:
        office.close()
    node.settle()
    with node.look() as look:
        found = [look.read(person(n)) for n in (1, 2)]
    assert [one.entries[0].staff for one in found if one] == [her.staff, him.staff]


def test_what_waits_at_the_end_is_sealed_and_after_a_crash_it_is_sealed_once(node: Node) -> None:
    office = Office(node, FAR)
    her = viewer(office)
    office.pending.keep(her, [walks_in(1), meets(1)], office.now_ms()).result()
    kept = [waiting for waiting, _ in office.pending.of(her)]
    office.close()
    assert kinds(node, 1) == ["walked_in", "person_met"]
    # A crash between the ledger's commit and the forgetting leaves the drafts behind.
    again = Pending(node, FAR, office.now_ms)
    again._journal.submit(lambda _: again._file.keep(kept)).result()
    again._stop.set()
    again._thread.join()
    again._journal.close()
    Pending(node, FAR, office.now_ms).close()
    assert kinds(node, 1) == ["walked_in", "person_met"]


def test_a_draft_that_was_durable_and_not_sealed_is_sealed_by_the_next_start(node: Node) -> None:
    office = Office(node, FAR)
    her = viewer(office)
    office.pending.keep(her, [walks_in(1)], office.now_ms()).result()
    # Killed: nothing was flushed.
    office.pending._stop.set()
    office.pending._thread.join()
    office.pending._journal.close()
    office.trail.close()
    assert kinds(node, 1) == []
    Office(node, FAR).close()
    assert kinds(node, 1) == ["walked_in"]
