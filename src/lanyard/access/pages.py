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
    "undo": FIELD,
    "seal_now": FIELD,
}

ARRIVAL: Final[Pages] = {}
FIRST_AID: Final[Pages] = {}
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
