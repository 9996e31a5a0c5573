"""The search: whoever is looked for is found by what somebody has in hand, however it is typed, and nobody else is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.desk.node import Node
from lanyard.desk.search import Found, FoundBy
from lanyard.stations.arrival.entries import PersonMet, TagReplaced, VehicleCounted
from lanyard.stations.first_aid.entries import NeedsMedic
from lanyard.terms import CountedBy, HowSoon, Script, Sex
from tests.desk.office import office, opened, tell
from tests.desk.point import NOW, made, meets, said, walks_in
from tests.making import code, manifest, person, tag, vehicle


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with made(tmp_path / "site") as opened_site:
        yield opened_site


def find(node: Node, typed: str, site: str = "", most: int = 50) -> Found:
    with office(node) as asked:
        return asked.search.find(typed, site, most)


def labels(found: Found) -> list[str]:
    return [hit.person.label for hit in found.people]


def named(number: int, name: str, where: str = "BG/L1", **more: str) -> object:
    met = PersonMet(Sex.FEMALE, name_written=name, script=Script.ARABIC, **more)  # type: ignore[arg-type]
    return said(met, person(number), where)


@pytest.mark.parametrize("nothing", ["", " ", "x", "ـ", "%", "_", "'; DROP TABLE case_row", "LNY1:", "ffffffffff"])
def test_what_names_nobody_finds_nobody(node: Node, nothing: str) -> None:
    tell(node, [walks_in(1), meets(1, "Xenia")])
    assert find(node, nothing) == Found()


def test_a_tag_is_found_however_it_is_typed(node: Node) -> None:
    tell(node, [walks_in(1), walks_in(2)])
    typed = [
        code(1),
        code(1).lower(),
        f" LNY1:{code(1)} ",
        f"{code(1)[:2]}-{code(1)[2:6]} {code(1)[6:]}",
        code(1).replace("0", "O"),
    ]
    assert [(labels(find(node, one)), find(node, one).people[0].by) for one in typed] == [([code(1)], FoundBy.TAG)] * 5


def test_an_old_tag_still_finds_its_holder(node: Node) -> None:
    tell(node, [walks_in(1), said(TagReplaced(code(1), code(9), "torn"), person(1))])
    assert [hit.person.key for hit in find(node, code(9)).people] == [
        hit.person.key for hit in find(node, code(1)).people
    ]


def test_whoever_wears_a_tag_that_nobody_claimed_is_found_by_it(node: Node) -> None:
    tell(node, [said(NeedsMedic(HowSoon.NOW), tag(5))])
    [hit] = find(node, code(5)).people
    assert (hit.person.worn, hit.person.key[2:]) == (True, tag(5).key.hex())


def test_a_name_is_found_by_its_beginning_and_by_that_of_any_word_the_exact_first(node: Node) -> None:
    names = ["سميرة العبيد", "سمير", "نور سمير", "سميرمان"]
    tell(node, [draft for number, name in enumerate(names) for draft in (walks_in(number), named(number, name))])
    assert labels(find(node, "سمير")) == [code(1), code(3), code(0), code(2)]
    assert labels(find(node, "العبيد")) == [code(0)]
    assert labels(find(node, "بيد")) == []


def test_a_name_is_found_whatever_its_letters_are_written_like(node: Node) -> None:
    tell(node, [walks_in(1), named(1, "أحمد علی"), walks_in(2), named(2, "مُحَمَّد", name_said="Mohammad")])
    assert labels(find(node, "احمد على")) == [code(1)]
    assert labels(find(node, "محـمد")) == labels(find(node, "MOHAM")) == [code(2)]


def test_a_travel_group_finds_everyone_in_it(node: Node) -> None:
    groups = [said(PersonMet(Sex.MALE, travel_group="G7"), person(number)) for number in (1, 2)]
    tell(node, [walks_in(1), walks_in(3), *groups])
    found = find(node, "g7")
    assert {hit.by for hit in found.people} == {FoundBy.GROUP}
    assert len(found.people) == 2
    assert find(node, "G70") == Found()


def test_the_beginning_of_an_id_finds_whoever_has_no_tag(node: Node) -> None:
    tell(node, [meets(2)])
    [hit] = find(node, f"person {person(2).key.hex()[:8]}").people
    assert (hit.person.key[2:], hit.by) == (person(2).key.hex(), FoundBy.NUMBER)


def test_vehicles_and_lists_are_found_by_plate_way_or_number(node: Node) -> None:
    counted = VehicleCounted("the south", CountedBy.ONE, 9, True, plate="ZX-417")
    tell(node, [said(counted, vehicle(1)), opened(2)])
    assert [one.label for one in find(node, "zx 417").vehicles] == ["ZX-417 0000"]
    assert [one.label for one in find(node, "THE SOUTH").vehicles] == ["ZX-417 0000"]
    assert [one.key[2:] for one in find(node, "ab12").lists] == [manifest(2).key.hex()]
    assert [one.key[2:] for one in find(node, "AB 12 0000").lists] == [manifest(2).key.hex()]
    assert [one.key[2:] for one in find(node, "0000").lists] == [manifest(2).key.hex()]


def test_a_search_within_a_site_leaves_out_the_other(node: Node) -> None:
    tell(node, [walks_in(1), meets(1, "Dilan"), walks_in(2, "HC/P1"), meets(2, "Dilan", where="HC/P1")])
    assert [labels(find(node, "dilan", site)) for site in ("", "BG", "HC")] == [
        [code(1), code(2)],
        [code(1)],
        [code(2)],
    ]
    assert [labels(find(node, code(2), site)) for site in ("", "BG", "HC")] == [[code(2)], [], [code(2)]]


def test_more_than_are_shown_are_told_of(node: Node) -> None:
    tell(node, [draft for number in range(4) for draft in (walks_in(number), meets(number, f"Nour {number}"))])
    assert [(len(find(node, "nour", most=most).people), find(node, "nour", most=most).more) for most in (3, 4)] == [
        (3, True), (4, False),
    ]  # fmt: skip


def test_a_name_stands_in_a_field_of_its_own(node: Node) -> None:
    tell(node, [walks_in(1), meets(1, "Dilan")], now_ms=NOW)
    [hit] = find(node, "dilan").people
    assert hit.person.name == "Dilan"
    assert "Dilan" not in repr(hit.person.nameless())
