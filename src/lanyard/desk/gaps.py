"""The gaps of the roll, by name: who is out of sight, who is on no list, whose heads and names do not agree."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lanyard.casefile.case import Outcome
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.place import NOBODY_KNOWS, Where
from lanyard.casefile.roll import Equation, Gap, Named, Sighting, What
from lanyard.desk.arrivals import Arrivals
from lanyard.desk.labels import Labels
from lanyard.desk.responsible import Responsible
from lanyard.desk.rows import key_of, ref_of
from lanyard.ledger.noun import Noun
from lanyard.store.cipher import Connection

_MANIFEST: Final = bytes((Noun.MANIFEST,))
_AREA: Final = bytes((Noun.AREA,))
_WORN: Final = (bytes((Noun.TAG,)), bytes((Noun.TAG + 1,)))
"""From this key on, and before that one, the views keep the unknown wearers of tags."""

_EXPECTED: Final = (Outcome.RECEIVED, Outcome.ABOARD, Outcome.UNSIGNED, Outcome.DISPUTED)
Row = tuple[Any, ...]


class Gaps:
    """Finds what does not agree. Made anew for each roll, in the transaction in which it is read."""

    def __init__(self, views: Connection, labels: Labels, who: Responsible, arrivals: Arrivals) -> None:
        """`who` names those who were last responsible."""
        self._views = views
        self._labels = labels
        self._who = who
        self._arrivals = arrivals

    def _rows(self, sql: str, *parameters: object) -> list[Row]:
        return self._views.execute(sql, parameters).fetchall()

    def _names(self, keys: list[bytes]) -> tuple[Named, ...]:
        return tuple(map(self._labels.of, keys))

    def all(self, equations: tuple[Equation, ...]) -> Iterator[Gap]:
        """Every gap, those who are out of sight first."""
        yield from self._out_of_sight()
        if any(e.gap for e in equations if e.name == "people"):
            yield from self._lost()
        unclaimed = self._unclaimed()
        bare = {site: sum(not row[3] for row in rows) for site, rows in unclaimed.items()}
        yield from self._arrivals.gaps({e.site: e.gap for e in equations if e.name == "arrivals"}, bare)
        yield from self._worn(unclaimed)
        yield from self._nowhere()
        yield from self._missing()
        yield from self._lists()
        yield from self._heads_of_vehicles()
        yield from self._heads_of_areas()

    def _out_of_sight(self) -> Iterator[Gap]:
        """One gap for each person taken, escaped or gone nobody knows where, the oldest first.

        Who is missing from a list is named with it.
        """
        marks = ", ".join("?" * len(NOBODY_KNOWS))
        rows = self._rows(
            f"SELECT ref, site, place, which, since_ms, held FROM episode_row WHERE place IN ({marks})"  # noqa: S608  question marks
            " ORDER BY since_ms, ref",
            *NOBODY_KNOWS,
        )
        listed = {ref for refs in self._rides(Outcome.OUT_OF_SIGHT).values() for ref in refs}
        rows = [row for row in rows if row[0] not in listed]
        held = self._who.by_id(row[5] for row in rows)
        for ref, site, place, which, since_ms, entry in rows:
            by = Named(which, "") if which else None
            yield Gap(What(place), site, 1, self._names([ref]), held.get(entry, ""), since_ms, by)

    def _lost(self) -> Iterator[Gap]:
        """People of whom entries tell and who are not on the roll, and the other way round: a fault of the folds."""
        lost = self._rows(
            "SELECT k.site, coalesce(t.holder, k.ref) AS who, min(k.at_ms) FROM came k LEFT JOIN tag_row t ON t.ref = k.ref"
            " LEFT JOIN case_row c ON c.ref = coalesce(t.holder, k.ref) WHERE c.ref IS NULL GROUP BY who ORDER BY 3, 2"
        )
        extra = self._rows(
            "SELECT site, ref, first_ms FROM case_row WHERE ref NOT IN (SELECT ref FROM came)"
            " AND ref NOT IN (SELECT holder FROM tag_row t JOIN came k ON k.ref = t.ref WHERE holder IS NOT NULL) ORDER BY first_ms, ref"
        )
        for sign, rows in ((1, lost), (-1, extra)):
            for site, some in _by_first(rows).items():
                names = self._names([row[1] for row in some])
                yield Gap(What.LOST, site, sign * len(some), names, self._who.of_noun(some[0][1]), some[0][2])

    def _unclaimed(self) -> dict[str, list[Row]]:
        """By site: wearers of a tag that nobody claimed; the last column says whether more than care was recorded."""
        return _by_first(
            self._rows(
                "SELECT coalesce(e.site, k.site), c.ref, coalesce(e.opened_ms, k.at_ms), e.ref IS NOT NULL"
                " FROM case_row c LEFT JOIN episode_row e ON e.ref = c.ref AND e.number = 0"
                " LEFT JOIN came k ON k.ref = c.ref"
                " WHERE c.ref >= ? AND c.ref < ? AND c.standing > 0 ORDER BY 3, 2",
                *_WORN,
            )
        )

    def _worn(self, unclaimed: Mapping[str, list[Row]]) -> Iterator[Gap]:
        for site, rows in unclaimed.items():
            untold = self._rows(
                "SELECT ref FROM vehicle_row WHERE site = ? AND untold > 0 ORDER BY came_ms LIMIT 1", site
            )
            of = self._labels.of(untold[0][0]) if untold else None
            names = self._names([row[1] for row in rows])
            yield Gap(What.UNCLAIMED, site, len(rows), names, self._who.of_noun(rows[0][1]), rows[0][2], of)

    def _nowhere(self) -> Iterator[Gap]:
        rows = self._rows(
            "SELECT coalesce(k.site, ''), c.ref, k.at_ms, k.n FROM case_row c LEFT JOIN came k ON k.ref = c.ref"
            " WHERE c.site = '' AND c.place = '' AND c.standing > 0 AND c.worn = 0 ORDER BY k.at_ms, c.ref"
        )
        for site, some in _by_first(rows).items():
            first = some[0][3]
            by = self._who.by_number([first]).get(first, "") if first is not None else ""
            yield Gap(What.NOWHERE, site, len(some), self._names([row[1] for row in some]), by, some[0][2])

    def _rides(self, outcome: Outcome) -> dict[bytes, list[bytes]]:
        """By list those whose ride ended so: of those out of sight, who still is and whose vehicle has arrived."""
        found: dict[bytes, list[bytes]] = defaultdict(list)
        for manifest, ref in self._rows(
            "SELECT r.manifest, r.ref FROM ride_row r WHERE r.outcome = ?1 AND (?1 <> 'out_of_sight' OR EXISTS"
            " (SELECT 1 FROM case_row c WHERE c.ref = r.ref AND c.place = 'unaccounted') AND EXISTS"
            " (SELECT 1 FROM manifest_row m WHERE m.ref = CAST(?2 || r.manifest AS BLOB)"
            " AND coalesce(m.counted_in_ms, m.handed_over_ms) IS NOT NULL)) ORDER BY r.ref",
            outcome,
            _MANIFEST,
        ):
            found[manifest].append(ref)
        return found

    def _missing(self) -> Iterator[Gap]:
        """Boarded and not signed for: still aboard by the entries, though the vehicle was counted in, or out of sight
        since; or simply there.
        """
        missing = self._rides(Outcome.ABOARD)
        for manifest, refs in self._rides(Outcome.OUT_OF_SIGHT).items():
            missing[manifest] = sorted({*missing[manifest], *refs})
        for found, what in ((missing, What.MISSING), (self._rides(Outcome.UNSIGNED), What.UNSIGNED)):
            for manifest, refs in found.items():
                row = self._rows(
                    "SELECT site, officer, coalesce(counted_in_ms, handed_over_ms), departed_ms FROM manifest_row"
                    " WHERE ref = ?",
                    _MANIFEST + manifest,
                )
                site, officer, arrived_ms, departed_ms = row[0] if row else ("", "", None, None)
                if what is What.MISSING and arrived_ms is None:
                    continue
                by, since = self._of_list(_MANIFEST + manifest, officer, arrived_ms or departed_ms)
                yield Gap(what, site, len(refs), self._names(refs), by, since, self._labels.of(_MANIFEST + manifest))

    def _of_list(self, ref: bytes, officer: str, since_ms: int | None) -> tuple[str, int | None]:
        """The officer of a list and a moment of it; where these are not known, by its own entries."""
        if officer and since_ms is not None:
            return officer, since_ms
        read = self._who.reader().read(ref_of(ref))
        first = min((e.at_ms for e in read[1]), default=None) if read is not None else None
        return officer or self._who.of_noun(ref), first if since_ms is None else since_ms

    def _lists(self) -> Iterator[Gap]:
        """Lists that do not agree with the rides of those on them, over and above the missing and the unsigned."""
        for ref, site, officer, since_ms, listed, rides in self._rows(
            "SELECT ref, site, officer, coalesce(handed_over_ms, counted_in_ms, departed_ms),"
            " boarded + born + not_on_list, (SELECT count(*) FROM ride_row r WHERE r.manifest = substr(m.ref, 2))"
            " FROM manifest_row m"
        ):
            if listed != rides:
                read = self._who.reader().read(ref_of(ref))
                assert read is not None
                assert isinstance(read[0], Manifest)
                on_list = {key_of(her) for her in read[0].boarded | read[0].born | read[0].received}
                names = self._names(sorted(on_list ^ set(self._riders(ref))))
                by, since = self._of_list(ref, officer, since_ms)
                yield Gap(What.LIST, site, listed - rides, names, by, since, self._labels.of(ref))

    def _riders(self, manifest: bytes, outcomes: tuple[Outcome, ...] = tuple(Outcome)) -> list[bytes]:
        rows = self._rows("SELECT ref, outcome FROM ride_row WHERE manifest = ? ORDER BY ref", manifest[1:])
        return [ref for ref, outcome in rows if outcome in outcomes]

    def _heads_of_vehicles(self) -> Iterator[Gap]:
        """Heads counted at the far end, against those signed for and those already missing by name.

        Named are those whom the list has in it, for whoever counts again.
        """
        for ref, site, officer, heads, at_ms, received, open_still in self._rows(
            "SELECT m.ref, m.site, m.officer, m.counted_in, m.counted_in_ms, m.received,"
            " (SELECT count(*) FROM ride_row r WHERE r.manifest = substr(m.ref, 2)"
            "  AND r.outcome IN ('aboard', 'unsigned')) FROM manifest_row m WHERE m.counted_in IS NOT NULL"
        ):
            over = heads - received - open_still
            under = heads - received
            if over > 0 or under < 0:
                names = self._names(self._riders(ref, _EXPECTED))
                by, since = self._of_list(ref, officer, at_ms)
                yield Gap(What.HEADS, site, over if over > 0 else under, names, by, since, self._labels.of(ref))

    def _heads_of_areas(self) -> Iterator[Gap]:
        """Heads of an area against those who by their entries were in it at that moment."""
        for ref, site, heads, at_ms, by in self._rows(
            "SELECT ref, site, heads, heads_ms, heads_by FROM area_row WHERE heads IS NOT NULL"
        ):
            there = self._rows(
                "SELECT DISTINCT ref FROM stay_row WHERE area = ? AND from_ms <= ? AND (until_ms IS NULL OR until_ms > ?)",
                ref[1:].hex(),
                at_ms,
                at_ms,
            )
            if heads != len(there):
                names = self._names([person for (person,) in there])
                yield Gap(What.AREA, site, heads - len(there), names, by, at_ms, self._labels.of(ref))

    def sightings(self) -> Iterator[Sighting]:
        """Who was seen where the roll does not have her, the newest first."""
        rows = self._rows(
            "SELECT s.ref, s.at_ms, s.place, s.entry, c.place, c.which FROM seen_row s CROSS JOIN case_row c ON c.ref = s.ref"
            " ORDER BY s.at_ms DESC, s.ref"
        )
        by = self._who.by_id(row[3] for row in rows)
        for ref, at_ms, place, entry, recorded, which in rows:
            noun = {Where.ABOARD: _MANIFEST, Where.ON_SITE: _AREA}.get(Where(recorded))
            of = self._labels.of(noun + bytes.fromhex(which)) if noun is not None and which else None
            yield Sighting(self._labels.of(ref), place, at_ms, by.get(entry, ""), Where(recorded), of)


def _by_first(rows: list[Row]) -> dict[str, list[Row]]:
    """Rows by what stands first in them."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found
