"""Sealing a body into a signed entry, and opening it again."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from lanyard.crypto.hashing import prefix, sha256
from lanyard.crypto.keys import keyref
from lanyard.crypto.sealing import NONCE_BYTES, Ready, Unopened, aead_open, ready, ready_open, seal_with_nonce
from lanyard.crypto.signing import SigningKey
from lanyard.ledger.body import Body, decode_body, encode_body
from lanyard.ledger.chain import Position
from lanyard.ledger.errors import Malformed
from lanyard.ledger.header import (
    BODY_MAX,
    OPEN_KEYREF,
    SEAL_BYTES,
    VERSION,
    Header,
    aad,
    aad_within,
    decode_header,
    encode_header,
    entry_id,
)
from lanyard.ledger.noun import Compartment
from lanyard.ledger.plain import unwrap_plain, wrap_plain

SIGNED: Final = prefix("sig")


class SealingKey(NamedTuple):
    """A noun's key (32 bytes) in one compartment, and the key's name (16 bytes)."""

    comp: Compartment
    key: bytes
    keyref: bytes


class OpeningKey(NamedTuple):
    """A noun's key in one compartment, made ready to open several bodies with."""

    comp: Compartment
    ready: Ready


class Sealed(NamedTuple):
    """An entry as it travels and is kept."""

    id: bytes
    header: bytes
    body: bytes
    sig: bytes


def keyref_of(comp: Compartment, key: bytes) -> bytes:
    """Return the name (16 bytes) of a key."""
    return keyref(comp, key)


def sealing_key(comp: Compartment, key: bytes) -> SealingKey:
    """Return the key together with its name."""
    return SealingKey(comp, key, keyref(comp, key))


def opening_key(comp: Compartment, key: bytes) -> OpeningKey:
    """Make a key (32 bytes) ready."""
    return OpeningKey(comp, ready(key))


def signature_over(header_bytes: bytes, signer: SigningKey) -> bytes:
    """Return the signature (64 bytes) of an entry."""
    return signer.sign(SIGNED + header_bytes)


def seal(
    body: Body,
    *,
    position: Position,
    hlc: int,
    urgency: int,
    key: SealingKey | None,
    nonce: bytes,
    signer: SigningKey,
    compress: bool = True,
) -> Sealed:
    """Make the entry that stands at `position`.

    `key` None makes an open body. `nonce` is 12 random bytes, used once (of no use to an open body). `Malformed` if a reader would
    refuse it: what is sealed can always be read back.
    """
    plain = wrap_plain(encode_body(body), compress=compress)
    length = len(plain) if key is None else len(plain) + SEAL_BYTES
    if length > BODY_MAX:
        raise Malformed("header.bodylen", "body", length)
    unsealed = Header(
        VERSION,
        position.chain,
        position.seq,
        position.prev,
        hlc,
        urgency,
        OPEN_KEYREF if key is None else key.keyref,
        bytes(32),
        length,
    )
    kept = plain if key is None else seal_with_nonce(key.key, nonce, plain, aad(unsealed))
    header_bytes = encode_header(unsealed._replace(bodyhash=sha256(kept)))
    decode_header(header_bytes)
    return Sealed(entry_id(header_bytes), header_bytes, kept, signature_over(header_bytes, signer))


def open_entry(header: Header, body_bytes: bytes, key: bytes | None) -> Body:
    """Open and read a body; the signature and the hash were checked when it was received.

    Raises `Unopened` without the right key, `Malformed` if what is inside is not a body.
    """
    if header.keyref == OPEN_KEYREF:
        return decode_body(unwrap_plain(body_bytes))
    if key is None:
        raise Unopened
    return decode_body(unwrap_plain(aead_open(key, body_bytes[:NONCE_BYTES], body_bytes[NONCE_BYTES:], aad(header))))


def open_sealed(entries: Sequence[tuple[Sealed, Header, OpeningKey]]) -> list[Body]:
    """Open several sealed entries of the first version, each with its header as read and its key.

    Raises as `open_entry`, without saying of which.

    Each step is taken for all before the next one: a processor that need not turn to other code for every entry takes
    half the time.
    """
    bound = [(key.ready, sealed.body, aad_within(sealed.header, header)) for sealed, header, key in entries]
    plains = [ready_open(key, body[:NONCE_BYTES], body[NONCE_BYTES:], to) for key, body, to in bound]
    cbors = [unwrap_plain(plain) for plain in plains]
    return [decode_body(cbor) for cbor in cbors]
