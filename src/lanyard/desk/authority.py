"""Who may sign here: the site's own chains, new devices, and the certificates that make others believe them."""

import os
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from lanyard.crypto.keys import compartment_keys
from lanyard.crypto.signing import SigningKey
from lanyard.desk.device import Device, KeyFor
from lanyard.desk.plan import SitePlan
from lanyard.ledger.certificate import Directory
from lanyard.ledger.chain import EPOCH_BYTES, Position, chain_of
from lanyard.ledger.clock import HybridClock
from lanyard.ledger.open_records import DeviceCertified, SiteCertified
from lanyard.ledger.seal import Sealed
from lanyard.store.folder import Folder
from lanyard.store.ledger_file import LedgerFile

DAY_S: Final = 86_400
CERTIFICATE_DAYS: Final = 14
SITE_DAYS: Final = 5 * 366
SEED_BYTES: Final = 32

Keep = Callable[[Sequence[Sealed]], None]


class Authority:
    """Makes chains and certifies them. The root's seed is an argument once and is never kept."""

    def __init__(
        self, folder: Folder, plan: SitePlan, directory: Directory, reader: LedgerFile, key_for: KeyFor, keep: Keep
    ) -> None:
        """`keep` makes entries durable before it returns; `reader` says where chains end."""
        self._folder = folder
        self._plan = plan
        self._directory = directory
        self._reader = reader
        self._key_for = key_for
        self._keep = keep
        self._clock = HybridClock()
        self._epochs: dict[bytes, bytes] = {}
        self._offices: dict[str, Device] = {}

    def found(self, root: SigningKey, now_ms: int) -> None:
        """The root names itself and each site; each site names its own chain. All of it is on the disk on return."""
        root_chain = self._chain(root, os.urandom(EPOCH_BYTES), self._plan.home.letters)
        entries = [root_chain.seal_open(self._certificate(root_chain, bytes(16), now_ms, SITE_DAYS), now_ms)]
        until = now_ms // 1000 + SITE_DAYS * DAY_S
        for site in self._plan.sites:
            seed = os.urandom(SEED_BYTES)
            signer = SigningKey.from_seed(seed)
            certified = SiteCertified(site.id, site.name, signer.public, compartment_keys(seed).x_public, until)
            entries.append(root_chain.seal_open(certified, now_ms))
            office, own = self._new_office(site.letters, seed, now_ms)
            entries.append(own)
            self._offices[site.letters] = office
        for sealed in entries:
            self._directory.add(sealed)
        self._keep(entries)

    def office(self, letters: str, now_ms: int, last_sign_in: Callable[[bytes], int]) -> Device:
        """The laptop's own chain of a site; a new one where the end of the old is missing, for it must not fork.

        Raises:
            KeyError: this folder does not hold that site's key.
        """
        if letters not in self._offices:
            kept = self._folder.strongbox.get(_name(letters))
            if kept is None:
                raise KeyError(letters)
            seed, epoch = kept[:SEED_BYTES], kept[SEED_BYTES:]
            signer = SigningKey.from_seed(seed)
            cut = {row.chain for row in self._folder.heads.missing}
            if chain_of(signer.public, epoch, self._directory.root) in cut:
                office, own = self._new_office(letters, seed, now_ms)
                self._directory.add(own)
                self._keep([own])
            else:
                office = self._chain(signer, epoch, letters)
                office.resume(last_sign_in(office.chain))
            self._offices[letters] = office
        return self._offices[letters]

    def _new_office(self, letters: str, seed: bytes, now_ms: int) -> tuple[Device, Sealed]:
        """A fresh chain for a site's key, and the entry by which it names itself."""
        epoch = os.urandom(EPOCH_BYTES)
        self._folder.strongbox.keep(_name(letters), seed + epoch)
        office = self._chain(SigningKey.from_seed(seed), epoch, letters)
        site = self._plan.site(letters)
        return office, office.seal_open(self._certificate(office, site.id, now_ms, SITE_DAYS), now_ms)

    def enrol(self, office: Device, now_ms: int, kinds: Iterable[str], days: int) -> Device:
        """Certify a new device of an office's site, durably: which kinds it may record, for how many days."""
        device = self._chain(SigningKey.from_seed(os.urandom(SEED_BYTES)), os.urandom(EPOCH_BYTES), office.site)
        site = self._plan.site(office.site)
        sealed = office.seal_open(self._certificate(device, site.id, now_ms, days, tuple(kinds)), now_ms)
        self._directory.add(sealed)
        self._keep([sealed])
        return device

    def _chain(self, signer: SigningKey, epoch: bytes, letters: str) -> Device:
        chain = chain_of(signer.public, epoch, self._directory.root)
        self._epochs[chain] = epoch
        head = self._reader.heads().get(chain)
        position = Position.first(chain) if head is None else Position(chain, head[0] + 1, head[1])
        return Device(position, signer, self._key_for, self._clock, letters)

    def _certificate(
        self, device: Device, site: bytes, now_ms: int, days: int, kinds: Sequence[str] = ()
    ) -> DeviceCertified:
        now_s, own = now_ms // 1000, device.signer.public
        epoch = self._epochs[device.chain]
        until = now_s + days * DAY_S
        return DeviceCertified(device.chain, own, epoch, site, tuple(sorted(kinds)), now_s - DAY_S, until)


def _name(letters: str) -> str:
    return f"site/{letters}"
