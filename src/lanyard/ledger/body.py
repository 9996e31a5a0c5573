"""The body: what happened, to whom, when, who recorded it and how it is known."""

import re
from enum import IntEnum
from functools import lru_cache
from typing import Any, Final, NamedTuple

from lanyard.ledger.encoding import INT_MAX, INT_MIN, check_value, read, write
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Basis, Noun, Ref

REFS_MAX: Final = 32
KIND: Final = re.compile(r"[a-z0-9_.]{1,32}")
WHERE_MAX: Final = 32
DONE_BY_MAX: Final = 200
AT_MIN: Final = -62_135_596_800  # 0001-01-01T00:00:00Z
AT_MAX: Final = 253_402_300_799  # 9999-12-31T23:59:59Z
SPAN_END: Final = 2**32


class LinkKind(IntEnum):
    """How one entry points at another."""

    MENTIONS = 0
    CORRECTS = 1
    IN_ERROR = 2
    CONFIRMS = 3


class Link(NamedTuple):
    """A pointer at another entry, by its id (32 bytes)."""

    how: LinkKind
    entry: bytes


class Body(NamedTuple):
    """The ten parts in their order.

    `at` is (UTC seconds, span in seconds); None means the stamp. `where` is a code of the site plan. `act` (16 bytes) is
    shared by the entries of one act. `recorded_by` numbers a sign-in of the chain; 0 is the device itself. `done_by` is as
    stated (text) or an id (16 bytes). `fields` are the kind's own.
    """

    kind: str
    at: tuple[int, int] | None
    where: str | None
    about: Ref
    act: bytes | None
    recorded_by: int
    done_by: str | bytes | None
    basis: Basis
    refs: tuple[Link, ...]
    fields: dict[str, Any]


_NOUNS: Final = {int(noun): noun for noun in Noun}
_BASES: Final = {int(basis): basis for basis in Basis}
_LINKS: Final = {int(how): how for how in LinkKind}
_FIELDS_DEPTH: Final = 3


def encode_body(body: Body) -> bytes:
    """Return the body's CBOR. What a reader would refuse is `Malformed` here already."""
    kind, at, where, about, act, recorded_by, done_by, basis, refs, fields = body
    links = [[int(how), entry] for how, entry in refs]
    when = None if at is None else [*at]
    data = write([kind, when, where, [int(about[0]), about[1]], act, recorded_by, done_by, int(basis), links, fields])
    decode_body(data)
    return data


def decode_body(data: bytes) -> Body:
    """Read a body, or raise `Malformed`."""
    parts = read(data)
    if type(parts) is not list or len(parts) != 10:
        raise Malformed("body.shape", "body", parts)
    kind, at, where, about, act, recorded_by, done_by, basis, refs, fields = parts
    if type(kind) is not str or not _is_kind(kind):
        raise Malformed("body.kind", "kind", kind)
    if where is not None and (type(where) is not str or len(where) > WHERE_MAX):
        raise Malformed("body.where", "where", where)
    if act is not None and (type(act) is not bytes or len(act) != 16):
        raise Malformed("body.act", "act", act)
    if type(recorded_by) is not int or not 0 <= recorded_by <= INT_MAX:
        raise Malformed("body.recorded_by", "recorded_by", recorded_by)
    if type(basis) is not int or basis not in _BASES:
        raise Malformed("body.basis", "basis", basis)
    if at is not None:
        at = _at(at)
    if done_by is not None:
        _check_done_by(done_by)
    links = _links(refs) if refs != [] else ()
    _check_fields(fields)
    made = (kind, at, where, _about(about), act, recorded_by, done_by, _BASES[basis], links, fields)
    return tuple.__new__(Body, made)


@lru_cache(1024)
def _is_kind(kind: str) -> bool:
    return KIND.fullmatch(kind) is not None


def _at(value: Any) -> tuple[int, int]:
    if type(value) is list and len(value) == 2:
        seconds, span = value
        if type(seconds) is int and type(span) is int and AT_MIN <= seconds <= AT_MAX and 0 <= span < SPAN_END:
            return seconds, span
    raise Malformed("body.at", "at", value)


def _about(value: Any) -> Ref:
    if type(value) is list and len(value) == 2:
        noun, key = value
        if type(noun) is int and noun in _NOUNS and type(key) is bytes and len(key) == 16:
            return tuple.__new__(Ref, (_NOUNS[noun], key))
    raise Malformed("body.about", "about", value)


def _check_done_by(value: Any) -> None:
    kind = type(value)
    if (kind is not bytes or len(value) != 16) and (kind is not str or len(value) > DONE_BY_MAX):
        raise Malformed("body.done_by", "done_by", value)


def _links(value: Any) -> tuple[Link, ...]:
    if type(value) is not list or len(value) > REFS_MAX:
        raise Malformed("body.refs", "refs", value)
    return tuple(map(_link, value))


def _link(value: Any) -> Link:
    if type(value) is list and len(value) == 2:
        how, entry = value
        if type(how) is int and how in _LINKS and type(entry) is bytes and len(entry) == 32:
            return Link(_LINKS[how], entry)
    raise Malformed("body.refs", "refs", value)


def _check_fields(fields: Any) -> None:
    if type(fields) is not dict:
        raise Malformed("body.fields", "fields", fields)
    for value in fields.values():
        kind = type(value)
        if kind is str or kind is bytes or kind is bool or (kind is int and INT_MIN <= value <= INT_MAX):
            continue
        check_value(value, _FIELDS_DEPTH)
