"""A ledger and a whole folder to work on, opened by their keys so that no test waits for a passphrase."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lanyard.store.cipher import connect
from lanyard.store.folder import Folder
from lanyard.store.ledger_file import LedgerFile
from tests.store.samples import FILE_KEY

SECRET = bytes(range(100, 132))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[LedgerFile]:
    made = LedgerFile(connect(tmp_path / "ledger.db", FILE_KEY, create=True), create=True)
    yield made
    made.connection.close()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder that has been made and closed again; its secret is `SECRET`."""
    Folder.create(tmp_path / "site", None, secret=SECRET).close()
    return tmp_path / "site"


@pytest.fixture
def folder(site: Path) -> Iterator[Folder]:
    opened = Folder.open(site, secret=SECRET)
    yield opened
    opened.close()
