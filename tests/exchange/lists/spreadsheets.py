"""Small spreadsheets and texts for the tests of imported lists, written by hand; made-up people, nothing computed."""

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Final
from xml.sax.saxutils import escape

from lanyard.web.demo.names import name, word

_TYPES: Final = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    "</Types>"
)
_RELS: Final = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_REL: Final = (
    '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
)
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STYLES: Final = f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'


class Raw(str):
    """A cell given as its own XML, with `{}` for its place."""

    __slots__ = ()


def day(serial: int) -> Raw:
    """A cell that is a date: days since the spreadsheet's beginning."""
    return Raw(f'<c r="{{}}" s="1"><v>{serial}</v></c>')


def letters(number: int) -> str:
    return (letters(number // 26 - 1) if number >= 26 else "") + chr(65 + number % 26)


def sheet_xml(rows: Iterable[Sequence[object]], merged: Sequence[str] = ()) -> Iterable[str]:
    yield f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>'
    for line, row in enumerate(rows, 1):
        cells = []
        for at, value in enumerate(row):
            place = f"{letters(at)}{line}"
            if isinstance(value, Raw):
                cells.append(value.format(place))
            elif isinstance(value, int):
                cells.append(f'<c r="{place}"><v>{value}</v></c>')
            elif value:
                cells.append(f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>')
        yield f'<row r="{line}">{"".join(cells)}</row>'
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    yield f"</sheetData>{f'<mergeCells>{ranges}</mergeCells>' if ranges else ''}</worksheet>"


def xlsx(path: Path, *sheets: Iterable[Sequence[object]], merged: Sequence[str] = (), xml: str = "") -> Path:
    """A workbook of these sheets; `xml` instead of the first sheet's own."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as box:
        box.writestr("[Content_Types].xml", _TYPES)
        box.writestr("_rels/.rels", _RELS.format(_REL.format("r1", "officeDocument", "xl/workbook.xml")))
        named = "".join(f'<sheet name="List {n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(sheets) + 1))
        box.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{named}</sheets></workbook>',
        )
        parts = [_REL.format(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
        box.writestr(
            "xl/_rels/workbook.xml.rels", _RELS.format("".join([*parts, _REL.format("rs", "styles", "styles.xml")]))
        )
        box.writestr("xl/styles.xml", _STYLES)
        for number, rows in enumerate(sheets, 1):
            with box.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                for text in [xml] if xml and number == 1 else sheet_xml(rows, merged if number == 1 else ()):
                    part.write(text.encode())
    return path


def ods(path: Path, rows: Iterable[Sequence[object]], *, repeated: int = 1, locked: bool = False) -> Path:
    """An OpenDocument sheet; the last cell of each row said to be repeated so often."""
    body = ""
    for row in rows:
        cells = [
            f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
            for value in row
        ]
        if repeated > 1:
            cells[-1] = cells[-1].replace(
                "<table:table-cell ", f'<table:table-cell table:number-columns-repeated="{repeated}" '
            )
        body += f"<table:table-row>{''.join(cells)}</table:table-row>"
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        box.writestr("META-INF/manifest.xml", manifest.format("<manifest:encryption-data/>" if locked else ""))
        box.writestr(
            "content.xml",
            f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="List">{body}</table:table></office:spreadsheet></office:body></office:document-content>',
        )
    return path


def csv_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def people(count: int, seed: int = 1, *, arabic: bool = False) -> list[str]:
    """So many made-up names, each different."""
    rng, found = Random(seed), dict[str, None]()
    while len(found) < count:
        made = name(rng, word(rng))
        found[made.arabic if arabic else made.latin] = None
    return list(found)
