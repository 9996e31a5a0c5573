"""Runs every check in order and closes with a plain summary: what `./lanyard test` does once .venv is ready."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
OLDEST_NODE = 20


class Step(NamedTuple):
    """One check: what it is called in the summary, the command, and the folder it runs in."""

    name: str
    command: Sequence[str]
    folder: Path = ROOT


class Outcome(NamedTuple):
    """How one check ended: `passed` None means it could not run; `note` says why."""

    name: str
    passed: bool | None
    seconds: float
    note: str = ""


def python_steps(quick: bool, chosen: Sequence[str]) -> list[Step]:
    """The checks of the Python side; with `chosen` pytest arguments, those tests alone."""
    markers = "not tools and not slow" if quick else "not tools"
    pytest = [sys.executable, "-m", "pytest", "-q", "-n", "2"]
    if chosen:
        return [Step("pytest", [*pytest, *chosen])]
    return [
        Step("ruff", [str(BIN / "ruff"), "check", "--quiet", "."]),
        Step("ruff format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
        Step("mypy", [sys.executable, "-m", "mypy"]),
        Step("import-linter", [str(BIN / "lint-imports"), "--no-logo"]),
        Step("browser", [sys.executable, str(ROOT / "tests" / "house" / "browser.py")]),
        Step("pytest", [*pytest, "-m", markers]),
    ]


def handheld_steps() -> list[Step]:
    """The checks of the hand-held's TypeScript, when it is there."""
    folder = ROOT / "handheld"
    if not (folder / "package.json").exists():
        return []
    return [
        Step("hand-held: npm ci", ["npm", "ci", "--no-audit", "--no-fund", "--silent"], folder),
        Step("hand-held: npm test", ["npm", "test", "--silent"], folder),
    ]


def node_problem() -> str:
    """Why the hand-held cannot be tested here, or nothing."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return f"Node {OLDEST_NODE} or newer with npm is needed"
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    major = said.removeprefix("v").split(".")[0]
    if not major.isdigit() or int(major) < OLDEST_NODE:
        return f"Node {OLDEST_NODE} or newer is needed; this is {said or 'unknown'}"
    return ""


def run(step: Step) -> Outcome:
    """Run one check, its output going straight to the terminal."""
    print(f"── {step.name}", flush=True)
    started = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    try:
        code = subprocess.run(step.command, cwd=step.folder, env=environment, check=False).returncode
    except OSError as error:
        return Outcome(step.name, False, time.monotonic() - started, str(error))
    return Outcome(step.name, code == 0, time.monotonic() - started)


def run_all(quick: bool, chosen: Sequence[str]) -> list[Outcome]:
    """Run every check, going on after a failure, so that one run shows all that is wrong."""
    steps = [] if chosen else handheld_steps()
    problem = node_problem() if steps else ""
    # The hand-held's packages come first: the pages' tests look through one of them.
    first = [Outcome(step.name, False, 0.0, problem) if problem else run(step) for step in steps[:1]]
    outcomes = first + [run(step) for step in python_steps(quick, chosen)]
    for step in steps[1:]:
        if problem:
            outcomes.append(Outcome(step.name, False, 0.0, problem))
        elif not first[0].passed:
            outcomes.append(Outcome(step.name, None, 0.0, "its packages could not be installed"))
        else:
            outcomes.append(run(step))
    return outcomes


def summary(outcomes: Sequence[Outcome], seconds: float) -> str:
    """The closing lines: each check with its time, then one line that says whether all is well."""
    words = {True: "passed", False: "FAILED", None: "not run"}
    lines = [
        f"{words[outcome.passed]:8} {outcome.seconds:6.1f} s  {outcome.name}{': ' + outcome.note if outcome.note else ''}"
        for outcome in outcomes
    ]
    bad = [outcome.name for outcome in outcomes if not outcome.passed]
    closing = (
        f"{len(bad)} of {len(outcomes)} checks failed: {', '.join(bad)}"
        if bad
        else f"all {len(outcomes)} checks passed"
    )
    return "\n".join(["", *lines, f"{closing}, in {seconds:.0f} seconds"])


def main(arguments: Sequence[str]) -> int:
    """Read the command line, run, and return the exit code: 0 only when every check passed."""
    parser = argparse.ArgumentParser(
        prog="./lanyard test",
        description="Run ruff, mypy, import-linter, pytest and the hand-held's tests. "
        "Anything else on the line goes to pytest, which then runs alone: ./lanyard test tests/ledger -k chain",
    )
    parser.add_argument("--quick", action="store_true", help="leave out the tests marked slow")
    known, chosen = parser.parse_known_args(arguments)
    started = time.monotonic()
    outcomes = run_all(known.quick, chosen)
    print(summary(outcomes, time.monotonic() - started), flush=True)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
