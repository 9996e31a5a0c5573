"""The areas: how many are expected, what heads were counted, and by how many the two differ at that moment."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.desk.node import Node
from lanyard.desk.paging import Wanted
from lanyard.stations.arrival.entries import ReliefGiven
from lanyard.stations.placement.entries import HeadcountTaken, MissingReported, Placed
from lanyard.terms import Relief
from tests.desk.office import TENT, boards, office, opened, tell
from tests.desk.point import LINE, made, meets, places, said, walks_in
from tests.making import code, person


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened_site:
        yield opened_site


def test_every_area_of_the_plan_is_there_though_nobody_is(node: Node) -> None:
    with office(node) as asked:
        found = asked.areas.all()
        assert [area.code for area in asked.areas.all("HC")] == ["HC/P1"]
    assert [(area.code, area.capacity, area.covered, area.expected) for area in found] == [
        ("BG/L1", 100, False, 0), ("BG/L2", 100, False, 0), ("HC/P1", 100, True, 0),
    ]  # fmt: skip
    assert {(area.heads, area.difference) for area in found} == {(None, None)}


def test_heads_are_held_against_those_who_were_there_when_they_were_counted(node: Node) -> None:
    gone = [walks_in(4), places(4), said(MissingReported(), person(4))]
    come = [*gone, walks_in(1), walks_in(2), places(1), places(2), said(HeadcountTaken(3, "the clerk"), LINE)]
    tell(node, [*come, walks_in(3), places(3), opened(), boards(1)])
    with office(node) as asked:
        line = asked.areas.all()[0]
    assert (line.heads, line.expected_then, line.difference, line.expected) == (3, 2, 1, 2)
    assert line.heads_by == "the clerk"


def test_who_is_there_comes_in_pages_with_names_apart(node: Node) -> None:
    tell(node, [walks_in(1), walks_in(2), places(2), places(1), meets(1, "Sami")])
    with office(node) as asked:
        key = asked.areas.all()[0].key
        pages = [asked.areas.there(key, Wanted(start, 1)) for start in (0, 1)]
    assert [(page.items[0].label, page.items[0].name, page.total) for page in pages] == [
        (code(2), "", 2), (code(1), "Sami", 2),
    ]  # fmt: skip
    assert pages[0].items[0].whereabouts == "BG/L1"


def test_blankets_and_the_glance_stand_with_the_area(node: Node) -> None:
    tell(node, [said(ReliefGiven((Relief.BLANKET,), 4), LINE), said(ReliefGiven((Relief.WATER,), 9), LINE)])
    with office(node) as asked:
        assert asked.areas.all()[0].blankets == 4


def test_more_people_than_places_are_told(node: Node) -> None:
    tell(node, [said(Placed(TENT), person(number), "HC/P1") for number in range(101)])
    with office(node) as asked:
        assert [area.over for area in asked.areas.all()] == [0, 0, 1]
