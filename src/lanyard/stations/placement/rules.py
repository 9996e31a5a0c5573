"""What placement marks."""

from collections.abc import Iterator

from lanyard.casefile.case import Case
from lanyard.casefile.marks import Nature, Rule
from lanyard.ledger.entry import Entry

NO_HOLD = Rule("no-hold-to-lift", "house: placement", Nature.CONTRADICTION)


def lifting(case: Case, e: Entry) -> Iterator[Rule]:
    """There must have been a hold."""
    if not case.care.hold:
        yield NO_HOLD
