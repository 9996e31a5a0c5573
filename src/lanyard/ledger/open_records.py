"""The records of the seven open kinds: what everyone may read so that chains can be believed, joined and forgotten."""

from typing import NamedTuple, TypeAlias


class SiteCertified(NamedTuple):
    """The root names a site: its id (16 bytes), name, Ed25519 key, X25519 key, and until when (UTC seconds)."""

    site: bytes
    name: str
    key: bytes
    box_key: bytes
    not_after: int


class DeviceCertified(NamedTuple):
    """A site names a chain, its key and epoch, the kinds that it may record (none named: any), from when until when.

    As the first entry of a root's or a site's own chain it names that chain itself: see the ADR on certificates.
    """

    chain: bytes
    key: bytes
    epoch: bytes
    site: bytes
    kinds: tuple[str, ...]
    not_before: int
    not_after: int


class DeviceRevoked(NamedTuple):
    """What a chain brings after this entry is no longer trusted (None: nothing is). `why` is a code, never free text."""

    chain: bytes
    last_seq: int | None
    last_id: bytes | None
    why: str


class ForkProven(NamedTuple):
    """Two headers at one place of one chain, both signed; the lesser bytes first."""

    header_a: bytes
    sig_a: bytes
    header_b: bytes
    sig_b: bytes


class Head(NamedTuple):
    """The last entry of a chain, or of one branch of it."""

    chain: bytes
    seq: int
    id: bytes


class Gap(NamedTuple):
    """Numbers of a chain that are missing, both ends included."""

    chain: bytes
    first: int
    last: int


class HeadsReceived(NamedTuple):
    """A receipt: what its signer holds at `time_ms` (UTC, its own clock): heads, gaps, and entries held back or flagged.

    `held` waits or lies in quarantine, `impossible` has a stamp or stated time that cannot be: lists of ids.
    """

    heads: tuple[Head, ...]
    gaps: tuple[Gap, ...]
    held: tuple[bytes, ...]
    impossible: tuple[bytes, ...]
    time_ms: int


class KeysGranted(NamedTuple):
    """The names of keys that were given to a site; the keys themselves travel beside the ledger."""

    to: bytes
    keyrefs: tuple[bytes, ...]


class KeysDestroyed(NamedTuple):
    """Keys to be destroyed by `deadline` (UTC seconds); with `confirms` (an entry's id): destroyed, as that one asked."""

    keyrefs: tuple[bytes, ...]
    deadline: int
    confirms: bytes | None


OpenRecord: TypeAlias = (
    SiteCertified | DeviceCertified | DeviceRevoked | ForkProven | HeadsReceived | KeysGranted | KeysDestroyed
)
