"""How a field is asked: the facts that encoding, forms, schemas, sheets and paper are made from. No words here."""

from dataclasses import MISSING, dataclass, fields, replace
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from lanyard.ledger.noun import Noun, Ref

TEXT_MAX = 200
LIST_MAX = 64


class Blob(NamedTuple):
    """A sealed file: its name (SHA-256 of the ciphertext), the salt of its key, its size in bytes, its media type."""

    name: bytes
    salt: bytes
    size: int
    type: str


class AgeRange(NamedTuple):
    """An age in completed months, from lowest to highest."""

    low_months: int
    high_months: int


@dataclass(frozen=True, slots=True)
class Ask:
    """The limits of one field, and the one condition it may have.

    `low` and `high` bound numbers, `longest` bounds text in characters, `length` fixes bytes, `noun` says what a
    reference or tag code names, `form` is a pattern's name (`tag`, `date`, `code`), `only_if` is another field
    and the values of it that make this one be asked.
    """

    low: int | None = None
    high: int | None = None
    longest: int = TEXT_MAX
    length: int | None = None
    noun: Noun | None = None
    form: str = ""
    only_if: tuple[str, frozenset[str]] | None = None


def only_if(field: str, *values: str) -> Ask:
    """Asked when another field holds one of these values."""
    return Ask(only_if=(field, frozenset(values)))


Count = Annotated[int, Ask(low=0, high=2000)]
Minutes = Annotated[int, Ask(low=0, high=20160)]
Seconds = Annotated[int, Ask(low=0, high=86400)]
Text = Annotated[str, Ask(longest=TEXT_MAX)]
Code = Annotated[str, Ask(longest=40, form="code")]
PartialDate = Annotated[str, Ask(form="date")]
Tag = Annotated[str, Ask(noun=Noun.TAG, form="tag")]
Person = Annotated[Ref, Ask(noun=Noun.PERSON)]
Vehicle = Annotated[Ref, Ask(noun=Noun.VEHICLE)]
Manifest = Annotated[Ref, Ask(noun=Noun.MANIFEST)]
Area = Annotated[Ref, Ask(noun=Noun.AREA)]
Site = Annotated[Ref, Ask(noun=Noun.SITE)]
StaffId = Annotated[bytes, Ask(length=16)]
Digest = Annotated[bytes, Ask(length=32)]


@dataclass(frozen=True, slots=True)
class Question:
    """One field as anything that asks it sees it."""

    name: str
    type: type
    many: bool
    required: bool
    unknown: bool
    ask: Ask

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of a closed list, or nothing."""
        return tuple(self.type) if issubclass(self.type, StrEnum) else ()

    @property
    def widget(self) -> str:
        """What a thumb meets: decided by the type, never field by field."""
        if self.type is Ref or self.ask.noun is not None:
            return "scan"
        if self.choices:
            return "buttons" if len(self.choices) <= 4 and not self.many else "list"
        return _WIDGETS[self.type]


_WIDGETS: dict[type, str] = {
    int: "number_pad",
    bool: "yes_no",
    str: "text",
    bytes: "hidden",
    AgeRange: "age",
    Blob: "capture",
}


def questions(record: type) -> tuple[Question, ...]:
    """All fields of a kind, in the order in which they are asked."""
    hints = get_type_hints(record, include_extras=True)
    return tuple(_question(f.name, hints[f.name], f.default is MISSING) for f in fields(record))


def _question(name: str, hint: Any, required: bool) -> Question:
    ask, many, unknown = Ask(), False, False
    while True:
        origin = get_origin(hint)
        if origin is Annotated:
            hint, *extra = get_args(hint)
            ask = _joined(ask, extra)
        elif origin in (Union, UnionType):
            parts = [part for part in get_args(hint) if part is not NoneType]
            unknown = unknown or any(get_origin(part) is Literal for part in parts)
            hint = next(part for part in parts if get_origin(part) is not Literal)
        elif origin is tuple:
            many, hint = True, get_args(hint)[0]
        else:
            return Question(name, hint, many, required, unknown, ask)


def _joined(outer: Ask, extra: list[Any]) -> Ask:
    """The limits of the named type with the condition that this one field adds."""
    asks = [outer, *(a for a in extra if isinstance(a, Ask))]
    limits = next((a for a in asks if replace(a, only_if=None) != Ask()), Ask())
    condition = next((a.only_if for a in asks if a.only_if is not None), None)
    return replace(limits, only_if=condition)


def wire_name(record: type) -> str:
    """`VehicleCounted` is `vehicle_counted`."""
    name = record.__name__
    return "".join(("_" if i and c.isupper() else "") + c.lower() for i, c in enumerate(name))
