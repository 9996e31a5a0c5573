"""Where entries stand in their chains: at the end of what is known, behind a gap, or beside another entry."""

from lanyard.ledger.header import Header, decode_header
from lanyard.ledger.open_records import Gap, Head
from lanyard.ledger.verify import Mark, check_prev
from lanyard.store.ledger_file import LedgerFile

_GAPS = (
    "SELECT before + 1, seq - 1 FROM (SELECT seq, lag(seq, 1, -1) OVER (ORDER BY seq) AS before FROM entry"
    " WHERE chain = ?) WHERE seq > before + 1"
)
_GAPPED = "SELECT chain FROM entry GROUP BY chain HAVING count(DISTINCT seq) <= max(seq)"
_FORKED = "SELECT DISTINCT chain FROM entry GROUP BY chain, seq HAVING count(*) > 1"


class Places:
    """Knows the ends of all chains, and which chains have gaps or forks. One thread at a time."""

    def __init__(self, reader: LedgerFile) -> None:
        """`reader` is nobody else's."""
        self._reader = reader
        self._batch: dict[tuple[bytes, int], tuple[bytes, ...]] = {}
        self._ids: dict[bytes, Header] = {}
        self._gapped = {row[0] for row in reader.connection.execute(_GAPPED)}
        self._forked = {row[0] for row in reader.connection.execute(_FORKED)}
        self._ends = dict(reader.heads())
        self.branching: dict[bytes, bytes] = {}
        """Chains found to be forked in this batch, and the entry that showed it. One proof is enough for a chain."""

    def begin(self) -> None:
        """Another batch begins; what was placed before is in the ledger."""
        self.branching.clear()
        self._batch.clear()
        self._ids.clear()

    def forget(self) -> None:
        """What was placed since `begin` was not kept."""
        self._forked -= self.branching.keys()
        self.branching.clear()
        self._batch.clear()
        self._ids.clear()
        self._ends = dict(self._reader.heads())

    def place(self, entry_id: bytes, header: Header) -> tuple[Mark, ...]:
        """Say where an entry stands. Raises `Malformed` if it cannot stand there."""
        chain, seq = header.chain, header.seq
        end = self._ends.get(chain)
        marks: tuple[Mark, ...] = ()
        if end is None or seq != end[0] + 1 or header.prev != end[1]:
            before = self._at(chain, seq - 1) if seq else {}
            marks = check_prev(
                header, entry_id, before.get(header.prev) or self._elsewhere(header), self._at(chain, seq)
            )
            if Mark.GAP in marks:
                self._gapped.add(chain)
            if Mark.FORK in marks and chain not in self._forked:
                self._forked.add(chain)
                self.branching[chain] = entry_id
        if end is None or seq > end[0]:
            self._ends[chain] = (seq, entry_id)
        self._ids[entry_id] = header
        self._batch[chain, seq] = (*self._batch.get((chain, seq), ()), entry_id)
        return marks

    def _at(self, chain: bytes, seq: int) -> dict[bytes, Header]:
        """What stands at one place, here and in this batch."""
        kept = {row.id: decode_header(row.header) for row in self._reader.at(chain, seq)}
        return kept | {entry_id: self._ids[entry_id] for entry_id in self._batch.get((chain, seq), ())}

    def _elsewhere(self, header: Header) -> Header | None:
        """The header that `prev` names, if it stands where it cannot: elsewhere in this chain, or at another's end."""
        if header.prev in self._ids:
            return self._ids[header.prev]
        sql = "SELECT header FROM entry WHERE chain = ? AND id = ?"
        row = self._reader.connection.execute(sql, (header.chain, header.prev)).fetchone()
        if row is not None:
            return decode_header(row[0])
        ends = ((chain, seq) for chain, (seq, end_id) in self._ends.items() if end_id == header.prev)
        return next((self._at(chain, seq).get(header.prev) for chain, seq in ends), None)

    def missing_before(self, header: Header) -> Gap | None:
        """The range that is missing right before a kept entry, if there is one now."""
        if not header.seq or any(row.id == header.prev for row in self._reader.at(header.chain, header.seq - 1)):
            return None
        sql = "SELECT max(seq) FROM entry WHERE chain = ? AND seq < ?"
        last = self._reader.connection.execute(sql, (header.chain, header.seq)).fetchone()[0]
        first = 0 if last is None else min(last + 1, header.seq - 1)
        return Gap(header.chain, first, header.seq - 1)

    def gaps(self) -> list[Gap]:
        """Every range that is missing, of all chains: a receipt must name them all, or it would prove what is not here."""
        found = []
        for chain in sorted(self._gapped):
            ranges = self._reader.connection.execute(_GAPS, (chain,)).fetchall()
            found += [Gap(chain, first, last) for first, last in ranges]
            if not ranges:
                self._gapped.discard(chain)
        return found

    def heads(self) -> list[Head]:
        """The last entry of each chain, and of each branch of a chain that is forked."""
        found = [Head(c, seq, id_) for c, (seq, id_) in self._reader.heads().items() if c not in self._forked]
        for chain in self._forked:
            found += self._tips(chain)
        return sorted(found)

    def _tips(self, chain: bytes) -> list[Head]:
        """The entries of a chain that no other entry of it follows."""
        tips: dict[bytes, Head] = {}
        followed: set[bytes] = set()
        sql = "SELECT seq, id, header FROM entry WHERE chain = ?"
        for seq, entry_id, header in self._reader.connection.execute(sql, (chain,)):
            tips[entry_id] = Head(chain, seq, entry_id)
            followed.add(decode_header(header).prev)
        return [head for entry_id, head in tips.items() if entry_id not in followed]
