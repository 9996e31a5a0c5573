"""What burial records so far: that she died. Examination, name and grave have their own station, not yet built."""

from dataclasses import dataclass

from lanyard.ledger.ask import Text, Vehicle
from lanyard.terms import CertifiedBy, Manner


@dataclass(frozen=True, slots=True)
class Died:
    """She is dead: where, who said so, and what is known of how. Without a tag, say which vehicle she had come on."""

    certified_by: CertifiedBy
    manner: Manner
    place: Text | None = None
    came_on: Vehicle | None = None
