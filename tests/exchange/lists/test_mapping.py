"""Columns are understood by what their headers say, wherever these stand, and a person's word goes before."""

from pathlib import Path

import pytest

from lanyard.exchange.lists.fields import Field
from lanyard.exchange.lists.mapping import Mapping, correct, field_of, find_header, fingerprint, letter, propose_mapping
from lanyard.exchange.lists.reading import Sheet, read_sheet
from lanyard.exchange.lists.refusal import ListRefused
from lanyard.exchange.lists.vocabulary import folded, meaning_of
from tests.exchange.lists.spreadsheets import csv_file, people, xlsx

NAMES = people(2)


def sheet(path: Path, *rows: list[object], merged: tuple[str, ...] = ()) -> Sheet:
    return read_sheet(xlsx(path / "a.xlsx", rows, merged=merged))


def test_a_list_without_any_header_is_refused_with_its_first_line(tmp_path: Path) -> None:
    with pytest.raises(ListRefused) as refused:
        find_header(sheet(tmp_path, [NAMES[0], "x", 3], [NAMES[1], "y", 4]))
    assert refused.value.code == "no-header"
    assert NAMES[0] in refused.value.detail


@pytest.mark.parametrize(
    ("said", "code"), [("Shoe=sex", "no-such-column"), ("Name=shoe", "no-such-field"), ("Name", "no-such-column")]
)
def test_a_correction_of_nothing_is_refused(said: str, code: str) -> None:
    with pytest.raises(ListRefused) as refused:
        correct(propose_mapping(["Name", "Age"]), [said])
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Name", "name"), (" FULL   name ", "name"), ("الاسم", "name"), ("الإسم الكامل", "name"), ("الاســم", "name"),
        ("Nav û paşnav", "name"), ("ناوی تەواو", "name"), ("Name / الاسم", "name"), ("الاسم\nName", "name"),
        ("Name (as in ID)", "name"), ("Sex (M/F)", "sex"), ("M/F", "sex"), ("الجنس", "sex"), ("ڕەگەز", "sex"), ("Zayend", "sex"),
        ("Age", "age"), ("العُمر", "age"), ("تەمەن", "age"), ("Age (yrs)", "age"), ("Age in months", "age_months"),
        ("D.O.B.", "birth"), ("تاريخ الولادة", "birth"), ("المواليد", "birth"), ("Father's name", "father_name"),
        ("HH No.", "travel_group"), ("Tag #", "tag"), ("رقم الشارة", "tag"), ("Tent", "area"), ("اللغة", "languages"),
        ("Nationality", None), ("Remarks", None), ("ملاحظات", None), ("No.", None), ("Name / Sex", None), ("", None),
    ],
)  # fmt: skip
def test_a_header_says_its_field_in_any_spelling(header: str, field: str | None) -> None:
    assert field_of(header) == field


def test_every_word_means_one_thing_and_every_field_has_words() -> None:
    words = meaning_of("headers")
    assert set(words.values()) == set(Field)
    assert all(word == folded(word) for word in words)


def test_of_two_columns_for_one_field_the_first_is_taken_and_the_other_is_named() -> None:
    mapping = propose_mapping(["Name (English)", "Name (Arabic)", "Age", "Remarks"])
    assert mapping.fields == (Field.NAME, None, Field.AGE, None)
    assert mapping.not_taken == ("Name (Arabic)", "Remarks")


def test_a_correction_moves_a_field_takes_one_away_and_knows_letters() -> None:
    mapping = correct(
        propose_mapping(["Name (English)", "Name (Arabic)", "Age", "?"]), ["name (arabic)=name", "Age=", "D=sex"]
    )
    assert mapping == Mapping(mapping.columns, (None, Field.NAME, None, Field.SEX), "said")


def test_what_was_said_is_remembered_for_the_same_columns_in_any_order() -> None:
    before = correct(propose_mapping(["Name", "Wer", "Age"]), ["Wer=father_name", "Age="])
    again = propose_mapping(["Age ", "wer", "Name"], before.to_remember())
    assert (again.fields, again.source) == ((None, Field.FATHER_NAME, Field.NAME), "remembered")
    assert fingerprint(before.columns) == fingerprint(again.columns) != fingerprint(["Name", "Wer"])


def test_our_own_report_has_the_fingerprint_of_the_list() -> None:
    assert fingerprint(["lanyard: list", "Name", "lanyard: why"]) == fingerprint(["Name"])
    assert propose_mapping(["lanyard: line", "Name"]).not_taken == ()


def test_a_header_is_found_under_titles(tmp_path: Path) -> None:
    found = find_header(
        sheet(tmp_path, ["Arrivals of the day"], [], ["Name:", "see below"], ["No", "Name", "Age"], [1, NAMES[0], 3])
    )
    assert (found.line, found.last, found.columns) == (4, 4, ("No", "Name", "Age"))


def test_a_header_of_two_lines_with_merged_cells_is_read_as_one(tmp_path: Path) -> None:
    rows = (
        ["No", "Name", "", "", "Age", ""],
        ["", "First", "Father", "Family", "Years", "Months"],
        [1, "a", "b", "c", 3, ""],
    )
    found = find_header(sheet(tmp_path, *rows, merged=("A1:A2", "B1:D1", "E1:F1")))
    assert (found.line, found.last) == (1, 2)
    mapping = propose_mapping(found.columns)
    assert mapping.fields == (None, Field.GIVEN_NAME, Field.FATHER_NAME, Field.FAMILY_NAME, Field.AGE, Field.AGE_MONTHS)


def test_a_row_of_people_is_no_second_line_of_a_header(tmp_path: Path) -> None:
    found = find_header(sheet(tmp_path, ["Name", "Sex", "Age"], [NAMES[0], "F", 3]))
    assert found.last == 1


def test_a_strange_header_is_found_by_what_is_said_of_it_and_by_what_is_remembered(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", f"a list\nWer,Was,Wo\n{NAMES[0]},F,x\n")
    assert find_header(read_sheet(path), said=["Wer=name"]).line == 2
    known = fingerprint(["Wer", "Was", "Wo"])
    assert find_header(read_sheet(path), knows=known.__eq__).line == 2


def test_letters_are_those_of_a_spreadsheet() -> None:
    assert [letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
