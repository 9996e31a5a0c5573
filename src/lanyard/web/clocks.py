"""Moments as a page shows them: the hour at the site, the day where it is another, and how long ago that is."""

from datetime import UTC, datetime, tzinfo
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lanyard.web.guard import Ask

MINUTE_MS: Final = 60_000
HOUR_MIN: Final = 60
HOURS_FROM_MIN: Final = 120
"""From here on an age is said in hours."""


class Moment(NamedTuple):
    """An hour, and how many minutes ago it was; ahead of now they count below nought."""

    hour: str
    minutes: int
    age: str


class Clock:
    """The clock on a site's wall."""

    def __init__(self, ask: Ask, in_minutes: str, in_hours: str) -> None:
        """How so many minutes and so many hours are said, each with {n}."""
        self.now_ms = ask.office.now_ms()
        self._zone = _zone(ask)
        self._in_minutes, self._in_hours = in_minutes, in_hours

    def at(self, moment_ms: int | None) -> Moment | None:
        """A moment (UTC ms); nothing for nothing."""
        if moment_ms is None:
            return None
        minutes = (self.now_ms - moment_ms) // MINUTE_MS
        return Moment(self._hour(moment_ms), minutes, self.long(abs(minutes)))

    def long(self, minutes: int) -> str:
        """How long that is."""
        if minutes < HOURS_FROM_MIN:
            return self._in_minutes.format(n=minutes)
        return self._in_hours.format(n=minutes // HOUR_MIN)

    def _hour(self, moment_ms: int) -> str:
        then, now = (datetime.fromtimestamp(ms / 1000, self._zone) for ms in (moment_ms, self.now_ms))
        return then.strftime("%H:%M" if then.date() == now.date() else "%Y-%m-%d %H:%M")


def _zone(ask: Ask) -> tzinfo:
    try:
        return ZoneInfo(ask.office.node.plan.site(ask.viewer.site).zone)
    except (KeyError, ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
