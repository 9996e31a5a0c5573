"""What the ledger's tests draw: bodies, positions, keys, devices."""

from typing import Any, Final

from hypothesis import strategies as st

from lanyard.crypto.signing import SigningKey
from lanyard.ledger.body import AT_MAX, AT_MIN, Body, Link, LinkKind
from lanyard.ledger.chain import Position, chain_of
from lanyard.ledger.noun import Basis, Compartment, Noun, Ref
from lanyard.ledger.seal import Sealed, SealingKey, seal, sealing_key

DEVICE: Final = SigningKey.from_seed(bytes(31) + b"\1")
OTHER: Final = SigningKey.from_seed(bytes(31) + b"\2")
ROOT: Final = SigningKey.from_seed(bytes(31) + b"\3")
CHAIN: Final = chain_of(DEVICE.public, bytes(16), ROOT.public)
OTHER_CHAIN: Final = chain_of(OTHER.public, bytes(16), ROOT.public)
KEY: Final = sealing_key(Compartment.REGISTER, bytes(range(32)))
HLC: Final = 1_550_822_400_000 << 16

TEXT: Final = st.text(st.characters(exclude_categories=["Cs"]), max_size=32)
ID16: Final = st.binary(min_size=16, max_size=16)
ID32: Final = st.binary(min_size=32, max_size=32)
FIELD: Final = st.one_of(
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    TEXT,
    st.binary(max_size=40),
    st.lists(st.integers(-9, 9), max_size=3),
)
FIELDS: Final = st.dictionaries(st.text("abcdefghij_", min_size=1, max_size=12), FIELD, max_size=6)
BODIES: Final = st.builds(
    Body,
    st.text("abcxyz019_.", min_size=1, max_size=32),
    st.none() | st.tuples(st.integers(AT_MIN, AT_MAX), st.integers(0, 2**32 - 1)),
    st.none() | TEXT,
    st.builds(Ref, st.sampled_from(Noun), ID16),
    st.none() | ID16,
    st.integers(0, 2**63 - 1),
    st.none() | TEXT | ID16,
    st.sampled_from(Basis),
    st.lists(st.builds(Link, st.sampled_from(LinkKind), ID32), max_size=4).map(tuple),
    FIELDS,
)
CLAIMED: Final = Body(
    "tag_claimed", None, None, Ref(Noun.PERSON, bytes(16)), None, 1, None, Basis.WITNESSED, (), {"tag": "BG4F7K2P9X"}
)


def made(
    body: Body = CLAIMED, *, position: Position | None = None, key: SealingKey | None = KEY, **more: Any
) -> Sealed:
    """Return a sealed entry, by default the first of the device's chain."""
    return seal(
        body,
        position=position or Position.first(CHAIN),
        hlc=more.get("hlc", HLC),
        urgency=more.get("urgency", 0),
        key=key,
        nonce=more.get("nonce", bytes(12)),
        signer=more.get("signer", DEVICE),
    )
