"""What placement's entries change."""

from lanyard.casefile.area import Area
from lanyard.casefile.case import Case, Outcome
from lanyard.casefile.known import site_of
from lanyard.casefile.place import Place, Where
from lanyard.ledger.entry import Entry


def placed(case: Case, e: Entry) -> None:
    """She is in this area."""
    case.move(Place(Where.ON_SITE, e.record.area.key.hex()), e)


def counted(area: Area, e: Entry) -> None:
    """The newest head-count stands."""
    area.site = site_of(e.where)
    area.heads, area.heads_ms, area.heads_by, area.heads_entry = e.record.heads, e.at_ms, e.record.by_whom, e.id


def missing(case: Case, e: Entry) -> None:
    """Nobody knows where she is."""
    case.move(Place(Where.UNACCOUNTED), e, ride_ends=Outcome.OUT_OF_SIGHT)


def held(case: Case, e: Entry) -> None:
    """Not on this vehicle. It holds until somebody lifts it; the day until which it was meant is to be shown."""
    case.known_of(e)
    case.care.hold, case.care.hold_until = True, e.record.until or ""


def lifted(case: Case, e: Entry) -> None:
    """She may travel again."""
    case.known_of(e)
    case.care.hold, case.care.hold_until = False, ""
