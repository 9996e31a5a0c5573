"""The roll: everyone is somewhere, and counts that different people made must agree; what does not is a gap, by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lanyard.casefile.place import Where


class What(StrEnum):
    """Which books do not balance."""

    UNACCOUNTED = "unaccounted"
    TAKEN = "taken"
    ESCAPED = "escaped"
    LOST = "not_on_roll"
    UNTOLD = "untold"
    TWICE = "counted_twice"
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
class Sighting:
    """Somebody who was seen although the roll has her elsewhere: where and when (ms UTC), by whom, and where she is recorded."""

    about: Named
    seen_at: str
    since_ms: int
    by: str
    recorded: Where
    of: Named | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that entries did not meet: how often, and about whom or what, the first of them by name."""

    rule: str
    number: int
    about: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a chain (16 bytes, in hexadecimal), by its first and last number."""

    chain: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class NotHere:
    """What the books cannot speak of, since it is not here or cannot be read here.

    `notices` are (code, detail) of what the folder says is missing; `missing` are holes in chains, `forks` the places
    where a chain has two entries; `unread`, `waiting` and `quarantined` count entries.
    """

    notices: tuple[tuple[str, str], ...] = ()
    missing: tuple[Stretch, ...] = ()
    forks: tuple[Stretch, ...] = ()
    unread: int = 0
    waiting: int = 0
    quarantined: int = 0

    def __bool__(self) -> bool:
        """Is there anything that is not here?"""
        lists = self.notices or self.missing or self.forks
        return bool(lists or self.unread or self.waiting or self.quarantined)


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
    breaches: tuple[Breach, ...] = ()
    seen_elsewhere: tuple[Sighting, ...] = ()
    not_here: NotHere = NotHere()

    @property
    def unaccounted(self) -> int:
        """Every gap: people of whom nobody knows where they are among them, each once."""
        return sum(abs(gap.number) for gap in self.gaps)

    @property
    def balanced(self) -> bool:
        """Is everybody accounted for, with nothing that contradicts, and nothing that these books cannot speak of?"""
        uneven = any(equation.gap for equation in self.equations)
        return not (self.unaccounted or self.contradictions or self.seen_elsewhere or uneven or self.not_here)


def quantile(ordered: list[int], percent: int) -> int | None:
    """The nearest-rank quantile of a sorted list, the smallest value that `percent` of them do not exceed; or nothing."""
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)] if ordered else None


def wait_of(name: str, waited_ms: list[int], waiting_ms: list[int]) -> Wait:
    """Median, nine tenths and worst of what was waited, and who waits still."""
    ordered = sorted(waited // 1000 for waited in waited_ms)
    longest = max(waiting_ms) // 1000 if waiting_ms else None
    worst = ordered[-1] if ordered else None
    return Wait(name, len(ordered), quantile(ordered, 50), quantile(ordered, 90), worst, len(waiting_ms), longest)
