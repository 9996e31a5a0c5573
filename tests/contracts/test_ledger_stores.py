"""Runs the ledger's contract on every backend there is."""

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from lanyard.store.cipher import connect
from lanyard.store.ledger_file import LedgerFile
from tests.contracts.ledger_contract import Backend, LedgerContract
from tests.store.samples import FILE_KEY


class SqlCipher(Backend):
    """What a site runs on."""

    def open(self, folder: Path) -> LedgerFile:
        return LedgerFile(connect(folder / "ledger.db", FILE_KEY, create=True), create=True)


class Apsw(Backend):
    """Plain SQLite through another driver, as the crash states are explored on."""

    def open(self, folder: Path) -> LedgerFile:
        connection = apsw.Connection(str(folder / "plain.db"))
        for pragma in ("journal_mode = wal", "synchronous = FULL", "recursive_triggers = ON"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        return LedgerFile(connection, create=True)


@pytest.fixture(params=[SqlCipher, Apsw])
def backend(request: pytest.FixtureRequest) -> Backend:
    made: Backend = request.param()
    return made


@pytest.fixture
def ledger(backend: Backend, tmp_path: Path) -> Iterator[LedgerFile]:
    opened = backend.open(tmp_path)
    yield opened
    opened.connection.close()


class TestLedgerStores(LedgerContract):
    """The contract, taken in as it is."""
