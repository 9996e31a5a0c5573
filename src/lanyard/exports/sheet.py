"""Blank control sheets for when there is no power: what a kind asks becomes columns, from its one declaration.

Each sheet has a number that was never given before, each row a number of its own: typed in twice, a row is known by both.
"""

from dataclasses import asdict, dataclass
from typing import Any, Final

from lanyard.exports.columns import Column, bands_of, columns_of
from lanyard.exports.setting import Heading, qr
from lanyard.floorplan import KINDS, STATIONS
from lanyard.terms.sheets import QR_PREFIX
from lanyard.words import Words

LABELS: Final = ("sheet_number", "row", "hour", "keyed", "date", "place", "filled_by", "keyed_by")
ROWS_HIGH: Final = 138.0
LEGEND_HIGH: Final = 7.0
MOST_ROWS: Final = 10


@dataclass(frozen=True, slots=True)
class BlankSheet:
    """A sheet's number, and the kind whose entries are written on it."""

    number: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sheets:
    """Sheets of one station."""

    heading: Heading
    station: str
    sheets: tuple[BlankSheet, ...]


def on_paper(station: str) -> list[str]:
    """The kinds of a station that can be written down on paper; a permission cannot: the system itself grants it."""
    return [kind.name for kind in STATIONS[station] if kind.asks is None]


def laid_out(paper: Sheets, words: Words, _beside: Words | None) -> dict[str, Any]:
    """Pages of blank rows."""
    return {
        "heading": asdict(paper.heading),
        "sheets": [_sheet(sheet, paper.station, words) for sheet in paper.sheets],
    }


def _sheet(sheet: BlankSheet, station: str, words: Words) -> dict[str, Any]:
    kind = KINDS[sheet.kind]
    columns = columns_of(kind, words)
    bands = bands_of(columns)
    legends = [{"label": one.label, "values": one.legend} for one in columns if one.legend]
    heights = [max(one.high for one in band) for band in bands]
    room = ROWS_HIGH - LEGEND_HIGH * len(legends)
    rows = max(1, min(MOST_ROWS, int(room / sum(heights))))
    stretched = min(room / rows / sum(heights), 1.5)
    return {
        "number": sheet.number,
        "qr": qr(QR_PREFIX + sheet.number, border=1),
        "station": words.printed(f"station_{station}"),
        "title": words.kind(kind.name),
        "bands": [[_plain(column) for column in band] for band in bands],
        "heights": [round(height * stretched, 2) for height in heights],
        "rows": rows,
        "legends": legends,
    }


def _plain(column: Column) -> dict[str, Any]:
    return {
        "label": column.label,
        "widget": column.widget,
        "ticks": column.ticks,
        "parts": column.parts,
        "width": column.width,
        "grows": column.grows,
    }
