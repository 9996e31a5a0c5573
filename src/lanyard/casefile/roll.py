"""The roll: everyone is somewhere, and counts that different people made must agree; what does not is a gap, by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lanyard.casefile.place import Where


class What(StrEnum):
    """Which books do not balance."""

    UNTOLD = "untold"
    UNCOUNTED = "uncounted"
    UNCLAIMED = "unclaimed_tag"
    NOWHERE = "in_no_place"
    MISSING = "missing"
    UNSIGNED = "unsigned"
    HEADS = "heads_of_vehicle"
    AREA = "heads_of_area"
    LIST = "list_unlike_rides"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something that a number stands for: how to call it, and its key in hexadecimal to open it by."""

    label: str
    key: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A count that does not agree: which books, where, by how many, who, and who should know, since when (ms UTC)."""

    what: What
    site: str
    number: int
    names: tuple[Named, ...]
    last_responsible: str
    since_ms: int | None
    of: Named | None = None


@dataclass(frozen=True, slots=True)
class Equation:
    """One line of the books: terms by name on either side. The gap is never a term."""

    name: str
    site: str
    left: Mapping[str, int]
    right: Mapping[str, int]

    @property
    def gap(self) -> int:
        """By how much the left exceeds the right."""
        return sum(self.left.values()) - sum(self.right.values())


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Entries that cannot both hold, about whom, by which rule."""

    rule: str
    about: Named
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overdue:
    """A duty whose time has passed: what, about whom, who owes it, since when it is due (ms UTC), amber or red."""

    code: str
    about: Named
    owed_by: str
    due_ms: int
    red: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """How long people waited for one thing, in seconds; `waiting` are those who wait still, the longest so far beside."""

    name: str
    people: int
    median_s: int | None
    p90_s: int | None
    worst_s: int | None
    waiting: int
    longest_s: int | None


@dataclass(frozen=True, slots=True)
class Roll:
    """The books at one moment (ms UTC), for all sites."""

    at_ms: int
    people: int
    places: Mapping[str, Mapping[Where, int]]
    equations: tuple[Equation, ...]
    gaps: tuple[Gap, ...]
    contradictions: tuple[Contradiction, ...]
    overdue: tuple[Overdue, ...]
    waits: tuple[Wait, ...]
    in_error: int = 0
    areas: Mapping[str, int] = field(default_factory=dict)

    @property
    def unaccounted(self) -> int:
        """People in that place, plus every gap."""
        here = sum(places.get(Where.UNACCOUNTED, 0) for places in self.places.values())
        return here + sum(abs(gap.number) for gap in self.gaps)


def quantile(ordered: list[int], share: float) -> int | None:
    """The nearest-rank quantile of a sorted list, or nothing."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None


def wait_of(name: str, waited_ms: list[int], waiting_ms: list[int]) -> Wait:
    """Median, nine tenths and worst of what was waited, and who waits still."""
    ordered = sorted(waited // 1000 for waited in waited_ms)
    longest = max(waiting_ms) // 1000 if waiting_ms else None
    worst = ordered[-1] if ordered else None
    return Wait(name, len(ordered), quantile(ordered, 0.5), quantile(ordered, 0.9), worst, len(waiting_ms), longest)
