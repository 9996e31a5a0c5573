"""The boarding lists of a site by what has become of each: open, closed as complete, on the road, arrived, handed over."""
# ruff: noqa: S608  constants of this file put together; whatever is asked for is a parameter

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lanyard.casefile.duties import WORD
from lanyard.desk.behind import EVERYWHERE
from lanyard.desk.labels import Labels
from lanyard.desk.paging import FIRST, Page, Row, Wanted, paged
from lanyard.desk.plan import SitePlan
from lanyard.store.cipher import Connection


class ManifestState(StrEnum):
    """What has become of a list. Arrived: counted in, and not yet closed by both sides. Closed: handed over."""

    OPEN = "open"
    SEALED = "sealed"
    ON_THE_ROAD = "on_the_road"
    ARRIVED = "arrived"
    CLOSED = "closed"


class Heard(StrEnum):
    """Whether a vehicle on the road has been heard of: not due yet, due, late, or missing."""

    EXPECTED = "expected"
    DUE = "due"
    LATE = "late"
    MISSING = "missing"


STATE_SQL: Final = (
    "CASE WHEN m.handed_over_ms IS NOT NULL THEN 'closed' WHEN m.counted_in IS NOT NULL THEN 'arrived'"
    " WHEN m.departed_ms IS NOT NULL THEN 'on_the_road' WHEN m.sealed_people IS NOT NULL THEN 'sealed' ELSE 'open' END"
)
_WHERE: Final = (
    "FROM manifest_row m WHERE (:site = '' OR m.site = :site OR m.receiver = :site_id)"
    f" AND (:state = '' OR {STATE_SQL} = :state)"
)
_COLUMNS: Final = (
    f"m.ref, {STATE_SQL}, m.site, m.receiver, m.route, m.plate, m.seats, m.boarded,"
    " max(0, m.boarded + m.born - m.left_it - m.received + m.not_on_list), m.received, m.not_on_list, m.sealed_people,"
    " m.departed_ms, m.heard_ms, m.expected_ms,"
    " (SELECT CASE WHEN d.red_ms < :now THEN 'missing' WHEN d.amber_ms < :now THEN 'late' END"
    "  FROM duty_row d WHERE d.ref = m.ref AND d.code = :word),"
    " m.counted_in, m.counted_in_ms, m.handed_over_ms, m.officer"
)
_NEWEST: Final = "coalesce(m.handed_over_ms, m.counted_in_ms, m.heard_ms, m.departed_ms)"


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """One list. `aboard` are those who by it sit in the vehicle, or sat when it arrived and were not signed for.

    `to` are the letters of the receiver's site, empty where the plan does not know it. `officer` is a name. `heard` is
    nothing for a vehicle that is not on the road. Moments are ms UTC.
    """

    key: str
    label: str
    state: ManifestState
    site: str
    to: str
    route: str
    plate: str
    seats: int
    boarded: int
    aboard: int
    received: int
    not_on_list: int
    sealed_people: int | None
    departed_ms: int | None
    heard_ms: int | None
    expected_ms: int | None
    heard: Heard | None
    counted_in: int | None
    counted_in_ms: int | None
    handed_over_ms: int | None
    officer: str

    @property
    def seats_free(self) -> int:
        """How many may still step on."""
        return max(0, self.seats - self.aboard)


class Manifests:
    """Reads lists of lists over one connection."""

    def __init__(self, views: Connection, labels: Labels, plan: SitePlan) -> None:
        self._views = views
        self._labels = labels
        self._sites = {site.id: site.letters for site in plan.sites}
        self._ids = {site.letters: site.id for site in plan.sites}

    def all(
        self, now_ms: int, site: str = EVERYWHERE, state: ManifestState | None = None, wanted: Wanted = FIRST
    ) -> Page[ManifestLine]:
        """Lists that leave from a site or are on their way to it; on the road the longest unheard of first, else the newest."""
        asked = {
            "site": site,
            "site_id": self._ids.get(site, b""),
            "state": "" if state is None else state.value,
            "now": now_ms,
            "word": WORD.code,
        }
        order = "m.expected_ms, m.ref" if state is ManifestState.ON_THE_ROAD else f"{_NEWEST} DESC, m.ref"
        page = paged(self._views, _COLUMNS, _WHERE, order, asked, wanted)
        return page.of(lambda rows: tuple(self._line(row, now_ms) for row in rows))

    def counts(self, site: str = EVERYWHERE) -> dict[ManifestState, int]:
        """How many lists there are of each sort, those of which there are none too."""
        asked = {"site": site, "site_id": self._ids.get(site, b""), "state": ""}
        found = dict(self._views.execute(f"SELECT {STATE_SQL}, count(*) {_WHERE} GROUP BY 1", asked).fetchall())
        return {state: found.get(state.value, 0) for state in ManifestState}

    def _line(self, row: Row, now_ms: int) -> ManifestLine:
        key, said, site, receiver, route, plate, *counts, departed, word_ms, expected, late = row[:16]
        heads, heads_ms, closed, by = row[16:]
        state, heard = ManifestState(said), None
        if state is ManifestState.ON_THE_ROAD:
            due = Heard.DUE if expected is not None and expected < now_ms else Heard.EXPECTED
            heard = due if late is None else Heard(late)
        seats, boarded, aboard, received, others, sealed = counts
        label, to = self._labels.of(key).label, self._sites.get(receiver, "")
        return ManifestLine(
            key.hex(), label, state, site, to, route, plate, seats, boarded, aboard, received, others, sealed, departed,
            word_ms, expected, heard, heads, heads_ms, closed, by,
        )  # fmt: skip
