"""The order and the closing words of `./lanyard test`."""

import sys
from pathlib import Path

import pytest

from tests.house import browser, suite
from tests.house.suite import Outcome, Step


def test_a_failure_is_named_last_and_the_exit_code_tells(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    steps = [Step("good", [sys.executable, "-c", ""]), Step("bad", [sys.executable, "-c", "raise SystemExit(3)"])]
    monkeypatch.setattr(suite, "python_steps", lambda quick, chosen: steps)
    monkeypatch.setattr(suite, "handheld_steps", list)
    assert suite.main([]) == 1
    assert capfd.readouterr().out.splitlines()[-1].startswith("1 of 2 checks failed: bad, in ")


def test_a_tool_that_is_missing_is_a_failure_in_words(tmp_path: Path) -> None:
    outcome = suite.run(Step("nowhere", [str(tmp_path / "nowhere")]))
    assert outcome.passed is False
    assert "No such file" in outcome.note


def test_a_check_that_could_not_run_does_not_pass() -> None:
    assert (
        suite.summary([Outcome("a", None, 0.0, "not here")], 1.0).splitlines()[-1].startswith("1 of 1 checks failed: a")
    )


def test_all_is_well_when_all_is_well(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(suite, "python_steps", lambda quick, chosen: [Step("good", [sys.executable, "-c", ""])])
    monkeypatch.setattr(suite, "handheld_steps", list)
    assert suite.main(["--quick"]) == 0
    assert capfd.readouterr().out.splitlines()[-1].startswith("all 1 checks passed, in ")


def test_quick_leaves_out_the_slow_tests_and_nothing_else() -> None:
    whole = suite.python_steps(quick=False, chosen=[])
    quick = suite.python_steps(quick=True, chosen=[])
    assert [step.name for step in whole] == ["ruff", "ruff format", "mypy", "import-linter", "browser", "pytest"]
    assert [step.name for step in quick] == [step.name for step in whole]
    assert [step.command[-1] for step in (whole[-1], quick[-1])] == ["not tools", "not tools and not slow"]


def test_an_old_node_is_told_and_the_hand_held_does_not_pass_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "python_steps", lambda quick, chosen: [])
    monkeypatch.setattr(suite, "handheld_steps", lambda: [Step("hand-held: npm ci", ["nothing"])])
    monkeypatch.setattr(suite, "node_problem", lambda: "Node 20 or newer is needed; this is v18.1.0")
    assert suite.run_all(quick=False, chosen=[]) == [
        Outcome("hand-held: npm ci", False, 0.0, "Node 20 or newer is needed; this is v18.1.0")
    ]


@pytest.mark.parametrize(("environment", "code"), [({}, 0), ({"CI": "true"}, 1)])
def test_where_no_browser_can_be_had_that_is_said_and_in_ci_it_fails(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], environment: dict[str, str], code: int
) -> None:
    monkeypatch.setattr(browser.shutil, "which", lambda _: None)
    monkeypatch.delenv("CI", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert browser.main() == code
    assert "NO PAGE IS TRIED" in capfd.readouterr().out
