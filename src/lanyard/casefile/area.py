"""One area of a site: the last head-count, the last glance, what was handed out."""

from dataclasses import dataclass, field
from typing import ClassVar

from lanyard.casefile.known import Known
from lanyard.ledger.noun import Noun


@dataclass(slots=True)
class Area(Known):
    """What was recorded about the area itself. Who is expected in it is read from the cases.

    `looked_at` and `red_untagged` are those of the last glance that found somebody red, or of a later one as wide.
    """

    noun: ClassVar = Noun.AREA

    site: str = ""
    heads: int | None = None
    heads_ms: int | None = None
    heads_by: str = ""
    heads_entry: bytes = b""
    glanced_ms: int | None = None
    looked_at: int = 0
    red_untagged: int = 0
    relief: dict[str, int] = field(default_factory=dict)
