"""Every word that a person reads, in one language: read once from the files beside the stations and the terms."""

import tomllib
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from lanyard.floorplan import KINDS

LANGUAGES: Final = ("en", "ar")
TERMS: Final = "lanyard.terms"
STATIONS: Final = tuple(sorted({kind.record.__module__.rpartition(".")[0] for kind in KINDS.values()}))
"""The packages that have kinds, each with a folder `words`."""

KIND_ITSELF: Final = "_"
RULES: Final = "rules"
Table = Mapping[str, str]


class NoWord(LookupError):  # noqa: N818  a state of the files, and a fault of ours, never of whoever reads
    """There is no such word in this language. A word that is missing is never replaced by its code.

    Attributes:
        language: as asked for.
        table: `rules`, `duties`, the name of a kind or of a closed list.
        key: the code that has no word there; empty when it is the table or the language.
    """

    def __init__(self, language: str, table: str = "", key: str = "") -> None:
        super().__init__(language, table, key)
        self.language = language
        self.table = table
        self.key = key

    def __str__(self) -> str:
        return f"no word for [{self.table}] {self.key} in {self.language}"


class _Tables(NamedTuple):
    """All words of one language: the kinds' tables by name, the terms' by name, the rules of all stations in one."""

    kinds: Mapping[str, Table]
    terms: Mapping[str, Table]
    rules: Table


def read(package: str, language: str) -> dict[str, dict[str, str]]:
    """The tables of one file: `words/<language>.toml` of a package."""
    text = files(package).joinpath("words", f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _tables(language: str) -> _Tables:
    if language not in LANGUAGES:
        raise NoWord(language)
    terms = read(TERMS, language)
    rules = terms.pop(RULES)
    kinds: dict[str, dict[str, str]] = {}
    for package in STATIONS:
        tables = read(package, language)
        rules |= tables.pop(RULES, {})
        kinds |= tables
    return _Tables(kinds, terms, rules)


@cache
def _page(package: str, language: str) -> Table:
    text = files(f"lanyard.web.pages.{package}").joinpath("words", f"{language}.toml").read_text(encoding="utf-8")
    return {code: str(said) for code, said in tomllib.loads(text).items()}


class Words:
    """The words of one language. Every method raises `NoWord` where there is none."""

    def __init__(self, language: str) -> None:
        """`language` is one of `LANGUAGES`; its files are read once, however often it is asked for."""
        self.language = language
        self._tables = _tables(language)

    @property
    def direction(self) -> str:
        """Which way the lines run: `ltr` or `rtl`, as HTML says it."""
        return self._term("script_of_words", "direction")

    def kind(self, name: str) -> str:
        """What a kind is called."""
        return self._word(self._tables.kinds, name, KIND_ITSELF)

    def field(self, kind: str, field: str) -> str:
        """What is asked by a field of a kind."""
        return self._word(self._tables.kinds, kind, field)

    def choice(self, list_name: str, value: str | IntEnum) -> str:
        """A value of a closed list, which is named as a kind is: `Sex` is `sex`, `CountedBy` is `counted_by`."""
        return self._term(list_name, value.name.lower() if isinstance(value, IntEnum) else str(value))

    def rule(self, code: str) -> str:
        """What does not hold, and what to do now."""
        return self._word({RULES: self._tables.rules}, RULES, code)

    def duty(self, code: str) -> str:
        """What is owed."""
        return self._term("duties", code)

    def place(self, code: str) -> str:
        """Where somebody is on the roll."""
        return self._term("places", code)

    def refusal(self, code: str, detail: object = "") -> str:
        """What happened, what was kept, and what to do now. `detail` is the file or cause that some of them name."""
        return self._term("refusals", code).format(detail=detail)

    def denied(self, code: str, detail: object = "") -> str:
        """Why something is not granted to whoever asks, and what to do now."""
        return self._term("denied", code).format(detail=detail)

    def office(self) -> Table:
        """The labels of the office's pages, by their codes."""
        return self._tables.terms["office"]

    def notes(self) -> Table:
        """The sentences of the office's pages, by their codes."""
        return self._tables.terms["notes"]

    def pages(self) -> Table:
        """What the pages are called that others link to, by their names."""
        return self._tables.terms["pages"]

    def page(self, package: str) -> Table:
        """All that the pages of one package of `web.pages` say, by its codes."""
        return _page(package, self.language)

    def gap(self, code: str) -> str:
        """What does not balance on the roll."""
        return self._term("gaps", code)

    def on_status_page(self) -> Table:
        """The labels of the status page, by their codes."""
        return self._tables.terms["status_page"]

    def terminal(self, code: str, **values: object) -> str:
        """A phrase of what a terminal shows, with its values filled in."""
        return self._term("terminal", code).format(**values)

    def printed(self, code: str, **values: object) -> str:
        """A label or phrase of a paper, with its values filled in."""
        return self._term("print", code).format(**values)

    def importing(self, code: str, **values: object) -> str:
        """A phrase about a list that is imported, with its values filled in."""
        return self._term("import", code).format(**values)

    def finding(self, code: str, detail: object = "") -> str:
        """What the doctor found, and what to do where it is not well."""
        return self._term("doctor", code).format(detail=detail)

    def sign(self, code: str) -> str:
        """A sign or finding of triage."""
        return self._term("triage", code)

    def board(self, code: str) -> str:
        """A line of the coordinator's board, or what is counted beside it."""
        return self._term("board", code)

    def on_forms(self) -> Table:
        """The labels that all forms share, by their codes."""
        return self._tables.terms["forms"]

    def form(self, code: str, **values: object) -> str:
        """A phrase of a form, with its values filled in."""
        return self._term("forms", code).format(**values)

    def form_refusal(self, code: str) -> str:
        """What only a form refuses, or warns of: what happened, what was kept, and what to do now."""
        return self._term("form_refusals", code)

    def _term(self, table: str, key: str) -> str:
        return self._word(self._tables.terms, table, key)

    def _word(self, tables: Mapping[str, Table], table: str, key: str) -> str:
        try:
            return tables[table][key]
        except KeyError:
            raise NoWord(self.language, table, key) from None
