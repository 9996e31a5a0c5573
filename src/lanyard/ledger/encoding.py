"""Strict CBOR: one value has one encoding, and only that is read (RFC 8949, 4.2.1)."""

from typing import Final, TypeAlias

import cbrrr

from lanyard.ledger.errors import Malformed

Value: TypeAlias = int | bytes | str | bool | list["Value"] | dict[str, "Value"] | None

DEPTH_MAX: Final = 6
INT_MIN: Final = -(2**63)
INT_MAX: Final = 2**63 - 1

_SCALARS: Final = frozenset({bytes, str, bool, type(None)})


def encode(value: Value) -> bytes:
    """Return the one encoding of `value`. Floats, tags, wide integers and depth over six are `Malformed`."""
    _check(value, 1)
    try:
        return cbrrr.encode_dag_cbor(value)  # type: ignore[arg-type]  # the library names a list of its own type
    except (TypeError, ValueError, RecursionError):
        raise Malformed("encoding", "value", value) from None


def decode(data: bytes) -> Value:
    """Return the value that `data` encodes; `Malformed` unless encoding it again gives the same bytes."""
    try:
        value = cbrrr.decode_dag_cbor(data)
        again = cbrrr.encode_dag_cbor(value)
    except (TypeError, ValueError, RecursionError):
        raise Malformed("encoding", "cbor", data) from None
    if again != data:
        raise Malformed("encoding", "cbor", data)
    _check(value, 1)
    return value  # type: ignore[return-value]  # _check has just said so


def _check(value: object, depth: int) -> None:
    kind = type(value)
    if kind in _SCALARS:
        return
    if kind is int:
        if not INT_MIN <= value <= INT_MAX:  # type: ignore[operator]
            raise Malformed("encoding", "integer", value)
        return
    if depth > DEPTH_MAX:
        raise Malformed("encoding", "depth", depth)
    if kind is list:
        for item in value:  # type: ignore[attr-defined]
            _check(item, depth + 1)
    elif kind is dict:
        for key, item in value.items():  # type: ignore[attr-defined]
            if type(key) is not str:
                raise Malformed("encoding", "key", key)
            _check(item, depth + 1)
    else:
        raise Malformed("encoding", "type", value)
