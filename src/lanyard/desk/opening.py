"""Open kept entries: find the key, read the body, say who was signed in and whether the chain was allowed to."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from threading import Lock
from typing import Any, NamedTuple

from lanyard.casefile.marks import NOT_CERTIFIED, NOT_YOUR_KIND
from lanyard.desk.draft import COMPARTMENTS
from lanyard.floorplan import KINDS
from lanyard.ledger.body import Body
from lanyard.ledger.certificate import Directory, breaches
from lanyard.ledger.entry import Entry, read_entry
from lanyard.ledger.errors import Malformed
from lanyard.ledger.header import OPEN_KEYREF, VERSION, Header, decode_header
from lanyard.ledger.open_kinds import OPEN_KINDS
from lanyard.ledger.seal import OpeningKey, Sealed, SealingKey, opening_key
from lanyard.ledger.verify import Reading, read, read_together
from lanyard.store.keyring import Keyring
from lanyard.terms import Role

SIGNED_IN = "signed_in"
TOGETHER = 128
"""So many entries are opened step by step together: enough to gain by it, few enough to stay in a processor's cache."""

_ALLOWED = {kind.name: frozenset(kind.who) for kind in KINDS.values()}


class Unread(StrEnum):
    """Why a kept entry is not folded, beside the readings of `ledger.verify`."""

    FIELDS = "fields"


class SignIn(NamedTuple):
    """Who took a device, in which role, and where (seq, id) the chain says so."""

    staff: bytes
    role: Role
    place: tuple[int, bytes]


class Opened(NamedTuple):
    """One kept entry as far as it can be read: `entry` if it is folded, else `why` it is not."""

    n: int
    header: Header
    entry: Entry | None
    why: str
    opens: Body | None
    id: bytes


class Opener:
    """Opens rows of the ledger. It knows the certificates, the sign-ins and the flagged entries seen so far."""

    def __init__(self, keyring: Keyring, directory: Directory) -> None:
        """`directory` holds the certificates; the sign-ins are filled as they are read."""
        self.keyring = keyring
        self.directory = directory
        self.sign_ins: dict[tuple[bytes, int], SignIn] = {}
        self._noting = Lock()
        self.flagged: set[bytes] = set()

    def forget(self) -> None:
        """Begin anew: no certificate, no sign-in, no flag. Whoever reads meanwhile keeps what was known before."""
        self.directory = Directory(self.directory.root)
        self.sign_ins, self.flagged = {}, set()

    def open(self, n: int, sealed: Sealed) -> Opened:
        """One row; what cannot be read is returned with the reason, never raised."""
        header = decode_header(sealed.header)
        key = self._key(header.keyref)
        reading, body = read(header, sealed.body, key, COMPARTMENTS)
        if reading is not Reading.READ or body is None:
            return Opened(n, header, None, reading.value, None, sealed.id)
        if body.kind in OPEN_KINDS:
            return Opened(n, header, None, "", body, sealed.id)
        try:
            record = KINDS[body.kind].shape.read(body.fields)
        except Malformed:
            return Opened(n, header, None, Unread.FIELDS.value, None, sealed.id)
        return Opened(n, header, self._entry(header, sealed.id, body, record), "", None, sealed.id)

    def _entry(self, header: Header, entry_id: bytes, body: Body, record: Any) -> Entry:
        if body.kind == SIGNED_IN:
            place = (header.seq, entry_id)
            self.note_sign_in(header.chain, body.recorded_by, SignIn(record.staff, record.role, place))
        sign_in = self.sign_ins.get((header.chain, body.recorded_by))
        staff = sign_in.staff if sign_in else b""
        entry = read_entry(header, entry_id, body, record, staff, flagged=entry_id in self.flagged)
        remarks = self._remarks(header, body.kind, sign_in)
        return entry._replace(remarks=remarks) if remarks else entry

    def _remarks(self, header: Header, kind: str, sign_in: SignIn | None) -> tuple[str, ...]:
        """The rules that whoever recorded it did not meet: marked, never refused."""
        found = []
        certificates = self.directory.certificates.get(header.chain, [])
        revocations = self.directory.revocations.get(header.chain, [])
        if breaches(kind, (header.hlc >> 16) // 1000, header.seq, certificates, revocations):
            found.append(NOT_CERTIFIED.code)
        allowed = _ALLOWED[kind]
        if sign_in is not None and Role.ANY not in allowed and sign_in.role not in allowed:
            found.append(NOT_YOUR_KIND.code)
        return tuple(found)

    def awaits_sign_in(self, entry: Entry) -> bool:
        """Was it recorded under a sign-in that has not come yet?"""
        return entry.recorded_by != 0 and (entry.chain, entry.recorded_by) not in self.sign_ins

    def note_sign_in(self, chain: bytes, number: int, sign_in: SignIn) -> None:
        """Somebody took a device: what that chain recorded under this number is hers.

        If others took it under the same number, the first that the chain says counts. 0 is the device's own.
        """
        with self._noting:
            known = self.sign_ins.get((chain, number))
            if number and (known is None or sign_in.place < known.place):
                self.sign_ins[chain, number] = sign_in

    def last_sign_in(self, chain: bytes) -> int:
        """The number of the last sign-in of a chain, 0 if there was none."""
        return max((number for own, number in self.sign_ins if own == chain), default=0)

    def _key(self, keyref: bytes) -> SealingKey | None:
        if keyref == OPEN_KEYREF:
            return None
        found = self.keyring.open_keyref(keyref)
        return None if found is None else SealingKey(found[0], found[1], keyref)

    def open_all(self, rows: Iterable[tuple[int, Sealed]]) -> list[Opened]:
        """Rows in the order of their coming, as `open` gives them one by one."""
        todo = [(n, sealed, decode_header(sealed.header)) for n, sealed in rows]
        held = self.keyring.open_many(header.keyref for _, _, header in todo)
        keys = {keyref: opening_key(comp, key) for keyref, (comp, key) in held.items()}
        found: list[Opened] = []
        for start in range(0, len(todo), TOGETHER):
            some = todo[start : start + TOGETHER]
            opened = self._open_together(some, keys)
            found += [opened.get(n) or self.open(n, sealed) for n, sealed, _ in some]
        return found

    def _open_together(
        self, rows: Sequence[tuple[int, Sealed, Header]], keys: Mapping[bytes, OpeningKey]
    ) -> dict[int, Opened]:
        """By their numbers those whose keys are here; nothing if one of them does not simply read."""
        at_hand = [row for row in rows if row[2].keyref in keys and row[2].v == VERSION]
        bodies = read_together([(sealed, h, keys[h.keyref]) for _, sealed, h in at_hand], COMPARTMENTS)
        if bodies is None:
            return {}
        try:
            records = [KINDS[body.kind].shape.read(body.fields) for body in bodies]
        except Malformed:
            return {}
        return {
            n: Opened(n, header, self._entry(header, sealed.id, body, record), "", None, sealed.id)
            for (n, sealed, header), body, record in zip(at_hand, bodies, records, strict=True)
        }
