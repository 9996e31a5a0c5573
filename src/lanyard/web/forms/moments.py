"""A moment as somebody states it: a day, perhaps an hour, in the zone of the site; and how exact that is."""

import re
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from lanyard.ledger.errors import Malformed
from lanyard.web.forms import typed

At = tuple[int, int]
"""UTC seconds, and how exact they are in seconds."""

_HOUR: Final = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?::[0-9]{2})?")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Exact(StrEnum):
    """How exact a stated time is."""

    MINUTE = "minute"
    QUARTER = "quarter"
    HOUR = "within_hour"
    HALF_DAY = "half_day"
    DAY = "whole_day"


SPANS: Final = {Exact.MINUTE: 60, Exact.QUARTER: 900, Exact.HOUR: 3600, Exact.HALF_DAY: 43_200, Exact.DAY: 86_400}
"""In seconds."""


def stated(day: str, hour: str, exact: Exact, zone: ZoneInfo) -> At | None:
    """The moment that was typed; nothing typed is no moment. Raises `Malformed` naming `day` or `hour`.

    A day without an hour is some time that day. An hour that the clocks skip does not exist; one that they show twice
    is as inexact as the two are apart.
    """
    if not day:
        if hour:
            raise Malformed("day-missing", "day")
        return None
    on, at = _day(day), _hour(hour) if hour else time(0)
    local = datetime.combine(on, at, zone)
    try:
        moment = local.astimezone(UTC)
        apart = local.replace(fold=1).astimezone(UTC) - moment
        back = moment.astimezone(zone)
    except OverflowError:
        raise Malformed("no-such-day", "day", day) from None
    if hour and back.replace(tzinfo=None) != local.replace(tzinfo=None):
        raise Malformed("no-such-hour", "hour", hour)
    span = SPANS[exact if hour else Exact.DAY]
    return (moment - _EPOCH) // timedelta(seconds=1), max(span, apart // timedelta(seconds=1))


def as_typed(at: At, zone: ZoneInfo) -> tuple[str, str, Exact]:
    """The day, the hour and how exact, as they would be typed."""
    seconds, span = at
    local = (_EPOCH + timedelta(seconds=seconds)).astimezone(zone)
    exact = next((exact for exact, wide in SPANS.items() if span <= wide), Exact.DAY)
    return local.date().isoformat(), f"{local:%H:%M}", exact


def _day(text: str) -> date:
    try:
        return date.fromisoformat(typed.partial_date(text, typed.GREGORIAN))
    except ValueError:
        raise Malformed("no-such-day", "day", text) from None


def _hour(text: str) -> time:
    found = _HOUR.fullmatch(typed.western(text))
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise Malformed("no-such-hour", "hour", text)
    return time(int(found[1]), int(found[2]))
