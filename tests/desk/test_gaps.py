"""Gaps by name: nobody is out of sight, lost in folding, counted twice or seen elsewhere without the roll saying so."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lanyard.casefile.case import Came, Case, Episode, Step
from lanyard.casefile.place import Place, Where
from lanyard.casefile.roll import Gap, Roll, What, quantile
from lanyard.desk.draft import Draft
from lanyard.desk.node import Node
from lanyard.desk.rows import key_of, rows_of
from lanyard.floorplan import FOLD_VERSION
from lanyard.stations.arrival.entries import ReliefGiven, TagClaimed, WalkedIn
from lanyard.stations.burial.entries import Died
from lanyard.stations.first_aid.entries import NeedsMedic, Treated
from lanyard.stations.placement.entries import HeadcountTaken, MissingReported
from lanyard.stations.transport.entries import Boarded, CountedIn
from lanyard.store.errors import StoreError
from lanyard.store.ledger_file import WAITS, Quarantined
from lanyard.store.views_file import ViewsFile
from lanyard.terms import CertifiedBy, CheckedBy, HowSoon, Manner
from tests.desk.folders import forked, unread
from tests.desk.point import (
    LINE,
    MINUTE,
    NOW,
    STAFF,
    counts,
    cut_tail,
    device,
    made,
    meets,
    places,
    said,
    tablet,
    tags,
    walks_in,
)
from tests.desk.test_roll import WHO, balanced_day, boards, counted_in, gaps, opened, receives, told
from tests.making import code, manifest, person, tag, vehicle

CLERK = f"clerk {STAFF[0].hex()[:8]}"


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened_:
        yield opened_


def only(roll: Roll) -> Gap:
    [gap] = roll.gaps
    return gap


def changed(node: Node, sql: str, *parameters: Any) -> Roll:
    """The roll after somebody changed the views behind the desk's back, as a fault of a fold would."""
    node.settle()
    node.views.file.connection.execute(sql, parameters)
    return node.roll(NOW)


def test_who_is_reported_missing_is_a_gap_by_name_counted_once(node: Node) -> None:
    roll = told(node, [walks_in(1, done_by="the guide"), walks_in(2), said(MissingReported(), person(1))])
    gap = only(roll)
    assert (gap.what, gap.number, gap.names[0].label) == (What.UNACCOUNTED, 1, code(1))
    assert (gap.last_responsible, gap.since_ms) == ("the guide", NOW + 2 * MINUTE)
    assert roll.unaccounted == 1
    assert not roll.balanced


@pytest.mark.parametrize(("where", "what"), [(Where.TAKEN, What.TAKEN), (Where.ESCAPED, What.ESCAPED)])
def test_who_is_taken_or_escaped_is_a_gap_by_name(node: Node, where: Where, what: What) -> None:
    told(node, [walks_in(1)])
    [first] = [row[0] for row in node.views.ledger.connection.execute("SELECT max(n) FROM entry")]
    entry = node.views.ledger.by_numbers([first])[0].id
    case = Case(person(1), tags=(code(1),), read=2, first_ms=NOW)
    steps = [Step(Place(Where.ON_SITE), NOW, entry, "BG"), Step(Place(where, "armed men"), NOW + 5, bytes(32), "BG")]
    case.episodes = [Episode("BG", Came.OPENED, steps, "walked_in")]
    file = ViewsFile(node.views.file.connection, FOLD_VERSION)
    for table, rows in rows_of(case).items():
        file.put(table, rows)
    gap = only(node.roll(NOW))
    assert (gap.what, gap.names[0].label, gap.since_ms, gap.last_responsible) == (what, code(1), NOW + 5, CLERK)
    assert gap.of is not None
    assert gap.of.label == "armed men"


def test_a_balanced_day_is_called_balanced(node: Node) -> None:
    assert told(node, balanced_day()).balanced


def test_a_tag_of_which_only_care_was_recorded_is_somebody_not_yet_recorded(node: Node) -> None:
    roll = told(node, [said(Treated("water"), tag(5))])
    assert [(gap.what, gap.number, gap.site) for gap in roll.gaps] == [(What.UNCLAIMED, 1, "BG")]
    assert roll.gaps[0].last_responsible == CLERK
    assert roll.gaps[0].since_ms == NOW
    assert roll.people == roll.unaccounted == 1
    [equation] = [one for one in roll.equations if one.name == "people"]
    assert (equation.gap, equation.right) == (0, {"in_no_place": 1})


def test_who_was_counted_and_wears_a_tag_of_care_only_is_named_once(node: Node) -> None:
    roll = told(node, [counts(1, 1), said(Treated("water"), tag(5))])
    assert [(gap.what, gap.number) for gap in roll.gaps] == [(What.UNCLAIMED, 1)]


def test_a_disputed_tag_is_one_person_and_one_contradiction(node: Node) -> None:
    again = said(TagClaimed(code(1), came_on=vehicle(1)), person(2))
    roll = told(node, [counts(1, 2), tags(1, on=1), again])
    assert gaps(roll) == [(What.UNTOLD, 1, ["the"])]
    assert [one.rule for one in roll.contradictions] == ["tag-held-by-two"]
    assert told(node, [tags(3, on=1)], now_ms=NOW + 9 * MINUTE).unaccounted == 0
    other = said(TagClaimed(code(4), came_on=vehicle(1)), person(2))
    roll = told(node, [other], now_ms=NOW + 20 * MINUTE)
    assert [gap.what for gap in roll.gaps] == [What.UNCOUNTED], "she has a tag of her own now, and is one too many"


def test_a_disputed_tag_of_one_who_walked_in_is_one_untold(node: Node) -> None:
    roll = told(node, [walks_in(1), said(WalkedIn(code(1)), person(2))])
    assert [(gap.what, gap.number, gap.names[0].label) for gap in roll.gaps] == [(What.UNTOLD, 1, code(1))]


def test_who_is_lost_in_folding_is_a_gap_by_name(node: Node) -> None:
    told(node, [walks_in(1), walks_in(2)])
    roll = changed(node, "DELETE FROM case_row WHERE ref = ?", key_of(person(1)))
    lost = [gap for gap in roll.gaps if gap.what is What.LOST]
    assert [(gap.number, gap.site, gap.since_ms, gap.last_responsible) for gap in lost] == [(1, "BG", NOW, CLERK)]
    assert lost[0].names[0].key == key_of(person(1)).hex()
    [equation] = [one for one in roll.equations if one.name == "people"]
    assert (equation.left, equation.right, equation.gap) == ({"walked_in": 2}, {"on_site": 1}, 1)


def test_who_is_on_the_roll_without_an_entry_is_a_gap_too(node: Node) -> None:
    told(node, [walks_in(1), walks_in(2)])
    roll = changed(node, "DELETE FROM came WHERE ref = ?", key_of(person(1)))
    assert [(gap.what, gap.number) for gap in roll.gaps] == [(What.LOST, -1)]


def test_the_left_of_the_people_says_how_each_came_in_last(node: Node) -> None:
    roll = told(node, balanced_day())
    left = {one.site: one.left for one in roll.equations if one.name == "people"}
    assert left == {"BG": {"off_vehicles": 2}, "HC": {"received": 2}}


def test_who_was_counted_on_two_vehicles_is_named(node: Node) -> None:
    roll = told(node, [counts(1, 1), counts(2, 1), tags(1, on=1), tags(1, on=2)])
    assert gaps(roll) == [(What.TWICE, 1, [code(1)])]
    assert roll.gaps[0].last_responsible == CLERK
    assert roll.gaps[0].since_ms is not None


def test_who_was_counted_on_foot_and_on_a_vehicle_is_named(node: Node) -> None:
    roll = told(node, [counts(1, 1), walks_in(1), tags(1, on=1)])
    assert gaps(roll) == [(What.TWICE, 1, [code(1)])]


def test_who_came_to_another_site_than_her_vehicle_is_named_at_both(node: Node) -> None:
    roll = told(node, [counts(1, 1), said(TagClaimed(code(1), came_on=vehicle(1)), person(1), "HC")])
    assert sorted((gap.site, gap.what, gap.number, gap.names[0].label) for gap in roll.gaps) == [
        ("BG", What.TWICE, 1, code(1)),
        ("HC", What.UNCOUNTED, -1, code(1)),
    ]


def test_an_area_of_more_than_fifty_is_named_to_the_last(node: Node) -> None:
    own = device(node)
    drafts = [draft for number in range(60) for draft in (walks_in(number), places(number))]
    node.record(own, [*drafts, said(HeadcountTaken(59, "the clerk"), LINE)], NOW).result()
    gap = only(node.roll(NOW + MINUTE))
    assert (gap.what, gap.number, len(gap.names)) == (What.AREA, -1, 60)


def test_a_list_unlike_its_rides_names_whom_it_is_about(node: Node) -> None:
    told(node, [walks_in(1), walks_in(2), opened(), boards(1), boards(2)])
    roll = changed(node, "DELETE FROM ride_row WHERE ref = ?", key_of(person(2)))
    [gap] = [gap for gap in roll.gaps if gap.what is What.LIST]
    assert (gap.number, gap.names[0].label, gap.last_responsible) == (1, code(2), "the officer")
    assert gap.since_ms == NOW + 2 * MINUTE


def test_a_list_that_nobody_opened_has_somebody_responsible(node: Node) -> None:
    drafts = [walks_in(1), said(Boarded(manifest(7), CheckedBy.SCAN), person(1)), said(CountedIn(0), manifest(7), "HC")]
    gap = only(told(node, [*drafts]))
    assert (gap.what, gap.last_responsible) == (What.MISSING, f"clerk {WHO['HC'].hex()[:8]}")


def test_who_was_reported_missing_from_a_vehicle_that_arrived_is_missing_from_its_list_once(node: Node) -> None:
    drafts = [walks_in(1), opened(), boards(1), said(MissingReported(), person(1))]
    assert [gap.what for gap in told(node, drafts).gaps] == [What.UNACCOUNTED]
    gap = only(told(node, [counted_in(0)], now_ms=NOW + 9 * MINUTE))
    assert (gap.what, gap.names[0].label, gap.last_responsible) == (What.MISSING, code(1), "the officer")


def test_who_answers_is_as_stated_else_whoever_had_signed_in_else_the_device(node: Node) -> None:
    node.record(device(node), [said(ReliefGiven((), 1), person(1), done_by="the bakers")], NOW).result()
    assert only(node.roll(NOW)).last_responsible == "the bakers"
    assert only(node.roll(NOW)).since_ms == NOW
    lone = tablet(node)
    node.door.accept([lone.seal(said(ReliefGiven((), 1), person(2)), NOW - MINUTE)]).result()
    assert only(node.roll(NOW)).last_responsible == f"device {lone.chain.hex()[:8]}"


def seen(roll: Roll) -> list[tuple[str, str, Where]]:
    return [(one.about.label, one.seen_at, one.recorded) for one in roll.seen_elsewhere]


def test_who_is_seen_at_another_site_than_recorded_is_shown(node: Node) -> None:
    roll = told(node, [walks_in(1), places(1), meets(1, where="HC/P1")])
    assert seen(roll) == [(code(1), "HC/P1", Where.ON_SITE)]
    assert (roll.gaps, roll.balanced) == ((), False)
    [one] = roll.seen_elsewhere
    assert (one.by, one.since_ms) == (f"clerk {WHO['HC'].hex()[:8]}", NOW + 2 * MINUTE)
    assert one.of is not None
    assert one.of.label == "BG/L1"
    assert seen(told(node, [walks_in(1, where="HC/P1")], now_ms=NOW + 9 * MINUTE)) == []


def test_who_is_reported_missing_and_seen_afterwards_is_shown_beside_her_gap(node: Node) -> None:
    drafts: list[Draft] = [walks_in(1), said(MissingReported(), person(1))]
    roll = told(node, [*drafts, said(NeedsMedic(HowSoon.SOON), person(1))])
    assert seen(roll) == [(code(1), "BG/L1", Where.UNACCOUNTED)]
    assert roll.unaccounted == 1


def test_who_is_seen_where_she_is_or_dead_is_not_shown(node: Node) -> None:
    drafts = [
        walks_in(1),
        meets(1),
        walks_in(2),
        said(Died(CertifiedBy.LAY, Manner.ILLNESS), person(2)),
        meets(2, where="HC/P1"),
    ]
    assert seen(told(node, drafts)) == []


def test_word_of_somebody_from_elsewhere_is_no_sight_of_her(node: Node) -> None:
    roll = told(node, [walks_in(1), said(MissingReported(), person(1)), said(ReliefGiven((), 1), person(1), "HC")])
    assert seen(roll) == [(code(1), "HC", Where.UNACCOUNTED)]
    roll = told(node, [walks_in(2), said(MissingReported(), person(2), "HC")], now_ms=NOW + 9 * MINUTE)
    assert [about for about, _, _ in seen(roll)] == [code(1)]


def test_breaches_are_on_the_roll_with_whom_they_are_about(node: Node) -> None:
    roll = told(node, [walks_in(1), opened(), receives(1)])
    breaches = {one.rule: (one.number, [named.label for named in one.about]) for one in roll.breaches}
    assert breaches["received-not-on-list"] == (1, [code(1)])


def test_a_hole_in_a_chain_is_not_here_until_it_comes(node: Node) -> None:
    lone = tablet(node)
    first, second, third, fourth = (lone.seal(walks_in(number), NOW) for number in range(4))
    node.door.accept([first, fourth]).result()
    roll = node.roll(NOW)
    assert [(hole.first, hole.last) for hole in roll.not_here.missing] == [(1, 2)]
    assert roll.not_here.missing[0].chain == lone.chain.hex()
    assert (roll.gaps, roll.balanced) == ((), False)
    node.door.accept([third]).result()
    assert [(hole.first, hole.last) for hole in node.roll(NOW).not_here.missing] == [(1, 1)]
    node.door.accept([second]).result()
    assert not node.roll(NOW).not_here
    assert node.roll(NOW).balanced


def test_a_fork_is_not_here(node: Node) -> None:
    lone = tablet(node)
    node.door.accept(forked(lone, walks_in(1), walks_in(2))).result()
    roll = node.roll(NOW)
    assert [(fork.chain, fork.first) for fork in roll.not_here.forks] == [(lone.chain.hex(), 0)]
    assert not roll.balanced


def test_a_ledger_whose_end_was_cut_off_is_never_called_balanced(tmp_path: Path) -> None:
    path = tmp_path / "cut"
    with made(path) as node_:
        told(node_, balanced_day())
        secret = node_.folder.secret
    cut_tail(path, secret, 1)
    with Node.open(path, secret=secret) as node_:
        roll = node_.roll(NOW)
        assert [notice for notice, _ in roll.not_here.notices] == ["tail-missing"]
        assert not roll.balanced


def test_what_is_unread_waits_or_is_in_quarantine_is_not_here(node: Node) -> None:
    told(node, balanced_day())
    node.door.accept([unread(node, tablet(node))]).result()
    assert (node.roll(NOW).not_here.unread, node.roll(NOW).balanced) == (1, False)
    sealed = tablet(node).seal(walks_in(9), NOW)
    for reason in (WAITS, "signature"):
        aside = Quarantined(reason, sealed.header, sealed.body, sealed.sig, NOW)
        node.door.accept([], [aside]).result()
    lacks = node.roll(NOW).not_here
    assert (lacks.unread, lacks.waiting, lacks.quarantined) == (1, 1, 1)


def test_a_full_disk_is_no_hole_in_the_books(node: Node) -> None:
    told(node, balanced_day())
    node.folder.notices = [StoreError("disk-nearly-full", "9 MB free")]
    assert node.roll(NOW).balanced


@pytest.mark.parametrize(
    ("count", "median", "nine"), [(0, None, None), (1, 1, 1), (2, 1, 2), (3, 2, 3), (4, 2, 4), (10, 5, 9), (11, 6, 10)]
)
def test_quantiles_are_of_the_nearest_rank(count: int, median: int | None, nine: int | None) -> None:
    ordered = list(range(1, count + 1))
    assert (quantile(ordered, 50), quantile(ordered, 90)) == (median, nine)


def test_heads_unlike_the_names_name_those_who_should_be_in_it(node: Node) -> None:
    roll = told(
        node, [walks_in(1), walks_in(2), opened(), boards(1), boards(2), counted_in(1), receives(1), receives(2)]
    )
    assert gaps(roll) == [(What.HEADS, -1, [code(1), code(2)])]
