"""The lists by what has become of them, and whether a vehicle on the road has been heard of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.desk.manifests import Heard, ManifestLine, ManifestState
from lanyard.desk.node import Node
from lanyard.stations.transport.rules import list_hash
from lanyard.terms import Role
from tests.desk.office import boards, closes, counted_in, departs, office, opened, receives, tell
from tests.desk.point import MINUTE, made, said, walks_in
from tests.making import manifest
from tests.said import passed, sealed

HOUR = 60 * MINUTE


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened_site:
        yield opened_site


def only(node: Node, now_ms: int, site: str = "", state: ManifestState | None = None) -> ManifestLine:
    with office(node) as asked:
        [found] = asked.manifests.all(now_ms, site, state).items
    return found


def test_a_list_goes_from_open_to_closed(node: Node) -> None:
    now = tell(node, [walks_in(1), opened(), boards(1)])
    states = [only(node, now).state]
    with node.look() as look:
        read = look.lists.aboard(manifest(1))
    assert read is not None
    complete = said(sealed(1, list_hash=list_hash(*read)), manifest(1), "BG")
    for drafts in ([complete], [departs()], [counted_in(1), receives(1)], [closes()]):
        now = tell(node, drafts, role=Role.TRANSPORT, now_ms=now)
        states.append(only(node, now).state)
    assert states == list(ManifestState)
    with office(node) as asked:
        assert asked.manifests.counts() == {**dict.fromkeys(ManifestState, 0), ManifestState.CLOSED: 1}
        assert asked.manifests.all(now, state=ManifestState.OPEN).total == 0


def test_a_list_tells_who_sits_there_and_what_is_free(node: Node) -> None:
    now = tell(node, [walks_in(1), walks_in(2), opened(1, 3), boards(1), boards(2)])
    found = only(node, now)
    assert (found.seats, found.boarded, found.aboard, found.seats_free, found.heard) == (3, 2, 2, 1, None)
    assert (found.site, found.to, found.plate, found.officer) == ("BG", "HC", "AB 12", "an officer")
    assert found.label.startswith("AB 12 ")


def test_no_word_is_due_then_late_then_missing_until_the_vehicle_is_heard_of(node: Node) -> None:
    left = tell(node, [walks_in(1), opened(), boards(1), departs()]) - MINUTE
    moments = [left, left + HOUR + 1, left + 3 * HOUR + 1, left + 7 * HOUR + 1]
    assert [only(node, moment).heard for moment in moments] == [Heard.EXPECTED, Heard.DUE, Heard.LATE, Heard.MISSING]
    now = tell(node, [said(passed(60), manifest(1), "BG")], now_ms=left + 7 * HOUR)
    assert only(node, now).heard is Heard.EXPECTED


def test_one_who_was_not_signed_for_still_sits_in_a_vehicle_that_arrived(node: Node) -> None:
    come = [walks_in(1), walks_in(2), walks_in(3), opened(), boards(1), boards(2), departs()]
    now = tell(node, [*come, counted_in(2), receives(1), receives(3)])
    found = only(node, now, state=ManifestState.ARRIVED)
    assert (found.counted_in, found.received, found.not_on_list, found.aboard) == (2, 2, 1, 1)


def test_the_receiver_sees_what_is_on_its_way_to_it(node: Node) -> None:
    now = tell(node, [walks_in(1), opened(), boards(1), departs()])
    assert only(node, now, "HC").key == only(node, now, "BG").key


def test_on_the_road_the_vehicle_that_is_longest_unheard_of_comes_first(node: Node) -> None:
    now = tell(node, [opened(1), opened(2), departs(1, 600), departs(2, 60)])
    with office(node) as asked:
        found = asked.manifests.all(now, state=ManifestState.ON_THE_ROAD).items
    assert [line.key for line in found] == [
        bytes((manifest(number).noun,)).hex() + manifest(number).key.hex() for number in (2, 1)
    ]
