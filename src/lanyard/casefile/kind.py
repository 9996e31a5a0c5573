"""A kind: one line of the floorplan, everything about an entry's meaning in one place."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lanyard.casefile.duties import Duty
from lanyard.casefile.known import Known
from lanyard.casefile.marks import Rule
from lanyard.casefile.tag import tag_ref
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.ledger.record import Shape
from lanyard.terms import Role

Change = Callable[[Any, Entry], None]
Rules = Callable[[Any, Entry], Iterator[Rule]]
Opens = Callable[[Any, Entry], Iterable[Duty]]


def always(*duties: Duty) -> Opens:
    """Opened by every entry of the kind."""

    def opened(_known: Known, _entry: Entry) -> Iterable[Duty]:
        return duties

    return opened


@dataclass(frozen=True, slots=True)
class Kind:
    """What one kind is about, where it is sealed, who records it, and what follows from it.

    `changes` says what it changes in the noun that it is about (a tag that nobody has claimed is read like a person),
    `named` what it changes in a noun that one of its fields names, `claims` which fields give the person a tag.
    `rules` judge it against the noun as it was before, `opens` are the duties that follow.
    `compartment` is nothing where a kind is sealed as its target is. A `permission` is granted by the system and may be refused; anything else is a fact and never is.
    """

    record: type
    about: tuple[Noun, ...]
    compartment: Compartment | None
    who: tuple[Role, ...]
    changes: Mapping[Noun, Change] = field(default_factory=dict)
    named: Mapping[str, Change] = field(default_factory=dict)
    claims: tuple[str, ...] = ()
    rules: Rules | None = None
    opens: Opens | None = None
    permission: bool = False
    shape: Shape = field(init=False)
    name: str = field(init=False)

    def __post_init__(self) -> None:
        """The fields are read once, from the declaration."""
        object.__setattr__(self, "shape", Shape(self.record))
        object.__setattr__(self, "name", self.shape.name)

    def change_of(self, known: Known) -> Change | None:
        """What it changes in the noun that it is about."""
        noun = known.ref.noun
        return self.changes.get(Noun.PERSON if noun is Noun.TAG else noun)

    def mentions(self, e: Entry) -> list[tuple[Ref, str]]:
        """Every noun whose reading this entry has a part in, with the field that names it (none: it is about it)."""
        found = [(e.about, "")]
        for name in self.named:
            ref = getattr(e.record, name)
            if ref is not None and ref != e.about:
                found.append((ref, name))
        for name in self.claims if e.about.noun is Noun.PERSON else ():
            code = getattr(e.record, name)
            if code is not None:
                found.append((tag_ref(code), name))
        return found
