"""What must hold for every patient of every age: worse never becomes milder, and every colour can be explained."""

from dataclasses import replace

from hypothesis import assume, example, given
from hypothesis import strategies as st

from lanyard.triage import (
    COLOURS,
    SIGNS,
    Answer,
    Avpu,
    Colour,
    Mode,
    Patient,
    Result,
    ages_of,
    band_of,
    triage,
)  # fmt: skip
from lanyard.triage.findings import FIELD_OF, Finding
from lanyard.triage.patient import MONTHS_MAX
from lanyard.triage.surge import LIFE
from tests.triage.drawn import BAD_SIGNS, NUMBERS, ages, grade, patients

NORMAL = {"hr": 110, "rr": 28, "spo2_pct": 98, "temp_dc": 370, "sbp": 110, "dbp": 70}
"""Numbers inside the band of every age, one below thirty breaths and above twenty-four."""
WORSE = {"spo2_pct": -1, "sbp": 1, "dbp": 1}
"""The way in which a number that has one bad side gets worse."""


@given(patients)
def test_the_same_patient_gets_the_same_result(patient: Patient) -> None:
    again = replace(patient, signs=frozenset(sorted(patient.signs, reverse=True)))
    assert triage(patient) == triage(again)


@given(patients, st.sampled_from(BAD_SIGNS))
def test_one_more_bad_sign_never_makes_her_milder(patient: Patient, sign: str) -> None:
    before, after = triage(patient), triage(replace(patient, signs=patient.signs | {sign}))
    if before.colour == "black" and sign in LIFE:
        assert after.colour == "red"
    else:
        assert grade(after) >= grade(before)


@given(patients.map(lambda p: replace(p, mode=Mode.IITT)), st.sampled_from(SIGNS))
def test_on_the_charts_no_sign_at_all_makes_her_milder(patient: Patient, sign: str) -> None:
    assert grade(triage(replace(patient, signs=patient.signs | {sign}))) >= grade(triage(patient))


@given(patients, st.sampled_from(sorted(NORMAL)), st.integers(1, 400))
def test_a_number_further_from_normal_never_makes_her_milder(patient: Patient, field: str, step: int) -> None:
    value = getattr(patient, field)
    assume(value)
    away = WORSE.get(field, 1 if value >= NORMAL[field] else -1)
    low, high = NUMBERS[field]
    worse = replace(patient, **{field: min(max(value + away * step, low, 1), high)})  # type: ignore[arg-type]
    assert grade(triage(worse)) >= grade(triage(patient))


@given(patients, st.sampled_from(sorted(NORMAL)))
def test_a_number_not_measured_is_never_milder_than_a_normal_one(patient: Patient, field: str) -> None:
    missing = replace(patient, **{field: None})  # type: ignore[arg-type]
    normal = replace(patient, **{field: NORMAL[field]})  # type: ignore[arg-type]
    assert grade(triage(missing)) >= grade(triage(normal))


@given(patients)
def test_consciousness_not_judged_is_never_milder_than_alert(patient: Patient) -> None:
    alert = replace(patient, avpu=Avpu.ALERT)
    assert grade(triage(replace(patient, avpu=None))) >= grade(triage(alert))


@given(patients)
def test_pregnancy_unknown_lies_between_no_and_yes(patient: Patient) -> None:
    no, unknown, yes = (triage(replace(patient, pregnant=answer)) for answer in (Answer.NO, Answer.UNKNOWN, Answer.YES))
    assert grade(no) <= grade(unknown)
    assert COLOURS.index(unknown.colour) <= COLOURS.index(yes.colour)


@given(patients, st.integers(7, MONTHS_MAX))
def test_an_unknown_age_is_never_milder_than_any_age_but_an_infants(patient: Patient, months: int) -> None:
    unknown = triage(replace(patient, age_months=None, age_days=None))
    known = triage(replace(patient, age_months=(months, months), age_days=None))
    if known.colour == "black":
        assert unknown.colour in {"red", "black"}
    elif (
        "walks" not in patient.signs
    ):  # an infant who walks is assessed whole; an unknown patient who walks is no infant
        assert grade(unknown) >= grade(known)


@given(patients, st.integers(0, 1500), st.integers(0, 24), st.integers(0, 24))
def test_a_wider_age_is_never_milder(patient: Patient, low: int, up: int, more: int) -> None:
    patient = replace(patient, age_days=None, mode=Mode.IITT)
    narrow = triage(replace(patient, age_months=(low, low + up)))
    wide = triage(replace(patient, age_months=(max(0, low - more), low + up + more)))
    assume(not (low == 0 and up == 0))  # under one month, days unsaid, is read as a newborn
    assert grade(wide) >= grade(narrow)


@given(patients, st.integers(0, 143), st.integers(1, 350))
def test_no_heart_rate_makes_a_child_red(patient: Patient, months: int, hr: int) -> None:
    child = replace(patient, age_months=(months, months), age_days=None, mode=Mode.IITT)
    assert triage(replace(child, hr=hr)).colour == triage(replace(child, hr=None)).colour


@given(patients)
def test_red_yellow_and_black_always_say_why(patient: Patient) -> None:
    result = triage(patient)
    assert result.because or (result.colour == "green" and not result.review_now)
    assert len(set(result.because)) == len(result.because)
    known = {*SIGNS, *Finding}
    assert set(result.because) <= known
    assert {code for code in result.because if code in SIGNS} <= set(patient.signs)


@given(patients)
@example(Patient(age_months=(300, 300), hr=160, spo2_pct=80))
def test_the_reasons_alone_give_the_colour_again(patient: Patient) -> None:
    result = triage(patient)
    again = triage(only(patient, result))
    assert COLOURS.index(again.colour) >= COLOURS.index(result.colour)
    if patient.mode is Mode.IITT:
        assert again == result


@given(patients)
def test_black_is_for_a_surge_only_and_calls_a_doctor(patient: Patient) -> None:
    result = triage(patient)
    if result.colour == "black":
        assert patient.mode is Mode.SURGE
        assert result.review_now
        assert "not_breathing_after_airway_opened" in result.because


@given(patients)
def test_a_green_or_yellow_without_a_look_is_red_on_no_chart(patient: Patient) -> None:
    surge = triage(replace(patient, mode=Mode.SURGE))
    charts = triage(replace(patient, mode=Mode.IITT))
    if surge.colour in {Colour.GREEN, Colour.YELLOW} and not surge.review_now:
        assert charts.colour != "red"


@given(patients, ages)
def test_a_kept_band_of_age_is_enough_to_check_a_triage(patient: Patient, age: tuple[int, int] | None) -> None:
    patient = replace(patient, age_months=age)
    assume(age is None or not age[0] < 7 < 144 <= age[1])
    months, days = ages_of(band_of(patient))
    again = triage(replace(patient, age_months=months, age_days=days))
    result = triage(patient)
    if age is None or age[0] == age[1] or patient.age_days is not None:
        assert again[:4] == result[:4]
    elif patient.mode is Mode.IITT:
        assert grade(again) >= grade(result)


def only(patient: Patient, result: Result) -> Patient:
    """The patient with nothing known but her age and what made the result."""
    fields = {FIELD_OF[Finding(code)] for code in result.because if code not in SIGNS}
    kept = {field: getattr(patient, field) for field in (*NUMBERS, "avpu", "pregnant") if field in fields}
    signs = frozenset(sign for sign in patient.signs if sign in result.because)
    return Patient(
        age_months=patient.age_months,
        age_days=patient.age_days,
        mode=patient.mode,
        signs=signs,
        **{"pregnant": Answer.NO} | kept,
    )
