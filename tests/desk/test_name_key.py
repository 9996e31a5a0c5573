"""A name is found however it is typed: letters that are written in several ways are one letter to whoever looks."""

import pytest

from lanyard.desk.name_key import name_key

SAME = {
    "alef": ("أحمد", "احمد"),
    "alef with madda": ("آمنة", "امنه"),
    "hamza": ("دعاء", "دعا"),
    "final ya": ("علی", "على"),
    "kaf": ("کریم", "كريم"),
    "ta marbuta": ("فاطمة", "فاطمه"),
    "kurdish ha": ("ھێمن", "ەیمن"),
    "kurdish ra": ("ڕۆژ", "روژ"),
    "kurdish ya": ("شێرکۆ", "شيركو"),
    "tatweel": ("مـحـمد", "محمد"),
    "vowel marks": ("مُحَمَّد", "محمد"),
    "latin marks and hyphens": ("Al-Ḥasan", "al hasan"),
    "apostrophes": ("ʿUmar", "umar"),
    "blanks": ("  Nur   Dilan ", "nur dilan"),
    "presentation forms": ("ﻋﻠﻲ", "علي"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_two_spellings_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(("one", "other"), [("حسن", "حسين"), ("سارة", "زهرة"), ("Dara", "Dana")])
def test_two_names_have_two_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("nothing", ["", "  ", "-", "ـ"])
def test_what_is_no_name_has_no_key(nothing: str) -> None:
    assert name_key(nothing) == ""
