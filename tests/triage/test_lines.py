"""Triage as lines: what is refused and how it is said, and that nothing stops the lines that follow."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.triage import Answer, Avpu, Mode, Refusal, Sign, read_line, run, triage, write_line
from lanyard.triage.lines import KEYS, LINE_MAX, RANGES
from lanyard.triage.refusal import CODES

REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"signs": ["chest_pian"]}, "unknown-sign", "signs"),
    ({"signs": [None]}, "unknown-sign", "signs"),
    ({"signs": [["fever"]]}, "unknown-sign", "signs"),
    ({"signs": "fever"}, "not-a-list", "signs"),
    ({"signs": {"fever": True}}, "not-a-list", "signs"),
    ({"hr": 900}, "out-of-range", "hr"),
    ({"hr": -1}, "out-of-range", "hr"),
    ({"hr": True}, "not-a-whole-number", "hr"),
    ({"hr": "80"}, "not-a-whole-number", "hr"),
    ({"hr": 80.5}, "not-a-whole-number", "hr"),
    ({"rr": 151}, "out-of-range", "rr"),
    ({"spo2_pct": 101}, "out-of-range", "spo2_pct"),
    ({"sbp": 351}, "out-of-range", "sbp"),
    ({"dbp": 351}, "out-of-range", "dbp"),
    ({"age_years": -1}, "out-of-range", "age_years"),
    ({"age_years": 131}, "out-of-range", "age_years"),
    ({"age_years": 0.5}, "not-a-whole-number", "age_years"),
    ({"age_months": -1}, "out-of-range", "age_months"),
    ({"age_days": 365}, "out-of-range", "age_days"),
    ({"age_days": False}, "not-a-whole-number", "age_days"),
    ({"age_years": 2, "age_months": 36}, "ages-disagree", "age_months"),
    ({"age_years": 2, "age_days": 40}, "ages-disagree", "age_days"),
    ({"age_months": 3, "age_days": 40}, "ages-disagree", "age_days"),
    ({"temp_c": 98.6}, "out-of-range", "temp_c"),
    ({"temp_c": 14.9}, "out-of-range", "temp_c"),
    ({"temp_c": "38"}, "not-a-number", "temp_c"),
    ({"temp_c": True}, "not-a-number", "temp_c"),
    ({"temp_c": float("nan")}, "not-a-number", "temp_c"),
    ({"temp_c": float("inf")}, "out-of-range", "temp_c"),
    ({"temp_c": 10**400}, "out-of-range", "temp_c"),
    ({"pregnant": 1}, "not-an-answer", "pregnant"),
    ({"pregnant": "maybe"}, "not-an-answer", "pregnant"),
    ({"avpu": "alert"}, "not-an-answer", "avpu"),
    ({"mode": "start"}, "not-a-mode", "mode"),
    ({"heart_rate": 80}, "unknown-key", "heart_rate"),
    ({"id": ["a"]}, "not-an-id", "id"),
    ({"id": True}, "not-an-id", "id"),
    ({"id": 1.5}, "not-an-id", "id"),
    ({"id": "a" * 201}, "not-an-id", "id"),
    ({"id": 2**63}, "not-an-id", "id"),
]


@pytest.mark.parametrize(("obj", "code", "field"), REFUSED)
def test_what_cannot_be_is_refused_with_the_field_and_the_value(obj: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_line(obj)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert (
        refused.value.value in (obj[field], *(obj[field] if isinstance(obj[field], list) else ())) or field == "temp_c"
    )
    assert str(refused.value).startswith(f"{code}: {field} = ")
    assert len(refused.value.shown) <= 80


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("hello", {"code": "not-json", "field": "", "value": "hello"}),
        ("[1]", {"code": "not-an-object", "field": "", "value": "[1]"}),
        ('{"hr": 80, "hr": 160}', {"code": "repeated-key", "field": "hr", "value": "[80, 160]"}),
        ('{"temp_c": NaN}', {"code": "not-json", "field": "", "value": "NaN"}),
        ('{"temp_c": 1e400}', {"code": "out-of-range", "field": "temp_c", "value": "1E+400"}),
        ('{"temp_c": 1e99999999999999999999}', None),
        ('{"hr": ' + "9" * 5000 + "}", None),
        ("[" * 50_000, None),
        ('{"signs": [' + "[" * 900 + "]" * 900 + "]}", None),
        (" " * LINE_MAX + "{}", {"code": "too-long", "field": "", "value": " " * 79 + "…"}),
    ],
    ids=range(10),
)
def test_a_line_that_is_no_patient_gets_an_error_and_stops_nothing(line: str, error: dict[str, str] | None) -> None:
    first, second = run([line, '{"id": "next"}'])
    assert json.loads(second)["colour"] == "green"
    assert error is None or json.loads(first) == {"id": None, "error": error}
    assert json.loads(first)["error"]["code"] in CODES


def test_every_code_of_a_refusal_is_met_here() -> None:
    met = {code for _, code, _ in REFUSED} | {"too-long", "not-json", "repeated-key", "not-an-object"}
    assert met == set(CODES)


def test_a_refused_line_says_whose_it_was() -> None:
    (out,) = run(['{"id": "LX-7", "hr": 900}'])
    assert json.loads(out) == {"id": "LX-7", "error": {"code": "out-of-range", "field": "hr", "value": "900"}}


def test_a_result_has_the_fields_of_the_manual_and_nothing_else() -> None:
    (out,) = run(['{"id": 7, "age_years": 30, "pregnant": "no", "signs": ["wheeze"], "spo2_pct": 91}\n'])
    assert out == (
        '{"id": 7, "tool": "iitt_adult", "version": "9597ab1f-d69bbe39-r1", "colour": "yellow",'
        ' "review_now": true, "because": ["wheeze", "spo2_below_92"]}'
    )


def test_blank_lines_are_passed_over_and_order_is_kept() -> None:
    lines = ["\n", '{"id": 1}\n', "   \n", "bad\r\n", '{"id": 2}']
    outputs = [json.loads(out) for out in run(lines)]
    assert [out["id"] for out in outputs] == [1, None, 2]
    assert outputs[1]["error"]["value"] == "bad"


def test_run_reads_no_further_than_it_is_asked() -> None:
    def endless() -> Any:
        while True:
            yield '{"id": 1}'

    assert json.loads(next(run(endless())))["id"] == 1


def test_all_keys_are_read() -> None:
    patient = read_line({
        "id": "a", "age_years": 0, "age_months": 1, "age_days": 40, "pregnant": False, "signs": ["fever", "wheeze"],
        "hr": 1, "rr": 2, "spo2_pct": 3, "temp_c": 36.6, "sbp": 4, "dbp": 5, "avpu": "V", "mode": "surge",
    })  # fmt: skip
    assert (patient.age_months, patient.age_days, patient.temp_dc) == ((1, 1), 40, 366)
    assert (patient.hr, patient.rr, patient.spo2_pct, patient.sbp, patient.dbp) == (1, 2, 3, 4, 5)
    assert (patient.pregnant, patient.avpu, patient.mode) == (Answer.NO, Avpu.VOICE, Mode.SURGE)
    assert patient.signs == {Sign.FEVER, Sign.WHEEZE}


def test_absent_and_null_say_unknown_alike() -> None:
    assert read_line({}) == read_line(dict.fromkeys(KEYS))
    assert read_line({}).pregnant is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("said", "answer"),
    [(True, "yes"), (False, "no"), ("yes", "yes"), ("no", "no"), ("unknown", "unknown"), (None, "unknown")],
)
def test_pregnant_may_be_said_in_words_or_as_true_and_false(said: object, answer: str) -> None:
    assert read_line({"pregnant": said}).pregnant == answer


@pytest.mark.parametrize(
    ("temp_c", "temp_dc"),
    [(37, 370), (39.0, 390), (39.04, 391), (39.1, 391), (35.96, 359), (36.0, 360), (35.9, 359), (Decimal("38.5"), 385)],
)
def test_a_finer_temperature_is_rounded_away_from_37(temp_c: Any, temp_dc: int) -> None:
    assert read_line({"temp_c": temp_c}).temp_dc == temp_dc


@pytest.mark.parametrize(
    ("ages", "months"),
    [
        ({"age_years": 30}, (360, 371)),
        ({"age_years": 0}, (0, 11)),
        ({"age_months": 18}, (18, 18)),
        ({"age_years": 1, "age_months": 18}, (18, 18)),
        ({"age_months": 2, "age_days": 59}, (2, 2)),
        ({"age_days": 59}, None),
        ({}, None),
    ],
)
def test_an_age_is_read_in_months_from_lowest_to_highest(ages: dict[str, int], months: tuple[int, int] | None) -> None:
    assert read_line(ages).age_months == months


@pytest.mark.parametrize("field", sorted(RANGES))
def test_the_ends_of_every_range_are_still_read(field: str) -> None:
    for value in RANGES[field]:
        assert read_line({field: value})


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.sampled_from(["fever", "yes", "a"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@given(st.lists(st.dictionaries(st.sampled_from(KEYS), values, max_size=4).map(json.dumps), max_size=3))
def test_whatever_stands_in_the_objects_each_line_is_answered(lines: list[str]) -> None:
    outputs = [json.loads(out) for out in run(lines)]
    assert len(outputs) == len(lines)
    assert all(("colour" in out) != ("error" in out) for out in outputs)


@given(st.lists(st.text()))
def test_whatever_stands_in_the_lines_each_is_answered_in_ascii(lines: list[str]) -> None:
    outputs = list(run(lines))
    assert len(outputs) == sum(bool(line.strip()) for line in lines)
    assert all(out.isascii() and "\n" not in out and "id" in json.loads(out) for out in outputs)


def test_a_result_is_written_as_plain_values() -> None:
    out = write_line(triage(read_line({"signs": ["stridor"]})), "x")
    assert list(out) == ["id", "tool", "version", "colour", "review_now", "because"]
    assert {type(out["colour"]), *map(type, out["because"])} == {str}
