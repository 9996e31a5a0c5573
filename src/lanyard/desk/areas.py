"""The areas of a site: how many each is for, who is expected there now, what the last head-count said, who is there."""

from collections.abc import Iterator
from dataclasses import dataclass

from lanyard.desk.behind import EVERYWHERE
from lanyard.desk.labels import Labels
from lanyard.desk.paging import FIRST, Page, Wanted, paged
from lanyard.desk.people import People, PersonLine
from lanyard.desk.plan import AreaPlan, SitePlan
from lanyard.desk.rows import key_of
from lanyard.store.cipher import Connection


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area of the plan.

    `expected` are those who are recorded as there now; `expected_then` those who were when heads were last counted, and
    `difference` is by how many heads there were more. `blankets` were handed out there. `heads_by` names who counted.
    """

    key: str
    code: str
    site: str
    name: str
    capacity: int
    covered: bool
    expected: int
    heads: int | None
    heads_ms: int | None
    heads_by: str
    expected_then: int | None
    glanced_ms: int | None
    blankets: int

    @property
    def difference(self) -> int | None:
        """Heads beyond those expected when they were counted; below nought, people are not where they are recorded."""
        return None if self.heads is None or self.expected_then is None else self.heads - self.expected_then

    @property
    def over(self) -> int:
        """How many more are there than it is meant for."""
        return max(0, self.expected - self.capacity)


class Areas:
    """Reads the areas over one connection."""

    def __init__(self, views: Connection, labels: Labels, plan: SitePlan) -> None:
        self._views = views
        self._plan = plan
        self._people = People(views, labels)

    def all(self, site: str = EVERYWHERE) -> tuple[AreaLine, ...]:
        """Every area of the plan in its order; those of one site where its letters are given."""
        return tuple(self._lines(site))

    def _lines(self, site: str) -> Iterator[AreaLine]:
        expected = dict(
            self._views.execute(
                "SELECT which, count(*) FROM case_row WHERE place = 'on_site' GROUP BY which"
            ).fetchall()
        )
        for area in self._plan.areas:
            if site in (EVERYWHERE, area.code[:2]):
                yield self._line(area, expected.get(area.id.hex(), 0))

    def _line(self, area: AreaPlan, expected: int) -> AreaLine:
        key = key_of(area.ref)
        row = self._views.execute(
            "SELECT heads, heads_ms, heads_by, glanced_ms, blankets FROM area_row WHERE ref = ?", (key,)
        ).fetchone()
        heads, heads_ms, heads_by, glanced_ms, blankets = row or (None, None, "", None, 0)
        then = None if heads_ms is None else self.expected_at(key, heads_ms)
        return AreaLine(
            key.hex(), area.code, area.code[:2], area.name, area.capacity, area.covered, expected, heads, heads_ms,
            heads_by, then, glanced_ms, blankets,
        )  # fmt: skip

    def expected_at(self, key: bytes, at_ms: int) -> int:
        """How many by their entries were in this area at a moment (ms UTC)."""
        sql = (
            "SELECT count(DISTINCT ref) FROM stay_row WHERE area = ? AND from_ms <= ?"
            " AND (until_ms IS NULL OR until_ms > ?)"
        )
        return int(self._views.execute(sql, (key[1:].hex(), at_ms, at_ms)).fetchone()[0])

    def differing(self) -> list[str]:
        """The keys (hexadecimal, capitals) of areas where the last head-count and those expected then differ."""
        rows = self._views.execute("SELECT ref, heads, heads_ms FROM area_row WHERE heads IS NOT NULL").fetchall()
        return [key.hex().upper() for key, heads, at_ms in rows if heads != self.expected_at(key, at_ms)]

    def there(self, key: str, wanted: Wanted = FIRST) -> Page[PersonLine]:
        """Who is recorded as in this area now, whoever has been there longest first. `key` is `AreaLine.key`."""
        asked = {"which": bytes.fromhex(key)[1:].hex()}
        where = "FROM case_row WHERE place = 'on_site' AND which = :which"
        page = paged(self._views, "ref", where, "since_ms, ref", asked, wanted)
        return page.of(lambda rows: self._people.lines(ref for (ref,) in rows))
