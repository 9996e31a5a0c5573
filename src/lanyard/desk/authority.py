"""Who may sign here: the site's own chains, new devices, and the certificates that make others believe them."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock, RLock
from typing import Final, NamedTuple

from lanyard.crypto.keys import compartment_keys
from lanyard.crypto.signing import SigningKey
from lanyard.desk.device import Device, KeyFor, Submit
from lanyard.desk.plan import SitePlan
from lanyard.ledger.certificate import Directory
from lanyard.ledger.chain import EPOCH_BYTES, Position, chain_of
from lanyard.ledger.clock import HybridClock
from lanyard.ledger.header import decode_header
from lanyard.ledger.open_records import DeviceCertified, DeviceRevoked, OpenRecord, SiteCertified
from lanyard.ledger.seal import Sealed
from lanyard.store.folder import Folder
from lanyard.store.ledger_file import LedgerFile
from lanyard.store.strongbox import Strongbox

DAY_S: Final = 86_400
CERTIFICATE_DAYS: Final = 14
SITE_DAYS: Final = 5 * 366
SEED_BYTES: Final = 32
_SITE: Final = "site/"


class SharedClock(HybridClock):
    """The one clock of all chains of a node, for many threads."""

    def __init__(self) -> None:
        """It begins with whatever it is first told."""
        super().__init__()
        self._lock = Lock()

    def stamp(self, now_ms: int) -> int:
        """As `HybridClock.stamp`."""
        with self._lock:
            return super().stamp(now_ms)

    def witness(self, hlc: int, now_ms: int) -> bool:
        """As `HybridClock.witness`."""
        with self._lock:
            return super().witness(hlc, now_ms)


class SharedDirectory(Directory):
    """The certificates that a node believes: many threads bring them, and one at a time is taken into account."""

    def __init__(self, root: bytes) -> None:
        """As `Directory`."""
        super().__init__(root)
        self._lock = Lock()

    def add(self, sealed: Sealed) -> bool:
        """As `Directory.add`."""
        with self._lock:
            return super().add(sealed)


class Keys(NamedTuple):
    """What this site knows of keys: its own sites' letters by their public keys, and the chains it records on just now."""

    own: Mapping[bytes, str]
    in_use: frozenset[bytes]


class Authority:
    """Makes chains and certifies them. The root's seed is an argument once and is never kept."""

    def __init__(
        self, folder: Folder, plan: SitePlan, directory: Directory, reader: LedgerFile, key_for: KeyFor, submit: Submit
    ) -> None:
        """`submit` makes entries durable; `reader` says where chains end, and is nobody else's."""
        self._folder = folder
        self._plan = plan
        self._directory = directory
        self._reader = reader
        self._key_for = key_for
        self._submit = submit
        self.clock = SharedClock()
        self._epochs: dict[bytes, bytes] = {}
        self._offices: dict[str, Device] = {}
        self._lock = RLock()

    def found(self, root: SigningKey, now_ms: int) -> None:
        """The root names itself and each site; each site names its own chain. All of it is on the disk on return."""
        root_chain = self._chain(root, os.urandom(EPOCH_BYTES), self._plan.home.letters, now_ms)
        certified: list[OpenRecord] = [self._certificate(root_chain, bytes(16), now_ms, SITE_DAYS)]
        seeds = {site.letters: os.urandom(SEED_BYTES) for site in self._plan.sites}
        until = now_ms // 1000 + SITE_DAYS * DAY_S
        for site in self._plan.sites:
            seed = seeds[site.letters]
            own = SigningKey.from_seed(seed).public
            certified.append(SiteCertified(site.id, site.name, own, compartment_keys(seed).x_public, until))
        self._keep(root_chain, certified, now_ms)
        for letters, seed in seeds.items():
            self._offices[letters] = self._new_office(letters, seed, now_ms)

    def _keep(self, device: Device, records: Sequence[OpenRecord], now_ms: int) -> None:
        """Record what is open in a device's name; believed once it is on the disk."""
        for sealed, _ in device.send_open(records, now_ms, self._submit).result():
            self._directory.add(sealed)

    def office(self, letters: str, now_ms: int, last_sign_in: Callable[[bytes], int]) -> Device:
        """The laptop's own chain of a site; a new one where the end of the old is or may be missing: it must not fork.

        Raises:
            KeyError: this folder does not hold that site's key.
        """
        with self._lock:
            if letters not in self._offices:
                kept = self._folder.strongbox.get(_name(letters))
                if kept is None:
                    raise KeyError(letters)
                seed, epoch = kept[:SEED_BYTES], kept[SEED_BYTES:]
                signer = SigningKey.from_seed(seed)
                chain = chain_of(signer.public, epoch, self._directory.root)
                if self._may_go_on(chain):
                    self._offices[letters] = self._chain(signer, epoch, letters, now_ms)
                    self._offices[letters].resume(last_sign_in(chain))
                else:
                    self._offices[letters] = self._new_office(letters, seed, now_ms)
            return self._offices[letters]

    def offices(self) -> list[Device]:
        """The sites' own chains that have been asked for."""
        with self._lock:
            return list(self._offices.values())

    def _may_go_on(self, chain: bytes) -> bool:
        """Has the chain begun, and is its end surely here?"""
        heads = self._folder.heads
        cut = {row.chain for row in heads.missing}
        return not heads.torn and chain not in cut and chain in self._reader.heads()

    def _new_office(self, letters: str, seed: bytes, now_ms: int) -> Device:
        """A fresh chain for a site's key, which begins with the entry by which it names itself."""
        epoch = os.urandom(EPOCH_BYTES)
        self._folder.strongbox.keep(_name(letters), seed + epoch)
        office = self._chain(SigningKey.from_seed(seed), epoch, letters, now_ms)
        self._keep(office, [self._certificate(office, self._plan.site(letters).id, now_ms, SITE_DAYS)], now_ms)
        return office

    def enrol(self, office: Device, now_ms: int, kinds: Iterable[str], days: int) -> Device:
        """Certify a new device of an office's site, durably: which kinds it may record, for how many days."""
        signer = SigningKey.from_seed(os.urandom(SEED_BYTES))
        with self._lock:
            device = self._chain(signer, os.urandom(EPOCH_BYTES), office.site, now_ms)
        site = self._plan.site(office.site)
        self._keep(office, [self._certificate(device, site.id, now_ms, days, tuple(kinds))], now_ms)
        return device

    def keys(self) -> Keys:
        """The signing keys that this folder holds, and the chains that are at work in this process."""
        found = {}
        for site in self._plan.sites:
            kept = self._folder.strongbox.get(_name(site.letters))
            if kept is not None:
                found[SigningKey.from_seed(kept[:SEED_BYTES]).public] = site.letters
        return Keys(found, frozenset(own.chain for own in self.offices()))

    def revoke(self, office: Device, chain: bytes, why: str, now_ms: int, *, nothing: bool) -> DeviceRevoked:
        """Say, durably, in the name of an office's site: what this chain brings from now on is not to be trusted.

        With `nothing` none of what it ever brought is. Said once already, or more than that: nothing is recorded.

        Raises:
            KeyError: that site has not certified the chain, so nobody would believe it.
            ValueError: the chain is one of this laptop's own, which it is at work on.
        """
        site = self._plan.site(office.site).id
        if not any(own.site == site for own in self._directory.certificates.get(chain, ())):
            raise KeyError(office.site)
        with self._lock:
            if chain == office.chain or any(chain == own.chain for own in self._offices.values()):
                raise ValueError(chain.hex())
            head = None if nothing else self._reader.heads().get(chain)
            last_seq, last_id = head or (None, None)
            record = DeviceRevoked(chain, last_seq, last_id, why)
            before = [one for one in self._directory.revocations.get(chain, ()) if _as_strict(one, record)]
            if not before:
                self._keep(office, [record], now_ms)
        return before[0] if before else record

    def _chain(self, signer: SigningKey, epoch: bytes, letters: str, now_ms: int) -> Device:
        """A chain where it goes on, by a clock that does not go back behind what it has stamped before."""
        chain = chain_of(signer.public, epoch, self._directory.root)
        self._epochs[chain] = epoch
        head = self._reader.heads().get(chain)
        if head is None:
            position = Position.first(chain)
        else:
            position = Position(chain, head[0] + 1, head[1])
            last = max(decode_header(row.header).hlc for row in self._reader.at(chain, head[0]))
            self.clock.witness(last, now_ms)
        return Device(position, signer, self._key_for, self.clock, letters)

    def _certificate(
        self, device: Device, site: bytes, now_ms: int, days: int, kinds: Sequence[str] = ()
    ) -> DeviceCertified:
        now_s, own = now_ms // 1000, device.signer.public
        epoch = self._epochs[device.chain]
        until = now_s + days * DAY_S
        return DeviceCertified(device.chain, own, epoch, site, tuple(sorted(kinds)), now_s - DAY_S, until)


def begin_new_chains(strongbox: Strongbox) -> None:
    """Let every site of a restored folder go on with a new chain: what its old one brought last may not be here."""
    for name in strongbox.names():
        kept = strongbox.get(name) if name.startswith(_SITE) else None
        if kept is not None:
            strongbox.keep(name, kept[:SEED_BYTES] + os.urandom(EPOCH_BYTES))


def _as_strict(before: DeviceRevoked, now: DeviceRevoked) -> bool:
    """Does an earlier revocation trust no more of the chain than one that is asked for now?"""
    return before.last_seq is None or (now.last_seq is not None and before.last_seq <= now.last_seq)


def _name(letters: str) -> str:
    return f"{_SITE}{letters}"


def root_of(seed: bytes) -> SigningKey:
    """The mission's root from its seed (32 bytes)."""
    return SigningKey.from_seed(seed)
