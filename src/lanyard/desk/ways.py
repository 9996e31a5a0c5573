"""For each rule what may dissolve its mark: which missing fact, which later one, or only that an entry is corrected."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import ModuleType
from typing import Final, NamedTuple

from lanyard.casefile import marks
from lanyard.casefile.marks import Rule
from lanyard.floorplan import KINDS
from lanyard.stations.arrival import rules as arrival
from lanyard.stations.burial import rules as burial
from lanyard.stations.first_aid import rules as first_aid
from lanyard.stations.placement import rules as placement
from lanyard.stations.transport import rules as transport


class Way(StrEnum):
    """What somebody may do: record what is missing, or what answers it now, correct, call an error, or be the second to."""

    EARLIER = "earlier"
    LATER = "later"
    CORRECT = "correct"
    IN_ERROR = "in_error"
    SECOND = "second"


class Ways(NamedTuple):
    """What a person may do about a mark. That two people call one of its entries an error always dissolves it.

    `earlier` are kinds of which one is missing, to be recorded with the time when it happened; `later` are kinds that answer
    it now; `correct` are kinds of entries that may be corrected; `duty` is what is owed until then, empty for nothing.
    """

    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    correct: tuple[str, ...] = ()
    duty: str = ""


def _rules(modules: Iterable[ModuleType]) -> dict[str, Rule]:
    return {rule.code: rule for module in modules for rule in vars(module).values() if isinstance(rule, Rule)}


RULES: Final[Mapping[str, Rule]] = _rules((marks, arrival, first_aid, placement, transport, burial))
"""Every rule of the house by its code."""

_MOVES: Final = ("left_vehicle", "received", "came_back", "walked_in", "boarded", "placed")

_OF: Final[Mapping[str, Ways]] = {
    marks.TWO_PLACES.code: Ways(earlier=_MOVES, later=("received",), correct=_MOVES),
    marks.TAG_HELD.code: Ways(correct=("tag_claimed", "walked_in", "tag_replaced", "born", "came_back")),
    marks.TAG_VOID.code: Ways(later=("tag_replaced",), correct=("tag_claimed", "tag_voided")),
    arrival.OWN_MOTHER.code: Ways(correct=("born",)),
    arrival.NOT_HELD.code: Ways(earlier=("tag_claimed",), correct=("tag_replaced",)),
    first_aid.CARE_OF_THE_DEAD.code: Ways(correct=("died", "needs_medic", "triaged", "treated")),
    marks.COUNTS_DIFFER.code: Ways(correct=("vehicle_counted", "counted_in")),
    placement.NO_HOLD.code: Ways(earlier=("hold_placed",)),
    transport.NOT_ABOARD.code: Ways(earlier=("boarded",), correct=("left_vehicle",)),
    transport.SIGNED_BY_ONE.code: Ways(correct=("departed", "handed_over")),
    transport.SIGNED_AT_ORIGIN.code: Ways(correct=("received",)),
    transport.SIGNED_AT_TWO_SITES.code: Ways(correct=("received",)),
    transport.MISSING_AND_SIGNED.code: Ways(correct=("handed_over", "received")),
    burial.TWICE_DEAD.code: Ways(correct=("died",)),
    transport.NOT_ON_LIST.code: Ways(earlier=("boarded",), correct=("received",)),
    transport.NOT_OPENED.code: Ways(earlier=("manifest_opened",)),
    transport.NOT_SEALED.code: Ways(earlier=("manifest_sealed",)),
    transport.COUNTED_LATE.code: Ways(earlier=("counted_in",)),
    transport.DEAD_ON_ARRIVAL.code: Ways(earlier=("died",), later=("died",), correct=("received",)),
    transport.CAME_UNLISTED.code: Ways(earlier=("received", "boarded"), correct=("handed_over",)),
    transport.NOT_SIGNED.code: Ways(correct=("handed_over",)),
}
"""Rules not named here are breaches that stay: what happened, happened. The duty that they open may still be answered."""


def ways(code: str) -> Ways:
    """What may be done about a mark of this rule. A code that no rule has any more leaves only the error."""
    rule, found = RULES.get(code), _OF.get(code, Ways())
    if rule is None or rule.opens is None:
        return found
    answers = (kind for kind in (*rule.opens.ended_by, "duty_answered") if kind in KINDS)
    return found._replace(later=tuple(dict.fromkeys((*found.later, *answers))), duty=rule.opens.code)
