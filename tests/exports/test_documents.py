"""The list of documents: each has its template and its words, goes through JSON unchanged, and needs no machine's fonts."""

import json
import re
from typing import Any

import pytest

from lanyard.exports.documents import EXPORTS, again, page_count, pdf, plain
from lanyard.exports.receipt import Somebody
from lanyard.exports.roll import PaperGap
from lanyard.exports.setting import EACH_PAGE, PAGES
from lanyard.exports.sheet import BlankSheet, Sheets
from lanyard.exports.tags import Tags
from tests.exports.papers import AR, EN, HEADING, boarding, codes, people, receipt, roll

GIVEN: dict[str, Any] = {
    "tags": Tags(codes(3)),
    "manifest": boarding(*people(2)),
    "receipt": receipt(missing=(Somebody(codes(1)[0], "سارة"),)),
    "roll": roll(gaps=(PaperGap("missing", "HC", 2, codes(2), "AB 12", "officer", ""),), missing=(("00", 1, 2),)),
    "sheet": Sheets(HEADING, "burial", (BlankSheet("BG-0001-6", "died"),)),
}


def test_each_document_has_a_template_and_each_template_a_document() -> None:
    assert set(EXPORTS) == set(GIVEN) == {path.stem for path in PAGES.glob("*.typ")} - {"page"}


@pytest.mark.parametrize("name", EXPORTS)
def test_what_is_shown_goes_through_json_unchanged(name: str) -> None:
    assert again(name, json.loads(json.dumps(plain(GIVEN[name])))) == GIVEN[name]


@pytest.mark.parametrize("name", EXPORTS)
def test_each_is_a_pdf_in_either_language(name: str) -> None:
    for words in (EN, AR):
        made = pdf(name, GIVEN[name], words)
        assert made.startswith(b"%PDF-")
        assert page_count(made) >= 1


@pytest.mark.parametrize("name", EXPORTS)
def test_each_holds_its_letters_so_that_any_machine_prints_it_alike(name: str) -> None:
    made = pdf(name, GIVEN[name], AR)
    assert b"Vazirmatn" in made
    assert made.count(b"/FontDescriptor") <= made.count(b"/FontFile") * 4
    assert b"DejaVu" not in made


def test_every_label_is_asked_for_by_a_template() -> None:
    """One that a template asks for and is not given stops typst, so the pages above show the other way round."""
    text = "".join(path.read_text(encoding="utf-8") for path in PAGES.glob("*.typ"))
    asked = set(re.findall(r'"(\w+)"', text)) | {"boarding_list", "hand_over_receipt", "roll"}
    assert {label for export in EXPORTS.values() for label in (*export.labels, *EACH_PAGE)} - asked == set()


def test_the_templates_hold_no_word_for_people() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in PAGES.glob("*.typ"))
    assert not [letter for letter in text if "\u0600" <= letter <= "\u06ff"]
