"""The office at work: one node, who is signed in, the trail, what may still be taken back, and the readers that pages share."""

from functools import partial
from queue import Empty, SimpleQueue
from threading import Lock

from lanyard.access.accounts import Account, Accounts
from lanyard.access.passkeys import Passkeys
from lanyard.access.sessions import Sessions, Viewer
from lanyard.access.trail import Trail
from lanyard.casefile.roll import Roll
from lanyard.desk.backing import Backing
from lanyard.desk.behind import EVERYWHERE
from lanyard.desk.board import Board
from lanyard.desk.held import Held
from lanyard.desk.look_up import Look
from lanyard.desk.node import Node
from lanyard.desk.once import Once
from lanyard.desk.pending import UNDO_MS, Pending
from lanyard.desk.recent import Recent
from lanyard.terms import Role, SignedInBy


class Office:
    """Everything that pages stand on. Close it before the node."""

    def __init__(self, node: Node, undo_ms: int = UNDO_MS) -> None:
        """`node` stays open as long as this does."""
        self.node = node
        self.backup: Backing | None = None
        self._ahead_ms = node.newest_ms() - node.now_ms() if node.training else 0
        self.accounts = Accounts(node.folder.strongbox)
        self.passkeys = Passkeys(self.accounts)
        self.sessions = Sessions(node.folder.strongbox, self.now_ms())
        self.trail = Trail(node.folder)
        self.once = Once()
        self.pending = Pending(node, undo_ms, self.now_ms)
        self.held = Held(node.now_ms)
        self._lock = Lock()
        self._looks: SimpleQueue[Look] = SimpleQueue()
        self._state = Recent(self._read_state)
        sites = (EVERYWHERE, *(site.letters for site in node.plan.sites))
        self._boards = {letters: Recent(partial(self._read_board, letters)) for letters in sites}

    def now_ms(self) -> int:
        """The present moment (ms UTC); in a training folder the story's, which goes on from where it stands."""
        return self.node.now_ms() + self._ahead_ms

    def sign_in(self, account: Account, role: Role, site: str, how: SignedInBy) -> tuple[str, Viewer]:
        """Somebody has proven who she is: her shift begins, and the site's chain says so. Returns her token."""
        number = self._take(account, role, site, how)
        return self.sessions.begin(account.staff, role, site, number, self.now_ms())

    def change(self, viewer: Viewer, account: Account, role: Role, site: str) -> Viewer:
        """She goes on in another of her roles, or at another site of this folder."""
        self.pending.flush(viewer)
        return self.sessions.change(viewer, role, site, self._take(account, role, site, SignedInBy.PASSWORD))

    def _take(self, account: Account, role: Role, site: str, how: SignedInBy) -> int:
        """The number of a new sign-in on the site's chain, which is on the disk and read when this returns."""
        moment = self.now_ms()
        device = self.node.office(site, moment)
        with self._lock:
            future = self.node.sign_in(device, account.staff, role, how, moment)
            number = device.signed_in
            device.sign_out()
        future.result()
        self.node.settle()
        return number

    def end(self, viewer: Viewer) -> None:
        """Her shift is over; what she may still take back is sealed now."""
        self.pending.flush(viewer)
        self.sessions.end(viewer)
        self.held.drop(viewer)

    def take_back(self, viewer: Viewer, n: int) -> bool:
        """Take a draft back: as if it had never been; its form may be sent again. False if it is too late, or not hers."""
        act = next((draft.act for waiting, draft in self.pending.of(viewer) if waiting.n == n), None)
        if not self.pending.withdraw(viewer, n):
            return False
        self.once.forget(act)
        return True

    def turn_out(self, staff: bytes) -> None:
        """Her account was closed or changed: whatever shift she has is over."""
        for viewer in self.sessions.now():
            if viewer.staff == staff:
                self.end(viewer)

    def borrow(self) -> Look:
        """A reader that nobody else uses until it is given back."""
        try:
            return self._looks.get_nowait()
        except Empty:
            return self.node.look()

    def give_back(self, look: Look) -> None:
        """Let others use it."""
        self._looks.put(look)

    def state(self) -> tuple[dict[str, int], Roll]:
        """Counts and roll, as lately read."""
        return self._state.get()

    def _read_state(self) -> tuple[dict[str, int], Roll]:
        look = self.borrow()
        try:
            return look.counts(), look.roll(self.now_ms())
        finally:
            self.give_back(look)

    def board(self, site: str) -> Board:
        """The board of a site, or of all, as lately read. Raises KeyError for letters of no site."""
        return self._boards[site].get()

    def _read_board(self, site: str) -> Board:
        look = self.borrow()
        try:
            return look.questions.board(self.now_ms(), site)
        finally:
            self.give_back(look)

    def close(self) -> None:
        """Seal what waits, finish the trail, and close the readers."""
        self.held.close()
        self.pending.close()
        self.trail.close()
        while not self._looks.empty():
            self._looks.get_nowait().close()
