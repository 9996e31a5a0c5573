"""Names of keys, wrapping, letters and passphrases: nothing opens for another purpose."""

import pytest
from cryptography.hazmat.primitives import hpke as library
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.crypto import hpke, unlock
from lanyard.crypto.errors import Unopened
from lanyard.crypto.hashing import H, prefix, sha256
from lanyard.crypto.keys import compartment_keys, keyref, unwrap, wrap
from lanyard.crypto.mac import heads_mac, same
from lanyard.crypto.sealing import aead_open, aead_seal

KEY = bytes(range(32))
OWN = compartment_keys(KEY)
SUITE = library.Suite(library.KEM.X25519, library.KDF.HKDF_SHA256, library.AEAD.AES_256_GCM)
BYTES32 = st.binary(min_size=32, max_size=32)


def test_a_wrapped_key_does_not_open_with_any_byte_changed() -> None:
    kept, name = wrap(OWN.wrapping, 0, KEY, bytes(12)), keyref(0, KEY)
    for place in range(len(kept)):
        changed = kept[:place] + bytes((kept[place] ^ 1,)) + kept[place + 1 :]
        with pytest.raises(Unopened):
            unwrap(OWN.wrapping, 0, name, changed)
    for length in (0, 11, 27, 59):
        with pytest.raises(Unopened):
            unwrap(OWN.wrapping, 0, name, kept[:length])


def test_a_key_under_another_name_or_compartment_is_refused() -> None:
    kept = wrap(OWN.wrapping, 0, KEY, bytes(12))
    for comp, name in ((1, keyref(0, KEY)), (0, keyref(1, KEY)), (1, keyref(1, KEY))):
        with pytest.raises(Unopened):
            unwrap(OWN.wrapping, comp, name, kept)
    assert unwrap(OWN.wrapping, 0, keyref(0, KEY), kept) == KEY


def test_the_keys_of_a_compartment_differ_from_each_other_and_its_secret() -> None:
    assert len({KEY, OWN.wrapping, OWN.x_secret, OWN.x_public}) == 4
    assert compartment_keys(KEY) == OWN
    assert X25519PrivateKey.from_private_bytes(OWN.x_secret).public_key().public_bytes_raw() == OWN.x_public


def test_a_letter_does_not_open_with_any_byte_changed() -> None:
    sealed = hpke.seal(OWN.x_public, b"info", b"plain", KEY)
    for place in range(len(sealed)):
        with pytest.raises(Unopened):
            hpke.open(OWN.x_secret, b"info", sealed[:place] + bytes((sealed[place] ^ 1,)) + sealed[place + 1 :])
    for other in (b"", b"inf", b"infos"):
        with pytest.raises(Unopened):
            hpke.open(OWN.x_secret, other, sealed)


def test_keys_of_small_order_take_no_letters() -> None:
    for public in (bytes(32), b"\1" + bytes(31), bytes(31), b""):
        assert not hpke.public_key_ok(public)
    assert hpke.public_key_ok(OWN.x_public)


@settings(max_examples=25)
@given(BYTES32, BYTES32, st.binary(max_size=50), st.binary(max_size=100))
def test_letters_are_the_librarys_both_ways(secret: bytes, ephemeral: bytes, info: bytes, plain: bytes) -> None:
    own = X25519PrivateKey.from_private_bytes(secret)
    public = own.public_key()
    ours = hpke.seal(public.public_bytes_raw(), info, plain, ephemeral)
    assert SUITE.decrypt(ours[1:], own, info) == plain
    assert hpke.open(secret, info, ours) == plain
    assert hpke.open(secret, info, b"\1" + SUITE.encrypt(plain, public, info)) == plain
    assert len(ours) == len(plain) + hpke.OVERHEAD


@pytest.mark.slow
def test_a_secret_opens_with_its_passphrase_however_typed_and_with_no_other() -> None:
    blob = unlock.lock(KEY, "caf\u00e9", bytes(16), bytes(12))
    assert unlock.unlock(blob, "cafe\u0301") == KEY
    for wrong in ("cafe", "caf\u00e9 ", ""):
        with pytest.raises(Unopened):
            unlock.unlock(blob, wrong)
    with pytest.raises(Unopened):
        unlock.unlock(b"\1" + blob[1:], "caf\u00e9")


@pytest.mark.parametrize("blob", [b"", bytes(43)])
def test_what_is_too_short_to_be_locked_is_refused_at_once(blob: bytes) -> None:
    with pytest.raises(Unopened):
        unlock.unlock(blob, "")


def test_a_nonce_of_another_length_opens_nothing() -> None:
    sealed = aead_seal(KEY, bytes(12), b"plain", b"")
    for nonce in (b"", bytes(11), bytes(13)):
        with pytest.raises(Unopened):
            aead_open(KEY, nonce, sealed, b"")
    with pytest.raises(Unopened):
        aead_open(KEY, bytes(12), sealed, b"another")


def test_the_same_bytes_in_two_domains_hash_apart() -> None:
    assert H("entry", b"x") != H("tag", b"x")
    assert H("entry", b"x") == sha256(b"lanyard/entry/1\0x")
    assert prefix("sig") == b"lanyard/sig/1\0"


def test_a_mac_depends_on_key_and_data() -> None:
    macs = {heads_mac(key, data) for key in (bytes(32), KEY) for data in (b"", b"x")}
    assert len(macs) == 4
    assert same(heads_mac(KEY, b"x"), heads_mac(KEY, b"x"))
    assert not same(heads_mac(KEY, b"x"), heads_mac(KEY, b"y"))
