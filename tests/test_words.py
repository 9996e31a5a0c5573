"""The words: what is declared has a word in every language, and no word stands for nothing."""

import importlib
import re
import string
import unicodedata
from pathlib import Path

import pytest

from lanyard.floorplan import KINDS
from lanyard.ledger.noun import Basis
from lanyard.store.errors import MESSAGES
from lanyard.triage.findings import LIMITS
from lanyard.words import LANGUAGES, TERMS, NoWord, Words, read
from tests.house.words_declared import PACKAGES, Key, declared

LATIN_IN_ARABIC = {"MUAC", "PDF", "PIN", "QR", "format", "serve", "unlock", "detail"} | {
    "CSV", "XLSX", "XLS", "ODS", "map", "COLUMN", "FIELD", "list", "NAME", "record", "corrections",
}  # fmt: skip
"""Written with Latin letters in every language; `detail` is a placeholder."""
OWN_NAME = "language"
"""The link to another language stands in that language's own letters."""
REFUSALS_IN = ("refusals", "form_refusals", "denied")
BLANKS = {name: "{" + name + "}" for name in (
    "at", "people", "unaccounted", "who", "when", "count", "hours", "minutes", "what", "size", "low", "high",
    "where", "by", "answers", "boarded", "left", "born", "received", "others",
    "name", "file", "encoding", "separator", "names", "line", "corrections", "entries", "format", "detail",
)}  # fmt: skip
DECLARED = declared()
WRITTEN: dict[str, dict[Key, str]] = {
    language: {
        (package, table, key): text
        for package in PACKAGES
        for table, words in read(package, language).items()
        for key, text in words.items()
    }
    for language in LANGUAGES
}
every_language = pytest.mark.parametrize("language", LANGUAGES)


SENTENCES = {"rules", "gaps", *REFUSALS_IN}
FREE = {"terminal", "notes", "import", "doctor"}


def sentences(language: str) -> dict[Key, str]:
    return {key: text for key, text in WRITTEN[language].items() if key[1] in SENTENCES}


def labels(language: str) -> dict[Key, str]:
    spoken = {key for key in WRITTEN[language] if key[1] in FREE}
    return {
        key: text for key, text in WRITTEN[language].items() if key not in sentences(language) and key not in spoken
    }


def test_a_language_that_nobody_wrote_is_refused() -> None:
    with pytest.raises(NoWord) as refused:
        Words("xx")
    assert refused.value.language == "xx"


@every_language
def test_a_word_that_is_missing_raises_and_names_itself(language: str) -> None:
    words = Words(language)
    for ask in (words.kind, words.rule, words.duty, words.place, words.refusal, words.gap, words.sign, words.board):
        with pytest.raises(NoWord, match="no_such_code"):
            ask("no_such_code")
    with pytest.raises(NoWord, match=r"boarded.*no_such_field"):
        words.field("boarded", "no_such_field")
    with pytest.raises(NoWord, match=r"sex.*no_such_value"):
        words.choice("sex", "no_such_value")


@every_language
def test_all_that_is_declared_has_a_word(language: str) -> None:
    assert sorted(DECLARED - WRITTEN[language].keys()) == []


@every_language
def test_no_word_is_left_that_nothing_declares(language: str) -> None:
    assert sorted(WRITTEN[language].keys() - DECLARED) == []


def test_every_folder_of_words_below_the_line_has_the_same_languages_and_no_other() -> None:
    source = Path(str(importlib.import_module("lanyard").__file__)).parent
    folders = sorted({path.parent for top in ("stations", "terms") for path in (source / top).rglob("words/*")})
    assert len(folders) == len(PACKAGES)
    found = {folder: sorted(path.name for path in folder.iterdir()) for folder in folders}
    assert found == dict.fromkeys(folders, sorted(f"{language}.toml" for language in LANGUAGES))


@every_language
def test_words_gives_each_word_that_is_written(language: str) -> None:
    words = Words(language)
    given = {
        "rules": words.rule, "duties": words.duty, "places": words.place, "gaps": words.gap, "triage": words.sign,
        "board": words.board,
        "status_page": words.on_status_page().__getitem__,
    }  # fmt: skip
    for (_, table, key), text in WRITTEN[language].items():
        if table in given:
            assert given[table](key) == text
        elif table in KINDS:
            assert (words.kind(table) if key == "_" else words.field(table, key)) == text
        elif table == "refusals":
            assert words.refusal(key, "{detail}") == text
        elif table in ("terminal", "print", "import"):
            assert getattr(words, {"print": "printed", "import": "importing"}.get(table, table))(key, **BLANKS) == text
        elif table != "script_of_words":
            assert words.choice(table, key) == text


def test_a_rule_and_a_kind_have_one_word_wherever_they_stand() -> None:
    for table in ("rules", *KINDS):
        keys = [key for _, own, key in WRITTEN["en"] if own == table]
        assert sorted(keys) == sorted(set(keys))


def test_an_enumeration_of_numbers_is_asked_for_by_its_name() -> None:
    assert Words("en").choice("basis", Basis.TOLD) == Words("en").choice("basis", "told")


def test_a_refusal_names_what_it_is_about() -> None:
    assert "(/srv/{point})" in Words("en").refusal("disk-full", "/srv/{point}")


def test_lines_run_from_right_to_left_in_arabic_only() -> None:
    assert {language: Words(language).direction for language in LANGUAGES} == {"en": "ltr", "ar": "rtl"}


@every_language
def test_no_word_is_empty_or_its_own_code(language: str) -> None:
    bare = [key for key, text in WRITTEN[language].items() if text == key[2] or text.strip() != text or not text]
    assert [key for key in bare if key[1] not in ("script_of_words", "terminal", "import")] == []


@every_language
def test_letters_are_stored_as_every_reader_expects(language: str) -> None:
    off = [text for text in WRITTEN[language].values() if not unicodedata.is_normalized("NFC", text) or "  " in text]
    assert off == []
    assert [text for text in WRITTEN[language].values() if re.search("[\u200e\u200f\u202a-\u202e]", text)] == []


def test_arabic_is_written_in_arabic_letters() -> None:
    texts = {key: text for key, text in WRITTEN["ar"].items() if key[1] != "script_of_words" and key[2] != OWN_NAME}
    latin = {key: set(re.findall("[A-Za-z]+", text)) - LATIN_IN_ARABIC - BLANKS.keys() for key, text in texts.items()}
    assert {key: found for key, found in latin.items() if found} == {}
    assert [text for text in texts.values() if not re.search("[\u0621-\u064a]", text)] == []


def test_latin_words_inside_arabic_stand_apart_from_its_direction() -> None:
    texts = WRITTEN["ar"].values()
    loose = [text for text in texts if re.search("(?<!\u2068){detail}|{detail}(?!\u2069)", text)]
    assert loose == []
    assert [text for text in texts if text.count("\u2068") != text.count("\u2069")] == []


def test_english_is_written_in_latin_letters() -> None:
    texts = [text for key, text in WRITTEN["en"].items() if key[2] != OWN_NAME]
    assert [text for text in texts if re.search("[\u0600-\u06ff\u2068\u2069]", text)] == []


def test_every_language_but_english_says_that_a_native_reader_must_check_it() -> None:
    for package in PACKAGES:
        folder = Path(str(importlib.import_module(package).__file__)).parent / "words"
        heads = {path.stem: path.read_text(encoding="utf-8").splitlines()[0] for path in folder.iterdir()}
        assert all(head.startswith("# ") for head in heads.values())
        assert [name for name, head in heads.items() if name != "en" and "native reader" not in head] == []


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_languages_agree_on_what_is_filled_in() -> None:
    filled = {key: placeholders(text) for key, text in WRITTEN["en"].items()}
    for language in LANGUAGES:
        other = {key: placeholders(text) for key, text in WRITTEN[language].items()}
        assert {key: names for key, names in other.items() if names != filled[key]} == {}


def test_a_refusal_of_the_store_names_what_its_error_names() -> None:
    for code, message in MESSAGES.items():
        assert placeholders(WRITTEN["en"][TERMS, "refusals", code]) == placeholders(" ".join(message)), code


@every_language
def test_what_a_limit_of_triage_says_has_the_number_of_the_limit(language: str) -> None:
    words = Words(language)
    numbers = {limit.finding: [part for part in limit.finding.split("_") if part.isdigit()] for limit in LIMITS}
    assert sum(map(len, numbers.values())) > 10
    assert [code for code, found in numbers.items() if re.findall(r"\d+", words.sign(code)) != found] == []


@every_language
def test_labels_are_short_enough_for_a_button(language: str) -> None:
    assert [text for text in labels(language).values() if len(text) > 56 or text.endswith(".")] == []


@every_language
def test_rules_and_gaps_say_what_does_not_hold_and_what_to_do(language: str) -> None:
    rules = [text for key, text in sentences(language).items() if key[1] in {"rules", "gaps"}]
    assert [text for text in rules if len(text) > 120 or not re.fullmatch(r"[^.]+[.] [^.]+[.]", text)] == []


@every_language
def test_refusals_say_what_happened_what_was_kept_and_what_to_do(language: str) -> None:
    refusals = [text for key, text in sentences(language).items() if key[1] in REFUSALS_IN]
    assert [text for text in refusals if len(text) > 240 or not re.fullmatch(r"[^.]+[.] [^.]+[.] [^.]+[.]", text)] == []


@every_language
def test_a_list_that_is_refused_says_what_happened_what_was_kept_and_what_to_do(language: str) -> None:
    refusals = [text for key, text in WRITTEN[language].items() if key[1] == "import" and key[2].startswith("refused_")]
    assert len(refusals) > 15
    assert [text for text in refusals if len(text) > 240 or not re.fullmatch(r".+[.] [^.]+[.] .+[.]", text)] == []


@every_language
def test_no_two_answers_to_one_question_read_alike(language: str) -> None:
    lists: dict[str, list[str]] = {}
    for (_, table, key), text in labels(language).items():
        lists.setdefault("kinds" if table in KINDS and key == "_" else table, []).append(text)
    closed = {table: texts for table, texts in lists.items() if table not in KINDS}
    assert {table: texts for table, texts in closed.items() if len(texts) != len(set(texts))} == {}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", r"suspect|\brisk|enem|terror|jihad|fighter|guilt|dangerous|victim|alien|\bIS\b|\b[Ss]he\b|\b[Hh]e\b"),
        ("ar", r"مشتبه|مشبوه|خطر|خطير|\b(ال)?عدو\b|أعداء|إرهاب|مقاتل|مذنب|ضحية|رؤوس"),
    ],
)
def test_no_word_judges_whom_it_is_about(language: str, words: str) -> None:
    assert [text for text in WRITTEN[language].values() if re.search(words, text)] == []


@every_language
def test_black_is_for_a_doctor_and_speaks_of_no_death(language: str) -> None:
    black, dead = Words(language).choice("triage_colour", "black"), Words(language).place("dead")
    assert {"en": "doctor", "ar": "طبيب"}[language] in black
    assert not re.search({"en": "dead|death|die|deceased", "ar": "موت|ميت|وفاة|متوف"}[language], black)
    assert dead not in black


def test_a_hold_shows_no_reason() -> None:
    texts = [WRITTEN["en"][key] for key in WRITTEN["en"] if "hold" in key[2] or "barred" in key[2]]
    texts += [text for key, text in WRITTEN["en"].items() if key[1] in {"hold_placed", "hold_lifted"}]
    assert len(texts) >= 5
    assert [
        text for text in texts if re.search("safe|fear|afraid|medical|family (is|was)|because|reason|why", text)
    ] == []
