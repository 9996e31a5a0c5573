"""Burial: that she died, and what is owed from then."""

import pytest

from lanyard.casefile.place import Place, Where
from lanyard.terms import Manner
from tests import said
from tests.making import Notebook, duties, marks, minute, person, read, tag

HER = person(1)


def test_nobody_dies_twice() -> None:
    book = Notebook()
    book.add(said.died(), HER)
    assert marks(read(book).case(1)) == []
    book.add(said.died(), HER)
    assert marks(read(book).case(1)) == ["died-twice"]


@pytest.mark.parametrize(
    ("manner", "rules"),
    [
        (Manner.VIOLENCE, ["death-to-enquire"]),
        (Manner.UNKNOWN, ["death-to-enquire"]),
        (Manner.ILLNESS, []),
        (Manner.EXPOSURE, []),
    ],
)
def test_a_violent_or_unknown_death_is_enquired_into(manner: Manner, rules: list[str]) -> None:
    book = Notebook()
    book.add(said.died(manner), HER, 0)
    case = read(book).case(1)
    assert marks(case) == rules
    expected = [("examine_body", minute(1440)), ("care_for_dependants", minute(60))]
    expected += [("death_enquiry", minute(1440))] if rules else []
    assert [(o.duty.code, o.red_ms) for o in case.duties] == expected


def test_what_is_owed_after_a_death_is_answered_until_the_stations_stand() -> None:
    book = Notebook()
    book.add(said.died(Manner.VIOLENCE), HER)
    for duty in ("death_enquiry", "care_for_dependants", "examine_body"):
        book.add(said.answered(duty), HER)
        assert duty not in duties(read(book).case(1))
    assert duties(read(book).case(1)) == []


def test_an_unknown_wearer_of_a_tag_can_die() -> None:
    book = Notebook()
    book.add(said.died(), tag(1))
    worn = read(book).tag(1).worn
    assert worn is not None
    assert worn.place == Place(Where.DEAD)
