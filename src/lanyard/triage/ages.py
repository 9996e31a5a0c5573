"""The ages between which no answer changes: what is kept of an age so that a triage can be run again."""

from typing import Final, NamedTuple

from lanyard.triage.patient import MONTHS_MAX, Patient


class Band(NamedTuple):
    """A band of age in completed months, both ends in it; `days` stands for it where months are too coarse."""

    code: str
    youngest: int
    oldest: int
    days: int | None = None


BANDS: Final = (
    Band("days_0_to_7", 0, 0, days=7),
    Band("days_8_to_60", 0, 1, days=8),
    Band("months_2_to_6", 2, 6),
    Band("months_7_to_11", 7, 11),
    Band("year_1", 12, 23),
    Band("years_2_to_4", 24, 59),
    Band("years_5_to_8", 60, 107),
    Band("years_9_to_11", 108, 143),
    Band("years_12_to_50", 144, 611),
    Band("years_51_to_70", 612, 851),
    Band("years_over_70", 852, MONTHS_MAX),
    Band("months_0_to_11", 0, 11),
    Band("years_1_to_11", 12, 143),
    Band("years_0_to_11", 0, 143),
    Band("years_12_and_over", 144, MONTHS_MAX),
)
"""The finest first; the last four are for an age that is not known so finely."""
UNKNOWN_BAND: Final = "unknown"
AGE_BANDS: Final = (*(band.code for band in BANDS), UNKNOWN_BAND)


def band_of(patient: Patient) -> str:
    """The finest band that holds all of her possible ages; `unknown` when none does or nobody could say."""
    if patient.age_days is None and patient.age_months is None:
        return UNKNOWN_BAND
    low, high = patient.months
    newborn = patient.age_days < 8 if patient.age_days is not None else high == 0
    for band in BANDS:
        fits = band.days is None or (low == high and (band.days < 8) == newborn)
        if fits and band.youngest <= low and high <= band.oldest:
            return band.code
    return UNKNOWN_BAND


def ages_of(band: str) -> tuple[tuple[int, int] | None, int | None]:
    """What stands for a band when a triage is run again: `age_months` and `age_days` of a patient."""
    return _AGES[band]


_AGES: Final[dict[str, tuple[tuple[int, int] | None, int | None]]] = {
    band.code: (None, band.days) if band.days is not None else ((band.youngest, band.oldest), None) for band in BANDS
} | {UNKNOWN_BAND: (None, None)}
