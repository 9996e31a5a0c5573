"""The coordinator's board: ten lines in the order in which they are looked at, each with its age and what opens behind it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from lanyard.casefile.duties import CARER, GLANCE, MINUTE_MS, RED_TRANSPORT, WORD
from lanyard.desk.behind import EVERYWHERE, SETS, Behind
from lanyard.desk.plan import SitePlan
from lanyard.desk.rows import key_of
from lanyard.store.cipher import Connection, DatabaseError

LINES: Final[Mapping[str, tuple[str, ...]]] = {
    "not_looked_at": ("under_five_not_looked_at", "untold_not_looked_at"),
    "no_transport": ("red_no_transport", "yellow_no_transport"),
    "out_of_sight": ("taken", "escaped", "unaccounted", "arrived_not_signed"),
    "no_carer": (),
    "tonight": ("covered_places", "not_under_cover", "blankets"),
    "under_one_outside": ("under_one_not_placed",),
    "on_the_road": ("overdue_on_the_road", "people_on_the_road"),
    "next_six_hours": ("arrivals_expected", "seats_free", "boarding"),
    "families": ("families_split", "whereabouts_unknown", "boys_in_mens_line"),
    "deaths_today": ("unburied", "unidentified"),
}
"""The lines in their order, each with what is counted beside its number."""

NOT_RECORDED: Final = frozenset(
    {
        "next_six_hours", "arrivals_expected", "families", "families_split", "whereabouts_unknown", "boys_in_mens_line",
        "unburied",
    }
)  # fmt: skip
"""What no station records yet: nobody knows how many, and that is no nought."""

CODES: Final = tuple(dict.fromkeys(code for line, parts in LINES.items() for code in (line, *parts)))


_LATE_AFTER: Final = {
    "not_looked_at": ("not_looked_at", GLANCE.red_min),
    "no_transport": ("red_no_transport", RED_TRANSPORT.red_min),
    "no_carer": ("no_carer", CARER.red_min),
}
"""Lines that are amber while somebody is behind them, and red once the oldest behind this code is so many minutes old."""


class Severity(StrEnum):
    """How a line is to be looked at: nothing to do, something is due, something is late or must not be."""

    CALM = "calm"
    AMBER = "amber"
    RED = "red"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the board. Nothing is a number that nobody records yet; `oldest_s` is the age of the oldest behind it.

    `opens`: a list of those behind it can be asked for by the code.
    """

    code: str
    number: int | None
    oldest_s: int | None = None

    @property
    def opens(self) -> bool:
        """Is there a list behind it?"""
        return self.code in SETS


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number, how grave that is, and what is counted beside it."""

    of: Number
    severity: Severity
    parts: tuple[Number, ...]

    @property
    def code(self) -> str:
        """What the line is called."""
        return self.of.code


@dataclass(frozen=True, slots=True)
class Board:
    """The board of a site, or of all, as read at `at_ms`.

    `read_to` is the number of the newest entry that these numbers hold; `waiting` entries are kept and not read yet.
    """

    at_ms: int
    site: str
    lines: tuple[Line, ...]
    read_to: int
    waiting: int


Numbers = Mapping[str, Number]


class Boards:
    """Reads the board over one connection."""

    def __init__(self, views: Connection, plan: SitePlan, behind: Behind, last: Callable[[], int]) -> None:
        """`last` gives the number of the newest entry on the disk."""
        self._views = views
        self._plan = plan
        self._behind = behind
        self._last = last

    def board(self, now_ms: int, site: str = EVERYWHERE) -> Board:
        """The board as it stands. Raises KeyError for letters of no site."""
        asked = self._behind.asked(site, now_ms)
        last = self._last()
        self._views.execute("BEGIN")
        try:
            found = {code: self._number(code, asked) for code in CODES}
            lines = tuple(
                Line(found[code], self._severity(code, found, asked), tuple(found[part] for part in parts))
                for code, parts in LINES.items()
            )
            read_to = self._one("SELECT value FROM progress WHERE name = 'cursor'")
        finally:
            with suppress(DatabaseError):  # a damaged file has said so already
                self._views.execute("COMMIT")
        return Board(now_ms, site, lines, read_to, max(0, last - read_to))

    def _one(self, sql: str, asked: Mapping[str, Any] | Sequence[Any] = ()) -> int:
        row = self._views.execute(sql, asked).fetchone()
        return int(row[0] or 0) if row else 0

    def _number(self, code: str, asked: dict[str, Any]) -> Number:
        if code in NOT_RECORDED:
            return Number(code, None)
        here = [a for a in self._plan.areas if asked["site"] in (EVERYWHERE, a.code[:2])]
        if code == "covered_places":
            return Number(code, sum(area.capacity for area in here if area.covered))
        if code == "blankets":
            keys = [key_of(area.ref) for area in here]
            handed_out = (self._one("SELECT blankets FROM area_row WHERE ref = ?", (key,)) for key in keys)
            return Number(code, sum(handed_out))
        number, _, oldest_ms = self._behind.total(code, asked)
        return Number(code, number, None if oldest_ms is None else max(0, asked["now"] - oldest_ms) // 1000)

    def _severity(self, code: str, found: Numbers, asked: dict[str, Any]) -> Severity:
        if found[code].number is None:
            return Severity.NOT_RECORDED
        if code == "on_the_road":
            return self._of_word(asked)
        if code in _LATE_AFTER:
            return _by_age(found, code)
        if code == "tonight":
            return Severity.RED if _of(found, "tonight") > _of(found, "covered_places") else Severity.CALM
        if not found[code].number:
            return Severity.CALM
        return Severity.AMBER if code == "deaths_today" else Severity.RED

    def _of_word(self, asked: dict[str, Any]) -> Severity:
        """By the duty to have word of a vehicle, which knows how much patience it may be given."""
        sql = (
            "SELECT max(1 + (d.red_ms < :now)) FROM duty_row d JOIN manifest_row m ON m.ref = d.ref WHERE d.code = :word"
            " AND d.amber_ms < :now AND (:site = '' OR m.site = :site OR m.receiver = :site_id)"
        )
        late = self._one(sql, {**asked, "word": WORD.code})
        return (Severity.CALM, Severity.AMBER, Severity.RED)[late]


def _of(found: Numbers, code: str) -> int:
    return found[code].number or 0


def _by_age(found: Numbers, line: str) -> Severity:
    oldest_of, minutes = _LATE_AFTER[line]
    age_s = found[oldest_of].oldest_s
    if not _of(found, line):
        return Severity.CALM
    return Severity.RED if age_s is not None and age_s * 1000 > minutes * MINUTE_MS else Severity.AMBER
