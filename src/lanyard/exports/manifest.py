"""A boarding list: everybody who is to be on one vehicle, to be ticked off by the one who gives and the one who takes."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from lanyard.exports.setting import Heading, grouped, qr, shortened
from lanyard.words import Words

LABELS: Final = (
    "boarding_list", "from", "to", "route", "officer", "plate", "seats", "opened", "sealed", "departed", "row", "tag",
    "name", "sex", "age", "remark", "ticked", "gives", "takes", "signature", "hour", "signed_on_screen",
)  # fmt: skip
QR_PREFIX: Final = "LNYM:"
STEPPED_OFF: Final = "left"
TWO_YEARS: Final = 24
YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Traveller:
    """One of them: the code of her tag, her name as it was said, the code of her sex, her age in months from lowest to
    highest (nothing if nobody asked or nobody knows), what became of her if that is known (the code of an outcome).
    """

    tag: str
    name: str
    sex: str
    age: tuple[int, int] | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class BoardingPaper:
    """A list with its people; who stepped off again is on it, at its end, and not counted. `number` is its id in hexadecimal; hours are written as they are to be read."""

    heading: Heading
    number: str
    label: str
    site: str
    to: str
    route: str
    officer: str
    plate: str
    seats: str
    opened: str
    sealed: str
    departed: str
    people: tuple[Traveller, ...]


def laid_out(paper: BoardingPaper, words: Words, beside: Words | None) -> dict[str, Any]:
    """What the template shows."""
    both = [words] if beside is None else [words, beside]
    count = sum(one.outcome != STEPPED_OFF for one in paper.people)
    return {
        "heading": asdict(paper.heading),
        "given": {name: value for name, value in asdict(paper).items() if name != "people"},
        "title": [one.printed("boarding_list") for one in both],
        "label": paper.label,
        "foot": shortened(paper.label),
        "qr": qr(QR_PREFIX + paper.number.upper(), border=1),
        "counted": [one.printed("people_on_list", count=count) for one in both],
        "people": [_row(one, both) for one in sorted(paper.people, key=lambda one: one.outcome == STEPPED_OFF)],
    }


def _row(one: Traveller, both: list[Words]) -> dict[str, Any]:
    age, unit = spoken_age(one.age, both)
    return {
        "tag": grouped(one.tag),
        "name": one.name,
        "sex": [words.choice("sex", one.sex) for words in both],
        "age": age,
        "unit": unit,
        "expected": one.outcome != STEPPED_OFF,
        "remark": [words.choice("outcome", one.outcome) for words in both] if one.outcome else [""],
    }


def spoken_age(age: tuple[int, int] | None, both: list[Words]) -> tuple[str, list[str]]:
    """A number or a range, and what it counts: months below two years, else completed years, the lower rounded down."""
    if age is None:
        return "", [words.printed("not_known") for words in both]
    low, high = age
    if high < TWO_YEARS:
        return _range(low, high), [words.printed("months") for words in both]
    return _range(low // YEAR, high // YEAR), [words.printed("years") for words in both]


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"
