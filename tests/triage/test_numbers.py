"""Every number of the charts, on both sides of its limit."""

import pytest

from lanyard.triage import Avpu, triage
from tests.triage.drawn import adult, child, infant

ADULT = [
    ("hr", 49, "red", False),
    ("hr", 50, "green", True),
    ("hr", 59, "green", True),
    ("hr", 60, "green", False),
    ("hr", 130, "green", False),
    ("hr", 131, "green", True),
    ("hr", 150, "green", True),
    ("hr", 151, "red", False),
    ("rr", 9, "green", True),
    ("rr", 10, "green", False),
    ("rr", 30, "green", False),
    ("rr", 31, "green", True),
    ("temp_dc", 359, "green", True),
    ("temp_dc", 360, "green", False),
    ("temp_dc", 390, "green", False),
    ("temp_dc", 391, "green", True),
    ("spo2_pct", 91, "green", True),
    ("spo2_pct", 92, "green", False),
    ("hr", 0, "red", False),
    ("rr", 0, "red", False),
    ("rr", 1, "green", True),
]


@pytest.mark.parametrize(("field", "value", "colour", "review"), ADULT)
@pytest.mark.parametrize("years", [12, 30, 90])
def test_a_number_of_an_adult_counts_from_its_limit(
    field: str, value: int, colour: str, review: bool, years: int
) -> None:
    result = triage(adult(years=years, **{field: value}))
    assert (result.colour, result.review_now) == (colour, review)


CHILD = [
    ("months", 7, 11, (90, 180), (25, 50)),
    ("years", 12, 59, (80, 160), (20, 40)),
    ("years", 60, 143, (70, 140), (10, 30)),
]
LIMITS = [
    (months, field, value, review)
    for _, youngest, oldest, heart, breath in CHILD
    for months in (youngest, oldest)
    for field, (low, high) in (("hr", heart), ("rr", breath))
    for value, review in ((low - 1, True), (low, False), (high, False), (high + 1, True))
]


@pytest.mark.parametrize(("months", "field", "value", "review"), LIMITS)
def test_a_number_of_a_child_counts_from_the_limit_of_her_band(
    months: int, field: str, value: int, review: bool
) -> None:
    result = triage(child(age_months=(months, months), **{field: value}))
    assert (result.colour, result.review_now) == ("green", review)
    assert len(result.because) == review


@pytest.mark.parametrize("months", [7, 11, 12, 59, 60, 143])
@pytest.mark.parametrize(
    ("field", "value", "review"),
    [
        ("temp_dc", 359, True),
        ("temp_dc", 360, False),
        ("temp_dc", 390, False),
        ("temp_dc", 391, True),
        ("spo2_pct", 91, True),
        ("spo2_pct", 92, False),
    ],
)
def test_temperature_and_oxygen_count_alike_for_every_child(months: int, field: str, value: int, review: bool) -> None:
    result = triage(child(age_months=(months, months), **{field: value}))
    assert (result.colour, result.review_now) == ("green", review)


@pytest.mark.parametrize("hr", [1, 49, 50, 150, 151, 350])
@pytest.mark.parametrize("months", [7, 30, 100, 143])
def test_no_heart_rate_alone_makes_a_child_red(hr: int, months: int) -> None:
    assert triage(child(age_months=(months, months), hr=hr)).colour == "green"


def test_a_heart_that_does_not_beat_is_no_heart_rate() -> None:
    assert triage(child(hr=0))[2:] == ("red", False, ("hr_none",))
    assert triage(child(rr=0))[2:] == ("red", False, ("rr_none",))
    assert triage(child(rr=1))[2:] == ("green", True, ("rr_low_for_age",))


@pytest.mark.parametrize(
    ("avpu", "colour", "review"),
    [(Avpu.ALERT, "green", False), (Avpu.VOICE, "green", True), (Avpu.PAIN, "green", True)],
)
@pytest.mark.parametrize("patient", [adult, child])
def test_who_is_not_alert_needs_a_look(patient: type, avpu: Avpu, colour: str, review: bool) -> None:
    assert triage(patient(avpu=avpu))[2:4] == (colour, review)


@pytest.mark.parametrize("patient", [adult, child])
def test_who_answers_to_nothing_is_unresponsive(patient: type) -> None:
    assert triage(patient(avpu=Avpu.UNRESPONSIVE))[2:] == ("red", False, ("avpu_u",))


@pytest.mark.parametrize(("temp_dc", "colour"), [(379, "green"), (380, "red"), (359, "red"), (360, "green")])
def test_a_measured_temperature_is_fever_from_38_and_hypothermia_under_36(temp_dc: int, colour: str) -> None:
    assert triage(adult("stiff_neck", temp_dc=temp_dc)).colour == colour


@pytest.mark.parametrize(("temp_dc", "colour"), [(379, "yellow"), (380, "red"), (359, "red"), (360, "yellow")])
def test_a_measured_fever_counts_beside_a_childs_altered_mental_status(temp_dc: int, colour: str) -> None:
    assert triage(child("altered_mental_status", temp_dc=temp_dc)).colour == colour


@pytest.mark.parametrize(("temp_dc", "colour"), [(359, "red"), (360, "yellow"), (390, "yellow"), (391, "red")])
@pytest.mark.parametrize("days", [8, 60])
def test_under_two_months_a_temperature_outside_36_to_39_is_red(temp_dc: int, colour: str, days: int) -> None:
    assert triage(infant(days, temp_dc=temp_dc)).colour == colour


@pytest.mark.parametrize("temp_dc", [359, 391])
def test_from_two_months_on_such_a_temperature_asks_for_a_look(temp_dc: int) -> None:
    assert triage(infant(61, temp_dc=temp_dc))[2:4] == ("yellow", True)
    assert triage(child(age_months=(2, 2), temp_dc=temp_dc))[2:4] == ("yellow", True)


def test_a_look_is_named_after_what_made_the_colour() -> None:
    result = triage(adult("wheeze", spo2_pct=91, hr=55))
    assert result[2:] == ("yellow", True, ("wheeze", "hr_below_60", "spo2_below_92"))
