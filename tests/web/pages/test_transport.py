"""The pages of boarding lists: refusals, what is asked once, who sees what, and nothing lost between two at one list."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.access.pages import TRANSPORT
from lanyard.access.table import TABLE
from lanyard.desk.rows import key_of
from lanyard.ledger.noun import Noun, Ref
from lanyard.stations.first_aid.entries import CarePrioritySet
from lanyard.stations.placement.entries import HoldPlaced
from lanyard.terms import Colour, Role
from lanyard.web.urls import urlpatterns
from tests.desk.office import boards, departs, opened
from tests.desk.point import PLAN, device, meets, said, walks_in
from tests.making import code, manifest, person
from tests.web.pages.served_here import Point, served_here

NAME = 'Zebedee "<script>x</script>'
LIST = "/lists/" + key_of(manifest(1)).hex()
OTHER = "/lists/" + key_of(manifest(2)).hex()
OFFICER, RECEIVER = Role.TRANSPORT, Role.RECEIVER


def told(point: Point, *drafts: object) -> None:
    node = point.node
    for draft in drafts:
        node.record(device(node, draft.where[:2], role=Role.FAMILY_LINKS), [draft], point.office.now_ms()).result()  # type: ignore[attr-defined]
    node.settle()


@pytest.fixture
def point(tmp_path: Path) -> Iterator[Point]:
    """Seven people on foot: 3 is held, 4 is red; list 1 with five seats, list 2 with two."""
    with served_here(tmp_path / "site") as found:
        people = [
            draft for number in range(1, 8) for draft in (walks_in(number), meets(number, NAME if number == 1 else ""))
        ]
        told(found, *people, said(HoldPlaced("2019-03-01"), person(3)), said(CarePrioritySet(Colour.RED), person(4)))
        told(found, opened(1, seats=2), opened(2, seats=40))
        yield found


def aboard(point: Point, number: int = 1) -> set[Ref]:
    point.node.settle()
    with point.node.look() as look:
        read = look.lists.read(manifest(number))
        assert read is not None
        return set(read.manifest.aboard)


@pytest.mark.parametrize("name", sorted(TRANSPORT))
def test_a_page_is_refused_to_every_role_that_it_is_not_for(point: Point, name: str) -> None:
    route = next(str(one.pattern) for one in urlpatterns if one.name == name)
    where = "/" + route.replace("<str:key>", key_of(manifest(1)).hex()).replace("<str:who>", key_of(person(1)).hex())
    for role in TABLE:
        if role not in TRANSPORT[name]:
            answer = point.at(role).get(where)
            assert answer.status_code == 403, (name, role)


def test_a_list_that_nobody_named_and_a_key_that_is_none_are_not_found(point: Point) -> None:
    officer = point.at(OFFICER)
    for where in ("/lists/" + key_of(manifest(99)).hex(), "/lists/zz", "/lists/" + key_of(person(1)).hex()):
        assert officer.get(where).status_code == 404


def test_what_is_no_tag_is_said_at_the_input_with_what_was_typed(point: Point) -> None:
    answer = point.at(OFFICER).send(LIST + "/board", LIST, code="<b>BG</b>")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="said refused"' in page
    assert 'value="&lt;b&gt;BG&lt;/b&gt;"' in page
    assert aboard(point) == set()


def test_a_scan_is_recorded_and_a_second_one_of_the_same_tag_is_not(point: Point) -> None:
    officer = point.at(OFFICER)
    before = point.node.reader_last()
    for _ in range(2):
        assert officer.send(LIST + "/board", LIST, code="LNY1:" + code(1)).status_code == 303
    assert aboard(point) == {person(1)}
    assert point.node.reader_last() == before + 1
    assert code(1) in officer.text(LIST)


def test_a_typed_code_needs_a_reason_or_a_second_word(point: Point) -> None:
    officer = point.at(OFFICER)
    answer = officer.send(LIST + "/board", LIST, code=code(1))
    assert answer.status_code == 422
    assert 'name="all_the_same"' in answer.content.decode()
    assert aboard(point) == set()
    assert officer.send(LIST + "/board", LIST, code=code(1), why="torn").status_code == 303
    assert officer.send(LIST + "/board", LIST, code=code(2), all_the_same="yes").status_code == 303
    assert aboard(point) == {person(1), person(2)}


def test_whoever_is_ticked_by_sight_needs_a_reason_whatever_is_said(point: Point) -> None:
    officer = point.at(OFFICER)
    for answered in ({}, {"all_the_same": "yes"}, {"why": "  "}):
        answer = officer.send(LIST + "/board", LIST, code="LNY1:" + code(1), by_sight="yes", **answered)
        assert answer.status_code == 422
    assert aboard(point) == set()
    assert officer.send(LIST + "/board", LIST, code=code(1), by_sight="yes", why="asleep").status_code == 303
    assert aboard(point) == {person(1)}


def test_boarding_somebody_who_is_aboard_another_is_asked_once_and_then_recorded(point: Point) -> None:
    told(point, boards(1, 2))
    officer = point.at(OFFICER)
    answer = officer.send(LIST + "/board", LIST, code="LNY1:" + code(1))
    assert answer.status_code == 422
    assert "AB 12" in answer.content.decode()
    assert aboard(point) == set()
    assert officer.send(LIST + "/board", LIST, code="LNY1:" + code(1), all_the_same="yes").status_code == 303
    assert aboard(point) == {person(1)}


def test_a_tag_that_nobody_claimed_or_of_another_site_is_recorded_by_itself_and_said(point: Point) -> None:
    officer = point.at(OFFICER)
    from lanyard.terms.tags import tag_code  # noqa: PLC0415

    for text, word in ((code(50), "Nobody is recorded"), (tag_code("QQ", 5), "another site")):
        answer = officer.send(LIST + "/board", LIST, by_script=True, code="LNY1:" + text)
        assert answer.status_code == 200
        assert word in answer.content.decode()
    assert {one.noun for one in aboard(point)} == {Noun.TAG}
    assert "Nobody known by this tag" in officer.text(LIST)


def test_a_script_gets_the_list_and_what_is_said_without_the_page(point: Point) -> None:
    answer = point.at(OFFICER).send(LIST + "/board", LIST, by_script=True, code="LNY1:" + code(1))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert "data-now" in page
    assert 'class="said done"' in page


def test_two_at_one_list_see_what_the_other_added_and_lose_nothing(point: Point) -> None:
    one, two = point.at(OFFICER), point.at(Role.COORDINATOR)
    mark = one.get(LIST + "?poll=1")["ETag"]
    assert one.get(LIST + "?poll=1", if_none_match=mark).status_code == 304
    told(point, boards(2))
    one.send(LIST + "/board", LIST, code="LNY1:" + code(1))
    assert aboard(point) == {person(1), person(2)}
    fresh = two.get(LIST + "?poll=1", if_none_match=mark)
    assert fresh.status_code == 200
    assert code(1) in fresh.content.decode()
    assert code(2) in fresh.content.decode()


def test_what_speaks_against_leaving_is_shown_before_it_is_sealed_and_no_reason_of_a_hold(point: Point) -> None:
    officer = point.at(OFFICER)
    for number in (3, 4):
        officer.send(LIST + "/board", LIST, code="LNY1:" + code(number))
    page = officer.text(LIST)
    assert officer.viewer.role is OFFICER
    assert "Not on a vehicle for now." in page
    assert "Red, and no medic has said" in page
    assert "2019-03-01" not in page


def test_names_are_escaped_and_shown_to_whoever_may_see_them(point: Point) -> None:
    officer = point.at(OFFICER)
    officer.send(LIST + "/board", LIST, code="LNY1:" + code(1))
    page = officer.text(LIST)
    assert "Zebedee" in page
    assert "<script>x" not in page
    assert "Zebedee" not in LIST


def test_the_receiver_sees_nobody_before_the_heads_are_counted(point: Point) -> None:
    told(point, boards(1), boards(2), departs())
    gate = point.at(RECEIVER)
    for where in (LIST, LIST + "?poll=1", "/lists", LIST + "/list.pdf", LIST + "/receipt.pdf", LIST + "/count"):
        answer = gate.get(where)
        page = answer.content.decode("latin-1")
        assert "Zebedee" not in page
        assert code(1) not in page
        assert not page.startswith("%PDF")
    assert (
        "Count the heads first"
        in gate.send(LIST + "/receive", LIST + "/count", code="LNY1:" + code(1)).content.decode()
    )
    gate.send(LIST + "/count", heads="2", deed=gate.hidden(LIST + "/count", "deed"))
    assert "Zebedee" in gate.text(LIST)
    assert gate.get(LIST + "/list.pdf").content.startswith(b"%PDF")


def test_stepping_off_asks_whether_she_is_here(point: Point) -> None:
    officer = point.at(OFFICER)
    told(point, boards(1))
    where = f"{LIST}/off/{key_of(person(1)).hex()}"
    assert "Is this person here with you?" in officer.text(where)
    deed = officer.hidden(where, "deed")
    wrong = officer.send(where, why="", still_here="yes", deed=deed)
    assert wrong.status_code == 422
    assert re.search(r'value="yes"[^>]*checked', wrong.content.decode())
    assert officer.send(where, why="sick", still_here="yes", deed=deed).status_code == 303
    assert aboard(point) == set()


def test_opening_a_list_twice_with_one_form_opens_one(point: Point) -> None:
    officer = point.at(OFFICER)
    deed = officer.hidden("/lists/open", "deed")
    to = f"site-{PLAN.sites[1].id.hex()}"
    answers = [
        officer.send("/lists/open", deed=deed, plate="ZZ 9", seats="12", to=to, route="the bridge", officer="<b>me")
        for _ in range(2)
    ]
    assert [one.status_code for one in answers] == [303, 303]
    assert (
        answers[0]["Location"]
        == answers[1]["Location"]
        == "/lists/" + key_of(Ref(Noun.MANIFEST, bytes.fromhex(deed))).hex()
    )
    page = officer.text("/lists")
    assert page.count("ZZ 9") == 1
    assert "<b>me" not in page
    assert "&lt;b&gt;me" in page


def test_a_form_that_is_wrong_comes_back_with_what_was_typed(point: Point) -> None:
    answer = point.at(OFFICER).send("/lists/open", seats="many", route="the bridge")
    assert answer.status_code == 422
    assert "the bridge" in answer.content.decode()


def test_the_arabic_pages_run_from_right_to_left(point: Point) -> None:
    officer = point.at(OFFICER, language="ar")
    for where in ("/lists", "/lists/open", LIST, LIST + "/seal", LIST + "/leave"):
        assert 'dir="rtl"' in officer.text(where)


def test_the_lists_are_marked_and_answered_only_when_something_is_new(point: Point) -> None:
    officer = point.at(OFFICER)
    first = officer.get("/lists?poll=1")
    assert "<html" not in first.content.decode()
    assert officer.get("/lists?poll=1", if_none_match=first["ETag"]).status_code == 304
    told(point, departs())
    again = officer.get("/lists?poll=1", if_none_match=first["ETag"])
    assert again.status_code == 200
    assert "Word expected" in again.content.decode()


def test_what_may_still_be_taken_back_is_shown_to_its_author_and_goes(tmp_path: Path) -> None:
    with served_here(tmp_path / "site", undo_ms=600_000) as point:
        told(point, walks_in(1), opened())
        officer, other = point.at(OFFICER), point.at(Role.COORDINATOR)
        assert officer.send(LIST + "/board", LIST, code="LNY1:" + code(1)).status_code == 303
        assert officer.send(LIST + "/board", LIST, code="LNY1:" + code(1)).status_code == 303
        assert len(point.office.pending.of(officer.viewer)) == 1
        assert code(1) in officer.text(LIST)
        assert code(1) not in other.text(LIST)
        number = point.office.pending.of(officer.viewer)[0][0].n
        officer.send("/undo", LIST, n=str(number), back=LIST)
        assert code(1) not in officer.text(LIST)


def test_a_list_opened_a_moment_ago_can_be_boarded_before_it_is_sealed_into_the_ledger(tmp_path: Path) -> None:
    with served_here(tmp_path / "site", undo_ms=600_000) as point:
        told(point, walks_in(1))
        officer = point.at(OFFICER)
        deed = officer.hidden("/lists/open", "deed")
        to = f"site-{PLAN.sites[1].id.hex()}"
        opened_at = officer.send("/lists/open", deed=deed, plate="ZZ 9", seats="12", to=to, route="r", officer="o")[
            "Location"
        ]
        assert officer.send(opened_at + "/board", opened_at, code="LNY1:" + code(1)).status_code == 303
        assert code(1) in officer.text(opened_at)
        assert "ZZ 9" in officer.text("/lists")
