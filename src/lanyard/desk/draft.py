"""A draft: what somebody wants to record, before it is sealed into an entry."""

from typing import Any, NamedTuple

from lanyard.casefile.kind import Kind
from lanyard.floorplan import KINDS
from lanyard.ledger.body import Body, Link
from lanyard.ledger.noun import Basis, Compartment, Noun, Ref

KIND_OF = {kind.record: kind for kind in KINDS.values()}
COMPARTMENTS = {name: kind.compartment for name, kind in KINDS.items()}
"""The compartment of each kind; nothing where a kind is sealed as its target is."""


class Draft(NamedTuple):
    """One fact as somebody states it.

    `record` is a kind's own dataclass, `where` a site-plan code such as `BG/line-2`, `at` the moment in UTC seconds
    and how exact it is in seconds (nothing: now). `compartment` is needed only where the kind follows its target.
    """

    record: Any
    about: Ref
    where: str
    at: tuple[int, int] | None = None
    done_by: str | bytes | None = None
    basis: Basis = Basis.WITNESSED
    refs: tuple[Link, ...] = ()
    act: bytes | None = None
    urgency: int = 0
    compartment: Compartment | None = None

    @property
    def kind(self) -> Kind:
        """The kind that this draft would be an entry of."""
        return KIND_OF[type(self.record)]

    def sealed_in(self) -> Compartment:
        """The compartment whose key seals it."""
        own = self.kind.compartment
        if own is not None:
            return own
        personal = self.about.noun in (Noun.PERSON, Noun.TAG)
        return self.compartment or (Compartment.REGISTER if personal else Compartment.SITE)


def body_of(draft: Draft, recorded_by: int) -> Body:
    """The body that says what the draft says. Raises `Malformed` naming the field that no reader could read."""
    return Body(
        draft.kind.name,
        draft.at,
        draft.where,
        draft.about,
        draft.act,
        recorded_by,
        draft.done_by,
        draft.basis,
        draft.refs,
        draft.kind.shape.write(draft.record),
    )
