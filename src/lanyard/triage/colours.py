"""The colours of care, what one reading of a chart returns, and how soon a patient is looked at again."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import chain
from typing import Final, NamedTuple


class Colour(StrEnum):
    """How soon she needs care. Black exists in a surge only: a doctor must see her; it is never a death."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    BLACK = "black"


COLOURS: Final = tuple(Colour)
"""From mild to grave."""
RANK: Final = {colour: rank for rank, colour in enumerate(COLOURS)}
RETRIAGE_MINUTES: Final = {Colour.GREEN: 240, Colour.YELLOW: 60, Colour.RED: 15, Colour.BLACK: 15}
"""Policy of this house: the charts leave the times to the facility. Black is looked at again as often as red."""


class Outcome(NamedTuple):
    """One chart's answer: the colour, what made it, and what asks for a senior's look at once."""

    colour: Colour
    made_by: tuple[str, ...]
    review: tuple[str, ...] = ()


def worse(outcomes: Iterable[Outcome]) -> Outcome:
    """The gravest of several answers, with the reasons of all that gave that colour and every call for a look."""
    outcomes = tuple(outcomes)
    colour = max((outcome.colour for outcome in outcomes), key=RANK.__getitem__)
    return Outcome(
        colour,
        once(chain.from_iterable(o.made_by for o in outcomes if o.colour is colour)),
        once(chain.from_iterable(o.review for o in outcomes)) if RANK[colour] < RANK[Colour.RED] else (),
    )


def once(codes: Iterable[str]) -> tuple[str, ...]:
    """These codes in their order, each once."""
    return tuple(dict.fromkeys(codes))
