"""The import contracts cover every package: what is built must be held to them, by name."""

import configparser
from pathlib import Path

import pytest

from tests.house.banned import ABOVE_THE_LINE
from tests.house.source import ROOT, SRC

PACKAGE = SRC / "lanyard"


def contract(name: str, key: str) -> set[str]:
    """The entries of one list of one contract."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return set(parser[f"importlinter:contract:{name}"][key].split())


def built() -> set[str]:
    """Top packages and modules that can be imported."""
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    return packages | {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")}


def test_all_that_is_built_below_the_line_is_held_pure() -> None:
    assert {f"lanyard.{name}" for name in built() - ABOVE_THE_LINE} - contract("pure", "source_modules") == set()


def test_all_but_crypto_is_kept_from_cryptographic_libraries() -> None:
    assert {f"lanyard.{name}" for name in built() - {"crypto"}} - contract("crypto", "source_modules") == set()


def test_no_layer_that_is_built_may_be_missing() -> None:
    optional = {word.strip("()") for word in contract("layers", "layers") if word.startswith("(")}
    assert optional & built() == set()


@pytest.mark.skipif(not (PACKAGE / "web" / "pages").exists(), reason="there are no pages yet")
def test_pages_are_kept_from_the_store() -> None:
    assert "lanyard.web.pages" in contract("pages", "source_modules")


def test_every_folder_with_code_is_a_package() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert sorted(str(folder.relative_to(SRC)) for folder in folders if not Path(folder, "__init__.py").exists()) == []
