"""Belief: from the pinned root to sites, from sites to devices, and by no other way."""

from itertools import permutations

import pytest

from lanyard.crypto.keys import compartment_keys
from lanyard.crypto.signing import SigningKey
from lanyard.ledger.certificate import Directory, breaches
from lanyard.ledger.chain import Position, chain_of
from lanyard.ledger.errors import Malformed
from lanyard.ledger.open_kinds import open_body
from lanyard.ledger.open_records import DeviceCertified, DeviceRevoked, OpenRecord, SiteCertified
from lanyard.ledger.seal import Sealed, seal
from tests.ledger.drawn import DEVICE, HLC, ROOT, made

SITE = SigningKey.from_seed(bytes(31) + b"\4")
SITE_ID = b"site".ljust(16)
THIEF = SigningKey.from_seed(bytes(31) + b"\5")
BOX = compartment_keys(bytes(32)).x_public


def chain(key: SigningKey, epoch: bytes = bytes(16)) -> bytes:
    """Return the chain of a key under the root."""
    return chain_of(key.public, epoch, ROOT.public)


def certificate(key: SigningKey, site: bytes = SITE_ID, epoch: bytes = bytes(16)) -> DeviceCertified:
    """Return the certificate of a key's chain."""
    return DeviceCertified(chain(key, epoch), key.public, epoch, site, ("placed",), 1000, 2000)


def site_certificate(key: SigningKey = SITE, site: bytes = SITE_ID) -> SiteCertified:
    """Return the certificate of a site."""
    return SiteCertified(site, "Point", key.public, BOX, 2000)


def on(key: SigningKey, seq: int, record: OpenRecord, epoch: bytes = bytes(16)) -> Sealed:
    """Return the open entry in which a key's chain says this."""
    own = chain(key, epoch)
    position = Position.first(own) if seq == 0 else Position(own, seq, bytes(32))
    body = open_body(record, site=SITE_ID)
    return seal(body, position=position, hlc=HLC, urgency=0, key=None, nonce=b"", signer=key)


ROOT_OWN = on(ROOT, 0, certificate(ROOT, bytes(16)))
SITE_NAMED = on(ROOT, 1, site_certificate())
SITE_OWN = on(SITE, 0, certificate(SITE))
DEVICE_NAMED = on(SITE, 1, certificate(DEVICE))
ALL = (ROOT_OWN, SITE_NAMED, SITE_OWN, DEVICE_NAMED)


def after(*entries: Sealed) -> Directory:
    """Return what is believed after these."""
    directory = Directory(ROOT.public)
    for sealed in entries:
        directory.add(sealed)
    return directory


@pytest.mark.parametrize("missing", range(4))
def test_a_device_is_not_believed_while_a_step_is_missing(missing: int) -> None:
    assert after(*ALL[:missing], *ALL[missing + 1 :]).key_of(chain(DEVICE)) is None


def test_a_device_certifies_nobody_a_site_no_site_and_the_root_no_device() -> None:
    by_device = on(DEVICE, 3, certificate(THIEF))
    by_site = on(SITE, 3, site_certificate(THIEF, b"thief".ljust(16)))
    by_root = on(ROOT, 3, certificate(THIEF))
    of_itself = on(THIEF, 0, certificate(THIEF))
    own_site = on(THIEF, 1, site_certificate(THIEF))
    directory = after(*ALL, by_device, by_site, by_root, of_itself, own_site)
    assert directory.key_of(chain(THIEF)) is None
    assert directory.sites.keys() == {SITE_ID}


def test_a_site_does_not_certify_for_another() -> None:
    assert after(*ALL, on(SITE, 3, certificate(THIEF, b"other".ljust(16)))).key_of(chain(THIEF)) is None


def test_a_forged_signature_is_not_believed() -> None:
    for place in range(4):
        entries = list(ALL)
        entries[place] = entries[place]._replace(sig=bytes(64))
        assert after(*entries).key_of(chain(DEVICE)) is None


def test_what_is_certified_under_another_root_is_refused() -> None:
    with pytest.raises(Malformed, match=r"certificate\.chain"):
        Directory(THIEF.public).add(DEVICE_NAMED)


def test_a_changed_certificate_is_refused() -> None:
    with pytest.raises(Malformed, match="carried"):
        after(DEVICE_NAMED._replace(body=DEVICE_NAMED.body[:-1] + b"\1"))


def test_keys_that_must_not_be_certified_are_refused() -> None:
    for record in (site_certificate()._replace(key=bytes(32)), site_certificate()._replace(box_key=bytes(32))):
        with pytest.raises(Malformed, match="key"):
            after(on(ROOT, 1, record))


def test_only_a_site_that_certified_a_device_or_the_root_revokes_it() -> None:
    other = SigningKey.from_seed(bytes(31) + b"\6")
    other_id = b"other".ljust(16)
    other_site = (on(ROOT, 2, site_certificate(other, other_id)), on(other, 0, certificate(other, other_id)))
    revoked = DeviceRevoked(chain(DEVICE), 7, bytes(32), "stolen")
    assert after(*ALL, *other_site, on(other, 1, revoked), on(DEVICE, 9, revoked)).revocations == {}
    assert after(*ALL, on(SITE, 5, revoked)).revocations == {chain(DEVICE): [revoked]}
    assert after(*ALL, on(ROOT, 5, revoked)).revocations == {chain(DEVICE): [revoked]}


def test_the_order_of_certificates_does_not_matter() -> None:
    expected = {chain(ROOT): ROOT.public, chain(SITE): SITE.public, chain(DEVICE): DEVICE.public}
    for entries in permutations(ALL):
        assert after(*entries).keys == expected


def test_a_site_goes_on_after_a_restore_on_its_own_word() -> None:
    epoch = b"after".ljust(16)
    again = on(SITE, 0, certificate(SITE, SITE_ID, epoch), epoch)
    device = on(SITE, 1, certificate(THIEF), epoch)
    directory = after(device, again, *ALL)
    assert directory.key_of(chain(SITE, epoch)) == SITE.public
    assert directory.key_of(chain(THIEF)) == THIEF.public


def test_adding_says_whether_anything_is_new() -> None:
    directory = Directory(ROOT.public)
    assert [directory.add(sealed) for sealed in (SITE_OWN, ROOT_OWN, SITE_NAMED, DEVICE_NAMED, made())] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_breaches_of_a_certificate_are_named_and_one_that_allows_is_enough() -> None:
    own = certificate(DEVICE)
    renewed = own._replace(kinds=(), not_before=2000, not_after=3000)
    revoked = DeviceRevoked(chain(DEVICE), 7, bytes(32), "lost")
    assert breaches("boarded", 2500, 8, [own], [revoked]) == ("kind", "expired", "revoked")
    assert breaches("boarded", 2500, 7, [own, renewed], [revoked]) == ()
    assert breaches("placed", 999, 0, [own], []) == ("expired",)
    assert breaches("placed", 1000, 0, [own], [revoked._replace(last_seq=None, last_id=None)]) == ("revoked",)
    assert breaches("placed", 1000, 0, [], []) == ("kind", "expired")
