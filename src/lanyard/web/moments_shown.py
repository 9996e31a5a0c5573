"""Moments as pages show them: the hour of the site's own clock, and how long ago that is, as a clock."""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from lanyard.web.guard import Ask

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE_MS: Final = 60_000


def clock(ask: Ask, at_ms: int | None) -> str:
    """The hour and minute by the clock of the viewer's site; of another day with the day before it."""
    if at_ms is None:
        return ""
    zone = ZoneInfo(ask.office.node.plan.site(ask.viewer.site).zone)
    at, now = ((_EPOCH + timedelta(milliseconds=ms)).astimezone(zone) for ms in (at_ms, ask.office.now_ms()))
    return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%Y-%m-%d %H:%M}"


def ago(at_ms: int | None, now_ms: int) -> str:
    """How long ago, in hours and minutes: `0:07`, `26:30`."""
    return "" if at_ms is None else hours(max(0, now_ms - at_ms))


def hours(ms: int) -> str:
    """So long, in hours and minutes."""
    return f"{ms // _MINUTE_MS // 60}:{ms // _MINUTE_MS % 60:02}"
