"""Verify a folder from the outside: every page, entry, signature, chain, end and blob, whatever state it is in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lanyard.crypto.errors import Unopened
from lanyard.desk.opening import Opener
from lanyard.exchange.verifier import Here, Signatures
from lanyard.ledger.ask import Blob
from lanyard.ledger.certificate import CERTIFYING, Directory
from lanyard.ledger.errors import Malformed
from lanyard.ledger.header import OPEN_KEYREF, decode_header, entry_id
from lanyard.ledger.open_kinds import read_open
from lanyard.ledger.open_records import HeadsReceived
from lanyard.ledger.seal import SIGNED, open_entry
from lanyard.ledger.verify import Reading, check_shape
from lanyard.store.blobs import BlobField, Blobs
from lanyard.store.cipher import Connection, DatabaseError, connect, told
from lanyard.store.errors import StoreError
from lanyard.store.folder import KEYRING, LEDGER, VIEWS, follow, secret_of, wrapping_keys
from lanyard.store.heads import find_missing, read_heads
from lanyard.store.keyring import Keyring
from lanyard.store.ledger_file import LedgerFile, Row, chain_and_seq
from lanyard.store.strongbox import Strongbox
from lanyard.store.verify_files import TRAIL, check_file, check_ledger, check_trail

BATCH = 1000


class Problem(NamedTuple):
    """Something that is not as it was written: a code, what it concerns, and words."""

    code: str
    what: str
    words: str


class _Ledger(LedgerFile):
    """The ledger's rows, readable even when its protections are gone."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection


class Audit:
    """One pass over a folder. `problems` says what was found; `entries`, `signatures`, `blobs` how much was looked at.

    `known_gaps` and `unreadable` are remarkable and no problem: nobody has touched them since they came.
    """

    def __init__(self, path: Path, secret: bytes, signatures: Signatures | None = None) -> None:
        """`secret` opens the folder's files; nothing is written."""
        self.path = path
        self.problems: list[Problem] = []
        self.known_gaps: list[str] = []
        self.unreadable: list[str] = []
        self.entries = self.signatures = self.blobs = 0
        self._secret = secret
        self._checker = signatures or Here()
        self._receipted: set[tuple[bytes, int, int]] = set()
        self._blob_names: set[bytes] = set()
        self._changed: set[bytes] = set()
        self._keys: Connection | None = None
        self._directory: Directory | None = None
        self._opener: Opener | None = None

    def run(self, progress: Callable[[int], None] | None = None) -> bool:
        """Check everything; true if all is as it was written."""
        for name in (LEDGER, KEYRING, VIEWS):
            self._check_file(name)
        self._guarded(KEYRING, self._open_keys)
        self._guarded(LEDGER, lambda: self._check_entries(progress))
        self._guarded("heads", self._check_heads)
        self._guarded("blobs", self._check_blobs)
        if (self.path / TRAIL).exists():
            self._check_file(TRAIL)
        return not self.problems

    def _guarded(self, what: str, check: Callable[[], None]) -> None:
        """Whatever state a file is in, the other checks go on; what stops one of them is named."""
        try:
            check()
        except StoreError as error:
            self._found(error.code, what, str(error))
        except (DatabaseError, OSError) as error:
            wrong = told(error, what) if isinstance(error, DatabaseError) else StoreError.of(error, what)
            self._found(wrong.code, what, str(wrong))
        except (Unopened, Malformed) as error:
            self._found("file-damaged", what, f"{StoreError('file-damaged', what)} ({error})")

    def close(self) -> None:
        """Close what was opened."""
        if self._keys is not None:
            self._keys.close()

    def _found(self, code: str, what: str, words: str) -> None:
        problem = Problem(code, what, words)
        if problem not in self.problems:
            self.problems.append(problem)

    def _check_file(self, name: str) -> None:
        if not (self.path / name).exists():
            self._found("file-missing", name, str(StoreError("file-missing", name)))
            return
        try:
            connection = connect(self.path / name, follow(self._secret, f"file/{name}"), read_only=True)
        except StoreError as error:
            self._found(error.code, name, str(error))
            return
        try:
            checks = {LEDGER: lambda: check_ledger(_Ledger(connection)), TRAIL: lambda: check_trail(connection)}
            faults = checks[name]() if name in checks else check_file(connection, name)
            for fault in faults:
                pages = f" (pages {', '.join(map(str, fault.pages))})" if fault.pages else ""
                self._found(fault.code, fault.file + pages, fault.words)
        finally:
            connection.close()

    def _open_keys(self) -> None:
        """The keys, and the root that everything is believed by. Without them entries are checked as far as they go."""
        self._keys = connect(self.path / KEYRING, follow(self._secret, f"file/{KEYRING}"), read_only=True)
        strongbox = Strongbox(self._keys, follow(self._secret, "strongbox"))
        root = strongbox.get("root")
        if root is None:
            raise StoreError("file-damaged", KEYRING)
        self._directory = Directory(root)
        self._opener = Opener(Keyring(self._keys, wrapping_keys(strongbox)), self._directory)

    def _check_entries(self, progress: Callable[[int], None] | None) -> None:
        connection = connect(self.path / LEDGER, follow(self._secret, f"file/{LEDGER}"), read_only=True)
        try:
            ledger = _Ledger(connection)
            self._certificates(ledger)
            after = 0
            while rows := ledger.read(after, BATCH):
                after = rows[-1].n
                self._check_rows(rows)
                if progress:
                    progress(self.entries)
            self._check_places(connection)
            self._check_chains(ledger)
        finally:
            connection.close()

    def _certificates(self, ledger: LedgerFile) -> None:
        """Learn all certificates and receipts first, wherever they stand."""
        after = 0
        while rows := ledger.read(after, BATCH):
            after = rows[-1].n
            for row in rows:
                try:
                    header = decode_header(row.header)
                    if header.keyref != OPEN_KEYREF:
                        continue
                    record = read_open(open_entry(header, row.body, None))
                    if isinstance(record, CERTIFYING) and self._directory is not None:
                        self._directory.add(row.sealed)
                    elif isinstance(record, HeadsReceived):
                        self._receipted.update(record.gaps)
                except Malformed:
                    continue

    def _check_rows(self, rows: list[Row]) -> None:
        triples, sound = [], []
        for row in rows:
            self.entries += 1
            try:
                header = check_shape(row.header, row.body)
                if entry_id(row.header) != row.id:
                    raise Malformed("id", "id", row.id)  # noqa: TRY301  one place says what is wrong with an entry
            except Malformed as wrong:
                self._found("entry-changed", row.id.hex(), f"number {row.n}: {wrong.code}")
                self._changed.add(row.id)
                continue
            if self._directory is None:
                continue
            public = self._directory.key_of(header.chain)
            if public is None:
                self._found("no-certificate", row.id.hex(), f"number {row.n}: chain {header.chain.hex()}")
                continue
            triples.append((public, SIGNED + row.header, row.sig))
            sound.append(row)
        for row, good in zip(sound, self._checker.start(triples).result(), strict=True):
            self.signatures += 1
            if not good:
                self._found("signature", row.id.hex(), f"number {row.n}: the signature is not this device's")
            self._look_into(row)

    def _look_into(self, row: Row) -> None:
        """What an entry says. One that does not open, though its signature holds, was so when it came."""
        if self._opener is None:
            return
        try:
            opened = self._opener.open(row.n, row.sealed)
        except Unopened:
            self._found("key-changed", row.id.hex(), f"number {row.n}: the key kept for it has been changed")
            return
        if opened.why and opened.why != Reading.SEALED:
            self.unreadable.append(f"{row.id.hex()} ({opened.why})")
        if opened.entry is not None:
            self._blob_names.update(blob.name for blob in _blobs_in(opened.entry.record))

    def _check_places(self, connection: Connection) -> None:
        """The columns by which entries are found say what the headers say."""
        for n, entry, chain, seq, header in connection.execute("SELECT n, id, chain, seq, header FROM entry"):
            if entry not in self._changed and chain_and_seq(header) != (chain, seq):
                self._found("entry-changed", entry.hex(), f"number {n}: it is filed under another place")
                self._changed.add(entry)

    def _check_chains(self, ledger: LedgerFile) -> None:
        """Each entry follows the one whose id it names; what is missing between is named by chain and number."""
        for chain in ledger.heads():
            before: dict[int, set[bytes]] = {}
            last = -1
            sql = "SELECT seq, id, header FROM entry WHERE chain = ? ORDER BY seq, id"
            for seq, entry, header in ledger.connection.execute(sql, (chain,)):
                if seq > last + 1:
                    self._gap(chain, last + 1, seq - 1)
                elif seq and entry not in self._changed and decode_header(header).prev not in before.get(seq - 1, ()):
                    self._broken(chain, seq, entry)
                before = {number: ids for number, ids in before.items() if number >= seq - 1}
                before.setdefault(seq, set()).add(entry)
                last = seq

    def _broken(self, chain: bytes, seq: int, entry: bytes) -> None:
        """An entry follows none of those before it: another branch has not come, as a receipt says, or was removed."""
        if self._covered(chain, seq - 1, seq - 1):
            self.known_gaps.append(f"chain {chain.hex()}, entries {seq - 1} to {seq - 1}")
        else:
            self._found("chain-broken", entry.hex(), f"chain {chain.hex()}, entry {seq}")

    def _gap(self, chain: bytes, first: int, last: int) -> None:
        words = f"chain {chain.hex()}, entries {first} to {last}"
        if self._covered(chain, first, last):
            self.known_gaps.append(words)
        else:
            self._found("entries-missing", words, "they have never come, or were removed")

    def _covered(self, chain: bytes, first: int, last: int) -> bool:
        """Do receipts say of each of these numbers that it had not come?"""
        for own, begin, end in sorted(self._receipted):
            if own == chain and begin <= first:
                first = max(first, end + 1)
        return first > last

    def _check_heads(self) -> None:
        said = read_heads(self.path, follow(self._secret, "heads"))
        connection = connect(self.path / LEDGER, follow(self._secret, f"file/{LEDGER}"), read_only=True)
        try:
            if said is None:
                self._found("heads-unreadable", "heads", str(StoreError("heads-unreadable", "heads")))
                return
            ledger = _Ledger(connection)
            for row in find_missing(ledger, said):
                words = f"chain {row.chain.hex()}, entries {row.first} to {row.last}"
                self._found("tail-missing", words, str(StoreError("tail-missing", words)))
        finally:
            connection.close()

    def _check_blobs(self) -> None:
        blobs = Blobs(self.path)
        here = set(blobs.names())
        for name in sorted(here):
            self.blobs += 1
            if not blobs.check(name):
                self._found("blob-changed", name.hex(), str(StoreError("blob-changed", name.hex())))
        for name in sorted(self._blob_names - here):
            self._found("blob-missing", name.hex(), str(StoreError("blob-missing", name.hex())))


def _blobs_in(record: Any) -> Iterator[BlobField]:
    for name in record.__slots__:
        value = getattr(record, name)
        for one in value if isinstance(value, tuple) and not isinstance(value, Blob) else (value,):
            if isinstance(one, Blob):
                yield BlobField(*one)


def audit(
    path: Path,
    passphrase: str | None,
    signatures: Signatures,
    progress: Callable[[int], None] | None = None,
    *,
    secret: bytes | None = None,
) -> Audit:
    """Check a folder, opened by its passphrase or its secret. Raises StoreError only where it cannot even be unlocked."""
    found = Audit(path, secret_of(path, passphrase, secret), signatures)
    try:
        found.run(progress)
    finally:
        found.close()
    return found
