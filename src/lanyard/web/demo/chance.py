"""Chance for the story: from a seed alone, so that the same days can be played again."""

from random import Random


def chance(seed: str) -> Random:
    """Numbers that are the same for the same seed, in every run and on every machine."""
    return Random(seed)  # noqa: S311  a story is to be repeated; it guards nothing
