"""START and JumpSTART, step by step; and that black is given only when every step was seen."""

from dataclasses import replace

import pytest

from lanyard.triage import Avpu, Mode, Patient, Result, triage
from tests.triage.drawn import adult, child, infant


def surge(patient: Patient) -> Result:
    return triage(replace(patient, mode=Mode.SURGE))


CALM = ("radial_pulse", "follows_commands")
QUIET = ("palpable_pulse",)


def test_the_charts_never_answer_black() -> None:
    signs = ("not_breathing_after_airway_opened", "no_palpable_pulse", "not_breathing_after_rescue_breaths")
    assert triage(adult(*signs)).colour == triage(child(*signs)).colour == "red"


@pytest.mark.parametrize(
    ("signs", "rest", "colour", "because"),
    [
        (("walks",), {}, "green", ("walks",)),
        (CALM, {"rr": 30}, "yellow", ("not_walking",)),
        (CALM, {"rr": 31}, "red", ("rr_above_30",)),
        (("breathes_after_airway_opened",), {}, "red", ("breathes_after_airway_opened",)),
        (("not_breathing",), {}, "red", ("not_breathing",)),
        ((), {"rr": 0}, "red", ("rr_none",)),
        (("no_radial_pulse", "follows_commands"), {"rr": 20}, "red", ("no_radial_pulse",)),
        (("refill_over_2_s", "follows_commands"), {"rr": 20}, "red", ("refill_over_2_s",)),
        (("capillary_refill_over_3_s", "follows_commands"), {"rr": 20}, "red", ("capillary_refill_over_3_s",)),
        (("radial_pulse", "cannot_follow_commands"), {"rr": 20}, "red", ("cannot_follow_commands",)),
        (("radial_pulse", "unresponsive"), {"rr": 20}, "red", ("unresponsive",)),
        (("radial_pulse", "pain_response_without_purpose"), {"rr": 20}, "red", ("pain_response_without_purpose",)),
        (("breathes_after_rescue_breaths",), {}, "red", ("breathes_after_rescue_breaths",)),
        (("radial_pulse",), {"rr": 20, "avpu": Avpu.ALERT}, "yellow", ("not_walking",)),
        (("radial_pulse",), {"rr": 20, "avpu": Avpu.PAIN}, "red", ("avpu_p",)),
        (("radial_pulse", "pain_response_with_purpose"), {"rr": 20, "avpu": Avpu.PAIN}, "red", ("avpu_p",)),
        (("refill_within_2_s", "follows_commands"), {"rr": 20}, "yellow", ("not_walking",)),
    ],
)
@pytest.mark.parametrize("years", [9, 12, 40])
def test_start_goes_step_by_step(
    signs: tuple[str, ...], rest: dict[str, object], colour: str, because: tuple[str, ...], years: int
) -> None:
    result = surge(adult(*signs, years=years, **rest))
    assert result == Result("start", result.version, colour, False, because)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("signs", "rest", "colour", "because"),
    [
        (("walks",), {}, "green", ("walks",)),
        (("not_breathing",), {}, "red", ("not_breathing",)),
        (("breathes_after_airway_opened",), {}, "red", ("breathes_after_airway_opened",)),
        (("not_breathing_after_airway_opened",), {}, "red", ("not_breathing_after_airway_opened",)),
        (
            ("not_breathing_after_airway_opened", "palpable_pulse", "breathes_after_rescue_breaths"),
            {},
            "red",
            ("not_breathing_after_airway_opened", "breathes_after_rescue_breaths"),
        ),
        (QUIET, {"rr": 14, "avpu": Avpu.ALERT}, "red", ("rr_below_15",)),
        (QUIET, {"rr": 15, "avpu": Avpu.ALERT}, "yellow", ("not_walking",)),
        (QUIET, {"rr": 45, "avpu": Avpu.ALERT}, "yellow", ("not_walking",)),
        (QUIET, {"rr": 46, "avpu": Avpu.ALERT}, "red", ("rr_above_45",)),
        (("no_palpable_pulse",), {"rr": 20, "avpu": Avpu.ALERT}, "red", ("no_palpable_pulse",)),
        (QUIET, {"rr": 20, "avpu": Avpu.VOICE}, "yellow", ("not_walking",)),
        ((*QUIET, "pain_response_with_purpose"), {"rr": 20, "avpu": Avpu.PAIN}, "yellow", ("not_walking",)),
        (QUIET, {"rr": 20, "avpu": Avpu.PAIN}, "red", ("pain_purpose_not_seen",)),
        ((*QUIET, "pain_response_without_purpose"), {"rr": 20}, "red", ("pain_response_without_purpose",)),
        (QUIET, {"rr": 20, "avpu": Avpu.UNRESPONSIVE}, "red", ("avpu_u",)),
    ],
)
@pytest.mark.parametrize("years", [1, 4, 8])
def test_jumpstart_goes_step_by_step(
    signs: tuple[str, ...], rest: dict[str, object], colour: str, because: tuple[str, ...], years: int
) -> None:
    result = surge(child(*signs, years=years, **rest))
    assert result == Result("jumpstart", result.version, colour, False, because)  # type: ignore[arg-type]


AIRWAY, PULSELESS = "not_breathing_after_airway_opened", "no_palpable_pulse"
NO_RESCUE = "not_breathing_after_rescue_breaths"
SPEAKS_FOR_LIFE = """walks breathing breathes_after_airway_opened breathes_after_rescue_breaths follows_commands
pain_response_with_purpose pain_response_without_purpose active_convulsions stridor respiratory_distress
wheeze"""


@pytest.mark.parametrize(
    ("patient", "because"),
    [
        (adult(AIRWAY), (AIRWAY,)),
        (adult(AIRWAY, "not_breathing", "palpable_pulse"), (AIRWAY,)),
        (child(AIRWAY, PULSELESS), (AIRWAY, PULSELESS)),
        (child(AIRWAY, "palpable_pulse", NO_RESCUE), (AIRWAY, NO_RESCUE)),
        (child(AIRWAY, PULSELESS, age_months=None), (AIRWAY, PULSELESS)),
    ],
)
def test_black_calls_a_doctor_and_says_which_steps_were_seen(patient: Patient, because: tuple[str, ...]) -> None:
    assert surge(patient)[2:] == ("black", True, because)


@pytest.mark.parametrize(
    "patient",
    [
        adult("not_breathing"),
        adult(AIRWAY, rr=8),
        adult(AIRWAY, avpu=Avpu.VOICE),
        adult(AIRWAY, age_months=None),
        adult(AIRWAY, age_months=(100, 120)),
        child(AIRWAY),
        child(AIRWAY, "palpable_pulse"),
        child(AIRWAY, PULSELESS, "palpable_pulse"),
        child(AIRWAY, PULSELESS, hr=60),
        child(AIRWAY, NO_RESCUE, "breathes_after_rescue_breaths"),
        child(NO_RESCUE),
        child(PULSELESS, rr=0),
    ],
)
def test_where_a_step_is_missing_or_speaks_against_it_she_is_red(patient: Patient) -> None:
    assert surge(patient).colour == "red"


@pytest.mark.parametrize("sign", SPEAKS_FOR_LIFE.split())
def test_no_sign_of_life_is_overruled_by_a_step(sign: str) -> None:
    assert surge(adult(AIRWAY, sign)).colour == "red"
    assert surge(child(AIRWAY, PULSELESS, sign)).colour == "red"


@pytest.mark.parametrize("patient", [infant(3, "walks", "palpable_pulse", rr=30, avpu=Avpu.ALERT)])
def test_an_infant_is_assessed_whole_though_someone_ticked_walks(patient: Patient) -> None:
    assert surge(patient)[2:] == ("yellow", True, ("not_walking", "age_under_8_days"))


@pytest.mark.parametrize("against", ["unresponsive", "not_breathing", "breathes_after_airway_opened"])
def test_walking_is_not_believed_beside_not_breathing_or_not_answering(against: str) -> None:
    assert surge(adult("walks", against)).colour == "red"


def test_who_walks_is_green_and_whoever_has_more_is_looked_at() -> None:
    assert surge(adult("walks", rr=31))[2:] == ("green", True, ("walks", "rr_above_30"))
    assert surge(adult("walks", "heavy_bleeding"))[2:] == ("green", True, ("walks", "heavy_bleeding"))
    assert surge(adult("walks", "trauma"))[2:] == ("green", False, ("walks",))


def test_what_the_charts_call_red_is_looked_at_and_keeps_its_colour() -> None:
    result = surge(adult(*CALM, "heavy_bleeding", "trauma", rr=20))
    assert result[2:] == ("yellow", True, ("not_walking", "heavy_bleeding"))


def test_what_a_way_does_not_weigh_is_looked_at() -> None:
    assert surge(adult(*CALM, rr=9))[2:] == ("yellow", True, ("not_walking", "rr_below_10"))
    for sign in ("refill_over_2_s", "cannot_follow_commands"):
        seen = surge(child(*QUIET, sign, rr=20, avpu=Avpu.ALERT))
        assert seen[2:] == ("yellow", True, ("not_walking", sign))


@pytest.mark.parametrize(
    ("patient", "missing"),
    [
        (adult(), ("rr_not_counted", "pulse_not_checked", "response_not_checked")),
        (adult("follows_commands", rr=20), ("pulse_not_checked",)),
        (adult("radial_pulse", rr=20), ("response_not_checked",)),
        (adult("radial_pulse", rr=20, avpu=Avpu.VOICE), ("response_not_checked",)),
        (adult(*CALM, "breathing"), ("rr_not_counted",)),
        (child(rr=20, avpu=Avpu.VOICE), ("pulse_not_checked",)),
        (child("palpable_pulse", rr=20), ("response_not_checked",)),
    ],
)
def test_a_step_that_nobody_answered_asks_for_a_look(patient: Patient, missing: tuple[str, ...]) -> None:
    assert surge(patient)[2:] == ("yellow", True, ("not_walking", *missing))


def test_nine_years_is_where_start_begins() -> None:
    assert surge(child(age_months=(107, 107))).tool == "jumpstart"
    assert surge(child(age_months=(108, 108))).tool == "start"
    assert surge(child(age_months=(100, 110))).tool == "start_and_jumpstart"
    assert surge(Patient()).tool == "start_and_jumpstart"


def test_an_unknown_age_is_as_grave_as_the_graver_way() -> None:
    assert surge(adult(*CALM, age_months=None, rr=14)).colour == "red"
    assert surge(adult(*CALM, age_months=None, rr=31)).colour == "red"
    assert surge(adult(*CALM, "refill_over_2_s", age_months=None, rr=20)).colour == "red"
    assert surge(adult("walks", age_months=None)).colour == "green"
