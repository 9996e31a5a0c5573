"""A tag as whoever stands before it needs it, and the number of the next travel group."""

from pathlib import Path

from lanyard.casefile.tag import tag_ref
from lanyard.desk.rows import key_of
from lanyard.desk.tag_stock import STRIP, TagStock
from lanyard.desk.tags import TagState
from lanyard.exports.tags import STRIP as STRIP_ON_PAPER
from lanyard.stations.arrival.entries import TagClaimed, TagVoided
from lanyard.terms.tags import tag_code
from tests.desk.point import NOW, device, made, said
from tests.making import person


def test_a_tag_is_free_held_void_foreign_or_was_never_printed(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        free, held, void = node.tags.print("BG", 3)
        claim, spoilt = said(TagClaimed(held), person(1)), said(TagVoided("torn"), tag_ref(void))
        node.record(device(node), [claim, spoilt], NOW).result()
        node.settle()
        with node.look() as look:
            tags = look.questions.things.tags
            assert tags.of(free).state is TagState.FREE
            assert tags.of(void).state is TagState.VOIDED
            assert tags.of(tag_code("HX", 1)).state is TagState.FOREIGN
            assert tags.of(tag_code("BG", 1)).state is TagState.NOT_PRINTED
            assert tags.of(held) == (held, TagState.HELD, key_of(person(1)), held)
            claimable = [tags.of(code).claimable for code in (free, tag_code("HX", 1), void, held, tag_code("BG", 1))]
            assert claimable == [True, True, False, False, False]


def test_the_next_group_is_counted_from_the_highest_that_ends_in_a_number(tmp_path: Path) -> None:
    with made(tmp_path / "site") as node:
        codes = node.tags.print("BG", 4)
        groups = ["group 2", "المجموعة 11", "the bakers", f"plate {'9' * 13}"]
        claims = [
            said(TagClaimed(code, group), person(n)) for n, (code, group) in enumerate(zip(codes, groups, strict=True))
        ]
        node.record(device(node), claims, NOW).result()
        node.settle()
        with node.look() as look:
            assert look.questions.things.tags.groups() == 11


def test_a_strip_ends_where_the_scissors_go_also_after_a_new_start(tmp_path: Path) -> None:
    assert STRIP == STRIP_ON_PAPER
    with made(tmp_path / "site") as node:
        first, second = node.tags.print("BG", 25), node.tags.print("BG", 5)
        for stock in (node.tags, TagStock(node.folder.strongbox)):
            assert stock.strip_from(first[2], 4) == first[2:6]
            assert stock.strip_from(first[8], 5) == first[8:10]
            assert stock.strip_from(first[24], 3) == first[24:]
            assert stock.strip_from(second[0], 9) == second
            assert stock.strip_from(tag_code("HX", 1), 3) == [tag_code("HX", 1)]
