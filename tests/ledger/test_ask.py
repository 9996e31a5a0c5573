"""How a field is asked: what a declaration says of type, number, need, unknown, limits and condition."""

from dataclasses import dataclass
from typing import Annotated, Final

import pytest

from lanyard.ledger.ask import (
    AgeRange,
    Area,
    Ask,
    Blob,
    Code,
    Count,
    Digest,
    Manifest,
    Minutes,
    PartialDate,
    Person,
    Question,
    Seconds,
    Site,
    StaffId,
    Tag,
    Text,
    Vehicle,
    only_if,
    questions,
    wire_name,
)
from lanyard.ledger.noun import Noun, Ref
from lanyard.terms import Language, Sex, Unknown, Walks


@dataclass(frozen=True, slots=True)
class ThingSeen:
    """One field of each sort, for asking."""

    heads: Count
    sex: Sex
    walks: Annotated[Walks | None, only_if("sex", "female", "male")] = None
    languages: tuple[Language, ...] | None = None
    since: PartialDate | Unknown = "unknown"
    name: Annotated[Text | None, only_if("since", "*")] = None
    why: Annotated[str, Ask(longest=9)] | None = None
    tags: tuple[Tag, ...] = ()
    her: Person | None = None
    yes: bool | None = None
    sound: Blob | None = None
    age: AgeRange | Unknown | None = None
    digest: Digest | None = None


ASKED: Final = {question.name: question for question in questions(ThingSeen)}
EXPECTED: Final = (
    ("heads", int, False, True, False, "number_pad"),
    ("sex", Sex, False, True, False, "buttons"),
    ("walks", Walks, False, False, False, "buttons"),
    ("languages", Language, True, False, False, "list"),
    ("since", str, False, False, True, "text"),
    ("name", str, False, False, False, "text"),
    ("why", str, False, False, False, "text"),
    ("tags", str, True, False, False, "scan"),
    ("her", Ref, False, False, False, "scan"),
    ("yes", bool, False, False, False, "yes_no"),
    ("sound", Blob, False, False, False, "capture"),
    ("age", AgeRange, False, False, True, "age"),
    ("digest", bytes, False, False, False, "hidden"),
)


@pytest.mark.parametrize("row", EXPECTED, ids=[row[0] for row in EXPECTED])
def test_a_field_is_asked_as_it_is_declared(row: tuple[object, ...]) -> None:
    asked = ASKED[str(row[0])]
    assert (asked.name, asked.type, asked.many, asked.required, asked.unknown, asked.widget) == row


def test_fields_are_asked_in_their_order() -> None:
    assert list(ASKED) == [row[0] for row in EXPECTED]


LIMITS: Final = (
    (Count, Ask(low=0, high=2000)),
    (Minutes, Ask(low=0, high=20160)),
    (Seconds, Ask(low=0, high=86400)),
    (Text, Ask(longest=200)),
    (Code, Ask(longest=40, form="code")),
    (PartialDate, Ask(form="date")),
    (Tag, Ask(noun=Noun.TAG, form="tag")),
    (Person, Ask(noun=Noun.PERSON)),
    (Vehicle, Ask(noun=Noun.VEHICLE)),
    (Manifest, Ask(noun=Noun.MANIFEST)),
    (Area, Ask(noun=Noun.AREA)),
    (Site, Ask(noun=Noun.SITE)),
    (StaffId, Ask(length=16)),
    (Digest, Ask(length=32)),
)


@pytest.mark.parametrize(("named", "ask"), LIMITS)
def test_each_named_type_has_its_limits(named: object, ask: Ask) -> None:
    (question,) = questions(holding(named))
    assert question.ask == ask


def holding(hint: object) -> type:
    """A declaration with one field of this type."""

    @dataclass
    class Holding:
        field: hint  # type: ignore[valid-type]

    Holding.__annotations__["field"] = hint
    return Holding


def test_a_condition_is_kept_beside_the_limits_of_the_type() -> None:
    assert ASKED["walks"].ask.only_if == ("sex", frozenset({"female", "male"}))
    assert ASKED["name"].ask == Ask(longest=200, only_if=("since", frozenset({"*"})))
    assert ASKED["why"].ask == Ask(longest=9)
    assert ASKED["heads"].ask.only_if is None


def test_limits_stand_with_or_without_a_condition_and_a_none() -> None:
    plain, conditional = holding(Tag | None), holding(Annotated[Tag | None, only_if("x", "y")])
    (first,), (second,) = questions(plain), questions(conditional)
    assert (first.ask.form, second.ask.form) == ("tag", "tag")
    assert (first.ask.only_if, second.ask.only_if) == (None, ("x", frozenset({"y"})))


def test_a_closed_list_offers_its_values_and_nothing_else_does() -> None:
    assert ASKED["sex"].choices == ("female", "male", "unknown")
    assert ASKED["heads"].choices == ()
    assert ASKED["her"].choices == ()


@pytest.mark.parametrize(
    ("many", "sort", "widget"), [(False, Sex, "buttons"), (True, Sex, "list"), (False, Language, "list")]
)
def test_few_choices_are_buttons_unless_several_may_be_given(many: bool, sort: type, widget: str) -> None:
    assert Question("x", sort, many, True, False, Ask()).widget == widget


def test_a_kinds_name_follows_from_its_declaration() -> None:
    assert wire_name(ThingSeen) == "thing_seen"
    assert wire_name(Sex) == "sex"
