"""The books of a story, folded without a node: everybody is somewhere, and what different people counted agrees."""

from collections import Counter

import pytest

from lanyard.casefile.area import Area
from lanyard.casefile.case import Case
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.place import Where
from lanyard.casefile.tag import Tag
from lanyard.casefile.vehicle import Vehicle
from lanyard.stations.transport.entries import ManifestSealed
from lanyard.stations.transport.rules import list_hash
from lanyard.web.demo.days import Story
from lanyard.web.demo.person import Fate
from lanyard.web.demo.times import END
from tests.web.demo.telling import Told, books, story

LEFT_OPEN = Counter(death_enquiry=1, hospital_word=1, tell_kin=1)
"""Nobody has found the mother of a child rushed off the road, nor asked the ward; one violent death is not enquired into."""
PLACE_OF = {"aboard": Where.ABOARD, "hospital": Where.IN_HOSPITAL, "dead": Where.DEAD, "turned_back": Where.TURNED_BACK}


def balances(told: Told) -> None:
    assert told.untold() == {}
    assert told.missing() == set()
    assert told.lists_apart() == set()
    assert told.contradictions() == []
    assert [tag.code for tag in told.each(Tag) if tag.worn is not None] == []
    assert [case.ref for case in told.cases() if case.place is None or case.place.where is Where.UNACCOUNTED] == []
    assert [area.ref for area in told.each(Area) if area.heads != told.expected(area.ref)] == []
    assert Counter(code for code, _ in told.overdue(END)) == LEFT_OPEN


@pytest.mark.parametrize("seed", [2019, 1, 2, 3])
def test_the_books_balance(seed: int) -> None:
    balances(books(10, seed) if seed == 2019 else Told(Story(10, seed).said()))


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1, 3, 8])
def test_the_books_balance_at_other_scales(scale: int) -> None:
    balances(Told(Story(scale, 2019).said()))


def test_a_story_that_leaves_somebody_out_does_not_balance() -> None:
    _, said = story(10, 2019)
    last = next(at for at in range(len(said) - 1, 0, -1) if said[at].draft.kind.name == "received")
    with pytest.raises(AssertionError):
        balances(Told([*said[:last], *said[last + 1 :]]))


def test_what_is_read_is_where_the_story_has_everyone() -> None:
    told, _ = story(10, 2019)
    read = {case.ref: case for case in books(10, 2019).each(Case)}
    came = [person for person in told.folk.everyone if person.at]
    assert len(came) == len(read)
    for person in came:
        case = read[person.ref]
        assert case.place is not None
        assert case.place.where is PLACE_OF.get(person.at, Where.ON_SITE)
        if case.place.where is Where.ON_SITE:
            assert case.episodes[-1].site == person.at[:2]
        assert list(case.tags) == person.tags


def test_nothing_is_broken_but_what_the_story_breaks() -> None:
    broken = Counter(code for code, _ in books(10, 2019).breaches())
    assert broken == {"kin-not-told": 2, "counted-by-driver-only": 2, "turned-back": 2, "death-to-enquire": 1}


def test_every_list_but_the_last_is_counted_in_and_signed_by_two() -> None:
    lists = list(books(10, 2019).each(Manifest))
    on_the_road = [one for one in lists if one.handed_over_ms is None]
    assert len(on_the_road) == 1
    assert on_the_road[0].expected_ms > END
    assert all(one.counted_in == len(one.received) for one in lists if one not in on_the_road)


@pytest.mark.parametrize("number", [0, 5, 30])
def test_a_list_is_sealed_with_the_hash_that_the_rules_make(number: int) -> None:
    _, said = story(10, 2019)
    seals = [at for at, one in enumerate(said) if isinstance(one.draft.record, ManifestSealed)]
    seal = said[seals[number]].draft
    told = Told(said[: seals[number]])
    cases = {case.ref: case for case in told.each(Case)}
    (manifest,) = [one for one in told.each(Manifest) if one.ref == seal.about]
    assert list_hash(manifest, cases) == seal.record.list_hash
    assert len(manifest.aboard) == seal.record.people


def test_the_dead_the_torn_tags_and_the_turned_back_are_all_there() -> None:
    told, _ = story(10, 2019)
    read = books(10, 2019)
    fates = Counter(person.fate for person in told.folk.everyone)
    assert sum(tag.voided for tag in read.each(Tag)) >= 1
    assert sum(len(case.tags) == 2 for case in read.each(Case)) == fates[Fate.TAG_TORN]
    assert sum(vehicle.turned_back for vehicle in read.each(Vehicle)) == 6
    assert sum(count for (_, where), count in read.places().items() if where is Where.DEAD) == 2
