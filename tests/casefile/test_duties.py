"""What is owed: when it turns amber and red, which of two clocks counts, and what ends it."""

import pytest

from lanyard.casefile.case import Case
from lanyard.casefile.duties import MINUTE_MS, Duty, owed
from lanyard.terms import HowSoon, Role
from tests import said
from tests.making import Notebook, area, duties, manifest, person, read, vehicle

DUTY = Duty("word", "house: roll", 60, Role.CLERK, ("died",), amber_min=20)
BY, OTHER = b"a" * 32, b"b" * 32


def test_times_run_from_the_entry() -> None:
    assert owed(DUTY, 1000, 99, BY) == (DUTY, 1000, 1000 + 20 * MINUTE_MS, 1000 + 60 * MINUTE_MS, BY)


def test_times_after_what_was_expected_run_from_its_end() -> None:
    later = Duty("word", "house: roll", 60, Role.CLERK, (), amber_min=20, after_expected=True)
    assert owed(later, 1000, 30, BY)[1:4] == (1000, 1000 + 50 * MINUTE_MS, 1000 + 90 * MINUTE_MS)


def test_without_an_amber_time_it_turns_red_at_once() -> None:
    assert owed(DUTY.within(5), 0, 0, BY)[2:4] == (20 * MINUTE_MS, 5 * MINUTE_MS)
    plain = Duty("word", "house: roll", 60, Role.CLERK, ())
    assert owed(plain, 0, 0, BY)[2:4] == (60 * MINUTE_MS, 60 * MINUTE_MS)


def test_the_same_duty_is_owed_once_by_the_sooner_clock() -> None:
    case = Case(person(1))
    first, sooner = owed(DUTY, 1000, 0, BY), owed(DUTY.within(30), 2000, 0, OTHER)
    case.owe(first)
    case.owe(owed(DUTY, 2000, 0, OTHER))
    assert case.duties == (first,)
    case.owe(sooner)
    assert case.duties == (sooner,)


def test_what_is_released_is_owed_no_more_and_the_rest_is() -> None:
    case = Case(person(1))
    other = Duty("other", "house: roll", 1, Role.ANY, ())
    case.owe(owed(DUTY, 0, 0, BY))
    case.owe(owed(other, 0, 0, BY))
    case.release(DUTY)
    assert duties(case) == ["other"]


@pytest.mark.parametrize("noun", [person(1), vehicle(0), manifest(0), area(0)])
def test_a_duty_that_nobody_owes_can_be_answered_all_the_same(noun: object) -> None:
    book = Notebook()
    book.add(said.answered("glance"), noun)  # type: ignore[arg-type]
    (slot,) = read(book).shelf.slots.values()
    assert (slot.known.duties, slot.known.marks, slot.known.read) == ((), (), 1)


def test_an_answer_ends_the_duty_that_it_names_and_no_other() -> None:
    book = Notebook()
    book.add(said.met(alone=True), person(1))
    book.add(said.needs(HowSoon.NOW), person(1))
    book.add(said.answered("carer"), person(1))
    assert duties(read(book).case(1)) == ["triage"]


def test_an_answer_taken_back_by_two_leaves_the_duty_owed() -> None:
    book = Notebook()
    book.add(said.met(alone=True), person(1))
    answer = book.add(said.answered("carer"), person(1))
    for name in ("nour", "dilan"):
        book.add(said.in_error(), person(1), by=name, in_error=answer)
    assert duties(read(book).case(1)) == ["carer"]


def test_what_would_have_ended_it_before_it_began_ends_nothing() -> None:
    book = Notebook()
    book.add(said.triaged(), person(1), 1)
    book.add(said.needs(), person(1), 2)
    assert duties(read(book).case(1)) == ["triage_again", "triage"]


def test_what_a_device_of_an_impossible_time_opens_is_overdue_and_not_due_in_years() -> None:
    book = Notebook()
    late = book.add(said.met(alone=True), person(1), 10_000_000)
    (carer,) = read([late._replace(flagged=True)]).case(1).duties
    assert (carer.duty.code, carer.since_ms, carer.red_ms) == ("carer", 0, 240 * MINUTE_MS)
