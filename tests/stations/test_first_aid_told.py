"""First aid: care before questions; each rule broken and kept, each fold, each duty and its times."""

from typing import Any

import pytest

from lanyard.casefile.place import Place, Where
from lanyard.terms import Colour, HowSoon, TriageColour, YesNo
from tests import said
from tests.making import Notebook, area, code, duties, marks, minute, person, read, tag, vehicle

HER, OTHER, TRUCK = person(1), person(2), vehicle(0)


@pytest.mark.parametrize("care", [said.needs(), said.triaged(), said.first_aid.Treated("dressing")])
def test_care_after_death_contradicts_and_before_it_does_not(care: object) -> None:
    book = Notebook()
    book.add(care, HER)
    assert marks(read(book).case(1)) == []
    book.add(said.died(), HER)
    book.add(care, HER)
    assert marks(read(book).case(1)) == ["care-after-death"]


@pytest.mark.parametrize(
    ("answers", "rules"),
    [
        ({}, ["kin-not-told"]),
        ({"mother_told": YesNo.NO, "mother_with_her": YesNo.UNKNOWN}, ["kin-not-told"]),
        ({"mother_told": YesNo.YES}, []),
        ({"mother_with_her": YesNo.YES}, []),
    ],
)
def test_rushed_out_somebody_tells_her_kin_within_two_hours(answers: dict[str, YesNo], rules: list[str]) -> None:
    book = Notebook()
    book.add(said.rushed(**answers), HER, 0)
    case = read(book).case(1)
    assert marks(case) == rules
    assert ("tell_kin", minute(120)) in [(o.duty.code, o.red_ms) for o in case.duties] or not rules
    assert ("tell_kin" in duties(case)) is bool(rules)


def test_word_from_the_hospital_is_owed_within_three_hours() -> None:
    for end in (said.came_back(), said.arrival.WalkedIn(), said.received(), said.died()):
        book = Notebook()
        book.add(said.rushed(mother_told=YesNo.YES), HER, 0)
        assert [(o.duty.code, o.red_ms) for o in read(book).case(1).duties] == [("hospital_word", minute(180))]
        book.add(end, HER, 30)
        assert "hospital_word" not in duties(read(book).case(1))


def test_an_observation_that_observed_nothing_is_marked() -> None:
    book = Notebook()
    book.add(said.first_aid.Observed(), HER)
    assert marks(read(book).case(1)) == ["nothing-observed"]
    book.add(said.first_aid.Observed(rr=0), person(2))
    assert marks(read(book).case(2)) == []


@pytest.mark.parametrize(("soon", "due"), [(HowSoon.NOW, 5), (HowSoon.SOON, 30)])
def test_whoever_needs_a_medic_is_triaged_in_time(soon: HowSoon, due: int) -> None:
    for end in (said.triaged(), said.coloured(Colour.GREEN), said.rushed(), said.died()):
        book = Notebook()
        book.add(said.needs(soon), HER, 0)
        assert [(o.duty.code, o.amber_ms, o.red_ms) for o in read(book).case(1).duties] == [
            ("triage", minute(due), minute(due))
        ]
        book.add(end, HER, 2)
        assert "triage" not in duties(read(book).case(1))


def test_called_again_the_sooner_time_stands() -> None:
    book = Notebook()
    book.add(said.needs(HowSoon.SOON), HER, 0)
    book.add(said.needs(HowSoon.NOW), HER, 10)
    book.add(said.needs(HowSoon.NOW), HER, 12)
    case = read(book).case(1)
    assert [(o.red_ms, o.since_ms) for o in case.duties] == [(minute(15), minute(10))]
    assert case.care.called_ms == minute(0)


@pytest.mark.parametrize(
    ("colour", "due"),
    [(TriageColour.RED, 15), (TriageColour.YELLOW, 60), (TriageColour.GREEN, 240), (TriageColour.BLACK, 15)],
)
def test_triage_is_done_again_by_the_colour(colour: TriageColour, due: int) -> None:
    book = Notebook()
    book.add(said.met(), HER)
    book.add(said.triaged(colour), HER, 0)
    assert [(o.duty.code, o.red_ms) for o in read(book).case(1).duties] == [("triage_again", minute(due))]
    book.add(said.triaged(colour), HER, 9)
    case = read(book).case(1)
    assert [(o.duty.code, o.red_ms) for o in case.duties] == [("triage_again", minute(9 + due))]
    assert case.care.triaged_ms == minute(0)


@pytest.mark.parametrize("gone", [said.boarded(), said.rushed(), said.received(), said.died(), said.sent_away()])
def test_whoever_is_gone_is_not_triaged_again_here(gone: object) -> None:
    book = Notebook()
    book.add(said.triaged(), HER)
    book.add(gone, HER)
    assert "triage_again" not in duties(read(book).case(1))


def test_a_red_is_owed_transport_within_the_hour_from_when_she_was_red_first() -> None:
    book = Notebook()
    book.add(said.coloured(Colour.RED), HER, 0)
    book.add(said.coloured(Colour.RED), HER, 50)
    case = read(book).case(1)
    assert [(o.duty.code, o.red_ms) for o in case.duties] == [("red_transport", minute(60))]
    assert (case.care.colour, case.care.colour_ms) == (Colour.RED, minute(50))
    book.add(said.coloured(Colour.YELLOW), HER, 55)
    assert duties(read(book).case(1)) == []
    book.add(said.coloured(Colour.RED), HER, 70)
    assert [o.red_ms for o in read(book).case(1).duties] == [minute(130)]


@pytest.mark.parametrize("end", [said.rushed(), said.boarded(), said.first_aid.CareHandedOver("a clinic"), said.died()])
def test_transport_of_a_red_ends_what_was_owed(end: object) -> None:
    book = Notebook()
    book.add(said.coloured(Colour.RED), HER)
    book.add(end, HER)
    assert "red_transport" not in duties(read(book).case(1))


def test_held_by_a_medic_she_is_unfit_until_a_medic_says_otherwise() -> None:
    book = Notebook()
    book.add(said.first_aid.HeldMedically("2019-02-25"), HER)
    care = read(book).case(1).care
    assert (care.held_medically, care.held_until, care.fit_to_travel) == (True, "2019-02-25", False)
    book.add(said.first_aid.FitToTravel(), HER)
    care = read(book).case(1).care
    assert (care.held_medically, care.held_until, care.fit_to_travel) == (False, "", True)


def test_whoever_turns_red_after_she_was_called_fit_is_asked_about_again() -> None:
    book = Notebook()
    book.add(said.first_aid.FitToTravel(), HER)
    book.add(said.coloured(Colour.RED), HER)
    assert read(book).case(1).care.fit_to_travel is None
    book.add(said.first_aid.FitToTravel(lying=True), HER)
    book.add(said.coloured(Colour.RED), HER)
    assert read(book).case(1).care.fit_to_travel is True


def test_the_clocks_of_care_stop_at_the_first() -> None:
    book = Notebook()
    book.add(said.first_aid.Glanced(1), HER, 3)
    book.add(said.needs(), HER, 5)
    book.add(said.triaged(), HER, 8)
    care = read(book).case(1).care
    assert (care.looked_at_ms, care.called_ms, care.triaged_ms) == (minute(3), minute(5), minute(8))


def test_a_glance_over_an_area_is_the_areas() -> None:
    book = Notebook()
    book.add(said.first_aid.Glanced(30), area(0), 3)
    book.add(said.first_aid.Glanced(30), area(0), 9)
    line = read(book).area(0)
    assert (line.glanced_ms, line.site) == (minute(9), "BG")


FOR_EVERYBODY = [said.needs(), said.coloured(), said.first_aid.HeldMedically(), said.first_aid.FitToTravel()]


@pytest.mark.parametrize("record", [*FOR_EVERYBODY, said.first_aid.Referred("eyes", HowSoon.SOON)])
def test_what_care_records_for_everybody_puts_her_on_the_roll_and_moves_her_nowhere(record: object) -> None:
    book = Notebook()
    book.add(record, HER)
    assert read(book).case(1).place == Place(Where.ON_SITE)
    book.add(said.boarded(), HER)
    book.add(record, HER)
    place = read(book).case(1).place
    assert place is not None
    assert place.where is Where.ABOARD


@pytest.mark.parametrize("record", FOR_EVERYBODY)
def test_care_is_recorded_of_a_tag_alone(record: object) -> None:
    book = Notebook()
    book.add(record, tag(1))
    worn = read(book).tag(1).worn
    assert worn is not None
    assert worn.place == Place(Where.ON_SITE)


def looked(people: int, *reds: int, untagged: int = 0) -> said.first_aid.Glanced:
    return said.first_aid.Glanced(people, tuple(map(code, reds)), untagged)


def test_whom_a_glance_finds_red_is_called_a_medic_for_and_has_been_looked_at() -> None:
    book = Notebook()
    book.add(said.arrival.WalkedIn(code(1)), HER, 0)
    book.add(looked(9, 1), TRUCK, 3)
    case = read(book).case(1)
    assert (case.care.called_ms, case.care.looked_at_ms, case.read) == (minute(3), minute(3), 2)
    assert [(o.duty.code, o.red_ms) for o in case.duties] == [("triage", minute(8))]


def test_whom_a_glance_finds_red_before_it_is_known_whose_the_tag_is_is_called_for_from_then() -> None:
    book = Notebook()
    book.add(looked(9, 1), area(0), 3)
    worn = read(book).tag(1).worn
    assert worn is not None
    assert (duties(worn), worn.care.called_ms, worn.episodes) == (["triage"], minute(3), [])
    book.add(said.claimed(1), HER, 9)
    books = read(book)
    assert [(o.duty.code, o.red_ms) for o in books.case(1).duties] == [("triage", minute(8))]
    assert books.tag(1).worn is None


def test_a_red_glance_told_late_is_read_in_its_own_time() -> None:
    book = Notebook()
    book.add(said.claimed(1), HER, 0)
    book.add(said.triaged(), HER, 9)
    book.add(looked(9, 1), TRUCK, 20, stated=3)
    case = read(book).case(1)
    assert (case.care.called_ms, duties(case)) == (minute(3), ["triage_again"])


def test_a_red_glance_taken_back_calls_nobody() -> None:
    book = Notebook()
    book.add(said.claimed(1), HER)
    wrong = book.add(looked(9, 1), TRUCK)
    for name in ("nour", "dilan"):
        book.add(said.in_error(), TRUCK, by=name, in_error=wrong)
    case = read(book).case(1)
    assert (case.care.called_ms, duties(case)) == (None, [])


@pytest.mark.parametrize("noun", [TRUCK, area(0), HER])
def test_somebody_red_without_a_tag_is_owed_a_medic_where_she_was_seen(noun: object) -> None:
    book = Notebook()
    book.add(looked(9, untagged=1), noun, 0)  # type: ignore[arg-type]
    (slot,) = read(book).shelf.slots.values()
    assert [(o.duty.code, o.red_ms) for o in slot.known.duties] == [("triage", minute(5))]
    book.add(said.answered("triage"), noun)  # type: ignore[arg-type]
    (slot,) = read(book).shelf.slots.values()
    assert slot.known.duties == ()


def test_reds_of_a_truck_are_owed_a_medic_until_each_is_called_out_with_her_tag() -> None:
    book = Notebook()
    book.add(said.claimed(3, on=0, medic_now=True), person(3))
    book.add(looked(9, untagged=2), TRUCK)
    book.add(said.claimed(1, on=0, medic_now=True), HER)
    book.add(said.claimed(1, on=0, medic_now=True), HER)
    book.add(said.claimed(2, on=0), OTHER)
    assert "triage" in duties(read(book).vehicle(0))
    book.add(said.claimed(4, on=0, medic_now=True), person(4))
    assert "triage" not in duties(read(book).vehicle(0))


def test_reds_of_an_area_are_owed_a_medic_until_as_many_were_looked_at_and_none_was_red() -> None:
    book = Notebook()
    book.add(looked(40, untagged=1), area(0))
    book.add(looked(12), area(0))
    assert duties(read(book).area(0)) == ["triage"]
    book.add(looked(40), area(0))
    assert duties(read(book).area(0)) == []


def test_a_glance_is_owed_until_as_many_were_looked_at_as_were_counted() -> None:
    book = Notebook()
    book.add(said.counted(40), TRUCK)
    book.add(looked(25), TRUCK, 5)
    truck = read(book).vehicle(0)
    assert ("glance" in duties(truck), truck.glanced_ms) == (True, None)
    book.add(looked(15), TRUCK, 9)
    truck = read(book).vehicle(0)
    assert ("glance" in duties(truck), truck.glanced_ms) == (False, minute(9))
    book.add(said.counted(41), TRUCK, 12)
    truck = read(book).vehicle(0)
    assert ("glance" in duties(truck), truck.glanced_ms) == (True, None)


def test_who_stayed_when_some_were_turned_back_may_be_those_whom_nobody_looked_at() -> None:
    book = Notebook()
    book.add(said.counted(10), TRUCK)
    book.add(looked(5), TRUCK)
    book.add(said.vehicle_back(5), TRUCK)
    assert "glance" in duties(read(book).vehicle(0))
    book.add(looked(5), TRUCK)
    assert "glance" not in duties(read(book).vehicle(0))


@pytest.mark.parametrize("gone", [said.sent_away(), said.received(), said.boarded(), said.died()])
def test_who_is_gone_is_owed_no_look_and_no_medic_here(gone: object) -> None:
    book = Notebook()
    book.add(said.arrival.WalkedIn(), HER)
    book.add(said.came_back(), OTHER)
    book.add(said.needs(), OTHER)
    for her in (HER, OTHER):
        book.add(gone, her, where="HC")
    for number in (1, 2):
        assert {"glance", "triage"} & set(duties(read(book).case(number))) == set()


@pytest.mark.parametrize("gone", [said.rushed, said.died])
def test_whoever_is_taken_off_a_truck_without_a_tag_is_one_of_its_people(gone: Any) -> None:
    book = Notebook()
    book.add(said.counted(2), TRUCK)
    book.add(gone(came_on=TRUCK), HER)
    book.add(looked(1), TRUCK)
    book.add(said.claimed(1, on=0), OTHER)
    truck = read(book).vehicle(0)
    assert (truck.untold, truck.met, duties(truck)) == (0, {HER, OTHER}, [])
    assert read(book).case(1).came_on == TRUCK
    book.add(said.claimed(2, on=0), HER)
    assert read(book).vehicle(0).untold == 0


def test_a_red_without_a_tag_who_is_taken_off_has_been_found() -> None:
    book = Notebook()
    book.add(looked(2, untagged=1), TRUCK)
    book.add(said.rushed(came_on=TRUCK), HER)
    truck = read(book).vehicle(0)
    assert (duties(truck), truck.looked_at) == ([], 2)


def test_back_from_hospital_on_a_truck_she_is_not_counted_again_with_it() -> None:
    book = Notebook()
    book.add(said.counted(1), TRUCK)
    book.add(said.claimed(1, on=0), HER)
    book.add(said.rushed(), HER)
    book.add(said.counted(2), vehicle(1))
    book.add(said.came_back(tag=code(1), came_on=vehicle(1)), HER)
    books = read(book)
    assert (books.vehicle(1).total, books.vehicle(1).new, books.vehicle(1).untold) == (2, 1, 1)
    case = books.case(1)
    assert (case.place, len(case.episodes), case.arrivals) == (Place(Where.ON_SITE), 1, [])
    book.add(said.claimed(2, on=1), OTHER)
    assert "tags" not in duties(read(book).vehicle(1))
