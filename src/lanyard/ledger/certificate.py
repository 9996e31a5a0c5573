"""Which chains may be believed: from the pinned root to the sites, from the sites to their devices."""

from typing import Final, NamedTuple

from lanyard.crypto.hpke import public_key_ok as box_key_ok
from lanyard.crypto.signing import public_key_ok, verify
from lanyard.ledger.chain import chain_of
from lanyard.ledger.errors import Malformed
from lanyard.ledger.header import OPEN_KEYREF, VERSION, entry_id
from lanyard.ledger.open_kinds import read_open
from lanyard.ledger.open_records import DeviceCertified, DeviceRevoked, SiteCertified
from lanyard.ledger.seal import SIGNED, Sealed, open_entry
from lanyard.ledger.verify import check_shape

CERTIFYING: Final = (SiteCertified, DeviceCertified, DeviceRevoked)


class _Waiting(NamedTuple):
    chain: bytes
    signed: bytes
    sig: bytes
    record: SiteCertified | DeviceCertified | DeviceRevoked


class Directory:
    """All certificates that hold under one root. What it says depends on the set of entries added, not on their order.

    A chain's name commits to its key, so a `device_certified` that a root's or site's own chain brings about itself tells which
    key signs there; the key is believed if it is the pinned root's, or one that the root has certified for that site.
    """

    def __init__(self, root: bytes) -> None:
        """Begin from the root's Ed25519 key (32 bytes), pinned at enrolment."""
        self.root: Final = root
        self.keys: Final[dict[bytes, bytes]] = {}
        self.sites: Final[dict[bytes, list[SiteCertified]]] = {}
        self.certificates: Final[dict[bytes, list[DeviceCertified]]] = {}
        self.revocations: Final[dict[bytes, list[DeviceRevoked]]] = {}
        self._waiting: Final[dict[bytes, _Waiting]] = {}

    def key_of(self, chain: bytes) -> bytes | None:
        """Return the certified key of a chain."""
        return self.keys.get(chain)

    def add(self, sealed: Sealed) -> bool:
        """Take an entry into account; say whether any certificate or revocation holds now that did not before.

        What is no certificate is passed over; one whose signer is not yet believed waits here. Raises `Malformed` for
        one that can never hold.
        """
        header = check_shape(sealed.header, sealed.body)
        if header.keyref != OPEN_KEYREF or header.v != VERSION:
            return False
        record = read_open(open_entry(header, sealed.body, None))
        if not isinstance(record, CERTIFYING):
            return False
        self._check(record)
        own_id = entry_id(sealed.header)
        self._waiting[own_id] = _Waiting(header.chain, SIGNED + sealed.header, sealed.sig, record)
        return self._settle()

    def _check(self, record: SiteCertified | DeviceCertified | DeviceRevoked) -> None:
        """Check what no other entry can mend."""
        if isinstance(record, DeviceRevoked):
            return
        if not public_key_ok(record.key):
            raise Malformed("key", "key", record.key)
        if isinstance(record, SiteCertified):
            if not box_key_ok(record.box_key):
                raise Malformed("key", "box_key", record.box_key)
        elif record.chain != chain_of(record.key, record.epoch, self.root):
            raise Malformed("certificate.chain", "chain", record.chain)

    def _settle(self) -> bool:
        """Accept what can be accepted, until nothing more can."""
        progress = False
        while holding := [own_id for own_id, waiting in self._waiting.items() if self._holds(waiting)]:
            for own_id in holding:
                self._accept(self._waiting.pop(own_id).record)
            progress = True
        return progress

    def _holds(self, waiting: _Waiting) -> bool:
        chain, signed, sig, record = waiting
        names_itself = isinstance(record, DeviceCertified) and record.chain == chain
        key = record.key if isinstance(record, DeviceCertified) and names_itself else self.keys.get(chain)
        return key is not None and self._may_say(key, record) and verify(key, signed, sig)

    def _may_say(self, key: bytes, record: SiteCertified | DeviceCertified | DeviceRevoked) -> bool:
        if isinstance(record, SiteCertified):
            return key == self.root
        if isinstance(record, DeviceCertified):
            return self._speaks_for(key, record.site) or key == record.key == self.root
        named = self.certificates.get(record.chain, ())
        return key == self.root or any(self._speaks_for(key, own.site) for own in named)

    def _speaks_for(self, key: bytes, site: bytes) -> bool:
        return any(certified.key == key for certified in self.sites.get(site, ()))

    def _accept(self, record: SiteCertified | DeviceCertified | DeviceRevoked) -> None:
        if isinstance(record, SiteCertified):
            self.sites.setdefault(record.site, []).append(record)
        elif isinstance(record, DeviceRevoked):
            self.revocations.setdefault(record.chain, []).append(record)
        else:
            self.certificates.setdefault(record.chain, []).append(record)
            self.keys[record.chain] = record.key


def breaches(
    kind: str, at_seconds: int, seq: int, certificates: list[DeviceCertified], revocations: list[DeviceRevoked]
) -> tuple[str, ...]:
    """Return what an entry's chain was not allowed: `kind`, `expired`, `revoked`. Marked, never refused.

    `at_seconds` is the entry's stamp (UTC). One certificate that allows it is enough.
    """
    named = timely = False
    for own in certificates:
        named = named or not own.kinds or kind in own.kinds
        timely = timely or own.not_before <= at_seconds <= own.not_after
    if named and timely and not revocations:
        return ()
    found = [] if named else ["kind"]
    if not timely:
        found.append("expired")
    if any(own.last_seq is None or seq > own.last_seq for own in revocations):
        found.append("revoked")
    return tuple(found)
