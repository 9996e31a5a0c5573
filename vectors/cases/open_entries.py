"""Cases of the open kinds, of certificates, and of fork proofs."""

from contextlib import suppress
from typing import Any

from lanyard.crypto.keys import compartment_keys
from lanyard.crypto.signing import SigningKey
from lanyard.ledger.body import Body
from lanyard.ledger.certificate import Directory
from lanyard.ledger.chain import Position, chain_of
from lanyard.ledger.errors import Malformed
from lanyard.ledger.fork import prove_fork
from lanyard.ledger.header import Header, encode_header, entry_id
from lanyard.ledger.noun import Noun, Ref
from lanyard.ledger.open_kinds import open_body
from lanyard.ledger.open_records import (
    DeviceCertified,
    DeviceRevoked,
    ForkProven,
    Gap,
    Head,
    HeadsReceived,
    KeysDestroyed,
    KeysGranted,
    OpenRecord,
    SiteCertified,
)
from lanyard.ledger.seal import Sealed, seal, signature_over
from vectors import curve
from vectors.cases.entry import HEADER, HLC
from vectors.forms import Json, accepted, body_form, draw, entry_form, refused, value_form

ROOT = SigningKey.from_seed(draw("root"))
SITE_ID = draw("site", 16)
SITE = SigningKey.from_seed(draw("site key"))
DEVICE = SigningKey.from_seed(draw("device"))
BOX = compartment_keys(draw("box")).x_public
UNTIL = 1560000000


def own_chain(signer: SigningKey, epoch: str = "epoch", root: SigningKey = ROOT) -> bytes:
    """Return the chain of a key under a root."""
    return chain_of(signer.public, draw(epoch, 16), root.public)


def device_certified(
    signer: SigningKey, site: bytes = SITE_ID, epoch: str = "epoch", root: SigningKey = ROOT
) -> DeviceCertified:
    """Return the certificate of a key's chain."""
    return DeviceCertified(
        own_chain(signer, epoch, root),
        signer.public,
        draw(epoch, 16),
        site,
        ("person_met", "tag_claimed"),
        1550000000,
        UNTIL,
    )


def site_certified(signer: SigningKey = SITE, site: bytes = SITE_ID) -> SiteCertified:
    """Return the certificate of a site."""
    return SiteCertified(site, "Point BG", signer.public, BOX, UNTIL)


def opened(record: OpenRecord, signer: SigningKey, seq: int, epoch: str = "epoch", root: SigningKey = ROOT) -> Sealed:
    """Return the open entry that says this, on the signer's own chain."""
    chain = own_chain(signer, epoch, root)
    position = Position.first(chain) if seq == 0 else Position(chain, seq, draw(f"prev {seq}"))
    body = open_body(record, site=SITE_ID)
    return seal(body, position=position, hlc=HLC + seq, urgency=0, key=None, nonce=b"", signer=signer, compress=False)


RECORDS: dict[str, OpenRecord] = {
    "a site": site_certified(),
    "a device": device_certified(DEVICE),
    "a device that may record anything": device_certified(DEVICE)._replace(kinds=()),
    "a device revoked after an entry": DeviceRevoked(own_chain(DEVICE), 7, draw("last"), "stolen"),
    "a device revoked from its first": DeviceRevoked(own_chain(DEVICE), None, None, "lost"),
    "heads": HeadsReceived(
        tuple(sorted(Head(draw(f"c{i}", 16), i, draw(f"h{i}")) for i in range(3))),
        (Gap(draw("c1", 16), 4, 6),), (draw("held"),), (draw("ahead"),), 1550822400123,
    ),
    "a forked chain's heads": HeadsReceived(
        tuple(sorted(Head(draw("c", 16), 9, draw(f"branch {i}")) for i in range(2))), (), (), (), 0
    ),
    "a site's name with a joiner and a letter that no table knows yet": SiteCertified(
        SITE_ID, "\u062f\u06d5\u200c\u0646 \u0378\U0001fae8", SITE.public, BOX, UNTIL
    ),
    "nothing held": HeadsReceived((), (), (), (), 1550822400123),
    "keys granted": KeysGranted(draw("camp", 16), tuple(sorted(draw(f"k{i}", 16) for i in range(3)))),
    "keys to be destroyed": KeysDestroyed((draw("k0", 16),), UNTIL, None),
    "keys destroyed": KeysDestroyed((draw("k0", 16),), UNTIL, draw("request")),
}  # fmt: skip


def open_kinds() -> list[Json]:
    """Return open bodies that are read, and what may not stand in them."""
    cases = []
    for name, record in (RECORDS | {"a fork": _fork()}).items():
        body = open_body(record, site=SITE_ID)
        cases.append(accepted(name, {"body": body_form(body)}, {"fields": value_form(body.fields)}))
    return cases + [refused(name, {"body": body_form(body)}, code) for name, body, code in _bad_bodies()]


def _fork() -> ForkProven:
    pair = sorted([encode_header(HEADER), encode_header(HEADER._replace(hlc=HLC + 1))])
    return ForkProven(pair[0], bytes(64), pair[1], bytes(64))


def _bad_bodies() -> list[tuple[str, Body, str]]:
    site, device = open_body(RECORDS["a site"]), open_body(RECORDS["a device"])
    revoked = open_body(RECORDS["a device revoked after an entry"])
    heads = open_body(RECORDS["heads"], site=SITE_ID)
    fork = open_body(_fork())
    granted = open_body(RECORDS["keys granted"])
    listed: list[Any] = granted.fields["keyrefs"]
    bad: list[tuple[str, Body, str]] = [
        ("not an open kind", site._replace(kind="person_met"), "open.kind"),
        ("done by a name", site._replace(done_by="somebody"), "open.personal"),
        ("done by an id", heads._replace(done_by=draw("staff", 16)), "open.personal"),
        ("part of an act", device._replace(act=draw("act", 16)), "open.personal"),
        ("about a person", site._replace(about=Ref(Noun.PERSON, SITE_ID)), "open.about"),
        ("about another site", site._replace(about=Ref(Noun.SITE, draw("other", 16))), "open.about"),
        ("about another chain", device._replace(about=Ref(Noun.DEVICE, draw("other", 16))), "open.about"),
        ("heads about a device", heads._replace(about=Ref(Noun.DEVICE, SITE_ID)), "open.about"),
        ("a grant about the giver", granted._replace(about=Ref(Noun.SITE, SITE_ID)), "open.about"),
    ]
    wrong: list[tuple[Body, str, dict[str, Any]]] = [
        (site, "a field missing", {"key": None}), (site, "a field more", {"more": 1}), (site, "name empty", {"name": ""}),
        (site, "name of 81 letters", {"name": "x" * 81}), (site, "name with a line end", {"name": "a\nb"}),
        (site, "name with a control of the second block", {"name": "a\x85b"}), (site, "name with U+007F", {"name": "a\x7f"}),
        (site, "name with a line separator", {"name": "a\u2028b"}), (site, "name that turns", {"name": "a\u202eb"}),
        (site, "name with an isolate", {"name": "a\u2067b"}), (site, "name as bytes", {"name": b"a"}),
        (fork, "the greater first", {"header_a": fork.fields["header_b"], "header_b": fork.fields["header_a"]}),
        (fork, "one header twice", {"header_b": fork.fields["header_a"]}),
        (fork, "the first is no header", {"header_a": b"\x00"}),
        (fork, "the second is no header", {"header_b": b"\xff" * 100}),
        (heads, "801 rows", {"heads": [], "gaps": [], "held": [i.to_bytes(32, "big") for i in range(801)], "impossible": []}),
        (site, "key of 31 bytes", {"key": bytes(31)}), (site, "not after a negative time", {"not_after": -1}),
        (site, "not after the year 9999", {"not_after": 253402300800}), (site, "not after true", {"not_after": True}),
        (device, "kinds out of order", {"kinds": ["b", "a"]}), (device, "a kind twice", {"kinds": ["a", "a"]}),
        (device, "a kind with a capital", {"kinds": ["A"]}), (device, "kinds no list", {"kinds": "any"}),
        (device, "epoch missing", {"epoch": None}), (revoked, "last number without id", {"last_id": None}),
        (revoked, "last id without number", {"last_seq": None}), (revoked, "why in words", {"why": "Lost by Dana"}),
        (revoked, "last number of 2^53", {"last_seq": 2**53}), (heads, "held missing", {"held": None}),
        (heads, "a head of two parts", {"heads": [[draw("c1", 16), 1]]}), (heads, "time as text", {"time_ms": "0"}),
        (heads, "a head twice", {"heads": [heads.fields["heads"][0]] * 2}),
        (heads, "heads out of order", {"heads": heads.fields["heads"][::-1]}),
        (heads, "a held id of 16 bytes", {"held": [bytes(16)]}), (granted, "names out of order", {"keyrefs": listed[::-1]}),
        (granted, "a name of 32 bytes", {"keyrefs": [bytes(32)]}),
    ]  # fmt: skip
    for body, name, change in wrong:
        fields = {key: held for key, held in (body.fields | change).items() if held is not None}
        bad.append((f"{body.kind}: {name}", body._replace(fields=fields), "open.fields"))
    return bad


def certificates() -> list[Json]:
    """Return sets of entries and the chains that may be believed after them."""
    other = SigningKey.from_seed(draw("other site key"))
    other_id = draw("other site", 16)
    training = SigningKey.from_seed(draw("training root"))
    root_own = opened(device_certified(ROOT, bytes(16)), ROOT, 0)
    site = opened(site_certified(), ROOT, 1)
    site_own = opened(device_certified(SITE), SITE, 0)
    device = opened(device_certified(DEVICE), SITE, 1)
    again = opened(device_certified(SITE, epoch="after the restore"), SITE, 0, "after the restore")
    by_device = opened(device_certified(other), DEVICE, 3)
    by_root = opened(device_certified(DEVICE), ROOT, 3)
    site_by_site = opened(site_certified(other, other_id), SITE, 4)
    elsewhere = opened(device_certified(DEVICE, other_id), SITE, 5)
    forged = site._replace(sig=bytes(64))
    self_made = opened(device_certified(DEVICE), DEVICE, 0)
    sets = {
        "root, site, device": [root_own, site, site_own, device],
        "backwards": [device, site_own, site, root_own],
        "the site's certificate first": [site, device, root_own, site_own],
        "the root alone": [root_own],
        "the root's own chain is not here": [site, site_own, device],
        "the site's own chain is not here": [root_own, site, device],
        "the site is not certified": [root_own, site_own, device],
        "the site goes on after a restore": [root_own, site, site_own, again],
        "a device certifies": [root_own, site, site_own, device, by_device],
        "the root certifies a device": [root_own, by_root],
        "a site certifies a site": [root_own, site, site_own, site_by_site],
        "a site certifies for another": [root_own, site, site_own, elsewhere],
        "a device certifies itself": [root_own, site, site_own, self_made],
        "a forged signature": [root_own, forged, site_own, device],
        "a renewed certificate": [root_own, site, site_own, device, opened(device_certified(DEVICE), SITE, 9)],
    }
    mixed = curve.compress(curve.add(curve.times(curve.secret_of(draw("mixed"))[0], curve.BASE), curve.torsion()))
    weak = device_certified(DEVICE)._replace(key=mixed, chain=chain_of(mixed, draw("epoch", 16), ROOT.public))
    never = {
        "under another root": (opened(device_certified(DEVICE, root=training), SITE, 1), "certificate.chain"),
        "an epoch that is not the chain's": (
            opened(device_certified(DEVICE)._replace(epoch=draw("wrong", 16)), SITE, 1), "certificate.chain"),
        "a key with torsion": (opened(weak, SITE, 1), "key"),
        "a site's key of small order": (opened(site_certified()._replace(key=bytes(32)), ROOT, 1), "key"),
        "a site's X25519 key of small order": (opened(site_certified()._replace(box_key=bytes(32)), ROOT, 1), "key"),
    }  # fmt: skip
    sets |= {
        "a bad certificate among good ones is left aside": [
            never["a key with torsion"][0],
            root_own,
            site,
            site_own,
            device,
        ],
        "so is one whose body is not the header's": [root_own, site._replace(body=device.body), site, site_own, device],
        "and every bad one": [root_own, *(sealed for sealed, _ in never.values()), device, site_own, site],
    }
    cases = [_believed(name, entries) for name, entries in sets.items()]
    for name, (sealed, code) in never.items():
        cases.append(refused(name, {"root": ROOT.public.hex(), "entries": [entry_form(sealed)]}, code))
    return cases


def _believed(name: str, entries: list[Sealed]) -> Json:
    directory = Directory(ROOT.public)
    for sealed in entries:
        with suppress(Malformed):
            directory.add(sealed)
    pairs = sorted([chain.hex(), key.hex()] for chain, key in directory.keys.items())
    return accepted(
        name, {"root": ROOT.public.hex(), "entries": [entry_form(sealed) for sealed in entries]}, {"keys": pairs}
    )


def forks() -> list[Json]:
    """Return fork proofs, and what proves nothing."""
    one, two = _signed(HEADER), _signed(HEADER._replace(hlc=HLC + 1))
    elsewhere, later = _signed(HEADER._replace(chain=draw("other", 16))), _signed(HEADER._replace(seq=6))
    proof = prove_fork(one, two)
    return [
        accepted("two entries at one place", _proof(proof), {"chain": HEADER.chain.hex(), "seq": HEADER.seq}),
        refused("one entry twice", _proof(ForkProven(one.header, one.sig, one.header, one.sig)), "fork.same"),
        refused(
            "the greater first",
            _proof(ForkProven(proof.header_b, proof.sig_b, proof.header_a, proof.sig_a)),
            "fork.order",
        ),
        refused("of two chains", _proof(prove_fork(one, elsewhere)), "fork.place"),
        refused("of two numbers", _proof(prove_fork(one, later)), "fork.place"),
        refused("the first not signed", _proof(proof._replace(sig_a=bytes(64))), "signature"),
        refused("the second not signed", _proof(proof._replace(sig_b=proof.sig_a)), "signature"),
        refused("by another key", _proof(proof) | {"public": SITE.public.hex()}, "signature"),
    ]


def _signed(header: Header) -> Sealed:
    data = encode_header(header)
    return Sealed(entry_id(data), data, b"", signature_over(data, DEVICE))


def _proof(proof: ForkProven) -> Json:
    return {"public": DEVICE.public.hex()} | {name: part.hex() for name, part in proof._asdict().items()}
