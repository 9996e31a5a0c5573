"""A file is looked at before it is parsed, and read as it was written: in its encoding, its sheet, its lines."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from lanyard.exchange.lists import shield
from lanyard.exchange.lists.reading import Row, Sheet, read_sheet
from lanyard.exchange.lists.refusal import ListRefused
from tests.exchange.lists.spreadsheets import Raw, csv_file, day, ods, people, xlsx

NAMES = people(3)
ARABIC = people(3, arabic=True)
TABLE = [["Name", "Age"], [NAMES[0], 23], [NAMES[1], 40]]


def csv_list(folder: Path, count: int) -> Path:
    return csv_file(folder / f"{count}.csv", "Name,Age\n" + f"{NAMES[0]},3\n" * count)


def xlsx_list(folder: Path, count: int) -> Path:
    return xlsx(folder / f"{count}.xlsx", [["Name", "Age"], *[[NAMES[0], 3]] * count])


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows()]


def refused(path: Path, code: str, **options: str) -> str:
    """Reading it, to the end, is refused with this code; the detail."""
    with pytest.raises(ListRefused) as found:
        list(read_sheet(path, **options).rows())
    assert found.value.code == code
    return found.value.detail


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    refused(csv_file(tmp_path / "a.csv", ""), "empty")
    refused(xlsx(tmp_path / "a.xlsx", []), "empty")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(shield.FILE_MAX + 1)
    assert refused(tmp_path / "a.csv", "too-large") == "64 MB"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"Name,Age\nx,3\n"),
        ("a.csv", b"%PDF-1.7\n"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(99)),
        ("a.xls", b"<html><table><tr><td>Name</td></tr></table></html>"),
        ("a.csv", bytes(range(256)) * 9),
        ("a.pdf", b"Name,Age\nx,3\n"),
        ("a", b"Name,Age\nx,3\n"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    refused(tmp_path / name, "not-what-it-says")


def test_a_workbook_called_csv_and_a_bare_zip_are_refused(tmp_path: Path) -> None:
    xlsx(tmp_path / "a.xlsx", TABLE).rename(tmp_path / "a.csv")
    assert refused(tmp_path / "a.csv", "not-what-it-says") == ".csv: xlsx"
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as box:
        box.writestr("readme", "hello")
    assert refused(tmp_path / "b.xlsx", "not-what-it-says") == ".xlsx: zip"


def test_a_zip_bomb_is_refused_before_it_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lanyard.exchange.lists.reading._parsed", None)
    path = xlsx(tmp_path / "a.xlsx", TABLE)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as box, box.open("xl/media/a.xml", "w") as part:
        for _ in range(210):
            part.write(bytes(1 << 20))
    assert path.stat().st_size < 1 << 20
    refused(path, "inflates")


def test_a_zip_whose_directory_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", TABLE)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/worksheets/sheet1.xml"))
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    path.write_bytes(data)
    refused(path, "damaged")


def test_two_cells_far_apart_are_refused_before_room_is_made_for_all_between(tmp_path: Path) -> None:
    far = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    assert refused(xlsx(tmp_path / "a.xlsx", [], xml=far), "too-wide") == "1048576 × 16384"
    refused(ods(tmp_path / "a.ods", [["Name", "x"]], repeated=10_000_000), "too-wide")


def test_one_long_text_in_a_million_cells_bursts_only_the_parser(tmp_path: Path) -> None:
    cell = '<c t="s"><v>0</v></c>'
    far = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">{cell * 100_000}</row></sheetData></worksheet>'
    path = xlsx(tmp_path / "a.xlsx", [], xml=far)
    strings = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"x" * 30_000}</t></si></sst>'
    )
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as box:
        box.writestr("xl/sharedStrings.xml", strings)
    assert path.stat().st_size < 100_000
    refused(path, "inflates")


def test_more_columns_than_any_list_has_are_refused_and_none_is_cut_off(tmp_path: Path) -> None:
    assert refused(csv_file(tmp_path / "a.csv", "Name,Age\n" + "x," * 1000 + "y\n"), "too-wide") == "1001"
    refused(xlsx(tmp_path / "a.xlsx", [["Name", *["x"] * 1000]]), "too-wide")


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(shield.OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    refused(tmp_path / "a.xlsx", "locked")
    refused(ods(tmp_path / "a.ods", TABLE, locked=True), "locked")


def test_a_torn_workbook_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", TABLE)
    path.write_bytes(path.read_bytes()[:-40])
    refused(path, "damaged")
    (tmp_path / "b.xls").write_bytes(shield.OLE + bytes(5000))
    refused(tmp_path / "b.xls", "damaged")


def test_a_cell_without_end_and_a_list_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(csv_file(tmp_path / "a.csv", 'Name,Age\n"' + "x,1\n" * 20_000), "damaged")
    monkeypatch.setattr("lanyard.exchange.lists.reading.LINES_MAX", 2)
    refused(csv_file(tmp_path / "b.csv", "Name,Age\na,1\nb,2\n"), "too-long")
    refused(xlsx(tmp_path / "b.xlsx", TABLE), "too-long")


def test_a_sheet_or_an_encoding_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    assert "List 1" in refused(xlsx(tmp_path / "a.xlsx", TABLE), "no-such-sheet", sheet="Other")
    assert "cp1256" in refused(csv_file(tmp_path / "a.csv", "a,b\n"), "no-such-encoding", encoding="ebcdic")


TEXT = f"Name;Âge\n{ARABIC[0]};23\n{ARABIC[1]};40\n"
FRENCH = "Nom;Âge;Né à\nVéptun;23;Béziers\nZigwè;40;Orléans\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_is_read_in_any_unicode_and_with_any_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    sheet = read_sheet(csv_file(tmp_path / "a.csv", TEXT.replace(";", separator), encoding))
    assert cells(sheet) == [("Name", "Âge"), (ARABIC[0], "23"), (ARABIC[1], "40")]
    assert sheet.separator == separator


def test_windows_arabic_and_windows_western_are_told_apart(tmp_path: Path) -> None:
    arabic = "الاسم,العمر\nعلى,23\nسلمى,40\n"
    one = read_sheet(csv_file(tmp_path / "a.csv", arabic, "cp1256"))
    two = read_sheet(csv_file(tmp_path / "b.csv", FRENCH, "cp1252"))
    assert (one.encoding, cells(one)[1]) == ("cp1256", ("على", "23"))
    assert (two.encoding, cells(two)[1]) == ("cp1252", ("Véptun", "23", "Béziers"))


def test_what_western_windows_does_not_have_is_latin_1(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("Nom;Âge\nVé\x81;3\n".encode("latin-1"))
    assert read_sheet(tmp_path / "a.csv").encoding == "latin-1"


def test_an_encoding_that_is_said_is_taken(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", FRENCH, "cp1252")
    assert cells(read_sheet(path, encoding="cp1256"))[1][0] == "Véptun".encode("cp1252").decode("cp1256")


def test_two_encodings_in_one_file_are_noticed_and_no_byte_is_lost(tmp_path: Path) -> None:
    lines = [f"{ARABIC[0]},1\n".encode(), "Véptun,2\n".encode("cp1252")]
    (tmp_path / "a.csv").write_bytes(b"Name,Age\n" + b"".join(lines))
    sheet = read_sheet(tmp_path / "a.csv")
    assert sheet.mixed
    assert cells(sheet)[1] == (ARABIC[0], "1")
    assert cells(sheet)[2][0].encode("utf-8", "surrogateescape") == "Véptun".encode("cp1252")


def test_a_first_line_that_names_the_separator_is_no_row(tmp_path: Path) -> None:
    sheet = read_sheet(csv_file(tmp_path / "a.csv", "sep=;\nName;Age\nA, B;3\n"))
    assert list(sheet.rows()) == [Row(2, ("Name", "Age")), Row(3, ("A, B", "3"))]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    sheet = read_sheet(csv_file(tmp_path / "a.csv", 'Name,Age\n\n"two\nlines",3\n,\nx,4,,\n'))
    assert [(row.line, row.cells) for row in sheet.rows()] == [
        (1, ("Name", "Age")),
        (3, ("two\nlines", "3")),
        (6, ("x", "4")),
    ]


def test_a_workbook_is_read_with_its_own_lines_and_dates_as_dates(tmp_path: Path) -> None:
    rows = [
        [],
        ["", "Name", "Born", "Paid"],
        [],
        ["", NAMES[0], day(32874), 5],
        ["", "x", 32874, Raw('<c r="{}"><v>2.5</v></c>')],
    ]
    found = list(read_sheet(xlsx(tmp_path / "a.xlsx", rows)).rows())
    assert [(row.line, row.cells) for row in found] == [
        (2, ("", "Name", "Born", "Paid")), (4, ("", NAMES[0], "1990-01-01", "5")), (5, ("", "x", "32874", "2.5")),
    ]  # fmt: skip


def test_an_opendocument_sheet_is_read(tmp_path: Path) -> None:
    assert cells(read_sheet(ods(tmp_path / "a.ods", TABLE))) == [("Name", "Age"), (NAMES[0], "23"), (NAMES[1], "40")]


def test_a_formula_gives_the_value_that_is_kept_and_is_never_calculated(tmp_path: Path) -> None:
    kept = Raw('<c r="{}"><f>20+3</f><v>99</v></c>')
    bare, failed = Raw('<c r="{}"><f>20+3</f></c>'), Raw('<c r="{}" t="e"><v>#REF!</v></c>')
    sheet = read_sheet(xlsx(tmp_path / "a.xlsx", [["Name", "Age", "Sex"], ["x", kept, "F"], ["y", bare, failed]]))
    _, first, second = sheet.rows()
    assert (first.cells, first.no_value) == (("x", "99", "F"), frozenset())
    assert (second.cells, second.no_value) == (("y",), {1, 2})


def test_a_merged_cell_reaches_down_and_is_marked_so(tmp_path: Path) -> None:
    rows = [["Name", "Tent"], [NAMES[0], "L1"], [NAMES[1], ""], [NAMES[2], ""], ["", ""]]
    found = list(read_sheet(xlsx(tmp_path / "a.xlsx", rows, merged=["B2:B3", "B4:B5"])).rows())
    assert [(row.cells, row.spread) for row in found[1:]] == [
        ((NAMES[0], "L1"), frozenset()), ((NAMES[1], "L1"), {1}), ((NAMES[2],), frozenset()),
    ]  # fmt: skip


def test_sheets_that_are_not_read_are_named(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [], TABLE, [["Other"]])
    sheet = read_sheet(path)
    assert (sheet.name, sheet.others) == ("List 2", ("List 3",))
    assert cells(read_sheet(path, "List 3")) == [("Other",)]


@pytest.mark.slow
@pytest.mark.parametrize("make", [csv_list, xlsx_list])
def test_reading_a_long_list_holds_no_more_than_a_little(tmp_path: Path, make: Callable[[Path, int], Path]) -> None:
    def most(count: int) -> int:
        path = make(tmp_path, count)
        tracemalloc.start()
        try:
            assert sum(1 for _ in read_sheet(path).rows()) == count + 1
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert most(12_000) < most(6000) + 500_000


def test_the_same_bytes_have_the_same_digest_and_others_another(tmp_path: Path) -> None:
    one, same = (csv_file(tmp_path / name, "Name,Age\nx,1\n") for name in ("a.csv", "b.csv"))
    other = csv_file(tmp_path / "c.csv", "Name,Age\nx,2\n")
    assert read_sheet(one).digest == read_sheet(same).digest != read_sheet(other).digest


def test_a_spreadsheet_of_the_tests_is_one(tmp_path: Path) -> None:
    assert zipfile.is_zipfile(io.BytesIO(xlsx(tmp_path / "a.xlsx", TABLE).read_bytes()))
