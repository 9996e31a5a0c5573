"""A ledger whose protections are not whole is not opened."""

from pathlib import Path

import pytest

from lanyard.ledger.encoding import encode
from lanyard.ledger.errors import Malformed
from lanyard.store.cipher import StoreError, connect, write_format
from lanyard.store.ledger_file import FORMAT, SCHEMA, TRIGGERS, LedgerFile, chain_and_seq
from tests.store.samples import FILE_KEY, Device


def reopen(path: Path) -> LedgerFile:
    connection = connect(path, FILE_KEY)
    try:
        return LedgerFile(connection)
    finally:
        connection.close()


def test_every_table_is_protected_against_both_changes() -> None:
    tables = [name for name, sql in SCHEMA.items() if sql.startswith("CREATE TABLE")]
    assert len(tables) == 3
    assert len(TRIGGERS) == 2 * len(tables)


@pytest.mark.parametrize("trigger", sorted(TRIGGERS))
def test_a_missing_trigger_is_named_and_the_file_refused(ledger: LedgerFile, tmp_path: Path, trigger: str) -> None:
    ledger.connection.execute(f"DROP TRIGGER {trigger}")
    with pytest.raises(StoreError, match=f"{trigger} is missing") as error:
        reopen(tmp_path / "ledger.db")
    assert error.value.code == "schema-changed"


@pytest.mark.parametrize("trigger", sorted(TRIGGERS))
def test_an_altered_trigger_is_named_and_the_file_refused(ledger: LedgerFile, tmp_path: Path, trigger: str) -> None:
    ledger.connection.execute(f"DROP TRIGGER {trigger}")
    ledger.connection.execute(TRIGGERS[trigger].replace("BEGIN", "WHEN 0 BEGIN"))
    with pytest.raises(StoreError, match=f"{trigger} has been altered"):
        reopen(tmp_path / "ledger.db")


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("CREATE TRIGGER helper BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END", "helper"),
        ("CREATE TABLE side (x)", "side"),
        ("CREATE VIEW seen AS SELECT * FROM entry", "seen"),
    ],
)
def test_what_does_not_belong_into_the_file_is_named(ledger: LedgerFile, tmp_path: Path, sql: str, name: str) -> None:
    ledger.connection.execute(sql)
    with pytest.raises(StoreError, match=f"{name} does not belong there"):
        reopen(tmp_path / "ledger.db")


def test_an_index_that_is_gone_is_named(ledger: LedgerFile, tmp_path: Path) -> None:
    ledger.connection.execute("DROP INDEX entry_place")
    with pytest.raises(StoreError, match="entry_place is missing"):
        reopen(tmp_path / "ledger.db")


def test_a_ledger_is_not_used_while_replacing_could_delete(ledger: LedgerFile) -> None:
    ledger.connection.execute("PRAGMA recursive_triggers = OFF")
    with pytest.raises(StoreError, match="recursive_triggers"):
        ledger.check_schema()


def test_a_newer_ledger_is_refused(ledger: LedgerFile, tmp_path: Path) -> None:
    write_format(ledger.connection, FORMAT + 1)
    with pytest.raises(StoreError) as error:
        reopen(tmp_path / "ledger.db")
    assert error.value.code == "format-newer"


def test_an_empty_file_is_not_taken_for_a_ledger(tmp_path: Path) -> None:
    connection = connect(tmp_path / "ledger.db", FILE_KEY, create=True)
    with pytest.raises(StoreError) as error:
        LedgerFile(connection)
    assert error.value.code == "schema-changed"
    connection.close()


def test_tables_are_not_made_a_second_time(ledger: LedgerFile) -> None:
    ledger.append([Device(1).next()])
    again = LedgerFile(ledger.connection, create=True)
    assert again.count() == 1


@pytest.mark.parametrize("header", [b"", b"\x80", b"\x89\x01\x41\x00", bytes(80)])
def test_a_header_without_chain_and_seq_is_refused(header: bytes) -> None:
    with pytest.raises(Malformed):
        chain_and_seq(header)


def test_a_header_of_a_later_version_says_its_chain_and_seq() -> None:
    chain = bytes(range(16))
    header = encode([2, chain, 300, bytes(32), 1 << 40, 0, bytes(16), bytes(32), 64, "more"])
    assert chain_and_seq(header) == (chain, 300)
