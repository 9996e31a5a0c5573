"""The documents say what is there: folders, commands, words and links are compared with the tree."""

import importlib
import importlib.util
import re
import runpy

import pytest

from tests.house.source import ROOT, SRC

PACKAGE = SRC / "lanyard"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TOP_DOCUMENTS = [
    "README.md",
    "ARCHITECTURE.md",
    "GLOSSARY.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "LICENSE",
]
LAUNCHER = runpy.run_path(str(ROOT / "lanyard"), run_name="launcher")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def floor_plan_rows() -> dict[str, str]:
    """Package to what ARCHITECTURE.md says of it, from the table under "The floor plan"."""
    part = text_of("ARCHITECTURE.md").split("## The floor plan")[1].split("Beside the package")[0]
    return dict(re.findall(r"(?m)^\| `([a-z_]+)(?:/|\.py)` \| (.+?) \|$", part))


def folders() -> set[str]:
    """The top folders and modules of the package that have code in them."""
    found = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.rglob("*.py"))}
    return found | {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")}


@pytest.mark.parametrize("name", TOP_DOCUMENTS)
def test_the_house_has_its_documents(name: str) -> None:
    assert len(text_of(name)) > 200


def test_every_top_folder_is_named_in_the_architecture() -> None:
    assert sorted(folders() - set(floor_plan_rows())) == []


def test_every_folder_named_in_the_architecture_exists_or_is_said_to_come() -> None:
    rows = floor_plan_rows()
    assert rows
    assert [name for name, words in rows.items() if name not in folders() and "not yet" not in words.lower()] == []


def test_every_folder_beside_the_package_exists() -> None:
    part = text_of("ARCHITECTURE.md").split("Beside the package")[1].split("\n## ")[0]
    named = re.findall(r"(?m)^\| `([a-z]+)/` \|", part)
    assert named
    assert [name for name in named if not (ROOT / name).is_dir()] == []


def test_no_folder_that_exists_is_said_to_come() -> None:
    assert [
        name for name, words in floor_plan_rows().items() if name in folders() and words.lower().startswith("not yet")
    ] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_inside_the_documents_lead_somewhere(document: object) -> None:
    path = ROOT / str(document)
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)|src(?:set)?=\"([^\"]+)\"", path.read_text(encoding="utf-8"))
    inside = [link for pair in links for link in pair if link and "://" not in link and not link.startswith("mailto:")]
    assert [link for link in inside if not (path.parent / link).exists()] == []


def test_every_command_of_the_launcher_is_in_the_readme() -> None:
    readme = text_of("README.md")
    assert [
        name for name, _ in LAUNCHER["COMMANDS"] if f"`{name}" not in readme and f"./lanyard {name}" not in readme
    ] == []


def test_every_command_in_the_documents_is_known_to_the_launcher() -> None:
    known = {name for name, _ in LAUNCHER["COMMANDS"]} | {"COMMAND"}
    asked = {
        name for path in DOCUMENTS for name in re.findall(r"\./lanyard ([A-Za-z]+)", path.read_text(encoding="utf-8"))
    }
    assert sorted(asked - known) == []


def test_every_decision_has_context_decision_and_consequences() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert decisions
    for path in decisions:
        headings = re.findall(r"(?m)^## (.+)$", path.read_text(encoding="utf-8"))
        assert headings[:3] == ["Context", "Decision", "Consequences"], path.name


def test_every_decision_is_listed_in_the_architecture() -> None:
    text = text_of("ARCHITECTURE.md")
    assert [path.name for path in sorted((ROOT / "docs" / "adr").glob("[0-9]*.md")) if path.name not in text] == []


def test_every_dependency_has_its_reason() -> None:
    asked = [
        line
        for name in ("requirements.in", "requirements-dev.in", "requirements-fast.in")
        for line in text_of(name).splitlines()
    ]
    names = [re.split(r"[~=<>]", line)[0] for line in asked if line and line[0] not in "#-"]
    reasons = text_of("docs/adr/0006-the-stack.md")
    assert names
    assert [name for name in names if f"| {name} |" not in reasons] == []


def kinds() -> list[str]:
    """The names of all kinds on the floorplan."""
    plan = importlib.import_module("lanyard.floorplan")
    return sorted(str(name) for name in plan.KINDS)


@pytest.mark.skipif(importlib.util.find_spec("lanyard.floorplan") is None, reason="there is no floorplan yet")
def test_every_kind_is_in_the_glossary() -> None:
    glossary = text_of("GLOSSARY.md")
    assert kinds()
    assert [name for name in kinds() if f"`{name}`" not in glossary] == []
