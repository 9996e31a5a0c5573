"""What somebody typed into the box on every page, found as far as her role may see it; and what a tag is that nobody wears."""

from dataclasses import dataclass, replace
from enum import StrEnum

from lanyard.access.table import may_see
from lanyard.casefile.roll import Named
from lanyard.casefile.tag import tag_ref
from lanyard.desk.rows import key_of
from lanyard.desk.scope import Scope
from lanyard.desk.search import FoundBy, Hit
from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.terms.tags import typed_tag


class TagIs(StrEnum):
    """What a tag is that leads to nobody: no tag, one of our stock that is free, called void, or not printed here."""

    NONE = "none"
    FREE = "free"
    VOID = "void"
    STRANGE = "strange"


@dataclass(frozen=True, slots=True)
class Hits:
    """Everything that fits. `tag` is the code that was typed, if it was one."""

    people: tuple[Hit, ...]
    vehicles: tuple[Named, ...]
    lists: tuple[Named, ...]
    more: bool
    tag: str
    tag_is: TagIs

    @property
    def only(self) -> str:
        """The key of the one person whose tag was typed; empty if it is not so plain."""
        plain = len(self.people) == 1 and self.people[0].by is FoundBy.TAG
        return self.people[0].person.key if plain else ""

    @property
    def nothing(self) -> bool:
        """Does nothing fit?"""
        return not (self.people or self.vehicles or self.lists)


def find(scope: Scope, typed: str) -> Hits:
    """Look everywhere for what was typed. Whoever may not read names finds nobody by one. Raises `Denied`."""
    scope.require(Compartment.REGISTER)
    found = scope.look.questions.search.find(typed)
    people = found.people
    if not may_see(scope.viewer.role, "person_met", "name_written"):
        people = tuple(replace(hit, person=hit.person.nameless()) for hit in people if hit.by is not FoundBy.NAME)
    scope.saw({Compartment.REGISTER}, [bytes.fromhex(hit.person.key) for hit in people])
    code = typed_tag(typed) or ""
    return Hits(people, found.vehicles, found.lists, found.more, code, tag_is(scope, code) if code else TagIs.NONE)


def tag_is(scope: Scope, code: str) -> TagIs:
    """What this tag is, if nobody wears it."""
    if scope.look.tag_holder(tag_ref(code))[1]:
        return TagIs.VOID
    return TagIs.FREE if tag_ref(code).key in scope.office.node.tags.codes else TagIs.STRANGE


def person_by_tag(scope: Scope, typed: str) -> Ref | None:
    """Who wears this tag; nothing if nobody does."""
    found = scope.look.person(typed) if typed_tag(typed) else None
    return found.case.ref if found is not None and found.case.ref.noun is Noun.PERSON else None


def label_of(scope: Scope, ref: Ref) -> Named:
    """What one noun is called."""
    return scope.look.labels.of(key_of(ref))
