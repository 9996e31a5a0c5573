"""The roll: each difference is named once, by whoever it is about; a balanced day has none; the numbers are the cases'."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from lanyard.casefile.case import Case
from lanyard.casefile.place import Where
from lanyard.casefile.roll import Roll, What
from lanyard.desk.draft import Draft
from lanyard.desk.node import Node
from lanyard.ledger.noun import Noun, Ref
from lanyard.stations.arrival.entries import ReliefGiven, TagVoided, WalkedIn
from lanyard.stations.every.entries import RecordedInError
from lanyard.stations.first_aid.entries import NeedsMedic
from lanyard.stations.placement.entries import HeadcountTaken
from lanyard.stations.transport.entries import Boarded, CountedIn, Departed, HandedOver, ManifestOpened, Received
from lanyard.terms import CheckedBy, HowSoon, Role
from lanyard.web.roll_json import roll_json
from tests.desk.folders import stream
from tests.desk.point import (
    LINE,
    MINUTE,
    NOW,
    PLAN,
    STAFF,
    counts,
    device,
    in_error,
    made,
    places,
    said,
    tags,
    walks_in,
)
from tests.making import code, manifest, person, tag

WHO = {"BG": STAFF[0], "HC": STAFF[1]}


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened:
        yield opened


def told(node: Node, drafts: Sequence[Draft], *, role: Role = Role.CLERK, now_ms: int = NOW) -> Roll:
    """The roll after these were recorded, a minute after one another, by somebody of each site."""
    sites = {letters: device(node, letters, staff=staff, role=role) for letters, staff in WHO.items()}
    for number, draft in enumerate(drafts):
        node.record(sites[draft.where[:2]], [draft], now_ms + number * MINUTE).result()
    return node.roll(now_ms + len(drafts) * MINUTE)


def gaps(roll: Roll) -> list[tuple[What, int, list[str]]]:
    return [(gap.what, gap.number, [named.label.split(" ")[0] for named in gap.names]) for gap in roll.gaps]


def opened(number: int = 1) -> Draft:
    return said(ManifestOpened(40, PLAN.sites[1].ref, "the road", "the officer"), manifest(number), "BG")


def boards(number: int, on: int = 1) -> Draft:
    return said(Boarded(manifest(on), CheckedBy.SCAN), person(number), "BG")


def receives(number: int, on: int = 1) -> Draft:
    return said(Received(manifest(on)), person(number), "HC")


def counted_in(heads: int, on: int = 1) -> Draft:
    return said(CountedIn(heads), manifest(on), "HC")


def balanced_day() -> list[Draft]:
    """Three come on a truck and one on foot; two are placed and counted; two travel, are counted in and signed for."""
    come = [counts(1, 3), tags(1, on=1), tags(2, on=1), tags(3, on=1), walks_in(4)]
    stay = [places(1), places(2), said(HeadcountTaken(2, "the clerk"), LINE)]
    go = [opened(), boards(3), boards(4), said(Departed(60), manifest(1), "BG")]
    arrive = [counted_in(2), receives(3), receives(4), said(HandedOver(), manifest(1), "HC")]
    return [*come, *stay, *go, *arrive]


def test_a_balanced_day_has_no_gap(node: Node) -> None:
    roll = told(node, balanced_day())
    assert roll.gaps == ()
    assert (roll.unaccounted, roll.people, roll.contradictions) == (0, 4, ())
    assert [equation.gap for equation in roll.equations] == [0] * len(roll.equations)
    assert roll.places["HC"] == {Where.ON_SITE: 2}
    assert roll.places["BG"] == {Where.ON_SITE: 2, Where.HANDED_OVER: 2}


def test_nobody_at_all_is_balanced(node: Node) -> None:
    roll = node.roll(NOW)
    assert (roll.people, roll.unaccounted, roll.gaps) == (0, 0, ())


def test_who_was_counted_and_is_not_known_is_untold(node: Node) -> None:
    roll = told(node, [counts(1, 3), tags(1, on=1)])
    assert gaps(roll) == [(What.UNTOLD, 2, ["the"])]
    assert roll.unaccounted == 2


def test_who_is_known_and_was_not_counted_is_uncounted(node: Node) -> None:
    roll = told(node, [counts(1, 1), tags(1, on=1), tags(2, on=1), tags(3)])
    assert gaps(roll) == [(What.UNCOUNTED, -2, ["the", code(3)])]
    assert roll.unaccounted == 2


def test_one_missing_and_one_too_many_do_not_make_a_balance(node: Node) -> None:
    roll = told(node, [counts(1, 2), counts(2, 1), tags(1, on=1), tags(2, on=2), tags(3, on=2)])
    assert [(what, number) for what, number, _ in gaps(roll)] == [(What.UNTOLD, 1), (What.UNCOUNTED, -1)]
    roll = told(node, [counts(3, 1), tags(9)], now_ms=NOW + 60 * MINUTE)
    assert [(what, number) for what, number, _ in gaps(roll)] == [(What.UNTOLD, 2), (What.UNCOUNTED, -2)]


def test_a_tag_that_is_worn_and_nobody_s_is_named_once(node: Node) -> None:
    roll = told(node, [counts(1, 1), said(NeedsMedic(HowSoon.NOW), tag(5))])
    assert [(what, number) for what, number, _ in gaps(roll)] == [(What.UNCLAIMED, 1)]
    assert roll.unaccounted == 1
    assert told(node, [tags(5, on=1)], now_ms=NOW + 9 * MINUTE).gaps == ()


def test_who_is_in_no_place_is_named_once(node: Node) -> None:
    roll = told(node, [walks_in(1), said(ReliefGiven((), 1), person(2))])
    assert [(what, number) for what, number, _ in gaps(roll)] == [(What.NOWHERE, 1)]
    assert roll.unaccounted == 1


def test_who_boarded_and_was_not_signed_for_is_missing_once_heads_were_counted(node: Node) -> None:
    drafts = [walks_in(1), walks_in(2), opened(), boards(1), boards(2), said(Departed(60), manifest(1), "BG")]
    assert told(node, drafts).gaps == ()
    roll = told(node, [counted_in(1), receives(1)], now_ms=NOW + 60 * MINUTE)
    assert gaps(roll) == [(What.MISSING, 1, [code(2)])]
    assert roll.gaps[0].last_responsible == "the officer"
    assert told(node, [receives(2)], now_ms=NOW + 90 * MINUTE).gaps[0].what is What.HEADS


def test_who_boarded_and_is_elsewhere_by_nobody_s_signature_is_unsigned(node: Node) -> None:
    drafts = [walks_in(1), opened(), boards(1), said(Departed(60), manifest(1), "BG")]
    elsewhere = said(WalkedIn(), person(1), "HC")
    roll = told(node, [*drafts, elsewhere])
    assert [(what, number) for what, number, _ in gaps(roll)] == [(What.UNSIGNED, 1)] or roll.contradictions


def test_heads_of_a_vehicle_beyond_those_signed_for_are_a_gap(node: Node) -> None:
    roll = told(node, [walks_in(1), opened(), boards(1), counted_in(3), receives(1)])
    assert gaps(roll) == [(What.HEADS, 2, [code(1)])]


def test_heads_of_an_area_unlike_those_expected_are_a_gap_by_name(node: Node) -> None:
    roll = told(node, [walks_in(1), walks_in(2), places(1), places(2), said(HeadcountTaken(1, "the clerk"), LINE)])
    assert gaps(roll) == [(What.AREA, -1, [code(1), code(2)])]
    assert roll.gaps[0].last_responsible == "the clerk"


def test_who_was_taken_back_by_two_stays_on_the_roll_as_an_error(node: Node) -> None:
    [(sealed, _)] = node.record(device(node), [walks_in(1)], NOW).result()
    for staff in STAFF[:2]:
        error = said(RecordedInError("twice"), person(1), refs=in_error(sealed.id))
        node.record(device(node, staff=staff), [error], NOW + MINUTE).result()
    roll = node.roll(NOW + 2 * MINUTE)
    assert (roll.people, roll.in_error, roll.gaps) == (1, 1, ())


def test_a_void_tag_is_nobody(node: Node) -> None:
    roll = told(node, [said(TagVoided("torn"), tag(3))])
    assert (roll.people, roll.gaps) == (0, ())


def test_a_time_at_the_end_of_all_calendars_does_not_stop_the_roll(node: Node) -> None:
    last = (253_402_300_799, 0)
    told(node, [walks_in(1, at=last), counts(1, 2, at=last)])
    answer = roll_json(node.roll(253_402_300_799_000 + 10**12))
    assert {one["due"][:4] for one in answer["overdue"]} <= {"9999", "1970"}, "1970: a receipt has flagged the time"
    assert answer["overdue"]


def by_hand(node: Node) -> tuple[Counter[tuple[str, Where]], int]:
    """Places counted from the cases themselves, folded anew one by one."""
    found: Counter[tuple[str, Where]] = Counter()
    people = 0
    with node.look() as look:
        for (key,) in look._views.execute("SELECT ref FROM slot").fetchall():
            noun = Noun(key[0])
            if noun in (Noun.PERSON, Noun.TAG):
                read = look.read(Ref(noun, key[1:]))
                if read is not None and isinstance(read.case, Case) and read.case.ref == Ref(noun, key[1:]):
                    people += 1
                    found.update((episode.site, episode.place.where) for episode in read.case.episodes)
    return found, people


@pytest.mark.parametrize("seed", [5, 6])
def test_the_numbers_of_the_roll_are_those_of_the_cases(node: Node, seed: int) -> None:
    stream(node, seed)
    roll = node.roll(NOW)
    found, people = by_hand(node)
    assert {(site, where): n for site, places in roll.places.items() for where, n in places.items()} == dict(found)
    assert roll.people == people
    for equation in roll.equations:
        if equation.name == "people":
            assert equation.gap == 0


@pytest.mark.slow
def test_the_roll_of_twenty_thousand_people_takes_less_than_a_second_of_work(node: Node) -> None:
    own = device(node)
    for start in range(0, 20_000, 1000):
        node.record(own, [walks_in(number) for number in range(start, start + 1000)], NOW + start).result()
    node.settle()
    took = []
    for _ in range(3):
        with node.look() as look:
            begun = time.thread_time()
            roll = look.roll(NOW + 10 * 3_600_000)
            took.append(time.thread_time() - begun)
    assert roll.people == 20_000
    assert len(roll.overdue) == 20_000
    assert min(took) < 1.0, f"{min(took):.2f} s"
