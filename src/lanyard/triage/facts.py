"""From a patient to the facts that the charts ask for, each with the sign or finding that speaks for it."""

from collections.abc import Iterable, Iterator
from typing import Final

from lanyard.triage.charts import Fact, Row
from lanyard.triage.colours import once
from lanyard.triage.findings import LIMITS, Finding
from lanyard.triage.patient import Answer, Avpu, Patient
from lanyard.triage.signs import SIGNS, Sign

Facts = dict[Fact, str]

PREGNANCY_ASKED_FROM: Final = 120
"""Completed months: below ten years an unknown pregnancy raises no question."""

IMPLIES: Final[tuple[tuple[Fact, tuple[Fact, ...]], ...]] = (
    (Finding.RR_NONE, (Sign.NOT_BREATHING,)),
    (Sign.NOT_BREATHING_AFTER_AIRWAY_OPENED, (Sign.NOT_BREATHING,)),
    (Sign.NOT_BREATHING_AFTER_RESCUE_BREATHS, (Sign.NOT_BREATHING,)),
    (Sign.BREATHES_AFTER_AIRWAY_OPENED, (Sign.UNRESPONSIVE,)),
    (Sign.BREATHES_AFTER_RESCUE_BREATHS, (Sign.UNRESPONSIVE,)),
    (Sign.NOT_BREATHING, (Sign.UNRESPONSIVE,)),
    (Finding.AVPU_U, (Sign.UNRESPONSIVE,)),
    (Finding.HR_NONE, (Sign.NO_PALPABLE_PULSE,)),
    (Sign.NO_PALPABLE_PULSE, (Sign.NO_RADIAL_PULSE,)),
    (Sign.NO_RADIAL_PULSE, (Sign.WEAK_AND_FAST_PULSE,)),
    (Sign.CAPILLARY_REFILL_OVER_3_S, (Sign.REFILL_OVER_2_S,)),
    (Sign.CANNOT_FOLLOW_COMMANDS, (Sign.ALTERED_MENTAL_STATUS,)),
    (Finding.TEMP_38_OR_ABOVE, (Sign.FEVER,)),
    (Finding.TEMP_BELOW_36, (Sign.HYPOTHERMIA,)),
    (Sign.SEVERE_HEADACHE, (Sign.HEADACHE, Sign.SEVERE_PAIN)),
    (Sign.SEVERE_ABDOMINAL_PAIN, (Sign.ACUTE_CHEST_OR_ABDOMINAL_PAIN, Sign.SEVERE_PAIN)),
    (Sign.VISUAL_CHANGE, (Sign.ACUTE_VISUAL_DISTURBANCE,)),
    (Sign.VISIBLE_ACUTE_LIMB_DEFORMITY, (Sign.TRAUMA,)),
    (Sign.OPEN_FRACTURE, (Sign.TRAUMA,)),
    (Sign.SUSPECTED_DISLOCATION, (Sign.TRAUMA,)),
    (Sign.ACTIVE_LABOUR, (Finding.PREGNANT,)),
    (Sign.PREGNANCY_REFERRED_FOR_COMPLICATIONS, (Finding.PREGNANT,)),
)
"""What one fact says of another. It only ever adds, and a cause stands before what follows from its effects."""


def facts_of(patient: Patient) -> Facts:
    """All that is so with this patient. The value is the sign or finding it is known by; most speak for themselves."""
    found: Facts = {sign: sign for sign in SIGNS if sign in patient.signs}
    found |= {finding: finding for finding in (*_numbers(patient), *_consciousness(patient))}
    found |= dict(_ages(patient))
    if patient.pregnant is Answer.YES:
        found[Finding.PREGNANT] = Finding.PREGNANT
    for cause, effects in IMPLIES:
        if cause in found:
            for effect in effects:
                found.setdefault(effect, found[cause])
    if (
        patient.pregnant is Answer.UNKNOWN
        and Finding.PREGNANT not in found
        and patient.months[1] >= PREGNANCY_ASKED_FROM
    ):
        found[Finding.PREGNANCY_UNKNOWN] = Finding.PREGNANCY_UNKNOWN
    return found


def reasons(rows: Iterable[Row], facts: Facts) -> tuple[str, ...]:
    """What the rows that are met are met by, in their order, each once."""
    codes: list[str] = []
    for row in rows:
        met = [[facts[fact] for fact in item if fact in facts] for item in row.items]
        if sum(map(bool, met)) >= row.needs:
            codes += [code for item in met for code in item]
    return once(codes)


def _numbers(patient: Patient) -> Iterator[Finding]:
    low, high = patient.months
    for limit in LIMITS:
        value: int | None = getattr(patient, limit.field)
        if value is None or high < limit.youngest or low > limit.oldest:
            continue
        if (limit.below is not None and value < limit.below) or (limit.above is not None and value > limit.above):
            yield limit.finding


def _consciousness(patient: Patient) -> Iterator[Finding]:
    if patient.avpu is None or patient.avpu is Avpu.ALERT:
        return
    yield Finding.NOT_ALERT
    if patient.avpu is Avpu.UNRESPONSIVE:
        yield Finding.AVPU_U
    if patient.avpu is Avpu.PAIN:
        yield Finding.AVPU_P
        if Sign.PAIN_RESPONSE_WITH_PURPOSE not in patient.signs:
            yield Finding.PAIN_PURPOSE_NOT_SEEN


def _ages(patient: Patient) -> Iterator[tuple[Finding, Finding]]:
    """The rows of age that hold, or that the answer leaves open: those are known by `age_unsure`."""
    low, high = patient.months
    newborn = patient.age_days < 8 if patient.age_days is not None else high == 0
    if newborn:
        yield Finding.AGE_UNDER_8_DAYS, Finding.AGE_UNSURE if patient.age_days is None else Finding.AGE_UNDER_8_DAYS
    elif patient.age_days is None and low == 0:
        yield Finding.AGE_UNSURE, Finding.AGE_UNSURE
    for finding, holds, surely in (
        (Finding.AGE_UNDER_2_MONTHS, low < 2, high < 2),
        (Finding.AGE_8_DAYS_TO_6_MONTHS, low < 7 and not newborn, high < 7),
        (Finding.AGE_UNDER_2_YEARS, low < 24, high < 24),
        (Finding.AGE_OVER_50, high >= 51 * 12, low >= 51 * 12),
        (Finding.AGE_OVER_70, high >= 71 * 12, low >= 71 * 12),
    ):
        if holds:
            yield finding, finding if surely else Finding.AGE_UNSURE
