"""One printed tag: who holds it, whether it was spoilt, and who wears it before anybody claimed it."""

from dataclasses import dataclass, field

from lanyard.casefile.case import Case
from lanyard.casefile.known import Known
from lanyard.crypto.hashing import H
from lanyard.ledger.noun import Noun, Ref


@dataclass(slots=True)
class Tag(Known):
    """Claims of one tag, the first first. `worn` is the case of an unknown wearer while nobody has claimed it."""

    code: str = ""
    holders: list[Ref] = field(default_factory=list)
    claims: list[bytes] = field(default_factory=list)
    voided: bool = False
    worn: Case | None = None

    @property
    def holder(self) -> Ref | None:
        """Whose it is: the first claim stands until somebody takes it back."""
        return self.holders[0] if self.holders else None


def tag_ref(code: str) -> Ref:
    """The name of the tag with this code."""
    return Ref(Noun.TAG, H("tag", code.encode())[:16])
