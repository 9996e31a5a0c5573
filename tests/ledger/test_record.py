"""What the fields of a body may say: every refusal by its code and field, and every kind there and back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.ledger.ask import (
    LIST_MAX,
    AgeRange,
    Ask,
    Blob,
    Code,
    Count,
    Digest,
    Minutes,
    PartialDate,
    Person,
    StaffId,
    Tag,
    Text,
    Vehicle,
)
from lanyard.ledger.encoding import decode, encode
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Noun, Ref
from lanyard.ledger.record import AGE_MONTHS_MAX, Shape
from lanyard.stations.arrival.entries import PersonMet, TagClaimed, VehicleCounted
from lanyard.stations.transport.entries import ManifestOpened
from lanyard.terms import UNKNOWN, Sex, Unknown, Walks
from tests.drawing import RECORDS, record
from tests.making import KIND_OF, code, site

TAG: Final = code(1)
PERSON: Final = [0, bytes(16)]


@dataclass(frozen=True, slots=True)
class Everything:
    """One field of each sort."""

    heads: Count
    sex: Sex | None = None
    yes: bool | None = None
    text: Text | None = None
    short: Annotated[str, Ask(longest=3)] | None = None
    named: Code | None = None
    since: PartialDate | Unknown | None = None
    tag: Tag | None = None
    her: Person | None = None
    on: Vehicle | None = None
    any_noun: Ref | None = None
    staff: StaffId | None = None
    digest: Digest | None = None
    loose: bytes | None = None
    sound: Blob | None = None
    age: AgeRange | Unknown | None = None
    wait: Minutes | None = None
    tags: tuple[Tag, ...] = ()
    walks: tuple[Walks, ...] | None = None


SHAPE: Final = Shape(Everything)
NAME, SALT = bytes(32), bytes(16)
CONTROLS: Final = ("\x00", "\t", "\n", "\x1f", "\x7f", "\x80", "\x9f", "\u2028", "\u2029", "\ud800", "\udfff")
TURNS: Final = ("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069")


def wrong(refusal: str, field: str, *values: Any) -> Iterable[Any]:
    """A row for each of these values of the field, refused with this code."""
    for value in values:
        yield pytest.param(refusal, field, value, id=f"{field}={value!r:.40} is {refusal}")


REFUSED: Final = [
    *wrong("not-a-number", "heads", True, False, "9", None, [9], b"9"),
    *wrong("out-of-range", "heads", 2001, -1, 2**63 - 1),
    *wrong("out-of-range", "wait", 20161, -1),
    *wrong("not-a-choice", "sex", "Female", "", "f", 1, None, True, ["female"], {"female": 1}, b"female"),
    *wrong("not-yes-no", "yes", 1, 0, "yes", None, UNKNOWN),
    *wrong("not-text", "text", 9, b"rain", ["rain"], None, True),
    *wrong("text-too-long", "text", "x" * 201),
    *wrong("text-too-long", "short", "عيون"),
    *wrong("control-character", "text", *(f"ra{control}in" for control in (*CONTROLS, *TURNS))),
    *wrong("not-nfc", "text", "cafe\u0301", "\u212b", "\u0627\u0653"),
    *wrong("not-a-code", "named", "", "Glance", "a b", "a/b", "ä", "x\u0663"),
    *wrong("text-too-long", "named", "x" * 41),
    *wrong("control-character", "named", "glance\n"),
    *wrong("not-a-date", "since", "2019-02-30", "2019-2-3", "0000", "2019-13", "2019-00", "h:1440-07-31", "28.2.2019"),
    *wrong("not-a-date", "since", "", "19", "2019-02-28T10:00", "g:2019", "Unknown"),
    *wrong("not-text", "since", 2019, None),
    *wrong("not-a-tag", "tag", TAG[:-1] + ("0" if TAG[-1] != "0" else "1"), TAG.lower(), TAG[:-1], TAG + "0"),
    *wrong("not-a-tag", "tag", "", 9, None, TAG.encode(), [TAG], f"LNY1:{TAG}"),
    *wrong("not-a-noun", "her", None, bytes(16), [], [0], [0, bytes(15)], [0, bytes(17)], [0, "x" * 16], (0, bytes(16))),
    *wrong("not-a-noun", "her", [0, bytes(16), 0], {0: bytes(16)}),
    *wrong("wrong-noun", "her", [1, bytes(16)], [9, bytes(16)], [-1, bytes(16)], [False, bytes(16)], ["0", bytes(16)]),
    *wrong("wrong-noun", "on", [0, bytes(16)], [3, bytes(16)]),
    *wrong("wrong-noun", "any_noun", [9, bytes(16)]),
    *wrong("wrong-length", "staff", bytes(15), bytes(17), b"", "x" * 16, None),
    *wrong("wrong-length", "digest", bytes(31), bytes(33), "0" * 32),
    *wrong("wrong-length", "loose", "text", None, [1]),
    *wrong("not-a-blob", "sound", None, b"", [], [NAME, SALT, 9], [NAME, SALT, 9, "audio/ogg", 0], [SALT, SALT, 9, "a"]),
    *wrong("not-a-blob", "sound", [NAME, NAME, 9, "a"], [NAME, SALT, -1, "a"], [NAME, SALT, True, "a"]),
    *wrong("not-a-blob", "sound", [NAME, SALT, "9", "a"], [NAME, SALT, 9, b"a"], ["x" * 32, SALT, 9, "a"]),
    *wrong("not-an-age", "age", None, 9, [], [1], [1, 2, 3], [2, 1], [-1, 2], [0, AGE_MONTHS_MAX + 1], (1, 2), "old"),
    *wrong("not-an-age", "age", [True, 2], ["1", 2], {1: 2}),
    *wrong("not-a-list", "tags", None, TAG, (TAG,), {TAG: 1}),
    *wrong("list-too-long", "tags", [TAG] * (LIST_MAX + 1)),
    *wrong("not-a-tag", "tags", [TAG, "nothing"], [None], [[TAG]]),
    *wrong("not-a-choice", "walks", ["walks", "flies"]),
]  # fmt: skip


@pytest.mark.parametrize(("refusal", "field", "value"), REFUSED)
def test_what_cannot_be_is_refused_with_its_code_and_field(refusal: str, field: str, value: Any) -> None:
    with pytest.raises(Malformed) as refused:
        SHAPE.read({"heads": 1, field: value})
    assert (refused.value.code, refused.value.field) == (refusal, field)


@pytest.mark.parametrize(("refusal", "field", "value"), REFUSED)
def test_one_field_by_itself_is_refused_alike(refusal: str, field: str, value: Any) -> None:
    with pytest.raises(Malformed) as refused:
        SHAPE.read_one(field, value)
    assert (refused.value.code, refused.value.field) == (refusal, field)


def test_one_field_that_the_kind_does_not_have_is_named() -> None:
    with pytest.raises(Malformed, match="unknown-field: colour"):
        SHAPE.read_one("colour", 1)


def test_a_missing_field_is_named() -> None:
    with pytest.raises(Malformed) as refused:
        SHAPE.read({"yes": True})
    assert (refused.value.code, refused.value.field) == ("missing-field", "heads")


@pytest.mark.parametrize("field", ["colour", "Heads", "heads ", ""])
def test_a_field_that_the_kind_does_not_have_is_named(field: str) -> None:
    with pytest.raises(Malformed) as refused:
        SHAPE.read({"heads": 1, field: 1})
    assert (refused.value.code, refused.value.field) == ("unknown-field", field)


def test_every_sort_of_field_is_refused_somewhere() -> None:
    assert {row.values[1] for row in REFUSED} == {question.name for question in SHAPE.questions}


TAKEN: Final = (
    ("heads", 0, 0),
    ("heads", 2000, 2000),
    ("sex", "female", Sex.FEMALE),
    ("yes", False, False),
    ("text", "", ""),
    ("text", "ع" * 200, "ع" * 200),
    ("text", "ر\u200cا", "ر\u200cا"),
    ("named", "a.b-c_9", "a.b-c_9"),
    ("since", "2019-02-28", "2019-02-28"),
    ("since", "h:1440-07-30", "h:1440-07-30"),
    ("since", UNKNOWN, UNKNOWN),
    ("tag", TAG, TAG),
    ("her", PERSON, Ref(Noun.PERSON, bytes(16))),
    ("any_noun", [8, bytes(16)], Ref(Noun.SITUATION, bytes(16))),
    ("staff", bytes(16), bytes(16)),
    ("loose", b"", b""),
    ("sound", [NAME, SALT, 0, "audio/ogg"], Blob(NAME, SALT, 0, "audio/ogg")),
    ("age", [0, 0], AgeRange(0, 0)),
    ("age", [0, AGE_MONTHS_MAX], AgeRange(0, AGE_MONTHS_MAX)),
    ("age", UNKNOWN, UNKNOWN),
    ("tags", [], ()),
    ("tags", [TAG] * LIST_MAX, (TAG,) * LIST_MAX),
    ("walks", ["walks", "carried"], (Walks.WALKS, Walks.CARRIED)),
)


@pytest.mark.parametrize(("field", "value", "read"), TAKEN)
def test_what_can_be_is_read_and_written_as_it_was(field: str, value: Any, read: Any) -> None:
    found = SHAPE.read({"heads": 1, field: value})
    assert getattr(found, field) == read
    assert type(getattr(found, field)) is type(read)
    assert SHAPE.write(found)[field] == value


@pytest.mark.parametrize(("field", "value", "read"), TAKEN)
def test_one_field_by_itself_is_read_alike(field: str, value: Any, read: Any) -> None:
    assert SHAPE.read_one(field, value) == read


def test_what_was_not_asked_is_absent_and_never_null() -> None:
    assert SHAPE.write(Everything(3)) == {"heads": 3, "tags": []}


def test_a_draft_is_brought_to_nfc_and_then_judged() -> None:
    assert SHAPE.write(Everything(1, text="cafe\u0301"))["text"] == "caf\u00e9"
    with pytest.raises(Malformed, match="control-character"):
        SHAPE.write(Everything(1, text="a\nb"))


DRAFTS: Final = (
    ("2,001 people", VehicleCounted("x", "two", 2001, True), "out-of-range", "total"),  # type: ignore[arg-type]
    ("a choice that is none", PersonMet("woman"), "not-a-choice", "sex"),  # type: ignore[arg-type]
    ("an age from old to young", PersonMet(Sex.MALE, AgeRange(9, 8)), "not-an-age", "age"),
    ("a tag that is none", TagClaimed("BG00000000"), "not-a-tag", "tag"),
    ("a camp that is a tag", ManifestOpened(9, Ref(Noun.TAG, bytes(16)), "r", "o"), "wrong-noun", "to"),
    ("a vehicle without seats", ManifestOpened(0, site(1), "r", "o"), "out-of-range", "seats"),
)


@pytest.mark.parametrize(("what", "draft", "refusal", "field"), DRAFTS, ids=[row[0] for row in DRAFTS])
def test_a_draft_that_no_reader_could_read_is_refused_before_it_is_sealed(
    what: str, draft: Any, refusal: str, field: str
) -> None:
    with pytest.raises(Malformed) as refused:
        KIND_OF[type(draft)].shape.write(draft)
    assert (refused.value.code, refused.value.field) == (refusal, field)


@pytest.mark.parametrize("kind", RECORDS, ids=[KIND_OF[kind].name for kind in RECORDS])
def test_every_kind_is_read_as_it_was_written(kind: type) -> None:
    shape = KIND_OF[kind].shape

    @settings(max_examples=25)
    @given(record(kind))
    def there_and_back(said: Any) -> None:
        fields = decode(encode(shape.write(said)))
        assert isinstance(fields, dict)
        assert shape.read(fields) == said
        assert None not in fields.values()

    there_and_back()


def answer(fields: dict[str, Any]) -> str:
    """The code of the refusal, or nothing if the fields were read."""
    try:
        SHAPE.read(fields)
    except Malformed as refused:
        return refused.code
    return ""


PLAIN: Final = st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.binary(max_size=9)
NESTED: Final = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PLAIN, inner, max_size=2)
)


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from([q.name for q in SHAPE.questions]), NESTED, max_size=4))
def test_whatever_a_body_holds_is_read_or_refused_with_a_known_code(fields: dict[str, Any]) -> None:
    codes = {str(row.values[0]) for row in REFUSED} | {"missing-field", ""}
    assert answer(fields) in codes
    assert answer({"heads": 1} | fields) in codes - {"missing-field"}


def test_a_refusal_shows_what_was_found_and_no_more_than_fits() -> None:
    with pytest.raises(Malformed, match=r"^text-too-long: text = 'xxx.*…$") as refused:
        SHAPE.read({"heads": 1, "text": "x" * 5000})
    assert len(str(refused.value)) < 120
