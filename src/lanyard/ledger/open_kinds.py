"""Reading and writing the seven open kinds. Nothing in them is personal: no person, act or free text."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any, Final, NamedTuple, TypeAlias

from lanyard.ledger.body import AT_MAX, Body
from lanyard.ledger.errors import Malformed
from lanyard.ledger.header import SEQ_END, decode_header
from lanyard.ledger.noun import Basis, Noun, Ref
from lanyard.ledger.open_records import (
    DeviceCertified,
    DeviceRevoked,
    ForkProven,
    Gap,
    Head,
    HeadsReceived,
    KeysDestroyed,
    KeysGranted,
    OpenRecord,
    SiteCertified,
)

NAME_MAX: Final = 80
# Controls, surrogates, line separators, and the marks that turn the direction of what follows. A closed list: what is
# printable depends on the Unicode version of the reader.
NOT_IN_NAMES: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ROWS_MAX: Final = 800
CODE: Final = re.compile(r"[a-z0-9_.]{1,32}")
TIME_END: Final = AT_MAX + 1
TIME_MS_END: Final = 1000 * TIME_END

Read: TypeAlias = Callable[[Any], Any]


def read_open(body: Body) -> OpenRecord:
    """Return the record of an open kind. Raises `Malformed` if it is none, or holds what an open entry must not."""
    if body.kind not in OPEN_KINDS:
        raise Malformed("open.kind", "kind", body.kind)
    if body.act is not None or body.done_by is not None:
        raise Malformed("open.personal", "done_by", body.done_by)
    declared = _DECLARED[body.kind]
    record = _record(declared, body.fields)
    own = declared.about(record)
    if body.about.noun is not declared.noun or own not in (None, body.about.key):
        raise Malformed("open.about", "about", body.about)
    return record


def open_body(record: OpenRecord, *, site: bytes = b"", recorded_by: int = 0) -> Body:
    """Return the body that says this. `site` (16 bytes) is who says it, where the record does not name what it is about."""
    kind = _KIND_OF[type(record)]
    declared = _DECLARED[kind]
    fields = {name: _plain(value) for name, value in record._asdict().items() if value is not None}
    about = Ref(declared.noun, declared.about(record) or site)
    body = Body(kind, None, None, about, None, recorded_by, None, Basis.DEVICE, (), fields)
    read_open(body)
    return body


class _Declared(NamedTuple):
    """A kind: its record, how to read each field, what it is about, which fields may be absent, and what else must hold."""

    make: Any
    fields: dict[str, Read]
    noun: Noun
    about: Callable[[Any], bytes | None]
    optional: frozenset[str] = frozenset()
    holds: Callable[[Any], bool] = lambda _: True


class _Refused(Exception):  # noqa: N818  as Malformed
    """A value does not fit; the caller knows the field."""


def _bytes(size: int) -> Read:
    def read(value: Any) -> bytes:
        if type(value) is not bytes or len(value) != size:
            raise _Refused
        return value

    return read


def _number(end: int) -> Read:
    def read(value: Any) -> int:
        if type(value) is not int or not 0 <= value < end:
            raise _Refused
        return value

    return read


def _header(value: Any) -> bytes:
    if type(value) is not bytes:
        raise _Refused
    try:
        decode_header(value)
    except Malformed:
        raise _Refused from None
    return value


def _name(value: Any) -> str:
    if type(value) is not str or not 1 <= len(value) <= NAME_MAX or NOT_IN_NAMES.search(value):
        raise _Refused
    return value


def _code(value: Any) -> str:
    if type(value) is not str or not CODE.fullmatch(value):
        raise _Refused
    return value


def _row(make: Any, *parts: Read) -> Read:
    def read(value: Any) -> Any:
        if type(value) is not list or len(value) != len(parts):
            raise _Refused
        return make(*(part(item) for part, item in zip(parts, value, strict=True)))

    return read


def _sorted(item: Read) -> Read:
    """Read a list in strictly ascending order: one set has one encoding."""

    def read(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise _Refused
        items = tuple(map(item, value))
        if any(left >= right for left, right in pairwise(items)):
            raise _Refused
        return items

    return read


def _record(declared: _Declared, fields: dict[str, Any]) -> OpenRecord:
    names = fields.keys()
    if not names <= declared.fields.keys():
        raise Malformed("open.fields", "fields", sorted(names - declared.fields.keys()))
    values: dict[str, Any] = {}
    for name, read in declared.fields.items():
        if name in declared.optional and name not in names:
            values[name] = None
            continue
        try:
            values[name] = read(fields[name])
        except (_Refused, KeyError):
            raise Malformed("open.fields", name, fields.get(name)) from None
    record: OpenRecord = declared.make(**values)
    if not declared.holds(record):
        raise Malformed("open.fields", "fields", fields)
    return record


def _plain(value: Any) -> Any:
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


_ID: Final = _bytes(16)
_HASH: Final = _bytes(32)
_SIG: Final = _bytes(64)
_SEQ: Final = _number(SEQ_END)
_TIME: Final = _number(TIME_END)

_DECLARED: Final[dict[str, _Declared]] = {
    "site_certified": _Declared(
        SiteCertified,
        {"site": _ID, "name": _name, "key": _HASH, "box_key": _HASH, "not_after": _TIME},
        Noun.SITE,
        lambda record: record.site,
    ),
    "device_certified": _Declared(
        DeviceCertified,
        {
            "chain": _ID,
            "key": _HASH,
            "epoch": _ID,
            "site": _ID,
            "kinds": _sorted(_code),
            "not_before": _TIME,
            "not_after": _TIME,
        },
        Noun.DEVICE,
        lambda record: record.chain,
    ),
    "device_revoked": _Declared(
        DeviceRevoked,
        {"chain": _ID, "last_seq": _SEQ, "last_id": _HASH, "why": _code},
        Noun.DEVICE,
        lambda record: record.chain,
        frozenset({"last_seq", "last_id"}),
        lambda record: (record.last_seq is None) is (record.last_id is None),
    ),
    "fork_proven": _Declared(
        ForkProven,
        {"header_a": _header, "sig_a": _SIG, "header_b": _header, "sig_b": _SIG},
        Noun.DEVICE,
        lambda record: decode_header(record.header_a).chain,
        holds=lambda record: record.header_a < record.header_b,
    ),
    "heads_received": _Declared(
        HeadsReceived,
        {
            "heads": _sorted(_row(Head, _ID, _SEQ, _HASH)),
            "gaps": _sorted(_row(Gap, _ID, _SEQ, _SEQ)),
            "held": _sorted(_HASH),
            "impossible": _sorted(_HASH),
            "time_ms": _number(TIME_MS_END),
        },
        Noun.SITE,
        lambda _: None,
        holds=lambda record: sum(map(len, record[:4])) <= ROWS_MAX,
    ),
    "keys_granted": _Declared(KeysGranted, {"to": _ID, "keyrefs": _sorted(_ID)}, Noun.SITE, lambda record: record.to),
    "keys_destroyed": _Declared(
        KeysDestroyed,
        {"keyrefs": _sorted(_ID), "deadline": _TIME, "confirms": _HASH},
        Noun.SITE,
        lambda _: None,
        frozenset({"confirms"}),
    ),
}

OPEN_KINDS: Final = frozenset(_DECLARED)
_KIND_OF: Final = {declared.make: kind for kind, declared in _DECLARED.items()}
