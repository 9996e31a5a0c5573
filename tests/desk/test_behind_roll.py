"""Each term of the books opens as many as it counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.desk.behind_roll import TERMS
from lanyard.desk.node import Node
from lanyard.desk.rows import key_of
from lanyard.stations.arrival.entries import Born
from tests.desk.office import boards, counted_in, departs, office, opened, receives, tell
from tests.desk.point import counts, made, said, tags, walks_in
from tests.making import manifest, person
from tests.said import died


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened_site:
        tell(opened_site, [
            counts(1, 4), tags(1, on=1), tags(2, on=1), walks_in(3), said(Born(person(3)), person(4)), opened(),
            boards(1), boards(2), departs(), counted_in(2), receives(1), said(died(), person(3)),
        ])  # fmt: skip
        yield opened_site


def test_what_is_no_term_opens_nothing(node: Node) -> None:
    with office(node) as asked:
        for book, term in (("arrivals", "dead"), ("people", "met_or_tagged"), ("nothing", "dead")):
            with pytest.raises(KeyError):
                asked.behind_roll.page(book, term, "BG")


def test_every_term_of_every_equation_opens_as_many_as_it_counts(node: Node) -> None:
    checked = 0
    with office(node) as asked:
        for equation in node.roll().equations:
            book = equation.name if equation.name in TERMS else "list"
            key = key_of(manifest(1)).hex() if book == "list" else ""
            for term, number in {**equation.left, **equation.right}.items():
                if term in TERMS[book]:
                    page = asked.behind_roll.page(book, term, equation.site, manifest=key)
                    assert sum(item.number for item in page.items) == number, (equation.name, term)
                    checked += number > 0
    assert checked >= 10


def test_places_open_whoever_is_there_now_and_was_closed_there(node: Node) -> None:
    with office(node) as asked:
        for site, places in node.roll().places.items():
            for place, number in places.items():
                assert asked.behind_roll.page("places", place, site).total == number
