"""A node: one open folder with its writer, its views and its own chain; what every command and page works with."""

import os
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from pathlib import Path
from threading import Lock
from typing import Final, Self

from lanyard.casefile.roll import Roll
from lanyard.casefile.tag import tag_ref
from lanyard.crypto.keys import compartment_keys
from lanyard.crypto.signing import SigningKey
from lanyard.desk.device import Device
from lanyard.desk.draft import Draft
from lanyard.desk.look_up import Look
from lanyard.desk.opening import Opener
from lanyard.desk.plan import SitePlan
from lanyard.desk.record import Door, New
from lanyard.desk.views import Views
from lanyard.ledger.ask import Blob
from lanyard.ledger.certificate import Directory
from lanyard.ledger.chain import EPOCH_BYTES, Position, chain_of
from lanyard.ledger.clock import HybridClock, hlc_ms
from lanyard.ledger.header import decode_header
from lanyard.ledger.noun import Compartment, Ref
from lanyard.ledger.open_records import DeviceCertified, SiteCertified
from lanyard.ledger.seal import Sealed, SealingKey
from lanyard.store.folder import VIEWS, Folder
from lanyard.store.views_file import PRAGMAS as VIEWS_PRAGMAS
from lanyard.terms.tags import tag_code

DAY_S: Final = 86_400
CERTIFICATE_DAYS: Final = 14
SITE_YEARS: Final = 5
PLAN_FILE: Final = "site.toml"
TRAINING_FILE: Final = "training"
TRAINING_PASSPHRASE: Final = "training"
STRANDED_LOOK_BACK: Final = 20_000
TAG_LENGTH: Final = 10


class Node:
    """One site's folder at work. Use `create` or `open`; close it when done."""

    def __init__(self, folder: Folder, plan: SitePlan) -> None:
        """Open the views and bring them up to the ledger, then start the writer."""
        self.folder = folder
        self.plan = plan
        self.reader = folder.reader()
        self._reading = Lock()
        self.directory = Directory(self._root_key())
        self.opener = Opener(folder.keyring, Directory(self.directory.root))
        views = folder.connect(VIEWS, create=True, extra=VIEWS_PRAGMAS)
        self.views = Views(views, folder.reader(), self.opener)
        self.views.catch_up()
        for row in self.views.certificates():
            self.directory.add(row)
        self._attribute_stranded()
        self.views.start()
        self.door = Door(folder, self.views)
        self.clock = HybridClock()
        self.printed = self._printed()
        self._devices: dict[str, Device] = {}
        self._epochs: dict[bytes, bytes] = {}

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str | None,
        plan: SitePlan,
        now_ms: int,
        *,
        training: bool = False,
        root_seed: bytes | None = None,
    ) -> Self:
        """Make a site: its folder, its root and its certificates.

        The root's seed (32 bytes; drawn if not given) signs the certificates and is not kept: only its public key is.
        A training site is marked as such in its folder; its root is its own, which no real site accepts.

        Raises:
            StoreError: as `Folder.create`.
        """
        folder = Folder.create(path, passphrase)
        (path / PLAN_FILE).write_text(plan.write())
        if training:
            (path / TRAINING_FILE).write_text(f"{TRAINING_PASSPHRASE}\n")
        root = SigningKey.from_seed(root_seed or os.urandom(32))
        folder.strongbox.keep("root", root.public)
        node = cls(folder, plan)
        node._certify(root, now_ms)
        return node

    @classmethod
    def open(cls, path: Path, passphrase: str | None = None, *, secret: bytes | None = None) -> Self:
        """Open a site's folder. Raises StoreError as `Folder.open`; ValueError or KeyError for an unreadable plan."""
        folder = Folder.open(path, passphrase, secret=secret)
        try:
            return cls(folder, SitePlan.read((path / PLAN_FILE).read_text()))
        except BaseException:
            folder.close()
            raise

    def _root_key(self) -> bytes:
        root = self.folder.strongbox.get("root")
        assert root is not None, "a folder has a root from its making"
        return root

    def _certify(self, root_signer: SigningKey, now_ms: int) -> None:
        """The root names itself and each site; each site names its own chain. All of it is on the disk on return."""
        root = self._chain(root_signer, os.urandom(EPOCH_BYTES), self.plan.home.letters)
        until = now_ms // 1000 + SITE_YEARS * 366 * DAY_S
        entries = [root.seal_open(self._certificate(root, bytes(16), now_ms, until), now_ms)]
        for site in self.plan.sites:
            seed, epoch = os.urandom(32), os.urandom(EPOCH_BYTES)
            self.folder.strongbox.keep(f"site/{site.letters}", seed + epoch)
            signer = SigningKey.from_seed(seed)
            box = compartment_keys(seed).x_public
            entries.append(root.seal_open(SiteCertified(site.id, site.name, signer.public, box, until), now_ms))
            own = self._chain(signer, epoch, site.letters)
            entries.append(own.seal_open(self._certificate(own, site.id, now_ms, until), now_ms))
            self._devices[site.letters] = own
        for sealed in entries:
            self.directory.add(sealed)
        self.door.accept(entries).result()

    def _chain(self, signer: SigningKey, epoch: bytes, letters: str) -> Device:
        chain = chain_of(signer.public, epoch, self.directory.root)
        self._epochs[chain] = epoch
        return Device(self._position(chain), signer, self.key_for, self.clock, letters)

    def _position(self, chain: bytes) -> Position:
        """Where a chain goes on; a chain whose end is missing here must not, since that would fork it."""
        head = self.reader.heads().get(chain)
        return Position.first(chain) if head is None else Position(chain, head[0] + 1, head[1])

    def _certificate(
        self, device: Device, site: bytes, now_ms: int, until: int, kinds: Sequence[str] = ()
    ) -> DeviceCertified:
        start = now_ms // 1000 - DAY_S
        return DeviceCertified(
            device.chain, device.signer.public, self._epochs[device.chain], site, tuple(sorted(kinds)), start, until
        )

    def office(self, letters: str | None = None) -> Device:
        """The laptop's own chain of a site (the home site's if none is named)."""
        letters = letters or self.plan.home.letters
        if letters not in self._devices:
            kept = self.folder.strongbox.get(f"site/{letters}")
            if kept is None:
                raise KeyError(letters)
            signer = SigningKey.from_seed(kept[:32])
            if any(
                row.chain == chain_of(signer.public, kept[32:], self.directory.root)
                for row in self.folder.heads.missing
            ):
                self._devices[letters] = self._new_chain(letters, signer)
            else:
                self._devices[letters] = self._chain(signer, kept[32:], letters)
            self._devices[letters].resume(self._sign_ins_of(self._devices[letters].chain))
        return self._devices[letters]

    def _new_chain(self, letters: str, signer: SigningKey) -> Device:
        """After a lost tail the site goes on in a new chain of its own, never in the old one."""
        epoch = os.urandom(EPOCH_BYTES)
        own = self._chain(signer, epoch, letters)
        now_ms = self.now_ms()
        until = now_ms // 1000 + SITE_YEARS * 366 * DAY_S
        sealed = own.seal_open(self._certificate(own, self.plan.site(letters).id, now_ms, until), now_ms)
        self.directory.add(sealed)
        self.door.accept([sealed]).result()
        self.folder.strongbox.keep(f"site/{letters}", self.folder.strongbox.get(f"site/{letters}")[:32] + epoch)  # type: ignore[index]
        return own

    def _sign_ins_of(self, chain: bytes) -> int:
        return max((number for own, number in self.opener.sign_ins if own == chain), default=0)

    def enrol(self, letters: str, now_ms: int, kinds: Iterable[str] = (), days: int = CERTIFICATE_DAYS) -> Device:
        """Certify a new device of a site, durably: which kinds it may record (none named: any), for how many days."""
        signer = SigningKey.from_seed(os.urandom(32))
        device = self._chain(signer, os.urandom(EPOCH_BYTES), letters)
        until = now_ms // 1000 + days * DAY_S
        office = self.office(letters)
        record = self._certificate(device, self.plan.site(letters).id, now_ms, until, tuple(kinds))
        sealed = office.seal_open(record, now_ms)
        self.directory.add(sealed)
        self.door.accept([sealed]).result()
        return device

    def key_for(self, about: Ref, comp: Compartment) -> SealingKey:
        """The key to seal with: the noun's newest, or one minted now, durable before it is used."""
        keyring = self.folder.keyring
        return keyring.key_for(about, comp) or keyring.mint(about, comp)

    def record(self, device: Device, drafts: Sequence[Draft], now_ms: int | None = None) -> "Future[New]":
        """Record drafts in a device's name; see `Door.record`."""
        return self.door.record(device, drafts, self.now_ms() if now_ms is None else now_ms)

    def put_blob(
        self, about: Ref, chunks: Iterable[bytes], media_type: str, comp: Compartment = Compartment.REGISTER
    ) -> Blob:
        """Encrypt and keep a photo, a sound or a scan under a noun's key; what it gives goes into the entry."""
        return Blob(*self.folder.blobs.put(chunks, self.key_for(about, comp).key, media_type))

    def print_tags(self, letters: str, count: int) -> list[str]:
        """Codes of new tags of a site, unlike any that it has printed before; kept, so that a found tag can be read."""
        codes: dict[str, None] = {}
        while len(codes) < count:
            code = tag_code(letters, int.from_bytes(os.urandom(5)) >> 5)
            if tag_ref(code).key not in self.printed:
                codes[code] = None
        self.folder.strongbox.keep(f"tags/{letters}/{os.urandom(8).hex()}", "".join(codes).encode())
        self.printed.update((tag_ref(code).key, code) for code in codes)
        return list(codes)

    def _printed(self) -> dict[bytes, str]:
        box = self.folder.strongbox
        strips = [box.get(name) or b"" for name in box.names() if name.startswith("tags/")]
        codes = (strip[at : at + TAG_LENGTH].decode() for strip in strips for at in range(0, len(strip), TAG_LENGTH))
        return {tag_ref(code).key: code for code in codes}

    def look(self) -> Look:
        """A reader of the views and the ledger, over connections of its own: one for each thread that reads."""
        return Look(self.folder, self.plan, self.opener, self.printed)

    def roll(self, now_ms: int | None = None) -> Roll:
        """The books, everything on the disk counted in; due is judged by `now_ms`."""
        self.settle()
        with self.look() as look:
            return look.roll(self.now_ms() if now_ms is None else now_ms)

    def reader_last(self) -> int:
        """The number of the newest entry on the disk."""
        with self._reading:
            return self.reader.last()

    def settle(self) -> None:
        """Wait until everything that is on the disk has been folded."""
        self.views.settle(self.reader_last())

    @property
    def training(self) -> bool:
        """Is this a training or demo site, whose entries no real site accepts?"""
        return (self.folder.path / TRAINING_FILE).exists()

    def newest_ms(self) -> int:
        """The newest stamp on any chain (ms UTC): the present moment of a replayed past."""
        rows = [row for chain, (seq, _) in self.reader.heads().items() for row in self.reader.at(chain, seq)]
        return max((hlc_ms(decode_header(row.header).hlc) for row in rows), default=self.now_ms())

    def now_ms(self) -> int:
        """UTC milliseconds by this machine's clock."""
        return time.time_ns() // 1_000_000

    def _attribute_stranded(self) -> None:
        """After a crash: whose the keys given out in the last second became, as the entries themselves say."""
        stranded = self.folder.keyring.stranded()
        last = self.reader.last()
        if not stranded or not last:
            return
        found = []
        for row in self.reader.read(max(0, last - STRANDED_LOOK_BACK), STRANDED_LOOK_BACK):
            if decode_header(row.header).keyref in stranded:
                entry = self.opener.open(row.n, Sealed(row.id, row.header, row.body, row.sig)).entry
                if entry is not None:
                    found.append((entry.keyref, entry.about))
        self.folder.keyring.attribute(found)

    def close(self) -> None:
        """Finish what is under way, fold it, and give the folder free."""
        try:
            self.folder.writer().close()
            self.views.close()
        finally:
            self.folder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
