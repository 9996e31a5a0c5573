"""A list on its way: asked for twice it is done once, stopped in the middle it keeps whole rows, and another goes on from there."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from lanyard.desk.device import Device
from lanyard.desk.node import Node
from lanyard.exchange.lists import office as lists
from lanyard.exchange.lists.fields import Field
from lanyard.exchange.lists.office import ListOnItsWay, Step
from lanyard.exchange.lists.outcomes import Asked
from lanyard.exchange.lists.refusal import ListRefused
from lanyard.store.errors import StoreError
from lanyard.terms import Role, SignedInBy
from tests.desk.point import NOW, STAFF, made
from tests.exchange.lists.spreadsheets import csv_file, people

ASKED = Asked("Arrivals", date(2019, 2, 22), site="BG")
ROWS = 450


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    names = people(20)
    rows = [f"{names[number % 20]} {number},F,{number % 80}\n" for number in range(ROWS)]
    return csv_file(tmp_path / "list.csv", "Name,Sex,Age\n" + "".join(rows))


def desk(node: Node) -> tuple[Device, int]:
    """The laptop's chain, and the number under which somebody has signed in on it."""
    device = node.office("BG", NOW)
    node.sign_in(device, STAFF[1], Role.CLERK, SignedInBy.PIN, NOW).result()
    number = device.signed_in
    device.sign_out()
    node.settle()
    return device, number


def planned(node: Node, file: Path) -> ListOnItsWay:
    found = ListOnItsWay(node, file)
    found.begin_plan(ASKED)
    found.settle()
    return found


def recorded(node: Node, found: ListOnItsWay) -> None:
    device, number = desk(node)
    found.begin_record(device, number, NOW, corrections=False)
    found.settle()
    node.settle()


def test_nothing_is_recorded_before_it_is_planned(node: Node, file: Path) -> None:
    found = ListOnItsWay(node, file)
    recorded(node, found)
    assert found.step is Step.COLUMNS
    assert node.roll(NOW).people == 0


def test_a_list_that_cannot_be_planned_is_back_at_its_columns_and_says_why(node: Node, file: Path) -> None:
    found = ListOnItsWay(node, file)
    found.begin_plan(ASKED._replace(name="x" * 200))
    found.settle()
    assert found.step is Step.COLUMNS
    assert isinstance(found.refused, ListRefused)
    with pytest.raises(ListRefused):
        found.open_again(None, "no such encoding")
    found.begin_plan(ASKED)
    found.settle()
    assert (found.step, found.refused) == (Step.PLANNED, None)


def test_columns_that_are_said_anew_undo_the_plan(node: Node, file: Path) -> None:
    found = planned(node, file)
    found.say_columns([Field.NAME, None, None])
    assert (found.step, found.plan) == (Step.COLUMNS, None)
    found.begin_plan(ASKED)
    found.settle()
    assert found.plan
    assert found.plan.good[0].said.sex is None


def test_asked_for_twice_it_is_recorded_once_by_whoever_is_signed_in(node: Node, file: Path) -> None:
    found = planned(node, file)
    recorded(node, found)
    recorded(node, found)
    assert (found.step, found.done.rows, found.total) == (Step.RECORDED, ROWS, ROWS)
    assert node.roll(NOW).people == ROWS
    assert found.plan
    with node.look() as look:
        person = look.read(found.plan.good[0].person)
    assert person
    assert {e.staff for e in person.entries} == {STAFF[1]}


def test_two_who_take_the_same_list_in_record_it_once(node: Node, file: Path) -> None:
    one, other = planned(node, file), planned(node, file)
    recorded(node, one)
    recorded(node, other)
    assert (other.step, other.done.rows) == (Step.RECORDED, 0)
    assert node.roll(NOW).people == ROWS


def test_stopped_in_the_middle_it_keeps_whole_rows_and_the_same_list_goes_on(
    node: Node, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, true = planned(node, file), lists.record

    def stopping(*said: object, **more: object) -> Iterator[object]:
        for progress in true(*said, **more):  # type: ignore[arg-type]  # as they came
            yield progress
            found._stop.set()

    monkeypatch.setattr(lists, "record", stopping)
    recorded(node, found)
    kept = node.roll(NOW).people
    assert found.step is Step.STOPPED
    assert found.done.rows <= kept < ROWS
    monkeypatch.setattr(lists, "record", true)
    again = planned(node, file)
    assert again.plan
    assert (again.plan.already, len(again.plan.good)) == (kept, ROWS - kept)
    recorded(node, again)
    assert node.roll(NOW).people == ROWS


def test_a_disk_that_is_full_is_said_and_a_fault_of_ours_ends_in_a_stop(
    node: Node, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for error in (StoreError("disk-full"), RuntimeError("a fault")):

        def failing(*_: object, error: Exception = error, **__: object) -> Iterator[object]:
            raise error
            yield

        monkeypatch.setattr(lists, "record", failing)
        found = planned(node, file)
        recorded(node, found)
        assert found.step is Step.STOPPED
        assert (found.refused is error) is isinstance(error, StoreError)
    assert node.roll(NOW).people == 0


def test_a_list_that_nobody_waits_for_is_not_planned_to_its_end(node: Node, file: Path) -> None:
    found = ListOnItsWay(node, file)
    found._stop.set()
    found.begin_plan(ASKED)
    found.close()
    assert (found.step, found.plan) == (Step.STOPPED, None)
