"""Blank sheets: a column for each field that can be answered on paper, from the kinds' own declarations."""

import pytest

from lanyard.exports.columns import LINE_WIDE, bands_of, columns_of
from lanyard.exports.documents import page_count, pdf, pictures
from lanyard.exports.sheet import BlankSheet, Sheets, laid_out, on_paper
from lanyard.floorplan import KINDS, STATIONS
from lanyard.terms.sheets import sheet_number
from lanyard.words import Words
from tests.exports.papers import AR, EN, HEADING, seen
from tests.exports.png import codes_in

EVERY_KIND = [(station, kind) for station in STATIONS for kind in on_paper(station)]


def sheets(station: str, *kinds: str) -> Sheets:
    return Sheets(HEADING, station, tuple(BlankSheet(sheet_number("BG", at), kind) for at, kind in enumerate(kinds, 1)))


def test_a_permission_is_not_granted_on_paper() -> None:
    assert "manifest_sealed" not in on_paper("transport")
    assert {"boarded", "departed"} <= set(on_paper("transport"))


@pytest.mark.parametrize("words", [EN, AR], ids=["en", "ar"])
@pytest.mark.parametrize("station", STATIONS)
def test_each_sheet_is_one_page(station: str, words: Words) -> None:
    kinds = on_paper(station)
    assert page_count(pdf("sheet", sheets(station, *kinds), words)) == len(kinds)


@pytest.mark.parametrize("words", [EN, AR], ids=["en", "ar"])
@pytest.mark.parametrize(("station", "name"), EVERY_KIND)
def test_every_field_that_can_be_written_has_its_column_and_its_label(station: str, name: str, words: Words) -> None:
    kind = KINDS[name]
    asked = {
        words.field(name, q.name)
        for q in kind.shape.questions
        if q.widget not in ("capture", "hidden") and (q.many or q.ask.form != "code")
    }
    columns = columns_of(kind, words)
    assert {column.label for column in columns} >= asked
    assert len(columns) - len(asked) in (0, 1)
    bands = bands_of(columns)
    assert [column for band in bands for column in band] == columns
    assert all(sum(column.width for column in band) <= LINE_WIDE for band in bands)
    assert laid_out(sheets(station, name), words, None)["sheets"][0]["rows"] >= 2


def test_choices_are_boxes_to_tick_and_long_lists_have_numbers() -> None:
    columns = {column.label: column for column in columns_of(KINDS["person_met"], EN)}
    assert columns["Sex"].ticks == ("Female", "Male", "Not known")
    assert columns["A child alone?"].ticks == ("yes", "no")
    assert columns["Languages"].ticks == ()
    assert columns["Languages"].legend[0] == "Arabic"
    assert columns["Person"].widget == "tag"


def test_an_answer_that_may_not_be_known_has_a_box_for_that() -> None:
    [age] = [column for column in columns_of(KINDS["person_met"], EN) if column.widget == "age"]
    assert age.parts == ("Years", "Months", "Not known")


def test_the_number_of_each_sheet_is_scanned_from_its_page() -> None:
    for words in (EN, AR):
        pages = pictures("sheet", sheets("arrival", "person_met", "tag_claimed"), words)
        assert [codes_in(page) for page in pages] == [["LNYS:BG-0001-6"], ["LNYS:BG-0002-D"]]


def upright_lines(words: Words) -> list[int]:
    """Where lines run down through all the rows of a sheet, in millimetres from the left."""
    [page] = seen("sheet", sheets("transport", "departed"), words)
    rows = [page.row(y) for y in range(page.height // 3, page.height * 4 // 5)]
    dark = [x for x in range(page.width) if all(row[x] < 220 for row in rows)]
    return sorted({round(x * 297 / page.width) for x in dark})


def test_the_columns_run_from_the_right_in_arabic() -> None:
    english, arabic = upright_lines(EN), upright_lines(AR)
    assert {14, 25, 42, 270, 283} <= set(english), english
    assert {14, 27, 255, 272, 283} <= set(arabic), arabic
