"""Moments as a page shows them: in the zone of a site, by 24 hours, with the age beside."""

from datetime import UTC, datetime, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lanyard.desk.plan import SitePlan
from lanyard.words import Words

HOUR_S = 3600
MINUTE_S = 60


def zone_of(plan: SitePlan, letters: str) -> ZoneInfo:
    """The zone of a site; UTC where this machine does not know it, or nobody knows the site."""
    try:
        return ZoneInfo(plan.site(letters).zone)
    except (KeyError, ValueError, ZoneInfoNotFoundError):
        return ZoneInfo("UTC")


class Moment(NamedTuple):
    """A moment in words, and how many minutes ago it was; ahead of now they count below nought."""

    hour: str
    minutes: int
    age: str


class Hours(NamedTuple):
    """Shows moments as they are at `now_ms` (ms UTC)."""

    zone: tzinfo
    now_ms: int
    words: Words

    def at(self, ms: int) -> str:
        """The hour; with its day in front unless that is today."""
        then, now = (datetime.fromtimestamp(one // 1000, UTC).astimezone(self.zone) for one in (ms, self.now_ms))
        return f"{then:%H:%M}" if then.date() == now.date() else f"{then:%Y-%m-%d %H:%M}"

    def age(self, ms: int) -> str:
        """How long ago that was."""
        return self.long((self.now_ms - ms) // 1000)

    def long(self, seconds: int) -> str:
        """So many minutes; from an hour on, hours and minutes."""
        seconds = max(0, seconds)
        if seconds < HOUR_S:
            return self.words.terminal("minutes", count=seconds // 60)
        return self.words.terminal("hours", hours=seconds // HOUR_S, minutes=f"{seconds % HOUR_S // 60:02d}")

    def moment(self, ms: int | None) -> Moment | None:
        """A moment with how long ago it was, or how long it is still to come; nothing for nothing."""
        if ms is None:
            return None
        seconds = (self.now_ms - ms) // 1000
        return Moment(self.at(ms), seconds // MINUTE_S, self.long(abs(seconds)))
