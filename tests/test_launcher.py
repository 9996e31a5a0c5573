"""The launcher: clear words when something is missing, nothing done twice, nothing said on the output stream."""

import ast
import hashlib
import importlib.util
import io
import os
import shutil
import subprocess
import sys
import tarfile
import types
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pytest

from tests.house.source import ROOT

SCRIPT = ROOT / "lanyard"


@pytest.fixture
def launcher() -> types.ModuleType:
    """The launcher as a module of its own, for one test."""
    loader = SourceFileLoader("launcher_under_test", str(SCRIPT))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def run(
    *arguments: str, script: Path = SCRIPT, cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(script), *arguments]
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        command, cwd=cwd, env={**inherited, **environment}, capture_output=True, text=True, check=False
    )


def test_an_unknown_command_is_refused_and_the_known_ones_are_named() -> None:
    done = run("rol")
    assert done.returncode == 2
    assert "no command 'rol'" in done.stderr
    assert "roll" in done.stderr
    assert done.stdout == ""


def test_a_python_that_is_too_old_is_told_so(
    launcher: types.ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(launcher.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(launcher.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit) as stopped:
        launcher.need_a_recent_python()
    assert stopped.value.code == 2
    assert "this is Python 3.9; Lanyard needs 3.11" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "its hash differs"),
        ("error: Failed building wheel for some-package", "install a C compiler"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("NewConnectionError: Temporary failure in name resolution", "could not be reached"),
        ("something else", "could not be installed"),
    ],
)
def test_why_installing_failed_is_said_in_words(
    launcher: types.ModuleType, capsys: pytest.CaptureFixture[str], output: str, words: str
) -> None:
    with pytest.raises(SystemExit):
        launcher.explain_failure(output)
    said = capsys.readouterr().err
    assert words in said
    assert output in said


def test_it_parses_on_an_old_python_so_that_it_can_say_it_is_too_old() -> None:
    assert ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_it_imports_the_standard_library_only() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    froms = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in plain | froms} <= sys.stdlib_module_names


def test_without_a_command_it_lists_them_from_any_folder(tmp_path: Path, launcher: types.ModuleType) -> None:
    done = run(cwd=tmp_path)
    assert done.returncode == 0
    assert [
        name for name, words in launcher.COMMANDS if f"{name} " not in done.stdout or words not in done.stdout
    ] == []


def test_a_changed_requirement_is_installed_again(
    launcher: types.ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launcher, "ROOT", tmp_path)
    monkeypatch.setattr(launcher, "VENV", tmp_path)
    (tmp_path / "requirements.txt").write_text("a==1\n")
    assert not launcher.is_installed("requirements.txt")
    launcher.stamp_path("requirements.txt").write_text(launcher.fingerprint("requirements.txt"))
    assert launcher.is_installed("requirements.txt")
    (tmp_path / "requirements.txt").write_text("a==2\n")
    assert not launcher.is_installed("requirements.txt")


def copied(folder: Path, requirements: str) -> Path:
    """A checkout with nothing in it but the launcher, some requirements, and a command that says what it got."""
    script = folder / "lanyard"
    shutil.copy(SCRIPT, script)
    (folder / "requirements.txt").write_text(requirements)
    (folder / "requirements-fast.txt").write_text("# nothing is needed\n")
    web = folder / "src" / "lanyard" / "web"
    web.mkdir(parents=True)
    (web.parent / "__init__.py").touch()
    (web / "__main__.py").write_text("import sys; print(sys.argv[1:], sys.prefix)")
    return script


@pytest.mark.slow
def test_first_use_makes_the_environment_and_the_second_is_silent(tmp_path: Path) -> None:
    script = copied(tmp_path, "# nothing is needed\n")
    first = run("roll", "--json", script=script, cwd=Path("/"))
    assert first.returncode == 0, first.stderr
    assert "first use" in first.stderr
    assert first.stdout.split() == ["['roll',", "'--json']", str(tmp_path / ".venv")]
    second = run("roll", "--json", script=script, cwd=Path("/"))
    assert (second.stdout, second.stderr) == (first.stdout, "")
    python = tmp_path / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere")
    third = run("roll", "--json", script=script)
    assert third.returncode == 0
    assert "making .venv again" in third.stderr


def test_what_cannot_be_compiled_is_tried_again_when_there_is_a_compiler(
    launcher: types.ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launcher, "ROOT", tmp_path)
    monkeypatch.setattr(launcher, "VENV", tmp_path)
    monkeypatch.setattr(launcher.shutil, "which", lambda name: None)
    (tmp_path / "requirements-fast.txt").write_text("a==1\n")
    stamp = launcher.fingerprint("requirements-fast.txt") + " without: " + launcher.compiler()
    launcher.stamp_path("requirements-fast.txt").write_text(stamp)
    assert launcher.is_installed("requirements-fast.txt")
    monkeypatch.setattr(launcher.shutil, "which", lambda name: "/usr/bin/" + name)
    assert not launcher.is_installed("requirements-fast.txt")


BACKEND = b"""
from pathlib import Path

def prepare_metadata_for_build_wheel(folder, *_):
    Path(folder, "broken-1.dist-info").mkdir()
    Path(folder, "broken-1.dist-info", "METADATA").write_text("Metadata-Version: 2.1\\nName: broken\\nVersion: 1\\n")
    return "broken-1.dist-info"

def build_wheel(*_):
    raise SystemExit("no compiler")
"""


def broken_package(folder: Path) -> str:
    """Put a package that cannot be built into a folder, and return the line that asks for it."""
    inside = {
        "pyproject.toml": b'[build-system]\nrequires = []\nbuild-backend = "build"\nbackend-path = ["."]\n',
        "build.py": BACKEND,
        "PKG-INFO": b"Metadata-Version: 2.1\nName: broken\nVersion: 1\n",
    }
    with tarfile.open(folder / "broken-1.tar.gz", "w:gz") as packed:
        for name, data in inside.items():
            member = tarfile.TarInfo(f"broken-1/{name}")
            member.size = len(data)
            packed.addfile(member, io.BytesIO(data))
    digest = hashlib.sha256((folder / "broken-1.tar.gz").read_bytes()).hexdigest()
    return f"{folder}/broken-1.tar.gz --hash=sha256:{digest}\n"


@pytest.mark.slow
def test_what_is_only_for_speed_may_fail_to_compile_and_nothing_else_may(tmp_path: Path) -> None:
    script = copied(tmp_path, "# nothing is needed\n")
    (tmp_path / "requirements-fast.txt").write_text(broken_package(tmp_path))
    first = run("roll", script=script)
    assert first.returncode == 0, first.stderr
    assert "slower, all else the same" in first.stderr
    assert first.stdout.startswith("['roll']")
    second = run("roll", script=script)
    assert (second.stdout, second.stderr) == (first.stdout, "")
    (tmp_path / "requirements.txt").write_text(broken_package(tmp_path))
    third = run("roll", script=script)
    assert third.returncode == 2
    assert "install a C compiler" in third.stderr


@pytest.mark.slow
def test_without_a_network_it_says_so_and_leaves_no_stamp(tmp_path: Path) -> None:
    script = copied(tmp_path, "nowhere-to-be-found==1 --hash=sha256:" + "0" * 64 + "\n")
    done = run("roll", script=script, PIP_NO_INDEX="1")
    assert done.returncode == 2
    assert "could not be reached" in done.stderr
    assert list((tmp_path / ".venv").glob(".lanyard-*")) == []
