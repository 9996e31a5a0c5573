"""Ages as tiles: six bands that a thumb can hit, each a range of completed months."""

from typing import Final

from lanyard.ledger.ask import AgeRange
from lanyard.ledger.record import AGE_MONTHS_MAX
from lanyard.web.guard import Ask

BANDS: Final = {
    "0": AgeRange(0, 11),
    "1": AgeRange(12, 59),
    "5": AgeRange(60, 143),
    "12": AgeRange(144, 215),
    "18": AgeRange(216, 719),
    "60": AgeRange(720, AGE_MONTHS_MAX),
}
"""By the years from which on they hold."""


def tiles(ask: Ask) -> list[tuple[str, str]]:
    """The bands with their labels."""
    words = ask.words.page("arrival")
    labels = (
        words["under_1"], words["years_1_4"], words["years_5_11"], words["years_12_17"], words["years_18_59"],
        words["years_60"],
    )  # fmt: skip
    return list(zip(BANDS, labels, strict=True))
