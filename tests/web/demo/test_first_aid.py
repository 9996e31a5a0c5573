"""First aid in the story: each triage is the tool's own answer, told to all in the same act, and looked at again in time."""

from collections import defaultdict

import pytest

from lanyard.ledger.noun import Ref
from lanyard.stations.burial.entries import Died
from lanyard.stations.every.entries import DutyAnswered
from lanyard.stations.first_aid.entries import CarePrioritySet, FitToTravel, RushedOut, Triaged
from lanyard.stations.transport.entries import Boarded, Received
from lanyard.triage import RETRIAGE_MINUTES, Answer, Avpu, Colour, Mode, Patient, Sign, ages_of, triage
from lanyard.web.demo.ailments import AILMENTS, ailment_of
from lanyard.web.demo.care import priority, triaged
from lanyard.web.demo.chance import chance
from lanyard.web.demo.person import Person
from lanyard.web.demo.said import Said
from lanyard.web.demo.times import END, MINUTE
from tests.web.demo.telling import story


def again(entry: Triaged) -> Patient:
    """The patient that an entry tells of, from nothing but the entry."""
    months, days = ages_of(entry.age_band)
    return Patient(
        age_months=months, age_days=days, pregnant=Answer(entry.pregnant or "unknown"),
        signs=frozenset(Sign(sign) for sign in entry.signs), hr=entry.hr, rr=entry.rr, spo2_pct=entry.spo2_pct,
        temp_dc=entry.temp_dc, sbp=entry.sbp, dbp=entry.dbp, avpu=entry.avpu and Avpu(entry.avpu), mode=Mode.IITT,
    )  # fmt: skip


@pytest.fixture
def said() -> list[Said]:
    return story(10, 2019)[1]


def test_every_triage_is_what_the_tool_returns_for_what_was_entered(said: list[Said]) -> None:
    rows = [one.draft.record for one in said if isinstance(one.draft.record, Triaged)]
    assert {row.colour.value for row in rows} == {"red", "yellow", "green"}
    for row in rows:
        result = triage(again(row))
        assert (row.tool, row.version, row.colour.value, row.review_now, row.because) == (
            result.tool, result.version, result.colour.value, result.review_now, tuple(map(str, result.because)),
        )  # fmt: skip


def test_a_colour_that_was_changed_would_be_noticed() -> None:
    patient = AILMENTS[0].found(5, 0, chance("x"))
    row = triaged(patient, triage(patient))
    assert again(row) != again(triaged(AILMENTS[6].found(400, 0, chance("x")), triage(patient)))
    assert triage(again(row)).colour.value == row.colour.value


def test_the_colour_for_all_is_set_in_the_same_act_at_the_same_moment(said: list[Said]) -> None:
    acts: dict[bytes | None, list[Said]] = defaultdict(list)
    for one in said:
        if isinstance(one.draft.record, Triaged | CarePrioritySet):
            acts[one.draft.act].append(one)
    assert None not in acts
    for look, colour in acts.values():
        assert look.draft.record.colour.value == colour.draft.record.colour.value
        assert (look.at_ms, look.draft.about, look.device) == (colour.at_ms, colour.draft.about, colour.device)


def test_black_is_shown_to_all_as_red() -> None:
    assert priority(Colour.BLACK).value == "red"
    assert priority(Colour.GREEN).value == "green"


def test_everyone_is_looked_at_again_in_time_until_she_goes_or_is_let_go(said: list[Said]) -> None:
    due: dict[Ref, int] = {}
    for one in said:
        record, about = one.draft.record, one.draft.about
        goes = isinstance(record, Boarded | Received | RushedOut | Died)
        let_go = isinstance(record, DutyAnswered) and record.duty == "triage_again"
        if about in due and (goes or let_go or isinstance(record, Triaged)):
            assert one.at_ms <= due.pop(about)
        if isinstance(record, Triaged):
            due[about] = one.at_ms + RETRIAGE_MINUTES[Colour(record.colour.value)] * MINUTE
    assert [at_ms for at_ms in due.values() if at_ms < END] == []


def test_nobody_who_was_found_yellow_or_red_travels_before_she_is_declared_fit(said: list[Said]) -> None:
    unfit: dict[Ref, str] = {}
    for one in said:
        record, about = one.draft.record, one.draft.about
        if isinstance(record, Triaged) and record.colour.value == "red":
            unfit[about] = record.colour.value
        elif isinstance(record, FitToTravel):
            unfit.pop(about, None)
        elif isinstance(record, Boarded):
            assert about not in unfit


def test_an_ailment_is_only_had_by_whom_it_takes() -> None:
    rng = chance("who")
    for months in (1, 5, 11, 30, 59, 100, 200, 400, 900, 1079):
        for female in (True, False):
            drawn = {ailment_of(months, female=female, rng=rng) for _ in range(60)}
            assert all(one.takes(months, female=female) for one in drawn)
            assert female or not any(one.women_only for one in drawn)


def test_patients_of_the_story_have_what_people_of_their_age_and_sex_can_have() -> None:
    told, _ = story(10, 2019)
    ill: list[Person] = [person for person in told.folk.everyone if person.ailment in AILMENTS]
    assert len(ill) > 40
    assert all(person.ailment.takes(person.months, female=person.female) for person in ill if person.ailment)
