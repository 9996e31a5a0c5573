"""A hand-over receipt: numbers and names once it is closed, lines to write on before."""

import pytest

from lanyard.exports.documents import page_count, pdf
from lanyard.exports.receipt import Somebody, laid_out
from tests.exports.papers import AR, EN, codes, receipt, seen

CLOSED = {"counted": "2019-02-22 19:00", "handed_over": "2019-02-22 20:00", "heads": 2, "received": 2}


def test_before_it_is_closed_nobody_is_said_to_be_missing() -> None:
    assert laid_out(receipt(), EN, AR)["known"] is False
    assert laid_out(receipt(**CLOSED), EN, AR)["known"] is True
    [opened], [closed] = (seen("receipt", receipt(**known), EN, AR) for known in ({}, CLOSED))
    assert opened != closed


def test_everybody_on_whom_they_differ_is_named() -> None:
    missing = (Somebody(codes(1)[0], "#x", "died"),)
    laid = laid_out(receipt(**CLOSED, missing=missing, injured=(Somebody(codes(2)[1]),)), EN, AR)
    assert [(row["name"], row["remark"][0]) for row in laid["given"]["missing"]] == [("#x", "Died")]
    assert [row["remark"] for row in laid["given"]["injured"]] == [[""]]
    assert laid["given"]["not_on_list"] == []


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (3, 1), (100, range(4, 9))])
def test_it_fits_one_page_unless_many_are_missing(count: int, pages: int | range) -> None:
    missing = tuple(Somebody(code, "سارة") for code in codes(count))
    for first, beside in ((EN, AR), (AR, EN)):
        made = page_count(pdf("receipt", receipt(**CLOSED, missing=missing), first, beside))
        assert made in pages if isinstance(pages, range) else made == pages


@pytest.mark.parametrize("side", ["signed_by_giver", "signed_by_receiver"])
def test_a_signature_on_the_screen_is_said_beside_the_line_for_one_on_paper(side: str) -> None:
    [without], [signed] = (seen("receipt", receipt(**CLOSED, **{side: value})) for value in (False, True))
    assert signed.ink() > without.ink()
