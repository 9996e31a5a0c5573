"""The manual's page of commands names every option and every key that the commands have, and no other command."""

import argparse
import re

import pytest

from lanyard.casefile.case import Case
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.place import Where
from lanyard.casefile.roll import (
    Breach,
    Contradiction,
    Equation,
    Gap,
    Named,
    NotHere,
    Overdue,
    Roll,
    Sighting,
    Stretch,
    What,
    wait_of,
)
from lanyard.desk.lists import BoardingList
from lanyard.desk.look_up import Person
from lanyard.desk.plan import AreaPlan, Facility, Site, SitePlan
from lanyard.desk.rebuild import Rebuilt
from lanyard.exchange.audit import Problem
from lanyard.ledger.noun import Noun, Ref
from lanyard.web.__main__ import COMMANDS, parser
from lanyard.web.commands.manifest import manifest_json
from lanyard.web.commands.person import person_json
from lanyard.web.demo.planted import Planted
from lanyard.web.roll_json import roll_json
from tests.house.source import ROOT

MANUAL = ROOT / "docs" / "manual"
SECTIONS = dict(part.split("\n", 1) for part in (MANUAL / "commands.md").read_text(encoding="utf-8").split("\n## ")[1:])
SOMEBODY = Named("BG7K3Q92AB", "00")
ROLL = Roll(
    at_ms=0,
    people=1,
    places={"BG": {Where.ON_SITE: 1}},
    equations=(Equation("arrivals", "BG", {}, {}),),
    gaps=(Gap(What.MISSING, "BG", 1, (SOMEBODY,), "clerk", 0, SOMEBODY),),
    contradictions=(Contradiction("two-places", SOMEBODY, ()),),
    overdue=(Overdue("glance", SOMEBODY, "medic", 0, red=True),),
    waits=(wait_of("glance", [], []),),
    breaches=(Breach("received-not-on-list", 1, (SOMEBODY,)),),
    seen_elsewhere=(Sighting(SOMEBODY, "BG/L1", 0, "clerk", Where.ABOARD, SOMEBODY),),
    not_here=NotHere((("tail-missing", ""),), (Stretch("00", 1, 2),), (Stretch("00", 1, 1),), 1, 1, 1),
)


def keys(value: object) -> set[str]:
    """The keys of a value of JSON: those of the lists of objects in it too, those of other objects not."""
    assert isinstance(value, dict)
    lists = [part for part in value.values() if isinstance(part, list)]
    inner = [keys(part) for parts in lists for part in parts if isinstance(part, dict)]
    return set(value).union(*inner)


def undocumented(command: str, names: set[str]) -> list[str]:
    return sorted(name for name in names if f"`{name}`" not in SECTIONS[command])


def options(command: str) -> set[str]:
    subparsers = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    found = {option for action in subparsers.choices[command]._actions for option in action.option_strings}
    return {option for option in found if option.startswith("--")} - {"--help"}


def test_every_command_has_its_section_and_no_other_has_one() -> None:
    assert set(SECTIONS) - {"What holds for all"} == {*COMMANDS, "test"}


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"triage", "bench"}))
def test_every_option_is_in_the_manual(command: str) -> None:
    assert undocumented(command, options(command)) == []


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_manual_has_no_option_that_is_not_there(command: str) -> None:
    named = set(re.findall(r"`(--[a-z]+)`", SECTIONS[command]))
    assert named - options(command) - {"--json"} == set()


def test_every_key_of_the_roll_is_in_the_manual() -> None:
    said = roll_json(ROLL)
    assert undocumented("roll", keys(said) | keys(said["waits"]["glance"])) == []
    assert undocumented("roll", keys(said["not_here"])) == []
    assert undocumented("roll", {what.value for what in What}) == []


def test_every_key_of_a_person_is_in_the_manual() -> None:
    case = Case(Ref(Noun.PERSON, bytes(16)))
    assert undocumented("person", keys(person_json(Person(case, (), ())))) == []


def test_every_key_of_a_boarding_list_is_in_the_manual() -> None:
    her = Ref(Noun.PERSON, bytes(16))
    manifest = Manifest(Ref(Noun.MANIFEST, bytes(16)), boarded={her})
    said = manifest_json(BoardingList("", manifest, (), (), {her: Case(her)}), {})
    assert undocumented("manifest", keys(said) | keys(said["counts"]) | keys(said["signatures"])) == []


def test_every_key_of_what_the_demo_plants_is_in_the_manual() -> None:
    assert undocumented("demo", set(Planted._fields)) == []


def test_every_key_of_a_check_and_of_a_rebuild_is_in_the_manual() -> None:
    assert undocumented("verify", set(Problem._fields)) == []
    assert undocumented("rebuild", set(Rebuilt._fields)) == []


def test_the_site_plan_of_the_manual_can_be_read_and_has_every_field() -> None:
    page = (MANUAL / "site-plan.md").read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    plan = SitePlan.read(example)
    assert (len(plan.sites), len(plan.areas), len(plan.facilities)) == (1, 1, 1)
    assert plan.area("BG/L2").capacity == 120
    written = set(re.findall(r"(?m)^(\w+) =", example))
    assert written == {*Site._fields, *AreaPlan._fields, *Facility._fields}


def test_every_page_of_the_manual_is_on_its_first_page() -> None:
    first = (MANUAL / "README.md").read_text(encoding="utf-8")
    assert [
        page.name for page in MANUAL.glob("*.md") if page.name != "README.md" and f"({page.name})" not in first
    ] == []
