"""A node: one open folder with its writer, its views and its own chains; what every command and page works with."""

import os
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from pathlib import Path
from threading import Lock
from typing import Final, Self

from lanyard.casefile.roll import Roll
from lanyard.desk.ahead import Ahead
from lanyard.desk.authority import CERTIFICATE_DAYS, Authority, Keys, SharedDirectory, root_of
from lanyard.desk.device import Device, Kept
from lanyard.desk.draft import Draft
from lanyard.desk.look_up import Look
from lanyard.desk.opening import Opener
from lanyard.desk.permit import in_steps, permit
from lanyard.desk.plan import PLAN_FILE, SitePlan, load_plan
from lanyard.desk.record import Door, New
from lanyard.desk.stock import Stock
from lanyard.desk.stranded import attribute_stranded, newest_stamp_ms
from lanyard.desk.views import Views, believe
from lanyard.ledger.ask import Blob
from lanyard.ledger.certificate import Directory
from lanyard.ledger.noun import Compartment, Ref
from lanyard.ledger.open_records import DeviceRevoked, OpenRecord
from lanyard.ledger.seal import SealingKey
from lanyard.store.folder import Folder
from lanyard.terms import Role, SignedInBy

TRAINING_FILE: Final = "training"
TRAINING_PASSPHRASE: Final = "training"
ROOT: Final = "root"


class Node:
    """One site's folder at work. Use `create` or `open`; close it when done."""

    def __init__(self, folder: Folder, plan: SitePlan) -> None:
        """Open the views and bring them up to the ledger, then start the writer."""
        self.folder = folder
        self.plan = plan
        self.reader = folder.reader()
        self._reading = Lock()
        root = folder.strongbox.get(ROOT)
        assert root is not None, "a folder has a root from its making"
        self.directory = SharedDirectory(root)
        self.opener = Opener(folder.keyring, Directory(root))
        self._given_ms: int | None = None
        ahead = Ahead(lambda: self._given_ms or self.now_ms())
        self.views = Views.of(folder, self.opener, ahead)
        for sealed in self.views.certificates():
            believe(self.directory, sealed)
        attribute_stranded(folder.keyring, self.reader, self.opener)
        self.views.start()
        self.door = Door(folder, self.views)
        stock = Stock(folder.strongbox)
        self.tags, self.sheets = stock.tags, stock.sheets
        self._authority = Authority(folder, plan, self.directory, folder.reader(), self.key_for, self.door.accept)
        ahead.begin(self.say)

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
        try:
            (path / PLAN_FILE).write_text(plan.write(), encoding="utf-8")
            if training:
                (path / TRAINING_FILE).write_text(f"{TRAINING_PASSPHRASE}\n")
            root = root_of(root_seed or os.urandom(32))
            folder.strongbox.keep(ROOT, root.public)
            node = cls(folder, plan)
        except BaseException:
            folder.close()
            raise
        node._authority.found(root, now_ms)
        return node

    @classmethod
    def open(cls, path: Path, passphrase: str | None = None, *, secret: bytes | None = None) -> Self:
        """Open a site's folder. Raises StoreError as `Folder.open`, and `plan-unreadable`."""
        folder = Folder.open(path, passphrase, secret=secret)
        try:
            return cls(folder, load_plan(path))
        except BaseException:
            folder.close()
            raise

    def office(self, letters: str | None = None, now_ms: int | None = None) -> Device:
        """The laptop's own chain of a site (the home site's if none is named). Raises KeyError as `Authority.office`."""
        moment = self.now_ms() if now_ms is None else now_ms
        return self._authority.office(letters or self.plan.home.letters, moment, self.opener.last_sign_in)

    def offices(self) -> list[Device]:
        """The laptop's own chains that are at work in this process."""
        return self._authority.offices()

    def enrol(self, letters: str, now_ms: int, kinds: Iterable[str] = (), days: int = CERTIFICATE_DAYS) -> Device:
        """Certify a new device of a site, durably: which kinds it may record (none named: any), for how many days."""
        return self._authority.enrol(self.office(letters, now_ms), now_ms, kinds, days)

    def keys(self) -> Keys:
        """Which sites' keys are here, and on which chains this process records."""
        return self._authority.keys()

    def revoke(self, letters: str, chain: bytes, why: str, now_ms: int, *, nothing: bool = False) -> DeviceRevoked:
        """Trust a device of a site no more: see `Authority.revoke`."""
        return self._authority.revoke(self.office(letters, now_ms), chain, why, now_ms, nothing=nothing)

    def key_for(self, about: Ref, comp: Compartment) -> SealingKey:
        """The key to seal with: the noun's newest, or one minted now, durable before it is used."""
        keyring = self.folder.keyring
        return keyring.key_for(about, comp) or keyring.mint(about, comp)

    def record(
        self, device: Device, drafts: Sequence[Draft], now_ms: int | None = None, signed_in: int | None = None
    ) -> "Future[New]":
        """Record drafts in a device's name; see `Door.record`. A permission is judged when all before it is known.

        `signed_in` numbers the sign-in of whoever records; nothing: whoever took the device last.

        Raises:
            Refused: a permission is not granted; what came before it in `drafts` was recorded, and nothing after it.
        """
        moment = self.now_ms() if now_ms is None else now_ms
        self.at(moment)
        *before, last = in_steps(drafts) if drafts else [[]]
        kept = [row for step in before for row in self._record(device, step, moment, signed_in).result()]
        future = self._record(device, last, moment, signed_in)
        return future if not kept else _with(kept, future)

    def _record(self, device: Device, step: Sequence[Draft], now_ms: int, signed_in: int | None) -> "Future[New]":
        if step and step[0].kind.asks is not None:
            self.settle()
            with self.look() as look:
                permit(look, step[0], self._role_at(device, device.signed_in if signed_in is None else signed_in))
        return self.door.record(device, step, now_ms, signed_in)

    def _role_at(self, device: Device, signed_in: int) -> Role | None:
        """In which role somebody signed in at a device under this number, nothing where nobody did."""
        found = self.opener.sign_ins.get((device.chain, signed_in)) if signed_in else None
        return found.role if found else None

    def sign_in(self, device: Device, staff: bytes, role: Role, how: SignedInBy, now_ms: int | None = None) -> Kept:
        """Somebody (a staff id of 16 bytes) takes a device of this node."""
        moment = self.now_ms() if now_ms is None else now_ms
        return device.send_sign_in(staff, role, how, moment, self.door.accept)

    def say(self, records: Sequence[OpenRecord], now_ms: int) -> Kept:
        """Record what is open, a receipt or a proof, in the office's name."""
        return self.office(None, now_ms).send_open(records, now_ms, self.door.accept, site=self.plan.home.id)

    def at(self, now_ms: int) -> None:
        """What comes in now comes at this moment (UTC ms): by this is judged which stated times cannot be yet."""
        self._given_ms = now_ms

    def witness(self, hlc: int, now_ms: int) -> None:
        """Another's stamp has been seen: what is recorded here from now on is stamped after it."""
        self._authority.clock.witness(hlc, now_ms)

    def put_blob(
        self, about: Ref, chunks: Iterable[bytes], media_type: str, comp: Compartment = Compartment.REGISTER
    ) -> Blob:
        """Encrypt and keep a photo, a sound or a scan under a noun's key; what it gives goes into the entry."""
        return Blob(*self.folder.blobs.put(chunks, self.key_for(about, comp).key, media_type))

    def look(self) -> Look:
        """A reader of the views and the ledger, over connections of its own: one for each thread that reads."""
        return Look(self.folder, self.plan, self.opener, self.tags.codes)

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
        with self._reading:
            return newest_stamp_ms(self.reader) or self.now_ms()

    def now_ms(self) -> int:
        """UTC milliseconds by this machine's clock."""
        return time.time_ns() // 1_000_000

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


def _with(kept: New, future: "Future[New]") -> "Future[New]":
    """What was kept before, and what is kept now, in one."""
    both: Future[New] = Future()

    def done(now: "Future[New]") -> None:
        error = now.exception()
        if error is not None:
            both.set_exception(error)
        else:
            both.set_result([*kept, *now.result()])

    future.add_done_callback(done)
    return both
