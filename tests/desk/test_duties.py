"""The duties: what is owed by whom, due and late, each with its source; what is done is owed no more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.desk.duties import SOURCES, Lateness
from lanyard.desk.node import Node
from lanyard.desk.paging import Wanted
from lanyard.stations.every.entries import DutyAnswered
from lanyard.stations.first_aid.entries import NeedsMedic
from lanyard.stations.placement.entries import HeadcountTaken
from lanyard.terms import HowSoon, Role
from tests.desk.office import boards, departs, office, opened, tell
from tests.desk.point import LINE, MINUTE, NOW, counts, made, places, said, walks_in
from tests.making import code, person, vehicle

HOUR = 60 * MINUTE


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened_site:
        yield opened_site


def owed(
    node: Node, now_ms: int, site: str = "", role: Role | None = None, *, late: bool = False
) -> list[tuple[str, str]]:
    with office(node) as asked:
        page = asked.duties.owed(now_ms, site, role, late=late)
    assert page.total == len(page.items)
    return [(one.code, one.about.label.split(" ")[0]) for one in page.items]


def test_nothing_is_owed_where_nothing_happened(node: Node) -> None:
    assert owed(node, NOW) == []


def test_what_is_due_soonest_comes_first_with_its_clock_and_source(node: Node) -> None:
    now = tell(node, [counts(1, 3), walks_in(1), said(NeedsMedic(HowSoon.NOW), person(1))])
    assert owed(node, now) == [("triage", code(1)), ("glance", "the"), ("tags", "the")]
    with office(node) as asked:
        first = asked.duties.owed(now).items[0]
    assert (first.source, first.owed_by, first.lateness) == ("CA 3(2), AP I 10", Role.MEDIC, Lateness.OPEN)
    assert (first.left_s, first.since_ms) == (4 * 60, NOW + 2 * MINUTE)


def test_a_duty_turns_amber_and_then_red(node: Node) -> None:
    left = tell(node, [walks_in(1), opened(), boards(1), departs()]) - MINUTE
    states = []
    for hours in (2, 4, 8):
        with office(node) as asked:
            states += [
                one.lateness for one in asked.duties.owed(left + hours * HOUR).items if one.code == "word_from_vehicle"
            ]
    assert states == list(Lateness)
    assert ("word_from_vehicle", "AB") not in owed(node, left + 2 * HOUR, late=True)
    assert ("word_from_vehicle", "AB") in owed(node, left + 4 * HOUR, late=True)


def test_duties_are_those_of_a_role_and_of_a_site(node: Node) -> None:
    now = tell(node, [counts(1, 3), walks_in(2, "HC/P1")])
    assert owed(node, now, role=Role.CLERK) == [("tags", "the")]
    assert owed(node, now, "HC") == [("glance", code(2))]
    with office(node) as asked:
        assert asked.duties.counts(now + HOUR) == {
            Role.MEDIC: {Lateness.OPEN: 0, Lateness.AMBER: 0, Lateness.RED: 2},
            Role.CLERK: {Lateness.OPEN: 1, Lateness.AMBER: 0, Lateness.RED: 0},
        }


def test_what_was_answered_is_owed_no_more(node: Node) -> None:
    now = tell(node, [counts(1, 3), said(DutyAnswered("glance", "by the other team"), vehicle(1))])
    assert owed(node, now) == [("tags", "the")]


def test_heads_are_counted_again_only_where_they_differ(node: Node) -> None:
    now = tell(node, [walks_in(1), places(1), said(HeadcountTaken(1, "the clerk"), LINE)])
    assert owed(node, now, role=Role.COORDINATOR) == []
    now = tell(node, [said(HeadcountTaken(2, "the clerk"), LINE)], now_ms=now)
    assert owed(node, now, role=Role.COORDINATOR) == [("headcount_difference", "BG/L1")]


def test_duties_come_in_pages(node: Node) -> None:
    now = tell(node, [walks_in(number) for number in range(3)])
    with office(node) as asked:
        page = asked.duties.owed(now, wanted=Wanted(1, 1))
    assert ([one.about.label for one in page.items], page.total, page.next) == ([code(1)], 3, 2)


def test_every_duty_has_a_source() -> None:
    assert len(SOURCES) > 20
    assert all(SOURCES.values())
