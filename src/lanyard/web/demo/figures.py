"""The figures behind the story: which is published and by whom, which is derived from these, which is only drawn."""

import csv
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

FILE: Final = "exodus-2019.csv"
SCALES: Final = range(1, 11)
"""One in so many people. Vehicles are never scaled: each carries as many fewer."""


class Row(NamedTuple):
    """One published figure, as the file has it."""

    date: str
    measure: str
    value: int
    unit: str
    note: str
    source: str


class How(StrEnum):
    """Where a figure of the story comes from."""

    PUBLISHED = "published"
    DERIVED = "derived"
    DRAWN = "drawn"


@cache
def rows() -> tuple[Row, ...]:
    """All published figures, oldest first."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    return tuple(
        Row(r["date"], r["measure"], int(r["value"]), r["unit"], r["note"], r["source"])
        for r in csv.DictReader(text.splitlines())
    )


def row(measure: str, date: str = "") -> Row:
    """The one row of this measure (of this day). Raises LookupError where there is none, or several."""
    found = [r for r in rows() if r.measure == measure and date in ("", r.date)]
    if len(found) != 1:
        raise LookupError(f"{len(found)} rows of {measure} {date}")
    return found[0]


def value(measure: str, date: str = "") -> int:
    """Its value."""
    return row(measure, date).value


OUT: Final = row("evacuated_in_72_hours")
AT_CAMP: Final = row("arrived_at_camp_in_72_hours")
WAITING: Final = row("waiting_at_transit_centre")
PLACES: Final = row("transit_centre_capacity")
BUSIEST: Final = row("trucks_in_one_day")
DEATHS: Final = row("deaths_since_2018-12-04", "2019-02-25")
BEFORE: Final = row("camp_population", "2018-12-05")
AFTER: Final = row("camp_population", "2019-02-24")
MAKE_UP: Final = row("camp_population", "2019-04-17")
ALONE: Final = row("unaccompanied_or_separated_children")
ARRIVALS: Final = row("arrivals_since_2018-12-04", "2019-05-01")

# These stand in the notes of the rows above, word for word.
ONE_AFTERNOON: Final = 3000
WOMEN_AND_CHILDREN_PERCENT: Final = 99
UNDER_ONE_OF_DEATHS_PERCENT: Final = 65
CHILDREN_PERCENT: Final = 70
UNDER_TWELVE_PERCENT: Final = 65

TRUCKS_BY_DAY: Final = {22: 28, 23: 31, 24: 34, 25: BUSIEST.value}
"""Only the last is published."""
TRUCKS: Final = sum(TRUCKS_BY_DAY.values())


def one_in(share: float) -> int:
    """One in how many people that is: 1 is all, a tenth one in ten. Raises ValueError for a share that is not told."""
    found = round(1 / share) if share > 0 else 0
    if found not in SCALES:
        raise ValueError(f"the scale is from 1 down to 1/{SCALES[-1]}, not {share}")
    return found


def out(scale: int) -> int:
    """How many come out."""
    return OUT.value // scale


def men(people: int) -> int:
    """What is neither woman nor child."""
    return share(people, 100 - WOMEN_AND_CHILDREN_PERCENT, 100)


def children(people: int) -> int:
    """Under eighteen."""
    return share(people, CHILDREN_PERCENT, 100)


def under_twelve(people: int) -> int:
    """Under twelve."""
    return share(people, UNDER_TWELVE_PERCENT, 100)


def alone(people: int) -> int:
    """Children whom nobody brings: as many as were known two months later, of all who had come."""
    return share(people, ALONE.value, ARRIVALS.value)


def deaths(people: int) -> int:
    """As many as had died of those who came to the camp since December."""
    return share(people, DEATHS.value, AFTER.value - BEFORE.value)


def deaths_under_one(people: int) -> int:
    """Of these, under one year old."""
    return share(deaths(people), UNDER_ONE_OF_DEATHS_PERCENT, 100)


def share(people: int, part: int, whole: int) -> int:
    """So many of these people, to the nearest one."""
    return (2 * people * part + whole) // (2 * whole)


class Figure(NamedTuple):
    """One figure of the story: its code, where it comes from, what it is for so many people out, whose word it is.

    What is drawn has nothing to be compared with.
    """

    code: str
    how: How
    expected: Callable[[int], int] | None = None
    source: str = ""


def _of_all(published: int) -> Callable[[int], int]:
    return lambda people: share(people, published, OUT.value)


def _always(number: int) -> Callable[[int], int]:
    return lambda _: number


FIGURES: Final = (
    Figure("out", How.PUBLISHED, _of_all(OUT.value), OUT.source),
    Figure("trucks_on_the_25th", How.PUBLISHED, _always(BUSIEST.value), BUSIEST.source),
    Figure("waiting_at_transit", How.PUBLISHED, _of_all(WAITING.value), WAITING.source),
    Figure("places_in_the_hall", How.PUBLISHED, _of_all(PLACES.value), PLACES.source),
    Figure("reached_the_camp", How.PUBLISHED, _of_all(AT_CAMP.value), AT_CAMP.source),
    Figure("in_one_afternoon", How.PUBLISHED, _of_all(ONE_AFTERNOON), AT_CAMP.source),
    Figure("women_and_children", How.PUBLISHED, lambda people: people - men(people), OUT.source),
    Figure("children", How.DERIVED, children, MAKE_UP.source),
    Figure("under_twelve", How.DERIVED, under_twelve, MAKE_UP.source),
    Figure("children_alone", How.DERIVED, alone, ALONE.source),
    Figure("deaths", How.DERIVED, deaths, f"{DEATHS.source}; {BEFORE.source}"),
    Figure("deaths_under_one", How.DERIVED, deaths_under_one, DEATHS.source),
    Figure("trucks_in_all", How.DRAWN),
    Figure("ill_or_wounded", How.DRAWN),
    Figure("wounded", How.DRAWN),
    Figure("rushed_to_hospital", How.DRAWN),
    Figure("born", How.DRAWN),
    Figure("walked_in", How.DRAWN),
    Figure("turned_back", How.DRAWN),
)
"""What a run is compared with at its end, and the more telling of what is drawn. So are the hours, the names, the ages
within these bounds, who is missed and found, and all that goes wrong."""
