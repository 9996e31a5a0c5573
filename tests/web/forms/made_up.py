"""A made-up station: a declaration that asks one question of every type, and words for it."""

from dataclasses import dataclass
from typing import Annotated, Final

from lanyard.casefile.kind import Kind
from lanyard.ledger.ask import (
    AgeRange,
    Area,
    Ask,
    Blob,
    Code,
    Count,
    Digest,
    PartialDate,
    Person,
    Site,
    Tag,
    Text,
    Vehicle,
    only_if,
)
from lanyard.ledger.noun import Compartment, Noun
from lanyard.terms import CountedBy, Language, Relief, Sex, Unknown, Walks
from lanyard.web.forms.form import Form
from lanyard.web.forms.widgets import Option
from lanyard.words import Words
from tests.making import area, site, vehicle


@dataclass(frozen=True, slots=True)
class EverythingAsked:
    """One question of every type."""

    said: Text
    sex: Sex
    heads: Annotated[int, Ask(low=-5, high=2000)]
    found: bool
    age: AgeRange | Unknown
    since: PartialDate | Unknown
    tag: Tag
    mother: Person
    shelter: Area
    counted_by: CountedBy
    given: tuple[Relief, ...]
    note: Annotated[str, Ask(longest=12)] | None = None
    alone: bool | None = None
    walks: Walks | None = None
    weapon: Annotated[Text | None, only_if("found", "yes")] = None
    why: Annotated[Text | None, only_if("counted_by", "one", "driver")] = None
    how_old_known: Annotated[Text | None, only_if("age", "*")] = None
    languages: tuple[Language, ...] | None = None
    tags: tuple[Tag, ...] = ()
    numbers: tuple[Count, ...] | None = None
    companions: tuple[Person, ...] = ()
    came_on: Vehicle | None = None
    to: Site | None = None
    duty: Code | None = None
    drug: Text | None = None
    picture: Blob | None = None
    digest: Digest | None = None


KIND: Final = Kind(EverythingAsked, (Noun.PERSON,), Compartment.REGISTER, ())
LABELS: Final = {"en": "Question about {}?", "ar": "سؤال عن {}؟"}


class MadeUpWords(Words):
    """The words of the house, and made-up ones for the made-up kind."""

    def kind(self, name: str) -> str:
        return (
            {"en": "Everything asked", "ar": "كل الأسئلة"}[self.language] if name == KIND.name else super().kind(name)
        )

    def field(self, kind: str, field: str) -> str:
        if kind != KIND.name:
            return super().field(kind, field)
        number = [q.name for q in KIND.shape.questions].index(field) + 1
        return LABELS[self.language].format(number)


AREAS: Final = tuple(Option(area(number), f"BG/L{number}") for number in range(3))
VEHICLES: Final = tuple(Option(vehicle(number), f"truck {number}") for number in range(9))
DRUGS: Final = (Option("paracetamol", "Paracetamol"), Option("ors", "Oral rehydration"))


def form(language: str = "en", **more: object) -> Form:
    """Its form, with areas as tiles, many vehicles as a list, and two texts to choose from."""
    options = {"shelter": AREAS, "came_on": VEHICLES, "to": (Option(site(0), "Camp"),), "drug": DRUGS}
    return Form(KIND, MadeUpWords(language), options=options, **more)  # type: ignore[arg-type]
