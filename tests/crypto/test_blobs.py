"""Encrypted files: cut, swapped, joined or changed segments do not open."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.crypto.blobs import SEGMENT, decrypt_stream, encrypt_stream
from lanyard.crypto.errors import Unopened
from lanyard.crypto.keys import hkdf
from lanyard.crypto.sealing import TAG_BYTES, aead_seal

KEY, SALT = bytes(range(32)), bytes(16)
STEP = SEGMENT + TAG_BYTES


def encrypted(plain: bytes) -> bytes:
    return b"".join(encrypt_stream(KEY, SALT, [plain]))


def decrypted(file: bytes) -> bytes:
    return b"".join(decrypt_stream(KEY, SALT, [file]))


LONG = bytes(i % 251 for i in range(3 * SEGMENT + 100))
FILE = encrypted(LONG)


@pytest.mark.parametrize(
    "file",
    [
        FILE[:-1],
        FILE[:STEP],
        FILE[: 3 * STEP],
        FILE[STEP:],
        FILE[STEP : 2 * STEP] + FILE[:STEP] + FILE[2 * STEP :],
        FILE[:STEP] + FILE[2 * STEP :],
        FILE + b"\0",
        FILE + FILE,
        FILE[: 3 * STEP] + encrypted(b"another end"),
        b"",
        bytes(15),
    ],
)
def test_a_file_that_was_cut_swapped_or_joined_does_not_open(file: bytes) -> None:
    with pytest.raises(Unopened):
        decrypted(file)


@pytest.mark.parametrize("place", [0, SEGMENT - 1, STEP - 1, STEP, 2 * STEP + 5, len(FILE) - 1])
def test_a_changed_byte_does_not_open(place: int) -> None:
    with pytest.raises(Unopened):
        decrypted(FILE[:place] + bytes((FILE[place] ^ 1,)) + FILE[place + 1 :])


def test_nothing_of_a_changed_segment_is_given_out() -> None:
    given_out: list[bytes] = []
    with pytest.raises(Unopened):
        given_out.extend(decrypt_stream(KEY, SALT, [FILE[:STEP], bytes(STEP), FILE[2 * STEP :]]))
    assert b"".join(given_out) in (b"", LONG[:SEGMENT])


def test_an_empty_segment_after_a_full_one_is_refused() -> None:
    own = hkdf(KEY, SALT, b"lanyard/blob/1")
    full = aead_seal(own, bytes(12), bytes(SEGMENT), b"")
    empty = aead_seal(own, bytes(7) + b"\0\0\0\1\1", b"", b"")
    with pytest.raises(Unopened):
        decrypted(full + empty)


def test_another_salt_or_key_opens_nothing() -> None:
    for key, salt in ((KEY, b"\1" * 16), (KEY[::-1], SALT)):
        with pytest.raises(Unopened):
            list(decrypt_stream(key, salt, [FILE]))


@settings(max_examples=20)
@given(
    st.sampled_from([0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, len(LONG)]),
    st.lists(st.integers(1, 100_000), max_size=4),
)
def test_how_a_file_is_cut_up_on_its_way_does_not_matter(length: int, cuts: list[int]) -> None:
    plain = LONG[:length]
    file = encrypted(plain)
    assert b"".join(encrypt_stream(KEY, SALT, cut(plain, cuts))) == file
    assert b"".join(decrypt_stream(KEY, SALT, cut(file, cuts))) == plain
    assert len(file) == length + TAG_BYTES * max(1, -(-length // SEGMENT))


def cut(data: bytes, sizes: list[int]) -> Iterator[bytes]:
    """Yield the data in pieces of these sizes, then what is left."""
    for size in sizes:
        yield data[:size]
        data = data[size:]
    yield data
