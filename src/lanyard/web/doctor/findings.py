"""What the doctor says: of each thing that was looked at, how it is, and what to do where it is not well."""

from enum import StrEnum
from typing import Final, NamedTuple

from lanyard.words import Words


class State(StrEnum):
    """How a thing is."""

    WELL = "well"
    WATCH = "watch"
    BAD = "bad"


class Finding(NamedTuple):
    """One thing that was looked at. `code` is one of `CODES` or `WHOLE`, `detail` what was measured."""

    about: str
    code: str
    state: State
    detail: str = ""

    @property
    def words(self) -> str:
        """How it is and what to do, as the terminal says it."""
        return self.said(Words("en"))

    def said(self, words: Words) -> str:
        """How it is and what to do, in a sentence or two."""
        return self.detail if self.code in WHOLE else words.finding(self.code, self.detail)


WHOLE: Final = frozenset({"folder-refused", "notice"})
"""Findings whose detail is the whole sentence."""
CODES: Final = (
    "clock-agrees",
    "clock-behind",
    "clock-before-release",
    "disk-room",
    "disk-little-room",
    "disk-full",
    "disk-quick",
    "disk-slow",
    "database-well",
    "folder-private",
    "folder-open",
    "folder-unlocks",
    "views-current",
    "views-behind",
    "keys-held",
    "keys-none",
    "certificates-last",
    "certificates-ending",
    "printer-there",
    "printer-none",
    "backup-fresh",
    "backup-old",
    "backup-none",
    "backup-same-disk",
    "encoding-quick",
    "encoding-plain",
    "backup-damaged",
)
"""All others, each with its words in `terms/words`, table `doctor`."""
