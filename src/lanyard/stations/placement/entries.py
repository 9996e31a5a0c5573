"""What placement records: where people wait, how many heads are there, who is missed, who must not travel yet."""

from dataclasses import dataclass

from lanyard.ledger.ask import Area, Count, PartialDate, Text


@dataclass(frozen=True, slots=True)
class Placed:
    """She waits in this line, area or shelter now. A place is never a finding about her."""

    area: Area


@dataclass(frozen=True, slots=True)
class HeadcountTaken:
    """Somebody walked through an area and counted heads."""

    heads: Count
    by_whom: Text


@dataclass(frozen=True, slots=True)
class MissingReported:
    """She is not where she should be."""

    last_seen_where: Text | None = None
    last_seen_when: Text | None = None
    last_seen_by: Text | None = None


@dataclass(frozen=True, slots=True)
class HoldPlaced:
    """Not on a vehicle for now. The reason is not here."""

    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class HoldLifted:
    """She may travel again."""
