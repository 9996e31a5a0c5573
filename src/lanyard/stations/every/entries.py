"""What every station records: who signed in, what was recorded in error, which duty was answered."""

from dataclasses import dataclass
from typing import Annotated

from lanyard.ledger.ask import Ask, Code, StaffId, Text
from lanyard.terms import Role, SignedInBy


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A member of staff took this device. The entry's own `recorded_by` is the number that this sign-in opens."""

    staff: StaffId
    role: Role
    how: SignedInBy


@dataclass(frozen=True, slots=True)
class RecordedInError:
    """The entry referred to should not be read. It takes effect when two people have said so."""

    why: Text


@dataclass(frozen=True, slots=True)
class DutyAnswered:
    """What was owed was done, or answered for, otherwise."""

    duty: Code
    done: Annotated[str, Ask(longest=200)]
