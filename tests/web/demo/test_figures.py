"""The figures: each published one stands in the file, and a story comes within one in a hundred of it."""

import re

import pytest

from lanyard.web.demo import figures
from lanyard.web.demo.figures import FIGURES, How
from lanyard.web.demo.story import words
from tests.web.demo.telling import measured

WRITTEN_OUT = [
    (figures.AT_CAMP, figures.ONE_AFTERNOON, "3,000 of them sent straight to an open extension in one afternoon"),
    (figures.OUT, figures.WOMEN_AND_CHILDREN_PERCENT, "99 per cent women and children"),
    (figures.DEATHS, figures.UNDER_ONE_OF_DEATHS_PERCENT, "65 per cent of them under the age of one"),
    (figures.MAKE_UP, figures.CHILDREN_PERCENT, "70 per cent under 18"),
    (figures.MAKE_UP, figures.UNDER_TWELVE_PERCENT, "65 per cent under 12"),
]


@pytest.mark.parametrize("share", [0.0, -1.0, 0.05, 2.5])
def test_a_scale_that_is_not_told_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="scale"):
        figures.one_in(share)


def test_a_measure_that_several_days_have_is_not_read_without_its_day() -> None:
    with pytest.raises(LookupError):
        figures.row("camp_population")
    with pytest.raises(LookupError):
        figures.row("camp_population", "2019-02-30")


@pytest.mark.parametrize(("share", "one_in"), [(1.0, 1), (0.1, 10), (0.125, 8), (0.33, 3)])
def test_a_scale_is_one_in_so_many_people(share: float, one_in: int) -> None:
    assert figures.one_in(share) == one_in


@pytest.mark.parametrize(("row", "number", "note"), WRITTEN_OUT, ids=[note for _, _, note in WRITTEN_OUT])
def test_a_figure_in_a_note_is_as_the_note_has_it(row: figures.Row, number: int, note: str) -> None:
    assert note in row.note
    assert str(number) == re.sub(r"\D", "", re.split(r" (?:per cent|of them)", note)[0])


def test_the_published_totals_are_those_of_the_file() -> None:
    found = {one.code: one.expected(9000) for one in FIGURES if one.how is How.PUBLISHED and one.expected}
    assert found == {
        "out": 9000, "trucks_on_the_25th": 46, "waiting_at_transit": 3000, "places_in_the_hall": 400,
        "reached_the_camp": 6000, "in_one_afternoon": 3000, "women_and_children": 8910,
    }  # fmt: skip


def test_deaths_are_as_frequent_as_among_all_who_had_come() -> None:
    assert figures.deaths(9000) == 18
    assert figures.deaths_under_one(9000) == 12
    assert figures.deaths(37_546) == 75


def test_every_figure_says_whose_it_is_and_has_a_word() -> None:
    for one in FIGURES:
        assert bool(one.source) == (one.how is not How.DRAWN) == (one.expected is not None)
    assert words()["figures"].keys() == {one.code for one in FIGURES}
    assert words()["how"].keys() == set(How)


def test_at_one_in_ten_every_figure_is_met() -> None:
    assert [one for one in measured(10, 2019) if not one.near] == []


@pytest.mark.slow
def test_with_all_nine_thousand_every_figure_is_met() -> None:
    assert [one for one in measured(1, 2019) if not one.near] == []


def test_a_story_with_other_totals_would_be_noticed() -> None:
    out = measured(10, 2019)[0]
    assert out.figure.code == "out"
    assert not out._replace(counted=out.counted + 10).near
    assert not out._replace(counted=out.counted - 20).near
