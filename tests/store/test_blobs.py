"""A blob is what its name says, or it is not there."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.crypto.errors import Unopened
from lanyard.crypto.hashing import sha256
from lanyard.store.blobs import BlobField, Blobs
from lanyard.store.errors import StoreError
from tests.store.samples import pieces

KEY = bytes(range(32))


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path, randomness=random.Random(1).randbytes)


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_blob_that_is_not_there_is_named(blobs: Blobs) -> None:
    with pytest.raises(StoreError, match="ab" * 32) as error:
        list(blobs.open(BlobField(b"\xab" * 32, bytes(16), 5, "image/jpeg"), KEY))
    assert error.value.code == "blob-missing"
    assert not blobs.check(b"\xab" * 32)


def test_a_blob_does_not_open_with_another_key(blobs: Blobs) -> None:
    field = blobs.put([b"photo"], KEY, "image/jpeg")
    with pytest.raises(Unopened):
        list(blobs.open(field, bytes(32)))


@pytest.mark.parametrize("where", [0, 70_000, -1])
def test_a_changed_byte_is_noticed(blobs: Blobs, where: int) -> None:
    field = blobs.put([bytes(100_000)], KEY, "image/jpeg")
    path = blobs.path(field.name)
    data = bytearray(path.read_bytes())
    data[where] ^= 1
    path.write_bytes(data)
    assert not blobs.check(field.name)
    with pytest.raises(Unopened):
        list(blobs.open(field, KEY))


@pytest.mark.parametrize("left", [0, 1, 65_552, 99_000])
def test_a_cut_blob_is_noticed(blobs: Blobs, left: int) -> None:
    field = blobs.put([bytes(100_000)], KEY, "image/jpeg")
    path = blobs.path(field.name)
    path.write_bytes(path.read_bytes()[:left])
    assert not blobs.check(field.name)
    with pytest.raises(Unopened):
        list(blobs.open(field, KEY))


def test_what_comes_under_a_name_that_is_not_its_own_is_not_kept(blobs: Blobs, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        blobs.put_encrypted([b"bytes"], bytes(32))
    assert error.value.code == "blob-changed"
    assert files_of(tmp_path) == []


def test_nothing_is_left_of_a_blob_that_broke_off(blobs: Blobs, tmp_path: Path) -> None:
    def breaks() -> Iterator[bytes]:
        yield bytes(200_000)
        raise ConnectionError("the tablet went away")

    with pytest.raises(StoreError) as error:
        blobs.put(breaks(), KEY, "image/jpeg")
    assert error.value.code == "disk-error"
    assert files_of(tmp_path) == []


@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, 300_000])
def test_a_blob_comes_back_as_it_was(blobs: Blobs, size: int) -> None:
    data = random.Random(size).randbytes(size)
    field = blobs.put(pieces(data), KEY, "audio/ogg")
    assert (field.size, field.type) == (size, "audio/ogg")
    assert b"".join(blobs.open(field, KEY)) == data
    assert blobs.check(field.name)


def test_its_name_is_the_hash_of_what_lies_on_the_disk(blobs: Blobs, tmp_path: Path) -> None:
    data = b"a readable sentence " * 10_000
    field = blobs.put([data], KEY, "text/plain")
    (path,) = files_of(tmp_path)
    assert sha256(path.read_bytes()) == field.name
    assert path.relative_to(tmp_path / "blobs").as_posix().replace("/", "") == field.name.hex()
    assert b"readable" not in path.read_bytes()


def test_the_same_photo_twice_has_two_names(blobs: Blobs) -> None:
    one, other = blobs.put([b"photo"], KEY, "image/jpeg"), blobs.put([b"photo"], KEY, "image/jpeg")
    assert one.name != other.name
    assert list(blobs.names()) == sorted([one.name, other.name])


def test_a_blob_travels_encrypted(blobs: Blobs, tmp_path: Path) -> None:
    field = blobs.put([bytes(200_000)], KEY, "image/jpeg")
    elsewhere = Blobs(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    elsewhere.put_encrypted(blobs.encrypted(field.name), field.name)
    assert b"".join(elsewhere.open(field, KEY)) == bytes(200_000)


def test_a_deleted_blob_is_gone(blobs: Blobs) -> None:
    field = blobs.put([b"photo"], KEY, "image/jpeg")
    blobs.delete(field.name)
    blobs.delete(field.name)
    assert list(blobs.names()) == []
