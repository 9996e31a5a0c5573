"""What speaks against a permission, rule by rule, before it is granted or refused."""

from dataclasses import dataclass
from enum import StrEnum

from lanyard.casefile.marks import Rule
from lanyard.ledger.noun import Ref


class Status(StrEnum):
    """Broken: refused unless overridden. Not checked: a compartment is missing here. Not yet recorded: no station does."""

    BROKEN = "broken"
    NOT_CHECKED = "not_checked"
    NOT_YET_RECORDED = "not_yet_recorded"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule, what is known of it, and whom it concerns."""

    rule: Rule
    status: Status
    people: tuple[Ref, ...]

    @property
    def refuses(self) -> bool:
        """Does it stop the permission, unless a named person gives a reason?"""
        return self.status is Status.BROKEN
