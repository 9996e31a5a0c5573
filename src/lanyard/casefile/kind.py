"""A kind: one line of the floorplan, everything about an entry's meaning in one place."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lanyard.casefile.duties import Duty
from lanyard.casefile.findings import Finding
from lanyard.casefile.known import Known
from lanyard.casefile.marks import Rule
from lanyard.casefile.tag import tag_ref
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.ledger.record import Shape
from lanyard.terms import Role

Change = Callable[[Any, Entry], None]
Named = Callable[[Any, Ref, Entry], None]
Rules = Callable[[Any, Entry], Iterator[Rule]]
Opens = Callable[[Any, Entry], Iterable[Duty]]
Asks = Callable[[Any, Any, Mapping[Ref, Any]], Iterator[Finding]]


def always(*duties: Duty) -> Opens:
    """Opened by every entry of the kind."""

    def opened(_known: Known, _entry: Entry) -> Iterable[Duty]:
        return duties

    return opened


@dataclass(frozen=True, slots=True)
class Kind:
    """What one kind is about, where it is sealed, who records it, and what follows from it.

    `changes` says what it changes in the noun that it is about (a tag that nobody has claimed is read like a person).
    `named` says what it changes in a noun or tag that one of its fields names; it is told who the entry is about, by
    her own name even where the entry names her tag. `claims` are the fields that give the person a tag;
    `naming` are all of these. `wearers` are those of `named` whose tags stand for whoever wears them.
    `rules` judge it against the noun as it was before, `opens` are the duties that follow from the noun as it is then.
    `compartment` is nothing where a kind is sealed as its target is. A kind that `asks` is a permission: it is granted by
    the system after (record, noun, cases) were judged, and may be refused; anything else is a fact and never is.
    """

    record: type
    about: tuple[Noun, ...]
    compartment: Compartment | None
    who: tuple[Role, ...]
    changes: Mapping[Noun, Change] = field(default_factory=dict)
    named: Mapping[str, Named] = field(default_factory=dict)
    claims: tuple[str, ...] = ()
    wearers: tuple[str, ...] = ()
    rules: Rules | None = None
    opens: Opens | None = None
    asks: Asks | None = None
    shape: Shape = field(init=False)
    name: str = field(init=False)
    worn: bool = field(init=False)
    naming: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """What is asked often is worked out once, from the declaration."""
        object.__setattr__(self, "shape", Shape(self.record))
        object.__setattr__(self, "name", self.shape.name)
        object.__setattr__(self, "worn", Noun.PERSON in self.about and Noun.TAG in self.about)
        object.__setattr__(self, "naming", tuple(dict.fromkeys((*self.named, *self.claims))))

    def fits(self, e: Entry) -> bool:
        """Does this kind say anything about such a noun? What does not fit is kept and shown, and changes nothing."""
        return e.about.noun in self.about

    def names(self, e: Entry) -> Sequence[tuple[Ref, str]]:
        """The nouns that the entry's fields name, each with its field: those whose reading it has a part in."""
        if not self.naming or not self.fits(e):
            return ()
        found = []
        for name in self.naming:
            value = getattr(e.record, name)
            for one in value if name in self.wearers else (value,):
                if type(one) is str:
                    found.append((tag_ref(one), name))
                elif one is not None and one != e.about:
                    found.append((one, name))
        return found
