"""An encrypted file opens only as it should, with every setting as it must be."""

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from lanyard.store.cipher import (
    PRAGMAS,
    StoreError,
    connect,
    factory,
    file_format,
    refuse_bad_sqlite,
    set_pragmas,
    told,
    transaction,
    write_format,
)
from lanyard.store.errors import MESSAGES
from tests.store.samples import FILE_KEY


def code_of(error: pytest.ExceptionInfo[StoreError]) -> str:
    return error.value.code


def make(path: Path) -> Path:
    connection = connect(path, FILE_KEY, create=True)
    connection.execute("CREATE TABLE t (word TEXT)")
    connection.execute("INSERT INTO t VALUES ('lamplighter')")
    connection.close()
    return path


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2), (3, 7)])
def test_an_sqlite_that_can_damage_a_file_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(StoreError) as error:
        refuse_bad_sqlite(version)
    assert code_of(error) == "sqlite-too-old"
    assert ".".join(map(str, version)) in str(error.value)


def test_the_sqlite_underneath_is_good() -> None:
    refuse_bad_sqlite()
    refuse_bad_sqlite((3, 51, 3))


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        connect(tmp_path / "ledger.db", FILE_KEY)
    assert code_of(error) == "file-missing"
    assert list(tmp_path.iterdir()) == []


def test_another_key_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "a.db")
    with pytest.raises(StoreError) as error:
        connect(path, bytes(32))
    assert code_of(error) == "file-unreadable"


def test_a_file_that_is_not_a_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"no database " * 1000)
    with pytest.raises(StoreError) as error:
        connect(path, FILE_KEY)
    assert code_of(error) == "file-unreadable"


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(tmp_path / "a.db", b"short", create=True)


def test_a_setting_that_does_not_take_is_refused() -> None:
    class Deaf:
        """A database that hears of settings and does nothing."""

        def execute(self, sql: str, parameters: tuple[object, ...] = ()) -> "Deaf":
            return self

        def fetchall(self) -> list[object]:
            return []

        def fetchone(self) -> tuple[int]:
            return (1,)

    with pytest.raises(StoreError) as error:
        set_pragmas(Deaf())  # type: ignore[arg-type]
    assert code_of(error) == "pragma-ignored"
    assert "journal_mode" in str(error.value)


def test_a_reading_connection_cannot_write(tmp_path: Path) -> None:
    connection = connect(make(tmp_path / "a.db"), FILE_KEY, read_only=True)
    with pytest.raises(dbapi2.OperationalError) as error:
        connection.execute("INSERT INTO t VALUES ('x')")
    assert told(error.value, "a.db").code == "read-only"
    assert connection.execute("SELECT word FROM t").fetchone() == ("lamplighter",)
    connection.close()


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    connection = connect(make(tmp_path / "a.db"), FILE_KEY)
    write_format(connection, 8)
    assert file_format(connection, newest=8, file="a.db") == 8
    with pytest.raises(StoreError) as error:
        file_format(connection, newest=7, file="a.db")
    assert code_of(error) == "format-newer"
    connection.close()


@pytest.mark.parametrize("read_only", [False, True])
def test_every_setting_is_as_it_must_be(tmp_path: Path, read_only: bool) -> None:
    path = make(tmp_path / "a.db")
    connection = connect(path, FILE_KEY, read_only=read_only, extra={"secure_delete": 1})
    for name, value in {**PRAGMAS, "secure_delete": 1}.items():
        assert connection.execute(f"PRAGMA {name}").fetchone()[0] == value, name
    connection.close()


def test_nothing_on_the_disk_can_be_read(tmp_path: Path) -> None:
    connection = connect(make(tmp_path / "a.db"), FILE_KEY)
    connection.execute("INSERT INTO t VALUES ('lamplighter')")
    files = list(tmp_path.iterdir())
    assert len(files) == 3
    for file in files:
        assert b"lamplighter" not in file.read_bytes()
        assert b"CREATE TABLE" not in file.read_bytes()
    connection.close()


def test_a_name_with_odd_letters_opens(tmp_path: Path) -> None:
    path = tmp_path / "a ?#%41 é.db"
    make(path)
    assert path.exists()
    connect(path, FILE_KEY).close()


def test_the_factory_asks_for_the_key_when_it_connects(tmp_path: Path) -> None:
    path = make(tmp_path / "a.db")
    asked = []

    def key() -> bytes:
        asked.append(1)
        return FILE_KEY

    made = factory(key)
    assert asked == []
    connection = dbapi2.connect(str(path), factory=made)
    assert connection.execute("SELECT word FROM t").fetchone() == ("lamplighter",)
    assert asked == [1]
    connection.close()


def test_a_transaction_is_rolled_back_when_anything_is_raised(tmp_path: Path) -> None:
    connection = connect(make(tmp_path / "a.db"), FILE_KEY)
    with pytest.raises(dbapi2.IntegrityError), transaction(connection):
        connection.executemany("INSERT INTO t (rowid, word) VALUES (?, 'second')", [(2,), (1,)])
    with transaction(connection):
        connection.execute("INSERT INTO t VALUES ('third')")
    assert connection.execute("SELECT word FROM t").fetchall() == [("lamplighter",), ("third",)]
    connection.close()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (dbapi2.OperationalError("database or disk is full"), "disk-full"),
        (dbapi2.OperationalError("attempt to write a readonly database"), "read-only"),
        (dbapi2.DatabaseError("file is not a database"), "file-unreadable"),
        (dbapi2.DatabaseError("database disk image is malformed"), "file-damaged"),
        (dbapi2.OperationalError("disk I/O error"), "disk-error"),
        (StoreError("already-open", "7"), "already-open"),
    ],
)
def test_what_the_database_says_is_put_in_words_for_people(error: Exception, code: str) -> None:
    assert told(error, "ledger.db").code == code


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_error_says_what_happened_what_was_kept_and_what_to_do(code: str) -> None:
    happened, kept, now = MESSAGES[code]
    assert len({happened, kept, now}) == 3
    for sentence in (happened, kept, now):
        assert sentence.endswith(".")
        assert sentence[0].isupper()
    said = str(StoreError(code, "THIS"))
    assert ("THIS" in said) == ("{detail}" in happened + kept + now)


def test_every_error_names_its_cause_where_there_is_one() -> None:
    silent = {code for code, sentences in MESSAGES.items() if "{detail}" not in "".join(sentences)}
    assert silent == {"secret-wrong", "writer-failed", "writer-stopped", "wrong-passphrase"}
