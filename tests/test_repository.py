"""What may stand in the repository: no leftovers, nothing large, no place names of a machine, pins with hashes."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.house.banned import leftovers
from tests.house.source import ROOT

TEXT = {".py", ".ts", ".svelte", ".js", ".md", ".toml", ".in", ".txt", ".ini", ".css", ".html"}
PINS = ("requirements.txt", "requirements-dev.txt", "requirements-fast.txt")


def kept_files() -> list[Path]:
    """The files that git keeps, those that are about to be added included; a copy without git is read whole."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_is_larger_than_a_megabyte() -> None:
    assert [str(path) for path in kept_files() if path.stat().st_size > 1_000_000] == []


def test_no_note_to_oneself_is_left() -> None:
    found = {str(path): leftovers(path.read_text(encoding="utf-8")) for path in kept_files() if path.suffix in TEXT}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_a_planted_note_is_found() -> None:
    assert leftovers("# " + "TO" + "DO: later\n") == ["# " + "TO" + "DO: later"]


@pytest.mark.parametrize("name", [*PINS, "requirements.in", "requirements-dev.in", "requirements-fast.in"])
def test_requirements_name_no_registry(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"(?i)https?:|://|--index-url|--extra-index|--find-links|--trusted-host|^-i\b|^-f\b", text) == []


@pytest.mark.parametrize("name", PINS)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lines
    assert [
        line for line in lines if not re.match(r"[a-z0-9-]+==[0-9][\w.]*( ; .*?)? +--hash=sha256:[0-9a-f]{64}", line)
    ] == []


def test_the_same_package_has_one_version() -> None:
    pins = [dict(re.findall(r"(?m)^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"))) for name in PINS]
    assert {
        name: (version, pins[1][name]) for name, version in pins[0].items() if pins[1].get(name, version) != version
    } == {}


def test_the_ci_runs_the_command_of_the_readme() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "./lanyard test"
    assert "./lanyard test" in (ROOT / "README.md").read_text(encoding="utf-8")
