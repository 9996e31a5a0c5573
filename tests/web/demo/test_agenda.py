"""The agenda: many tales in one order, none of them told further than it has come."""

from collections.abc import Iterator

import pytest

from lanyard.ledger.noun import Noun, Ref
from lanyard.stations.placement.entries import HoldLifted
from lanyard.web.demo.agenda import Agenda, Tale
from lanyard.web.demo.said import Pen, Said

HER = Ref(Noun.PERSON, bytes(16))


def say(device: str, at_ms: int) -> Said:
    return Pen(device, "BG")(at_ms, HoldLifted(), HER)


def tale(device: str, *times: int) -> Tale:
    for at_ms in times:
        yield say(device, at_ms)


def told(agenda: Agenda) -> list[tuple[int, str]]:
    return [(said.at_ms, said.device) for said in agenda.run()]


def test_a_tale_that_goes_back_in_time_is_refused() -> None:
    agenda = Agenda()
    agenda.start(0, tale("a", 5, 4))
    with pytest.raises(ValueError, match="backwards"):
        told(agenda)


def test_tales_are_merged_by_time() -> None:
    agenda = Agenda()
    agenda.start(0, tale("a", 1, 4, 9))
    agenda.start(2, tale("b", 3, 4, 5))
    assert told(agenda) == [(1, "a"), (3, "b"), (4, "a"), (4, "b"), (5, "b"), (9, "a")]


def test_a_pause_lets_others_speak_before_it_looks() -> None:
    heard: list[str] = []

    def waits() -> Tale:
        yield 10
        heard.append("looked")
        yield say("a", 10)

    def speaks() -> Iterator[Said | int]:
        for at_ms in (5, 9):
            heard.append(f"spoke at {at_ms}")
            yield say("b", at_ms)

    agenda = Agenda()
    agenda.start(0, waits())
    agenda.start(0, speaks())
    assert told(agenda) == [(5, "b"), (9, "b"), (10, "a")]
    assert heard == ["spoke at 5", "spoke at 9", "looked"]


def test_a_tale_may_start_another() -> None:
    agenda = Agenda()

    def mother() -> Tale:
        yield say("a", 1)
        agenda.start(1, tale("child", 1, 3))
        yield say("a", 2)

    agenda.start(0, mother())
    assert told(agenda) == [(1, "a"), (1, "child"), (2, "a"), (3, "child")]


def test_nothing_runs_before_its_time() -> None:
    started: list[int] = []

    def late() -> Tale:
        started.append(1)
        yield say("late", 100)

    agenda = Agenda()
    agenda.start(50, late())
    agenda.start(0, tale("a", 1, 60))
    run = agenda.run()
    assert next(run).at_ms == 1
    assert started == []
    assert next(run).at_ms == 60
    assert started == [1]
