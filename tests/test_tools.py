"""Runs ruff, mypy and import-linter as tests, for those who run pytest alone; `./lanyard test` runs them first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

BIN = Path(sys.executable).parent
pytestmark = pytest.mark.tools


def complaints(*command: str) -> str:
    """What a tool says when it is not content, or nothing."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr) if done.returncode else ""


def test_ruff_has_nothing_to_say() -> None:
    assert complaints(str(BIN / "ruff"), "check", "--quiet", ".") == ""


def test_the_code_is_formatted() -> None:
    assert complaints(str(BIN / "ruff"), "format", "--check", "--quiet", ".") == ""


def test_imports_point_downward() -> None:
    assert complaints(str(BIN / "lint-imports"), "--no-logo") == ""


def test_the_types_hold() -> None:
    assert complaints(sys.executable, "-m", "mypy") == ""
