"""A slow, plain reading of the strict encoding, written from RFC 8949 alone: what the fast one is held against."""

from typing import Any


class Refused(Exception):  # noqa: N818  as Malformed
    """These bytes or this value are outside the encoding."""


def write(value: Any, depth: int = 1) -> bytes:
    """Return the bytes of a value."""
    if value is None:
        return b"\xf6"
    if value is True:
        return b"\xf5"
    if value is False:
        return b"\xf4"
    if type(value) is int:
        if not -(2**63) <= value < 2**63:
            raise Refused("integer")
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if type(value) is bytes:
        return _head(2, len(value)) + value
    if type(value) is str:
        try:
            data = value.encode()
        except UnicodeEncodeError:
            raise Refused("surrogate") from None
        return _head(3, len(data)) + data
    return _container(value, depth)


def _container(value: Any, depth: int) -> bytes:
    if depth > 6:
        raise Refused("depth")
    if type(value) is list:
        return _head(4, len(value)) + b"".join(write(item, depth + 1) for item in value)
    if type(value) is dict and all(type(key) is str for key in value):
        pairs = sorted((write(key), write(item, depth + 1)) for key, item in value.items())
        return _head(5, len(value)) + b"".join(key + item for key, item in pairs)
    raise Refused("type")


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes((major << 5 | number,))
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << 8 * size:
            return bytes((major << 5 | code,)) + number.to_bytes(size, "big")
    raise Refused("length")


def read(data: bytes) -> Any:
    """Return the value of these bytes, all of them."""
    value, end = _value(data, 0, 1)
    if end != len(data):
        raise Refused("more follows")
    return value


def _value(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    simple = {0xF4: False, 0xF5: True, 0xF6: None}
    if at < len(data) and data[at] in simple:
        return simple[data[at]], at + 1
    major, number, at = _read_head(data, at)
    if major in (0, 1):
        if number >= 2**63:
            raise Refused("integer")
        return (number if major == 0 else -1 - number), at
    if major in (2, 3):
        return _string(data, at, number, major)
    if depth > 6:
        raise Refused("depth")
    if major == 4:
        items = []
        for _ in range(number):
            item, at = _value(data, at, depth + 1)
            items.append(item)
        return items, at
    return _map(data, at, number, depth)


def _string(data: bytes, at: int, size: int, major: int) -> tuple[Any, int]:
    part = data[at : at + size]
    if len(part) < size:
        raise Refused("cut")
    try:
        return (part if major == 2 else part.decode()), at + size
    except UnicodeDecodeError:
        raise Refused("not UTF-8") from None


def _map(data: bytes, at: int, number: int, depth: int) -> tuple[Any, int]:
    held: dict[str, Any] = {}
    before = b""
    for _ in range(number):
        start = at
        key, at = _value(data, at, depth + 1)
        if type(key) is not str:
            raise Refused("key")
        if data[start:at] <= before:
            raise Refused("order")
        before = data[start:at]
        held[key], at = _value(data, at, depth + 1)
    return held, at


def _read_head(data: bytes, at: int) -> tuple[int, int, int]:
    if at >= len(data):
        raise Refused("cut")
    major, code = data[at] >> 5, data[at] & 31
    at += 1
    if major > 5:
        raise Refused("tag, float or simple value")
    if code < 24:
        return major, code, at
    if code > 27:
        raise Refused("indefinite or reserved")
    size = 1 << code - 24
    number = int.from_bytes(data[at : at + size], "big")
    if at + size > len(data):
        raise Refused("cut")
    if number < (24 if size == 1 else 1 << 4 * size):
        raise Refused("longer than need be")
    return major, number, at + size
