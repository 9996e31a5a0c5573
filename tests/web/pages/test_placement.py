"""The pages of areas: who is placed where by scan, heads against books, who is missed, and who may not board."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.access.pages import PLACEMENT
from lanyard.access.table import TABLE
from lanyard.casefile.place import Where
from lanyard.desk.rows import key_of
from lanyard.ledger.noun import Noun, Ref
from lanyard.stations.placement.entries import HoldPlaced
from lanyard.terms import Role
from lanyard.web.urls import urlpatterns
from tests.desk.office import boards, opened
from tests.desk.point import LINE, device, meets, places, said, walks_in
from tests.making import code, person
from tests.web.pages.served_here import Point, served_here

NAME = 'Zebedee "<script>x</script>'
AREA = "/areas/" + key_of(LINE).hex()
HER = "/areas/person/" + key_of(person(1)).hex()


@pytest.fixture
def point(tmp_path: Path) -> Iterator[Point]:
    """Three people on foot; the second is in the first line."""
    with served_here(tmp_path / "site") as found:
        drafts = [walks_in(1), meets(1, NAME), walks_in(2), places(2), walks_in(3), opened()]
        told(found, *drafts)
        yield found


def told(point: Point, *drafts: object) -> None:
    node = point.node
    at_work = device(node, role=Role.FAMILY_LINKS)
    node.record(at_work, list(drafts), point.office.now_ms()).result()  # type: ignore[arg-type]
    node.settle()


def place_of(point: Point, number: int) -> tuple[Where, str]:
    point.node.settle()
    with point.node.look() as look:
        found = look.read(person(number))
        assert found is not None
        assert found.case.place is not None
        return tuple(found.case.place)  # type: ignore[return-value]


@pytest.mark.parametrize("name", sorted(PLACEMENT))
def test_a_page_is_refused_to_every_role_that_it_is_not_for(point: Point, name: str) -> None:
    route = "/" + next(str(one.pattern) for one in urlpatterns if one.name == name)
    key = key_of(person(1) if "person" in route else LINE).hex()
    for role in TABLE:
        if role not in PLACEMENT[name]:
            assert point.at(role).get(route.replace("<str:key>", key)).status_code == 403, (name, role)


def test_an_area_of_another_site_and_keys_of_nobody_are_not_found(point: Point) -> None:
    clerk = point.at(Role.CLERK)
    elsewhere = key_of(Ref(Noun.AREA, b"A" * 15 + b"3")).hex()
    for where in (f"/areas/{elsewhere}", "/areas/zz", "/areas/person/zz", f"/areas/person/{key_of(person(99)).hex()}"):
        assert clerk.get(where).status_code == 404


def test_somebody_is_placed_by_scan_once_however_often_she_is_scanned(point: Point) -> None:
    clerk = point.at(Role.CLERK)
    before = point.node.reader_last()
    for _ in range(2):
        assert clerk.send(AREA + "/place", AREA, code=code(1)).status_code == 303
    assert place_of(point, 1) == (Where.ON_SITE, LINE.key.hex())
    assert point.node.reader_last() == before + 1
    page = clerk.text(AREA)
    assert code(1) in page
    assert "<script>x" not in page


def test_what_is_no_tag_is_said_and_nothing_is_recorded(point: Point) -> None:
    clerk = point.at(Role.CLERK)
    before = point.node.reader_last()
    answer = clerk.send(AREA + "/place", AREA, code="nothing")
    assert answer.status_code == 422
    assert 'value="nothing"' in answer.content.decode()
    assert point.node.reader_last() == before


def test_whoever_is_aboard_is_asked_about_once(point: Point) -> None:
    told(point, boards(3))
    clerk = point.at(Role.CLERK)
    answer = clerk.send(AREA + "/place", AREA, code=code(3))
    assert answer.status_code == 422
    assert "AB 12" in answer.content.decode()
    assert place_of(point, 3)[0] is Where.ABOARD
    assert clerk.send(AREA + "/place", AREA, code=code(3), all_the_same="yes").status_code == 303
    assert place_of(point, 3)[0] is Where.ON_SITE


def test_a_tag_that_nobody_claimed_is_placed_by_itself_and_said(point: Point) -> None:
    answer = point.at(Role.CLERK).send(AREA + "/place", AREA, by_script=True, code=code(77))
    page = answer.content.decode()
    assert "Nobody is recorded" in page
    assert "<html" not in page
    assert code(77) in page


def test_heads_are_counted_once_and_the_difference_stands_first(point: Point) -> None:
    clerk = point.at(Role.CLERK)
    assert clerk.send(AREA + "/count", heads="-4", deed="x").status_code == 422
    deed = clerk.hidden(AREA + "/count", "deed")
    before = point.node.reader_last()
    for _ in range(2):
        assert clerk.send(AREA + "/count", heads="4", deed=deed).status_code == 303
    assert point.node.reader_last() == before + 1
    page = clerk.text("/areas")
    assert re.search(r"More heads than recorded: <bdi[^>]*>3</bdi>", page)
    assert page.index("BG/L1") < page.index("BG/L2")


def test_the_areas_are_answered_only_when_something_is_new(point: Point) -> None:
    clerk = point.at(Role.CLERK)
    first = clerk.get("/areas?poll=1")
    assert clerk.get("/areas?poll=1", if_none_match=first["ETag"]).status_code == 304
    told(point, places(3))
    assert clerk.get("/areas?poll=1", if_none_match=first["ETag"]).status_code == 200


def test_whoever_is_missed_is_searched_for_until_she_is_found(point: Point) -> None:
    clerk = point.at(Role.CLERK)
    found = clerk.send("/areas/find", "/areas", code=code(1))
    assert found["Location"] == HER
    deed = clerk.hidden(HER + "/missing", "deed")
    for _ in range(2):
        assert clerk.send(HER + "/missing", last_seen_where="at the <gate>", deed=deed).status_code == 303
    assert place_of(point, 1)[0] is Where.UNACCOUNTED
    assert 'class="alarm"' in clerk.text(HER)
    area = f"area-{LINE.key.hex()}"
    clerk.send(HER + "/found", area=area, deed=clerk.hidden(HER + "/found", "deed"))
    assert place_of(point, 1) == (Where.ON_SITE, LINE.key.hex())


def test_a_tag_of_nobody_is_not_found_and_that_is_said(point: Point) -> None:
    answer = point.at(Role.CLERK).send("/areas/find", "/areas", code=code(90))
    assert answer.status_code == 422
    assert "Nobody is recorded with this tag" in answer.content.decode()


def test_a_hold_is_placed_and_lifted_by_those_who_answer_for_it_and_no_other_sees_until_when(point: Point) -> None:
    links, clerk = point.at(Role.FAMILY_LINKS), point.at(Role.CLERK)
    assert HER + "/hold" not in clerk.text(HER)
    deed = links.hidden(HER + "/hold", "deed")
    assert links.send(HER + "/hold", until="2019-03-01", deed=deed).status_code == 303
    assert "2019-03-01" in links.text(HER)
    assert "Not on a vehicle" in clerk.text(HER)
    assert "2019-03-01" not in clerk.text(HER)
    assert links.send(HER + "/lift", deed=links.hidden(HER + "/lift", "deed")).status_code == 303
    assert "Not on a vehicle<" not in clerk.text(HER)


def test_whoever_searches_sees_no_name(point: Point) -> None:
    told(point, said(HoldPlaced(), person(1)))
    search, clerk = point.at(Role.SEARCH), point.at(Role.CLERK)
    clerk.send(AREA + "/place", AREA, code=code(1))
    for where in (AREA, HER, "/areas"):
        assert "Zebedee" not in search.text(where)
    assert "Zebedee" in clerk.text(AREA)


def test_the_arabic_pages_run_from_right_to_left(point: Point) -> None:
    clerk = point.at(Role.CLERK, language="ar")
    for where in ("/areas", AREA, AREA + "/count", HER, HER + "/missing", HER + "/found"):
        assert 'dir="rtl"' in clerk.text(where)


def test_what_may_still_be_taken_back_is_shown_in_the_area_to_its_author(tmp_path: Path) -> None:
    with served_here(tmp_path / "site", undo_ms=600_000) as point:
        told(point, walks_in(1))
        clerk = point.at(Role.CLERK)
        for _ in range(2):
            clerk.send(AREA + "/place", AREA, code=code(1))
        assert len(point.office.pending.of(clerk.viewer)) == 1
        assert "Placed just now" in clerk.text(AREA)


def test_a_long_area_is_read_page_by_page(point: Point) -> None:
    told(point, *[draft for number in range(10, 70) for draft in (walks_in(number), places(number))])
    clerk = point.at(Role.CLERK)
    first, second = clerk.text(AREA), clerk.text(AREA + "?from=50")
    assert first.count("/areas/person/") == 50
    assert second.count("/areas/person/") == 11
