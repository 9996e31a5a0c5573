"""What a page says stands in its package's words, in every language, and no word stands there for nothing."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from lanyard.web.answers import SHARED
from lanyard.words import LANGUAGES, Words

PAGES = Path(str(files("lanyard.web").joinpath("pages")))
TEMPLATES = Path(str(files("lanyard.web").joinpath("templates")))
PACKAGES = sorted(path.parent.name for path in PAGES.glob("*/words"))


def asked(package: str) -> set[str]:
    """The codes that the package's templates ask for as `l.code`, and its modules as `words["code"]`."""
    templates = "".join(path.read_text(encoding="utf-8") for path in (TEMPLATES / package).rglob("*.html"))
    modules = "".join(path.read_text(encoding="utf-8") for path in (PAGES / package).rglob("*.py"))
    return set(re.findall(r"(?<![\w.])l\.(\w+)", templates)) | set(re.findall(r'words\["(\w+)"\]', modules))


def test_every_folder_of_templates_has_a_package_with_words() -> None:
    assert {path.name for path in TEMPLATES.iterdir()} - SHARED <= set(PACKAGES)
    assert PACKAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("package", PACKAGES)
def test_what_a_page_says_is_written_and_nothing_else_is(package: str, language: str) -> None:
    assert set(Words(language).page(package)) == asked(package)


@pytest.mark.parametrize("package", PACKAGES)
def test_the_arabic_is_arabic_and_the_english_is_not(package: str) -> None:
    assert [text for text in Words("ar").page(package).values() if not re.search("[\u0621-\u064a]", text)] == []
    assert [text for text in Words("en").page(package).values() if re.search("[\u0600-\u06ff]", text)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_languages_fill_in_the_same(package: str) -> None:
    blanks = [
        {code: sorted(re.findall(r"{(\w+)}", text)) for code, text in Words(language).page(package).items()}
        for language in LANGUAGES
    ]
    assert blanks[0] == blanks[1]
