"""The number of a sheet: read back as it was printed; one wrong character, or two that changed places, are noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.terms.sheets import NUMBER_MAX, sheet_number, typed_sheet
from lanyard.terms.tags import ALPHABET, typed_tag

numbers = st.integers(1, NUMBER_MAX)


@pytest.mark.parametrize(
    "text",
    ["", "BG", "BG-0001", "BG-0001-8", "BG-0000-0", "B-0001-6", "BG-001-6", "BG-00000001-6", "BG-٠٠٠١-6", "BG7K3Q92AB"],
)
def test_what_can_be_no_sheet_is_refused(text: str) -> None:
    assert typed_sheet(text) is None


@pytest.mark.parametrize("number", [0, -1, NUMBER_MAX + 1])
def test_a_number_that_is_never_given_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="is not from"):
        sheet_number("BG", number)


def test_it_is_read_as_printed_typed_or_scanned() -> None:
    for text in ("BG-0001-6", "bg-0001-6", " BG 0001 6 ", "LNYS:BG-0001-6", "BG00016"):
        assert typed_sheet(text) == ("BG", 1)


@given(numbers)
def test_every_number_is_read_back_and_is_no_tag(number: int) -> None:
    text = sheet_number("HC", number)
    assert typed_sheet(text) == ("HC", number)
    assert typed_tag(f"LNYS:{text}") is None


@given(numbers, st.data())
def test_one_wrong_character_is_noticed(number: int, data: st.DataObject) -> None:
    text = sheet_number("BG", number)
    at = data.draw(st.sampled_from([i for i, c in enumerate(text) if c != "-"]))
    other = data.draw(st.sampled_from([c for c in ALPHABET if c != text[at]]))
    assert typed_sheet(text[:at] + other + text[at + 1 :]) is None


@given(numbers, st.data())
def test_two_digits_that_changed_places_are_noticed(number: int, data: st.DataObject) -> None:
    text = sheet_number("BG", number)
    at = data.draw(st.integers(3, text.rindex("-") - 2))
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    assert swapped == text or typed_sheet(swapped) is None
