"""Who and what stands behind a number of the board: each code is one query, counted for the board and paged for a list."""
# ruff: noqa: S608  constants of this file put together; whatever is asked for is a parameter

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lanyard.casefile.place import CLOSED, NOBODY_KNOWS, Where
from lanyard.casefile.roll import Named
from lanyard.desk.labels import Labels
from lanyard.desk.paging import FIRST, Page, Row, Wanted, paged
from lanyard.desk.people import UNDER_FIVE, UNDER_ONE, People, PersonLine
from lanyard.desk.plan import SitePlan
from lanyard.ledger.noun import Noun
from lanyard.store.cipher import Connection

EVERYWHERE: Final = ""
"""Instead of a site's letters: all sites together."""

_HERE: Final = "(:site = '' OR c.site = :site)"
_OPEN: Final = ", ".join(f"'{where}'" for where in Where if where not in CLOSED)
_GONE: Final = ", ".join(f"'{where}'" for where in sorted(NOBODY_KNOWS))
_ON_SITE: Final = f"FROM case_row c WHERE c.place = 'on_site' AND {_HERE}"
_YOUNG: Final = f"coalesce(c.age_low < {UNDER_FIVE}, 0)"

UNSEEN_PEOPLE: Final = (
    f"SELECT c.ref AS ref, 1 AS n, coalesce(v.came_ms, c.first_ms) AS since, {_YOUNG} AS first FROM vehicle_row v CROSS JOIN case_row c"
    f" ON c.came_on = v.ref AND c.place = 'on_site' AND c.looked_at_ms IS NULL WHERE v.glanced_ms IS NULL AND {_HERE}"
    f" UNION ALL SELECT c.ref, 1, c.first_ms, {_YOUNG} FROM case_row c"
    f" WHERE c.came_on IS NULL AND c.place = 'on_site' AND c.looked_at_ms IS NULL AND {_HERE}"
)
"""Whoever is on site and was not looked at, neither alone nor with her vehicle."""

UNSEEN_HEADS: Final = (
    "SELECT c.ref AS ref, min(c.untold, c.unseen) AS n, c.came_ms AS since, c.infants > 0 AS first FROM vehicle_row c"
    f" WHERE c.glanced_ms IS NULL AND c.untold > 0 AND c.unseen > 0 AND {_HERE}"
)
"""Vehicles with those on them who were counted, and are neither known one by one nor looked at."""

_COLOURED: Final = (
    "SELECT c.ref AS ref, 1 AS n, c.colour_ms AS since, c.colour = 'red' AS first FROM case_row c"
    " WHERE c.colour IN ({}) AND c.place = 'on_site' AND " + _HERE
)
_OUT: Final = (
    "SELECT c.ref AS ref, 1 AS n, c.since_ms AS since, 0 AS first FROM episode_row c WHERE c.place IN ({}) AND " + _HERE
)
_ABOARD: Final = (
    "SELECT c.ref AS ref, 1 AS n, {} AS since, 0 AS first FROM manifest_row m CROSS JOIN case_row c ON c.place = 'aboard'"
    " AND c.which = lower(hex(substr(m.ref, 2))) WHERE {} AND {}"
)
_LISTS: Final = "SELECT c.ref AS ref, {} AS n, {} AS since, 0 AS first FROM manifest_row c WHERE {}"
_ARRIVED: Final = "({0}.counted_in IS NOT NULL OR {0}.handed_over_ms IS NOT NULL)"
_ON_ROAD: Final = "{0}.departed_ms IS NOT NULL AND NOT " + _ARRIVED
_COMING_OR_GOING: Final = "(:site = '' OR {0}.site = :site OR {0}.receiver = :site_id)"
_BAY: Final = f"c.departed_ms IS NULL AND NOT {_ARRIVED.format('c')} AND {_HERE}"
_SITTING: Final = "(c.boarded + c.born - c.left_it)"
_MISSING: Final = _ABOARD.format("coalesce(m.counted_in_ms, m.handed_over_ms)", _ARRIVED.format("m"), _HERE)
_GOING: Final = f"{_ON_ROAD.format('c')} AND {_COMING_OR_GOING.format('c')}"
_BABY: Final = f"c.age_low < {UNDER_FIVE} AND c.age_low < {UNDER_ONE}"
_DEAD: Final = (
    f"SELECT c.ref AS ref, 1 AS n, c.since_ms AS since, 0 AS first FROM case_row c WHERE c.place = 'dead' AND {_HERE}"
)
_PEOPLE: Final = "SELECT c.ref AS ref, 1 AS n, c.since_ms AS since, 0 AS first "

SETS: Final[dict[str, str]] = {
    "not_looked_at": f"{UNSEEN_PEOPLE} UNION ALL {UNSEEN_HEADS}",
    "under_five_not_looked_at": f"SELECT * FROM ({UNSEEN_PEOPLE}) WHERE first = 1",
    "untold_not_looked_at": UNSEEN_HEADS,
    "no_transport": _COLOURED.format("'red', 'yellow'"),
    "red_no_transport": _COLOURED.format("'red'"),
    "yellow_no_transport": _COLOURED.format("'yellow'"),
    "out_of_sight": f"{_OUT.format(_GONE)} UNION ALL {_MISSING}",
    "taken": _OUT.format("'taken'"),
    "escaped": _OUT.format("'escaped'"),
    "unaccounted": _OUT.format("'unaccounted'"),
    "arrived_not_signed": _MISSING,
    "no_carer": (
        "SELECT c.ref AS ref, 1 AS n, CASE d.since_ms WHEN 0 THEN c.first_ms ELSE d.since_ms END AS since,"
        f" {_YOUNG} AS first FROM duty_row d CROSS JOIN case_row c ON c.ref = d.ref"
        f" WHERE d.code = 'carer' AND c.place IN ({_OPEN}) AND {_HERE}"
    ),
    "tonight": _PEOPLE + _ON_SITE,
    "not_under_cover": f"{_PEOPLE}{_ON_SITE} AND c.which NOT IN (SELECT value FROM json_each(:covered))",
    "under_one_outside": f"{_PEOPLE}{_ON_SITE} AND {_BABY} AND c.which IN (SELECT value FROM json_each(:uncovered))",
    "under_one_not_placed": f"{_PEOPLE}{_ON_SITE} AND {_BABY} AND c.which = ''",
    "on_the_road": _LISTS.format("1", "c.departed_ms", _GOING),
    "overdue_on_the_road": _LISTS.format("1", "c.expected_ms", f"c.expected_ms < :now AND {_GOING}"),
    "people_on_the_road": _ABOARD.format("m.departed_ms", _ON_ROAD.format("m"), _COMING_OR_GOING.format("m")),
    "seats_free": _LISTS.format(f"max(0, c.seats - {_SITTING})", "NULL", _BAY),
    "boarding": _LISTS.format(_SITTING, "NULL", f"{_SITTING} > 0 AND {_BAY}"),
    "deaths_today": f"{_DEAD} AND c.which = '' AND c.since_ms >= :today",
    "unidentified": f"{_DEAD} AND c.name_key = ''",
}
"""For each code the nouns: key, how many people or seats it stands for, since when, and whether it comes first."""


@dataclass(frozen=True, slots=True)
class Item:
    """One noun behind a number: how to call it, what it is, what it stands for, since when; a person with what is seen."""

    about: Named
    noun: Noun
    number: int
    since_ms: int | None
    person: PersonLine | None = None


class Total(NamedTuple):
    """What a code comes to: the sum, the nouns that make it, the oldest moment among them (ms UTC)."""

    number: int
    nouns: int
    oldest_ms: int | None


class Behind:
    """Counts and opens the codes of `SETS` over one connection."""

    def __init__(self, views: Connection, labels: Labels, plan: SitePlan) -> None:
        """`plan` says which areas are covered, and in which zone a day begins."""
        self._views = views
        self._labels = labels
        self._plan = plan
        self._people = People(views, labels)

    def asked(self, site: str, now_ms: int) -> dict[str, Any]:
        """The parameters of all queries. Raises KeyError for letters of no site."""
        where = self._plan.site(site) if site else self._plan.home
        areas = {
            covered: json.dumps([a.id.hex() for a in self._plan.areas if a.covered is covered])
            for covered in (True, False)
        }
        return {
            "site": site,
            "site_id": where.id,
            "now": now_ms,
            "today": day_began_ms(where.zone, now_ms),
            "covered": areas[True],
            "uncovered": areas[False],
        }

    def total(self, code: str, asked: dict[str, Any]) -> Total:
        """What a code comes to. Raises KeyError for a code that opens nothing."""
        sql = f"SELECT coalesce(sum(n), 0), count(*), min(since) FROM ({SETS[code]})"
        return Total(*self._views.execute(sql, asked).fetchone())

    def page(self, code: str, site: str, now_ms: int, wanted: Wanted = FIRST) -> Page[Item]:
        """Those behind a code, who comes first before the others, the oldest first. Raises KeyError as `total`, `asked`."""
        page = paged(
            self._views,
            "ref, n, since",
            f"FROM ({SETS[code]})",
            "first DESC, since, ref",
            self.asked(site, now_ms),
            wanted,
        )
        return page.of(lambda rows: items_of(rows, self._people, self._labels))


def items_of(rows: tuple[Row, ...], people: People, labels: Labels) -> tuple[Item, ...]:
    """Rows of a noun's key, a number and a moment, with how to call each, and what is seen of a person."""
    found = people.by_key(row[0] for row in rows if row[0][0] in (Noun.PERSON, Noun.TAG))
    return tuple(Item(labels.of(key), Noun(key[0]), n, since, found.get(key)) for key, n, since in rows)


def day_began_ms(zone: str, now_ms: int) -> int:
    """When the day of this moment began in a zone (IANA); in UTC where this machine does not know the zone."""
    where: tzinfo = UTC
    with suppress(ZoneInfoNotFoundError, ValueError):
        where = ZoneInfo(zone)
    now = datetime.fromtimestamp(now_ms // 1000, where)
    return int(now.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()) * 1000
