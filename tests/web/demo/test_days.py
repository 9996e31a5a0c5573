"""The days as one story: in order, of every kind, each said by somebody who may, and the same again by the same seed."""

from collections import Counter
from collections.abc import Iterator

import pytest

from lanyard.casefile.known import site_of
from lanyard.floorplan import KINDS
from lanyard.ledger.body import LinkKind
from lanyard.ledger.noun import Noun
from lanyard.stations.transport.entries import Boarded, ManifestSealed
from lanyard.web.demo.days import Story
from lanyard.web.demo.devices import DEVICES
from lanyard.web.demo.plan import AREAS, SITES, site_plan
from lanyard.web.demo.said import Said
from lanyard.web.demo.scene import MOVES
from lanyard.web.demo.times import END, LAST_MOVE, START
from tests.web.demo.telling import KIND_OF, Scribe, story

WHERES = {site.letters for site in SITES} | {code for code, *_ in AREAS}


@pytest.fixture
def said() -> list[Said]:
    return story(10, 2019)[1]


@pytest.mark.parametrize("scale", [0, 11, -1])
def test_a_scale_that_is_not_told_is_refused(scale: int) -> None:
    with pytest.raises(ValueError, match="scale"):
        Story(scale)


def test_everything_is_said_in_order_from_the_first_hour_to_the_last(said: list[Said]) -> None:
    times = [one.at_ms for one in said]
    assert times == sorted(times)
    assert times[0] == START
    assert END - 60 * 60_000 < times[-1] < END


def test_every_kind_occurs(said: list[Said]) -> None:
    assert KINDS.keys() - {one.draft.kind.name for one in said} == set()


def test_every_draft_can_be_written_and_is_about_a_noun_of_its_kind(said: list[Said]) -> None:
    for one in said:
        draft = one.draft
        assert draft.kind.shape.read(draft.kind.shape.write(draft.record)) == draft.record
        assert draft.about.noun in draft.kind.about
        assert draft.where in WHERES
        assert draft.urgency in (0, 1)


def test_everyone_records_only_what_her_role_may(said: list[Said]) -> None:
    scribe = Scribe()
    for one in said:
        scribe.write(one)
        assert scribe.may(one), (one.device, one.draft.kind.name)


def test_every_device_speaks_of_its_own_site_and_two_people_share_it(said: list[Said]) -> None:
    letters = {device.name: device.letters for device in DEVICES}
    assert {one.device for one in said} == letters.keys()
    assert [one for one in said if site_of(one.draft.where) != letters[one.device]] == []
    staff = {one.draft.record.staff for one in said if one.draft.about.noun is Noun.DEVICE}
    assert len(staff) == 2 * len(DEVICES)


def test_whoever_points_at_an_entry_points_at_one_that_was_said_before(said: list[Said]) -> None:
    named: dict[str, Said] = {}
    acts: Counter[LinkKind] = Counter()
    for one in said:
        for how, name in one.points:
            acts[how] += 1
            assert named[name].draft.about == one.draft.about
        if one.name:
            named[one.name] = one
    assert acts[LinkKind.CORRECTS] >= 3
    assert acts[LinkKind.IN_ERROR] >= 2


def test_nobody_moves_after_the_last_round_began(said: list[Said]) -> None:
    assert [one for one in said if type(one.draft.record) in MOVES and one.at_ms >= LAST_MOVE] == []


def test_a_list_is_sealed_with_as_many_as_were_scanned_and_hashes_their_tags(said: list[Said]) -> None:
    told, _ = story(10, 2019)
    loads = {load.ref: load for load in told.loads}
    for one in said:
        if isinstance(one.draft.record, ManifestSealed):
            load = loads[one.draft.about]
            assert one.draft.record.people == len(load.riders)
            assert len(load.riders) <= load.seats


def test_nobody_steps_on_before_she_came_or_twice_on_one_list(said: list[Said]) -> None:
    told, _ = story(10, 2019)
    came = {ref: person.came_ms for person in told.folk.everyone for ref in (person.ref, person.worn)}
    seen = set()
    for one in said:
        if isinstance(one.draft.record, Boarded):
            assert one.at_ms > came.get(one.draft.about, 0)
            assert (one.draft.about, one.draft.record.manifest) not in seen
            seen.add((one.draft.about, one.draft.record.manifest))


def told_again(seed: int) -> Iterator[tuple[object, ...]]:
    for one in Story(10, seed).said():
        yield one.at_ms, one.device, KIND_OF[type(one.draft.record)].name, repr(one)


def test_the_same_seed_tells_the_same_story_and_another_seed_another() -> None:
    first = hash(tuple(told_again(7)))
    assert hash(tuple(told_again(7))) == first
    assert hash(tuple(told_again(8))) != first


def test_the_plan_is_read_again_as_it_was_written_and_holds_400_in_its_hall() -> None:
    plan = site_plan(1)
    assert plan.read(plan.write()) == plan
    assert plan.area("SW/hall").capacity == 400
    assert site_plan(10).area("SW/hall").capacity == 40
    assert plan.home.letters == "BG"
