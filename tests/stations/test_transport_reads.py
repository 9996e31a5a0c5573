"""What transport's entries change in a person and in a list."""

from collections.abc import Sequence
from typing import Final

from lanyard.casefile.case import Came, Outcome
from lanyard.casefile.place import Place, Where
from lanyard.ledger.noun import Ref
from lanyard.stations.arrival.entries import Born, TagClaimed
from lanyard.stations.burial.entries import Died
from lanyard.stations.first_aid.entries import RushedOut
from lanyard.stations.placement.entries import Placed
from lanyard.stations.transport.entries import (
    Boarded,
    CountedIn,
    Departed,
    HandedOver,
    HappenedEnRoute,
    LeftVehicle,
    ManifestOpened,
    ManifestSealed,
    Received,
    WaypointPassed,
)
from lanyard.terms import CertifiedBy, CheckedBy, Condition, EnRoute, Manner, YesNo
from tests.making import area, code, manifest, marks, minute, person, site, tag
from tests.stations.telling import BUS, CAMP, HER, HERE, OTHER, Line, aboard, case_of, each, place, say, told, waits_in

CAME: Final = Line(TagClaimed(code(1)))
ABOARD: Final = Line(Boarded(BUS, CheckedBy.SCAN))
OTHER_BUS: Final = manifest(2)
ON_OTHER: Final = Line(Boarded(OTHER_BUS, CheckedBy.SCAN))
OFF: Final = Line(LeftVehicle(BUS, "ill", True))
SIGNED: Final = say(Received(BUS), where=CAMP)
OPENED: Final = Line(ManifestOpened(30, site(2), "river road", "officer 7", "B-12"), BUS)
DEAD: Final = Line(Died(CertifiedBy.DOCTOR, Manner.ILLNESS))
RUSHED: Final = Line(RushedOut("a car", "Field hospital", mother_told=YesNo.YES))
HANDED: Final = Place(Where.HANDED_OVER, "HC")
HOSPITAL: Final = Place(Where.IN_HOSPITAL, "Field hospital")
RECEIVED, LEFT, UP = Outcome.RECEIVED, Outcome.LEFT, Outcome.ABOARD

RIDES: Final = (
    ("boarded", [CAME, ABOARD], aboard(BUS), {BUS.key: UP}, []),
    ("boarded twice", [CAME, ABOARD, ABOARD], aboard(BUS), {BUS.key: UP}, []),
    ("boarded whom nobody had met", [ABOARD], aboard(BUS), {BUS.key: UP}, []),
    ("boarded two vehicles", [CAME, ABOARD, ON_OTHER], aboard(OTHER_BUS), {BUS.key: Outcome.DISPUTED, OTHER_BUS.key: UP}, ["two-places"]),
    ("changed vehicles", [CAME, ABOARD, OFF, ON_OTHER], aboard(OTHER_BUS), {BUS.key: LEFT, OTHER_BUS.key: UP}, []),
    ("stepped off", [CAME, ABOARD, OFF], HERE, {BUS.key: LEFT}, []),
    ("stepped off and on again", [CAME, ABOARD, OFF, ABOARD], aboard(BUS), {BUS.key: UP}, []),
    ("stepped off without stepping on", [CAME, OFF], HERE, {}, ["left-without-boarding"]),
    ("received", [CAME, ABOARD, SIGNED], HERE, {BUS.key: RECEIVED}, []),
    ("received twice", [CAME, ABOARD, SIGNED, SIGNED], HERE, {BUS.key: RECEIVED}, []),
    ("received and placed and received again", [CAME, ABOARD, SIGNED, say(Placed(area(3)), where=CAMP), SIGNED], waits_in(area(3)), {BUS.key: RECEIVED}, []),
    ("received who never boarded", [CAME, SIGNED], HERE, {BUS.key: RECEIVED}, ["received-not-on-list"]),
    ("received whom nobody had met", [SIGNED], HERE, {BUS.key: RECEIVED}, ["received-not-on-list"]),
    ("died aboard", [CAME, ABOARD, DEAD], Place(Where.DEAD), {BUS.key: Outcome.DIED}, []),
    ("died aboard and received dead", [CAME, ABOARD, DEAD, say(Received(BUS, Condition.DEAD), where=CAMP)], Place(Where.DEAD), {BUS.key: Outcome.DIED}, []),
    ("rushed out on the way", [CAME, ABOARD, RUSHED], HOSPITAL, {BUS.key: Outcome.RUSHED_OUT}, []),
    ("rushed out on the way and received later", [CAME, ABOARD, RUSHED, SIGNED], HERE, {BUS.key: RECEIVED}, []),
    ("received from another vehicle than boarded", [CAME, ON_OTHER, SIGNED], HERE, {BUS.key: RECEIVED, OTHER_BUS.key: RECEIVED}, ["received-not-on-list"]),
)  # fmt: skip


@each(RIDES)
def test_where_she_is_and_how_the_ride_ended(
    row: tuple[str, Sequence[Line], Place, dict[bytes, Outcome], list[str]],
) -> None:
    case = case_of(row[1])
    assert (place(case), case.rides, marks(case)) == row[2:]


def test_a_signature_closes_the_senders_episode_and_opens_the_receivers() -> None:
    sent, kept = case_of([CAME, ABOARD, SIGNED]).episodes
    assert [step.place for step in sent.steps] == [HERE, aboard(BUS), HANDED]
    assert (sent.site, sent.came, sent.closed) == ("BG", Came.OPENED, True)
    assert (kept.site, kept.came, kept.closed, kept.arrived) == ("HC", Came.RECEIVED, False, "")
    assert [(step.place, step.at_ms) for step in kept.steps] == [(HERE, minute(2))]


def test_one_received_who_was_never_met_has_the_receivers_episode_alone() -> None:
    (kept,) = case_of([SIGNED]).episodes
    assert (kept.site, kept.came) == ("HC", Came.RECEIVED)


def test_a_second_signature_opens_no_third_episode() -> None:
    assert len(case_of([CAME, ABOARD, SIGNED, SIGNED]).episodes) == 2


def test_one_placed_at_the_camp_before_she_was_signed_for_stays_where_she_was_placed() -> None:
    case = case_of([CAME, ABOARD, say(Placed(area(3)), where=CAMP), SIGNED])
    assert place(case) == waits_in(area(3))
    assert [episode.site for episode in case.episodes] == ["BG", "HC"]
    assert case.rides == {BUS.key: RECEIVED}


def test_one_received_on_the_spot_is_handed_over_without_a_ride() -> None:
    sent, kept = case_of([CAME, say(Received(BUS))]).episodes
    assert (sent.place.where, kept.place, kept.site) == (Where.HANDED_OVER, HERE, "BG")


def test_she_goes_on_to_a_third_site_with_both_rides_told() -> None:
    onward = say(Received(OTHER_BUS), where="DK")
    case = case_of([CAME, ABOARD, SIGNED, say(ON_OTHER.record, where=CAMP), onward])
    assert [episode.site for episode in case.episodes] == ["BG", "HC", "DK"]
    assert (case.rides, marks(case)) == ({BUS.key: RECEIVED, OTHER_BUS.key: RECEIVED}, [])


def test_boarded_and_received_by_her_tag_before_it_was_claimed() -> None:
    books = told([ABOARD._replace(about=tag(1)), SIGNED._replace(about=tag(1)), say(CAME.record, now=9)])
    assert books.case(1).rides == {BUS.key: RECEIVED}
    assert books.manifest(1).boarded == books.manifest(1).received == {HER}


def test_boarded_by_a_tag_that_nobody_claims_the_tag_itself_is_on_the_list() -> None:
    books = told([ABOARD._replace(about=tag(1))])
    assert books.manifest(1).boarded == {tag(1)}


LISTS: Final[tuple[tuple[str, list[Line], set[Ref]], ...]] = (
    ("one boarded", [ABOARD], {HER}),
    ("one boarded twice", [ABOARD, ABOARD], {HER}),
    ("one stepped off", [ABOARD, OFF], set()),
    ("one stepped off and on again", [ABOARD, OFF, ABOARD], {HER}),
    ("one was born aboard", [ABOARD, Line(Born(HER, aboard=BUS), OTHER)], {HER, OTHER}),
    ("one of two was signed for", [ABOARD, ABOARD._replace(about=OTHER), SIGNED], {OTHER}),
    ("one boarded another", [ABOARD, ON_OTHER._replace(about=OTHER)], {HER}),
)


@each(LISTS)
def test_who_by_the_list_is_aboard(row: tuple[str, list[Line], set[Ref]]) -> None:
    assert told(row[1]).manifest(1).aboard == row[2]


def test_a_newborn_aboard_counts_beside_who_boarded() -> None:
    books = told([ABOARD, Line(Born(HER, aboard=BUS), OTHER)])
    assert (books.manifest(1).boarded, books.manifest(1).born) == ({HER}, {OTHER})


def test_a_list_says_what_it_was_opened_with() -> None:
    found = told([OPENED]).manifest(1)
    assert (found.site, found.seats, found.to, found.route) == ("BG", 30, site(2), "river road")
    assert (found.officer, found.plate, found.arrived, found.aboard) == ("officer 7", "B-12", False, set())


def test_a_seal_fixes_who_is_aboard() -> None:
    found = told(
        [OPENED, ABOARD, Line(ManifestSealed(1, bytes(32), ("x",), "y"), BUS), ABOARD._replace(about=OTHER)]
    ).manifest(1)
    assert (found.sealed_people, found.despite) == (1, ("x",))
    assert (found.sealed_aboard, found.aboard) == ({HER}, {HER, OTHER})


ROAD: Final = (
    ("departed", [Line(Departed(240), BUS)], 0, 240),
    ("passed", [Line(Departed(240), BUS), Line(WaypointPassed("a", 100), BUS)], 1, 101),
    ("stopped", [Line(Departed(240), BUS), Line(HappenedEnRoute(EnRoute.STOP, "a", 300), BUS)], 1, 301),
    ("counted in", [Line(Departed(240), BUS), say(CountedIn(9), BUS, where=CAMP)], 1, 240),
    ("handed over", [Line(Departed(240), BUS), say(HandedOver(), BUS, where=CAMP)], 1, 240),
)


@each(ROAD)
def test_when_a_vehicle_was_last_heard_of_and_is_expected(row: tuple[str, list[Line], int, int]) -> None:
    found = told(row[1]).manifest(1)
    assert (found.departed_ms, found.heard_ms, found.expected_ms) == (minute(0), minute(row[2]), minute(row[3]))


def test_heads_and_signatures_mean_that_it_arrived() -> None:
    counted = told([say(CountedIn(0), BUS, where=CAMP)]).manifest(1)
    assert (counted.arrived, counted.counted_in, counted.counted_in_ms) == (True, 0, minute(0))
    closed = told([say(HandedOver((code(4),)), BUS, where=CAMP)]).manifest(1)
    assert (closed.arrived, closed.handed_over_ms, closed.said_missing) == (True, minute(0), (code(4),))


def test_one_person_fills_one_line_of_each_list_only() -> None:
    books = told([ABOARD, ABOARD._replace(about=person(3)), ON_OTHER])
    assert books.manifest(1).aboard == {HER, person(3)}
    assert books.manifest(2).aboard == {HER}
