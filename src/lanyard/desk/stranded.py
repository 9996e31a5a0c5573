"""What the end of the ledger tells when a folder is opened: whose the last keys became, and how late it was."""

from typing import Final

from lanyard.desk.opening import Opener
from lanyard.ledger.clock import hlc_ms
from lanyard.ledger.header import decode_header
from lanyard.store.keyring import Keyring
from lanyard.store.ledger_file import LedgerFile

LOOK_BACK: Final = 20_000
"""Entries of the last second before a crash, and more than any machine records in one."""


def attribute_stranded(keyring: Keyring, ledger: LedgerFile, opener: Opener) -> None:
    """After a crash: write down whose the keys given out in the last second became, as the entries themselves say."""
    stranded = keyring.stranded()
    last = ledger.last()
    if not stranded or not last:
        return
    found = []
    for row in ledger.read(max(0, last - LOOK_BACK), LOOK_BACK):
        if decode_header(row.header).keyref in stranded:
            entry = opener.open(row.n, row.sealed).entry
            if entry is not None:
                found.append((entry.keyref, entry.about))
    keyring.attribute(found)


def newest_stamp_ms(ledger: LedgerFile) -> int | None:
    """The newest stamp at the end of any chain (ms UTC), or nothing where there is none."""
    rows = [row for chain, (seq, _) in ledger.heads().items() for row in ledger.at(chain, seq)]
    return max((hlc_ms(decode_header(row.header).hlc) for row in rows), default=None)
