"""The test table of the reference, row by row, through the same door as the command: one object in, one out."""

from typing import Any

import pytest

from lanyard.triage import read_line, triage, write_line

GROWN = {"age_years": 30, "pregnant": False}
FOUR = {"age_years": 4}
PREGNANT = {"age_years": 30, "pregnant": True}

TABLE: list[tuple[str, dict[str, Any], set[str], bool | None]] = [
    ("adult, HR 55, nothing else", GROWN | {"hr": 55}, {"green"}, True),
    ("adult, HR 49", GROWN | {"hr": 49}, {"red"}, None),
    ("adult, HR 50", GROWN | {"hr": 50}, {"green", "yellow"}, True),
    ("adult, HR 150", GROWN | {"hr": 150}, {"green", "yellow"}, True),
    ("adult, HR 151", GROWN | {"hr": 151}, {"red"}, None),
    ("adult, headache only", GROWN | {"signs": ["headache"]}, {"green", "yellow"}, None),
    ("adult, headache + fever", GROWN | {"signs": ["headache", "fever"]}, {"red"}, None),
    ("adult, SpO2 91 + wheeze", GROWN | {"spo2_pct": 91, "signs": ["wheeze"]}, {"yellow"}, True),
    ("pregnant 160/80", PREGNANT | {"sbp": 160, "dbp": 80}, {"red"}, None),
    ("not pregnant 170/100", GROWN | {"sbp": 170, "dbp": 100}, {"green"}, False),
    (
        "adult 51 y chest pain",
        GROWN | {"age_years": 51, "signs": ["acute_chest_or_abdominal_pain"]},
        {"red"},
        None,
    ),
    (
        "adult 50 y chest pain",
        GROWN | {"age_years": 50, "signs": ["acute_chest_or_abdominal_pain"]},
        {"green", "yellow"},
        None,
    ),
    ("child 4 y, headache + fever 38.5", FOUR | {"signs": ["headache", "fever"], "temp_c": 38.5}, {"yellow"}, None),
    ("child 4 y, headache + 38.5 measured", FOUR | {"signs": ["headache"], "temp_c": 38.5}, {"yellow"}, None),
    ("child 4 y, lethargy only", FOUR | {"signs": ["lethargy"]}, {"yellow"}, None),
    (
        "child 4 y, lethargy only + restless",
        FOUR | {"signs": ["lethargy", "restless_or_continuously_irritable"]},
        {"yellow"},
        None,
    ),
    ("child 4 y, lethargy + sunken eyes", FOUR | {"signs": ["lethargy", "sunken_eyes"]}, {"red"}, None),
    (
        "child 4 y, altered mental status + stiff neck",
        FOUR | {"signs": ["altered_mental_status", "stiff_neck"]},
        {"red"},
        None,
    ),
    ("child 4 y, altered mental status only", FOUR | {"signs": ["altered_mental_status"]}, {"yellow"}, None),
    ("child 11 y HR 155, else well", {"age_years": 11, "hr": 155}, {"green"}, True),
    ("infant 7 days, well", {"age_days": 7}, {"red"}, None),
    ("infant 8 days, well", {"age_days": 8}, {"yellow"}, None),
    ("infant 40 days, 39.1 C", {"age_days": 40, "temp_c": 39.1}, {"red"}, None),
    ("infant 40 days, 39.0 C", {"age_days": 40, "temp_c": 39.0}, {"yellow"}, None),
    (
        "11 y, pregnant, severe headache",
        {"age_years": 11, "pregnant": True, "signs": ["severe_headache"]},
        {"red"},
        None,
    ),
    ("adult, nothing at all", GROWN, {"green"}, False),
]


@pytest.mark.parametrize(("given", "colours", "review"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_row_of_the_reference_comes_out_as_it_says(
    given: dict[str, Any], colours: set[str], review: bool | None
) -> None:
    result = write_line(triage(read_line({"id": "a"} | given)), "a")
    assert result["colour"] in colours
    assert review is None or result["review_now"] is review
    assert result["because"] or result["colour"] == "green"


def test_red_is_seen_at_once_anyway_so_it_asks_for_no_further_look() -> None:
    reds = [triage(read_line(given)) for _, given, colours, _ in TABLE if colours == {"red"}]
    assert len(reds) == 10
    assert {red.review_now for red in reds} == {False}
