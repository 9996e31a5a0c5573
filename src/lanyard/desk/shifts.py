"""When each member of staff last took a device, and in which role: read from the sign-ins on the chains."""

from typing import NamedTuple

from lanyard.ledger.clock import hlc_ms
from lanyard.ledger.header import decode_header
from lanyard.store.cipher import Connection
from lanyard.store.ledger_file import LedgerFile
from lanyard.terms import Role


class Shift(NamedTuple):
    """A shift that somebody began: when (ms UTC, by the device's clock), at which chain, in which role."""

    began_ms: int
    chain: bytes
    role: Role


class Shifts:
    """Asks the views where the sign-ins are, and the ledger when they were."""

    def __init__(self, views: Connection, ledger: LedgerFile) -> None:
        """Read over both."""
        self._views = views
        self._ledger = ledger

    def last(self) -> dict[bytes, Shift]:
        """The last shift of each member of staff (id of 16 bytes)."""
        sql = "SELECT staff, chain, role, max(seq), id FROM sign_in GROUP BY staff, chain"
        found: dict[bytes, Shift] = {}
        for staff, chain, role, seq, entry in self._views.execute(sql).fetchall():
            for row in self._ledger.get([(chain, seq, entry)]):
                shift = Shift(hlc_ms(decode_header(row.header).hlc), chain, Role(role))
                found[staff] = max(shift, found.get(staff, shift))
        return found
