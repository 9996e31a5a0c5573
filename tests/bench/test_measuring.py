"""What all benches share: medians and ranges, the machine, and one line of JSON."""

import argparse
import json
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from bench import measuring
from bench.measuring import Figures, Machine, answer, quantile, rate


def test_a_figure_is_the_median_of_its_rounds_with_the_range_of_all() -> None:
    figures = Figures()
    for value in (1.0, 100.0, 2.0, 3.0, 4.0):
        figures.add(ratio=value)
    assert figures.report({"ratio": 1}) == {"ratio": 3.0, "ratio_range": [1.2, 80.8]}


def test_a_quantile_lies_between_the_two_nearest_values() -> None:
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile([0.0, 10.0], 0.05) == 0.5
    assert quantile([7.0], 0.95) == 7.0


def test_a_figure_without_digits_is_a_whole_number() -> None:
    figures = Figures()
    figures.add(count=12.7)
    assert repr(figures.report({"count": 0})["count"]) == "13"


def test_a_rate_is_counted_by_the_clock_that_is_named() -> None:
    ticks = iter((10.0, 12.0))
    assert rate(8, lambda: None, lambda: next(ticks)) == 4.0


def test_a_package_that_is_not_here_is_named_without_a_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(name: str) -> str:
        if name == "cbrrr":
            raise PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(measuring, "version", found)
    assert measuring.versions()["cbrrr"] is None
    assert measuring.versions()["pynacl"] == "1.0"


def test_what_others_do_meanwhile_is_counted_and_what_the_bench_does_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    moments, own, busy = iter((100.0, 110.0)), iter((1.0, 6.0)), iter((50.0, 62.0))
    monkeypatch.setattr(measuring.time, "monotonic", lambda: next(moments))
    monkeypatch.setattr(measuring, "_own_seconds", lambda: next(own))
    monkeypatch.setattr(measuring, "_busy_seconds", lambda: next(busy))
    said = Machine().said()
    assert said["others_busy"] == 0.7
    assert {"cpu", "cores", "python", "sqlite", "load_before"} <= said.keys()


@pytest.mark.parametrize("keep", [True, False])
def test_results_are_one_line_and_kept_only_when_asked(
    keep: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(measuring, "RESULTS", tmp_path / "results")
    answer("some", {"ratio": 2}, Machine(), argparse.Namespace(json=True, keep=keep))
    said = json.loads(capsys.readouterr().out)
    assert said["ratio"] == 2
    kept = tmp_path / "results" / "some.json"
    assert kept.exists() == keep
    assert not keep or json.loads(kept.read_text()) == said


def test_a_person_is_shown_the_range_beside_the_figure(capsys: pytest.CaptureFixture[str]) -> None:
    answer("some", {"ratio": 2, "ratio_range": [1, 3]}, Machine(), argparse.Namespace(json=False, keep=False))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["ratio", "2", "(5–95", "%:", "1", "to", "3)"]
    assert not any("ratio_range" in line for line in lines)
