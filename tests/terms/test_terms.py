"""The closed lists: each value once, in the form that is stored, and those that the page of kinds names."""

import re
from enum import StrEnum
from typing import Final

import pytest

from lanyard import terms

LISTS: Final = {
    name: found
    for name, found in vars(terms).items()
    if isinstance(found, type) and issubclass(found, StrEnum) and found is not StrEnum
}
AS_WRITTEN: Final = {
    "Sex": "female male unknown",
    "Walks": "walks assisted carried",
    "CountedBy": "two one driver",
    "CheckedBy": "scan typed sight",
    "AgeKnownBy": "said paper seen",
    "Relief": "food water blanket clothes milk shelter",
    "HowSoon": "now soon",
    "Colour": "red yellow green",
    "TriageColour": "red yellow green black",
    "YesNo": "yes no unknown",
    "Avpu": "a v p u",
    "EnRoute": "stop redirect breakdown other",
    "CertifiedBy": "doctor lay",
    "Manner": "illness exposure violence unknown",
    "SignedInBy": "passkey pin password",
    "Condition": "well ill injured dead",
    "Script": "arab latn cyrl",
    "Language": "ar ckb kmr tr ru fr de en other unknown",
    "RevokedFor": "lost stolen broken returned tampered",
    "Role": "any clerk medic transport receiver search coordinator family_links reviewer data_protection",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_what_it_should(name: str) -> None:
    assert [value.value for value in LISTS[name]] == AS_WRITTEN[name].split()


def test_no_list_is_missing() -> None:
    assert set(LISTS) == set(AS_WRITTEN)


@pytest.mark.parametrize("name", LISTS)
def test_values_are_small_ascii_words(name: str) -> None:
    assert [value for value in LISTS[name] if not re.fullmatch("[a-z_]+", value)] == []


def test_unknown_is_one_word_everywhere() -> None:
    unknown = {value.value for found in LISTS.values() for value in found if value.name == "UNKNOWN"}
    assert unknown == {terms.UNKNOWN}
