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

BAYS: Final = frozenset({Role.TRANSPORT})
CAMP: Final = frozenset({Role.RECEIVER})
HOLDERS: Final = frozenset({Role.MEDIC, Role.FAMILY_LINKS, Role.REVIEWER})
TRAVELS: Final = BAYS | CAMP | HOLDERS | {Role.COORDINATOR}
"""Who looks at boarding lists: those who send and receive people, and those who answer for who may not travel."""
COORDINATORS: Final = frozenset({Role.COORDINATOR})

TAKES_IN: Final = frozenset({Role.CLERK, Role.COORDINATOR})
"""Who gives people their tags, and takes lists of them in."""

Pages = Mapping[str, frozenset[Role]]

OWN: Final[Pages] = {
    "status": EVERYBODY,
    "sign_out": EVERYBODY,
    "lock": EVERYBODY,
    "account": EVERYBODY,
    "passkey_new": EVERYBODY,
    "passkeys": EVERYBODY,
    "role": EVERYBODY,
    "trail": OFFICERS,
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
PLACEMENT: Final[Pages] = {
    "areas": FIELD,
    "area": FIELD,
    "area_place": FIELD,
    "area_count": FIELD,
    "whereabouts_find": FIELD,
    "whereabouts": FIELD,
    "whereabouts_missing": FIELD,
    "whereabouts_place": FIELD,
    "whereabouts_hold": HOLDERS,
    "whereabouts_lift": HOLDERS,
}
TRANSPORT: Final[Pages] = {
    "lists": TRAVELS,
    "list": TRAVELS,
    "list_pdf": TRAVELS,
    "receipt_pdf": TRAVELS,
    "list_open": BAYS,
    "list_board": BAYS,
    "list_off": BAYS,
    "list_seal": BAYS,
    "list_depart": BAYS,
    "list_waypoint": BAYS | CAMP,
    "list_en_route": BAYS | CAMP,
    "list_count": CAMP,
    "list_receive": CAMP,
    "list_hand_over": CAMP,
}
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
STAFF: Final[Pages] = {
    "staff": COORDINATORS,
    "staff_add": COORDINATORS,
    "staff_one": COORDINATORS,
    "staff_roles": COORDINATORS,
    "staff_password": COORDINATORS,
    "staff_access": COORDINATORS,
    "devices": COORDINATORS,
    "device_revoke": COORDINATORS,
}
PAPERS: Final[Pages] = {
    "papers": FIELD,
    "paper": FIELD,
    "paper_pdf": FIELD,
    "print_tags": TAKES_IN,
    "print_sheets": FIELD,
    "print_roll": OVERSIGHT,
    "import_people": TAKES_IN,
    "import_columns": TAKES_IN,
    "import_rows": TAKES_IN,
    "import_not_taken": TAKES_IN,
    "import_forget": TAKES_IN,
}

PAGES: Final[Pages] = {**OWN, **ARRIVAL, **FIRST_AID, **PLACEMENT, **TRANSPORT, **PEOPLE, **BOARD, **STAFF, **PAPERS}

OPEN: Final = frozenset(
    {"sign_in", "passkey_ask", "passkey_sign_in", "unlock", "asset", "healthz", "readyz", "metrics"}
)  # fmt: skip
"""What is answered although nobody is signed in: nothing of anybody stands there."""


def may_open(role: Role, page: str) -> bool:
    """May this role open a page?"""
    return role in PAGES.get(page, frozenset())
