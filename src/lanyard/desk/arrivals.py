"""The gaps of arrival: who was counted and is not known, who is known and was not counted, each by itself and by name."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from lanyard.casefile.marks import TAG_HELD
from lanyard.casefile.roll import Gap, Named, What
from lanyard.casefile.tag import tag_ref
from lanyard.casefile.vehicle import Vehicle
from lanyard.desk.labels import Labels
from lanyard.desk.responsible import Responsible
from lanyard.desk.rows import key_of, ref_of
from lanyard.ledger.noun import Noun
from lanyard.store.cipher import Connection

Row = tuple[Any, ...]


class _Odd(NamedTuple):
    """By how many one noun tips the books of a site; above nought: counted and not known."""

    key: bytes
    number: int


class Arrivals:
    """Names what tips the books of arrival. Made anew for each roll."""

    def __init__(self, views: Connection, labels: Labels, who: Responsible) -> None:
        """`views` is in a transaction, so that all is read of one moment."""
        self._views = views
        self._labels = labels
        self._who = who
        self._doubles = self._held_by_another()

    def _rows(self, sql: str, *parameters: object) -> list[Row]:
        return self._views.execute(sql, parameters).fetchall()

    def _held_by_another(self) -> dict[bytes, bytes | None]:
        """People whose only tags are somebody else's, each with her vehicle: as long as that is open, a tag is one person."""
        sql = "SELECT DISTINCT ref FROM mark_row WHERE nature = ? AND rule = ?"
        marked = self._rows(sql, TAG_HELD.nature.value, TAG_HELD.code)
        known = [(ref, *self._rows("SELECT came_on, tags FROM case_row WHERE ref = ?", ref)[0]) for (ref,) in marked]
        return {ref: came_on for ref, came_on, tags in known if not self._holds_one(ref, tags)}

    def _holds_one(self, ref: bytes, tags: str) -> bool:
        keys = (key_of(tag_ref(code)) for code in tags.split())
        return any(self._rows("SELECT 1 FROM tag_row WHERE ref = ? AND holder = ?", key, ref) for key in keys)

    def doubles(self) -> Counter[str]:
        """How many episodes of each site are of people whose tag is somebody else's."""
        return Counter(site for ref in self._doubles for site in self._sites_of(ref))

    def _sites_of(self, ref: bytes) -> list[str]:
        return [row[0] for row in self._rows("SELECT site FROM episode_row WHERE ref = ? AND came <> 'received'", ref)]

    def gaps(self, by_site: Mapping[str, int], bare: Mapping[str, int]) -> Iterator[Gap]:
        """Two wrongs do not make a balance. Whoever wears a tag that nobody claimed may be one of the counted, and is a
        gap of her own.

        `by_site` is by how many the left of a site exceeds the right; `bare` how many wear a tag there of whom nothing
        was recorded but care.
        """
        strays: dict[str, list[_Odd]] | None = None
        for site, gap in sorted(by_site.items()):
            odd = [*self._vehicles(site), *self._cases(site)]
            worn = self._worn(site)
            rest = gap - sum(one.number for one in odd) + worn
            if rest:
                strays = self._strays() if strays is None else strays
                odd += strays.get(site, [])
            told = sum(one.number for one in odd if one.number > 0 and self._is_untold(one))
            covered = min(told, worn + bare.get(site, 0))
            yield from self._told(site, odd, covered, gap + worn - sum(one.number for one in odd))

    def _is_untold(self, one: _Odd) -> bool:
        return one.key[0] == Noun.VEHICLE or one.key in self._doubles

    def _told(self, site: str, odd: list[_Odd], covered: int, rest: int) -> Iterator[Gap]:
        """`covered` wear a tag and are named elsewhere; `rest` is what nobody can be named for."""
        over = [one for one in odd if one.number > 0]
        sorts = (
            (What.UNTOLD, [one for one in over if self._is_untold(one)], max(0, rest) - covered),
            (What.TWICE, [one for one in over if not self._is_untold(one)], 0),
            (What.UNCOUNTED, [one for one in odd if one.number < 0], min(0, rest)),
        )
        for what, some, more in sorts:
            number = sum(one.number for one in some) + more
            if number:
                first, since = self._first(some)
                yield Gap(what, site, number, tuple(map(self._named, some)), first, since)

    def _named(self, one: _Odd) -> Named:
        label = self._labels.of(one.key)
        return Named(f"{label.label} ({one.number:+d})", label.key) if one.key[0] == Noun.VEHICLE else label

    def _first(self, some: list[_Odd]) -> tuple[str, int | None]:
        """Who answers for the oldest of these, and since when."""
        sql = "SELECT came_ms FROM vehicle_row WHERE ref = ?1 UNION ALL SELECT at_ms FROM came WHERE ref = ?1"
        found = [(at_ms, one.key) for one in some for (at_ms,) in self._rows(sql, one.key)]
        dated = sorted(row for row in found if row[0] is not None)
        key = dated[0][1] if dated else some[0].key if some else None
        return ("" if key is None else self._who.of_noun(key)), (dated[0][0] if dated else None)

    def _vehicles(self, site: str) -> list[_Odd]:
        rows = self._rows("SELECT ref, untold FROM vehicle_row WHERE site = ? ORDER BY came_ms, ref", site)
        doubles = Counter(self._doubles.values())
        return [_Odd(ref, number) for ref, untold in rows if (number := untold + doubles[ref])]

    def _cases(self, site: str) -> list[_Odd]:
        """People who were counted otherwise than they were met. Whose tag is somebody else's was counted, and is not known."""
        sql = "SELECT ref, -uncounted FROM odd_row WHERE site = ? ORDER BY ref"
        found: dict[bytes, int] = dict(self._rows(sql, site))
        for ref, came_on in self._doubles.items():
            sites = self._sites_of(ref)
            if site in sites:
                by_vehicle = came_on is not None and site == sites[0]
                found[ref] = sites.count(site) + found.get(ref, 0) - by_vehicle
        return [_Odd(ref, number) for ref, number in sorted(found.items()) if number]

    def _worn(self, site: str) -> int:
        """Wearers of tags that nobody claimed, who were not counted in by themselves."""
        sql = (
            "SELECT count(*) FROM episode_row e WHERE e.ref >= ? AND e.ref < ? AND e.site = ? AND e.came <> 'received'"
            " AND NOT EXISTS (SELECT 1 FROM arrival_row a WHERE a.ref = e.ref AND a.site = e.site)"
        )
        return int(self._rows(sql, bytes((Noun.TAG,)), bytes((Noun.TAG + 1,)), site)[0][0])

    def _strays(self) -> dict[str, list[_Odd]]:
        """People who were told to have come on two vehicles, or on one that came to another site than they did."""
        found: dict[str, list[_Odd]] = defaultdict(list)
        for vehicle, site in self._rows(
            "SELECT v.ref, v.site FROM vehicle_row v LEFT JOIN (SELECT c.came_on AS ref, e.site AS site, count(*) AS n"
            " FROM case_row c JOIN episode_row e ON e.ref = c.ref AND e.number = 0 GROUP BY c.came_on, e.site) x"
            " ON x.ref = v.ref AND x.site = v.site WHERE v.met <> coalesce(x.n, 0)"
        ):
            read = self._who.reader().read(ref_of(vehicle))
            assert read is not None
            assert isinstance(read[0], Vehicle)
            for her in sorted(map(key_of, read[0].met)):
                rows = self._rows(
                    "SELECT c.came_on, e.site FROM case_row c JOIN episode_row e ON e.ref = c.ref AND e.number = 0"
                    " WHERE c.ref = ?",
                    her,
                )
                if not rows or rows[0] != (vehicle, site):
                    found[site].append(_Odd(her, 1))
                if rows and rows[0][0] == vehicle and rows[0][1] != site:
                    found[rows[0][1]].append(_Odd(her, -1))
        return found
