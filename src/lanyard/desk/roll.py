"""The roll as SQL over the views: what was counted on the left, where people are on the right, and what is between."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from lanyard.casefile.case import Outcome
from lanyard.casefile.duties import COUNT_AGAIN
from lanyard.casefile.marks import Nature
from lanyard.casefile.place import Where
from lanyard.casefile.reading import Reader
from lanyard.casefile.roll import Breach, Contradiction, Equation, Gap, NotHere, Overdue, Roll, What
from lanyard.desk.arrivals import Arrivals
from lanyard.desk.gaps import Gaps
from lanyard.desk.labels import Labels
from lanyard.desk.opening import Opener
from lanyard.desk.responsible import Responsible
from lanyard.desk.waits import waits
from lanyard.store.cipher import Connection, DatabaseError
from lanyard.store.ledger_file import LedgerFile

_ENDED: Final = (Outcome.LEFT, Outcome.DIED, Outcome.RUSHED_OUT, Outcome.OUT_OF_SIGHT, Outcome.DISPUTED)
NAMED: Final = 50
"""So many of those whom one rule is about are named; the number beside them is whole."""

_CAME: Final = (
    "SELECT site, how, count(*) FROM (SELECT coalesce(c.site, k.site) AS site, k.how AS how,"
    " max((k.how <> 'otherwise') << 62 | k.at_ms) FROM came k LEFT JOIN tag_row t ON t.ref = k.ref"
    " LEFT JOIN case_row c ON c.ref = coalesce(t.holder, k.ref) GROUP BY coalesce(t.holder, k.ref)) GROUP BY 1, 2"
)
"""What was recorded of a tag that somebody holds was recorded of her."""

_ARE: Final = (
    "SELECT site, CASE WHEN place <> '' THEN place WHEN standing > 0 THEN 'in_no_place' ELSE 'in_error' END, count(*)"
    " FROM case_row GROUP BY 1, 2"
)

Row = tuple[Any, ...]


class RollReader:
    """Reads the roll over one connection of its own."""

    def __init__(
        self, views: Connection, ledger: LedgerFile, opener: Opener, labels: Labels, reader: Callable[[], Reader]
    ) -> None:
        """`ledger`, `opener` and `reader` (which folds a noun) tell who was responsible for what does not agree."""
        self._views = views
        self._labels = labels
        self._who = Responsible(views, ledger, opener, reader)

    def roll(self, now_ms: int, not_here: NotHere) -> Roll:
        """The books as they stand at `now_ms`: what is due is judged by that moment. `not_here` is what they lack."""
        self._views.execute("BEGIN")
        try:
            arrivals = Arrivals(self._views, self._labels, self._who)
            equations = (*self._arrivals(arrivals.doubles()), *self._people(), *self._manifests())
            found = Gaps(self._views, self._labels, self._who, arrivals)
            gaps = tuple(found.all(equations))
            return Roll(
                now_ms,
                self._one("SELECT count(*) FROM case_row"),
                self._places(),
                equations,
                gaps,
                tuple(self._contradictions()),
                tuple(self._overdue(now_ms, gaps)),
                tuple(waits(self._views, now_ms)),
                self._one("SELECT count(*) FROM case_row WHERE site = '' AND standing = 0"),
                self._areas(),
                tuple(self._breaches()),
                tuple(found.sightings()),
                not_here,
            )
        finally:
            with suppress(DatabaseError):  # a damaged file has said so already
                self._views.execute("COMMIT")

    def _rows(self, sql: str, *parameters: object) -> list[Row]:
        return self._views.execute(sql, parameters).fetchall()

    def _one(self, sql: str, *parameters: object) -> int:
        return int(self._rows(sql, *parameters)[0][0] or 0)

    def _places(self) -> dict[str, dict[Where, int]]:
        found: dict[str, dict[Where, int]] = {letters: {} for letters in self._labels.sites}
        for site, place, count in self._rows("SELECT site, place, count(*) FROM episode_row GROUP BY site, place"):
            found.setdefault(site, {})[Where(place)] = count
        return found

    def _areas(self) -> dict[str, int]:
        rows = self._rows(
            "SELECT which, count(*) FROM episode_row WHERE place = 'on_site' AND which <> '' GROUP BY which"
        )
        return {self._labels.area(bytes.fromhex(which)): count for which, count in rows}

    def _arrivals(self, doubles: Mapping[str, int]) -> Iterator[Equation]:
        """Off vehicles + walked in + born + came back = met or tagged + turned back

        `doubles` are those met under somebody else's tag: they are not counted twice.
        """
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
            right[site]["met_or_tagged"] = count - doubles.get(site, 0)
        for site in sorted({*left, *right}):
            yield Equation("arrivals", site, left[site], right[site])

    def _people(self) -> Iterator[Equation]:
        """Who came in = the sum of places + in no place + in error

        The left is counted from the entries as they were read, the right from the cases that were folded from them:
        whoever is lost in between is missing on the right. Each person is counted once, at the site that has her now.
        """
        left: dict[str, dict[str, int]] = defaultdict(dict)
        right: dict[str, dict[str, int]] = defaultdict(dict)
        for site, how, count in self._rows(_CAME):
            left[site][how] = count
        for site, place, count in self._rows(_ARE):
            right[site][place] = count
        for site in sorted({*left, *right}):
            yield Equation("people", site, left[site], right[site])

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

    def _contradictions(self) -> Iterator[Contradiction]:
        """Each once: what stands at several people by the same entries, such as a tag of two, is one."""
        rows = self._rows(
            "SELECT min(ref), rule, entries FROM mark_row WHERE nature = ? GROUP BY rule, entries ORDER BY 1, 2, 3",
            Nature.CONTRADICTION,
        )
        for ref, rule, entries in rows:
            ids = tuple(entries[at : at + 32].hex() for at in range(0, len(entries), 32))
            yield Contradiction(rule, self._labels.of(ref), ids)

    def _breaches(self) -> Iterator[Breach]:
        """Rules that entries did not meet, and the first of those whom that is about."""
        for rule, number in self._rows(
            "SELECT rule, count(*) FROM mark_row WHERE nature = ? GROUP BY rule ORDER BY rule", Nature.BREACH
        ):
            refs = self._rows(
                "SELECT DISTINCT ref FROM mark_row WHERE nature = ? AND rule = ? ORDER BY ref LIMIT ?",
                Nature.BREACH,
                rule,
                NAMED,
            )
            yield Breach(rule, number, tuple(self._labels.of(ref) for (ref,) in refs))

    def _overdue(self, now_ms: int, gaps: Sequence[Gap]) -> Iterator[Overdue]:
        """What is late. A second head-count is owed only where the first and the people expected differ."""
        differ = {gap.of.key for gap in gaps if gap.what is What.AREA and gap.of is not None}
        for ref, code, owed_by, amber_ms, red_ms in self._rows(
            "SELECT ref, code, owed_by, amber_ms, red_ms FROM duty_row WHERE amber_ms < ? ORDER BY red_ms, ref, code",
            now_ms,
        ):
            if code != COUNT_AGAIN.code or ref.hex() in differ:
                yield Overdue(code, self._labels.of(ref), owed_by, amber_ms, red_ms < now_ms)
