"""Shifts: who is signed in where and in which role, until when; locked by rest, ended by the clock."""

import os
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import Any, Final

from lanyard.crypto.hashing import H
from lanyard.ledger.encoding import decode, encode
from lanyard.store.strongbox import Strongbox
from lanyard.terms import Role

TOKEN_BYTES: Final = 32
SHIFT_MS: Final = 8 * 3_600_000
REST_MS: Final = 15 * 60_000
_PREFIX: Final = "session/"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who is signed in: staff id, role, the site (two letters), her session (16 bytes).

    `signed_in` numbers her sign-in on the site's chain; everything that she records is recorded under it. The session
    ends at `ends_ms` whatever she does.
    """

    session: bytes
    staff: bytes
    role: Role
    site: str
    signed_in: int
    ends_ms: int


@dataclass(slots=True)
class _Session:
    """What is remembered of a session beside its viewer."""

    viewer: Viewer
    seen_ms: int
    locked: bool = False
    notices: list[str] = field(default_factory=list)


class Sessions:
    """All sessions of this node, by the hash of their token; kept, so that a page left open survives a new start."""

    def __init__(self, strongbox: Strongbox, now_ms: int) -> None:
        """Read what is kept and has not ended. Whoever was signed in when the node stopped has to give her PIN."""
        self._box = strongbox
        self._lock = RLock()
        self._all: dict[bytes, _Session] = {}
        for name in strongbox.names():
            kept = strongbox.get(name) if name.startswith(_PREFIX) else None
            if kept is not None:
                viewer = _read(kept)
                if viewer.ends_ms > now_ms:
                    self._all[viewer.session] = _Session(viewer, now_ms, locked=True)
                else:
                    strongbox.drop(name)

    def begin(self, staff: bytes, role: Role, site: str, signed_in: int, now_ms: int) -> tuple[str, Viewer]:
        """A shift begins; another of the same person ends: nobody is in two places. Returns the token and the viewer."""
        token = os.urandom(TOKEN_BYTES).hex()
        viewer = Viewer(_hash(token), staff, role, site, signed_in, now_ms + SHIFT_MS)
        with self._lock:
            self.end_all(staff)
            self._keep(viewer)
            self._all[viewer.session] = _Session(viewer, now_ms)
        return token, viewer

    def of(self, token: str, now_ms: int) -> Viewer | None:
        """Who holds this token, if her shift has not ended. Moves nothing: see `rested` and `touch`."""
        with self._lock:
            found = self._all.get(_hash(token))
            if found is None:
                return None
            if now_ms >= found.viewer.ends_ms:
                self.end(found.viewer)
                return None
            return found.viewer

    def rested(self, viewer: Viewer, now_ms: int) -> bool:
        """Was nothing done for so long that she has to give her PIN, or did she lock it herself?"""
        with self._lock:
            found = self._all.get(viewer.session)
            if found is not None and now_ms - found.seen_ms > REST_MS:
                found.locked = True
            return found is None or found.locked

    def touch(self, viewer: Viewer, now_ms: int) -> None:
        """She did something: the clock of her rest begins anew."""
        with self._lock:
            if viewer.session in self._all:
                self._all[viewer.session].seen_ms = now_ms

    def lock(self, viewer: Viewer) -> None:
        """Nothing is shown until she gives her PIN."""
        with self._lock:
            if viewer.session in self._all:
                self._all[viewer.session].locked = True

    def unlock(self, viewer: Viewer, now_ms: int) -> None:
        """She gave her PIN."""
        with self._lock:
            if viewer.session in self._all:
                self._all[viewer.session].locked, self._all[viewer.session].seen_ms = False, now_ms

    def change(self, viewer: Viewer, role: Role, site: str, signed_in: int) -> Viewer:
        """She goes on in another role or at another site, under another sign-in."""
        changed = replace(viewer, role=role, site=site, signed_in=signed_in)
        with self._lock:
            if viewer.session in self._all:
                self._keep(changed)
                self._all[viewer.session].viewer = changed
        return changed

    def end(self, viewer: Viewer) -> None:
        """The shift is over."""
        with self._lock:
            if self._all.pop(viewer.session, None) is not None:
                self._box.drop(f"{_PREFIX}{viewer.session.hex()}")

    def end_all(self, staff: bytes) -> None:
        """Every shift of a person is over: she signed in elsewhere, or may no longer sign in."""
        with self._lock:
            for found in [one for one in self._all.values() if one.viewer.staff == staff]:
                self.end(found.viewer)

    def now(self) -> list[Viewer]:
        """Who is signed in."""
        with self._lock:
            return [found.viewer for found in self._all.values()]

    def _keep(self, viewer: Viewer) -> None:
        self._box.keep(f"{_PREFIX}{viewer.session.hex()}", _write(viewer))


def _hash(token: str) -> bytes:
    return H("session", token.encode("utf-8", "replace"))[:16]


def _write(viewer: Viewer) -> bytes:
    return encode([1, viewer.session, viewer.staff, str(viewer.role), viewer.site, viewer.signed_in, viewer.ends_ms])


def _read(kept: bytes) -> Viewer:
    row: Any = decode(kept)
    _, session, staff, role, site, signed_in, ends_ms = row
    return Viewer(session, staff, Role(role), site, signed_in, ends_ms)
