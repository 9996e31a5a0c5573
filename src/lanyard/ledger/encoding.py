"""Strict CBOR: one value has one encoding, and only that is read (RFC 8949, 4.2.1)."""

from types import ModuleType
from typing import Any, Final, TypeAlias

from lanyard.ledger import plain_cbor
from lanyard.ledger.errors import Malformed

try:
    import cbrrr

    codec: ModuleType = cbrrr
except ImportError:  # it comes as source only; without a C compiler it cannot be had
    codec = plain_cbor

Value: TypeAlias = int | bytes | str | bool | list["Value"] | dict[str, "Value"] | None

DEPTH_MAX: Final = 6
INT_MIN: Final = -(2**63)
INT_MAX: Final = 2**63 - 1

# The library reads more than it should, so what it reads is encoded again; our own reads nothing else.
_READS_STRICTLY: Final = codec is plain_cbor
_SCALARS: Final = frozenset({bytes, str, bool, type(None)})


def encode(value: Value) -> bytes:
    """Return the one encoding of `value`. Floats, tags, wide integers and depth over six are `Malformed`."""
    check_value(value, 1)
    return write(value)


def decode(data: bytes) -> Value:
    """Return the value that `data` encodes; `Malformed` unless encoding it again gives the same bytes."""
    value: Value = read(data)
    check_value(value, 1)
    return value


def write(value: Any) -> bytes:
    """Encode without looking for what must not occur; for callers that read back what they write."""
    try:
        data: bytes = codec.encode_dag_cbor(value)
    except Malformed:
        raise
    except (TypeError, ValueError, RecursionError):
        raise Malformed("encoding", "value", value) from None
    return data


def read(data: bytes) -> Any:
    """Decode and compare with encoding again. Floats, tags, wide integers and depth are left to the caller, who
    checks every part of what it gets: by type and range, or with `check_value`.
    """
    try:
        value = codec.decode_dag_cbor(data)
        if _READS_STRICTLY or codec.encode_dag_cbor(value) == data:
            return value
    except Malformed:
        raise
    except (TypeError, ValueError, RecursionError):
        pass
    raise Malformed("encoding", "cbor", data)


def check_value(value: Any, depth: int) -> None:
    """Raise `Malformed` if `value`, whose outermost container is at `depth`, holds what the format does not know."""
    kind = type(value)
    if kind in _SCALARS:
        return
    if kind is int:
        if not INT_MIN <= value <= INT_MAX:
            raise Malformed("encoding", "integer", value)
        return
    if depth > DEPTH_MAX:
        raise Malformed("encoding", "depth", depth)
    if kind is list:
        for item in value:
            check_value(item, depth + 1)
    elif kind is dict:
        for key, item in value.items():
            if type(key) is not str:
                raise Malformed("encoding", "key", key)
            check_value(item, depth + 1)
    else:
        raise Malformed("encoding", "type", value)
