"""A boarding list: everybody on it, over as many pages as it takes, each page numbered, mirrored in Arabic."""

from dataclasses import replace

import pytest
import zxingcpp

from lanyard.exports.documents import page_count, pdf, pictures
from lanyard.exports.manifest import Traveller, laid_out, spoken_age
from tests.exports.papers import AR, EN, NUMBER, boarding, codes, people, seen
from tests.exports.png import codes_in, read_png


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (120, range(6, 10))])
def test_a_list_takes_the_pages_it_needs(count: int, pages: int | range) -> None:
    for words, beside in ((EN, AR), (AR, EN)):
        made = page_count(pdf("manifest", boarding(*people(count)), words, beside))
        assert made in pages if isinstance(pages, range) else made == pages


@pytest.mark.parametrize("words", [EN, AR], ids=["en", "ar"])
def test_its_number_is_scanned_from_its_first_page_on_the_far_side(words: object) -> None:
    first, beside = (EN, AR) if words is EN else (AR, EN)
    page = pictures("manifest", boarding(*people(2)), first, beside)[0]
    assert codes_in(page) == [f"LNYM:{NUMBER.upper()}"]
    picture = read_png(page)
    image = memoryview(picture.pixels).cast("B", (picture.height, picture.width))
    [bar] = zxingcpp.read_barcodes(image)
    assert (bar.position.top_left.x > picture.width / 2) is (first is EN)


def test_each_page_has_its_own_number() -> None:
    same = boarding(*[replace(one, tag=codes(1)[0]) for one in people(80)])
    pages = seen("manifest", same, EN, AR)
    feet = [page.pixels[-page.width * page.height // 14 :] for page in pages]
    assert len(feet) > 3
    assert len(set(feet)) == len(feet)


def test_who_stepped_off_is_last_and_neither_counted_nor_ticked() -> None:
    off, stays = (
        Traveller(code, "x", "male", None, outcome)
        for code, outcome in zip(codes(2), ("left", "rushed_out"), strict=True)
    )
    laid = laid_out(boarding(off, stays), EN, AR)
    assert laid["counted"] == ["People on this list: 1", "الأشخاص في هذه القائمة: 1"]
    assert [(row["expected"], row["remark"]) for row in laid["people"]] == [
        (True, ["Driven to care", AR.choice("outcome", "rushed_out")]), (False, ["Stepped off", AR.choice("outcome", "left")]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("age", "text", "unit"),
    [
        (None, "", "Not known"),
        ((0, 0), "0", "Months"),
        ((5, 8), "5–8", "Months"),
        ((23, 23), "23", "Months"),
        ((20, 30), "1–2", "Years"),
        ((24, 35), "2", "Years"),
        ((360, 491), "30–40", "Years"),
    ],
)
def test_an_age_is_said_in_months_below_two_and_in_completed_years_after(
    age: tuple[int, int] | None, text: str, unit: str
) -> None:
    assert spoken_age(age, [EN]) == (text, [unit])


def test_every_word_stands_in_both_languages() -> None:
    laid = laid_out(boarding(*people(1)), AR, EN)
    assert laid["people"][0]["sex"] == [AR.choice("sex", "female"), "Female"]
    [both], [alone] = (seen("manifest", boarding(*people(1)), AR, beside) for beside in (EN, None))
    assert both.ink() > alone.ink()


def test_what_is_not_known_is_a_line_to_write_on() -> None:
    [known], [blank] = (seen("manifest", boarding(*people(1), departed=text)) for text in ("2019-02-22 13:00", ""))
    [nothing] = seen("manifest", boarding(*people(1), departed="\u00a0"))
    assert known != blank
    assert sum(blank.pixels) < sum(nothing.pixels)
