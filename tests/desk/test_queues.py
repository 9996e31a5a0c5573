"""The queues: who waits longest of those who can least wait stands first; whoever was seen stands there no more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.casefile.tag import tag_ref
from lanyard.desk.node import Node
from lanyard.desk.paging import Page, Wanted
from lanyard.desk.queues import Turn, Waiting
from lanyard.ledger.ask import AgeRange
from lanyard.ledger.noun import Noun
from lanyard.stations.arrival.entries import PersonMet, VehicleCounted
from lanyard.stations.first_aid.entries import Glanced, NeedsMedic
from lanyard.stations.placement.entries import MissingReported
from lanyard.terms import AgeKnownBy, Colour, CountedBy, HowSoon, Role, Sex, TriageColour, Walks
from tests.desk.office import aged, boards, office, opened, tell
from tests.desk.point import LINE, MINUTE, NOW, counts, made, said, tags, walks_in
from tests.making import code, person, tag, vehicle
from tests.said import coloured, rushed, triaged


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened_site:
        yield opened_site


def labels(page: Page[Waiting]) -> list[str]:
    return [one.about.label.split(" ")[0] for one in page.items]


def calls(number: int, soon: HowSoon = HowSoon.NOW, **more: object) -> object:
    return said(NeedsMedic(soon), person(number), **more)


def carried(number: int, months: int | None = None) -> object:
    age = None if months is None else AgeRange(months, months)
    known = None if months is None else AgeKnownBy.SEEN
    return said(PersonMet(Sex.MALE, age, known, walks=Walks.CARRIED), person(number))


def test_children_under_five_come_before_stretchers_and_these_before_the_longest_wait(node: Node) -> None:
    come = [walks_in(number) for number in range(5)]
    now = tell(node, [*come, carried(2), aged(3, 30), carried(4, 59)])
    with office(node) as asked:
        page = asked.queues.glance(now)
    assert labels(page) == [code(4), code(3), code(2), code(0), code(1)]
    assert [(one.under_five, one.lying) for one in page.items[:3]] == [(True, True), (True, False), (False, True)]
    assert page.items[3].waited_s == 8 * 60


def test_a_vehicle_with_infants_or_stretchers_stands_with_those_still_on_it(node: Node) -> None:
    small = said(VehicleCounted("the east", CountedBy.ONE, 5, True, infants=1), vehicle(2))
    lying = said(VehicleCounted("the west", CountedBy.ONE, 6, True, on_stretchers=2), vehicle(3))
    now = tell(node, [counts(1, 3), small, lying, tags(1, on=1)])
    with office(node) as asked:
        page = asked.queues.glance(now)
    assert [(one.noun, one.number) for one in page.items] == [
        (Noun.VEHICLE, 5), (Noun.VEHICLE, 6), (Noun.PERSON, 1), (Noun.VEHICLE, 2),
    ]  # fmt: skip
    assert [one.person is None for one in page.items] == [True, True, False, True]


def test_who_was_looked_at_or_called_out_waits_for_no_glance(node: Node) -> None:
    now = tell(node, [walks_in(1), walks_in(2), walks_in(3), said(Glanced(1), person(1)), calls(2)])
    with office(node) as asked:
        assert labels(asked.queues.glance(now)) == [code(3)]


def test_called_now_comes_before_soon_and_reds_first(node: Node) -> None:
    come = [walks_in(number) for number in range(1, 6)]
    called = [
        calls(1, HowSoon.SOON),
        calls(2),
        calls(3),
        said(coloured(Colour.RED), person(4)),
        calls(4),
        calls(5, HowSoon.SOON),
    ]
    now = tell(node, [*come, *called], role=Role.MEDIC)
    with office(node) as asked:
        page = asked.queues.triage(now)
    assert labels(page) == [code(4), code(2), code(3), code(1), code(5)]
    assert [one.turn for one in page.items] == [Turn.NOW] * 3 + [Turn.SOON] * 2
    assert page.items[3].due_ms == NOW + 5 * MINUTE + 30 * MINUTE


def test_a_call_for_soon_is_as_urgent_as_now_when_its_time_is_all_but_over(node: Node) -> None:
    now = tell(node, [walks_in(1), calls(1, HowSoon.SOON)])
    with office(node) as asked:
        turns = [asked.queues.triage(now + minutes * MINUTE).items[0].turn for minutes in (23, 25)]
    assert turns == [Turn.SOON, Turn.NOW]


def test_who_was_triaged_or_has_left_is_called_no_more(node: Node) -> None:
    come = [walks_in(number) for number in range(4)]
    called = [calls(number) for number in range(4)]
    come += [walks_in(4)]
    called += [calls(4), said(MissingReported(), person(4))]
    gone = [opened(), boards(1), said(rushed(), person(2)), said(coloured(Colour.GREEN), person(3))]
    now = tell(node, [*come, *called, *gone])
    with office(node) as asked:
        assert labels(asked.queues.triage(now)) == [code(0)]


def test_a_red_without_a_tag_calls_for_the_vehicle_or_area_where_it_was_seen(node: Node) -> None:
    now = tell(
        node, [counts(1, 3), said(Glanced(3, red_untagged=1), vehicle(1)), said(Glanced(9, red_untagged=2), LINE)]
    )
    with office(node) as asked:
        page = asked.queues.triage(now)
    assert [(one.noun, one.number) for one in page.items] == [(Noun.VEHICLE, None), (Noun.AREA, None)]


def test_whoever_wears_an_unclaimed_tag_is_called_for_too(node: Node) -> None:
    now = tell(node, [said(NeedsMedic(HowSoon.NOW), tag_ref(code(7)))])
    with office(node) as asked:
        [one] = asked.queues.triage(now).items
    assert (one.about.key[2:], one.noun, one.number) == (tag(7).key.hex(), Noun.TAG, 1)
    assert one.person is not None
    assert one.person.worn


def test_the_next_to_be_triaged_again_comes_first_and_a_red_that_is_due_before_those_called_soon(node: Node) -> None:
    come = [walks_in(1), walks_in(2), walks_in(3)]
    seen = [said(triaged(TriageColour.YELLOW), person(1)), said(triaged(TriageColour.RED), person(2))]
    now = tell(node, [*come, *seen, said(coloured(Colour.RED), person(2))], role=Role.MEDIC)
    with office(node) as asked:
        assert labels(asked.queues.again(now)) == [code(2), code(1)]
        assert asked.queues.triage(now).total == 0
    now = tell(node, [calls(3, HowSoon.SOON)], now_ms=now + 15 * MINUTE)
    with office(node) as asked:
        assert [(one.about.label, one.turn) for one in asked.queues.triage(now).items] == [
            (code(2), Turn.AGAIN), (code(3), Turn.SOON),
        ]  # fmt: skip
        assert labels(asked.queues.again(now)) == [code(1)]


def test_queues_are_of_one_site_and_come_in_pages(node: Node) -> None:
    now = tell(node, [walks_in(1), walks_in(2), walks_in(3, "HC/P1"), calls(3, where="HC/P1")])
    with office(node) as asked:
        first, second = (asked.queues.glance(now, "BG", Wanted(start, 1)) for start in (0, 1))
        assert (labels(first), first.next, labels(second), second.next) == ([code(1)], 1, [code(2)], None)
        assert (asked.queues.triage(now, "BG").total, asked.queues.triage(now, "HC").total) == (0, 1)
