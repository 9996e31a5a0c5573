"""Every code of a list has its words, and the manual has every code of refusal and every field."""

import re
from pathlib import Path

from lanyard.exchange.lists.fields import Field
from lanyard.words import LANGUAGES, TERMS, read
from tests.house.source import ROOT

MANUAL = (Path(ROOT) / "docs" / "manual" / "importing.md").read_text(encoding="utf-8")


def codes(prefix: str) -> set[str]:
    return {key.removeprefix(prefix) for key in read(TERMS, LANGUAGES[0])["import"] if key.startswith(prefix)}


def test_every_refusal_is_in_the_manual() -> None:
    assert sorted(code for code in codes("refused_") if f"`{code}`" not in MANUAL) == []


def test_every_field_is_in_the_manual_and_has_a_word() -> None:
    assert sorted(field for field in Field if f"`{field}`" not in MANUAL) == []
    assert codes("field_") == set(Field)


def test_the_manual_names_no_code_that_is_not_there() -> None:
    table = MANUAL.split("## Lists that are refused whole")[1].split("\n\n")[1]
    assert set(re.findall(r"`([a-z-]+)`", table)) == codes("refused_")
