"""What all nouns share when read: a name, what does not hold about them, what is owed."""

from dataclasses import dataclass
from typing import ClassVar

from lanyard.casefile.duties import Duty, Owed, owed
from lanyard.casefile.marks import Mark, Nature, Rule
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Noun, Ref


@dataclass(slots=True)
class Known:
    """A noun as read from its entries. Folding fills it; nobody else writes to it.

    `noun` is what the sort is read as. `read` counts the entries that stand, so a noun all of whose entries were taken
    back has nought.
    """

    noun: ClassVar[Noun]

    ref: Ref
    marks: tuple[Mark, ...] = ()
    duties: tuple[Owed, ...] = ()
    read: int = 0

    def mark(self, rule: Rule, *entries: bytes) -> None:
        """These entries do not meet this rule."""
        self.marks += (Mark(rule, entries),)

    def owe(self, owed: Owed) -> None:
        """This is owed from now on. The same duty is not owed twice, and its clock does not start again: the sooner stands."""
        code = owed.duty.code
        if any(before.duty.code == code and before.red_ms <= owed.red_ms for before in self.duties):
            return
        self.duties = (*(before for before in self.duties if before.duty.code != code), owed)

    def owe_from(self, duty: Duty, e: Entry) -> None:
        """This follows from the entry. What an entry of an impossible time opens is due at once, not in that time."""
        self.owe(owed(duty, 0 if e.flagged else e.at_ms, getattr(e.record, "expected_min", 0), e.id))

    def release(self, duty: Duty) -> None:
        """This is owed no more."""
        if self.duties:
            self.duties = tuple(owed for owed in self.duties if owed.duty.code != duty.code)

    def all_marks(self) -> list[Mark]:
        """Everything that does not hold about this noun."""
        return list(self.marks)

    def contradictions(self) -> list[Mark]:
        """Marks of entries that cannot both hold."""
        return [mark for mark in self.all_marks() if mark.rule.nature is Nature.CONTRADICTION]


def site_of(where: str) -> str:
    """The two letters of the site in a site-plan code such as `BG/line-2`."""
    return where[:2]


def area_of(where: str) -> str:
    """The area in a site-plan code, or nothing."""
    return where[3:]
