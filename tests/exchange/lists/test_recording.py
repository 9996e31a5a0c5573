"""What a plan found good is recorded through the one write path; again adds nothing, and a kill in the middle neither."""

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from lanyard.desk.look_up import Person
from lanyard.desk.node import Node
from lanyard.exchange.lists.calendar import Span
from lanyard.exchange.lists.memory import Memory
from lanyard.exchange.lists.outcomes import Asked, Plan
from lanyard.exchange.lists.recording import GROUP, Corrected, record
from lanyard.exchange.lists.refusal import ListRefused
from lanyard.exchange.lists.report import write_report
from lanyard.exchange.lists.taking import plan_of, understand
from lanyard.ledger.noun import Basis
from lanyard.terms import AgeKnownBy
from tests.desk.point import LINE, PLAN, device, tags
from tests.exchange.lists.spreadsheets import csv_file, people
from tests.making import code
from tests.web.shell import ROOT, environment, inside

NAMES: Final = people(6)
ASKED: Final = Asked("Arrivals", date(2026, 1, 1), "The clerk", Span(date(2019, 2, 24), date(2019, 2, 24)))
TEXT: Final = f"Name,Sex,Age,Tag,Tent\n{NAMES[0]},F,23,{code(1)},L1\n{NAMES[1]},M,6 months,,\n,,,{code(2)},L2\n"


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with Node.create(tmp_path / "site", "training", PLAN, time.time_ns() // 1_000_000, training=True) as made:
        yield made


def planned(node: Node, path: Path, asked: Asked = ASKED) -> tuple[Plan, list[Corrected]]:
    memory = Memory(node.folder.strongbox)
    memory.begin()
    understood = understand(path, memory)
    made = plan_of(node, memory, understood, asked)
    memory.keep(asked.name, understood.sheet.digest, made[0].mapping)
    return made


def recorded(node: Node, path: Path, asked: Asked = ASKED) -> Plan:
    made, _ = planned(node, path, asked)
    list(record(made, node, node.office()))
    return made


def read(node: Node, plan: Plan) -> list[Person]:
    with node.look() as look:
        return [person for good in plan.good if (person := look.read(good.person)) is not None]


def kinds(person: Person) -> list[str]:
    return [e.kind for e in person.entries]


def test_a_plan_alone_changes_nothing(node: Node, tmp_path: Path) -> None:
    before = node.reader_last()
    planned(node, csv_file(tmp_path / "a.csv", TEXT))
    assert node.reader_last() == before


def test_a_file_that_was_taken_under_another_name_is_refused(node: Node, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", TEXT)
    recorded(node, path)
    with pytest.raises(ListRefused) as refused:
        planned(node, path, ASKED._replace(name="Arrivals 2"))
    assert (refused.value.code, refused.value.detail) == ("known-file", "Arrivals")


@pytest.mark.parametrize("name", ["a\u202eb", "x" * 200])
def test_a_name_that_cannot_be_stated_is_refused(node: Node, tmp_path: Path, name: str) -> None:
    with pytest.raises(ListRefused, match="bad-list-name"):
        planned(node, csv_file(tmp_path / "a.csv", TEXT), ASKED._replace(name=name))


def test_each_row_becomes_a_person_with_what_it_says(node: Node, tmp_path: Path) -> None:
    first, second, third = read(node, recorded(node, csv_file(tmp_path / "a.csv", TEXT)))
    assert [kinds(person) for person in (first, second, third)] == [
        ["tag_claimed", "person_met", "placed"], ["person_met"], ["tag_claimed", "placed"],
    ]  # fmt: skip
    body = first.case.body
    assert (body.name_written, body.sex, body.age) == (NAMES[0], "female", (276, 287))
    assert (first.case.tags, first.entries[-1].record.area) == ((code(1),), LINE)
    met = first.entries[1]
    assert (met.record.script, met.record.age_known_by) == ("latn", AgeKnownBy.PAPER)
    assert second.case.body.age == (6, 6)


def test_an_entry_says_whose_list_it_is_from_when_and_that_it_is_paper(node: Node, tmp_path: Path) -> None:
    for person in read(node, recorded(node, csv_file(tmp_path / "a.csv", TEXT))):
        assert {(e.done_by, e.basis, e.at_ms, e.span) for e in person.entries} == {
            ("Arrivals (The clerk)", Basis.PAPER, 1_550_959_200_000, 86_400)
        }
        assert len({e.act for e in person.entries}) == 1


def test_those_on_foot_walked_in_with_their_tag(node: Node, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", f"Name,Tag,Came from\n{NAMES[0]},{code(1)},the south\n")
    [person] = read(node, recorded(node, path, ASKED._replace(on_foot=True)))
    assert kinds(person) == ["walked_in", "person_met"]
    assert (person.case.tags, person.entries[0].record.came_from) == ((code(1),), "the south")
    assert [gap.what.value for gap in node.roll().gaps] == []


def test_again_adds_nobody_and_a_longer_list_only_what_is_new(node: Node, tmp_path: Path) -> None:
    assert len(recorded(node, csv_file(tmp_path / "a.csv", TEXT)).good) == 3
    before = node.reader_last()
    again = recorded(node, csv_file(tmp_path / "a.csv", TEXT))
    assert (again.already, again.good, again.bad, node.reader_last()) == (3, [], [], before)
    longer = recorded(node, csv_file(tmp_path / "b.csv", f"{TEXT}{NAMES[4]},F,,,\n"))
    assert (longer.already, len(longer.good), node.roll().people) == (3, 1, 4)


def test_a_tag_that_is_held_names_its_holder_and_anyway_is_a_contradiction(node: Node, tmp_path: Path) -> None:
    own = device(node)
    node.record(own, [tags(9)._replace(record=tags(1).record)]).result()
    path = csv_file(tmp_path / "a.csv", f"Name,Tag\n{NAMES[0]},{code(1)}\n")
    [bad] = recorded(node, path).bad
    assert [(fault.code, fault.detail) for fault in bad.faults] == [("tag-held", code(1))]
    assert node.roll().contradictions == ()
    assert len(recorded(node, path, ASKED._replace(anyway=True)).good) == 1
    assert len(node.roll().contradictions) == 1
    assert recorded(node, path).already == 1


SHEET: Final = "Sheet,Row,Name,Sex,Age,Area\n"


def test_a_control_sheet_typed_twice_is_there_already_and_a_change_is_a_correction(node: Node, tmp_path: Path) -> None:
    first = csv_file(tmp_path / "a.csv", f"{SHEET}BG-0001-6,1,{NAMES[0]},F,23,\nBG-0001-6,2,{NAMES[1]},M,40,L1\n")
    people_ = recorded(node, first)
    again = csv_file(tmp_path / "b.csv", f"{SHEET}BG-0001-6,1,{NAMES[2]},F,24,L2\nBG-0001-6,2,{NAMES[1]},M,40,L1\n")
    plan, corrected = planned(node, again, ASKED._replace(name="typed by another"))
    assert (plan.already, plan.good, plan.bad) == (1, [], [])
    [changed] = plan.changed
    said = {change.field: (change.was, change.now) for change in changed.changes}
    assert said["person_met.name_written"] == (NAMES[0], NAMES[2])
    assert said["person_met.age"] == ("276–287", "288–299")
    assert said["placed.area"][0] == ""
    list(record(plan, node, node.office(), corrected))
    person = read(node, people_)[0]
    assert (person.case.body.name_written, kinds(person)) == (NAMES[2], ["person_met", "placed"])
    assert [e.record.name_written for e in person.taken_back] == [NAMES[0]]
    for path, name in ((first, "Arrivals"), (again, "typed by another")):
        plan, _ = planned(node, path, ASKED._replace(name=name))
        assert (plan.already, plan.changed, plan.good) == (2, [], [])
    assert node.roll().people == 2


def test_the_rows_not_taken_can_be_mended_and_imported_again(node: Node, tmp_path: Path) -> None:
    text = f'Name,Age,Remarks\n{NAMES[0]},3,\n"{NAMES[1]}",30 Feb,=1+1\n{NAMES[2]},4,,,"-x"\n'
    plan = recorded(node, csv_file(tmp_path / "a.csv", text))
    report = tmp_path / "report.csv"
    assert write_report(report, "Arrivals", plan.mapping, plan.bad, lambda fault: fault.code) == 2
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == [
        "lanyard: list",
        "lanyard: line",
        "lanyard: copy",
        "lanyard: column",
        "lanyard: why",
        "Name",
        "Age",
        "Remarks",
    ]
    assert rows[1] == ["Arrivals", "3", "1", "Age", "not-an-age", NAMES[1], "30 Feb", "'=1+1"]
    assert rows[2] == ["Arrivals", "4", "1", "E", "beyond-header", NAMES[2], "4", "", "", "'-x"]
    mended = report.read_text(encoding="utf-8-sig").replace("30 Feb", "30").replace(",,,'-x", ",")
    fresh = csv_file(tmp_path / "mended.csv", mended)
    understood = understand(fresh, Memory(node.folder.strongbox))
    assert (understood.list_name(), understood.mapping.source) == ("Arrivals", "remembered")
    assert len(recorded(node, fresh).good) == 2
    again = recorded(node, fresh)
    assert (again.already, again.good, node.roll().people) == (2, [], 3)


def test_two_people_whose_rows_are_the_same_can_be_imported_anyway_from_the_list_or_the_report(
    node: Node, tmp_path: Path
) -> None:
    path = csv_file(tmp_path / "a.csv", f"Name,Age\n{NAMES[0]},3\n{NAMES[0]},3\n")
    plan = recorded(node, path)
    write_report(tmp_path / "report.csv", "Arrivals", plan.mapping, plan.bad, lambda fault: fault.code)
    again = recorded(node, tmp_path / "report.csv")
    assert (again.already, [fault.code for row in again.bad for fault in row.faults]) == (0, ["row-twice"])
    assert len(recorded(node, tmp_path / "report.csv", ASKED._replace(anyway=True)).good) == 1
    both = recorded(node, path, ASKED._replace(anyway=True))
    assert (both.already, both.good, node.roll().people) == (2, [], 2)


def test_a_report_is_never_written_over_and_keeps_every_byte(node: Node, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(f"Name,Age\n{people(1, arabic=True)[0]},3\n".encode() + b"V\xe9ptun,2\n")
    plan = recorded(node, tmp_path / "a.csv")
    assert [fault.code for row in plan.bad for fault in row.faults] == ["letters-lost"]
    write_report(tmp_path / "report.csv", "Arrivals", plan.mapping, plan.bad, lambda fault: fault.code)
    assert b"V\xe9ptun,2" in (tmp_path / "report.csv").read_bytes()
    with pytest.raises(FileExistsError):
        write_report(tmp_path / "report.csv", "Arrivals", plan.mapping, plan.bad, lambda fault: fault.code)


def test_progress_is_told_after_each_group_that_is_on_the_disk(node: Node, tmp_path: Path) -> None:
    names = people(2 * GROUP + 50)
    plan, _ = planned(node, csv_file(tmp_path / "a.csv", "Name,Sex\n" + "".join(f"{name},F\n" for name in names)))
    steps = record(plan, node, node.office())
    first = next(steps)
    assert (first.rows, first.entries) == (GROUP, GROUP)
    assert [step.rows for step in steps] == [2 * GROUP, 2 * GROUP + 50]


def test_what_was_stopped_in_the_middle_is_gone_on_with(
    node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lanyard.exchange.lists.recording.WAITING", 1)
    names = people(3 * GROUP)
    path = csv_file(tmp_path / "a.csv", "Name,Sex\n" + "".join(f"{name},F\n" for name in names))
    plan, _ = planned(node, path)
    steps = record(plan, node, node.office())
    next(steps)
    steps.close()
    again = recorded(node, path)
    assert (again.already, len(again.good), node.roll().people) == (GROUP, 2 * GROUP, 3 * GROUP)


@pytest.mark.slow
def test_a_kill_in_the_middle_doubles_nobody_and_loses_nobody(tmp_path: Path) -> None:
    site, count = tmp_path / "site", 3000
    Node.create(site, "training", PLAN, time.time_ns() // 1_000_000, training=True).close()
    rows = "".join(f"{name},F,{code(n)},L1\n" for n, name in enumerate(people(count), 1))
    path = csv_file(tmp_path / "a.csv", f"Name,Sex,Tag,Tent\n{rows}")
    words = ["import", "people", str(path), "--list", "Arrivals", "--folder", str(site), "--json", "--record"]
    log = site / "ledger.db-wal"
    doomed = subprocess.Popen(
        [sys.executable, "-m", "lanyard.web", *words], env=environment(), cwd=ROOT, stdout=subprocess.PIPE
    )
    until = time.monotonic() + 60
    while not (log.exists() and log.stat().st_size > 500_000):
        assert doomed.poll() is None, "it was done before it was killed"
        assert time.monotonic() < until, "it was not recording"
        time.sleep(0.002)
    os.kill(doomed.pid, signal.SIGKILL)
    doomed.communicate()
    second: Any = inside(*words).answer
    assert second["already"] > 0, "the kill came before anything was kept"
    assert second["good"] > 0, "the kill came after everything was kept"
    assert second["already"] + second["good"] == count
    third = inside(*words)
    assert (third.status, third.answer["already"], third.answer["good"], third.answer["entries"]) == (0, count, 0, 0)
    roll = inside("roll", "--folder", site, "--json").answer
    assert (roll["people"], roll["contradictions"], roll["areas"]) == (count, 0, {"BG/L1": count})


def test_the_memory_keeps_its_salt(node: Node) -> None:
    memory = Memory(node.folder.strongbox)
    assert memory.salt() is None
    memory.begin()
    salt = memory.salt()
    memory.begin()
    assert salt is not None
    assert (memory.salt(), len(salt)) == (salt, 16)
