"""The version names the charts and the reading: tables cannot change behind it, and codes fit where they are kept."""

import hashlib
import itertools
import json
import re

import pytest

from lanyard import terms
from lanyard.triage import (
    AGE_BANDS,
    COLOURS,
    FINDINGS,
    RETRIAGE_MINUTES,
    SIGNS,
    Answer,
    Avpu,
    Mode,
    Patient,
    ages_of,
    iitt,
    surge,
    triage,
)
from lanyard.triage.charts import ADULT, ADULT_SHA256, CARD_SHA256, CHARTS, CHILD, CHILD_SHA256
from lanyard.triage.facts import IMPLIES
from lanyard.triage.findings import FIELD_OF, LIMITS

CHANGED = "an answer may have changed: raise READING in iitt.py or surge.py, then pin this digest anew"
TABLES = {(1, 1): "d2cbd4a676158b0b"}
ANSWERS = {(1, 1): "745ded7f63a5f460"}
CODE = re.compile(r"[a-z0-9_.-]{1,40}")


def digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=sorted).encode()).hexdigest()[:16]


def test_the_tables_are_those_of_this_reading() -> None:
    tables = [CHARTS, LIMITS, IMPLIES, surge.WAYS, surge.LIFE, list(SIGNS)]
    assert digest(tables) == TABLES[iitt.READING, surge.READING], CHANGED


def test_the_answers_are_those_of_this_reading() -> None:
    patients = [
        Patient(*ages_of(band), answer, frozenset(pair), hr=hr, rr=rr, temp_dc=temp, mode=mode)
        for n, (band, mode, pair) in enumerate(itertools.product(AGE_BANDS, Mode, itertools.pairwise(SIGNS)))
        for answer in [list(Answer)[n % 3]]
        for hr, rr, temp in [(n * 7 % 200 + 20, n * 5 % 60 + 5, 340 + n * 11 % 70)]
    ]
    assert digest([triage(patient)[2:] for patient in patients]) == ANSWERS[iitt.READING, surge.READING], CHANGED


def test_versions_begin_with_the_hashes_of_the_charts() -> None:
    assert (ADULT_SHA256[:8], CHILD_SHA256[:8], CARD_SHA256[:8]) == ("9597ab1f", "c1fd4004", "d69bbe39")
    assert all(re.fullmatch("[0-9a-f]{64}", chart) for chart in (ADULT_SHA256, CHILD_SHA256, CARD_SHA256))
    assert (ADULT.sha256, CHILD.sha256) == (ADULT_SHA256, CHILD_SHA256)


@pytest.mark.parametrize(
    ("patient", "tool", "version"),
    [
        (Patient((240, 240)), "iitt_adult", "9597ab1f-d69bbe39-r1"),
        (Patient((60, 60)), "iitt_child", "c1fd4004-d69bbe39-r1"),
        (Patient(), "iitt_both", "9597ab1f-c1fd4004-d69bbe39-r1"),
        (Patient((240, 240), mode=Mode.SURGE), "start", "r1-9597ab1f-d69bbe39-r1"),
        (Patient((60, 60), mode=Mode.SURGE), "jumpstart", "r1-c1fd4004-d69bbe39-r1"),
        (Patient(mode=Mode.SURGE), "start_and_jumpstart", "r1-9597ab1f-c1fd4004-d69bbe39-r1"),
    ],
)
def test_a_result_names_its_tool_and_version(patient: Patient, tool: str, version: str) -> None:
    result = triage(patient)
    assert (result.tool, result.version) == (tool, version)
    assert CODE.fullmatch(tool)
    assert CODE.fullmatch(version)


def test_every_code_fits_where_it_is_kept() -> None:
    codes = [*SIGNS, *FINDINGS, *AGE_BANDS]
    assert [code for code in codes if not CODE.fullmatch(code)] == []
    assert len(set(codes)) == len(codes)


def test_a_finding_says_which_field_it_was_read_from() -> None:
    assert set(FIELD_OF) == set(FINDINGS)


def test_the_reasons_of_the_worst_patient_fit_in_a_list_of_an_entry() -> None:
    everything = Patient(None, None, Answer.UNKNOWN, frozenset(SIGNS), 0, 0, 0, 450, 350, 350, Avpu.UNRESPONSIVE)
    assert len(triage(everything).because) <= 64


def test_what_is_implied_of_what_is_implied_is_implied_in_one_pass() -> None:
    for n, (cause, effects) in enumerate(IMPLIES):
        assert not {effect for effect in effects if effect in dict(IMPLIES[: n + 1])}, cause


def test_both_ways_and_both_charts_meet_without_a_gap() -> None:
    assert CHILD.oldest + 1 == ADULT.youngest
    assert surge.JUMPSTART.oldest + 1 == surge.START.youngest


def test_the_words_are_those_of_the_entries() -> None:
    assert set(COLOURS) == set(terms.TriageColour)
    assert set(Answer) == set(terms.YesNo)
    assert set(Avpu) == set(terms.Avpu)


def test_red_is_seen_again_after_15_minutes_yellow_after_60_green_after_240() -> None:
    assert RETRIAGE_MINUTES == {"red": 15, "yellow": 60, "green": 240, "black": 15}


def test_no_row_asks_for_more_items_than_it_has() -> None:
    rows = [row for chart in CHARTS for row in (*chart.red, *chart.yellow, *chart.review)]
    assert [row for row in rows if not 1 <= row.needs <= len(row.items) or not all(row.items)] == []


def test_every_sign_does_something_somewhere() -> None:
    plain = triage(Patient((240, 240), pregnant=Answer.NO))
    young = triage(Patient((60, 60), pregnant=Answer.NO))
    needs_more = {"stiff_neck", "hypothermia", "fever"} | {"breathing", "palpable_pulse", "radial_pulse"}
    needs_more |= {"refill_within_2_s", "follows_commands", "pain_response_with_purpose", "walks"}
    for sign in set(SIGNS) - needs_more:
        grown = triage(Patient((240, 240), None, Answer.NO, frozenset({sign})))
        small = triage(Patient((60, 60), None, Answer.NO, frozenset({sign})))
        assert (grown, small) != (plain, young), sign
