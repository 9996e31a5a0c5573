"""A folder opens for its owner, whole, or says why not."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from lanyard.ledger.noun import Compartment, Noun, Ref
from lanyard.store.errors import StoreError
from lanyard.store.folder import Folder
from tests.store.conftest import SECRET
from tests.store.samples import Device


def refused(path: Path, **how: object) -> StoreError:
    with pytest.raises(StoreError) as error:
        Folder.open(path, **how)  # type: ignore[arg-type]
    return error.value


def test_where_there_is_no_folder_none_is_opened(tmp_path: Path) -> None:
    assert refused(tmp_path / "none", secret=SECRET).code == "not-a-folder"
    assert refused(tmp_path, secret=SECRET).code == "not-a-folder"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_not_made_anew(site: Path, tmp_path: Path) -> None:
    for path in (site, Path(__file__)):
        with pytest.raises(StoreError) as error:
            Folder.create(path, None)
        assert error.value.code == "folder-exists"


@pytest.mark.parametrize(
    ("text", "code"), [("2\nabc\n", "format-newer"), ("x\nabc", "format-unknown"), ("", "format-unknown")]
)
def test_another_format_is_refused(site: Path, text: str, code: str) -> None:
    (site / "format").write_text(text)
    assert refused(site, secret=SECRET).code == code


def test_another_secret_is_refused_and_changes_nothing(site: Path) -> None:
    before = {path.name: path.read_bytes() for path in site.iterdir()}
    assert refused(site, secret=bytes(32)).code == "secret-wrong"
    assert {path.name: path.read_bytes() for path in site.iterdir()} == before


@pytest.mark.parametrize("name", ["ledger.db", "keyring.db"])
def test_a_missing_file_is_named_and_not_made(site: Path, name: str) -> None:
    (site / name).unlink()
    error = refused(site, secret=SECRET)
    assert (error.code, error.detail) == ("file-missing", name)
    assert not (site / name).exists()


@pytest.mark.parametrize("name", ["ledger.db", "keyring.db"])
def test_a_file_of_another_site_is_refused(site: Path, tmp_path: Path, name: str) -> None:
    Folder.create(tmp_path / "other", None).close()
    (site / name).write_bytes((tmp_path / "other" / name).read_bytes())
    error = refused(site, secret=SECRET)
    assert (error.code, error.detail) == ("file-unreadable", name)


def test_a_folder_without_its_unlock_file_says_so(site: Path) -> None:
    assert refused(site, passphrase="any").code == "unlock-missing"
    (site / "unlock").write_bytes(b"short")
    assert refused(site, passphrase="any").code == "unlock-missing"


def test_a_second_owner_is_refused_and_told_who_the_first_is(folder: Folder) -> None:
    error = refused(folder.path, secret=SECRET)
    assert error.code == "already-open"
    assert str(os.getpid()) in str(error)


def test_a_second_process_is_refused(folder: Folder) -> None:
    script = (
        "import sys; from pathlib import Path; from lanyard.store.folder import Folder\n"
        "try: Folder.open(Path(sys.argv[1]), secret=bytes.fromhex(sys.argv[2]))\n"
        "except Exception as error: print(error.code, error.detail)"
    )
    command = [sys.executable, "-c", script, str(folder.path), SECRET.hex()]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == f"already-open process {os.getpid()}\n"


def test_a_folder_that_could_not_be_opened_is_free_again(site: Path) -> None:
    kept = (site / "ledger.db").read_bytes()
    (site / "ledger.db").write_bytes(b"x" * len(kept))
    assert refused(site, secret=SECRET).code == "file-unreadable"
    (site / "ledger.db").write_bytes(kept)
    Folder.open(site, secret=SECRET).close()


def test_no_folder_is_made_on_a_disk_without_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lanyard.store.folder.ROOM_TO_CREATE", 1 << 60)
    with pytest.raises(StoreError) as error:
        Folder.create(tmp_path / "site", None)
    assert error.value.code == "disk-full"


def test_a_nearly_full_disk_is_said_and_work_goes_on(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lanyard.store.folder.ROOM_TO_WARN", 1 << 60)
    with Folder.open(site, secret=SECRET) as folder:
        assert [notice.code for notice in folder.notices] == ["disk-nearly-full"]
        assert len(folder.writer().submit([Device(1).next()]).result()) == 1


@pytest.mark.slow
def test_the_passphrase_opens_and_another_does_not(tmp_path: Path) -> None:
    path = tmp_path / "site"
    Folder.create(path, "Olive tree, 7 doves").close()
    assert refused(path, passphrase="olive tree, 7 doves").code == "wrong-passphrase"
    with Folder.open(path, "Olive tree, 7 doves") as folder:
        assert folder.notices == []
        secret = folder.secret
    with Folder.open(path, secret=secret) as folder:
        folder.change_passphrase("Fig tree, 8 doves")
    assert refused(path, passphrase="Olive tree, 7 doves").code == "wrong-passphrase"
    Folder.open(path, "Fig tree, 8 doves").close()


def test_what_is_kept_is_there_when_the_folder_is_opened_again(site: Path) -> None:
    device = Device(1)
    somebody = Ref(Noun.PERSON, bytes(16))
    with Folder.open(site, secret=SECRET) as folder:
        key = folder.keyring.mint(somebody, Compartment.MEDICAL)
        folder.writer().submit(device.take(30)).result()
        field = folder.blobs.put([b"photo"], key.key, "image/jpeg")
        folder.strongbox.keep("seed", b"s" * 32)
    with Folder.open(site, secret=SECRET) as folder:
        assert folder.notices == []
        assert folder.ledger.count() == 30
        assert folder.keyring.key_for(somebody, Compartment.MEDICAL) == key
        assert b"".join(folder.blobs.open(field, key.key)) == b"photo"
        assert folder.strongbox.get("seed") == b"s" * 32
        assert folder.keyring.stranded() == set() or key.keyref not in folder.keyring.stranded()


def test_a_site_mints_only_in_the_compartments_that_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "site"
    Folder.create(path, None, secret=SECRET, compartments=[Compartment.REGISTER]).close()
    with Folder.open(path, secret=SECRET) as folder:
        folder.keyring.mint(Ref(Noun.PERSON, bytes(16)), Compartment.REGISTER)
        with pytest.raises(KeyError):
            folder.keyring.mint(Ref(Noun.PERSON, bytes(16)), Compartment.MEDICAL)
        assert folder.compartment_secret(Compartment.MEDICAL, 1) is None
        folder.hold(Compartment.MEDICAL, 1, b"m" * 32)
        folder.keyring.mint(Ref(Noun.PERSON, bytes(16)), Compartment.MEDICAL)
        assert folder.compartment_secret(Compartment.MEDICAL, 1) == b"m" * 32


def test_the_same_randomness_makes_the_same_keys(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        drawn = random.Random(5).randbytes
        with Folder.create(tmp_path / name, None, randomness=drawn) as folder:
            made.append((folder.secret, folder.keyring.mint(Ref(Noun.PERSON, bytes(16)), Compartment.SITE)))
    assert made[0] == made[1]


def test_files_of_a_folder_have_different_keys(folder: Folder) -> None:
    assert len({folder.key_of(name) for name in ("ledger.db", "views.db", "keyring.db")} | {SECRET}) == 4


def test_readers_see_what_is_acknowledged_while_the_writer_runs(folder: Folder) -> None:
    seen = []
    writer = folder.writer(seen.extend)
    reader = folder.reader()
    rows = Device(1).take(5)
    assert folder.writer() is writer
    writer.submit(rows).result()
    assert [row.id for row in reader.read()] == [row.id for row in rows]
    folder.close()
    assert [row for row, _ in seen] == rows


def test_nobody_else_may_look_into_the_folder(tmp_path: Path) -> None:
    Folder.create(tmp_path / "site", None).close()
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o700
