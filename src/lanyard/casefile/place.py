"""The closed list of places on the roll, and which may follow which: the books must balance."""

from enum import StrEnum
from typing import Final, NamedTuple


class Where(StrEnum):
    """Every episode is in exactly one of these."""

    ON_SITE = "on_site"
    ABOARD = "aboard"
    IN_HOSPITAL = "in_hospital"
    TAKEN = "taken"
    ESCAPED = "escaped"
    UNACCOUNTED = "unaccounted"
    TURNED_BACK = "turned_back"
    HANDED_OVER = "handed_over"
    LEFT = "left"
    RELEASED = "released"
    WITH_PARTY = "with_party"
    DEAD = "dead"


class Place(NamedTuple):
    """Where, and which one: the area's or manifest's key in hexadecimal, the hospital, force or receiver by name."""

    where: Where
    which: str = ""


W = Where
CLOSED: Final = frozenset({W.TURNED_BACK, W.HANDED_OVER, W.LEFT, W.RELEASED, W.WITH_PARTY, W.DEAD})
OUT_OF_SIGHT: Final = frozenset({W.IN_HOSPITAL, W.TAKEN, W.ESCAPED, W.UNACCOUNTED})
NOBODY_KNOWS: Final = frozenset({W.TAKEN, W.ESCAPED, W.UNACCOUNTED})
"""Places of which nobody has answered for the person since: each is a gap of the roll, by name."""
ANYWHERE: Final = frozenset(Where)

MAY_FOLLOW: Final[dict[Where, frozenset[Where]]] = {
    W.ON_SITE: ANYWHERE - {W.HANDED_OVER},
    W.ABOARD: ANYWHERE - {W.RELEASED, W.WITH_PARTY, W.TURNED_BACK, W.ABOARD},
    **{out: ANYWHERE - {W.ABOARD} for out in OUT_OF_SIGHT},
    **{closed: frozenset({W.ON_SITE}) for closed in CLOSED - {W.DEAD}},
    W.DEAD: frozenset(),
}


def contradicts(now: Place, then: Place, *, signed_for: bool = False) -> bool:
    """Can nobody pass from the one to the other with nothing recorded between?

    `signed_for` says that a receiver signed on the spot, so that a person on site may be handed over
    without having been aboard. The same place again is no step and contradicts nothing.
    """
    if now == then:
        return False
    if now.where is then.where:
        return now.where not in {W.ON_SITE, W.IN_HOSPITAL, W.TAKEN}
    if signed_for and then.where is W.HANDED_OVER:
        return now.where in CLOSED
    return then.where not in MAY_FOLLOW[now.where]
