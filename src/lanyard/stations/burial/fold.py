"""What burial's entries change."""

from lanyard.casefile.case import Case, Outcome
from lanyard.casefile.place import Place, Where
from lanyard.ledger.entry import Entry


def died(case: Case, e: Entry) -> None:
    """She is dead."""
    case.came_on = case.came_on or e.record.came_on
    case.move(Place(Where.DEAD), e, ride_ends=Outcome.DIED)
