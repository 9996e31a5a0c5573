"""A plan puts every row in one of four places, says why, and changes nothing."""

from datetime import date
from typing import Any, Final

import pytest

from lanyard.exchange.lists.calendar import Order, Span
from lanyard.exchange.lists.fields import Field
from lanyard.exchange.lists.mapping import propose_mapping
from lanyard.exchange.lists.outcomes import Asked, Change, Good, Plan
from lanyard.exchange.lists.planning import moment_of, plan
from lanyard.exchange.lists.reading import Row
from lanyard.ledger.ask import AgeRange
from lanyard.ledger.noun import Ref
from lanyard.terms import UNKNOWN, Script, Sex
from tests.exchange.lists.spreadsheets import people
from tests.making import code

NAMES: Final = people(5)
TODAY: Final = date(2019, 3, 1)
ON: Final = Span(date(2019, 2, 24), date(2019, 2, 24))
ASKED: Final = Asked("Arrivals", TODAY, on=ON)


class Site:
    """What a plan asks, as a test wants it."""

    def __init__(self, salt: bytes = b"s" * 16) -> None:
        self.salt = salt
        self.areas = {"tent 1": "BG/T1", "bg t1": "BG/T1"}
        self.people: set[Ref] = set()
        self.held: dict[str, str] = {}
        self.void: set[str] = set()
        self.otherwise: tuple[Change, ...] = ()

    def has(self, person: Ref) -> bool:
        return person in self.people

    def tag(self, code: str, but: Ref) -> tuple[str | None, bool]:
        return self.held.get(code), code in self.void

    def changes(self, good: Good) -> tuple[Change, ...]:
        return self.otherwise


def planned(headers: str, *rows: str | Row, site: Site | None = None, asked: Asked = ASKED) -> Plan:
    """A plan of rows written with strokes between the cells."""
    lines = [Row(n, tuple(row.split("|"))) if isinstance(row, str) else row for n, row in enumerate(rows, 2)]
    return plan(lines, propose_mapping(headers.split("|")), site or Site(), asked)


def faults(made: Plan) -> list[tuple[int, str, str, str]]:
    return [(row.line, fault.column, fault.code, fault.detail) for row in made.bad for fault in row.faults]


def test_each_row_is_in_one_place_and_nothing_is_lost() -> None:
    made = planned("Name|Age", f"{NAMES[0]}|3", "x|old", "total|2", f"{NAMES[0]}|3", "y|4")
    assert (made.rows, len(made.good), made.already, len(made.bad)) == (5, 2, 0, 3)
    assert [row.cells for row in made.bad] == [("x", "old"), ("total", "2"), (NAMES[0], "3")]


@pytest.mark.parametrize(
    ("headers", "row", "column", "why"),
    [
        ("Name|DOB", "x|30/02/2001", "DOB", "date-cannot-be"),
        ("Name|DOB", "x|2091-01-01", "DOB", "date-in-future"),
        ("Name|DOB", "x|43521", "DOB", "date-serial"),
        ("Name|Arrived", "x|2020-01-01", "Arrived", "date-in-future"),
        ("Name|Age|DOB", "x|40|2010", "Age", "ages-differ"),
        ("Name|Sex", "\u202ex|F", "Name", "control-character"),
        ("Name|Sex", "x\udce9|F", "Name", "letters-lost"),
        ("Name|Tent", "x|Mars", "Tent", "no-such-area"),
        ("Name|Sheet|Row", "x|BG-0001-6|", "", "sheet-without-row"),
        ("Name|Sheet|Row", "x||4", "", "sheet-without-row"),
        ("Name|Age", "x|3||oops", "D", "beyond-header"),
        ("Name|Age|Remarks", "||tired", "", "nothing-said"),
        ("Name|Age", "unknown|", "", "nothing-said"),
        ("Name|Age", "Name|Age", "", "header-again"),
        ("No|Name|Age", "|المجموع|45", "", "total-row"),
        ("No|Name|Age", "Total 45||", "", "total-row"),
    ],
)
def test_a_row_that_cannot_be_taken_says_where_and_why(headers: str, row: str, column: str, why: str) -> None:
    [(line, where, code_, _)] = faults(planned(headers, row))
    assert (line, where, code_) == (2, column, why)


def test_everything_that_is_wrong_with_a_row_is_said_at_once() -> None:
    made = planned("Name|Sex|Age", "123|7|old")
    assert [fault[2] for fault in faults(made)] == ["not-a-name", "not-a-sex", "not-an-age"]
    assert [fault.value for fault in made.bad[0].faults] == ["123", "7", "old"]


def test_a_cell_without_a_value_and_a_merged_name_keep_the_row_back() -> None:
    bare = Row(2, ("x",), no_value=frozenset({1}))
    assert faults(planned("Name|Age", bare)) == [(2, "Age", "cell-without-value", "")]
    merged = Row(2, ("x", "Tent 1"), spread=frozenset({0, 1}))
    assert faults(planned("Name|Tent", merged)) == [(2, "Name", "merged-cell", "")]
    tent = Row(2, ("x", "Tent 1"), spread=frozenset({1}))
    assert planned("Name|Tent", tent).good[0].said.area == "BG/T1"


def test_a_tag_that_another_holds_names_the_holder_and_is_not_recorded() -> None:
    site = Site()
    site.held[code(1)], site.void = code(9), {code(2)}
    made = planned("Name|Tag", f"x|{code(1)}", f"y|{code(2)}", f"z|{code(3)}", f"w|{code(3)}", site=site)
    assert faults(made) == [(2, "Tag", "tag-held", code(9)), (3, "Tag", "tag-void", ""), (5, "Tag", "tag-twice", "4")]
    assert [good.line for good in made.good] == [4]


def test_a_claim_is_recorded_anyway_where_somebody_says_so_and_a_wrong_cell_never() -> None:
    site = Site()
    site.held[code(1)] = code(9)
    rows = (f"x|{code(1)}|3", f"y|{code(3)}|3", f"z|{code(3)}|3", "w||3", "w||3", f"v|{code(1)}|old")
    made = planned("Name|Tag|Age", *rows, site=site, asked=ASKED._replace(anyway=True))
    assert [good.line for good in made.good] == [2, 3, 4, 5, 6]
    assert len({good.person for good in made.good}) == 5
    assert [fault[2] for fault in faults(made)] == ["not-an-age", "tag-twice", "tag-held"]


def test_the_same_row_of_the_same_list_is_the_same_person_in_any_file_order_and_mapping() -> None:
    [one] = planned("Name|Age|Remarks", "x|3|tired").good
    [two] = planned("Remarks|Age|Name", "tired| 3 |x", asked=ASKED._replace(on=None, by="somebody")).good
    assert (one.person, one.act) == (two.person, two.act)
    site = Site()
    site.people.add(one.person)
    again = planned("Name|Age|Remarks", "x|3|tired", "y|4|", site=site)
    assert (again.already, len(again.good), again.bad) == (1, 1, [])


def test_another_list_another_site_and_another_row_are_other_people() -> None:
    def person(row: str = "x|3", asked: Asked = ASKED, site: Site | None = None) -> Ref:
        return planned("Name|Age", row, asked=asked, site=site).good[0].person

    ids = {person(), person("x|4"), person(asked=ASKED._replace(name="Other")), person(site=Site(b"t" * 16))}
    assert len(ids) == 4


def test_a_row_of_a_control_sheet_is_one_person_whatever_it_says_and_whatever_the_list() -> None:
    [one] = planned("Sheet|Row|Name", "BG-0001-6|3|x").good
    [two] = planned("Sheet|Row|Name|Age", "bg-0001-6|٣|y|4", asked=ASKED._replace(name="Other")).good
    assert (one.person, one.act) == (two.person, two.act)
    assert planned("Sheet|Row|Name", "BG-0001-6|4|x").good[0].person != one.person


def test_a_control_sheet_that_says_something_else_now_is_a_correction_not_a_second_person() -> None:
    site = Site()
    [good] = planned("Sheet|Row|Name|Age", "BG-0001-6|3|x|4").good
    site.people.add(good.person)
    assert planned("Sheet|Row|Name|Age", "BG-0001-6|3|x|4", site=site).already == 1
    site.otherwise = (Change("person_met.name_written", "y", "x"),)
    made = planned("Sheet|Row|Name|Age", "BG-0001-6|3|x|4", site=site)
    assert (made.already, made.good, made.bad) == (0, [], [])
    assert [(one.sheet, one.row, one.changes) for one in made.changed] == [("BG-0001-6", 3, site.otherwise)]


def test_the_same_sheet_and_row_twice_in_one_list_is_given_back_even_anyway() -> None:
    made = planned("Sheet|Row|Name", "BG-0001-6|3|x", "BG-0001-6|3|y", asked=ASKED._replace(anyway=True))
    assert [good.line for good in made.good] == [2]
    assert [fault[2:] for fault in faults(made)] == [("sheet-row-twice", "2")]


def test_what_a_row_says_is_taken_over() -> None:
    headers = "Tag|Given name|Father's name|Family name|Sex|DOB|HH|Languages|Tent|Alone|Mobility"
    [good] = planned(headers, f"{code(5)}|Ve|Mo|Zi|F|2018-02|H7|Arabic|tent 1|yes|carried").good
    said = good.said
    assert (said.tag, said.name, said.script, said.sex) == (code(5), "Ve Mo Zi", Script.LATIN, Sex.FEMALE)
    assert (said.age, said.travel_group, said.area, said.alone, said.day) == (AgeRange(11, 12), "H7", "BG/T1", True, ON)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Ve|Mo|Zi", "Ve Mo Zi"),
        ("Ve Mo Zi|Mo|Zi", "Ve Mo Zi"),
        ("Ve Mo|Mo|Zi", "Ve Mo Zi"),
        ("Ve|Ve|Zi", "Ve Ve Zi"),
        ("|Mo|Zi", "Mo Zi"),
    ],
)
def test_parts_of_a_name_are_added_to_the_whole_that_does_not_hold_them(row: str, name: str) -> None:
    assert planned("Name|Father's name|Family name", row).good[0].said.name == name


def test_a_name_that_is_too_long_only_when_joined_is_given_back() -> None:
    made = planned("Name|Family name", f"{'x' * 150}|{'y' * 150}")
    assert [fault[2] for fault in faults(made)] == ["text-too-long"]


def test_unknown_is_taken_over_as_unknown() -> None:
    [good] = planned("Name|Sex|Age", "x|?|unknown").good
    assert (good.said.sex, good.said.age) == (Sex.UNKNOWN, UNKNOWN)


def test_a_row_may_have_its_own_date_by_which_ages_go() -> None:
    [good] = planned("Name|DOB|Date", "x|2018-01-01|2/1/2019", asked=ASKED._replace(order=Order.MONTH_FIRST)).good
    assert good.said.day == Span(date(2019, 2, 1), date(2019, 2, 1))
    assert good.said.age == AgeRange(13, 13)


def test_cells_of_columns_that_are_not_taken_over_are_counted() -> None:
    made = planned("Name|Remarks|Shoe", "x|tired|", "y|", "z|cold|41")
    assert {made.mapping.columns[at]: cells for at, cells in made.left_out.items()} == {"Remarks": 2, "Shoe": 1}


def test_where_somebody_came_from_is_kept_of_those_on_foot_and_counted_else() -> None:
    made = planned("Name|Came from|On foot", "x|the south|yes", "y|the north|no")
    assert [(good.said.came_from, good.said.on_foot) for good in made.good] == [("the south", True), (None, False)]
    assert made.left_out[1] == 1
    foot = planned("Name|Came from", "x|the south", asked=ASKED._replace(on_foot=True))
    assert foot.good[0].said.came_from == "the south"


def test_a_mended_row_of_our_own_report_is_a_row_of_the_list() -> None:
    site = Site()
    [good] = planned("Name|Age", "-x|3").good
    site.people.add(good.person)
    made = planned("lanyard: list|lanyard: line|lanyard: why|Name|Age", "Arrivals|7|Mend it.|'-x|3", site=site)
    assert (made.already, made.bad, made.left_out) == (1, [], {})
    total = planned("lanyard: list|lanyard: line|lanyard: why|Name|Age", "Arrivals|8|A sum.|Total|3")
    assert faults(total)[0][2] == "total-row"


def test_a_day_is_stated_with_its_span_in_the_zone_of_the_site() -> None:
    assert moment_of(ON, 7200) == (1_550_966_400 - 7200, 86_400)
    assert moment_of(Span(date(1970, 1, 1), date(1970, 1, 31)), 0) == (0, 31 * 86_400)


def test_two_hundred_columns_are_no_more_than_columns() -> None:
    headers = "|".join(["Name", "Age", *(f"Q{n}" for n in range(198))])
    made = planned(headers, "|".join(["x", "3", *("y" for _ in range(198))]))
    assert (len(made.good), sum(made.left_out.values())) == (1, 198)


def test_every_field_that_is_not_read_by_itself_is_read_by_the_plan() -> None:
    values: dict[Field, Any] = {
        Field.AGE: "3",
        Field.AGE_MONTHS: "36",
        Field.BIRTH: "2016-02",
        Field.DATE: "2019-02-01",
        Field.AREA: "tent 1",
    }
    for field, value in values.items():
        mapping = propose_mapping(["Name", "?"], {"name": "name", "": field})
        assert plan([Row(2, ("x", value))], mapping, Site(), ASKED).bad == []
