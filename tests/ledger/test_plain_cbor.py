"""The encoding in pure Python beside the fast library and the plain oracle: one of them gone, nothing changes but the speed."""

import importlib
import json
import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lanyard.ledger import encoding, plain_cbor
from lanyard.ledger.errors import Malformed
from tests.house.source import ROOT
from tests.ledger import oracle
from tests.ledger.test_encoding import LOOSE, PIECES, VALUES, same
from vectors.forms import FOLDER, value_of


def read_plainly(data: bytes) -> Any:
    try:
        return plain_cbor.decode_dag_cbor(data)
    except ValueError:
        return ValueError


def read_as_this_machine_does(data: bytes) -> Any:
    try:
        return encoding.decode(data)
    except Malformed:
        return ValueError


def read_by_the_oracle(data: bytes) -> Any:
    try:
        return oracle.read(data)
    except oracle.Refused:
        return ValueError


def written(value: Any, write: Any) -> Any:
    try:
        return write(value)
    except (ValueError, oracle.Refused):
        return ValueError


def test_bytes_that_end_too_early_or_go_on_are_refused() -> None:
    whole = oracle.write({"a": [1, "x", b"y", None, 2**40], "bb": {"c": False}})
    for end in range(len(whole)):
        with pytest.raises(Malformed, match="encoding"):
            plain_cbor.decode_dag_cbor(whole[:end])
    with pytest.raises(Malformed, match="end"):
        plain_cbor.decode_dag_cbor(whole + b"\0")
    assert plain_cbor.decode_dag_cbor(whole) == {"a": [1, "x", b"y", None, 2**40], "bb": {"c": False}}


@given(st.lists(PIECES, max_size=12).map(b"".join) | st.binary(max_size=20))
@example(b"\x9b" + b"\xff" * 8)
@example(b"\x81" * 6 + b"\xa0")
@example(b"\x81" * 60_000 + b"\x80")
@example(b"\xa2\x61b\xf6\x61a\xf6")
@example(b"\x61\xff")
def test_all_three_refuse_the_same_bytes_and_read_the_same_values(data: bytes) -> None:
    assert same(read_plainly(data), read_by_the_oracle(data))
    assert same(read_plainly(data), read_as_this_machine_does(data))


@given(VALUES, st.data())
def test_all_three_agree_on_an_encoding_with_a_byte_changed(value: Any, data: st.DataObject) -> None:
    encoded = bytearray(b"\x80" if (right := written(value, oracle.write)) is ValueError else right)
    encoded[data.draw(st.integers(0, len(encoded) - 1))] = data.draw(st.integers(0, 255))
    assert same(read_plainly(bytes(encoded)), read_by_the_oracle(bytes(encoded)))
    assert same(read_plainly(bytes(encoded)), read_as_this_machine_does(bytes(encoded)))


@given(LOOSE)
def test_all_three_refuse_the_same_values_and_write_the_same_bytes(value: Any) -> None:
    right = written(value, oracle.write)
    assert written(value, plain_cbor.encode_dag_cbor) == right == written(value, encoding.encode)


@pytest.mark.parametrize("size", [23, 24, 255, 256, 65535, 65536])
def test_lengths_at_every_step_are_written_and_read(size: int) -> None:
    for value in (bytes(size), "x" * size, [0] * size, {f"{number:05}": number for number in range(size)}):
        data = oracle.write(value)
        assert plain_cbor.encode_dag_cbor(value) == data
        assert plain_cbor.decode_dag_cbor(data) == value


def test_every_vector_of_the_encoding_holds_for_the_plain_one() -> None:
    for case in json.loads((FOLDER / "encoding.json").read_text(encoding="utf-8"))["cases"]:
        found = read_plainly(bytes.fromhex(case["input"]["cbor"]))
        expected = value_of(case["expect"]["value"]) if "expect" in case else ValueError
        assert same(found, expected), case["name"]
    for case in json.loads((FOLDER / "unwritable.json").read_text(encoding="utf-8"))["cases"]:
        assert written(value_of(case["input"]["value"]), plain_cbor.encode_dag_cbor) is ValueError, case["name"]


def test_without_the_library_the_plain_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cbrrr", None)
    monkeypatch.delitem(sys.modules, "lanyard.ledger.encoding")
    alone = importlib.import_module("lanyard.ledger.encoding")
    assert alone is not encoding
    assert alone.codec is plain_cbor
    assert alone.decode(alone.encode({"a": [1, b"x"]})) == {"a": [1, b"x"]}
    with pytest.raises(Malformed, match="depth"):
        alone.decode(b"\x81" * 7 + b"\x80")


@pytest.mark.slow
def test_all_vectors_and_the_ledgers_tests_pass_without_the_library() -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/vectors",
        "tests/ledger",
        "-m",
        "not slow",
    ]
    without = {**os.environ, "LANYARD_WITHOUT_CBRRR": "1"}
    done = subprocess.run(command, cwd=ROOT, env=without, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
