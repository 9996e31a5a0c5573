"""What is owed now, by role: each duty with its source, about whom, since when, and whether it is due or late."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from lanyard.casefile import duties as catalogue
from lanyard.casefile.duties import COUNT_AGAIN, Duty
from lanyard.casefile.roll import Named
from lanyard.desk.areas import Areas
from lanyard.desk.behind import EVERYWHERE
from lanyard.desk.labels import Labels
from lanyard.desk.paging import FIRST, Page, Row, Wanted, paged
from lanyard.ledger.noun import Noun
from lanyard.store.cipher import Connection
from lanyard.terms import Role

SOURCES: Final[Mapping[str, str]] = {
    duty.code: duty.source for duty in vars(catalogue).values() if isinstance(duty, Duty)
}
"""Each duty's article of law, or the part of this house whose own rule it is."""

_STATE: Final = "CASE WHEN d.red_ms < :now THEN 'red' WHEN d.amber_ms < :now THEN 'amber' ELSE 'open' END"
_OWED: Final = (
    "FROM duty_row d WHERE (:site = '' OR d.site = :site) AND (:role = '' OR d.owed_by = :role)"
    " AND (:late = 0 OR d.amber_ms < :now)"
    " AND NOT (d.code = :count_again AND hex(d.ref) NOT IN (SELECT value FROM json_each(:differ)))"
)

_COLUMNS: Final = f"d.code, d.ref, d.site, d.owed_by, d.since_ms, d.amber_ms, d.red_ms, {_STATE}"


class Lateness(StrEnum):
    """Owed and not due yet; due; late beyond what may be excused."""

    OPEN = "open"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Owing:
    """One duty that is open. Moments are ms UTC; `left_s` are the seconds until it is due, below nought since it was."""

    code: str
    source: str
    about: Named
    noun: Noun
    site: str
    owed_by: Role
    since_ms: int
    amber_ms: int
    red_ms: int
    lateness: Lateness
    left_s: int


class Duties:
    """Reads duties over one connection."""

    def __init__(self, views: Connection, labels: Labels, areas: Areas) -> None:
        """`areas` says where heads and people differ: only there is a second count owed."""
        self._views = views
        self._labels = labels
        self._areas = areas

    def owed(
        self,
        now_ms: int,
        site: str = EVERYWHERE,
        role: Role | None = None,
        *,
        late: bool = False,
        wanted: Wanted = FIRST,
    ) -> Page[Owing]:
        """What is owed, by one role or all, the soonest due first; with `late` only what is due already."""
        asked = self._asked(now_ms, site, role, late=late)
        page = paged(self._views, _COLUMNS, _OWED, "d.red_ms, d.ref, d.code", asked, wanted)
        return page.of(lambda rows: tuple(self._owing(row, now_ms) for row in rows))

    def of(self, key: bytes, now_ms: int) -> tuple[Owing, ...]:
        """What is owed about one noun, the soonest due first."""
        sql = f"SELECT {_COLUMNS} FROM duty_row d WHERE d.ref = :ref ORDER BY d.red_ms, d.code"  # noqa: S608  columns of ours
        rows = self._views.execute(sql, {"ref": key, "now": now_ms}).fetchall()
        return tuple(self._owing(row, now_ms) for row in rows)

    def counts(self, now_ms: int, site: str = EVERYWHERE) -> dict[Role, dict[Lateness, int]]:
        """How many duties each role owes, open, due and late; roles that owe nothing are left out."""
        sql = f"SELECT d.owed_by, {_STATE}, count(*) {_OWED} GROUP BY 1, 2"
        found: dict[Role, dict[Lateness, int]] = {}
        for role, state, count in self._views.execute(sql, self._asked(now_ms, site, None)).fetchall():
            found.setdefault(Role(role), dict.fromkeys(Lateness, 0))[Lateness(state)] = count
        return found

    def _asked(self, now_ms: int, site: str, role: Role | None, *, late: bool = False) -> dict[str, Any]:
        return {
            "site": site,
            "role": "" if role is None else role.value,
            "late": int(late),
            "now": now_ms,
            "count_again": COUNT_AGAIN.code,
            "differ": json.dumps(self._areas.differing()),
        }

    def _owing(self, row: Row, now_ms: int) -> Owing:
        code, key, site, role, since, amber, red, state = row
        about, noun = self._labels.of(key), Noun(key[0])
        left_s = (amber - now_ms) // 1000
        return Owing(
            code, SOURCES.get(code, ""), about, noun, site, Role(role), since, amber, red, Lateness(state), left_s
        )
