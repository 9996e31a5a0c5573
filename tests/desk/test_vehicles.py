"""The vehicles: what each still waits for, and who is known to have come on one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.desk.node import Node
from lanyard.desk.vehicles import VehicleState
from lanyard.stations.arrival.entries import SafetyChecked, VehicleCounted
from lanyard.stations.first_aid.entries import Glanced
from lanyard.terms import CountedBy
from tests.desk.office import office, tell
from tests.desk.point import MINUTE, NOW, counts, made, meets, said, tags
from tests.making import code, vehicle

DAY = 24 * 60 * MINUTE


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened_site:
        yield opened_site


def test_a_vehicle_that_nobody_recorded_is_nothing(node: Node) -> None:
    with office(node) as asked:
        assert asked.vehicles.one("03" + "00" * 16) is None


def test_letters_of_no_site_are_refused(node: Node) -> None:
    with office(node) as asked, pytest.raises(KeyError):
        asked.vehicles.today(NOW, "ZZ")


def test_a_vehicle_says_what_it_still_waits_for(node: Node) -> None:
    counted = [counts(1, 2), counts(2, 2), counts(3, 1), tags(9, on=4)]
    looked = [said(Glanced(2), vehicle(2)), said(Glanced(1), vehicle(3)), tags(3, on=3)]
    now = tell(node, [*counted, *looked])
    with office(node) as asked:
        found = asked.vehicles.today(now).items
    states = [VehicleState.NOT_COUNTED, VehicleState.DONE, VehicleState.NOT_ALL_TOLD, VehicleState.NOT_GLANCED]
    assert [one.state for one in found] == states


def test_one_vehicle_is_shown_with_those_known_to_have_come_on_it(node: Node) -> None:
    first = VehicleCounted("the south", CountedBy.TWO, 3, True, on_stretchers=1, plate="AB 1")
    check = SafetyChecked(3, 40, "search", found=False)
    now = tell(node, [said(first, vehicle(1)), said(check, vehicle(1)), tags(2, on=1), tags(1, on=1), meets(1, "Sami")])
    with office(node) as asked:
        [line] = asked.vehicles.today(now, "BG").items
        found = asked.vehicles.one(line.key)
        assert asked.vehicles.today(now, "HC").total == 0
    assert found is not None
    assert found.vehicle == line
    assert (line.total, line.met, line.untold, line.safety_seconds, line.stretchers) == (3, 2, 1, 40, 1)
    assert [(her.label, her.name) for her in found.people.items] == [(code(2), ""), (code(1), "Sami")]


def test_yesterday_s_vehicle_is_shown_while_it_waits_for_something(node: Node) -> None:
    done = [counts(1, 1), said(Glanced(1), vehicle(1)), tags(1, on=1)]
    now = tell(node, [*done, counts(2, 5), said(Glanced(5), vehicle(2))])
    with office(node) as asked:
        assert [asked.vehicles.today(moment).total for moment in (now, now + DAY)] == [2, 1]
