"""Which chart an age calls for, the rows that an age alone meets, and ages that are not known so finely."""

import pytest

from lanyard.triage import AGE_BANDS, Mode, Patient, ages_of, band_of, triage
from lanyard.triage.patient import MONTHS_MAX, months_of_days
from tests.triage.drawn import adult, child, infant


def aged(low: int, high: int | None = None) -> Patient:
    return Patient(age_months=(low, low if high is None else high))


@pytest.mark.parametrize(
    ("days", "colour", "because"),
    [
        (0, "red", "age_under_8_days"),
        (7, "red", "age_under_8_days"),
        (8, "yellow", "age_8_days_to_6_months"),
        (213, "yellow", "age_8_days_to_6_months"),
    ],
)
def test_a_newborn_is_red_and_an_infant_yellow(days: int, colour: str, because: str) -> None:
    assert triage(infant(days))[2:] == (colour, False, (because,))


def test_to_six_months_holds_until_she_is_seven_months_old() -> None:
    assert triage(aged(5)).colour == triage(aged(6)).colour == "yellow"
    assert triage(aged(7))[2:] == ("green", False, ())
    assert triage(infant(214)).colour == "green"


def test_two_months_begin_on_the_sixty_first_day() -> None:
    assert (months_of_days(60), months_of_days(61)) == (1, 2)
    assert triage(child(age_months=(1, 1), temp_dc=391)).colour == "red"
    assert triage(child(age_months=(2, 2), temp_dc=391)).colour == "yellow"


def test_one_year_and_five_years_change_the_band_on_the_birthday() -> None:
    assert [triage(child(age_months=(m, m), hr=85)).review_now for m in (11, 12)] == [True, False]
    assert [triage(child(age_months=(m, m), rr=15)).review_now for m in (59, 60)] == [True, False]


def test_the_adults_chart_begins_on_the_twelfth_birthday() -> None:
    assert triage(aged(143)).tool == "iitt_child"
    assert triage(aged(144)).tool == "iitt_adult"
    assert triage(child(years=11, hr=145)).because == ("hr_high_for_age",)
    assert triage(adult(years=12, hr=145)).because == ("hr_above_130",)
    assert triage(child(years=11, hr=151)).colour == "green"
    assert triage(adult(years=12, hr=151)).colour == "red"


def test_over_fifty_begins_on_the_fifty_first_birthday() -> None:
    pain = "acute_chest_or_abdominal_pain"
    assert triage(adult(pain, age_months=(611, 611))).colour == "green"
    assert triage(adult(pain, age_months=(612, 612)))[2:] == ("red", False, (pain, "age_over_50")[::-1])
    assert triage(adult("severe_abdominal_pain", years=51)).colour == "red"


def test_a_baby_under_one_month_without_days_may_be_under_eight_days() -> None:
    assert triage(aged(0))[2:] == ("red", False, ("age_unsure",))


def test_a_baby_of_nought_years_is_yellow_and_looked_at() -> None:
    assert triage(aged(0, 11))[2:] == ("yellow", True, ("age_unsure",))
    assert triage(child(age_months=(0, 11), temp_dc=391)).colour == "red"


def test_an_age_that_nobody_can_say_is_read_on_both_charts() -> None:
    assert triage(Patient())[:4] == ("iitt_both", "9597ab1f-c1fd4004-d69bbe39-r1", "green", False)
    assert triage(Patient(hr=151)).colour == "red"
    assert triage(adult("cold_extremities", age_months=None)).colour == "red"
    assert triage(adult("acute_chest_or_abdominal_pain", age_months=None))[2:] == (
        "red",
        False,
        ("age_unsure", "acute_chest_or_abdominal_pain"),
    )


def test_an_age_on_either_side_of_twelve_is_read_on_both_charts() -> None:
    assert triage(aged(140, 150)).tool == "iitt_both"
    assert triage(child("cold_extremities", age_months=(140, 150))).colour == "red"
    assert triage(child("headache", age_months=(140, 150))).colour == "yellow"


def test_days_count_before_months() -> None:
    assert triage(Patient(age_months=(1, 1), age_days=7)).colour == "red"


@pytest.mark.parametrize(
    ("patient", "band"),
    [
        (Patient(age_days=0), "days_0_to_7"),
        (Patient(age_days=7), "days_0_to_7"),
        (aged(0), "days_0_to_7"),
        (Patient(age_days=8), "days_8_to_60"),
        (Patient(age_days=60), "days_8_to_60"),
        (aged(1), "days_8_to_60"),
        (aged(0, 1), "months_0_to_11"),
        (Patient(age_days=61), "months_2_to_6"),
        (aged(6), "months_2_to_6"),
        (aged(7), "months_7_to_11"),
        (aged(0, 11), "months_0_to_11"),
        (aged(12, 23), "year_1"),
        (aged(24, 35), "years_2_to_4"),
        (aged(107), "years_5_to_8"),
        (aged(108), "years_9_to_11"),
        (aged(84, 120), "years_1_to_11"),
        (aged(6, 30), "years_0_to_11"),
        (aged(144), "years_12_to_50"),
        (aged(600, 640), "years_12_and_over"),
        (aged(612), "years_51_to_70"),
        (aged(MONTHS_MAX), "years_over_70"),
        (aged(130, 150), "unknown"),
        (Patient(), "unknown"),
    ],
)
def test_an_age_has_the_finest_band_that_holds_it(patient: Patient, band: str) -> None:
    assert band_of(patient) == band


def test_every_band_can_be_run_again_and_stays_itself() -> None:
    for band in AGE_BANDS:
        months, days = ages_of(band)
        assert band_of(Patient(age_months=months, age_days=days)) == band


def test_a_band_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        ages_of("old")


def test_no_age_is_without_a_tool() -> None:
    for months in range(MONTHS_MAX + 1):
        for mode in Mode:
            assert triage(Patient(age_months=(months, months), mode=mode)).tool
