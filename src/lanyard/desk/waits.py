"""How long people waited from arrival to safety check, glance and triage, and who waits still."""

from collections.abc import Iterator
from typing import Final

from lanyard.casefile.roll import Wait, wait_of
from lanyard.store.cipher import Connection

WAITS: Final = ("safety_check", "glance", "triage", "call_to_triage")
_CLOCKS: Final = (
    "SELECT here, came_ms, safety_ms, start, looked, CASE WHEN called_ms IS NOT NULL OR triaged_ms IS NOT NULL THEN start END,"
    " triaged_ms, called_ms, triaged_ms FROM (SELECT c.place = 'on_site' AS here, v.came_ms AS came_ms,"
    " v.safety_ms AS safety_ms, coalesce(v.came_ms, c.first_ms) AS start,"
    " coalesce(min(v.glanced_ms, c.looked_at_ms), v.glanced_ms, c.looked_at_ms) AS looked,"
    " c.called_ms AS called_ms, c.triaged_ms AS triaged_ms"
    " FROM case_row c LEFT JOIN vehicle_row v ON v.ref = c.came_on WHERE c.standing > 0)"
)
"""For each person whether she is on site, and where each clock of `WAITS` begins and ends."""


def waits(views: Connection, now_ms: int) -> Iterator[Wait]:
    """From arrival to safety check, glance and triage; who has no clock of her own runs by her vehicle's.

    Somebody may fall ill days after she came, so the wait from the first call for a medic stands beside.
    """
    waited: dict[str, list[int]] = {name: [] for name in WAITS}
    waiting: dict[str, list[int]] = {name: [] for name in WAITS}
    for here, *clocks in views.execute(_CLOCKS):
        for name, begin, end in zip(WAITS, clocks[::2], clocks[1::2], strict=True):
            if begin is None:
                continue
            if end is not None:
                waited[name].append(end - begin if end > begin else 0)
            elif here:
                waiting[name].append(max(0, now_ms - begin))
    for name, ends in waited.items():
        yield wait_of(name, ends, waiting[name])
