"""Planted: three not signed for, two tags not claimed, one word not heard, one child on two lists; and nothing else."""

from collections import Counter

import pytest

from lanyard.casefile.case import Case, Outcome
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.tag import Tag
from lanyard.casefile.vehicle import Vehicle
from lanyard.ledger.noun import Ref
from lanyard.web.demo.days import Story
from lanyard.web.demo.planted import Planted, choose_twice
from lanyard.web.demo.times import END
from lanyard.web.demo.vehicles import label
from tests.web.demo.telling import Told, books, story


def planted(scale: int, seed: int) -> Planted:
    gaps = story(scale, seed, plant=True)[0].gaps
    assert gaps is not None
    return gaps.planted


def labels(told: Told) -> dict[Ref, str]:
    return {one.ref: label(one.plate, one.ref) for sort in (Vehicle, Manifest) for one in told.each(sort)}


def names_exactly(told: Told, plan: Planted) -> None:
    """What is read from the story names what was planted, and nothing that was not."""
    called = labels(told)
    by_key = {ref.key.hex(): name for ref, name in called.items()}
    assert {(tag, by_key[key]) for tag, key in told.missing()} == set(plan.unreceived)
    assert {by_key[key]: untold for key, untold in told.untold().items()} == {plan.vehicle: 2}
    worn = {tag.ref for tag in told.each(Tag) if tag.worn is not None}
    assert worn == {case.ref for case in told.cases() if case.ref in worn}
    assert len(worn) == 2
    twice = [case for case in told.each(Case) if case.contradictions()]
    assert [case.tags[0] for case in twice] == [plan.twice]
    assert [mark.rule.code for mark in twice[0].contradictions()] == ["two-places"]
    rides = {by_key[key.hex()]: outcome for key, outcome in twice[0].rides.items()}
    assert [rides[name] for name in plan.lists] == [Outcome.DISPUTED, Outcome.RECEIVED]
    assert told.contradictions() == [("two-places", twice[0].ref.key.hex())]
    silent = [called[ref] for code, ref in told.overdue(END) if code == "word_from_vehicle"]
    assert silent == [plan.silent]


@pytest.mark.parametrize("seed", [2019, 4])
def test_exactly_what_was_planted_is_named(seed: int) -> None:
    names_exactly(books(10, seed, plant=True), planted(10, seed))


@pytest.mark.slow
def test_exactly_what_was_planted_is_named_among_nine_thousand() -> None:
    drawn = Story(1, 2019, plant=True)
    told = Told(drawn.said())
    assert drawn.gaps is not None
    names_exactly(told, drawn.gaps.planted)


def test_without_a_plant_nothing_of_it_is_named() -> None:
    with pytest.raises(AssertionError):
        names_exactly(books(10, 2019), planted(10, 2019))


def test_planting_leaves_out_seven_entries_less_one_and_changes_nothing_else() -> None:
    kinds = [Counter(one.draft.kind.name for one in story(10, 2019, plant=plant)[1]) for plant in (False, True)]
    assert kinds[0] - kinds[1] == {"received": 3, "tag_claimed": 2, "waypoint_passed": 1}
    assert kinds[1] - kinds[0] == {"boarded": 1}


def test_a_plant_adds_nothing_to_what_is_owed_but_the_word_of_one_vehicle() -> None:
    plain, plant = (Counter(code for code, _ in books(10, 2019, plant=plant).overdue(END)) for plant in (False, True))
    assert plant - plain == {"word_from_vehicle": 1}
    assert plain - plant == {}


def test_the_child_is_scanned_at_one_bay_while_the_other_still_loads_her_own() -> None:
    drawn, said = story(10, 2019, plant=True)
    child, wrong, own = drawn.twice
    steps = [one for one in said if one.draft.kind.name == "boarded" and one.draft.about == child.worn]
    first, second = steps[:2]
    assert [first.draft.record.manifest, second.draft.record.manifest] == [wrong.ref, own.ref]
    assert first.device != second.device
    assert first.at_ms < second.at_ms < first.at_ms + 20 * 60_000


def test_where_no_two_vehicles_are_loaded_at_once_no_child_can_be_on_two_lists() -> None:
    with pytest.raises(ValueError, match="loaded at once"):
        choose_twice([])
