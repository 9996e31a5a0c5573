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
    """One rule: its code, its source, its nature, and the duty that opens when it is broken."""

    code: str
    source: str
    nature: Nature = Nature.BREACH
    opens: Duty | None = None


class Mark(NamedTuple):
    """A rule and the entries that do not meet it. Derived at each reading, never stored as a fact."""

    rule: Rule
    entries: tuple[bytes, ...]


TWO_PLACES = Rule("two-places", "DESIGN 6", Nature.CONTRADICTION)
TAG_HELD = Rule("tag-held-by-two", "DESIGN 5 arrival", Nature.CONTRADICTION)
TAG_VOID = Rule("void-tag-in-use", "DESIGN 5 arrival", Nature.CONTRADICTION)
NOT_CERTIFIED = Rule("device-not-certified-for-kind", "ENTRY")
NOT_YOUR_KIND = Rule("kind-not-of-this-role", "KINDS")
NOUN_UNFIT = Rule("kind-not-about-this-noun", "KINDS")
"""A kind that says nothing about such a noun: kept, shown, changes nothing."""
