"""The strict encoding in pure Python, for a machine on which the fast library could not be compiled: slower, all else the same.

The two functions have the library's names, so that `lanyard.ledger.encoding` can use either. What they read is refused unless
it is the one encoding of its value: nothing needs to be encoded again to be sure.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from lanyard.ledger.errors import Malformed

DEPTH_MAX: Final = 6
_SIMPLE: Final[dict[int, bool | None]] = {0xF4: False, 0xF5: True, 0xF6: None}
_SMALLEST: Final = {1: 24, 2: 1 << 8, 4: 1 << 16, 8: 1 << 32}
_END: Final = 1 << 63


def encode_dag_cbor(value: Any) -> bytes:
    """Return the one encoding of a value. Raises `Malformed` or `ValueError` for what has none."""
    parts: list[bytes] = []
    _write(value, parts.append, 1)
    return b"".join(parts)


def decode_dag_cbor(data: bytes) -> Any:
    """Return the value that exactly these bytes encode. Raises `Malformed` or `ValueError` if there is none."""
    try:
        value, end = _read(data, 0, 1)
    except IndexError:
        raise Malformed("encoding", "end", len(data)) from None
    if end != len(data):
        raise Malformed("encoding", "end", end)
    return value


def _write(value: Any, put: Callable[[bytes], None], depth: int) -> None:
    kind = type(value)
    if kind is str:
        put(_text(value))
    elif kind is bytes:
        put(_head(0x40, len(value)) + value)
    elif kind is int:
        put(_number(value))
    elif value is None:
        put(b"\xf6")
    elif kind is bool:
        put(b"\xf5" if value else b"\xf4")
    elif depth > DEPTH_MAX and kind in (list, dict):
        raise Malformed("encoding", "depth", depth)
    elif kind is list:
        put(_head(0x80, len(value)))
        for item in value:
            _write(item, put, depth + 1)
    elif kind is dict:
        put(_head(0xA0, len(value)))
        for name in sorted(value, key=_text):
            put(_text(name))
            _write(value[name], put, depth + 1)
    else:
        raise Malformed("encoding", "type", value)


@lru_cache(2048)
def _short_text(text: str) -> bytes:
    data = text.encode()
    return _head(0x60, len(data)) + data


def _text(text: Any) -> bytes:
    if type(text) is not str:
        raise Malformed("encoding", "key", text)
    if len(text) < 24:
        return _short_text(text)
    data = text.encode()
    return _head(0x60, len(data)) + data


def _number(value: int) -> bytes:
    if not -_END <= value < _END:
        raise Malformed("encoding", "integer", value)
    return _head(0, value) if value >= 0 else _head(0x20, ~value)


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return _HEADS[major + number]
    if number < 1 << 8:
        return bytes((major + 24, number))
    if number < 1 << 16:
        return bytes((major + 25,)) + number.to_bytes(2, "big")
    if number < 1 << 32:
        return bytes((major + 26,)) + number.to_bytes(4, "big")
    return bytes((major + 27,)) + number.to_bytes(8, "big")


_HEADS: Final = tuple(bytes((byte,)) for byte in range(256))


def _read(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    """Return the value that begins at a place, and where it ends."""
    first = data[at]
    major, number = first >> 5, first & 31
    at += 1
    if number >= 24:
        if major == 7 or number > 27:
            raise Malformed("encoding", "type", first)
        size = 1 << number - 24
        number = int.from_bytes(data[at : at + size], "big")
        at += size
        if number < _SMALLEST[size] or at > len(data):
            raise Malformed("encoding", "length", number)
    if major == 3:
        return _slice(data, at, number).decode(), at + number
    if major == 2:
        return _slice(data, at, number), at + number
    if major <= 1:
        if number >= _END:
            raise Malformed("encoding", "integer", number)
        return (~number if major else number), at
    if major == 7 and first in _SIMPLE:
        return _SIMPLE[first], at
    if major >= 6:
        raise Malformed("encoding", "type", first)
    if depth > DEPTH_MAX:
        raise Malformed("encoding", "depth", depth)
    return _list(data, at, number, depth) if major == 4 else _map(data, at, number, depth)


def _slice(data: bytes, at: int, size: int) -> bytes:
    if at + size > len(data):
        raise Malformed("encoding", "end", at + size)
    return data[at : at + size]


def _list(data: bytes, at: int, size: int, depth: int) -> tuple[list[Any], int]:
    items = []
    for _ in range(size):
        item, at = _read(data, at, depth + 1)
        items.append(item)
    return items, at


def _map(data: bytes, at: int, size: int, depth: int) -> tuple[dict[str, Any], int]:
    held: dict[str, Any] = {}
    before = b""
    for _ in range(size):
        start = at
        name, at = _read(data, at, depth + 1)
        if type(name) is not str or data[start:at] <= before:
            raise Malformed("encoding", "key", name)
        before = data[start:at]
        held[name], at = _read(data, at, depth + 1)
    return held, at
