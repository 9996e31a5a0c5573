"""One printed tag: who holds it, whether it was spoilt, and who wears it before anybody claimed it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from lanyard.casefile.case import Case
from lanyard.casefile.known import Known
from lanyard.casefile.marks import TAG_VOID, Mark
from lanyard.crypto.hashing import H
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Noun, Ref
from lanyard.terms.tags import typed_tag


@dataclass(slots=True)
class Tag(Known):
    """Claims of one tag, the first first. `worn` is the case of an unknown wearer while nobody has claimed it.

    `spent` are those whose tag it was until they were given another: it may be called void then.
    """

    noun: ClassVar = Noun.TAG

    code: str = ""
    holders: tuple[Ref, ...] = ()
    claims: tuple[bytes, ...] = ()
    spent: tuple[Ref, ...] = ()
    voids: tuple[bytes, ...] = ()
    worn: Case | None = None

    @property
    def holder(self) -> Ref | None:
        """Whose it is: the first claim stands until somebody takes it back."""
        return self.holders[0] if self.holders else None

    @property
    def voided(self) -> bool:
        """Was it said that this tag will not be used?"""
        return bool(self.voids)

    def claim(self, code: str, her: Ref, e: Entry) -> None:
        """One more person says that this tag is hers."""
        self.code = code
        if her not in self.holders:
            self.holders += (her,)
            self.claims += (e.id,)

    def all_marks(self) -> list[Mark]:
        """Its marks; a tag that is void and yet somebody's among them, whichever was said first."""
        used = [claim for her, claim in zip(self.holders, self.claims, strict=True) if her not in self.spent]
        return [*self.marks, *([Mark(TAG_VOID, (*self.voids, *used))] if self.voids and used else [])]


@lru_cache(maxsize=1 << 13)
def tag_ref(code: str) -> Ref:
    """The name of the tag with this code."""
    return Ref(Noun.TAG, H("tag", code.encode())[:16])


def typed_tag_ref(text: str) -> Ref | None:
    """The name of the tag that somebody typed or scanned; nothing if it cannot be one."""
    code = typed_tag(text)
    return None if code is None else tag_ref(code)
