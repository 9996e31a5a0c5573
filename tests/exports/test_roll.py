"""The roll on paper: differences first, by tag; then the places."""

from lanyard.exports.documents import page_count, pdf
from lanyard.exports.roll import NAMES_MOST, PaperGap, PaperSighting, laid_out
from tests.exports.papers import AR, EN, codes, roll, seen

GAP = PaperGap("missing", "HC", 2, codes(2), "AB 12", "officer", "2019-02-22 13:00")


def test_a_roll_that_does_not_balance_does_not_say_so() -> None:
    [balanced], [not_so] = (seen("roll", roll(balanced=value)) for value in (True, False))
    assert balanced.ink() > not_so.ink()


def test_the_gaps_come_before_the_places() -> None:
    [without], [with_gap] = (seen("roll", roll(gaps=gaps)) for gaps in ((), (GAP,)))
    changed = [y for y in range(without.height) if without.row(y) != with_gap.row(y)]
    places = laid_out(roll(), EN, None)["places"]
    assert places == [{"place": "On site", "counts": ["2", "1"]}]
    assert changed[0] < without.height // 3


def test_a_gap_says_where_since_when_and_who_should_know() -> None:
    [gap] = laid_out(roll(gaps=(GAP,)), EN, None)["gaps"]
    assert gap["number"] == "+2"
    assert gap["about"] == (
        "\u2068HC\u2069 · \u2068AB 12\u2069 · since \u20682019-02-22 13:00\u2069 · last responsible: \u2068officer\u2069"
    )
    assert [name.replace("\u00a0", "") for name in gap["names"]] == list(codes(2))
    assert gap["more"] == 0


def test_more_names_than_fit_are_counted() -> None:
    many = PaperGap("untold", "BG", 100, codes(100), "", "", "")
    [gap] = laid_out(roll(gaps=(many,)), EN, None)["gaps"]
    assert (len(gap["names"]), gap["more"]) == (NAMES_MOST, 100 - NAMES_MOST)


def test_what_contradicts_and_what_is_not_here_are_sentences() -> None:
    sighting = PaperSighting(codes(1)[0], "BG/L1", "2019-02-22 10:00", "clerk", "aboard", "AB 12")
    given = roll(
        contradicting=((codes(1)[0], "two-places"),), seen_elsewhere=(sighting,), notices=(("tail-missing", "x"),),
        missing=(("00ab", 3, 9),), forks=(("00ab", 4, 4),), unread=5, waiting=6, quarantined=7,
    )  # fmt: skip
    for words in (EN, AR):
        laid = laid_out(given, words, None)
        assert len(laid["contradicting"]) == 2
        assert len(laid["not_here"]) == 6
    assert laid_out(roll(), EN, None)["not_here"] == []
    assert page_count(pdf("roll", given, AR)) == 1
