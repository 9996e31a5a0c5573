"""What burial marks."""

from collections.abc import Iterator

from lanyard.casefile.case import Case
from lanyard.casefile.duties import ENQUIRY
from lanyard.casefile.marks import Nature, Rule
from lanyard.casefile.place import Where
from lanyard.ledger.entry import Entry
from lanyard.terms import Manner

TWICE_DEAD = Rule("died-twice", "house: roll", Nature.CONTRADICTION)
TO_ENQUIRE = Rule("death-to-enquire", "GC IV 131", opens=ENQUIRY)


def dying(case: Case, e: Entry) -> Iterator[Rule]:
    """Nobody dies twice; a violent or unknown death is enquired into."""
    if case.place is not None and case.place.where is Where.DEAD:
        yield TWICE_DEAD
    if e.record.manner in (Manner.VIOLENCE, Manner.UNKNOWN):
        yield TO_ENQUIRE
