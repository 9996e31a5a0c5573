"""One cell: what it says, or the code of why it cannot be read."""

from datetime import date

import pytest

from lanyard.exchange.lists import cells
from lanyard.exchange.lists.calendar import Order, Span, age_of, age_when_born, day_of
from lanyard.exchange.lists.unreadable import Unreadable
from lanyard.ledger.ask import AgeRange
from lanyard.terms import Language, Script, Sex, Walks
from tests.making import code

ON = Span(date(2019, 2, 24), date(2019, 2, 24))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("30/02/2001", "date-cannot-be"), ("13/13/2001", "date-cannot-be"), ("2001-00-10", "date-cannot-be"),
        ("1/1/9999", "date-cannot-be"), ("0000", "date-cannot-be"), ("h:1440-13", "date-cannot-be"), ("h:2001", "date-cannot-be"),
        ("43521", "date-serial"), ("1410", "date-hijri-unmarked"), ("3/4/1410", "date-hijri-unmarked"), ("3/4/88", "year-short"),
        ("spring", "not-a-date"), ("12 Foo 1999", "not-a-date"), ("=TODAY()", "not-a-date"), ("", "not-a-date"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_read_says_why(text: str, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        day_of(text)
    assert refused.value.code == why


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019-02-03", "2019-02-03", "2019-02-03"), ("3/2/2019", "2019-02-03", "2019-02-03"), ("03.02.2019", "2019-02-03", "2019-02-03"),
        ("٣/٢/٢٠١٩", "2019-02-03", "2019-02-03"), ("۲۰۱۹-۰۲-۰۳", "2019-02-03", "2019-02-03"), ("3 شباط 2019", "2019-02-03", "2019-02-03"),
        ("3-Feb-2019", "2019-02-03", "2019-02-03"), ("2019-02-03 14:20:00", "2019-02-03", "2019-02-03"),
        ("٢٠١٩", "2019-01-01", "2019-12-31"), ("Feb 2016", "2016-02-01", "2016-02-29"), ("12/2018", "2018-12-01", "2018-12-31"),
        ("h:1440-06-19", "2019-02-23", "2019-02-27"), ("19/6/1440 هـ", "2019-02-23", "2019-02-27"), ("h:1410", "1989-08-01", "1990-07-30"),
    ],
)  # fmt: skip
def test_a_date_is_read_with_its_precision(text: str, first: str, last: str) -> None:
    found = day_of(text)
    assert abs((found.first - date.fromisoformat(first)).days) <= (
        4 if ("14" in text and "هـ" in text) or "h:" in text else 0
    )
    assert abs((found.last - date.fromisoformat(last)).days) <= (4 if "هـ" in text or "h:" in text else 0)


def test_a_hijri_day_is_as_wide_as_the_sighting_leaves_it() -> None:
    found = day_of("h:1445-01-01")
    assert found.first < date(2023, 7, 19) < found.last
    assert (found.last - found.first).days == 4


def test_day_and_month_are_ordered_as_somebody_says() -> None:
    assert day_of("3/4/2019").first == date(2019, 4, 3)
    assert day_of("3/4/2019", Order.MONTH_FIRST).first == date(2019, 3, 4)


@pytest.mark.parametrize("text", ["-5", "x", "40+", "<5", "6/12", "2 of 3", "3 pigs", "سنتان", "1.2.3", "2m 3y", "٣ ٤"])
def test_what_is_no_age_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="not-an-age"):
        age_of(text)


def test_an_age_that_nobody_reaches_is_refused() -> None:
    for text in ("200", "45-30", "2000 months"):
        with pytest.raises(Unreadable, match="age-cannot-be"):
            age_of(text)
    with pytest.raises(Unreadable, match="age-cannot-be"):
        age_when_born(day_of("1860"), ON)
    with pytest.raises(Unreadable, match="date-in-future"):
        age_when_born(day_of("2091"), ON)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("23", 276, 287), ("٢٣", 276, 287), ("23 yrs", 276, 287), ("٣ سنوات", 36, 47), ("18 months", 18, 18), ("6 أشهر", 6, 6), ("6m", 6, 6),
        ("10 days", 0, 0), ("6 weeks", 1, 1), ("30-40", 360, 491), ("about 40", 456, 515), ("~40", 456, 515), ("2.5", 27, 33),
        ("2y 3m", 27, 27), ("infant", 0, 11), ("رضيع", 0, 11), ("adult", 216, 1560), ("طفل", 0, 215), ("0", 0, 11),
    ],
)  # fmt: skip
def test_an_age_is_read_with_its_precision(text: str, low: int, high: int) -> None:
    assert age_of(text) == AgeRange(low, high)


def test_a_column_of_months_holds_months() -> None:
    assert age_of("18", months=True) == AgeRange(18, 18)
    assert age_of("12-18", months=True) == AgeRange(12, 18)


@pytest.mark.parametrize(
    ("born", "low", "high"),
    [("2018-02-24", 12, 12), ("2018-02-25", 11, 11), ("2018-02", 11, 12), ("2017", 13, 25), ("2019", 0, 1)],
)
def test_a_birth_becomes_an_age_on_the_day_of_the_list(born: str, low: int, high: int) -> None:
    assert age_when_born(day_of(born), ON) == AgeRange(low, high)


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x9f", "\u202e", "\u2066"])
def test_controls_and_turning_marks_are_refused(letter: str) -> None:
    with pytest.raises(Unreadable, match="control-character"):
        cells.said_in(f"a{letter}b")


def test_letters_that_were_lost_are_refused() -> None:
    for text in ("a\ufffdb", "???? ???", "a\udce9b"):
        with pytest.raises(Unreadable, match="letters-lost"):
            cells.said_in(text)


def test_what_nobody_sees_is_left_out_and_spaces_are_single() -> None:
    assert cells.said_in("\u200fنا\u200bم \n x\u00a0y\u200cz ") == "نام x y\u200cz"
    assert [cells.said_in(text) for text in ("-", " — ", "n/a", "...", "/", "NULL")] == [""] * 6
    with pytest.raises(Unreadable, match="cell-error"):
        cells.said_in("#REF!")


@pytest.mark.parametrize(
    ("read", "text", "why"),
    [
        (cells.name, "123", "not-a-name"), (cells.name, "=HYPERLINK(1)", "formula"), (cells.name, "@SUM(a)", "formula"),
        (cells.name, "x" * 201, "text-too-long"), (cells.tag, "BG0000000", "not-a-tag"), (cells.sex, "7", "not-a-sex"),
        (cells.walks, "dances", "not-walks"), (cells.yes_no, "maybe", "not-yes-no"), (cells.languages, "Arabic, Elvish", "not-a-language"),
        (cells.sheet, "7", "not-a-sheet"), (cells.sheet, "BG-0001-7", "not-a-sheet"), (cells.row, "0", "not-a-row"), (cells.row, "1.5", "not-a-row"),
    ],
)  # fmt: skip
def test_a_cell_that_is_not_of_its_column_says_why(read: object, text: str, why: str) -> None:
    assert callable(read)
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert refused.value.code == why


@pytest.mark.parametrize("text", ["F", "female", "أنثى", "انثي", "امرأة", "بنت", "Jin", "مێ", "Fille"])
def test_female_in_any_language(text: str) -> None:
    assert cells.sex(text) is Sex.FEMALE


@pytest.mark.parametrize("text", ["m", "MALE", "ذكر", "ذ", "رجل", "Mêr", "نێر", "boy"])
def test_male_in_any_language(text: str) -> None:
    assert cells.sex(text) is Sex.MALE


def test_unknown_is_an_answer() -> None:
    assert [cells.sex(text) for text in ("?", "unknown", "غير معروف")] == [Sex.UNKNOWN] * 3
    assert cells.languages("unknown") == (Language.UNKNOWN,)
    assert cells.yes_no("؟") is None


def test_the_other_columns_are_read() -> None:
    assert cells.tag(f" {code(5)[:5].lower()}–{code(5)[5:]}") == code(5)
    assert cells.languages("Arabic / سوراني و EN") == (Language.ARABIC, Language.SORANI, Language.ENGLISH)
    assert (cells.walks("stretcher"), cells.yes_no("نعم"), cells.yes_no("no")) == (Walks.CARRIED, True, False)
    assert (cells.sheet("bg–0001-6 "), cells.row("١٢")) == ("BG-0001-6", 12)
    assert cells.area("Tent 1", {"tent 1": "BG/T1"}) == "BG/T1"
    with pytest.raises(Unreadable) as refused:
        cells.area("Mars", {"tent 1": "BG/T1", "t1": "BG/T1"})
    assert refused.value.detail == "BG/T1"


def test_the_script_of_a_name_is_that_of_most_letters() -> None:
    assert [cells.script_of(name) for name in ("Vezvura", "ڤيزڤورا", "Везвура", "ڤيزڤورا (V)")] == [
        Script.LATIN, Script.ARABIC, Script.CYRILLIC, Script.ARABIC,
    ]  # fmt: skip
    assert cells.script_of("123") is None
