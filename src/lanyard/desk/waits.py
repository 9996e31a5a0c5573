"""How long people waited from arrival to safety check, glance and triage, and who waits still."""

from collections.abc import Iterator
from typing import Final

from lanyard.casefile.place import Where
from lanyard.casefile.roll import Wait, wait_of
from lanyard.store.cipher import Connection

WAITS: Final = ("safety_check", "glance", "triage", "call_to_triage")


def waits(views: Connection, now_ms: int) -> Iterator[Wait]:
    """From arrival to safety check, glance and triage; who has no clock of her own runs by her vehicle's.

    Somebody may fall ill days after she came, so the wait from the first call for a medic stands beside.
    """
    waited: dict[str, list[int]] = {name: [] for name in WAITS}
    waiting: dict[str, list[int]] = {name: [] for name in WAITS}
    for came, first, place, safety, vehicle_glance, own, called, triaged in views.execute(
        "SELECT v.came_ms, c.first_ms, c.place, v.safety_ms, v.glanced_ms, c.looked_at_ms, c.called_ms, c.triaged_ms"
        " FROM case_row c LEFT JOIN vehicle_row v ON v.ref = c.came_on WHERE c.standing > 0"
    ):
        start = first if came is None else came
        looks = [look for look in (vehicle_glance, own) if look is not None]
        clocks = [("glance", start, min(looks) if looks else None)]
        if came is not None:
            clocks.append(("safety_check", start, safety))
        if called is not None or triaged is not None:
            clocks.append(("triage", start, triaged))
        if called is not None:
            clocks.append(("call_to_triage", called, triaged))
        for name, begin, end in clocks:
            if end is not None:
                waited[name].append(max(0, end - begin))
            elif place == Where.ON_SITE:
                waiting[name].append(max(0, now_ms - begin))
    for name, ends in waited.items():
        yield wait_of(name, ends, waiting[name])
