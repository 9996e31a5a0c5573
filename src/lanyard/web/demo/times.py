"""The hours of the story, in UTC milliseconds. The days are published, the hours are drawn."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Final

MINUTE: Final = 60_000
HOUR: Final = 60 * MINUTE
LOCAL: Final = timezone(timedelta(hours=2))
"""Local time at all three sites in that month."""


def local(day: int, hour: int, minute: int = 0) -> int:
    """A moment of February 2019 by the local clock."""
    return round(datetime(2019, 2, day, hour, minute, tzinfo=LOCAL).timestamp()) * 1000


def clock(at_ms: int) -> str:
    """Day and local time, as a person reads them."""
    return datetime.fromtimestamp(at_ms // 1000, UTC).astimezone(LOCAL).strftime("%d %b %H:%M")


START: Final = local(22, 12)
END: Final = local(25, 23, 30)
LAST_MOVE: Final = local(25, 23)
"""After this nobody moves, so that the last head-counts can be compared with the roll as it stands at the end."""
