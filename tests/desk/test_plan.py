"""The site plan: read and written, and what is wrong with a bad one, in words."""

import re
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.desk.plan import AreaPlan, Facility, Site, SitePlan
from lanyard.ledger.noun import Noun, Ref
from lanyard.terms.tags import tag_code
from tests.desk.point import PLAN

ID: Final = "00112233445566778899aabbccddeeff"
SITE: Final[dict[str, Any]] = {"id": ID, "letters": "BG", "name": "The point", "zone": "Asia/Damascus"}
AREA: Final[dict[str, Any]] = {"id": ID[::-1], "code": "BG/L1", "name": "First line", "capacity": 9, "covered": True}
FACILITY: Final[dict[str, Any]] = {"name": "Field hospital", "kind": "hospital", "minutes": 55}


def written(table: str, row: dict[str, Any]) -> str:
    """A table of a plan as somebody types it."""
    shown = {True: "true", False: "false"}
    lines = [f"{k} = {shown[v] if isinstance(v, bool) else repr(v).replace(chr(39), chr(34))}" for k, v in row.items()]
    return "\n".join((f"[[{table}]]", *lines, "", ""))


def plan(
    site: dict[str, Any] | None = None, area: dict[str, Any] | None = None, facility: dict[str, Any] | None = None
) -> str:
    """A good plan, but for these answers; one of nothing is left out."""
    rows = (("site", SITE, site), ("area", AREA, area), ("facility", FACILITY, facility))
    return "".join(
        written(table, {k: v for k, v in (good | (other or {})).items() if v is not None})
        for table, good, other in rows
    )


def test_a_plan_is_read_as_it_was_typed() -> None:
    found = SitePlan.read(plan())
    assert found.sites == (Site(bytes.fromhex(ID), "BG", "The point", "Asia/Damascus"),)
    assert found.areas == (AreaPlan(bytes.fromhex(ID[::-1]), "BG/L1", "First line", 9, True),)
    assert found.facilities == (Facility("Field hospital", "hospital", 55),)


def test_a_plan_is_read_as_it_was_written() -> None:
    assert SitePlan.read(PLAN.write()) == PLAN


NAMES: Final = st.text(min_size=1, max_size=80).filter(str.isprintable)


@given(NAMES, NAMES, st.integers(0, 1_000_000), st.booleans())
def test_any_name_that_can_be_printed_comes_back(name: str, other: str, number: int, covered: bool) -> None:
    said = SitePlan(
        (Site(bytes(16), "BG", name, other),),
        (AreaPlan(bytes(15) + b"a", "BG/L1", other, number, covered),),
        (Facility(name, other, number),),
    )
    assert SitePlan.read(said.write()) == said


BAD: Final = (
    ("no site", "", "it names no site"),
    ("a site that is no list", "[site]\nname = 'x'", "site is written [[site]]"),
    ("a site that is a word", "site = 'x'", "site is written [[site]]"),
    ("a list of words", "site = ['x']", "site is written [[site]]"),
    ("no TOML", "[[site", "Expected"),
    ("an id left out", plan(site={"id": None}), "an id is 32 hexadecimal digits"),
    ("an id too short", plan(site={"id": ID[:-2]}), "an id is 32 hexadecimal digits"),
    ("an id that is no number", plan(site={"id": "x" * 32}), "an id is 32 hexadecimal digits"),
    ("an id that is a count", plan(site={"id": 9}), "an id is 32 hexadecimal digits"),
    ("letters left out", plan(site={"letters": None}), "letters is missing or wrong"),
    ("three letters", plan(site={"letters": "BGX"}), "'BGX' is not two capital letters"),
    ("small letters", plan(site={"letters": "bg"}), "'bg' is not two capital letters"),
    ("letters that no tag can have", plan(site={"letters": "IL"}), "'IL' is not two capital letters other than I, L, O and U"),
    ("no name", plan(site={"name": ""}), "name has 1 to 80 characters"),
    ("a long name", plan(site={"name": "x" * 81}), "name has 1 to 80 characters"),
    ("a name with a turn of direction", plan(site={"name": "\u202ex"}), "name has 1 to 80 characters"),
    ("a zone left out", plan(site={"zone": None}), "zone is missing or wrong"),
    ("a code of another site", plan(area={"code": "HC/L1"}), "'HC/L1' is not a site's letters"),
    ("a code without a stroke", plan(area={"code": "BGL1"}), "'BGL1' is not a site's letters"),
    ("a code without an area", plan(area={"code": "BG/"}), "'BG/' is not a site's letters"),
    ("a long code", plan(area={"code": "BG/" + "x" * 21}), "is not a site's letters"),
    ("a capacity in words", plan(area={"capacity": "nine"}), "capacity is missing or wrong"),
    ("a capacity of yes", plan(area={"capacity": True}), "capacity is missing or wrong"),
    ("a capacity below nought", plan(area={"capacity": -1}), "capacity is -1, not from 0 to 1000000"),
    ("a capacity beyond all", plan(area={"capacity": 1_000_001}), "capacity is 1000001"),
    ("covered by a number", plan(area={"covered": 1}), "covered is missing or wrong"),
    ("minutes left out", plan(facility={"minutes": None}), "minutes is missing or wrong"),
    ("two areas of one code", plan() + written("area", AREA | {"id": "ab" * 16}), "two sites or areas have the same id or code"),
    ("two areas of one id", plan() + written("area", AREA | {"code": "BG/L2"}), "two sites or areas have the same id or code"),
    ("an area with the site's id", plan(area={"id": ID}), "two sites or areas have the same id or code"),
    ("two sites of the same letters", plan() + written("site", SITE | {"id": "ab" * 16}), "two sites or areas have the same id or code"),
)  # fmt: skip


@pytest.mark.parametrize(("what", "text", "words"), BAD, ids=[row[0] for row in BAD])
def test_a_bad_plan_is_refused_in_words(what: str, text: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        SitePlan.read(text)


def test_the_first_site_is_home_and_places_are_found_by_their_codes() -> None:
    assert PLAN.home == PLAN.sites[0]
    assert PLAN.site("HC") == PLAN.sites[1]
    assert PLAN.area("HC/P1") == PLAN.areas[2]
    assert PLAN.home.ref == Ref(Noun.SITE, PLAN.home.id)
    assert PLAN.areas[0].ref == Ref(Noun.AREA, PLAN.areas[0].id)


def test_an_area_is_called_by_its_code_or_by_the_start_of_its_id() -> None:
    assert PLAN.area_code(PLAN.areas[1].id) == "BG/L2"
    assert PLAN.area_code(bytes.fromhex(ID)) == ID[:8]


@pytest.mark.parametrize("code", ["BG/L9", "BG", ""])
def test_a_place_that_is_not_in_the_plan_is_not_found(code: str) -> None:
    with pytest.raises(KeyError):
        PLAN.area(code)
    with pytest.raises(KeyError):
        PLAN.site("X" + code)


def test_every_site_can_print_tags() -> None:
    assert [tag_code(site.letters, 0)[:2] for site in PLAN.sites] == ["BG", "HC"]
