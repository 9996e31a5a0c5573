"""Each bench runs, says what it promises, keeps a missed goal in its result, and fails where its control shows nothing."""

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from bench import demo, import_list, kill, ledger, look, powercut
from bench import print as printing
from lanyard.web.commands.bench import FOLDER, names
from tests.crash.kill_cycles import Result
from tests.web.shell import inside

README: Final = (FOLDER / "README.md").read_text(encoding="utf-8")
RESULTS: Final = sorted((FOLDER / "results").glob("*.json"))


def test_the_ledger_gives_every_figure_with_its_range_and_the_machine() -> None:
    said = inside("bench", "ledger", "--quick", "--json")
    assert said.status == 0, said.err
    for name in ledger.FIGURES:
        low, high = said.answer[f"{name}_range"]
        assert low <= said.answer[name] <= high
    assert said.answer["syncs_per_group"] == 1.0
    assert {"cpu", "cores", "python", "sqlite", "load_before", "others_busy"} <= said.answer["machine"].keys()
    assert said.answer["quick"] is True
    missed = [name for name, goal in ledger.GOALS.items() if not ledger.reached(name, said.answer[name], goal)]
    assert said.answer["missed"] == missed


def test_more_syncs_than_groups_miss_the_goal_and_more_of_anything_else_reaches_it() -> None:
    assert not ledger.reached("syncs_per_group", 1.5, 1.0)
    assert ledger.reached("syncs_per_group", 1.0, 1.0)
    assert ledger.reached("ingest_ratio", 0.8, 0.75)
    assert not ledger.reached("ingest_ratio", 0.7, 0.75)


GOOD: Final = Result(3, 100, 0, 0, 0, [], 1.0)


@pytest.mark.parametrize(
    ("ours", "control", "passed"),
    [
        (GOOD, GOOD._replace(lost=5), True),
        (GOOD, GOOD, False),
        (GOOD._replace(lost=1), GOOD._replace(lost=5), False),
        (GOOD._replace(keys_lost=1), GOOD._replace(lost=5), False),
        (GOOD._replace(keys_shared=1), GOOD._replace(lost=5), False),
        (GOOD._replace(faults=["holes"]), GOOD._replace(lost=5), False),
        (GOOD._replace(acknowledged=0), GOOD._replace(lost=5), False),
    ],
)
def test_kills_pass_where_nothing_is_lost_and_the_control_loses(
    ours: Result, control: Result, passed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(cycles: int, *, writers: int, seed: int, early: bool = False) -> Result:
        assert writers >= 8
        return control if early else ours

    monkeypatch.setattr(kill, "run", run)
    assert kill.measure(kill.QUICK, 1)["passed"] is passed


def test_power_cuts_pass_here_and_not_with_fewer_syncs(monkeypatch: pytest.MonkeyPatch) -> None:
    small = powercut.Size(1, 6, 2)
    monkeypatch.setattr(powercut, "CONTROL", powercut.Size(1, 8, 4))
    said = powercut.measure(small, 1)
    assert said["passed"], said
    assert said["cuts"] > 100
    monkeypatch.setattr(powercut, "CONTROLS", {"full": "FULL"})
    assert not powercut.measure(small, 1)["passed"]


@pytest.mark.parametrize("held", [True, False])
def test_the_exit_status_says_whether_it_held(held: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["kill", "--quick", "--json"])
    monkeypatch.setattr(kill, "measure", lambda size, seed: {"passed": held})
    with pytest.raises(SystemExit) as ended:
        kill.main()
    assert ended.value.code == (not held)


def test_the_demo_is_held_against_a_tenth(monkeypatch: pytest.MonkeyPatch) -> None:
    def replay(scale: float, seed: int) -> dict[str, Any]:
        entries, seconds = (1000, 20.0) if scale == 1.0 else (100, 1.0)
        return dict.fromkeys(demo.TAKEN, 0) | {"entries": entries, "seconds": seconds}

    monkeypatch.setattr(demo, "replay", replay)
    said = demo.measure(1.0, 1)
    assert said["per_entry_vs_tenth"] == 2.0
    assert said["entries_per_second"] == 50


@pytest.mark.slow
def test_a_list_is_imported_whole_and_once_beside_the_parser_alone() -> None:
    said = inside("bench", "import_list", "--quick", "--json")
    assert said.status == 0, said.err
    answer = said.answer
    assert (answer["rows"], answer["quick"], answer["missed"]) == (import_list.QUICK_ROWS, True, [])
    assert answer["entries"] > answer["rows"]
    assert min(*answer["calamine_seconds"]) < answer["again_seconds"] < answer["seconds"]
    assert 0 < answer["calamine_peak_mb"] <= answer["planned_mb"] <= answer["peak_mb"]
    assert {name for name in answer if f"`{name}`" not in README} - COMMON == set()


def test_a_list_that_was_not_taken_whole_is_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    def half(which: str, *_: object) -> dict[str, Any]:
        return {"good": 1, "already": 0, "entries": 1, "seconds": 1.0, "peak_mb": 1, "planned_mb": 1}

    monkeypatch.setattr(import_list, "_in_its_own_process", half)
    with pytest.raises(RuntimeError):
        import_list.measure(2, 1)


def test_the_office_is_asked_of_a_full_site_and_of_the_bare_file() -> None:
    said = inside("bench", "look", "--quick", "--json")
    assert said.status == 0, said.err
    assert said.answer["people"] == look.QUICK_PEOPLE
    assert said.answer["entries"] > 3 * look.QUICK_PEOPLE
    assert all(0 <= said.answer[f"{name}_p50_ms"] <= said.answer[f"{name}_p95_ms"] for name in look.ASKED)
    assert said.answer["missed"] == [name for name, goal in look.GOALS.items() if said.answer[name] > goal]
    assert len(said.answer["lists_p95_ms"]) == 10


def test_printing_is_held_against_an_empty_page_and_its_goal() -> None:
    said = inside("bench", "print", "--quick", "--json")
    assert said.status == 0, said.err
    assert {"tags_100_s", "manifest_120_s", "cold_s", "empty_page_s", "cold_vs_empty_page"} <= said.answer.keys()
    assert said.answer["tags_100_s"] > said.answer["empty_page_s"]
    assert said.answer["cold_vs_empty_page"] > 1
    assert said.answer["missed"] == ([] if said.answer["tags_100_s"] < printing.GOAL_S else ["tags_100_s"])


def test_tags_that_take_too_long_miss_their_goal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "GOAL_S", 0.0)
    assert printing.measure(1, 1)["missed"] == ["tags_100_s"]


def test_there_is_a_section_for_every_bench_and_no_other() -> None:
    assert sorted(re.findall(r"^## (\w+)$", README, re.MULTILINE)) == names()
    assert {"ledger", "kill", "powercut", "demo"} <= set(names())


def test_a_bench_that_is_not_there_is_said_so_with_those_that_are() -> None:
    said = inside("bench", "nothing")
    assert said.status == 2
    assert all(name in said.err for name in names())


@pytest.mark.parametrize("path", RESULTS, ids=lambda path: path.stem)
def test_a_kept_result_is_whole_and_names_its_machine(path: Path) -> None:
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept["quick"] is False
    assert kept["machine"]["cpu"]
    assert kept.get("passed", True) is True
    explained = [key for key in kept if not key.endswith("_range") and key not in COMMON]
    assert [key for key in explained if f"`{key}`" not in README and not key.startswith("off_")] == []


COMMON: Final = {"machine", "versions", "at", "quick", "seed", "seconds", "scale", "rounds", "corpus_entries"}
