"""Patients for the tests of triage: made in a word, or drawn over all ages, signs and numbers."""

from dataclasses import replace

from hypothesis import strategies as st

from lanyard.triage import COLOURS, SIGNS, Answer, Avpu, Mode, Patient, Result, Sign
from lanyard.triage.patient import MONTHS_MAX
from lanyard.triage.signs import GOOD_SIGNS

NUMBERS = {
    "hr": (0, 350),
    "rr": (0, 150),
    "spo2_pct": (0, 100),
    "temp_dc": (150, 450),
    "sbp": (0, 350),
    "dbp": (0, 350),
}
BAD_SIGNS = tuple(sign for sign in SIGNS if sign not in GOOD_SIGNS)


def adult(*signs: str, years: int = 30, pregnant: str = "no", **rest: object) -> Patient:
    """A grown patient who is not pregnant unless said."""
    return patient((years * 12, years * 12 + 11), signs, pregnant, rest)


def child(*signs: str, years: int = 4, pregnant: str = "no", **rest: object) -> Patient:
    """A child of four unless said."""
    return patient((years * 12, years * 12 + 11), signs, pregnant, rest)


def infant(days: int, *signs: str, **rest: object) -> Patient:
    """A baby whose days are known."""
    return replace(patient(None, signs, "no", rest), age_days=days)


def patient(months: tuple[int, int] | None, signs: tuple[str, ...], pregnant: str, rest: dict[str, object]) -> Patient:
    """A patient from plain words."""
    made = Patient(age_months=months, signs=frozenset(map(Sign, signs)), pregnant=Answer(pregnant))
    return replace(made, **rest)  # type: ignore[arg-type]


def grade(result: Result) -> tuple[int, bool]:
    """How grave a result is: its colour first, then the look; a red needs no look to be the graver."""
    return COLOURS.index(result.colour), result.review_now or result.colour == "red"


months_known = st.integers(0, MONTHS_MAX).map(lambda months: (months, months))
months_said = st.tuples(st.integers(0, 1500), st.integers(0, 71)).map(lambda pair: (pair[0], pair[0] + pair[1]))
edges = st.sampled_from([0, 1, 2, 6, 7, 11, 12, 23, 24, 59, 60, 107, 108, 119, 120, 143, 144, 611, 612, 851, 852])
ages = st.one_of(
    st.none(),
    months_known,
    edges.map(lambda months: (months, months)),
    months_said,
    st.integers(0, 130).map(lambda years: (12 * years, 12 * years + 11)),
)


def number(low: int, high: int) -> st.SearchStrategy[int | None]:
    """A number that may not have been measured."""
    return st.none() | st.integers(low, high)


signs = st.frozensets(st.sampled_from(SIGNS), max_size=6)
patients = st.builds(
    Patient,
    age_months=ages,
    age_days=st.none() | st.none() | st.none() | st.integers(0, 364),
    pregnant=st.sampled_from(Answer),
    signs=signs,
    avpu=st.none() | st.sampled_from(Avpu),
    mode=st.sampled_from(Mode),
    **{field: number(*limits) for field, limits in NUMBERS.items()},
)
