"""The code on a tag: what one wrong finger does to it, and what is forgiven."""

import re
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.terms.tags import ALPHABET, check_character, is_tag_code, tag_code, typed_tag

NUMBERS: Final = (0, 1, 32**7 - 1, 12_345_678_901, 0b10101_01010_11111_00000_00001_10000_01110)
CODES: Final = [tag_code(site, number) for site in ("BG", "HC", "ZZ", "00") for number in NUMBERS]


def test_the_alphabet_leaves_out_what_is_misread() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize("code", CODES)
def test_any_one_wrong_character_is_noticed(code: str) -> None:
    assert is_tag_code(code)
    for at, right in enumerate(code):
        wrong = [code[:at] + letter + code[at + 1 :] for letter in ALPHABET if letter != right]
        assert [other for other in wrong if is_tag_code(other)] == []


@pytest.mark.parametrize("code", CODES)
def test_any_two_swapped_neighbours_are_noticed(code: str) -> None:
    for at, (left, right) in enumerate(pairwise(code)):
        swapped = code[:at] + right + left + code[at + 2 :]
        assert is_tag_code(swapped) is (left == right)


@given(st.integers(0, 32**7 - 1), st.integers(0, 8), st.sampled_from(ALPHABET), st.sampled_from(ALPHABET))
def test_any_two_neighbours_of_any_code_may_be_swapped_and_it_is_noticed(
    number: int, at: int, left: str, right: str
) -> None:
    first = list(tag_code("BG", number)[:9])
    first[at : at + 2] = [left, right][: 9 - at]
    code = "".join(first)
    code += check_character(code)
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert is_tag_code(code)
    assert is_tag_code(swapped) is (swapped == code)


def slow_check(first_nine: str) -> str:
    """The same sum by the book: the letter at place p times x to the power p + 1, modulo x⁵ + x² + 1, added up."""
    total = 0
    for place, letter in enumerate(first_nine):
        value = ALPHABET.index(letter) << (place + 1)
        for bit in range(13, 4, -1):
            if value >> bit & 1:
                value ^= 0b100101 << (bit - 5)
        total ^= value
    return ALPHABET[total]


@given(st.text(ALPHABET, min_size=9, max_size=9))
def test_the_check_character_is_the_weighted_sum(first_nine: str) -> None:
    assert check_character(first_nine) == slow_check(first_nine)


@given(st.integers(0, 32**7 - 1), st.integers(0, 32**7 - 1))
def test_another_number_is_another_code_of_the_same_site(one: int, other: int) -> None:
    first, second = tag_code("BG", one), tag_code("BG", other)
    assert (first == second) is (one == other)
    assert re.fullmatch("BG[0-9A-HJKMNP-TV-Z]{8}", first)


GOOD: Final = "BG0110" + "0A1"
CODE: Final = GOOD + check_character(GOOD)
FORGIVEN: Final = (
    CODE,
    CODE.lower(),
    CODE.replace("0", "O"),
    CODE.replace("0", "o"),
    CODE.replace("1", "I"),
    CODE.replace("1", "l"),
    CODE.replace("1", "L").replace("0", "O"),
    f"LNY1:{CODE}",
    f"lny1:{CODE.lower()}",
    f"  {CODE}\n",
    f"{CODE[:2]} {CODE[2:6]} {CODE[6:]}",
    f"{CODE[:2]}-{CODE[2:9]}-{CODE[9]}",
)


@pytest.mark.parametrize("typed", FORGIVEN)
def test_what_a_hand_or_a_scanner_makes_of_a_code_is_forgiven(typed: str) -> None:
    assert typed_tag(typed) == CODE


@pytest.mark.parametrize(
    "typed",
    ["", "LNY1:", CODE[:-1], CODE + "0", "U" * 10, "LNY2:" + CODE, CODE[:5], "ليس رمزا", CODE[:-1] + "*", "٠" * 10],
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert typed_tag(typed) is None


@pytest.mark.parametrize("code", [CODE.lower(), f" {CODE}", CODE.replace("0", "O"), CODE[:-1], CODE + CODE, ""])
def test_nothing_is_forgiven_in_what_is_stored(code: str) -> None:
    assert not is_tag_code(code)


@pytest.mark.parametrize(
    ("site", "number", "code"),
    [
        ("BG", 0, "BG0000000W"),
        ("HC", 1, "HC00000018"),
        ("ZZ", 32**7 - 1, "ZZZZZZZZZX"),
        ("BG", 12_345_678_901, "BGBFXR71N7"),
    ],
)
def test_codes_that_may_be_printed_already_do_not_change(site: str, number: int, code: str) -> None:
    assert tag_code(site, number) == code
