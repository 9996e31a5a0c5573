"""What is checked of an entry that is received, in the order of the RECEIVE table. What is known is an argument."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from lanyard.crypto.hashing import sha256
from lanyard.crypto.sealing import Unopened
from lanyard.crypto.signing import verify
from lanyard.ledger.body import Body
from lanyard.ledger.errors import Malformed
from lanyard.ledger.header import OPEN_KEYREF, VERSION, Header, decode_header, entry_id
from lanyard.ledger.noun import Compartment
from lanyard.ledger.open_kinds import OPEN_KINDS, read_open
from lanyard.ledger.seal import SIGNED, OpeningKey, Sealed, SealingKey, open_entry, open_sealed


class Verdict(StrEnum):
    """What becomes of an entry that is received. Nothing is thrown away."""

    KEPT = "kept"
    WAIT = "wait"
    QUARANTINE = "quarantine"


class Mark(StrEnum):
    """What is remarkable about where a kept entry stands in its chain."""

    GAP = "gap"
    FORK = "fork"


class Reading(StrEnum):
    """Whether a kept entry can be folded; only `read` is."""

    READ = "read"
    SEALED = "sealed"
    UNREADABLE = "unreadable"
    LATER_VERSION = "later_version"
    UNKNOWN_KIND = "unknown_kind"
    COMPARTMENT = "compartment"
    OPEN_PERSONAL = "open_personal"


class Received(NamedTuple):
    """The verdict on an entry; `reason` says why it waits (`certificate`) or is in quarantine (a code)."""

    verdict: Verdict
    reason: str = ""
    header: Header | None = None
    marks: tuple[Mark, ...] = ()


class Known(Protocol):
    """What a receiver must be able to look up."""

    def public_key(self, chain: bytes) -> bytes | None:
        """Return the certified key of a chain."""

    def header_of(self, entry_id: bytes) -> Header | None:
        """Return the header of an entry that is kept."""

    def ids_at(self, chain: bytes, seq: int) -> Collection[bytes]:
        """Return the ids of all entries kept at one place of a chain."""


def check_shape(header_bytes: bytes, body: bytes) -> Header:
    """Check the header's shape, and that this is the body whose length and hash it gives. Raises `Malformed`."""
    header = decode_header(header_bytes)
    if len(body) != header.bodylen:
        raise Malformed("carried.length", "body", len(body))
    if sha256(body) != header.bodyhash:
        raise Malformed("carried.hash", "body", header.bodyhash)
    return header


def check_signature(header_bytes: bytes, sig: bytes, public: bytes) -> None:
    """Check the signature by the chain's certified key. Raises `Malformed`."""
    if not verify(public, SIGNED + header_bytes, sig):
        raise Malformed("signature", "sig", sig)


def check_prev(header: Header, own_id: bytes, prev: Header | None, at_place: Collection[bytes]) -> tuple[Mark, ...]:
    """Check where the entry stands. `prev` is the header that its `prev` names, if it is kept; `at_place` the ids kept
    at its own place. Raises `Malformed` if it cannot stand there; else says whether there is a gap or a fork.
    """
    marks = []
    if header.seq:
        if prev is None:
            marks.append(Mark.GAP)
        elif prev.chain != header.chain:
            raise Malformed("prev.chain", "prev", header.prev)
        elif prev.seq != header.seq - 1:
            raise Malformed("prev.seq", "prev", prev.seq)
    if any(other != own_id for other in at_place):
        marks.append(Mark.FORK)
    return tuple(marks)


def receive(sealed: Sealed, known: Known) -> Received:
    """Return the verdict on one entry: steps 1 to 7. The id is computed; the one in `sealed` is not looked at."""
    _, header_bytes, body, sig = sealed
    header = None
    try:
        header = check_shape(header_bytes, body)
        public = known.public_key(header.chain)
        if public is None:
            return Received(Verdict.WAIT, "certificate", header)
        check_signature(header_bytes, sig, public)
        at_place = known.ids_at(header.chain, header.seq)
        prev = known.header_of(header.prev) if header.seq else None
        return Received(Verdict.KEPT, "", header, check_prev(header, entry_id(header_bytes), prev, at_place))
    except Malformed as wrong:
        return Received(Verdict.QUARANTINE, wrong.code, header)


def read(
    header: Header, body_bytes: bytes, key: SealingKey | None, comps: Mapping[str, Compartment | None]
) -> tuple[Reading, Body | None]:
    """Open a kept entry: steps 8 and 9. `comps` gives each known kind's compartment, None where it goes with its target."""
    if header.v != VERSION:
        return Reading.LATER_VERSION, None
    is_open = header.keyref == OPEN_KEYREF
    if not is_open and (key is None or key.keyref != header.keyref):
        return Reading.SEALED, None
    try:
        body = open_entry(header, body_bytes, None if key is None else key.key)
        if is_open and body.kind in OPEN_KINDS:
            read_open(body)
    except (Malformed, Unopened):
        return Reading.UNREADABLE, None
    return _by_compartment(body.kind, None if is_open or key is None else key.comp, comps), body


def read_together(
    entries: Sequence[tuple[Sealed, Header, OpeningKey]], comps: Mapping[str, Compartment | None]
) -> list[Body] | None:
    """Do as `read` for several kept entries of the first version, each with its header and its key, in half the time.

    Returns None unless all of them read: then they are to be read one by one.
    """
    try:
        bodies = open_sealed(entries)
    except (Malformed, Unopened):
        return None
    for body, (_, _, key) in zip(bodies, entries, strict=True):
        if _by_compartment(body.kind, key.comp, comps) is not Reading.READ:
            return None
    return bodies


def _by_compartment(kind: str, comp: Compartment | None, comps: Mapping[str, Compartment | None]) -> Reading:
    if kind in OPEN_KINDS:
        return Reading.READ if comp is None else Reading.COMPARTMENT
    if comp is None:
        return Reading.OPEN_PERSONAL
    if kind not in comps:
        return Reading.UNKNOWN_KIND
    return Reading.READ if comps[kind] in (None, comp) else Reading.COMPARTMENT
