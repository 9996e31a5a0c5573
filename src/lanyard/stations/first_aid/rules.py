"""What first aid marks."""

from collections.abc import Iterator

from lanyard.casefile.case import Case
from lanyard.casefile.duties import TELL_KIN
from lanyard.casefile.marks import Nature, Rule
from lanyard.casefile.place import Where
from lanyard.ledger.entry import Entry
from lanyard.terms import YesNo

CARE_OF_THE_DEAD = Rule("care-after-death", "house: roll", Nature.CONTRADICTION)
KIN_NOT_TOLD = Rule("kin-not-told", "GC IV 25-26, AP I 32", opens=TELL_KIN)
NOTHING_OBSERVED = Rule("nothing-observed", "house: first aid")


def caring(case: Case, e: Entry) -> Iterator[Rule]:
    """Care recorded as given after she died: one of the two is wrong."""
    if case.place is not None and case.place.where is Where.DEAD:
        yield CARE_OF_THE_DEAD


def rushing_out(case: Case, e: Entry) -> Iterator[Rule]:
    """A child rushed out: her mother is told or with her, or somebody owes it to her; so for every family."""
    told = YesNo.YES in (e.record.mother_told, e.record.mother_with_her)
    if not told:
        yield KIN_NOT_TOLD


def observing(case: Case, e: Entry) -> Iterator[Rule]:
    """An observation that observed nothing."""
    said = e.record
    if all(getattr(said, name) is None for name in said.__slots__):
        yield NOTHING_OBSERVED
