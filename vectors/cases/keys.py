"""Cases of the key hierarchy: names, wrapping, letters, passphrases, shares, files."""

from typing import Any

from lanyard.crypto import blobs, hpke, shares, unlock
from lanyard.crypto.hashing import sha256
from lanyard.crypto.keys import compartment_keys, keyref, wrap
from lanyard.crypto.sealing import seal_with_nonce
from lanyard.ledger.encoding import encode
from lanyard.ledger.noun import Compartment
from lanyard.ledger.parcel import compartment_info, encode_keys, grant_info, mint_info
from lanyard.ledger.seal import sealing_key
from vectors.forms import Json, accepted, bytes_form, draw, refused

KEY = draw("noun key")
OWN = compartment_keys(draw("compartment secret"))


def keyrefs() -> list[Json]:
    """Return one key's name in every compartment."""
    return [
        accepted(comp.name.lower(), {"comp": int(comp), "key": KEY.hex()}, {"keyref": keyref(comp, KEY).hex()})
        for comp in Compartment
    ]


def compartments() -> list[Json]:
    """Return what follows from secrets."""
    cases = []
    for name, secret in {"one": draw("compartment secret"), "another": draw("another"), "zeros": bytes(32)}.items():
        made = compartment_keys(secret)
        expect = {"ck": made.wrapping.hex(), "x_secret": made.x_secret.hex(), "x_public": made.x_public.hex()}
        cases.append(accepted(name, {"secret": secret.hex()}, expect))
    return cases


def wrapping() -> list[Json]:
    """Return wrapped keys."""
    nonce = draw("wrap nonce", 12)
    cases = []
    for comp in (Compartment.REGISTER, Compartment.MEDICAL, Compartment.SITUATION):
        given = _wrapped(OWN.wrapping, comp, keyref(comp, KEY), wrap(OWN.wrapping, comp, KEY, nonce))
        cases.append(accepted(comp.name.lower(), given, {"key": KEY.hex(), "nonce": nonce.hex()}))
    name, kept = keyref(0, KEY), wrap(OWN.wrapping, 0, KEY, nonce)
    other = keyref(0, draw("other"))
    swapped = seal_with_nonce(OWN.wrapping, nonce, KEY, b"lanyard/wrap/1\0\0" + other)
    short = seal_with_nonce(OWN.wrapping, nonce, KEY[:31], b"lanyard/wrap/1\0\0" + name)
    changed = kept[:-1] + bytes((kept[-1] ^ 1,))
    return [
        *cases,
        refused("another compartment's key", _wrapped(draw("other ck"), 0, name, kept), "unopened"),
        refused("as if of another compartment", _wrapped(OWN.wrapping, 2, name, kept), "unopened"),
        refused("under another name", _wrapped(OWN.wrapping, 0, other, kept), "unopened"),
        refused("a bit changed", _wrapped(OWN.wrapping, 0, name, changed), "unopened"),
        refused("cut", _wrapped(OWN.wrapping, 0, name, kept[:27]), "unopened"),
        refused("empty", _wrapped(OWN.wrapping, 0, name, b""), "unopened"),
        refused("a key put in under another's name", _wrapped(OWN.wrapping, 0, other, swapped), "keyref"),
        refused("a key of 31 bytes", _wrapped(OWN.wrapping, 0, name, short), "keyref"),
    ]


def _wrapped(ck: bytes, comp: int, name: bytes, kept: bytes) -> Json:
    return {"ck": ck.hex(), "comp": comp, "keyref": name.hex(), "wrapped": kept.hex()}


def letters() -> list[Json]:
    """Return letters that open, and letters that do not."""
    info = compartment_info("care", draw("site", 16), Compartment.MEDICAL, 1)
    ephemeral = draw("ephemeral")
    sealed = hpke.seal(OWN.x_public, info, KEY, ephemeral)
    given = {"secret": OWN.x_secret.hex(), "info": info.hex(), "sealed": sealed.hex()}
    empty = hpke.seal(OWN.x_public, b"", b"", ephemeral)
    low = bytes((1,)) + bytes(32) + sealed[33:]
    return [
        accepted("a key", given, {"plain": KEY.hex(), "ephemeral": ephemeral.hex()}),
        accepted(
            "nothing, for nothing",
            given | {"info": "", "sealed": empty.hex()},
            {"plain": "", "ephemeral": ephemeral.hex()},
        ),
        refused("to somebody else", given | {"secret": draw("somebody").hex()}, "unopened"),
        refused("for something else", given | {"info": mint_info(draw("chain", 16)).hex()}, "unopened"),
        refused("suite 0", given | {"sealed": (b"\0" + sealed[1:]).hex()}, "hpke.suite"),
        refused("suite 2", given | {"sealed": (b"\2" + sealed[1:]).hex()}, "hpke.suite"),
        refused(
            "another's encapsulated key", given | {"sealed": (sealed[:1] + draw("e") + sealed[33:]).hex()}, "unopened"
        ),
        refused("encapsulated key of small order", given | {"sealed": low.hex()}, "unopened"),
        refused("a bit changed", given | {"sealed": (sealed[:-1] + bytes((sealed[-1] ^ 1,))).hex()}, "unopened"),
        refused("cut to less than a tag", given | {"sealed": sealed[:48].hex()}, "unopened"),
        refused("empty", given | {"sealed": ""}, "unopened"),
    ]


def parcels() -> list[Json]:
    """Return what letters are for."""
    site, other, own = draw("site", 16), draw("other site", 16), draw("chain", 16)
    return [
        accepted(
            "a compartment's secret to a side",
            {"for": "compartment", "side": "care", "site": site.hex(), "comp": 2, "gen": 1},
            {"info": compartment_info("care", site, Compartment.MEDICAL, 1).hex()},
        ),
        accepted(
            "a later generation",
            {"for": "compartment", "side": "custody", "site": site.hex(), "comp": 0, "gen": 300},
            {"info": compartment_info("custody", site, Compartment.REGISTER, 300).hex()},
        ),
        accepted("a minted batch", {"for": "mint", "chain": own.hex()}, {"info": mint_info(own).hex()}),
        accepted(
            "a grant", {"for": "grant", "from": site.hex(), "to": other.hex()}, {"info": grant_info(site, other).hex()}
        ),
    ]


def key_lists() -> list[Json]:
    """Return lists of keys."""
    some = [sealing_key(comp, draw(f"listed {comp}")) for comp in Compartment]
    many = [sealing_key(Compartment.REGISTER, draw(f"listed {i}")) for i in range(256)]
    cases = []
    for name, listed in {"none": [], "one of each compartment": some, "256 keys": many}.items():
        rows = [[int(one.comp), one.key.hex(), one.keyref.hex()] for one in listed]
        cases.append(accepted(name, {"cbor": encode_keys(listed).hex()}, {"keys": rows}))
    bad: dict[str, Any] = {
        "257 keys": [[0, KEY]] * 257,
        "compartment 9": [[9, KEY]],
        "compartment -1": [[-1, KEY]],
        "compartment true": [[True, KEY]],
        "a key of 31 bytes": [[0, KEY[:31]]],
        "a key of 33 bytes": [[0, KEY + b"\0"]],
        "a key as text": [[0, "x" * 32]],
        "a key without its compartment": [[KEY]],
        "three parts": [[0, KEY, 0]],
        "a map": {"a": KEY},
        "one good and one bad": [[0, KEY], [0, b""]],
    }
    return cases + [refused(name, {"cbor": encode(held).hex()}, "key_list") for name, held in bad.items()]


def unlocking() -> list[Json]:
    """Return secrets behind passphrases. Few, since each takes most of a second and 256 MiB."""
    salt, nonce, secret = draw("salt", 16), draw("unlock nonce", 12), draw("site secret")
    blob = unlock.lock(secret, "caf\u00e9 lanyard three", salt, nonce)
    expect = {"secret": secret.hex(), "nonce": nonce.hex()}
    changed = blob[:-1] + bytes((blob[-1] ^ 1,))
    return [
        accepted("the passphrase", {"passphrase": "caf\u00e9 lanyard three", "blob": blob.hex()}, expect),
        accepted(
            "typed with a combining accent", {"passphrase": "cafe\u0301 lanyard three", "blob": blob.hex()}, expect
        ),
        refused("another passphrase", {"passphrase": "cafe lanyard three", "blob": blob.hex()}, "unopened"),
        refused("a bit changed", {"passphrase": "caf\u00e9 lanyard three", "blob": changed.hex()}, "unopened"),
        refused("cut", {"passphrase": "caf\u00e9 lanyard three", "blob": blob[:43].hex()}, "unopened"),
    ]


def sharing() -> list[Json]:
    """Return pairs of shares."""
    secret, name = draw("shared secret"), draw("set", 4)
    made = shares.split(secret, name, draw("coefficients"))
    others = shares.split(secret, draw("set 2", 4), draw("coefficients 2"))
    short = shares.split(secret[:16], name, draw("coefficients", 16))
    cases = []
    for i, j in ((0, 1), (0, 2), (1, 2), (1, 0), (2, 0), (2, 1)):
        given = {"shares": [made[i].hex(), made[j].hex()]}
        expect = {"secret": secret.hex(), "third": made[3 - i - j].hex()}
        cases.append(accepted(f"shares {i + 1} and {j + 1}", given, expect))
    of_zero = shares.split(bytes(32), name, bytes(32))
    cases.append(
        accepted(
            "of zeros, with zeros",
            {"shares": [of_zero[0].hex(), of_zero[1].hex()]},
            {"secret": bytes(32).hex(), "third": of_zero[2].hex()},
        )
    )
    one = made[0]
    bad = {
        "the same share twice": (one, one, "share.same"),
        "of two sets": (one, others[1], "share.set"),
        "of two lengths": (one, short[1], "share.set"),
        "a letter misread": (one[:9] + bytes((one[9] ^ 1,)) + one[10:], made[1], "share.check"),
        "the check misread": (one, made[1][:-1] + bytes((made[1][-1] ^ 1,)), "share.check"),
        "number 0": (_numbered(one, 0), made[1], "share.number"),
        "number 4": (made[0], _numbered(one, 4), "share.number"),
        "nothing in it": (one[:9], made[1], "share.length"),
        "empty": (b"", made[1], "share.length"),
    }
    return cases + [refused(what, {"shares": [a.hex(), b.hex()]}, code) for what, (a, b, code) in bad.items()]


def _numbered(share: bytes, number: int) -> bytes:
    kept = share[:4] + bytes((number,)) + share[5:-4]
    return kept + sha256(kept)[:4]


def files() -> list[Json]:
    """Return files of lengths about the segment's, and how encrypted ones are cut, swapped and changed."""
    salt, size = draw("blob salt", 16), blobs.SEGMENT
    keyed = {"key": KEY.hex(), "salt": salt.hex()}
    lengths = {
        "empty": 0,
        "a byte": 1,
        "short": 5000,
        "a segment less one": size - 1,
        "a segment": size,
        "and one": size + 1,
    }
    cases = []
    for name, length in (lengths | {"two segments": 2 * size, "two and a half": 2 * size + size // 2}).items():
        plain = bytes(length)
        file = b"".join(blobs.encrypt_stream(KEY, salt, [plain]))
        given = keyed | {"plain": bytes_form(plain)}
        cases.append(accepted(name, given, {"name": sha256(file).hex(), "size": length}))
    small = b"".join(blobs.encrypt_stream(KEY, salt, [b"a photo"]))
    given = {**keyed, "file": small.hex()}
    expect = {"name": sha256(small).hex(), "size": 7, "plain": b"a photo".hex()}
    return [
        *cases,
        accepted("decrypted", given, expect),
        refused("another key", given | {"key": draw("another").hex()}, "unopened"),
        refused("another salt", given | {"salt": draw("another", 16).hex()}, "unopened"),
        refused("a bit changed", keyed | {"file": (small[:-1] + bytes((small[-1] ^ 1,))).hex()}, "unopened"),
        refused("cut", keyed | {"file": small[:-1].hex()}, "unopened"),
        refused("cut to less than a tag", keyed | {"file": small[:5].hex()}, "unopened"),
        refused("nothing", keyed | {"file": ""}, "unopened"),
        refused("a segment follows the last", keyed | {"file": (small + small).hex()}, "unopened"),
    ]
