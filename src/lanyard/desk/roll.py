"""The roll as SQL over the views: what was counted on the left, where people are on the right, and what is between."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, Final

from lanyard.casefile.case import Outcome
from lanyard.casefile.duties import COUNT_AGAIN
from lanyard.casefile.place import Where
from lanyard.casefile.roll import Contradiction, Equation, Gap, Named, Overdue, Roll, Wait, What, wait_of
from lanyard.desk.labels import Labels
from lanyard.desk.plan import SitePlan
from lanyard.ledger.noun import Noun
from lanyard.store.cipher import Connection, DatabaseError

_ENDED: Final = (Outcome.LEFT, Outcome.DIED, Outcome.RUSHED_OUT, Outcome.OUT_OF_SIGHT, Outcome.DISPUTED)
WAITS: Final = ("safety_check", "glance", "triage", "call_to_triage")
_PERSON: Final = bytes((Noun.PERSON,))
_TAG: Final = bytes((Noun.TAG,))
_MANIFEST: Final = bytes((Noun.MANIFEST,))
_VEHICLE: Final = bytes((Noun.VEHICLE,))

Row = tuple[Any, ...]


class RollReader:
    """Reads the roll over one connection of its own."""

    def __init__(self, connection: Connection, plan: SitePlan, labels: Labels) -> None:
        """`connection` reads the views; `plan` says what codes stand for."""
        self._views = connection
        self._plan = plan
        self._labels = labels

    def roll(self, now_ms: int) -> Roll:
        """The books as they stand at `now_ms`: what is due is judged by that moment."""
        self._views.execute("BEGIN")
        try:
            equations = (*self._arrivals(), *self._people(), *self._manifests())
            gaps = tuple(self._gaps(equations))
            return Roll(
                now_ms,
                self._one("SELECT count(*) FROM case_row"),
                self._places(),
                equations,
                gaps,
                tuple(self._contradictions()),
                tuple(self._overdue(now_ms, gaps)),
                tuple(self._waits(now_ms)),
                self._one("SELECT count(*) FROM case_row WHERE standing = 0"),
                {
                    self._plan.area_code(bytes.fromhex(which)): n
                    for which, n in self._rows(
                        "SELECT which, count(*) FROM episode_row WHERE place = 'on_site' AND which <> '' GROUP BY which"
                    )
                },
            )
        finally:
            with suppress(DatabaseError):  # a damaged file has said so already
                self._views.execute("COMMIT")

    def _rows(self, sql: str, *parameters: object) -> list[Row]:
        return self._views.execute(sql, parameters).fetchall()

    def _one(self, sql: str, *parameters: object) -> int:
        return int(self._rows(sql, *parameters)[0][0] or 0)

    def _places(self) -> dict[str, dict[Where, int]]:
        found: dict[str, dict[Where, int]] = {site.letters: {} for site in self._plan.sites}
        for site, place, count in self._rows("SELECT site, place, count(*) FROM episode_row GROUP BY site, place"):
            found.setdefault(site, {})[Where(place)] = count
        return found

    def _arrivals(self) -> Iterator[Equation]:
        """Off vehicles + walked in + born + came back = met or tagged + turned back"""
        left: dict[str, dict[str, int]] = defaultdict(dict)
        right: dict[str, dict[str, int]] = defaultdict(dict)
        for site, off, back in self._rows(
            "SELECT site, sum(CASE counted WHEN 1 THEN total ELSE turned_back END), sum(turned_back)"
            " FROM vehicle_row GROUP BY site"
        ):
            left[site]["off_vehicles"], right[site]["turned_back"] = off, back
        for site, how, count in self._rows("SELECT site, how, count(*) FROM arrival_row GROUP BY site, how"):
            left[site][how] = count
        for site, count in self._rows("SELECT site, count(*) FROM episode_row WHERE came <> 'received' GROUP BY site"):
            right[site]["met_or_tagged"] = count
        for site in sorted({*left, *right}):
            yield Equation("arrivals", site, left[site], right[site])

    def _people(self) -> Iterator[Equation]:
        """Opened + received = the sum of places + in error"""
        opened: dict[str, dict[str, int]] = defaultdict(dict)
        for site, came, count in self._rows("SELECT site, came, count(*) FROM episode_row GROUP BY site, came"):
            opened[site][came] = count
        for site, places in self._places().items():
            yield Equation("people", site, opened[site], {where.value: count for where, count in places.items()})

    def _manifests(self) -> Iterator[Equation]:
        """Boarded + not on the list + born aboard = received + died + left, taken or rushed out + aboard"""
        outcomes: dict[bytes, dict[str, int]] = defaultdict(dict)
        for manifest, outcome, count in self._rows(
            "SELECT manifest, outcome, count(*) FROM ride_row GROUP BY manifest, outcome"
        ):
            outcomes[manifest][outcome] = count
        for ref, site, boarded, born, not_on_list, arrived in self._rows(
            "SELECT ref, site, boarded, born, not_on_list, counted_in IS NOT NULL OR handed_over_ms IS NOT NULL"
            " FROM manifest_row ORDER BY departed_ms, ref"
        ):
            came = outcomes[ref[1:]]
            right = {name: came.get(name, 0) for name in (Outcome.RECEIVED, *_ENDED)}
            if not arrived:
                right[Outcome.ABOARD] = came.get(Outcome.ABOARD, 0)
            left = {"boarded": boarded, "born": born, "not_on_list": not_on_list}
            yield Equation(self._labels.of(ref).label, site, left, {str(name): n for name, n in right.items()})

    def _gaps(self, equations: tuple[Equation, ...]) -> Iterator[Gap]:
        yield from self._untold({e.site: e.gap for e in equations if e.name == "arrivals"})
        yield from self._unclaimed()
        yield from self._nowhere()
        yield from self._missing()
        yield from self._lists()
        yield from self._heads_of_vehicles()
        yield from self._heads_of_areas()

    def _untold(self, by_site: dict[str, int]) -> Iterator[Gap]:
        """Who was counted and is not known, and who is known and was not counted, each by itself: two wrongs do not
        make a balance. Whoever wears a tag that nobody claimed may be one of the counted, and is a gap of her own.
        """
        for site, gap in sorted(by_site.items()):
            rows = self._rows("SELECT ref, came_ms, untold FROM vehicle_row WHERE site = ? ORDER BY came_ms, ref", site)
            missing = [row for row in rows if row[2] > 0]
            beyond = [row for row in rows if row[2] < 0]
            uncounted = self._uncounted(site)
            worn = self._one(
                "SELECT count(*) FROM episode_row e WHERE e.site = ? AND e.worn = 1 AND e.came <> 'received'"
                " AND NOT EXISTS (SELECT 1 FROM arrival_row a WHERE a.ref = e.ref AND a.site = e.site)",
                site,
            )
            told, too_many = sum(row[2] for row in missing), len(uncounted) - sum(row[2] for row in beyond)
            rest = gap - (told - too_many - worn)
            untold = max(0, told - worn) + max(0, rest)
            if untold:
                yield Gap(
                    What.UNTOLD, site, untold, self._counted(missing), "clerk", missing[0][1] if missing else None
                )
            if too_many + max(0, -rest):
                names = (*self._counted(beyond), *uncounted)
                since = beyond[0][1] if beyond else None
                yield Gap(What.UNCOUNTED, site, -too_many - max(0, -rest), names, "clerk", since)

    def _counted(self, rows: list[Row]) -> tuple[Named, ...]:
        return tuple(Named(f"{self._labels.of(ref).label} ({untold:+d})", ref.hex()) for ref, _, untold in rows)

    def _uncounted(self, site: str) -> tuple[Named, ...]:
        """People who came by no vehicle, and of whom nobody recorded how they came."""
        rows = self._rows(
            "SELECT DISTINCT e.ref FROM episode_row e JOIN case_row c ON c.ref = e.ref WHERE e.site = ? AND e.worn = 0"
            " AND e.came <> 'received' AND c.came_on IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM arrival_row a WHERE a.ref = e.ref AND a.site = e.site)",
            site,
        )
        return tuple(self._labels.of(ref) for (ref,) in rows)

    def _unclaimed(self) -> Iterator[Gap]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows(
            "SELECT c.ref, e.site, c.first_ms FROM case_row c JOIN episode_row e ON e.ref = c.ref AND e.number = 0"
            " WHERE c.worn = 1 ORDER BY c.first_ms"
        ):
            found[row[1]].append(row)
        for site, rows in found.items():
            untold = self._rows(
                "SELECT ref FROM vehicle_row WHERE site = ? AND untold > 0 ORDER BY came_ms LIMIT 1", site
            )
            of = self._labels.of(untold[0][0]) if untold else None
            names = tuple(self._labels.of(ref) for ref, _, _ in rows)
            yield Gap(What.UNCLAIMED, site, len(rows), names, "clerk", rows[0][2], of)

    def _nowhere(self) -> Iterator[Gap]:
        rows = self._rows("SELECT ref, first_ms FROM case_row WHERE place = '' AND standing > 0 AND worn = 0")
        if rows:
            names = tuple(self._labels.of(ref) for ref, _ in rows)
            yield Gap(What.NOWHERE, "", len(rows), names, "clerk", None)

    def _missing(self) -> Iterator[Gap]:
        """Boarded and not signed for: still aboard by the entries, though the vehicle was counted in; or simply there."""
        for outcome, what in ((Outcome.ABOARD, What.MISSING), (Outcome.UNSIGNED, What.UNSIGNED)):
            found: dict[bytes, list[bytes]] = defaultdict(list)
            for manifest, ref in self._rows(
                "SELECT manifest, ref FROM ride_row WHERE outcome = ? ORDER BY ref", outcome
            ):
                found[manifest].append(ref)
            for manifest, refs in found.items():
                row = self._rows(
                    "SELECT site, officer, counted_in_ms, handed_over_ms FROM manifest_row WHERE ref = ?",
                    _MANIFEST + manifest,
                )
                site, officer, counted_ms, handed_ms = row[0] if row else ("", "", None, None)
                if what is What.MISSING and counted_ms is None and handed_ms is None:
                    continue
                names = tuple(self._labels.of(ref) for ref in refs)
                of = self._labels.of(_MANIFEST + manifest)
                yield Gap(what, site, len(refs), names, officer, counted_ms or handed_ms, of)

    def _lists(self) -> Iterator[Gap]:
        """Lists that do not agree with the rides of those on them, over and above the missing and the unsigned."""
        for ref, site, officer, listed, rides in self._rows(
            "SELECT ref, site, officer, boarded + born + not_on_list,"
            " (SELECT count(*) FROM ride_row r WHERE r.manifest = substr(m.ref, 2)) FROM manifest_row m"
        ):
            if listed != rides:
                yield Gap(What.LIST, site, listed - rides, (), officer, None, self._labels.of(ref))

    def _heads_of_vehicles(self) -> Iterator[Gap]:
        """Heads counted at the far end, against those signed for and those already missing by name."""
        for ref, site, officer, heads, at_ms, received, aboard, unsigned in self._rows(
            "SELECT m.ref, m.site, m.officer, m.counted_in, m.counted_in_ms, m.received,"
            " (SELECT count(*) FROM ride_row r WHERE r.manifest = substr(m.ref, 2) AND r.outcome = 'aboard'),"
            " (SELECT count(*) FROM ride_row r WHERE r.manifest = substr(m.ref, 2) AND r.outcome = 'unsigned')"
            " FROM manifest_row m WHERE m.counted_in IS NOT NULL"
        ):
            over = heads - received - aboard - unsigned
            under = heads - received
            if over > 0 or under < 0:
                difference = over if over > 0 else under
                yield Gap(What.HEADS, site, difference, (), officer, at_ms, self._labels.of(ref))

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
                names = tuple(self._labels.of(person) for (person,) in there) if len(there) <= 50 else ()
                yield Gap(What.AREA, site, heads - len(there), names, by, at_ms, self._labels.of(ref))

    def _contradictions(self) -> Iterator[Contradiction]:
        rows = self._rows("SELECT ref, rule, entries FROM mark_row WHERE nature = 'contradiction' ORDER BY ref, number")
        for ref, rule, entries in rows:
            ids = tuple(entries[at : at + 32].hex() for at in range(0, len(entries), 32))
            yield Contradiction(rule, self._labels.of(ref), ids)

    def _overdue(self, now_ms: int, gaps: Sequence[Gap]) -> Iterator[Overdue]:
        """What is late. A second head-count is owed only where the first and the people expected differ."""
        differ = {gap.of.key for gap in gaps if gap.what is What.AREA and gap.of is not None}
        for ref, code, owed_by, amber_ms, red_ms in self._rows(
            "SELECT ref, code, owed_by, amber_ms, red_ms FROM duty_row WHERE amber_ms < ? ORDER BY red_ms, ref, code",
            now_ms,
        ):
            if code != COUNT_AGAIN.code or ref.hex() in differ:
                yield Overdue(code, self._labels.of(ref), owed_by, amber_ms, red_ms < now_ms)

    def _waits(self, now_ms: int) -> Iterator[Wait]:
        """From arrival to safety check, glance and triage; who has no clock of her own runs by her vehicle's.

        Somebody may fall ill days after she came, so the wait from the first call for a medic stands beside.
        """
        waited: dict[str, list[int]] = {name: [] for name in WAITS}
        waiting: dict[str, list[int]] = {name: [] for name in WAITS}
        for came, first, place, safety, vehicle_glance, own, called, triaged in self._rows(
            "SELECT v.came_ms, c.first_ms, c.place, v.safety_ms, v.glanced_ms, c.looked_at_ms, c.called_ms, c.triaged_ms"
            " FROM case_row c LEFT JOIN vehicle_row v ON v.ref = c.came_on WHERE c.standing > 0"
        ):
            start = first if came is None else came
            looks = [look for look in (vehicle_glance, own) if look is not None]
            clocks = [("glance", start, min(looks) if looks else None)]
            if came is not None:
                clocks.append(("safety_check", start, safety))
            if called is not None or triaged is not None:
                clocks.append(("triage", start, triaged))
            if called is not None:
                clocks.append(("call_to_triage", called, triaged))
            for name, begin, end in clocks:
                if end is not None:
                    waited[name].append(max(0, end - begin))
                elif place == Where.ON_SITE:
                    waiting[name].append(max(0, now_ms - begin))
        for name, ends in waited.items():
            yield wait_of(name, ends, waiting[name])
