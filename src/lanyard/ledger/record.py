"""Between a kind's declaration and the fields of a body: read with every limit checked, write what was answered."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final

from lanyard.ledger.ask import LIST_MAX, AgeRange, Blob, Question, questions, wire_name
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Noun, Ref
from lanyard.terms import UNKNOWN
from lanyard.terms.dates import is_partial_date
from lanyard.terms.tags import is_tag_code

Convert = Callable[[Any], Any]

AGE_MONTHS_MAX: Final = 130 * 12
_NOUNS = {noun.value: noun for noun in Noun}
_CODE = re.compile(r"[a-z0-9_.-]+", re.ASCII)
_MEDIA_TYPE = re.compile(r"[a-z0-9-]{1,40}/[!-~]{1,60}", re.ASCII)
# Controls, line separators, the marks that turn the direction of what follows, and halves of characters.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Shape:
    """One kind as the ledger reads and writes it. Built once from the declaration."""

    def __init__(self, record: type) -> None:
        """Read the declaration of `record`, a frozen dataclass whose fields are typed as in `ask`."""
        self.record = record
        self.name = wire_name(record)
        self.questions = questions(record)
        self._readers = {q.name: _reader(q) for q in self.questions}
        self._required = tuple(q.name for q in self.questions if q.required)

    def read(self, fields: dict[str, Any]) -> Any:
        """The record that these fields say. Raises `Malformed` naming the field and the value."""
        for name in self._required:
            if name not in fields:
                raise Malformed("missing-field", name, None)
        readers, values = self._readers, {}
        for name, value in fields.items():
            if name not in readers:
                raise Malformed("unknown-field", name, None)
            values[name] = readers[name](value)
        return self.record(**values)

    def read_one(self, name: str, value: Any) -> Any:
        """The value that one field says by itself, for whoever wants to hear of every mistake and not of the first."""
        if name not in self._readers:
            raise Malformed("unknown-field", name, None)
        return self._readers[name](value)

    def write(self, record: Any) -> dict[str, Any]:
        """The fields of a record as the body holds them; what was not asked is left out.

        Text is brought to NFC. Everything is read back before it is returned, so a draft that
        could not be read later is refused now, with `Malformed`.
        """
        fields = {}
        for question in self.questions:
            value = getattr(record, question.name)
            if value is not None:
                fields[question.name] = _plain(value)
        self.read(fields)
        return fields


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", str(value))
    if isinstance(value, Ref):
        return [int(value.noun), value.key]
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    return value


def _reader(question: Question) -> Convert:
    """What turns one stored value into the value of the record."""
    convert = _single(question)
    if question.many:
        convert = _many(question.name, convert)
    if question.unknown:
        return lambda value: UNKNOWN if value == UNKNOWN else convert(value)
    return convert


def _many(name: str, convert: Convert) -> Convert:
    def read(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise Malformed("not-a-list", name, value)
        if len(value) > LIST_MAX:
            raise Malformed("list-too-long", name, len(value))
        return tuple(map(convert, value))

    return read


def _single(question: Question) -> Convert:
    if question.choices:
        return _choice(question)
    if question.type is Ref:
        return _noun(question)
    if question.type is str and question.ask.form == "tag":
        return _tag(question.name)
    make: dict[type, Callable[[Question], Convert]] = {
        str: _text, int: _number, bool: _yes_no, bytes: _bytes, Blob: _blob, AgeRange: _age,
    }  # fmt: skip
    return make[question.type](question)


def _choice(question: Question) -> Convert:
    by_value = {str(choice): choice for choice in question.type}  # type: ignore[attr-defined]
    name = question.name

    def read(value: Any) -> Any:
        try:
            return by_value[value]
        except (KeyError, TypeError):
            raise Malformed("not-a-choice", name, value) from None

    return read


def _noun(question: Question) -> Convert:
    name, wanted = question.name, question.ask.noun

    def read(value: Any) -> Ref:
        if type(value) is not list or len(value) != 2 or type(value[1]) is not bytes or len(value[1]) != 16:
            raise Malformed("not-a-noun", name, value)
        noun = _NOUNS.get(value[0]) if type(value[0]) is int else None
        if noun is None or (wanted is not None and noun is not wanted):
            raise Malformed("wrong-noun", name, value[0])
        return tuple.__new__(Ref, (noun, value[1]))

    return read


def _tag(name: str) -> Convert:
    def read(value: Any) -> str:
        if type(value) is not str or not is_tag_code(value):
            raise Malformed("not-a-tag", name, value)
        return value

    return read


def _text(question: Question) -> Convert:
    name, longest, form = question.name, question.ask.longest, question.ask.form

    def read(value: Any) -> str:
        if type(value) is not str:
            raise Malformed("not-text", name, value)
        if len(value) > longest:
            raise Malformed("text-too-long", name, value)
        if not (value.isascii() and value.isprintable()):
            _check_characters(name, value)
        if form == "date" and not is_partial_date(value):
            raise Malformed("not-a-date", name, value)
        if form == "code" and not _CODE.fullmatch(value):
            raise Malformed("not-a-code", name, value)
        return value

    return read


def _check_characters(name: str, value: str) -> None:
    if _CONTROL.search(value):
        raise Malformed("control-character", name, value)
    if not unicodedata.is_normalized("NFC", value):
        raise Malformed("not-nfc", name, value)


def _number(question: Question) -> Convert:
    name, low, high = question.name, question.ask.low, question.ask.high

    def read(value: Any) -> int:
        if type(value) is not int:
            raise Malformed("not-a-number", name, value)
        if (low is not None and value < low) or (high is not None and value > high):
            raise Malformed("out-of-range", name, value)
        return value

    return read


def _yes_no(question: Question) -> Convert:
    def read(value: Any) -> bool:
        if type(value) is not bool:
            raise Malformed("not-yes-no", question.name, value)
        return value

    return read


def _bytes(question: Question) -> Convert:
    name, length = question.name, question.ask.length

    def read(value: Any) -> bytes:
        if type(value) is not bytes or (length is not None and len(value) != length):
            raise Malformed("wrong-length", name, value)
        return value

    return read


def _blob(question: Question) -> Convert:
    def read(value: Any) -> Blob:
        kinds = [type(part) for part in value] if type(value) is list else []
        if kinds != [bytes, bytes, int, str] or len(value[0]) != 32 or len(value[1]) != 16 or value[2] < 0:
            raise Malformed("not-a-blob", question.name, value)
        if not _MEDIA_TYPE.fullmatch(value[3]):
            raise Malformed("not-a-blob", question.name, value[3])
        return Blob(*value)

    return read


def _age(question: Question) -> Convert:
    def read(value: Any) -> AgeRange:
        whole = type(value) is list and len(value) == 2 and all(type(part) is int for part in value)
        if not whole or not 0 <= value[0] <= value[1] <= AGE_MONTHS_MAX:
            raise Malformed("not-an-age", question.name, value)
        return AgeRange(*value)

    return read
