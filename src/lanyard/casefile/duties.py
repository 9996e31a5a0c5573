"""What is owed: each duty as data (source, minutes, who owes it, what ends it), and one that is open."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from lanyard.terms import Role

MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed from the moment of an entry.

    `source` is an article of law, or `house:` and the place in this house whose own rule it is.
    `amber_min` and `red_min` are minutes after that moment; with `after_expected` they run from the end of the
    entry's own `expected_min`. `ended_by` are kinds, some of stations not yet built. `duty_answered` ends any.
    """

    code: str
    source: str
    red_min: int
    owed_by: Role
    ended_by: tuple[str, ...]
    amber_min: int = 0
    after_expected: bool = False

    def within(self, red_min: int) -> "Duty":
        """The same duty with another time."""
        return replace(self, red_min=red_min)


class Owed(NamedTuple):
    """A duty that is open: since when, when it turns amber and red (milliseconds UTC), opened by which entry."""

    duty: Duty
    since_ms: int
    amber_ms: int
    red_ms: int
    opened_by: bytes


def owed(duty: Duty, at_ms: int, expected_min: int, entry: bytes) -> Owed:
    """The duty as it opens at `at_ms`."""
    start = at_ms + (expected_min * MINUTE_MS if duty.after_expected else 0)
    amber = duty.amber_min or duty.red_min
    return Owed(duty, at_ms, start + amber * MINUTE_MS, start + duty.red_min * MINUTE_MS, entry)


LEAVING = ("boarded", "rushed_out", "received", "died", "turned_back")
"""Whoever leaves is owed care by the next site, whose own glance and triage it is."""

GLANCE = Duty("glance", "CA 3(2), AP I 10", 15, Role.MEDIC, ("needs_medic", "triaged", "care_priority_set", *LEAVING))
TAGS = Duty("tags", "CED 17(3)", 720, Role.CLERK, ())
INCIDENT = Duty("incident", "house: arrival", 0, Role.COORDINATOR, ())
CARER = Duty("carer", "GC IV 24", 240, Role.FAMILY_LINKS, ("carer_named", "reunited", "died"))
TRIAGE_NOW = Duty("triage", "CA 3(2), AP I 10", 5, Role.MEDIC, ("triaged", "care_priority_set", *LEAVING))
TRIAGE_SOON = TRIAGE_NOW.within(30)
TRIAGE_AGAIN = Duty("triage_again", "IITT", 240, Role.MEDIC, ("triaged", *LEAVING))
RED_TRANSPORT = Duty(
    "red_transport",
    "CA 3(2), AP I 10",
    60,
    Role.TRANSPORT,
    ("rushed_out", "boarded", "care_handed_over", "received", "died"),
)
HOSPITAL_WORD = Duty("hospital_word", "CED 17(3), 22", 180, Role.MEDIC, ("came_back", "walked_in", "received", "died"))
TELL_KIN = Duty("tell_kin", "GC IV 25-26, AP I 32", 120, Role.FAMILY_LINKS, ("kin_told",))
SEARCH = Duty(
    "search_for_missing",
    "CED 24(3)",
    60,
    Role.COORDINATOR,
    ("found", "came_back", "walked_in", "placed", "received", "died"),
)
COUNT_AGAIN = Duty("headcount_difference", "house: roll", 60, Role.COORDINATOR, ("headcount_taken",))
WORD = Duty(
    "word_from_vehicle",
    "CED 17(3), 22",
    360,
    Role.TRANSPORT,
    ("waypoint_passed", "happened_en_route", "counted_in", "handed_over"),
    120,
    True,
)
SIGN_FOR = Duty("sign_for_each", "CED 17(3), 22", 1440, Role.RECEIVER, ("handed_over",))
GO_OR_UNLOAD = Duty("go_or_unload", "GC IV 127", 240, Role.TRANSPORT, ("departed", "counted_in", "handed_over"))
COUNT_IN_AGAIN = Duty("count_in_again", "CED 17(3), 22", 60, Role.RECEIVER, ())
LIST = Duty("complete_list", "GC IV 127", 60, Role.TRANSPORT, ("manifest_sealed", "counted_in", "handed_over"))
BOTH_SIGN = Duty("both_sign", "CED 17(3), 22", 1440, Role.RECEIVER, ())
SIGN_FOR_HER = Duty("sign_for_her", "CED 17(3), 22", 60, Role.RECEIVER, ("received", "boarded", "died"))
CARE_ABOARD = Duty(
    "care_aboard",
    "GC IV 127",
    30,
    Role.MEDIC,
    ("care_handed_over", "fit_to_travel", "left_vehicle", "rushed_out", "received", "died"),
)
HOLD_ASKED = Duty("hold_asked_about", "house: placement", 60, Role.REVIEWER, ("hold_lifted", "left_vehicle"))
EXAMINE = Duty("examine_body", "GC IV 129", 1440, Role.MEDIC, ("body_examined",))
DEPENDANTS = Duty("care_for_dependants", "GC IV 24", 60, Role.FAMILY_LINKS, ("care_arranged",))
ENQUIRY = Duty("death_enquiry", "GC IV 131", 1440, Role.COORDINATOR, ())
COUNT_WELL = Duty("count_again", "house: arrival", 60, Role.CLERK, ())
