"""Who may see what: role by compartment, less the kinds and fields that are not for everybody. What is not here is denied.

This is the one table. `docs/manual/access.md` shows every cell that follows from it, and tests try each through the pages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lanyard.floorplan import KINDS
from lanyard.ledger.noun import Compartment
from lanyard.terms import Role


class Side(StrEnum):
    """Two organisations share the register and the roll, and nothing else; some stand over both."""

    CARE = "care"
    CUSTODY = "custody"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Sight:
    """What a role sees: these compartments, less some kinds (`kind`) and fields (`kind.field`)."""

    side: Side
    compartments: frozenset[Compartment]
    without: frozenset[str] = frozenset()


HISTORY: Final = frozenset(
    {
        "first_control",
        "came_back",
        "turned_back",
        "walked_in.came_from",
        "missing_reported",
        "recorded_in_error",
        "duty_answered",
    }
)
"""Where she was and who had her before. The gate says of it only: known, ask family links."""

REASONS: Final = frozenset(
    {
        "hold_placed.until", "held_medically.until", "tag_voided.why", "tag_replaced.why", "left_vehicle.why",
        "vehicle_turned_back.why", "referred.to", "referred.urgency", "died.manner", "rushed_out.with_whom",
    }
)  # fmt: skip
"""Why something is as it is: for those who have to act on it, never for the gate."""

NAMES: Final = frozenset(
    {"person_met.name_said", "person_met.name_sound", "person_met.name_written", "person_met.script"}
)
"""What she is called. Who searches bodies and bags needs none."""

_SITE: Final = frozenset({Compartment.SITE})
_ROLL: Final = _SITE | {Compartment.REGISTER}
_CARE: Final = _ROLL | {Compartment.MEDICAL}
GATE: Final = HISTORY | REASONS

# fmt: off
TABLE: Final[Mapping[Role, Sight]] = {
    #                          side          compartments  without
    Role.CLERK:           Sight(Side.CARE,    _ROLL,        GATE),
    Role.MEDIC:           Sight(Side.CARE,    _CARE,        HISTORY),
    Role.FAMILY_LINKS:    Sight(Side.CARE,    _ROLL),
    Role.REVIEWER:        Sight(Side.CARE,    _ROLL),
    Role.SEARCH:          Sight(Side.CUSTODY, _ROLL,        GATE | NAMES),
    Role.TRANSPORT:       Sight(Side.CUSTODY, _ROLL,        GATE - {"left_vehicle.why"}),
    Role.RECEIVER:        Sight(Side.CUSTODY, _ROLL,        GATE - {"left_vehicle.why"}),
    Role.COORDINATOR:     Sight(Side.BOTH,    _ROLL),
    Role.DATA_PROTECTION: Sight(Side.BOTH,    _SITE),
}
# fmt: on


def may_see(role: Role, kind: str, field: str = "") -> bool:
    """May this role see entries of a kind, or one field of them? What is not declared is denied."""
    sight, declared = TABLE.get(role), KINDS.get(kind)
    if sight is None or declared is None:
        return False
    if declared.compartment is not None and declared.compartment not in sight.compartments:
        return False
    if field and field not in {question.name for question in declared.shape.questions}:
        return False
    return kind not in sight.without and f"{kind}.{field}" not in sight.without


def may_record(role: Role, kind: str) -> bool:
    """May this role record a kind? The floor plan says who; who sees nothing of a compartment records nothing in it."""
    declared = KINDS.get(kind)
    if declared is None or role not in TABLE:
        return False
    if Role.ANY in declared.who:
        return role is not Role.DATA_PROTECTION
    return role in declared.who


def cells() -> Iterator[tuple[Role, str, str]]:
    """Every cell of the table: role, kind and field, and the kind itself with no field."""
    for role in TABLE:
        for name, kind in KINDS.items():
            yield role, name, ""
            for question in kind.shape.questions:
                yield role, name, question.name
