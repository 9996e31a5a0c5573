"""One thing that somebody says at some moment of the story, before any device has sealed it."""

from typing import Any, NamedTuple

from lanyard.desk.draft import Draft
from lanyard.ledger.body import LinkKind
from lanyard.ledger.noun import Basis, Ref


class Enclosed(NamedTuple):
    """A file that goes with a draft: the field that will name it, its bytes, its media type."""

    field: str
    data: bytes
    type: str


class Said(NamedTuple):
    """A draft, when it is said (UTC ms) and on which device.

    `name` is what a later draft calls it by and `points` are the earlier ones that it acts on, by their names:
    ids are known only once something is sealed. `enclosed` are files to be kept before it is.
    """

    at_ms: int
    device: str
    draft: Draft
    name: str = ""
    points: tuple[tuple[LinkKind, str], ...] = ()
    enclosed: tuple[Enclosed, ...] = ()


class Pen(NamedTuple):
    """A device in somebody's hand, in one place."""

    device: str
    where: str

    def __call__(
        self,
        at_ms: int,
        record: Any,
        about: Ref,
        *,
        at: tuple[int, int] | None = None,
        done_by: str | None = None,
        basis: Basis = Basis.WITNESSED,
        act: bytes | None = None,
        urgency: int = 0,
    ) -> Said:
        """Say this about that noun; the rest is as in a draft."""
        return Said(at_ms, self.device, Draft(record, about, self.where, at, done_by, basis, (), act, urgency))
