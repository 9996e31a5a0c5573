"""Tags: every code of a page can be scanned from its picture, in order, and nothing else stands on it."""

import pytest

from lanyard.exports.documents import page_count, pdf, pictures
from lanyard.exports.setting import qr
from lanyard.exports.tags import PAGE, STRIP, Tags, laid_out
from lanyard.terms.tags import typed_tag
from tests.exports.papers import AR, EN, codes
from tests.exports.png import codes_in


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (30, 1), (31, 2), (60, 2), (1000, 34)])
def test_thirty_tags_go_on_a_page(count: int, pages: int) -> None:
    assert page_count(pdf("tags", Tags(codes(count)), EN)) == pages


def test_no_tags_are_an_empty_page() -> None:
    [page] = pictures("tags", Tags(()), EN)
    assert codes_in(page) == []


@pytest.mark.parametrize("count", [1, 31, 100])
def test_every_code_is_scanned_from_the_page_down_one_strip_after_the_other(count: int) -> None:
    found = [text for page in pictures("tags", Tags(codes(count)), EN, dots_per_inch=150) for text in codes_in(page)]
    assert found == [f"LNY1:{code}" for code in codes(count)]
    assert [typed_tag(text) for text in found] == list(codes(count))


def test_a_strip_is_a_column_of_consecutive_tags() -> None:
    [first, second] = laid_out(Tags(codes(PAGE + 1)), EN, None)["sheets"]
    assert [len(strip) for strip in first] == [STRIP] * 3
    assert ["".join(tag["parts"]) for strip in first for tag in strip] == list(codes(PAGE))
    assert [len(strip) for strip in second] == [1]


def test_nothing_but_the_code_stands_on_a_tag_in_any_language() -> None:
    laid = laid_out(Tags(codes(1)), EN, None)
    assert laid == {
        "sheets": [[[{"qr": qr(f"LNY1:{codes(1)[0]}"), "parts": [codes(1)[0][:2], codes(1)[0][2:6], codes(1)[0][6:]]}]]]
    }
    assert pictures("tags", Tags(codes(3)), EN) == pictures("tags", Tags(codes(3)), AR)


def test_a_tags_code_is_the_smallest_there_is_so_that_its_squares_are_large() -> None:
    assert 'viewBox="0 0 29 29"' in qr(f"LNY1:{codes(1)[0]}")
