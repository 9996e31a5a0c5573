"""What follows from numbers, age and pregnancy: the other codes that `because` may hold, and the limits behind them."""

from enum import StrEnum
from typing import Final, NamedTuple

from lanyard.triage.patient import MONTHS_MAX


class Finding(StrEnum):
    """A row of a chart that is met by an answer or a number instead of a ticked sign."""

    HR_NONE = "hr_none"
    RR_NONE = "rr_none"
    AVPU_P = "avpu_p"
    AVPU_U = "avpu_u"
    HR_BELOW_50 = "hr_below_50"
    HR_ABOVE_150 = "hr_above_150"
    SBP_160_OR_ABOVE = "sbp_160_or_above"
    DBP_110_OR_ABOVE = "dbp_110_or_above"
    TEMP_BELOW_36 = "temp_below_36"
    TEMP_38_OR_ABOVE = "temp_38_or_above"
    TEMP_ABOVE_39 = "temp_above_39"
    SPO2_BELOW_92 = "spo2_below_92"
    NOT_ALERT = "not_alert"
    HR_BELOW_60 = "hr_below_60"
    HR_ABOVE_130 = "hr_above_130"
    RR_BELOW_10 = "rr_below_10"
    RR_ABOVE_30 = "rr_above_30"
    HR_LOW_FOR_AGE = "hr_low_for_age"
    HR_HIGH_FOR_AGE = "hr_high_for_age"
    RR_LOW_FOR_AGE = "rr_low_for_age"
    RR_HIGH_FOR_AGE = "rr_high_for_age"
    AGE_UNDER_8_DAYS = "age_under_8_days"
    AGE_UNDER_2_MONTHS = "age_under_2_months"
    AGE_8_DAYS_TO_6_MONTHS = "age_8_days_to_6_months"
    AGE_UNDER_2_YEARS = "age_under_2_years"
    AGE_OVER_50 = "age_over_50"
    AGE_OVER_70 = "age_over_70"
    AGE_UNSURE = "age_unsure"
    PREGNANT = "pregnant"
    PREGNANCY_UNKNOWN = "pregnancy_unknown"
    NOT_WALKING = "not_walking"
    RR_BELOW_15 = "rr_below_15"
    RR_ABOVE_45 = "rr_above_45"
    PAIN_PURPOSE_NOT_SEEN = "pain_purpose_not_seen"
    RR_NOT_COUNTED = "rr_not_counted"
    PULSE_NOT_CHECKED = "pulse_not_checked"
    RESPONSE_NOT_CHECKED = "response_not_checked"


FINDINGS: Final = tuple(Finding)


class Limit(NamedTuple):
    """A number under `below` or over `above`, for ages in completed months from `youngest` to `oldest`."""

    finding: Finding
    field: str
    below: int | None = None
    above: int | None = None
    youngest: int = 0
    oldest: int = MONTHS_MAX


LIMITS: Final = (
    Limit(Finding.HR_NONE, "hr", below=1),
    Limit(Finding.RR_NONE, "rr", below=1),
    Limit(Finding.HR_BELOW_50, "hr", below=50),
    Limit(Finding.HR_ABOVE_150, "hr", above=150),
    Limit(Finding.SBP_160_OR_ABOVE, "sbp", above=159),
    Limit(Finding.DBP_110_OR_ABOVE, "dbp", above=109),
    Limit(Finding.TEMP_BELOW_36, "temp_dc", below=360),
    Limit(Finding.TEMP_38_OR_ABOVE, "temp_dc", above=379),
    Limit(Finding.TEMP_ABOVE_39, "temp_dc", above=390),
    Limit(Finding.SPO2_BELOW_92, "spo2_pct", below=92),
    Limit(Finding.HR_BELOW_60, "hr", below=60),
    Limit(Finding.HR_ABOVE_130, "hr", above=130),
    Limit(Finding.RR_BELOW_10, "rr", below=10),
    Limit(Finding.RR_ABOVE_30, "rr", above=30),
    Limit(Finding.HR_LOW_FOR_AGE, "hr", below=90, oldest=11),
    Limit(Finding.HR_LOW_FOR_AGE, "hr", below=80, youngest=12, oldest=59),
    Limit(Finding.HR_LOW_FOR_AGE, "hr", below=70, youngest=60, oldest=143),
    Limit(Finding.HR_HIGH_FOR_AGE, "hr", above=180, oldest=11),
    Limit(Finding.HR_HIGH_FOR_AGE, "hr", above=160, youngest=12, oldest=59),
    Limit(Finding.HR_HIGH_FOR_AGE, "hr", above=140, youngest=60, oldest=143),
    Limit(Finding.RR_LOW_FOR_AGE, "rr", below=25, oldest=11),
    Limit(Finding.RR_LOW_FOR_AGE, "rr", below=20, youngest=12, oldest=59),
    Limit(Finding.RR_LOW_FOR_AGE, "rr", below=10, youngest=60, oldest=143),
    Limit(Finding.RR_HIGH_FOR_AGE, "rr", above=50, oldest=11),
    Limit(Finding.RR_HIGH_FOR_AGE, "rr", above=40, youngest=12, oldest=59),
    Limit(Finding.RR_HIGH_FOR_AGE, "rr", above=30, youngest=60, oldest=143),
    Limit(Finding.RR_BELOW_15, "rr", below=15),
    Limit(Finding.RR_ABOVE_45, "rr", above=45),
)
"""Which of these count is said by the rows of each chart. The child's band of 5 to 12 years ends at 12."""

FIELD_OF: Final = {limit.finding: limit.field for limit in LIMITS} | {
    Finding.AVPU_P: "avpu",
    Finding.AVPU_U: "avpu",
    Finding.NOT_ALERT: "avpu",
    Finding.PAIN_PURPOSE_NOT_SEEN: "avpu",
    Finding.RR_NOT_COUNTED: "rr",
    Finding.PULSE_NOT_CHECKED: "signs",
    Finding.RESPONSE_NOT_CHECKED: "signs",
    Finding.NOT_WALKING: "signs",
    Finding.PREGNANT: "pregnant",
    Finding.PREGNANCY_UNKNOWN: "pregnant",
    **{finding: "age" for finding in Finding if finding.startswith("age_")},
}
"""The field of a patient that each finding was read from."""
