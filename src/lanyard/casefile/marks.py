"""What does not hold: rules as data, and the marks that entries leave when they do not meet them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from lanyard.casefile.duties import Duty


class Nature(StrEnum):
    """A breach: what happened broke a rule. A contradiction: entries that cannot both hold."""

    BREACH = "breach"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code, its source (as a duty's), its nature, and the duty that opens when it is broken."""

    code: str
    source: str
    nature: Nature = Nature.BREACH
    opens: Duty | None = None


class Mark(NamedTuple):
    """A rule and the entries that do not meet it. Derived at each reading, never stored as a fact."""

    rule: Rule
    entries: tuple[bytes, ...]


TWO_PLACES = Rule("two-places", "house: roll", Nature.CONTRADICTION)
TAG_HELD = Rule("tag-held-by-two", "house: arrival", Nature.CONTRADICTION)
TAG_VOID = Rule("void-tag-in-use", "house: arrival", Nature.CONTRADICTION)
COUNTS_DIFFER = Rule("counts-differ", "house: roll", Nature.CONTRADICTION)
NOT_CERTIFIED = Rule("device-not-certified-for-kind", "house: certificates")
NOT_YOUR_KIND = Rule("kind-not-of-this-role", "house: floor plan")
NOUN_UNFIT = Rule("kind-not-about-this-noun", "house: floor plan")
"""A kind that says nothing about such a noun: kept, shown, changes nothing."""
