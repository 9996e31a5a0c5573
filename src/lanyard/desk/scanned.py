"""What a scan or a typed code means before it is recorded: whose tag it is, and what has to be asked once."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lanyard.casefile.case import Case
from lanyard.casefile.place import Where
from lanyard.casefile.tag import tag_ref
from lanyard.desk.rows import key_of
from lanyard.desk.scope import Scope
from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.stations.placement.entries import Placed
from lanyard.stations.transport.entries import Boarded, LeftVehicle, Received
from lanyard.terms.tags import QR_PREFIX, typed_tag


class Whose(StrEnum):
    """Whose tag it is, as far as is known here."""

    SOMEBODY = "somebody"
    UNCLAIMED = "unclaimed"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Scanned:
    """One tag: `about` is who wears it, or the tag itself where nobody knows.

    `aboard` and `area` (ids in hexadecimal) say where she is, with what somebody may still take back read on; both are
    empty where she is elsewhere or nobody knows. `scanned` is false where the code was typed by hand.
    """

    code: str
    about: Ref
    whose: Whose
    scanned: bool
    case: Case | None
    aboard: str
    area: str


_MOVES: Final = (Boarded, LeftVehicle, Placed, Received)


def scanned(scope: Scope, text: str) -> Scanned | None:
    """What this text stands for; nothing if it is the code of no tag. Raises `Denied`."""
    scope.require(Compartment.REGISTER)
    code = typed_tag(text)
    if code is None:
        return None
    scope.settle()
    person = scope.look.person(code)
    case = None if person is None else person.case
    about = tag_ref(code) if case is None else case.ref
    whose = Whose.SOMEBODY if about.noun is Noun.PERSON else Whose.UNCLAIMED
    if whose is Whose.UNCLAIMED and code[:2] not in scope.look.labels.sites:
        whose = Whose.FOREIGN
    if case is not None:
        scope.saw({Compartment.REGISTER}, [key_of(about)])
    by_scan = text.strip().upper().startswith(QR_PREFIX)
    return Scanned(code, about, whose, by_scan, case, *_whereabouts(scope, about, case))


def _whereabouts(scope: Scope, about: Ref, case: Case | None) -> tuple[str, str]:
    """The vehicle's list and the area that she is in: one of them at the most."""
    place = None if case is None else case.place
    aboard = place.which if place is not None and place.where is Where.ABOARD else ""
    area = place.which if place is not None and place.where is Where.ON_SITE else ""
    for _, draft in scope.office.pending.of(scope.viewer):
        if draft.about == about and isinstance(draft.record, _MOVES):
            aboard = draft.record.manifest.key.hex() if isinstance(draft.record, Boarded) else ""
            area = draft.record.area.key.hex() if isinstance(draft.record, Placed) else ""
    return aboard, area


def called(scope: Scope, noun: Noun, key: str) -> str:
    """What a list or an area is called, by its id in hexadecimal."""
    return scope.look.labels.of(key_of(Ref(noun, bytes.fromhex(key)))).label
