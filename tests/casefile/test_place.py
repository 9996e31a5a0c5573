"""The closed list of places: every step that may be taken, and every one that may not."""

import itertools

import pytest

from lanyard.casefile.place import CLOSED, MAY_FOLLOW, Place, Where, contradicts

W = Where
OPEN = (W.ON_SITE, W.ABOARD, W.IN_HOSPITAL, W.TAKEN, W.ESCAPED, W.UNACCOUNTED)
ENDED = (W.TURNED_BACK, W.HANDED_OVER, W.LEFT, W.RELEASED, W.WITH_PARTY, W.DEAD)

# As the books have it, word for word, beside the table in the code: what may not follow on what.
NOT_AFTER: dict[Where, set[Where]] = {
    W.ON_SITE: {W.HANDED_OVER},
    W.ABOARD: {W.RELEASED, W.WITH_PARTY, W.TURNED_BACK},
    W.IN_HOSPITAL: {W.ABOARD},
    W.TAKEN: {W.ABOARD},
    W.ESCAPED: {W.ABOARD},
    W.UNACCOUNTED: {W.ABOARD},
    W.TURNED_BACK: set(Where) - {W.ON_SITE},
    W.HANDED_OVER: set(Where) - {W.ON_SITE},
    W.LEFT: set(Where) - {W.ON_SITE},
    W.RELEASED: set(Where) - {W.ON_SITE},
    W.WITH_PARTY: set(Where) - {W.ON_SITE},
    W.DEAD: set(Where),
}
STEPS = [(now, then) for now, then in itertools.product(Where, Where) if now is not then]


def test_every_place_is_open_or_closed() -> None:
    assert set(OPEN) | set(ENDED) == set(Where) == set(MAY_FOLLOW)
    assert set(ENDED) == CLOSED


@pytest.mark.parametrize(("now", "then"), [step for step in STEPS if step[1] in NOT_AFTER[step[0]]])
def test_a_step_that_cannot_be_contradicts(now: Where, then: Where) -> None:
    assert contradicts(Place(now), Place(then))


@pytest.mark.parametrize(("now", "then"), [step for step in STEPS if step[1] not in NOT_AFTER[step[0]]])
def test_a_step_that_can_be_does_not(now: Where, then: Where) -> None:
    assert not contradicts(Place(now), Place(then))


@pytest.mark.parametrize("where", Where)
def test_the_same_place_again_is_no_step(where: Where) -> None:
    assert not contradicts(Place(where, "a"), Place(where, "a"))


@pytest.mark.parametrize(
    ("where", "contradiction"),
    [(where, where not in {W.ON_SITE, W.IN_HOSPITAL, W.TAKEN}) for where in Where],
)
def test_another_vehicle_contradicts_and_another_area_or_hospital_or_captor_does_not(
    where: Where, contradiction: bool
) -> None:
    assert contradicts(Place(where, "a"), Place(where, "b")) is contradiction


@pytest.mark.parametrize("now", OPEN)
def test_whoever_is_not_gone_may_be_signed_for_on_the_spot(now: Where) -> None:
    assert not contradicts(Place(now), Place(W.HANDED_OVER), signed_for=True)


@pytest.mark.parametrize("now", ENDED)
def test_nobody_signs_for_whoever_is_gone(now: Where) -> None:
    assert contradicts(Place(now), Place(W.HANDED_OVER, "x"), signed_for=True)
