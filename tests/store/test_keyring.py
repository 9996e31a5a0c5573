"""Keys are durable before they are used, open again, and once destroyed stay destroyed."""

import random
import shutil
from pathlib import Path

import pytest

from bench.sync_shim import SyncShim
from lanyard.crypto.errors import Unopened
from lanyard.crypto.keys import compartment_keys, keyref
from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.store.cipher import Connection, StoreError, connect, write_format
from lanyard.store.keyring import BATCH, EXTRA_PRAGMAS, FORMAT, Keyring, create_tables
from tests.store.samples import FILE_KEY

REGISTER, MEDICAL, FAMILY = Compartment.REGISTER, Compartment.MEDICAL, Compartment.FAMILY
HELD = {(comp, 1): compartment_keys(bytes([comp]) * 32).wrapping for comp in (REGISTER, MEDICAL)}


def person(number: int) -> Ref:
    return Ref(Noun.PERSON, number.to_bytes(16, "big"))


def tag(number: int) -> Ref:
    return Ref(Noun.TAG, number.to_bytes(16, "big"))


def connection_to(path: Path) -> Connection:
    connection = connect(path, FILE_KEY, create=True, extra=EXTRA_PRAGMAS)
    create_tables(connection)
    return connection


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keyring.db"


@pytest.fixture
def keyring(path: Path) -> Keyring:
    return Keyring(connection_to(path), HELD, randomness=random.Random(1).randbytes)


def as_after_a_kill(path: Path, into: Path) -> Keyring:
    """Open what a process killed now would leave."""
    into.mkdir()
    for file in path.parent.glob("keyring.db*"):
        shutil.copy(file, into)
    (into / "keyring.db-shm").unlink()
    return Keyring(connection_to(into / "keyring.db"), HELD, randomness=random.Random(2).randbytes)


def test_a_compartment_that_the_site_does_not_hold_gives_no_key(keyring: Keyring) -> None:
    with pytest.raises(KeyError):
        keyring.mint(person(1), FAMILY)
    with pytest.raises(KeyError):
        keyring.add_many([(person(1), FAMILY, bytes(32))])


def test_a_name_that_is_not_here_opens_nothing(keyring: Keyring) -> None:
    assert keyring.open_keyref(bytes(16)) is None
    assert keyring.key_for(person(1), REGISTER) is None
    assert keyring.noun_of(bytes(16)) is None


def test_a_wrapped_key_that_was_changed_does_not_open(path: Path, keyring: Keyring, tmp_path: Path) -> None:
    key = keyring.mint(person(1), REGISTER)
    keyring.flush()
    keyring.connection.execute("UPDATE noun_key SET wrap = zeroblob(60)")
    with pytest.raises(Unopened):
        as_after_a_kill(path, tmp_path / "copy").open_keyref(key.keyref)


def test_a_key_wrapped_for_another_name_does_not_open(path: Path, keyring: Keyring, tmp_path: Path) -> None:
    one, other = keyring.mint(person(1), REGISTER), keyring.mint(person(2), REGISTER)
    keyring.flush()
    keyring.connection.execute(
        "UPDATE noun_key SET wrap = (SELECT wrap FROM noun_key WHERE keyref = ?) WHERE keyref = ?",
        (other.keyref, one.keyref),
    )
    with pytest.raises(Unopened):
        as_after_a_kill(path, tmp_path / "copy").open_keyref(one.keyref)


def test_a_newer_keyring_is_refused(path: Path) -> None:
    connection = connection_to(path)
    write_format(connection, FORMAT + 1)
    with pytest.raises(StoreError) as error:
        create_tables(connection)
    assert error.value.code == "format-newer"


def test_on_a_full_disk_no_key_is_given_out(keyring: Keyring) -> None:
    keyring.connection.execute("PRAGMA max_page_count = 1").fetchall()
    with pytest.raises(StoreError) as error:
        keyring.mint_batch(REGISTER, 2000)
    assert error.value.code == "disk-full"
    keyring.connection.execute("PRAGMA max_page_count = 100000").fetchall()
    assert keyring.mint(person(1), REGISTER).keyref


def test_a_destroyed_key_is_gone_and_stays_gone(path: Path, keyring: Keyring, tmp_path: Path) -> None:
    key, other = keyring.mint(person(1), REGISTER), keyring.mint(person(2), REGISTER)
    keyring.destroy([key.keyref])
    assert keyring.open_keyref(key.keyref) is None
    assert keyring.key_for(person(1), REGISTER) is None
    assert keyring.add_many([(person(1), REGISTER, key.key)]) == set()
    assert keyring.destroyed() == {key.keyref}
    again = as_after_a_kill(path, tmp_path / "copy")
    assert again.open_keyref(key.keyref) is None
    assert again.add_many([(person(1), REGISTER, key.key)]) == set()
    assert again.open_keyref(other.keyref) == (REGISTER, other.key)


def test_a_key_destroyed_elsewhere_is_not_taken_in_later(keyring: Keyring) -> None:
    key = bytes(range(32))
    keyring.destroy([keyref(REGISTER, key)])
    assert keyring.add_many([(person(1), REGISTER, key)]) == set()


def test_a_spare_key_can_be_destroyed_before_use(keyring: Keyring) -> None:
    keyring.mint_batch(REGISTER, 2)
    first, second = sorted(keyring.connection.execute("SELECT keyref FROM spare_key").fetchall())
    keyring.destroy([*first])
    assert keyring.mint(person(1), REGISTER).keyref == second[0]


def test_no_byte_of_a_destroyed_wrap_stays_in_the_file(path: Path) -> None:
    plain = connect(path, FILE_KEY, create=True, extra=EXTRA_PRAGMAS)
    assert plain.execute("PRAGMA secure_delete").fetchone()[0] == 1
    create_tables(plain)
    keyring = Keyring(plain, HELD)
    key = keyring.mint(person(1), REGISTER)
    keyring.destroy([key.keyref])
    assert path.with_name("keyring.db-wal").stat().st_size == 0
    assert plain.execute("SELECT count(*) FROM noun_key").fetchone()[0] == 0


def test_a_minted_key_is_on_the_disk_before_it_is_given_out(path: Path, keyring: Keyring, tmp_path: Path) -> None:
    key = keyring.mint(person(1), REGISTER)
    assert as_after_a_kill(path, tmp_path / "copy").open_keyref(key.keyref) == (REGISTER, key.key)


def test_one_sync_serves_a_whole_batch_of_people(tmp_path: Path) -> None:
    with SyncShim() as shim:
        keyring = Keyring(connection_to(tmp_path / "counted.db"), HELD)
        shim.counts.clear()
        given = {keyring.mint(person(number), REGISTER).keyref for number in range(2 * BATCH)}
        assert len(given) == 2 * BATCH
        assert shim.counts["counted.db-wal"] == 2
        keyring.connection.close()


def test_a_full_memory_does_not_cost_a_sync_for_each_person(tmp_path: Path) -> None:
    with SyncShim() as shim:
        keyring = Keyring(connection_to(tmp_path / "counted.db"), HELD, cache=80)
        shim.counts.clear()
        for number in range(2 * BATCH):
            keyring.mint(person(number), REGISTER)
        assert shim.counts["counted.db-wal"] < 60
        keyring.connection.close()


def test_the_newest_key_is_the_one_to_seal_with_and_all_open(path: Path, keyring: Keyring, tmp_path: Path) -> None:
    minted = [keyring.mint(person(1), REGISTER) for _ in range(3)]
    came = bytes(range(32))
    keyring.add_many([(person(1), REGISTER, came)])
    assert keyring.key_for(person(1), REGISTER).key == came  # type: ignore[union-attr]
    last = keyring.mint(person(1), REGISTER)
    keyring.flush()
    for ring in (keyring, as_after_a_kill(path, tmp_path / "copy")):
        assert ring.key_for(person(1), REGISTER) == last
        assert {ring.open_keyref(key.keyref) for key in minted} == {(REGISTER, key.key) for key in minted}
        assert len(ring.keyrefs_of(person(1))) == 5


def test_keys_of_compartments_and_nouns_are_apart(keyring: Keyring) -> None:
    keys = [keyring.mint(noun, comp) for noun in (person(1), person(2), tag(1)) for comp in (REGISTER, MEDICAL)]
    assert len({key.key for key in keys}) == 6
    assert keyring.key_for(person(1), MEDICAL) == keys[1]
    assert keyring.key_for(tag(1), REGISTER) == keys[4]
    assert keyring.keyrefs_of(person(1)) == [(REGISTER, keys[0].keyref), (MEDICAL, keys[1].keyref)]
    assert keyring.noun_of(keys[5].keyref) == tag(1)


def test_keys_that_came_are_added_once_and_open_in_bulk(path: Path, keyring: Keyring, tmp_path: Path) -> None:
    drawn = random.Random(3)
    rows = [(person(number), MEDICAL, drawn.randbytes(32)) for number in range(500)]
    names = {keyref(MEDICAL, key): key for _, _, key in rows}
    assert keyring.add_many(rows) == set(names)
    assert keyring.add_many(rows) == set()
    for ring in (keyring, as_after_a_kill(path, tmp_path / "copy")):
        opened = ring.open_many([*names, bytes(16)])
        assert opened == {name: (MEDICAL, key) for name, key in names.items()}
        assert ring.key_for(person(7), MEDICAL).key == rows[7][2]  # type: ignore[union-attr]


def test_whose_a_key_became_is_told_after_a_clean_end(path: Path, keyring: Keyring) -> None:
    key = keyring.mint(person(5), REGISTER)
    keyring.close()
    again = Keyring(connection_to(path), HELD)
    assert again.noun_of(key.keyref) == person(5)
    assert again.key_for(person(5), REGISTER) == key
    assert key.keyref not in again.stranded()


def test_after_a_crash_keys_are_stranded_and_never_given_to_another(
    path: Path, keyring: Keyring, tmp_path: Path
) -> None:
    given = [keyring.mint(person(number), REGISTER) for number in range(3)]
    again = as_after_a_kill(path, tmp_path / "copy")
    stranded = again.stranded()
    assert len(stranded) == BATCH
    assert {key.keyref for key in given} <= stranded
    fresh = {again.mint(person(100 + number), REGISTER).keyref for number in range(BATCH + 1)}
    assert not fresh & stranded
    again.attribute([(key.keyref, person(number)) for number, key in enumerate(given)])
    assert again.key_for(person(2), REGISTER) == given[2]
    assert again.stranded() == stranded - {key.keyref for key in given}


def test_a_stranded_key_that_comes_with_its_owner_is_hers(path: Path, keyring: Keyring, tmp_path: Path) -> None:
    key = keyring.mint(person(1), REGISTER)
    again = as_after_a_kill(path, tmp_path / "copy")
    assert again.add_many([(person(1), REGISTER, key.key)]) == set()
    assert again.noun_of(key.keyref) == person(1)


def test_the_newest_generation_wraps_and_older_ones_still_open(path: Path, keyring: Keyring) -> None:
    old = keyring.mint(person(1), REGISTER)
    wrapping = compartment_keys(b"g" * 32).wrapping
    keyring.close()
    second = Keyring(connection_to(path), HELD)
    second.hold(REGISTER, 2, wrapping)
    new = second.mint(person(2), REGISTER)
    second.close()
    both = Keyring(connection_to(path), {**HELD, (REGISTER, 2): wrapping})
    only_old = Keyring(connection_to(path), HELD)
    assert both.open_keyref(old.keyref) == (REGISTER, old.key)
    assert both.open_keyref(new.keyref) == (REGISTER, new.key)
    assert only_old.open_keyref(new.keyref) is None


def test_memory_holds_no_more_opened_keys_than_it_may(path: Path) -> None:
    keyring = Keyring(connection_to(path), HELD, cache=10)
    given = [keyring.mint(person(number), REGISTER) for number in range(50)]
    for number, key in enumerate(given):
        assert keyring.key_for(person(number), REGISTER) == key
        assert keyring.open_keyref(key.keyref) == (REGISTER, key.key)
    assert len(keyring._opened) <= 10
    assert len(keyring._newest) <= 10
