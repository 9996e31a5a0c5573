"""Verify a folder from the outside: every page, entry, signature, chain, end and blob, whatever state it is in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lanyard.desk.opening import Opened, Opener
from lanyard.exchange.verifier import Here, Signatures
from lanyard.ledger.ask import Blob
from lanyard.ledger.certificate import CERTIFYING, Directory
from lanyard.ledger.errors import Malformed
from lanyard.ledger.header import OPEN_KEYREF, Header, decode_header, entry_id
from lanyard.ledger.open_kinds import read_open
from lanyard.ledger.open_records import HeadsReceived
from lanyard.ledger.seal import SIGNED, Sealed, open_entry
from lanyard.ledger.verify import check_shape
from lanyard.store.blobs import BlobField, Blobs
from lanyard.store.cipher import connect
from lanyard.store.errors import StoreError
from lanyard.store.folder import KEYRING, LEDGER, VIEWS, follow, secret_of, wrapping_keys
from lanyard.store.heads import find_missing, read_heads
from lanyard.store.keyring import Keyring
from lanyard.store.ledger_file import LedgerFile, Row
from lanyard.store.strongbox import Strongbox
from lanyard.store.verify_files import check_file, check_ledger

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
    """One pass over a folder. `problems` says what was found; `entries`, `signatures`, `blobs` how much was looked at."""

    def __init__(self, path: Path, secret: bytes, signatures: Signatures | None = None) -> None:
        """`secret` opens the folder's files; nothing is written."""
        self.path = path
        self.problems: list[Problem] = []
        self.known_gaps: list[str] = []
        self.entries = self.signatures = self.blobs = 0
        self._secret = secret
        self._checker = signatures or Here()
        self._receipted: set[tuple[bytes, int, int]] = set()
        self._blob_names: set[bytes] = set()

    def run(self, progress: Callable[[int], None] | None = None) -> bool:
        """Check everything; true if all is as it was written."""
        for name in (LEDGER, KEYRING, VIEWS):
            self._check_file(name)
        try:
            self._check_entries(progress)
            self._check_heads()
        except StoreError as error:
            self._found(error.code, LEDGER, str(error))
        except Exception as error:  # noqa: BLE001  a damaged file may fail in any way; the pages are named already
            self._found("file-damaged", LEDGER, f"{type(error).__name__}: {error}")
        self._check_blobs()
        return not self.problems

    def _found(self, code: str, what: str, words: str) -> None:
        self.problems.append(Problem(code, what, words))

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
            faults = check_ledger(_Ledger(connection)) if name == LEDGER else check_file(connection, name)
            for fault in faults:
                pages = f" (pages {', '.join(map(str, fault.pages))})" if fault.pages else ""
                self._found(fault.code, fault.file + pages, fault.words)
        finally:
            connection.close()

    def _check_entries(self, progress: Callable[[int], None] | None) -> None:
        connection = connect(self.path / LEDGER, follow(self._secret, f"file/{LEDGER}"), read_only=True)
        keys = connect(self.path / KEYRING, follow(self._secret, f"file/{KEYRING}"), read_only=True)
        try:
            ledger = _Ledger(connection)
            strongbox = Strongbox(keys, follow(self._secret, "strongbox"))
            directory = Directory(strongbox.get("root") or bytes(32))
            opener = Opener(Keyring(keys, wrapping_keys(strongbox)), directory)
            self._certificates(ledger, directory)
            after = 0
            while rows := ledger.read(after, BATCH):
                after = rows[-1].n
                self._check_rows(rows, directory, opener)
                if progress:
                    progress(self.entries)
            self._check_chains(ledger)
        finally:
            connection.close()
            keys.close()

    def _certificates(self, ledger: LedgerFile, directory: Directory) -> None:
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
                    if isinstance(record, CERTIFYING):
                        directory.add(Sealed(row.id, row.header, row.body, row.sig))
                    elif isinstance(record, HeadsReceived):
                        self._receipted.update(record.gaps)
                except Malformed:
                    continue

    def _check_rows(self, rows: list[Row], directory: Directory, opener: Opener) -> None:
        triples, sound = [], []
        for row in rows:
            self.entries += 1
            try:
                header = check_shape(row.header, row.body)
                if entry_id(row.header) != row.id:
                    raise Malformed("id", "id", row.id)  # noqa: TRY301  one place says what is wrong with an entry
            except Malformed as wrong:
                self._found("entry-changed", row.id.hex(), f"number {row.n}: {wrong}")
                continue
            public = directory.key_of(header.chain)
            if public is None:
                self._found("no-certificate", row.id.hex(), f"number {row.n}: chain {header.chain.hex()}")
                continue
            triples.append((public, SIGNED + row.header, row.sig))
            sound.append(row)
        for row, good in zip(sound, self._checker.start(triples).result(), strict=True):
            self.signatures += 1
            if not good:
                self._found("signature", row.id.hex(), f"number {row.n}: the signature is not this device's")
            self._look_into(opener.open(row.n, Sealed(row.id, row.header, row.body, row.sig)))

    def _look_into(self, opened: Opened) -> None:
        if opened.why == "unreadable":
            self._found("entry-unreadable", opened.id.hex(), f"number {opened.n}: its key does not open it")
        if opened.entry is not None:
            self._blob_names.update(blob.name for blob in _blobs_in(opened.entry.record))

    def _check_chains(self, ledger: LedgerFile) -> None:
        """Each entry follows the one whose id it names; what is missing between is named by chain and number."""
        for chain in ledger.heads():
            previous: dict[bytes, Header] = {}
            last = after = -1
            while rows := ledger.run(chain, after, BATCH):
                after = decode_header(rows[-1].header).seq
                for row in rows:
                    header = decode_header(row.header)
                    if header.seq > last + 1:
                        self._gap(chain, last + 1, header.seq - 1)
                    elif header.seq and header.prev not in previous:
                        self._found("chain-broken", row.id.hex(), f"chain {chain.hex()}, entry {header.seq}")
                    previous = {i: h for i, h in previous.items() if h.seq >= header.seq - 1} | {row.id: header}
                    last = header.seq

    def _gap(self, chain: bytes, first: int, last: int) -> None:
        words = f"chain {chain.hex()}, entries {first} to {last}"
        if any(c == chain and f <= first and last <= end for c, f, end in self._receipted):
            self.known_gaps.append(words)
        else:
            self._found("entries-missing", words, "they have never come, or were removed")

    def _check_heads(self) -> None:
        try:
            said = read_heads(self.path, follow(self._secret, "heads"))
        except StoreError as error:
            self._found(error.code, "heads", str(error))
            return
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
        if isinstance(value, Blob):
            yield BlobField(*value)


def audit(
    path: Path, passphrase: str | None, signatures: Signatures, progress: Callable[[int], None] | None = None
) -> Audit:
    """Check a folder. Raises StoreError only where it cannot even be unlocked."""
    found = Audit(path, secret_of(path, passphrase), signatures)
    found.run(progress)
    return found
