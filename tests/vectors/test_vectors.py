"""Every case of every vector file, read from disk as any other reader would."""

import json
from typing import Any

import pytest

from tests.vectors.readers import READERS, refusal
from vectors.forms import FOLDER, Json
from vectors.make import FILES, rendered

SLOW = {"unlock"}


def cases(rule: str) -> list[Json]:
    """Return the cases of a file."""
    held: Json = json.loads((FOLDER / f"{rule}.json").read_text(encoding="utf-8"))
    assert held["rule"] == rule
    listed: list[Json] = held["cases"]
    return listed


def every(word: str) -> list[Any]:
    """Return all cases that have `expect` or `refuse`, as parameters with names."""
    return [
        pytest.param(rule, case, id=f"{rule}: {case['name']}", marks=[pytest.mark.slow] if rule in SLOW else [])
        for rule in FILES
        for case in cases(rule)
        if word in case
    ]


@pytest.mark.parametrize(("rule", "case"), every("refuse"))
def test_what_a_vector_refuses_is_refused_with_its_code(rule: str, case: Json) -> None:
    assert refusal(READERS[rule], case["input"]) == case["refuse"]


@pytest.mark.parametrize(("rule", "case"), every("expect"))
def test_what_a_vector_accepts_is_read_as_it_says(rule: str, case: Json) -> None:
    found = READERS[rule](case["input"])
    expected = case["expect"]
    if isinstance(expected, dict):
        expected = {name: part for name, part in expected.items() if name in found}
        assert expected
    assert found == expected


def test_every_file_has_a_reader_and_every_reader_a_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(FILES) == set(READERS)


def test_no_two_cases_of_a_file_have_the_same_name_or_input() -> None:
    for rule in FILES:
        held = cases(rule)
        assert len({case["name"] for case in held}) == len(held), rule
        assert len({json.dumps(case["input"], sort_keys=True) for case in held}) == len(held), rule


def test_every_case_either_expects_or_refuses() -> None:
    for rule in FILES:
        for case in cases(rule):
            assert case.keys() in ({"name", "input", "expect"}, {"name", "input", "refuse"}), case["name"]


@pytest.mark.parametrize("rule", [rule for rule in FILES if rule not in SLOW])
def test_making_a_file_again_gives_the_same_bytes(rule: str) -> None:
    ((name, text),) = rendered([rule])
    assert (FOLDER / name).read_text(encoding="utf-8") == text


@pytest.mark.slow
def test_making_the_passphrase_file_again_gives_the_same_bytes() -> None:
    ((name, text),) = rendered(["unlock"])
    assert (FOLDER / name).read_text(encoding="utf-8") == text


def test_every_refusal_code_is_listed_in_the_readme() -> None:
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    codes = {case["refuse"] for rule in FILES for case in cases(rule) if "refuse" in case}
    assert {code for code in codes if f"`{code}`" not in listed} == set()
