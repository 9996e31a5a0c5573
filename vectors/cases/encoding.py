"""Cases of the strict encoding: what is one value's one encoding, and what is not."""

from typing import Any

from lanyard.ledger.encoding import encode
from vectors.forms import Json, accepted, refused, value_form

WRITTEN: dict[str, Any] = {
    "zero": 0,
    "largest in the first byte": 23,
    "one byte": 24,
    "one byte, full": 255,
    "two bytes": 256,
    "two bytes, full": 65535,
    "four bytes": 65536,
    "four bytes, full": 2**32 - 1,
    "eight bytes": 2**32,
    "last that a double holds": 2**53 - 1,
    "first that a double does not": 2**53 + 1,
    "largest": 2**63 - 1,
    "minus one": -1,
    "minus 24": -24,
    "minus 25": -25,
    "minus 256": -256,
    "minus 257": -257,
    "minus 2^32": -(2**32),
    "minus 2^32 and one": -(2**32) - 1,
    "smallest": -(2**63),
    "no bytes": b"",
    "23 bytes": bytes(23),
    "24 bytes": bytes(24),
    "256 bytes": bytes(range(256)),
    "bytes that look like a float": b"\xfb" + bytes(8),
    "no text": "",
    "a letter": "a",
    "two-byte letters": "é",
    "Arabic, one letter of it combined": "ح\u064b",
    "a sign outside the basic plane": "\U0001f9f7",
    "text with a zero": "a\0b",
    "text that is not NFC": "e\u0301",
    "24 letters": "x" * 24,
    "256 letters": "x" * 256,
    "empty array": [],
    "array of 23": list(range(23)),
    "array of 24": list(range(24)),
    "empty map": {},
    "one pair": {"a": 1},
    "an empty key": {"": None},
    "shorter keys first, whatever their letters": {"b": 1, "aa": 2},
    "keys of one length by their bytes": {"a": 1, "b": 2, "é": 3, "zz": 4},
    "24 pairs": {f"k{i:02}": i for i in range(24)},
    "true, false, null": [True, False, None],
    "six arrays deep": [[[[[[1]]]]]],
    "six maps deep": {"a": {"a": {"a": {"a": {"a": {}}}}}},
    "arrays and maps in turn": [{"a": [{"b": [{"c": b"\0"}]}]}],
}

NOT_READ = {
    "nothing": "",
    "a value and more": "0000",
    "cut integer": "19ff",
    "cut text": "6361",
    "cut array": "8201",
    "cut map": "a16161",
    "zero in two bytes": "1800",
    "23 in two bytes": "1817",
    "255 in three bytes": "1900ff",
    "65535 in five bytes": "1a0000ffff",
    "2^32 - 1 in nine bytes": "1b00000000ffffffff",
    "minus one in two bytes": "3800",
    "2^63": "1b8000000000000000",
    "2^64 - 1": "1bffffffffffffffff",
    "minus 2^63 and one": "3b8000000000000000",
    "length of bytes in two bytes": "58017a",
    "length of text in two bytes": "780161",
    "length of an array in two bytes": "980101",
    "length of a map in two bytes": "b801616101",
    "indefinite bytes": "5f4100ff",
    "indefinite text": "7f6161ff",
    "indefinite array": "9f01ff",
    "indefinite map": "bf616101ff",
    "a break alone": "ff",
    "half float": "f93e00",
    "single float": "fa3fc00000",
    "double float": "fb3ff8000000000000",
    "a float that is whole": "fb3ff0000000000000",
    "float inside an array": "81fb3ff8000000000000",
    "float inside a map": "a16161fb3ff8000000000000",
    "not a number": "fb7ff8000000000000",
    "infinity": "fb7ff0000000000000",
    "tag of a date": "c11a5c6b0000",
    "tag of a large number": "c249010000000000000000",
    "tag 42 with a content link": "d82a58250001711220" + "00" * 32,
    "undefined": "f7",
    "simple value 16": "f0",
    "simple value 32": "f820",
    "false in two bytes": "f814",
    "reserved length 28": "1c",
    "bytes as a key": "a1416101",
    "integer as a key": "a10102",
    "the same key twice": "a2616101616102",
    "keys out of order": "a2616202616101",
    "longer key first": "a262616101616202",
    "text that is not UTF-8": "61ff",
    "text with a surrogate": "63eda080",
    "text with an overlong zero": "62c080",
    "text cut inside a letter": "61c3",
    "seven arrays deep": "81818181818180",
    "seven maps deep": "a16161" * 6 + "a0",
    "two thousand arrays deep": None,
    "an array of a number nobody could hold": "9b7fffffffffffffff",
    "bytes of a length nobody could hold": "5b7fffffffffffffff",
}

UNWRITABLE: dict[str, Any] = {
    "a float": 1.5,
    "a float that is whole": 1.0,
    "float inside": {"a": [1.5]},
    "2^63": 2**63,
    "2^64": 2**64,
    "minus 2^63 and one": -(2**63) - 1,
    "seven deep": [[[[[[[]]]]]]],
    "a surrogate": "\ud800",
}


def encoding() -> list[Json]:
    """Return what is read and what is not."""
    cases = [
        accepted(name, {"cbor": encode(held).hex()}, {"value": value_form(held)}) for name, held in WRITTEN.items()
    ]
    for name, data in NOT_READ.items():
        cases.append(refused(name, {"cbor": "81" * 2000 + "00" if data is None else data}, "encoding"))
    return cases


def unwritable() -> list[Json]:
    """Return what is not written."""
    return [refused(name, {"value": value_form(held)}, "encoding") for name, held in UNWRITABLE.items()]
