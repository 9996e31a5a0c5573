"""What was changed in a file behind the ledger's back is found, and the pages are named."""

from pathlib import Path

import pytest

from lanyard.store.cipher import StoreError, connect
from lanyard.store.ledger_file import TRIGGERS, LedgerFile
from lanyard.store.verify_files import check_file, check_ledger
from lanyard.store.writer import Writer
from tests.store.samples import FILE_KEY, Device

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of 300 entries, all of them in the file itself."""
    path = tmp_path / "ledger.db"
    ledger = LedgerFile(connect(path, FILE_KEY, create=True), create=True)
    writer = Writer(ledger)
    writer.submit(Device(1).take(300)).result()
    writer.close()
    ledger.connection.close()
    return path


def faults(path: Path) -> dict[str, tuple[int, ...]]:
    connection = connect(path, FILE_KEY)
    try:
        ledger = LedgerFile.__new__(LedgerFile)
        ledger.connection = connection
        return {fault.code: fault.pages for fault in check_ledger(ledger)}
    finally:
        connection.close()


def damage(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE + 100)
        file.write(b"changed")


def by_force(path: Path, *statements: str) -> None:
    connection = connect(path, FILE_KEY)
    for trigger in TRIGGERS:
        connection.execute(f"DROP TRIGGER {trigger}")
    for sql in statements:
        connection.execute(sql)
    for sql in TRIGGERS.values():
        connection.execute(sql)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


@pytest.mark.parametrize("page", [3, 10, 25])
def test_a_page_changed_on_the_disk_is_named(path: Path, page: int) -> None:
    damage(path, page)
    assert faults(path)["page-changed"] == (page,)


def test_all_changed_pages_are_named(path: Path) -> None:
    damage(path, 12)
    damage(path, 20)
    assert faults(path)["page-changed"] == (12, 20)


def test_a_page_put_back_from_an_older_time_is_not_taken_for_another(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[9 * PAGE : 10 * PAGE] = data[10 * PAGE : 11 * PAGE]
    path.write_bytes(data)
    assert faults(path)["page-changed"] == (10,)


def test_a_cut_file_is_not_even_opened(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: -3 * PAGE])
    with pytest.raises(StoreError) as error:
        connect(path, FILE_KEY)
    assert (error.value.code, error.value.detail) == ("file-damaged", "ledger.db")


def test_removed_entries_are_named_by_their_numbers(path: Path) -> None:
    by_force(path, "DELETE FROM entry WHERE n IN (17, 18, 19, 200)")
    connection = connect(path, FILE_KEY)
    found = [fault.words for fault in check_ledger(LedgerFile(connection))]
    assert len(found) == 2
    assert "17 to 19" in found[0]
    assert "200 to 200" in found[1]
    connection.close()


def test_a_missing_protection_is_named(path: Path) -> None:
    connection = connect(path, FILE_KEY)
    connection.execute("DROP TRIGGER entry_never_deleted")
    connection.close()
    assert faults(path) == {"schema-changed": ()}


def test_a_whole_file_has_no_faults(path: Path) -> None:
    assert faults(path) == {}
    connection = connect(path, FILE_KEY)
    assert list(check_file(connection, "ledger.db")) == []
    connection.close()
