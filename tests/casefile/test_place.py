"""Which place on the roll may follow which: the whole table, written out again by hand from the design."""

from typing import Final

import pytest

from lanyard.casefile.place import CLOSED, MAY_FOLLOW, Place, Where, contradicts

COLUMNS: Final = (
    "on_site aboard in_hospital taken escaped unaccounted turned_back handed_over left released with_party dead".split()
)
# A row's letters stand under the columns: y may follow, n contradicts, s only where a receiver signed on the spot.
TABLE: Final = {
    "on_site": "y y y y y y y s y y y y",
    "aboard": "y n y y y y n y y n n y",
    "in_hospital": "y n y y y y y y y y y y",
    "taken": "y n y y y y y y y y y y",
    "escaped": "y n y y y y y y y y y y",
    "unaccounted": "y n y y y y y y y y y y",
    "turned_back": "y n n n n n n n n n n n",
    "handed_over": "y n n n n n n n n n n n",
    "left": "y n n n n n n n n n n n",
    "released": "y n n n n n n n n n n n",
    "with_party": "y n n n n n n n n n n n",
    "dead": "n n n n n n n n n n n n",
}
STEPS: Final = [
    (now, then, letter)
    for now, row in TABLE.items()
    for then, letter in zip(COLUMNS, row.split(), strict=True)
    if now != then
]
SAYS: Final = {"y": "may follow", "n": "cannot follow", "s": "follows only a signature on"}


@pytest.mark.parametrize(
    ("now", "then", "letter"), STEPS, ids=[f"{then} {SAYS[letter]} {now}" for now, then, letter in STEPS]
)
def test_a_step_is_judged_as_the_design_says(now: str, then: str, letter: str) -> None:
    before, after = Place(Where(now)), Place(Where(then))
    assert contradicts(before, after) is (letter != "y")
    assert contradicts(before, after, signed_for=True) is (letter == "n")
    assert (Where(then) in MAY_FOLLOW[Where(now)]) is (letter == "y")


@pytest.mark.parametrize("where", Where)
def test_the_same_place_again_is_no_step(where: Where) -> None:
    assert not contradicts(Place(where, "here"), Place(where, "here"))


@pytest.mark.parametrize(
    ("where", "possible"),
    [
        (Where(name), TABLE[name].split()[COLUMNS.index(name)] == "y")
        for name in COLUMNS
        if name not in ("escaped", "unaccounted")
    ],
)
def test_another_area_hospital_or_force_may_follow_but_not_another_vehicle_or_end(where: Where, possible: bool) -> None:
    assert contradicts(Place(where, "one"), Place(where, "other")) is not possible


def test_the_table_names_every_place_once() -> None:
    assert list(TABLE) == COLUMNS == [where.value for where in Where]
    assert {where.value for where in CLOSED} == set(COLUMNS[6:])
