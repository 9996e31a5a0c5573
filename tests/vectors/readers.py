"""One reader a vector file: from a case's input to what the case should expect; refusals are raised."""

from collections.abc import Callable
from contextlib import nullcontext, suppress
from typing import Any

from lanyard.crypto import blobs, hpke, shares, signing, unlock
from lanyard.crypto.errors import Unopened
from lanyard.crypto.hashing import sha256
from lanyard.crypto.keys import compartment_keys, keyref, unwrap, wrap
from lanyard.crypto.signing import SigningKey
from lanyard.ledger.body import decode_body, encode_body
from lanyard.ledger.certificate import Directory
from lanyard.ledger.chain import Position, chain_of, genesis
from lanyard.ledger.encoding import decode, encode
from lanyard.ledger.errors import Malformed
from lanyard.ledger.fork import check_fork
from lanyard.ledger.header import VERSION, aad, decode_header, encode_header, entry_id
from lanyard.ledger.merge import in_error, order, standing
from lanyard.ledger.noun import Compartment
from lanyard.ledger.open_kinds import open_body, read_open
from lanyard.ledger.open_records import ForkProven
from lanyard.ledger.parcel import compartment_info, decode_keys, encode_keys, grant_info, mint_info
from lanyard.ledger.plain import unwrap_plain
from lanyard.ledger.seal import open_entry, seal, sealing_key
from vectors.cases.chains import run
from vectors.cases.receiving import judge
from vectors.forms import (
    Json,
    body_form,
    body_of,
    bytes_form,
    bytes_of,
    entry_of,
    header_form,
    hexes,
    order_entry,
    value_form,
    value_of,
)

Reader = Callable[[Json], Any]


def raw(given: Json, name: str) -> bytes:
    """Return a part of the input as bytes."""
    return bytes.fromhex(given[name])


def refusal(read: Reader, given: Json) -> str:
    """Return the code that the input is refused with, or nothing if it is accepted."""
    try:
        read(given)
    except (Malformed, Unopened) as refused:
        return refused.code
    return ""


def encoding(given: Json) -> Any:
    value = decode(raw(given, "cbor"))
    assert encode(value) == raw(given, "cbor")
    return {"value": value_form(value)}


def unwritable(given: Json) -> Any:
    return {"cbor": encode(value_of(given["value"])).hex()}


def header(given: Json) -> Any:
    data = raw(given, "header")
    read = decode_header(data)
    if read.v == VERSION:
        assert encode_header(read) == data
    return {"header": header_form(read), "id": entry_id(data).hex(), "aad": aad(read).hex()}


def body(given: Json) -> Any:
    read = decode_body(raw(given, "cbor"))
    assert encode_body(read) == raw(given, "cbor")
    return {"body": body_form(read)}


def plain(given: Json) -> Any:
    data = bytes_of(given["plain"])
    cbor = unwrap_plain(data)
    return {"codec": data[0], "cbor": bytes_form(cbor)}


def sealing(given: Json) -> Any:
    key = None if given["key"] is None else sealing_key(Compartment(given["comp"]), raw(given, "key"))
    sealed = seal(
        body_of(given["body"]),
        position=Position(raw(given, "chain"), given["seq"], raw(given, "prev")),
        hlc=int(given["hlc"]),
        urgency=given["urgency"],
        key=key,
        nonce=raw(given, "nonce"),
        signer=SigningKey.from_seed(raw(given, "seed")),
        compress=False,
    )
    cbor = encode_body(body_of(given["body"]))
    framed = b"\0" + len(cbor).to_bytes(2, "big") + cbor
    return {
        "plain": (framed + bytes(-len(framed) % 32)).hex(),
        "header": sealed.header.hex(),
        "body": sealed.body.hex(),
        "sig": sealed.sig.hex(),
        "id": sealed.id.hex(),
        "keyref": (key.keyref if key else bytes(16)).hex(),
    }


def opening(given: Json) -> Any:
    key = None if given["key"] is None else raw(given, "key")
    return {"body": body_form(open_entry(decode_header(raw(given, "header")), raw(given, "body"), key))}


def signature(given: Json) -> Any:
    if not signing.verify(raw(given, "public"), raw(given, "message"), raw(given, "sig")):
        raise Malformed("signature")
    return True


def public_key(given: Json) -> Any:
    if not signing.public_key_ok(raw(given, "public")):
        raise Malformed("key")
    return True


def chain(given: Json) -> Any:
    own = chain_of(raw(given, "public"), raw(given, "epoch"), raw(given, "root"))
    return {"chain": own.hex(), "genesis": genesis(own).hex()}


def clock(given: Json) -> Any:
    return {"results": run(given["steps"])}


def ordering(given: Json) -> Any:
    entries = [order_entry(form) for form in given["entries"]]
    return {"ids": hexes(entry.id for entry in sorted(entries, key=order))}


def stands(given: Json) -> Any:
    entries = [order_entry(form) for form in given["entries"]]
    left = standing(entries)
    return {
        "ids": hexes(entry.id for entry in left),
        "at_ms": [str(entry.at_ms) for entry in left],
        "in_error": sorted(hexes(in_error(entries))),
    }


def name_of_key(given: Json) -> Any:
    return {"keyref": keyref(given["comp"], raw(given, "key")).hex()}


def compartment(given: Json) -> Any:
    made = compartment_keys(raw(given, "secret"))
    return {"ck": made.wrapping.hex(), "x_secret": made.x_secret.hex(), "x_public": made.x_public.hex()}


def wrapped(given: Json) -> Any:
    ck, comp, kept = raw(given, "ck"), given["comp"], raw(given, "wrapped")
    key = unwrap(ck, comp, raw(given, "keyref"), kept)
    assert wrap(ck, comp, key, kept[:12]) == kept
    return {"key": key.hex(), "nonce": kept[:12].hex()}


def letter(given: Json) -> Any:
    return {"plain": hpke.open(raw(given, "secret"), raw(given, "info"), raw(given, "sealed")).hex()}


def parcel(given: Json) -> Any:
    if given["for"] == "mint":
        return {"info": mint_info(raw(given, "chain")).hex()}
    if given["for"] == "grant":
        return {"info": grant_info(raw(given, "from"), raw(given, "to")).hex()}
    return {"info": compartment_info(given["side"], raw(given, "site"), Compartment(given["comp"]), given["gen"]).hex()}


def key_list(given: Json) -> Any:
    keys = decode_keys(raw(given, "cbor"))
    assert encode_keys(keys) == raw(given, "cbor")
    return {"keys": [[int(one.comp), one.key.hex(), one.keyref.hex()] for one in keys]}


def unlocked(given: Json) -> Any:
    blob = raw(given, "blob")
    return {"secret": unlock.unlock(blob, given["passphrase"]).hex(), "nonce": blob[16:28].hex()}


def shared(given: Json) -> Any:
    first, second = map(bytes.fromhex, given["shares"])
    return {"secret": shares.join(first, second).hex(), "third": shares.third(first, second).hex()}


def file(given: Json) -> Any:
    key, salt = raw(given, "key"), raw(given, "salt")
    if "file" in given:
        sealed = bytes_of(given["file"])
        inside = b"".join(blobs.decrypt_stream(key, salt, [sealed]))
        return {"name": sha256(sealed).hex(), "size": len(inside), "plain": inside.hex()}
    inside = bytes_of(given["plain"])
    sealed = b"".join(blobs.encrypt_stream(key, salt, [inside]))
    assert b"".join(blobs.decrypt_stream(key, salt, [sealed])) == inside
    return {"name": sha256(sealed).hex(), "size": len(inside)}


def open_kind(given: Json) -> Any:
    read = body_of(given["body"])
    again = open_body(read_open(read), site=read.about.key, recorded_by=read.recorded_by)
    return {"fields": value_form(again.fields)}


def certificate(given: Json) -> Any:
    """A certificate alone is refused by its code; in a set it is left aside."""
    directory = Directory(raw(given, "root"))
    alone = len(given["entries"]) == 1
    for entry in given["entries"]:
        with nullcontext() if alone else suppress(Malformed):
            directory.add(entry_of(entry))
    return {"keys": sorted([own.hex(), key.hex()] for own, key in directory.keys.items())}


def fork(given: Json) -> Any:
    parts = (raw(given, name) for name in ("header_a", "sig_a", "header_b", "sig_b"))
    own, seq = check_fork(ForkProven(*parts), raw(given, "public"))
    return {"chain": own.hex(), "seq": seq}


READERS: dict[str, Reader] = {
    "encoding": encoding,
    "unwritable": unwritable,
    "header": header,
    "body": body,
    "plain": plain,
    "seal": sealing,
    "open": opening,
    "signature": signature,
    "public_key": public_key,
    "chain": chain,
    "clock": clock,
    "order": ordering,
    "standing": stands,
    "keyref": name_of_key,
    "compartment": compartment,
    "wrap": wrapped,
    "hpke": letter,
    "parcel": parcel,
    "key_list": key_list,
    "unlock": unlocked,
    "shares": shared,
    "blob": file,
    "open_kinds": open_kind,
    "certificate": certificate,
    "fork": fork,
    "receive": judge,
}
