"""The import contracts cover every package: what is built must be held to them, by name."""

import configparser
import os
import shutil
import subprocess
import sys
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


PLANTED = [
    ("Imports point downward only", "ledger", "import lanyard.store\n"),
    ("Imports point downward only", "newcomer", "import lanyard.terms\n"),
    ("No station knows another", "stations/arrival", "import lanyard.stations.burial\n"),
    ("Below the line", "stations/arrival", "import random\n"),
    ("Below the line", "crypto", "from os import urandom\n"),
    ("Below the line", "casefile", "from django.db import models\n"),
    ("Only lanyard.crypto", "store", "from hashlib import sha256\n"),
    ("Only lanyard.crypto", "ledger", "import nacl.signing\n"),
]


def lint(folder: Path) -> str:
    """What import-linter says of the package in this folder, under our contracts."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout


@pytest.fixture
def empty_house(tmp_path: Path) -> Path:
    """The packages of the real house, with nothing in them."""
    for module in PACKAGE.rglob("__init__.py"):
        if len(module.relative_to(PACKAGE).parts) <= 3:
            (copy := tmp_path / module.relative_to(SRC)).parent.mkdir(parents=True, exist_ok=True)
            copy.touch()
    for module in PACKAGE.glob("*.py"):
        (tmp_path / module.relative_to(SRC)).touch()
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


@pytest.mark.slow
def test_the_contracts_hold_in_an_empty_house(empty_house: Path) -> None:
    assert " 0 broken" in lint(empty_house)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "package", "line"), PLANTED, ids=[f"{case[1]}: {case[2].strip()}" for case in PLANTED]
)
def test_a_planted_import_breaks_its_contract(empty_house: Path, name: str, package: str, line: str) -> None:
    folder = empty_house / "lanyard" / package
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").write_text(line)
    broken = [said for said in lint(empty_house).splitlines() if said.endswith(" BROKEN")]
    assert [said for said in broken if said.startswith(name)], broken
