"""An entry as it is folded: header and body in one, with the kind's record."""

from typing import Any, NamedTuple

from lanyard.ledger.body import Body, Link
from lanyard.ledger.header import Header
from lanyard.ledger.noun import Basis, Ref


class Entry(NamedTuple):
    """Who recorded what about whom.

    `at_ms` is when it happened (UTC ms): as stated if `stated_at`, else the stamp; `span` (seconds) how exact that is.
    `staff` (16 bytes) is who had signed in; b"" is the device itself. `record` is the kind's own dataclass.
    `flagged`: a receipt calls its stamp or its stated time impossible. `remarks`: codes of the rules that whoever
    recorded it did not meet (a certificate or a role that does not cover the kind).
    """

    id: bytes
    chain: bytes
    seq: int
    hlc: int
    at_ms: int
    stated_at: bool
    span: int
    where: str
    act: bytes | None
    about: Ref
    recorded_by: int
    staff: bytes
    done_by: str | bytes | None
    basis: Basis
    kind: str
    record: Any
    refs: tuple[Link, ...]
    keyref: bytes
    flagged: bool = False
    remarks: tuple[str, ...] = ()


def read_entry(
    header: Header, entry_id: bytes, body: Body, record: Any, staff: bytes, *, flagged: bool = False
) -> Entry:
    """Join a header, its opened body and the record that its fields make."""
    kind, at, where, about, act, recorded_by, done_by, basis, refs, _ = body
    _, chain, seq, _, hlc, _, keyref, _, _ = header
    if at is None:
        at_ms, span = hlc >> 16, 0
    else:
        at_ms, span = at[0] * 1000, at[1]
    made = (
        entry_id,
        chain,
        seq,
        hlc,
        at_ms,
        at is not None,
        span,
        where or "",
        act,
        about,
        recorded_by,
        staff,
        done_by,
        basis,
        kind,
        record,
        refs,
        keyref,
        flagged,
        (),
    )
    return tuple.__new__(Entry, made)
