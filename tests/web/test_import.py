"""The command that imports lists, from outside: what it shows, what it refuses, and that a plan changes nothing."""

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from lanyard.desk.node import Node
from lanyard.exchange.lists import shield
from tests.desk.point import PLAN
from tests.exchange.lists.spreadsheets import csv_file, people, xlsx
from tests.making import code
from tests.web.shell import Said, inside
from tests.web.test_manual import undocumented

NAMES: Final = people(4)
TEXT: Final = f"Name,Sex,Age,Tag,Remarks\n{NAMES[0]},F,23,{code(1)},tired\n{NAMES[1]},M,old,,\n"
Import = Callable[..., Said]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sites") / "site"
    Node.create(path, "training", PLAN, time.time_ns() // 1_000_000, training=True).close()
    return path


@pytest.fixture
def run(empty: Path, tmp_path: Path) -> Import:
    site = Path(shutil.copytree(empty, tmp_path / "site"))

    def said(file: Path, *words: str | Path, name: str | None = "Arrivals", as_json: bool = True) -> Said:
        named = [] if name is None else ["--list", name]
        return inside("import", "people", file, *named, "--folder", site, *(["--json"] if as_json else []), *words)

    return said


def refused(said: Said, code_: str) -> None:
    assert said.status == 1
    assert "Traceback" not in said.out + said.err
    assert said.answer["error"]["code"] == code_
    assert said.answer["error"]["words"] == said.err.strip()


def test_a_list_without_a_name_is_refused(run: Import, tmp_path: Path) -> None:
    refused(run(csv_file(tmp_path / "a.csv", TEXT), name=None), "no-list-name")


def test_a_file_that_is_not_there_is_said_so(run: Import, tmp_path: Path) -> None:
    refused(run(tmp_path / "none.csv"), "file-not-read")


@pytest.mark.parametrize("day", ["2091-01-01", "yesterday", "30/02/2019"])
def test_a_date_that_cannot_be_the_list_s_is_refused(run: Import, tmp_path: Path, day: str) -> None:
    refused(run(csv_file(tmp_path / "a.csv", TEXT), "--date", day), "bad-date")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_bad_files_are_refused_in_words_of_either_language(run: Import, tmp_path: Path, language: str) -> None:
    (tmp_path / "locked.xlsx").write_bytes(shield.OLE + "EncryptedPackage".encode("utf-16-le"))
    cases = {
        "empty": csv_file(tmp_path / "empty.csv", ""),
        "locked": tmp_path / "locked.xlsx",
        "not-what-it-says": csv_file(tmp_path / "a.xlsx", TEXT),
        "no-header": csv_file(tmp_path / "b.csv", "1,2,3\n4,5,6\n"),
    }
    for why, path in cases.items():
        said = run(path, "--lang", language)
        refused(said, why)
        assert ("\u0627" in said.err) == (language == "ar")


def test_a_report_is_not_written_over_and_nothing_is_recorded_then(run: Import, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", TEXT)
    taken = csv_file(tmp_path / "report.csv", "mine")
    refused(run(path, "--record", "--report", taken), "report-exists")
    assert taken.read_text() == "mine"
    assert run(path).answer["good"] == 1


def test_a_plan_says_everything_and_changes_nothing(run: Import, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", TEXT)
    for _ in range(2):
        said = run(path)
        answer = said.answer
        assert said.status == 1
        assert (answer["rows"], answer["good"], answer["already"], answer["bad_rows"]) == (2, 1, 0, 1)
        assert (answer["recorded"], answer["people"], answer["entries"], answer["report"]) == (False, 0, 0, None)
        assert answer["not_taken"] == [{"column": "Remarks", "cells": 1}]
        assert [(bad["line"], bad["column"], bad["value"], bad["code"]) for bad in answer["bad"]] == [
            (3, "Age", "old", "not-an-age")
        ]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.csv", "site"]


def test_recorded_once_it_is_here_already_and_what_was_not_taken_lies_beside(run: Import, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", TEXT)
    first, second = run(path, "--record").answer, run(path, "--record").answer
    assert (first["people"], first["entries"], first["report"]) == (1, 2, str(tmp_path / "a-not-taken-1.csv"))
    assert (second["people"], second["already"], second["entries"]) == (0, 1, 0)
    mended = Path(first["report"])
    mended.write_text(mended.read_text(encoding="utf-8").replace(",old,", ",40,"), encoding="utf-8")
    said = run(mended, "--record", name=None)
    assert (said.status, said.answer["people"], said.answer["list"]) == (0, 1, "Arrivals")
    person = inside("person", code(1), "--folder", tmp_path / "site", "--json").answer
    assert (person["name"], [e["done_by"] for e in person["entries"]]) == (NAMES[0], ["Arrivals", "Arrivals"])


def test_a_correction_of_a_column_is_remembered_once_it_is_recorded(run: Import, tmp_path: Path) -> None:
    one = csv_file(tmp_path / "a.csv", f"Wer,Name,Alter\n{NAMES[0]},x,3\n")
    words = ("--map", "Wer=name", "--map", "Alter=age")
    assert run(one, *words).answer["source"] == "said"
    assert run(csv_file(tmp_path / "b.csv", f"Wer,Name,Alter\n{NAMES[1]},y,4\n")).status == 1
    assert run(one, *words, "--record").status == 0
    later = run(csv_file(tmp_path / "b.csv", f"Alter,Wer,Name\n4,{NAMES[1]},y\n")).answer
    assert later["source"] == "remembered"
    assert {c["column"]: c["field"] for c in later["columns"]} == {"Alter": "age", "Wer": "name"}


def test_a_correction_of_a_control_sheet_waits_until_it_is_agreed_to(run: Import, tmp_path: Path) -> None:
    head = "Sheet,Row,Name,Sex\n"
    run(csv_file(tmp_path / "a.csv", f"{head}BG-0001-6,1,{NAMES[0]},F\n"), "--record")
    again = csv_file(tmp_path / "b.csv", f"{head}BG-0001-6,1,{NAMES[1]},F\n")
    said = run(again, "--record")
    assert (said.status, said.answer["people"], said.answer["corrections"]) == (1, 0, 0)
    [changed] = said.answer["changed"]
    assert {c["field"]: (c["was"], c["now"]) for c in changed["changes"]} == {
        "person_met.name_written": (NAMES[0], NAMES[1])
    }
    assert NAMES[1] in run(again, as_json=False).out
    assert (agreed := run(again, "--record", "--corrections")).status == 0
    assert agreed.answer["corrections"] == 1
    assert run(again).answer["already"] == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_person_is_told_in_words(run: Import, tmp_path: Path, language: str) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        [["Name", "Sex", "Remarks"], [NAMES[0], "F", "[bold]"], ["[/red]\u202ex", "7", ""]],
        [["Other"]],
    )
    said = run(path, "--lang", language, as_json=False)
    assert said.status == 1
    for shown in ("Remarks", "[/red]\\u202ex", "List 2", "--record"):
        assert shown in said.out
    assert "\u202e" not in said.out
    done = run(path, "--lang", language, "--record", as_json=False)
    assert "a-not-taken-1.csv" in done.out
    assert {"en": "Recorded: 1 people", "ar": "سُجِّل: 1"}[language] in done.out


def test_a_text_is_told_with_its_encoding(run: Import, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("الاسم;Age\nسلمى;3\n".encode() + b"V\xe9;3\n")
    said = run(tmp_path / "a.csv", as_json=False)
    assert "utf-8" in said.out
    assert "semicolon" in said.out
    assert "another encoding" in said.out


def test_every_key_is_in_the_manual_and_so_is_every_code_of_refusal(run: Import, tmp_path: Path) -> None:
    head = "Sheet,Row,Name,Remarks\n"
    run(csv_file(tmp_path / "a.csv", f"{head}BG-0001-6,1,{NAMES[0]},\n"), "--record")
    answer: dict[str, Any] = run(
        csv_file(tmp_path / "b.csv", f"{head}BG-0001-6,1,{NAMES[1]},\nBG-0001-6,2,1,\n")
    ).answer
    inner = [
        answer["columns"][0],
        answer["not_taken"][0],
        answer["changed"][0],
        answer["changed"][0]["changes"][0],
        answer["bad"][0],
    ]
    assert undocumented("import", set(answer).union(*inner)) == []
    assert json.dumps(answer)


def test_a_folder_in_use_is_left_alone(run: Import, tmp_path: Path) -> None:
    with Node.open(tmp_path / "site", "training"):
        refused(run(csv_file(tmp_path / "a.csv", TEXT)), "already-open")


def test_a_file_that_may_not_be_read_is_said_so(run: Import, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("whoever is root may read everything")
    path = csv_file(tmp_path / "a.csv", TEXT)
    path.chmod(0)
    refused(run(path), "read-only")
