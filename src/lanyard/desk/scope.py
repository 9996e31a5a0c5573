"""The guarded path: the only way by which pages read and record, in the name of somebody who is signed in.

It leaves out what her role may not see, and knows what it has shown: that is on the trail before the page is sent.
"""

from collections.abc import Iterable, Sequence
from threading import RLock
from typing import NamedTuple, Self

from lanyard.access.errors import Denied
from lanyard.access.pages import may_open
from lanyard.access.sessions import Viewer
from lanyard.access.table import TABLE, may_record
from lanyard.access.trail import Opened
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.roll import Roll
from lanyard.desk.board import Board
from lanyard.desk.draft import Draft
from lanyard.desk.look_up import Look
from lanyard.desk.office import Office
from lanyard.desk.rows import key_of, key_typed
from lanyard.desk.seen import SeenEntry, SeenPerson, entry_seen, person_seen
from lanyard.ledger.ask import Blob
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Compartment, Ref
from lanyard.store.drafts_file import Waiting
from lanyard.store.trail_file import Looked
from lanyard.terms import Role


class SeenList(NamedTuple):
    """A boarding list as one role sees it, with everybody who was ever on it, by what she is."""

    label: str
    manifest: Manifest
    entries: tuple[SeenEntry, ...]
    people: dict[Ref, SeenPerson]


class SeenLook(NamedTuple):
    """Somebody looked: when (ms UTC), who and in which role, at which page, at what of which nouns (keys), and why."""

    n: int
    at_ms: int
    who: str
    role: Role
    page: str
    compartments: tuple[Compartment, ...]
    nouns: tuple[str, ...]
    why: str


class Scope:
    """What one person sees and records while one page is made. Use it in a `with`, or close it."""

    def __init__(self, office: Office, viewer: Viewer) -> None:
        """Everything that is asked from now on is asked by `viewer`."""
        self.office = office
        self.viewer = viewer
        self._look: Look | None = None
        self._comps: set[Compartment] = set()
        self._nouns: dict[bytes, None] = {}

    @property
    def look(self) -> Look:
        """The queries behind this path, for the desk's own modules; whoever uses them says with `saw` what is shown."""
        if self._look is None:
            self._look = self.office.borrow()
        return self._look

    def saw(self, comps: Iterable[Compartment], nouns: Iterable[bytes]) -> None:
        """The page shows this of these nouns (keys of the views)."""
        self._comps.update(comps)
        self._nouns.update(dict.fromkeys(nouns))

    @property
    def opened(self) -> Opened:
        """What has been shown so far."""
        return Opened(frozenset(self._comps), tuple(self._nouns))

    @property
    def read_up_to(self) -> int:
        """How far what is recorded has been read: while this number stands, only clocks change what is seen."""
        return self.office.node.views.cursor

    def settle(self) -> None:
        """Wait until what was recorded before now is read, so that whoever recorded it sees it."""
        self.office.node.settle()

    def require(self, comp: Compartment) -> None:
        """Raise `Denied` unless the viewer's role sees this compartment."""
        if comp not in TABLE[self.viewer.role].compartments:
            raise Denied("compartment-closed", comp.name.lower())

    def person(self, typed: str) -> SeenPerson | None:
        """Whoever wears this tag, or whose key this is; nothing if there is nobody. Raises `Denied`."""
        self.require(Compartment.REGISTER)
        found = self.look.person(typed)
        seen = None if found is None else person_seen(self.viewer.role, found, self.compartment_of)
        if seen is not None:
            self.saw(seen.compartments, [key_of(seen.ref)])
        return seen

    def boarding_list(self, ref: Ref) -> SeenList | None:
        """A list with everybody on it. Raises `Denied`."""
        self.require(Compartment.REGISTER)
        found = self.look.lists.read(ref)
        if found is None:
            return None
        people = {}
        for her, case in found.people.items():
            person = self.look.read(case.ref)
            seen = person_seen(self.viewer.role, person, self.compartment_of) if person else None
            if seen is not None:
                people[her] = seen
                self.saw({Compartment.REGISTER}, [key_of(seen.ref)])
        entries = [entry_seen(self.viewer.role, e, self.compartment_of(e), stands=True) for e in found.entries]
        entries += [entry_seen(self.viewer.role, e, self.compartment_of(e), stands=False) for e in found.taken_back]
        self.saw({Compartment.SITE}, [key_of(ref)])
        return SeenList(found.label, found.manifest, tuple(filter(None, entries)), people)

    def roll(self) -> Roll:
        """The books, without a name in them. At most a second old."""
        return self.office.state()[1]

    def looks(self, typed: str = "") -> list[SeenLook] | None:
        """Who looked at anything, or at whom this tag or key names, the latest first; nothing if it names nobody.

        Of her no more is shown than her key. Raises `Denied`.
        """
        if not may_open(self.viewer.role, "trail"):
            raise Denied("not-your-page")
        if not typed:
            return [self._looked(n, row) for n, row in self.office.trail.latest()]
        found = self.look.person(typed)
        key = key_of(found.case.ref) if found is not None else key_typed(typed)
        if key is None:
            return None
        self.saw({Compartment.SITE}, [key])
        return [self._looked(n, row) for n, row in self.office.trail.of(key)]

    def _looked(self, n: int, row: Looked) -> SeenLook:
        account = self.office.accounts.of(row.staff)
        who = account.sign_in if account is not None else row.staff.hex()[:8]
        comps, nouns = tuple(map(Compartment, row.comps)), tuple(key.hex() for key in row.nouns)
        return SeenLook(n, row.at_ms, who, Role(row.role), row.page, comps, nouns, row.why)

    def board(self, site: str) -> Board:
        """The numbers of a site, or of all, without anybody in them. Raises KeyError for letters of no site."""
        return self.office.board(site)

    def compartment_of(self, e: Entry) -> Compartment | None:
        """The compartment that an entry is sealed in; nothing if its key is not here."""
        found = self.office.node.folder.keyring.open_keyref(e.keyref)
        return found[0] if found else None

    def keep(self, drafts: Sequence[Draft]) -> list[Waiting]:
        """Keep what she says, durable when this returns; sealed when her time to take it back is over.

        A permission is judged and recorded at once. Raises `Denied`, `Malformed`, `Refused`, `StoreError`.
        """
        for draft in drafts:
            if not may_record(self.viewer.role, draft.kind.name):
                raise Denied("not-your-kind", draft.kind.name)
        asks = any(draft.kind.asks is not None for draft in drafts)
        if asks or not self.office.pending.undo_ms:
            self.record(drafts)
            return []
        return self.office.pending.keep(self.viewer, drafts, self.office.now_ms()).result()

    def just_said(self) -> list[Draft]:
        """What the viewer recorded a moment ago: it is on the disk, and not yet among what is read."""
        return [draft for _, draft in self.office.pending.of(self.viewer)]

    def keep_once(self, act: bytes, drafts: Sequence[Draft]) -> bool:
        """Keep drafts as one act, however often its form is sent; false if it was kept before. Raises as `keep`.

        What was taken back since may be sent again.
        """
        with self.alone(act):
            if any(self.is_done(draft.about, act) for draft in drafts[:1]):
                return False
            self.keep([draft._replace(act=draft.act or act) for draft in drafts])
            self.office.once.act(act).kept = True
            return True

    def alone(self, key: bytes) -> RLock:
        """What nobody else does at the same moment: an act by its id, or whatever asks about a noun before it records."""
        return self.office.once.act(key).lock

    def is_done(self, about: Ref, act: bytes) -> bool:
        """Has this act been recorded of this noun, or does it wait to be sealed?"""
        if self.office.once.act(act).kept:
            return True
        if self.office.once.is_new(act):
            return False
        if any(draft.act == act for draft in self.just_said()):
            return True
        self.settle()
        return any(e.act == act for e in self.look.entries_of(about))

    def record(self, drafts: Sequence[Draft]) -> None:
        """Seal it now, with what she said before; on the disk, and read, when this returns."""
        self.office.pending.flush(self.viewer)
        moment = self.office.now_ms()
        device = self.office.node.office(self.viewer.site, moment)
        self.office.node.record(device, drafts, moment, self.viewer.signed_in).result()
        self.settle()

    def put_blob(
        self, about: Ref, chunks: Iterable[bytes], media_type: str, comp: Compartment = Compartment.REGISTER
    ) -> Blob:
        """Keep a photo, a sound, a paper or a drawn signature under this noun's key. Raises `Denied`, `StoreError`."""
        self.require(comp)
        return self.office.node.put_blob(about, chunks, media_type, comp)

    def close(self) -> None:
        """Give back what was borrowed."""
        if self._look is not None:
            self.office.give_back(self._look)
            self._look = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
