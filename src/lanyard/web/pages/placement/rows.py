"""What the pages of areas show: an area with its bar, and the people in it."""

from typing import Any, Final

from lanyard.access.pages import may_open
from lanyard.desk.areas import AreaLine
from lanyard.desk.people import PersonLine
from lanyard.web.clock_face import Hours, zone_of
from lanyard.web.guard import Ask
from lanyard.web.person_page import spoken_age

PACKAGE: Final = "placement"
BAR: Final = 100
"""The width of a bar."""


def clock_of(ask: Ask) -> Hours:
    """The clock on the site's wall."""
    return Hours(zone_of(ask.office.node.plan, ask.viewer.site), ask.office.now_ms(), ask.words)


def area_row(one: AreaLine, clock: Hours) -> dict[str, Any]:
    """One area: what it is for, who is expected, what was counted, and by how many the two differ."""
    difference = one.difference
    return {
        "key": one.key,
        "code": one.code,
        "name": one.name,
        "capacity": one.capacity,
        "covered": one.covered,
        "expected": one.expected,
        "expected_then": one.expected_then,
        "heads": one.heads,
        "counted": clock.moment(one.heads_ms),
        "by": one.heads_by,
        "differs": bool(difference),
        "more": difference is not None and difference > 0,
        "difference": abs(difference or 0),
        "over": one.over,
        "filled": min(BAR, round(one.expected * BAR / one.capacity)) if one.capacity else BAR if one.expected else 0,
    }


def person_row(ask: Ask, one: PersonLine, clock: Hours) -> dict[str, Any]:
    """One person in an area, in words."""
    age = [one.age_low, one.age_high] if one.age_low is not None and one.age_high is not None else None
    return {
        "key": one.key,
        "tag": one.label,
        "name": one.name,
        "sex": ask.words.choice("sex", one.sex),
        "age": spoken_age(age, ask.words),
        "colour": None if one.colour is None else (one.colour, ask.words.choice("colour", one.colour)),
        "held": one.hold or one.held_medically,
        "alone": bool(one.child and one.alone),
        "since": clock.moment(one.since_ms),
        "may_see": may_open(ask.viewer.role, "whereabouts"),
    }
