"""The board: each line in its place, counted from what was recorded; the people behind a number are those it counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.desk.behind import SETS, day_began_ms
from lanyard.desk.board import CODES, LINES, NOT_RECORDED, Board, Line, Number, Severity
from lanyard.desk.node import Node
from lanyard.desk.paging import Wanted
from lanyard.stations.arrival.entries import ReliefGiven, VehicleCounted, WalkedIn
from lanyard.stations.burial.entries import Died
from lanyard.stations.every.entries import DutyAnswered
from lanyard.stations.first_aid.entries import Glanced, NeedsMedic
from lanyard.stations.placement.entries import MissingReported, Placed
from lanyard.terms import CertifiedBy, Colour, CountedBy, HowSoon, Manner, Relief
from tests.desk.office import (
    TENT,
    aged,
    boards,
    closes,
    counted_in,
    departs,
    office,
    opened,
    receives,
    tell,
)
from tests.desk.point import LINE, MINUTE, NOW, counts, made, meets, places, said, tags, walks_in
from tests.making import code, person, vehicle
from tests.said import coloured, rushed

HOUR = 60 * MINUTE


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened_site:
        yield opened_site


def board(node: Node, now_ms: int, site: str = "") -> Board:
    with office(node) as asked:
        return asked.board(now_ms, site)


def line(node: Node, wanted: str, now_ms: int, site: str = "") -> Line:
    return next(one for one in board(node, now_ms, site).lines if one.code == wanted)


def numbers(of: Line) -> dict[str, int | None]:
    return {one.code: one.number for one in (of.of, *of.parts)}


def behind(node: Node, wanted: str, now_ms: int, site: str = "") -> list[str]:
    with office(node) as asked:
        return [item.about.label.split(" ")[0] for item in asked.behind.page(wanted, site, now_ms).items]


def test_letters_of_no_site_are_refused(node: Node) -> None:
    with pytest.raises(KeyError):
        board(node, NOW, "ZZ")


def test_a_code_that_opens_nothing_is_refused(node: Node) -> None:
    with office(node) as asked, pytest.raises(KeyError):
        asked.behind.page("families_split", "", NOW)


def test_what_nobody_records_is_never_nought(node: Node) -> None:
    found = {one.code: one for row in board(node, NOW).lines for one in (row.of, *row.parts)}
    assert {name for name, one in found.items() if one.number is None} == NOT_RECORDED
    assert [row.code for row in board(node, NOW).lines if row.severity is Severity.NOT_RECORDED] == [
        "next_six_hours",
        "families",
    ]
    assert not any(found[name].opens for name in NOT_RECORDED)


def test_an_empty_site_is_calm(node: Node) -> None:
    found = board(node, NOW)
    assert {row.severity for row in found.lines} == {Severity.CALM, Severity.NOT_RECORDED}
    assert {row.of.number for row in found.lines} == {0, None}


def test_the_lines_stand_in_the_order_in_which_they_are_looked_at(node: Node) -> None:
    assert [row.code for row in board(node, NOW).lines] == list(LINES) == [
        "not_looked_at", "no_transport", "out_of_sight", "no_carer", "tonight", "under_one_outside", "on_the_road",
        "next_six_hours", "families", "deaths_today",
    ]  # fmt: skip
    assert set(SETS) <= set(CODES)


def test_a_board_says_when_it_was_read_and_up_to_where(node: Node) -> None:
    now = tell(node, [walks_in(1)])
    found = board(node, now)
    assert (found.at_ms, found.waiting) == (now, 0)
    assert found.read_to == node.reader_last()


def test_who_was_not_looked_at_counts_with_those_still_on_their_vehicle(node: Node) -> None:
    drafts = [counts(1, 3), tags(1, on=1), walks_in(2), aged(3, 20), said(NeedsMedic(HowSoon.SOON), person(2))]
    now = tell(node, drafts)
    assert numbers(line(node, "not_looked_at", now)) == {
        "not_looked_at": 4, "under_five_not_looked_at": 1, "untold_not_looked_at": 2,
    }  # fmt: skip
    assert behind(node, "not_looked_at", now) == ["person", code(1), "the"]


def test_children_under_five_come_first_then_the_longest_wait(node: Node) -> None:
    now = tell(node, [walks_in(1), walks_in(2), walks_in(3), aged(3, 59), aged(2, 60)])
    assert behind(node, "not_looked_at", now) == [code(3), code(1), code(2)]


def test_who_was_called_out_waits_no_more_though_her_vehicle_does(node: Node) -> None:
    now = tell(node, [counts(1, 3), tags(1, on=1), said(NeedsMedic(HowSoon.NOW), person(1))])
    assert numbers(line(node, "not_looked_at", now))["not_looked_at"] == 2


def test_a_glance_over_a_vehicle_is_one_for_all_on_it(node: Node) -> None:
    now = tell(node, [counts(1, 3), tags(1, on=1), said(Glanced(3), vehicle(1))])
    assert numbers(line(node, "not_looked_at", now))["not_looked_at"] == 0


def test_those_of_a_vehicle_whom_a_glance_has_passed_do_not_wait(node: Node) -> None:
    now = tell(node, [counts(1, 5), said(Glanced(3), vehicle(1))])
    assert numbers(line(node, "not_looked_at", now))["untold_not_looked_at"] == 2


def test_a_wait_beyond_the_glance_s_own_time_is_red(node: Node) -> None:
    tell(node, [walks_in(1)])
    assert line(node, "not_looked_at", NOW + 15 * MINUTE).severity is Severity.AMBER
    found = line(node, "not_looked_at", NOW + 16 * MINUTE)
    assert (found.severity, found.of.oldest_s) == (Severity.RED, 16 * 60)


def test_reds_and_yellows_wait_for_transport_until_they_leave(node: Node) -> None:
    come = [walks_in(number) for number in range(5)]
    coloured_in = [
        said(coloured(colour), person(number)) for number, colour in enumerate([*Colour, Colour.RED, Colour.RED])
    ]
    now = tell(node, [*come, *coloured_in, opened(), boards(3), said(rushed(), person(4))])
    assert numbers(line(node, "no_transport", now)) == {
        "no_transport": 2, "red_no_transport": 1, "yellow_no_transport": 1,
    }  # fmt: skip
    assert behind(node, "no_transport", now) == [code(0), code(1)]
    assert line(node, "no_transport", now).severity is Severity.AMBER
    assert line(node, "no_transport", now + HOUR).severity is Severity.RED


def test_whoever_is_out_of_sight_is_named_the_oldest_first(node: Node) -> None:
    lost = [said(MissingReported(), person(number)) for number in (2, 1)]
    now = tell(node, [walks_in(1), walks_in(2), *lost])
    found = line(node, "out_of_sight", now)
    assert numbers(found) == {
        "out_of_sight": 2, "taken": 0, "escaped": 0, "unaccounted": 2, "arrived_not_signed": 0,
    }  # fmt: skip
    assert (found.severity, found.of.oldest_s) == (Severity.RED, 120)
    assert behind(node, "out_of_sight", now) == [code(2), code(1)]


def test_who_is_not_signed_for_on_a_vehicle_that_arrived_is_out_of_sight(node: Node) -> None:
    now = tell(node, [walks_in(1), walks_in(2), opened(), boards(1), boards(2), departs(), counted_in(1), receives(1)])
    assert numbers(line(node, "out_of_sight", now))["arrived_not_signed"] == 1
    assert behind(node, "out_of_sight", now) == [code(2)]
    assert node.roll(now).unaccounted == 1


def test_a_child_alone_stands_there_until_somebody_answers_for_her(node: Node) -> None:
    now = tell(node, [walks_in(1), aged(1, 40, alone=True), walks_in(2), aged(2, 300, alone=True)])
    assert behind(node, "no_carer", now) == [code(1)]
    assert line(node, "no_carer", now + 4 * HOUR).severity is Severity.RED
    now = tell(node, [said(DutyAnswered("carer", "her aunt is here"), person(1))], now_ms=now)
    assert numbers(line(node, "no_carer", now)) == {"no_carer": 0}


def test_people_tonight_stand_against_the_places_under_cover(node: Node) -> None:
    in_tent = said(Placed(TENT), person(3), "HC/P1")
    relief = said(ReliefGiven((Relief.BLANKET, Relief.FOOD), 30), LINE)
    now = tell(node, [walks_in(1), walks_in(2), walks_in(3, "HC/P1"), in_tent, places(1), relief])
    assert numbers(line(node, "tonight", now)) == {
        "tonight": 3, "covered_places": 100, "not_under_cover": 2, "blankets": 30,
    }  # fmt: skip
    assert line(node, "tonight", now).severity is Severity.CALM
    here = line(node, "tonight", now, "BG")
    assert numbers(here) == {"tonight": 2, "covered_places": 0, "not_under_cover": 2, "blankets": 30}
    assert here.severity is Severity.RED


def test_a_child_under_one_in_the_open_is_red(node: Node) -> None:
    in_tent = said(Placed(TENT), person(3), "HC/P1")
    come = [walks_in(1), aged(1, 11), places(1), walks_in(2), aged(2, 12), places(2), walks_in(3, "HC/P1")]
    now = tell(node, [*come, aged(3, 2, where="HC/P1"), in_tent, walks_in(4), aged(4, 1)])
    found = line(node, "under_one_outside", now)
    assert (numbers(found), found.severity) == ({"under_one_outside": 1, "under_one_not_placed": 1}, Severity.RED)
    assert behind(node, "under_one_outside", now) == [code(1)]


def test_a_vehicle_is_overdue_from_its_own_time_and_red_when_its_duty_is(node: Node) -> None:
    left = tell(node, [walks_in(1), opened(), boards(1), departs()]) - MINUTE
    assert numbers(line(node, "on_the_road", left + HOUR)) == {
        "on_the_road": 1, "overdue_on_the_road": 0, "people_on_the_road": 1,
    }  # fmt: skip
    severities = [line(node, "on_the_road", left + hours * HOUR + MINUTE).severity for hours in (1, 3, 7)]
    assert severities == [Severity.CALM, Severity.AMBER, Severity.RED]
    assert numbers(line(node, "on_the_road", left + HOUR + 1, "HC"))["overdue_on_the_road"] == 1
    assert behind(node, "on_the_road", left) == ["AB"]
    assert numbers(line(node, "out_of_sight", left))["out_of_sight"] == 0
    now = tell(node, [counted_in(1), receives(1), closes()], now_ms=left + HOUR)
    assert numbers(line(node, "on_the_road", now))["on_the_road"] == 0


def test_seats_are_those_of_lists_that_have_not_left(node: Node) -> None:
    now = tell(node, [walks_in(1), walks_in(2), opened(1, 10), boards(1), opened(2, 5), boards(2, 2), departs(2)])
    assert numbers(line(node, "next_six_hours", now)) == {
        "next_six_hours": None, "arrivals_expected": None, "seats_free": 9, "boarding": 1,
    }  # fmt: skip


def test_deaths_of_today_and_those_without_a_name(node: Node) -> None:
    death = Died(CertifiedBy.LAY, Manner.ILLNESS)
    day = 24 * HOUR
    tell(node, [walks_in(1), said(death, person(1))], now_ms=NOW)
    now = tell(node, [walks_in(2), meets(2, "Sami"), said(death, person(2))], now_ms=NOW + day)
    found = line(node, "deaths_today", now)
    assert numbers(found) == {"deaths_today": 1, "unburied": None, "unidentified": 1}
    assert found.severity is Severity.AMBER
    assert behind(node, "unidentified", now) == [code(1)]
    assert [numbers(line(node, "deaths_today", now, site))["deaths_today"] for site in ("BG", "HC")] == [1, 0]


def test_a_site_s_board_leaves_out_what_is_at_the_other(node: Node) -> None:
    now = tell(node, [walks_in(1), said(WalkedIn(code(2)), person(2), "HC/P1")])
    assert [line(node, "not_looked_at", now, site).of.number for site in ("", "BG", "HC")] == [2, 1, 1]
    assert behind(node, "not_looked_at", now, "HC") == [code(2)]


def test_names_stand_in_a_field_of_their_own(node: Node) -> None:
    now = tell(node, [walks_in(1), meets(1, "Dilan")])
    with office(node) as asked:
        [item] = asked.behind.page("tonight", "", now).items
    assert item.person is not None
    assert item.person.name == "Dilan"
    assert "Dilan" not in repr((item.about, item.person.nameless()))


def test_a_long_list_is_paged(node: Node) -> None:
    now = tell(node, [walks_in(number) for number in range(5)])
    with office(node) as asked:
        pages = [asked.behind.page("tonight", "", now, Wanted(start, 2)) for start in (0, 2, 4, 6)]
    assert [item.about.label for page in pages for item in page.items] == [code(number) for number in range(5)]
    assert [page.next for page in pages] == [2, 4, None, None]
    assert {page.total for page in pages} == {5}


def test_every_number_is_that_of_the_people_behind_it(node: Node) -> None:
    drafts = [
        counts(1, 4),
        tags(1, on=1),
        walks_in(2),
        aged(2, 3, alone=True),
        places(2),
        opened(),
        boards(1),
        departs(),
    ]
    now = tell(node, [*drafts, said(MissingReported(), person(2)), walks_in(5)]) + 9 * HOUR
    with office(node) as asked:
        told = {one.code: one for row in asked.board(now).lines for one in (row.of, *row.parts)}
        sums = {name: sum(item.number for item in asked.behind.page(name, "", now).items) for name in SETS}
    assert sums == {name: told[name].number for name in SETS}


def test_a_day_begins_where_the_site_is_and_in_utc_where_nobody_knows_the_zone() -> None:
    assert day_began_ms("Asia/Damascus", NOW) == 1_550_786_400_000
    assert day_began_ms("Nowhere/At_all", NOW) == 1_550_793_600_000


def test_a_number_opens_only_where_there_is_a_list() -> None:
    assert Number("tonight", 3).opens
    assert not Number("covered_places", 3).opens


def test_a_later_count_without_stretchers_does_not_forget_them(node: Node) -> None:
    first = VehicleCounted("the south", CountedBy.ONE, 9, True, on_stretchers=2, infants=1)
    tell(node, [said(first, vehicle(1)), counts(1, 9)])
    with office(node) as asked:
        [truck] = asked.vehicles.today(NOW + HOUR).items
    assert (truck.stretchers, truck.infants) == (2, 1)
