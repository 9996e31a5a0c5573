"""Counts of the same people by several hands: the highest stands until one of them is corrected or taken back."""

from typing import NamedTuple

from lanyard.casefile.marks import COUNTS_DIFFER, Mark


class Count(NamedTuple):
    """So many, by which entry."""

    number: int
    entry: bytes


def highest(counts: tuple[Count, ...]) -> int:
    """What stands: a later, lower count takes nobody away; the wrong one is corrected. Nought of no counts."""
    return max((count.number for count in counts), default=0)


def differ(counts: tuple[Count, ...]) -> bool:
    """Do they not all say the same?"""
    return len({count.number for count in counts}) > 1


def differing(counts: tuple[Count, ...]) -> list[Mark]:
    """The contradiction of counts that differ, all of them named; nothing if they agree."""
    return [Mark(COUNTS_DIFFER, tuple(count.entry for count in counts))] if differ(counts) else []
