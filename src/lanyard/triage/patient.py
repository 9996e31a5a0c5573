"""The patient as triage sees her: age, pregnancy, signs and numbers, each of which may be unknown."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lanyard.triage.signs import Sign

MONTHS_MAX: Final = 1571
"""130 years and eleven months."""
AGE_UNKNOWN: Final = (7, MONTHS_MAX)
"""Who reads an age nobody could say: anyone but an infant of six months or less, who is known by sight."""


class Answer(StrEnum):
    """A question with three answers. Unknown is never read as no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Avpu(StrEnum):
    """Alert, answers to voice, to pain, or not at all."""

    ALERT = "a"
    VOICE = "v"
    PAIN = "p"
    UNRESPONSIVE = "u"


class Mode(StrEnum):
    """The two charts, or START and JumpSTART while there are more patients than hands."""

    IITT = "iitt"
    SURGE = "surge"


@dataclass(frozen=True, slots=True)
class Patient:
    """One patient at one moment. None is: not measured, not known.

    `age_months` is lowest and highest in completed months, the same twice when it is known to the month.
    `age_days` is for newborns and counts before `age_months`. Temperature is in tenths of a degree Celsius,
    pressures in mmHg, rates per minute.
    """

    age_months: tuple[int, int] | None = None
    age_days: int | None = None
    pregnant: Answer = Answer.UNKNOWN
    signs: frozenset[Sign] = frozenset()
    hr: int | None = None
    rr: int | None = None
    spo2_pct: int | None = None
    temp_dc: int | None = None
    sbp: int | None = None
    dbp: int | None = None
    avpu: Avpu | None = None
    mode: Mode = Mode.IITT

    @property
    def months(self) -> tuple[int, int]:
        """The lowest and highest age in completed months that the tool must reckon with."""
        if self.age_days is not None:
            return (months_of_days(self.age_days),) * 2
        return self.age_months or AGE_UNKNOWN


def months_of_days(days: int) -> int:
    """Completed months of 30.4375 days."""
    return days * 16 // 487
