"""Made-up names: two made-up words each, put together from parts so that no real name can result.

Every word is a first part, a joint and a last part. The joints (`zvu`, `ptu`, `gwe` …) join consonants that no name
of the region joins, and one stands in the middle of every word; so whatever the draw, it is nobody's name.
"""

from random import Random
from typing import Final, NamedTuple

FIRST: Final = (
    ("Ve", "ڤي"), ("Mo", "مو"), ("Pa", "پا"), ("Zi", "زي"), ("Ko", "كو"), ("Ra", "را"), ("Le", "لي"), ("Du", "دو"),
    ("Ni", "ني"), ("Ba", "با"), ("Go", "گو"), ("Su", "سو"), ("Ti", "تي"), ("Fe", "في"),
)  # fmt: skip
JOINTS: Final = (
    ("zvu", "زڤو"), ("ptu", "پتو"), ("gwe", "گوي"), ("kfa", "كفا"), ("dmo", "دمو"), ("bzi", "بزي"), ("mvo", "مڤو"),
    ("tke", "تكي"), ("shpi", "شپي"), ("pno", "پنو"),
)  # fmt: skip
LAST: Final = (
    ("ra", "را"), ("n", "ن"), ("l", "ل"), ("sh", "ش"), ("da", "دا"), ("m", "م"), ("th", "ث"), ("lo", "لو"),
    ("k", "ك"), ("ne", "ني"), ("s", "س"), ("mi", "مي"),
)  # fmt: skip


class Name(NamedTuple):
    """A made-up name in Latin letters, and the same in Arabic ones."""

    latin: str
    arabic: str


def word(rng: Random) -> Name:
    """One made-up word."""
    parts = (rng.choice(FIRST), rng.choice(JOINTS), rng.choice(LAST))
    return Name("".join(latin for latin, _ in parts), "".join(arabic for _, arabic in parts))


def name(rng: Random, family: Name) -> Name:
    """A name of her own before the family's."""
    own = word(rng)
    return Name(f"{own.latin} {family.latin}", f"{own.arabic} {family.arabic}")
