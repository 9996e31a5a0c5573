"""Which page is for whom: every address by its name. One that is not here is for nobody."""

from collections.abc import Mapping
from typing import Final

from lanyard.access.table import TABLE
from lanyard.terms import Role

EVERYBODY: Final = frozenset(TABLE)
"""Whoever is signed in."""

FIELD: Final = EVERYBODY - {Role.DATA_PROTECTION}
"""All who work with people."""

OFFICERS: Final = frozenset({Role.COORDINATOR, Role.DATA_PROTECTION})

OVERSIGHT: Final = frozenset({Role.COORDINATOR, Role.FAMILY_LINKS, Role.REVIEWER})
"""Who answers for the whole: whether the books balance, and what does not hold."""

SEVERAL_SITES: Final = OVERSIGHT | OFFICERS
"""Who may look at the board and the duties of all sites; others see their own."""

Pages = Mapping[str, frozenset[Role]]

OWN: Final[Pages] = {
    "status": EVERYBODY,
    "sign_out": EVERYBODY,
    "lock": EVERYBODY,
    "account": EVERYBODY,
    "passkey_new": EVERYBODY,
    "passkeys": EVERYBODY,
    "role": EVERYBODY,
    "undo": FIELD,
    "seal_now": FIELD,
}

GATE: Final = frozenset({Role.CLERK, Role.MEDIC, Role.COORDINATOR})
"""Who receives people at the vehicles."""

ARRIVAL: Final[Pages] = {
    "arrivals": GATE | {Role.SEARCH},
    "vehicle": GATE | {Role.SEARCH},
    "vehicle_safety": GATE | {Role.SEARCH},
    "vehicle_count": GATE,
    "vehicle_count_again": GATE,
    "vehicle_glance": GATE,
    "vehicle_strip": GATE,
    "vehicle_meet": GATE,
    "vehicle_family": GATE,
    "vehicle_turned_back": GATE | {Role.SEARCH},
    "family_on_foot": GATE,
    "meet_person": GATE,
    "walked_in": GATE,
    "born": GATE,
    "came_back": GATE,
    "turned_back": GATE | {Role.SEARCH},
    "relief_given": GATE,
}

MEDIC_ONLY: Final = frozenset({Role.MEDIC})
FIRST_AID: Final[Pages] = {
    "queues": GATE,
    "call_medic": FIELD,
    "looked_at": GATE,
    "none_red": GATE,
    "triage": MEDIC_ONLY,
    "care": GATE,
    "care_form": MEDIC_ONLY,
    "rush_out": FIELD,
    "rush_out_new": FIELD,
    "rush_out_from": GATE,
    "rush_out_more": FIELD,
}
PLACEMENT: Final[Pages] = {}
TRANSPORT: Final[Pages] = {}
PEOPLE: Final[Pages] = {
    "find": FIELD,
    "claim_found": FIELD,
    "person": FIELD,
    "name_sound": FIELD - {Role.SEARCH},
    "noun": FIELD,
    "record": FIELD,
    "correct": FIELD,
    "in_error": FIELD,
}
BOARD: Final[Pages] = {
    "board": EVERYBODY,
    "behind": FIELD,
    "roll": OVERSIGHT,
    "behind_roll": OVERSIGHT,
    "contradictions": OVERSIGHT,
    "duties": FIELD,
    "duty_answered": FIELD,
}
STAFF: Final[Pages] = {}
PAPERS: Final[Pages] = {}

PAGES: Final[Pages] = {**OWN, **ARRIVAL, **FIRST_AID, **PLACEMENT, **TRANSPORT, **PEOPLE, **BOARD, **STAFF, **PAPERS}

OPEN: Final = frozenset(
    {"sign_in", "passkey_ask", "passkey_sign_in", "unlock", "asset", "healthz", "readyz", "metrics"}
)  # fmt: skip
"""What is answered although nobody is signed in: nothing of anybody stands there."""


def may_open(role: Role, page: str) -> bool:
    """May this role open a page?"""
    return role in PAGES.get(page, frozenset())
