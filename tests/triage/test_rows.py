"""Every row of both charts, written out by hand: a row that goes missing from the tables must fail here."""

import pytest

from lanyard.triage import SIGNS, triage
from tests.triage.drawn import adult, child


def words(text: str) -> list[str]:
    return text.split()


ADULT_RED = words("""unresponsive stridor respiratory_distress central_cyanosis capillary_refill_over_3_s weak_and_fast_pulse
heavy_bleeding active_convulsions hypoglycaemia high_risk_trauma poisoning_or_ingestion dangerous_chemical_exposure
threatened_limb snake_bite ecg_acute_ischaemia violent_or_aggressive active_labour""")
ADULT_YELLOW = words("""swelling_of_mouth_throat_or_neck wheeze vomits_everything ongoing_diarrhoea unable_to_feed_or_drink
severe_pallor ongoing_bleeding recent_fainting altered_mental_status agitation acute_general_weakness
acute_focal_neurological_complaint acute_visual_disturbance severe_pain new_rash_worsening_or_peeling
visible_acute_limb_deformity open_fracture suspected_dislocation trauma burn diagnosis_needing_urgent_surgery
sexual_assault acute_testicular_or_scrotal_pain priapism unable_to_pass_urine exposure_needing_prophylaxis
pregnancy_referred_for_complications severe_headache severe_abdominal_pain visual_change""")
ADULT_NOTHING_ALONE = words("stiff_neck hypothermia fever headache acute_chest_or_abdominal_pain")
CHILD_RED = words("""unresponsive stridor respiratory_distress central_cyanosis capillary_refill_over_3_s weak_and_fast_pulse
heavy_bleeding cold_extremities active_convulsions hypoglycaemia high_risk_trauma threatened_limb
acute_testicular_or_scrotal_pain priapism snake_bite poisoning_or_ingestion dangerous_chemical_exposure
active_labour""")
CHILD_YELLOW = words("""swelling_of_mouth_throat_or_neck wheeze unable_to_feed_or_drink vomits_everything ongoing_diarrhoea
dehydration severe_pallor restless_or_continuously_irritable lethargy altered_mental_status severe_pain severe_wasting
oedema_of_both_feet trauma burn sexual_assault diagnosis_needing_urgent_surgery new_rash_worsening_or_peeling
exposure_needing_prophylaxis pregnancy_referred_for_complications headache severe_headache severe_abdominal_pain
visible_acute_limb_deformity open_fracture suspected_dislocation""")
CHILD_NOTHING_ALONE = words("sunken_eyes very_slow_skin_pinch drinks_poorly stiff_neck hypothermia fever")
SURGE_RED = words("""not_breathing breathes_after_airway_opened not_breathing_after_airway_opened no_palpable_pulse
breathes_after_rescue_breaths not_breathing_after_rescue_breaths no_radial_pulse""")
GOOD = words("""walks breathing palpable_pulse radial_pulse refill_within_2_s follows_commands
pain_response_with_purpose""")
PREGNANCY_RED = words("""heavy_bleeding severe_abdominal_pain seizure active_convulsions altered_mental_status severe_headache
visual_change acute_visual_disturbance active_labour trauma""")


@pytest.mark.parametrize("sign", [*ADULT_RED, *SURGE_RED])
def test_one_red_sign_makes_an_adult_red(sign: str) -> None:
    result = triage(adult(sign))
    assert (result.colour, result.review_now, result.because) == ("red", False, (sign,))


@pytest.mark.parametrize("sign", ADULT_YELLOW)
def test_one_yellow_sign_makes_an_adult_yellow(sign: str) -> None:
    result = triage(adult(sign))
    assert (result.colour, result.review_now, result.because) == ("yellow", False, (sign,))


@pytest.mark.parametrize("sign", [*ADULT_NOTHING_ALONE, *GOOD])
def test_a_sign_that_counts_with_another_only_leaves_an_adult_green(sign: str) -> None:
    assert triage(adult(sign))[2:] == ("green", False, ())


@pytest.mark.parametrize("sign", [*CHILD_RED, *SURGE_RED])
def test_one_red_sign_makes_a_child_red(sign: str) -> None:
    result = triage(child(sign))
    assert (result.colour, result.review_now, result.because) == ("red", False, (sign,))


@pytest.mark.parametrize("sign", CHILD_YELLOW)
def test_one_yellow_sign_makes_a_child_yellow(sign: str) -> None:
    result = triage(child(sign))
    assert (result.colour, result.review_now, result.because) == ("yellow", False, (sign,))


@pytest.mark.parametrize("sign", [*CHILD_NOTHING_ALONE, *GOOD])
def test_a_sign_that_counts_with_another_only_leaves_a_child_green(sign: str) -> None:
    assert triage(child(sign))[2:] == ("green", False, ())


def test_any_other_sign_asks_for_a_look_and_is_named() -> None:
    grown = set(SIGNS) - {*ADULT_RED, *ADULT_YELLOW, *ADULT_NOTHING_ALONE, *SURGE_RED, *GOOD}
    young = set(SIGNS) - {*CHILD_RED, *CHILD_YELLOW, *CHILD_NOTHING_ALONE, *SURGE_RED, *GOOD}
    for sign in grown - {"cannot_follow_commands"}:
        assert triage(adult(sign))[2:] == ("green", True, (sign,))
    for sign in young - {"cannot_follow_commands"}:
        assert triage(child(sign))[2:] == ("green", True, (sign,))
    assert {"seizure", "clinical_concern", "sunken_eyes", "cold_extremities"} < grown
    assert {"recent_fainting", "violent_or_aggressive", "visual_change", "seizure", "clinical_concern"} < young


@pytest.mark.parametrize("patient", [adult, child])
def test_who_cannot_follow_commands_has_an_altered_mental_status(patient: type) -> None:
    assert triage(patient("cannot_follow_commands"))[2:] == ("yellow", False, ("cannot_follow_commands",))


@pytest.mark.parametrize(
    "pair",
    [
        ("altered_mental_status", "stiff_neck"),
        ("altered_mental_status", "fever"),
        ("altered_mental_status", "hypothermia"),
        ("altered_mental_status", "headache"),
        ("stiff_neck", "fever"),
        ("stiff_neck", "hypothermia"),
        ("stiff_neck", "headache"),
        ("fever", "headache"),
        ("hypothermia", "headache"),
        ("fever", "severe_headache"),
    ],
    ids="+".join,
)
def test_any_two_of_four_make_an_adult_red(pair: tuple[str, str]) -> None:
    result = triage(adult(*pair))
    assert (result.colour, set(result.because)) == ("red", set(pair))


def test_hypothermia_and_fever_are_one_of_the_four() -> None:
    assert triage(adult("hypothermia", "fever")).colour == "green"


def test_a_headache_counts_once_however_often_it_is_ticked() -> None:
    assert triage(adult("headache", "severe_headache"))[2:] == ("yellow", False, ("severe_headache",))


CHILD_PAIRS = [
    (first, second)
    for n, first in enumerate(("lethargy", "sunken_eyes", "very_slow_skin_pinch", "drinks_poorly"))
    for second in ("lethargy", "sunken_eyes", "very_slow_skin_pinch", "drinks_poorly")[n + 1 :]
] + [
    (first, second)
    for first in ("altered_mental_status", "lethargy", "restless_or_continuously_irritable")
    for second in ("stiff_neck", "fever", "hypothermia")
]


@pytest.mark.parametrize("pair", CHILD_PAIRS, ids="+".join)
def test_a_pair_of_the_childs_chart_makes_a_child_red(pair: tuple[str, str]) -> None:
    result = triage(child(*pair))
    assert (result.colour, set(result.because)) == ("red", set(pair))


@pytest.mark.parametrize("pair", [("stiff_neck", "fever"), ("headache", "stiff_neck"), ("headache", "fever")])
def test_two_of_the_adults_four_are_not_red_in_a_child_without_altered_mental_status(pair: tuple[str, str]) -> None:
    assert triage(child(*pair)).colour in {"green", "yellow"}


def test_altered_mental_status_is_none_of_the_childs_signs_of_drying_out() -> None:
    assert triage(child("altered_mental_status", "sunken_eyes")).colour == "yellow"


@pytest.mark.parametrize("sign", PREGNANCY_RED)
@pytest.mark.parametrize("years", [11, 12, 30])
def test_a_pregnant_patient_with_any_of_these_is_red(sign: str, years: int) -> None:
    result = triage(adult(sign, years=years, pregnant="yes"))
    assert result.colour == "red"
    assert sign in result.because
    assert "pregnant" in result.because


@pytest.mark.parametrize("sign", ["open_fracture", "visible_acute_limb_deformity", "suspected_dislocation"])
def test_an_injury_of_a_limb_is_trauma_in_pregnancy(sign: str) -> None:
    assert triage(adult(sign, pregnant="yes"))[2:] == ("red", False, ("pregnant", sign))


@pytest.mark.parametrize(
    ("numbers", "colour"),
    [({"sbp": 159}, "green"), ({"sbp": 160}, "red"), ({"dbp": 109}, "green"), ({"dbp": 110}, "red")],
)
def test_blood_pressure_counts_in_pregnancy_from_160_or_110(numbers: dict[str, int], colour: str) -> None:
    assert triage(adult(pregnant="yes", **numbers)).colour == colour
    assert triage(child(years=11, pregnant="yes", **numbers)).colour == ("red" if colour == "red" else "yellow")
    assert triage(adult(pregnant="no", **numbers))[2:] == ("green", False, ())


def test_pregnancy_alone_is_yellow_in_a_child_and_nothing_in_an_adult() -> None:
    assert triage(child(years=11, pregnant="yes"))[2:] == ("yellow", False, ("pregnant",))
    assert triage(adult(pregnant="yes"))[2:] == ("green", False, ())


@pytest.mark.parametrize("sign", [*sorted({*PREGNANCY_RED} - {*ADULT_RED, "seizure"})])
@pytest.mark.parametrize("years", [10, 11, 12, 30])
def test_where_pregnancy_is_unknown_what_would_be_red_asks_for_a_look(sign: str, years: int) -> None:
    result = triage(adult(sign, years=years, pregnant="unknown"))
    assert (result.colour in {"green", "yellow"}, result.review_now) == (True, True)
    assert {sign, "pregnancy_unknown"} == {*result.because}


@pytest.mark.parametrize("sign", ["trauma", "altered_mental_status", "severe_headache"])
def test_below_ten_years_an_unknown_pregnancy_raises_no_question(sign: str) -> None:
    assert triage(child(sign, years=9, pregnant="unknown"))[2:] == ("yellow", False, (sign,))


@pytest.mark.parametrize(
    ("numbers", "finding"), [({"sbp": 160}, "sbp_160_or_above"), ({"dbp": 110}, "dbp_110_or_above")]
)
@pytest.mark.parametrize("years", [11, 30])
def test_high_blood_pressure_with_pregnancy_unknown_is_not_let_go(
    numbers: dict[str, int], finding: str, years: int
) -> None:
    result = triage(adult(years=years, pregnant="unknown", **numbers))
    assert result[2:] == ("green", True, ("pregnancy_unknown", finding))


@pytest.mark.parametrize("answer", ["no", "unknown", "yes"])
def test_labour_says_that_she_is_pregnant_whatever_was_answered(answer: str) -> None:
    assert triage(adult("active_labour", pregnant=answer)).colour == "red"


@pytest.mark.parametrize(("years", "colour"), [(1, "red"), (2, "yellow"), (12, "yellow"), (70, "yellow"), (71, "red")])
def test_a_burn_is_major_under_two_and_over_seventy(years: int, colour: str) -> None:
    assert triage(adult("burn", years=years)).colour == colour


def test_reasons_stand_in_reading_order_and_each_once() -> None:
    result = triage(adult("snake_bite", "stridor", "trauma", "heavy_bleeding", pregnant="yes", hr=160))
    assert result.because == ("stridor", "heavy_bleeding", "hr_above_150", "snake_bite", "pregnant", "trauma")
