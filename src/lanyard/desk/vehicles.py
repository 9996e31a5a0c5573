"""The vehicles that came in: counted, checked, looked at, and how many of those on them are known one by one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from lanyard.desk.behind import EVERYWHERE, day_began_ms
from lanyard.desk.labels import Labels
from lanyard.desk.paging import FIRST, Page, Wanted, paged
from lanyard.desk.people import People, PersonLine
from lanyard.desk.plan import SitePlan
from lanyard.store.cipher import Connection

_COLUMNS: Final = (
    "ref, site, came_from, plate, counted, total, dead, turned_back, met, untold, came_ms, safety_ms, safety_seconds,"
    " glanced_ms, unseen, stretchers, infants"
)
_TODAY: Final = (
    "FROM vehicle_row WHERE (:site = '' OR site = :site)"
    " AND (coalesce(came_ms, :today) >= :today OR untold > 0 OR glanced_ms IS NULL AND unseen > 0)"
)


class VehicleState(StrEnum):
    """What a vehicle still waits for, the first of these."""

    NOT_COUNTED = "not_counted"
    NOT_GLANCED = "not_glanced"
    NOT_ALL_TOLD = "not_all_told"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class VehicleLine:
    """One vehicle. Moments are ms UTC; `met` are known one by one, `untold` are counted and are not; `unseen` nobody looked at."""

    key: str
    label: str
    site: str
    came_from: str
    plate: str
    counted: bool
    total: int
    dead: int
    turned_back: int
    met: int
    untold: int
    came_ms: int | None
    safety_ms: int | None
    safety_seconds: int | None
    glanced_ms: int | None
    unseen: int
    stretchers: int
    infants: int

    @property
    def state(self) -> VehicleState:
        """What it still waits for."""
        if not self.counted:
            return VehicleState.NOT_COUNTED
        if self.glanced_ms is None and self.unseen:
            return VehicleState.NOT_GLANCED
        return VehicleState.NOT_ALL_TOLD if self.untold > 0 else VehicleState.DONE


@dataclass(frozen=True, slots=True)
class VehiclePeople:
    """One vehicle and a page of those who are known to have come on it."""

    vehicle: VehicleLine
    people: Page[PersonLine]


class Vehicles:
    """Reads vehicles over one connection."""

    def __init__(self, views: Connection, labels: Labels, plan: SitePlan) -> None:
        self._views = views
        self._labels = labels
        self._plan = plan
        self._people = People(views, labels)

    def today(self, now_ms: int, site: str = EVERYWHERE, wanted: Wanted = FIRST) -> Page[VehicleLine]:
        """Those that came today, or before and still wait for something, the newest first. Raises KeyError: no such site."""
        zone = (self._plan.site(site) if site else self._plan.home).zone
        asked = {"site": site, "today": day_began_ms(zone, now_ms)}
        order = "came_ms IS NULL DESC, came_ms DESC, ref"
        return paged(self._views, _COLUMNS, _TODAY, order, asked, wanted).of(lambda rows: tuple(map(self._line, rows)))

    def one(self, key: str, wanted: Wanted = FIRST) -> VehiclePeople | None:
        """A vehicle by its key in hexadecimal with its people, the first met first; nothing if nobody recorded it."""
        ref = bytes.fromhex(key)
        row = self._views.execute(f"SELECT {_COLUMNS} FROM vehicle_row WHERE ref = ?", (ref,)).fetchone()  # noqa: S608  ours
        if row is None:
            return None
        of = "FROM case_row WHERE came_on = :vehicle"
        page = paged(self._views, "ref", of, "first_ms, ref", {"vehicle": ref}, wanted)
        people = page.of(lambda rows: self._people.lines(key for (key,) in rows))
        return VehiclePeople(self._line(row), people)

    def _line(self, row: tuple[Any, ...]) -> VehicleLine:
        key, site, came_from, plate, counted, *rest = row
        return VehicleLine(key.hex(), self._labels.of(key).label, site, came_from, plate, bool(counted), *rest)
