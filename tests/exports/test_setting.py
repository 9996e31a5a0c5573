"""Setting: letters are ours and joined, what people typed is never markup, Latin and numbers stay whole among Arabic."""

import struct
from pathlib import Path

import pytest

from lanyard.exports.setting import FONTS, apart, clean, grouped, shortened
from lanyard.words import Words
from tests.exports.papers import AR, EN, LETTERS, boarding, people, receipt, seen, shape, snippet

MARKUP = [
    ("*x*", "x"), ("_x_", "x"), ("#(1)", "1"), ("$x$", "x"), ("\\#", "#"), ("`x`", "x"), ("<x>", ""), ("//x", ""),
    ("/*x*/", ""), ("= x", "x"), ("- x", "• x"), ("--", "–"), ("a~b", "a\u00a0b"), ('"x"', "“x”"), ("#panic()", ""),
    ('"+sys.version+"', ""), ("\\u{41}", "A"), ("@x", ""), ("[x]", "x"), ('#include "x"', ""), ("'x'", "‘x’"),
]  # fmt: skip
"""What somebody may be called, and what typst would make of it if it were read as markup."""


def letters_of(font: Path) -> set[int]:
    """The letters that a font has, from its own table (cmap, format 4)."""
    data = font.read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack(">II", data[at + 8 : at + 16])
        for at in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16)
    }
    base = tables[b"cmap"][0]
    found: set[int] = set()
    for at in range(base + 4, base + 4 + 8 * struct.unpack(">H", data[base + 2 : base + 4])[0], 8):
        table = base + struct.unpack(">I", data[at + 4 : at + 8])[0]
        if struct.unpack(">H", data[table : table + 2])[0] == 4:
            many = struct.unpack(">H", data[table + 6 : table + 8])[0]
            ends = struct.unpack(f">{many // 2}H", data[table + 14 : table + 14 + many])
            starts = struct.unpack(f">{many // 2}H", data[table + 16 + many : table + 16 + 2 * many])
            found |= {one for low, high in zip(starts, ends, strict=True) for one in range(low, high + 1)}
    return found


@pytest.mark.parametrize("font", sorted(FONTS.glob("*.ttf")), ids=lambda font: font.stem)
def test_our_font_has_every_letter_that_names_are_written_with(font: Path) -> None:
    assert [letter for letter in LETTERS if ord(letter) not in letters_of(font)] == []
    assert ord("Л") not in letters_of(font)


def test_no_letter_of_a_name_comes_from_another_font() -> None:
    alone = '#set text(font: "Vazirmatn", fallback: false)\n'
    for letter in LETTERS:
        assert snippet("#d.text", text=letter) == snippet(f"{alone}#d.text", text=letter), letter
        assert snippet("#d.text", text=letter).ink(), letter
    assert snippet("#d.text", text="Л") != snippet(f"{alone}#d.text", text="Л")
    assert snippet("#d.text", text="Л").ink()


@pytest.mark.parametrize("word", ["سلام", "گوڵ", "پێشمەرگە", "عائشة"])
def test_arabic_letters_are_joined(word: str) -> None:
    assert shape(snippet("#typed(d.text)", text=word)) != shape(snippet("#typed(d.text)", text="\u200c".join(word)))


def test_joined_letters_are_those_of_the_published_forms() -> None:
    joined = shape(snippet("#typed(d.text)", text="بيت"))
    assert joined == shape(snippet("#typed(d.text)", text="\ufe91\ufef4\ufe96"))
    assert joined != shape(snippet("#typed(d.text)", text="\ufe8f\ufef1\ufe95"))


@pytest.mark.parametrize(("name", "read"), MARKUP)
def test_a_name_is_shown_as_it_is_whatever_it_looks_like(name: str, read: str) -> None:
    assert snippet("#typed(d.text)", text=name) != snippet("#typed(d.text)", text=read)
    assert snippet("#code(d.text)", text=name) != snippet("#code(d.text)", text=read)
    assert snippet("#line-of(d.text)", text=name).ink() > snippet("#line-of(d.text)", text="").ink()
    assert len(seen("manifest", boarding(*people(1, name)), EN, AR)) == 1


@pytest.mark.parametrize(("name", "read"), [MARKUP[0], MARKUP[2], MARKUP[11]])
def test_a_page_that_read_names_as_markup_would_be_found(name: str, read: str) -> None:
    as_markup = '#text(weight: "bold", {show strong: it => it.body; eval(d.text, mode: "markup")})'
    assert snippet(as_markup, text=name).ink()
    assert snippet(as_markup, text=name) == snippet(as_markup, text=read)


@pytest.mark.parametrize(
    "code", ["BG-0001-7", "12:05 – 13:00", "2019-02-22 19:05", "BG 7K3Q 92AB", "AB-12/34", "+7", "60 %"]
)
def test_a_code_among_arabic_stands_as_it_stands_alone(code: str) -> None:
    at_the_left = "#align(left, code(d.text))"
    assert snippet(at_the_left, AR, text=code) == snippet(at_the_left, EN, text=code)


def test_a_span_of_hours_without_its_box_would_turn_round() -> None:
    hours = "12:05 – 13:00"
    assert snippet("#align(left, d.text)", AR, text=hours) != snippet("#align(left, code(d.text))", AR, text=hours)


def test_what_is_filled_into_an_arabic_sentence_keeps_its_order() -> None:
    when = "2019-02-22 13:00"
    loose, kept = (snippet("#paragraph(d.text)", AR, text=f"منذ {text}") for text in (when, apart(when)))
    assert shape(loose) != shape(kept)
    assert shape(kept) == shape(snippet('#text(d.text + " ")#code("2019-02-22 13:00")', AR, text="منذ"))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\u202eb", "a b"),
        ("a\u2068b", "a b"),
        ("a\x00b", "a b"),
        ("a\ud800b", "a b"),
        ("نا\u200cمە", "نا\u200cمە"),
        ("a\u2028b", "a b"),
    ],
)
def test_what_cannot_be_seen_is_left_out_and_joiners_stay(typed: str, shown: str) -> None:
    assert clean(typed) == shown
    assert clean({"x": [typed, (typed, 1, None)]}) == {"x": [shown, [shown, 1, None]]}


@pytest.mark.parametrize("name", ["W" * 200, "س" * 200, "ڕێ" * 100, "W " * 100, "1234567890" * 20, "Ж" * 200])
@pytest.mark.parametrize("words", [EN, AR], ids=["en", "ar"])
def test_a_name_of_any_length_stays_in_its_column(name: str, words: Words) -> None:
    """A column of 50 mm on paper of 120 mm with edges of 5 mm."""
    page = snippet("#block(width: 50mm, typed(d.text))", words, text=name)
    edge = page.width * 56 // 120
    beside = [page.row(y)[edge:] if words is EN else page.row(y)[:-edge] for y in range(page.height)]
    assert page.ink() > 1000
    assert min(map(min, beside)) > 128


@pytest.mark.parametrize("word", ["المستشفيات", "عبدالرحمنمحمدالأحمد", "Abdulrahman-Muhammad"])
def test_a_long_word_is_not_parted_where_it_has_room(word: str) -> None:
    assert snippet("#block(typed(d.text))", text=word) == snippet(
        "#block({ set text(dir: if runs-right(d.text) { rtl } else { ltr }); align(here, block(d.text)) })", text=word
    )


@pytest.mark.parametrize("field", ["label", "plate", "route", "officer", "site", "to"])
def test_a_field_of_any_length_stays_on_the_page(field: str) -> None:
    for long in ("W" * 200, "طريق " * 40):
        for name, paper in (("manifest", boarding(**{field: long})), ("receipt", receipt(**{field: long}))):
            for page in seen(name, paper, EN, AR):
                edge = page.width * 13 // 210
                sides = (page.row(y)[:edge] + page.row(y)[-edge:] for y in range(page.height))
                assert all(min(side) > 128 for side in sides)


def test_a_tag_is_grouped_with_its_check_character_as_its_last() -> None:
    assert grouped("BG00000016") == "BG\u00a00000\u00a00016"
    assert grouped("0a1b2c3d") == "0a1b2c3d"
    assert grouped("north road") == "north road"


def test_a_long_label_is_shortened_in_the_foot() -> None:
    assert shortened("AB 12 5b0c") == "AB 12 5b0c"
    assert shortened("x" * 99) == "x" * 24 + "…"
