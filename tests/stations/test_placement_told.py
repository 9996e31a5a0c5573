"""Placement: where people wait, how many heads are there, who is missed, who must not travel yet."""

from lanyard.casefile.place import Place, Where
from lanyard.stations.placement.entries import HeadcountTaken, HoldLifted, HoldPlaced, MissingReported
from tests import said
from tests.making import Notebook, area, duties, marks, minute, person, read

HER = person(1)


def test_only_a_hold_is_lifted() -> None:
    book = Notebook()
    book.add(HoldLifted(), HER)
    assert marks(read(book).case(1)) == ["no-hold-to-lift"]


def test_a_hold_found_later_answers_for_its_lifting() -> None:
    sheet, book = Notebook("sheet"), Notebook()
    book.add(HoldLifted(), HER, 30)
    sheet.add(HoldPlaced("2019-03"), HER, 60, stated=10)
    case = read(book, sheet).case(1)
    assert (marks(case), case.care.hold, case.care.hold_until) == ([], False, "")


def test_a_hold_holds_until_it_is_lifted_whatever_day_it_was_meant_for() -> None:
    book = Notebook()
    book.add(HoldPlaced("2018"), HER)
    book.add(said.boarded(), HER)
    case = read(book).case(1)
    assert (case.care.hold, case.care.hold_until) == (True, "2018")
    assert marks(case) == ["boarded-under-hold"]


def test_she_is_where_she_was_placed_last() -> None:
    book = Notebook()
    book.add(said.placed(0), HER)
    book.add(said.placed(1), HER)
    case = read(book).case(1)
    assert case.place == Place(Where.ON_SITE, area(1).key.hex())
    assert marks(case) == []


def test_the_newest_count_of_heads_stands() -> None:
    book = Notebook()
    book.add(HeadcountTaken(30, "two"), area(0), 20)
    late = book.add(HeadcountTaken(29, "one"), area(0), 90, stated=10)
    line = read(book).area(0)
    assert (line.heads, line.heads_ms, line.heads_by, line.site) == (30, minute(20), "two", "BG")
    assert line.heads_entry != late.id


def test_whoever_is_missed_is_searched_for_within_the_hour() -> None:
    for end in (said.came_back(), said.arrival.WalkedIn(), said.placed(), said.received(), said.died()):
        book = Notebook()
        book.add(MissingReported(), HER, 0)
        book.add(MissingReported(last_seen_by="her aunt"), HER, 40)
        assert [(o.duty.code, o.red_ms) for o in read(book).case(1).duties] == [("search_for_missing", minute(60))]
        book.add(end, HER, 50)
        assert "search_for_missing" not in duties(read(book).case(1))


def test_missed_after_she_was_let_go_contradicts() -> None:
    book = Notebook()
    book.add(said.sent_away(), HER)
    book.add(MissingReported(), HER)
    assert "two-places" in marks(read(book).case(1))
