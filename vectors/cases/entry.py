"""Cases of header, body, plain, sealing and opening."""

from typing import Any

from lanyard.crypto.hashing import sha256
from lanyard.crypto.sealing import seal_with_nonce
from lanyard.crypto.signing import SigningKey
from lanyard.ledger.body import Body, Link, LinkKind, encode_body
from lanyard.ledger.chain import Position, chain_of, genesis
from lanyard.ledger.encoding import encode
from lanyard.ledger.header import OPEN_KEYREF, Header, aad, decode_header, encode_header, entry_id
from lanyard.ledger.noun import Basis, Compartment, Noun, Ref
from lanyard.ledger.plain import DICTIONARY_1
from lanyard.ledger.seal import Sealed, SealingKey, seal, sealing_key
from vectors.cases.plain import framed
from vectors.deflate import deflate
from vectors.forms import Json, accepted, body_form, draw, header_form, refused

SEED = draw("device")
SIGNER = SigningKey.from_seed(SEED)
ROOT = SigningKey.from_seed(draw("root"))
CHAIN = chain_of(SIGNER.public, draw("epoch", 16), ROOT.public)
KEY = sealing_key(Compartment.REGISTER, draw("register key"))
HLC = 1550822400000 << 16 | 7
HER = Ref(Noun.PERSON, draw("her", 16))

CLAIMED = Body(
    "tag_claimed",
    None,
    None,
    HER,
    None,
    1,
    None,
    Basis.WITNESSED,
    (),
    {"tag": "BG4F7K2P9X", "came_on": [2, draw("truck", 16)]},
)
FULL = Body(
    "person_met",
    (1550822100, 300),
    "trucks",
    HER,
    draw("act", 16),
    2,
    "a cousin",
    Basis.TOLD,
    (Link(LinkKind.CORRECTS, draw("earlier")), Link(LinkKind.MENTIONS, draw("other"))),
    {"sex": "female", "age": [216, 300], "name_written": "مينا سارا", "script": "arab", "alone": False},
)
HEADER = Header(1, CHAIN, 5, draw("prev"), HLC, 0, KEY.keyref, draw("bodyhash"), 92)


def header() -> list[Json]:
    """Return headers that are read, and one case for each thing that may be wrong."""
    good = {
        "sealed": HEADER,
        "urgent": HEADER._replace(urgency=1),
        "open": HEADER._replace(keyref=OPEN_KEYREF, bodylen=64),
        "first of its chain": HEADER._replace(seq=0, prev=genesis(CHAIN)),
        "largest number": HEADER._replace(seq=2**53 - 1),
        "largest stamp": HEADER._replace(hlc=2**63 - 1),
        "stamp zero": HEADER._replace(hlc=0),
        "smallest sealed body": HEADER._replace(bodylen=60),
        "largest sealed body": HEADER._replace(bodylen=28 + 32 * 2047),
        "smallest open body": HEADER._replace(keyref=OPEN_KEYREF, bodylen=32),
        "largest open body": HEADER._replace(keyref=OPEN_KEYREF, bodylen=65536),
        "later version of the same shape": HEADER._replace(v=2),
        "later version with a body of any length": HEADER._replace(v=2, bodylen=1),
        "later version that begins its chain otherwise": HEADER._replace(v=2, seq=0),
    }
    cases = [_header_case(name, encode(list(parts))) for name, parts in good.items()]
    more: list[Any] = [*HEADER._replace(v=3), 1, b"more", ["x"]]
    cases.append(_header_case("later version with more parts", encode(more)))
    later: list[Any] = [*HEADER._replace(v=2), bytes(160 - len(encode_header(HEADER)) - 2)]
    cases.append(_header_case("later version of 160 bytes", encode(later)))
    cases += [refused(name, {"header": encode(parts).hex()}, code) for name, parts, code in _bad_headers()]
    whole = encode_header(HEADER)
    cases.append(refused("a byte follows", {"header": (whole + b"\0").hex()}, "encoding"))
    cases.append(refused("the last byte is missing", {"header": whole[:-1].hex()}, "encoding"))
    cases.append(refused("v in two bytes", {"header": (whole[:1] + b"\x18\x01" + whole[2:]).hex()}, "encoding"))
    cases.append(refused("array of indefinite length", {"header": (b"\x9f" + whole[1:] + b"\xff").hex()}, "encoding"))
    return cases


def _header_case(name: str, data: bytes) -> Json:
    read = decode_header(data)
    return accepted(
        name, {"header": data.hex()}, {"header": header_form(read), "id": entry_id(data).hex(), "aad": aad(read).hex()}
    )


def _bad_headers() -> list[tuple[str, Any, str]]:
    good = list(HEADER)

    def but(place: int, value: Any) -> list[Any]:
        return [*good[:place], value, *good[place + 1 :]]

    names = {1: ("chain", 16), 3: ("prev", 32), 6: ("keyref", 16), 7: ("bodyhash", 32)}
    bad = [
        ("161 bytes", [*but(0, 2), bytes(161 - len(encode(good)) - 2)], "header.length"),
        ("eight parts", good[:8], "header.shape"),
        ("ten parts in version 1", [*good, 0], "header.shape"),
        ("a map", {"v": 1}, "header.shape"),
        ("v is 0", but(0, 0), "header.v"),
        ("v is negative", but(0, -1), "header.v"),
        ("v is true", but(0, True), "header.v"),
        ("v is text", but(0, "1"), "header.v"),
        ("seq is 2^53", but(2, 2**53), "header.seq"),
        ("seq is negative", but(2, -1), "header.seq"),
        ("seq is true", but(2, True), "header.seq"),
        ("hlc is negative", but(4, -1), "header.hlc"),
        ("hlc is text", but(4, "0"), "header.hlc"),
        ("urgency is 2", but(5, 2), "header.urgency"),
        ("urgency is false", but(5, False), "header.urgency"),
        ("urgency is 2 in a later version", [2, *but(5, 2)[1:]], "header.urgency"),
        ("bodylen is 0", but(8, 0), "header.bodylen"),
        ("bodylen is the seal alone", but(8, 28), "header.bodylen"),
        ("bodylen between two steps", but(8, 93), "header.bodylen"),
        ("bodylen of an open body under a key", but(8, 96), "header.bodylen"),
        ("sealed bodylen one step too long", but(8, 28 + 32 * 2048), "header.bodylen"),
        ("open bodylen of a sealed body", [*but(6, bytes(16))[:8], 92], "header.bodylen"),
        ("open bodylen one step too long", [*but(6, bytes(16))[:8], 65568], "header.bodylen"),
        ("bodylen null", but(8, None), "header.bodylen"),
        ("first of its chain with another prev", but(2, 0), "header.genesis"),
    ]
    for place, (name, size) in names.items():
        bad.append((f"{name} a byte short", but(place, bytes(size - 1)), f"header.{name}"))
        bad.append((f"{name} a byte long", but(place, bytes(size + 1)), f"header.{name}"))
        bad.append((f"{name} is text", but(place, "x" * size), f"header.{name}"))
    return bad


def body() -> list[Json]:
    """Return bodies that are read, and one case for each thing that may be wrong."""
    good = {
        "plainest": CLAIMED,
        "every part filled": FULL,
        "no fields": CLAIMED._replace(fields={}),
        "kind of 32 signs": CLAIMED._replace(kind="a.b_c9" + "x" * 26),
        "done by an id": CLAIMED._replace(done_by=draw("staff", 16)),
        "done by nothing said": CLAIMED._replace(done_by=""),
        "done by 200 letters of four bytes": CLAIMED._replace(done_by="\U0001f9f7" * 200),
        "where of 32 letters": CLAIMED._replace(where="ح" * 32),
        "first day there is": CLAIMED._replace(at=(-62135596800, 0)),
        "last second there is": CLAIMED._replace(at=(253402300799, 2**32 - 1)),
        "before 1970": CLAIMED._replace(at=(-1, 60)),
        "recorded by a very large number": CLAIMED._replace(recorded_by=2**63 - 1),
        "32 pointers": CLAIMED._replace(refs=tuple(Link(LinkKind(i % 4), draw(f"ref {i}")) for i in range(32))),
        "fields as deep as may be": CLAIMED._replace(fields={"a": [[[[1]]]]}),
        "fields of every sort": CLAIMED._replace(
            fields={"i": -5, "b": b"\0", "t": "x", "y": True, "n": None, "m": {"k": []}}
        ),
    }
    cases = [
        accepted(name, {"cbor": encode_body(held).hex()}, {"body": body_form(held)}) for name, held in good.items()
    ]
    for noun in list(Noun)[1:]:
        held = CLAIMED._replace(about=Ref(noun, HER.key))
        cases.append(
            accepted(f"about a {noun.name.lower()}", {"cbor": encode_body(held).hex()}, {"body": body_form(held)})
        )
    for basis in list(Basis)[1:]:
        held = CLAIMED._replace(basis=basis)
        cases.append(
            accepted(f"basis {basis.name.lower()}", {"cbor": encode_body(held).hex()}, {"body": body_form(held)})
        )
    cases += [refused(name, {"cbor": encode(parts).hex()}, code) for name, parts, code in _bad_bodies()]
    return cases + _unfit_fields()


def _unfit_fields() -> list[Json]:
    """Return bodies whose fields hold what the encoding does not know."""
    parts: list[Any] = [CLAIMED.kind, None, None, [0, HER.key], None, 1, None, 0, []]
    start = b"\x8a" + b"".join(encode(part) for part in parts)
    held = {
        "fields a container too deep": "a161618181818180",
        "a float in the fields": "a16161fb3ff8000000000000",
        "a float deep in the fields": "a161618181fb3ff8000000000000",
        "2^63 in the fields": "a161611b8000000000000000",
        "a tag in the fields": "a16161c11a5c6b0000",
    }
    return [refused(name, {"cbor": (start + bytes.fromhex(fields)).hex()}, "encoding") for name, fields in held.items()]


def _bad_bodies() -> list[tuple[str, Any, str]]:
    good = ["tag_claimed", None, None, [0, HER.key], None, 1, None, 0, [], {"tag": "BG4F7K2P9X"}]
    ref = draw("earlier")

    def but(place: int, value: Any) -> list[Any]:
        return [*good[:place], value, *good[place + 1 :]]

    wrong: list[tuple[int, str, dict[str, Any]]] = [
        (0, "kind", {"empty": "", "of 33 signs": "x" * 33, "with a capital": "Tag", "with a hyphen": "tag-claimed",
                     "with a line end": "tag_claimed\n", "with an Arabic figure": "tag١", "null": None, "as bytes": b"tag"}),
        (1, "at", {"a number": 5, "one number": [5], "three numbers": [5, 0, 0], "text": ["5", 0], "true": [True, 0],
                   "negative span": [5, -1], "span of 2^32": [5, 2**32], "before the year 1": [-62135596801, 0],
                   "after the year 9999": [253402300800, 0], "null inside": [None, 0]}),
        (2, "where", {"of 33 letters": "x" * 33, "a number": 3, "as bytes": b"gate"}),
        (3, "about", {"null": None, "noun 9": [9, HER.key], "noun -1": [-1, HER.key], "noun true": [True, HER.key],
                      "id of 15": [0, bytes(15)], "id of 17": [0, bytes(17)], "id as text": [0, "x" * 16],
                      "three parts": [0, HER.key, 0], "the id alone": HER.key}),
        (4, "act", {"of 15": bytes(15), "of 17": bytes(17), "as text": "x" * 16, "a number": 1}),
        (5, "recorded_by", {"negative": -1, "null": None, "true": True, "as text": "1"}),
        (6, "done_by", {"of 201 letters": "x" * 201, "id of 15": bytes(15), "id of 17": bytes(17), "a number": 1}),
        (7, "basis", {"4": 4, "-1": -1, "false": False, "null": None}),
        (8, "refs", {"null": None, "33 of them": [[0, ref]] * 33, "how 4": [[4, ref]], "how true": [[True, ref]],
                     "id of 31": [[0, bytes(31)]], "three parts": [[0, ref, 0]], "the id alone": [ref], "a map": {}}),
        (9, "fields", {"null": None, "an array": [], "text": "x"}),
    ]  # fmt: skip
    bad = [
        (f"{name}: {what}", but(place, value), f"body.{name}")
        for place, name, held in wrong
        for what, value in held.items()
    ]
    return [
        *bad,
        ("nine parts", good[:9], "body.shape"),
        ("eleven parts", [*good, 0], "body.shape"),
        ("a map", {"kind": "x"}, "body.shape"),
        ("text of ten letters", "x" * 10, "body.shape"),
    ]


def _made(name: str, held: Body, position: Position, urgency: int, key: SealingKey | None) -> Json:
    nonce = draw(f"nonce {name}", 12)
    sealed = seal(
        held, position=position, hlc=HLC, urgency=urgency, key=key, nonce=nonce, signer=SIGNER, compress=False
    )
    given = {
        "body": body_form(held), "chain": position.chain.hex(), "seq": position.seq, "prev": position.prev.hex(), "hlc": str(HLC),
        "urgency": urgency, "comp": None if key is None else int(key.comp), "key": None if key is None else key.key.hex(),
        "nonce": nonce.hex(), "seed": SEED.hex(),
    }  # fmt: skip
    expect = {
        "plain": framed(0, encode_body(held)).hex(), "header": sealed.header.hex(), "body": sealed.body.hex(),
        "sig": sealed.sig.hex(), "id": sealed.id.hex(), "keyref": (OPEN_KEYREF if key is None else key.keyref).hex(),
    }  # fmt: skip
    return accepted(name, given, expect)


def sealing() -> list[Json]:
    """Return entries made from all that goes into them."""
    later = Position(CHAIN, 6, draw("prev"))
    return [
        _made("first of its chain", CLAIMED, Position.first(CHAIN), 0, KEY),
        _made("later and full", FULL, later, 0, KEY),
        _made("urgent", FULL, later, 1, KEY),
        _made("another compartment", CLAIMED, later, 0, sealing_key(Compartment.MEDICAL, KEY.key)),
        _made("open", CLAIMED._replace(kind="heads_received"), later, 0, None),
    ]


def opening() -> list[Json]:
    """Return sealed bodies that open, and how they do not."""
    position = Position(CHAIN, 6, draw("prev"))
    cases = []
    for name, held in {"plainest": CLAIMED, "every part filled": FULL}.items():
        sealed = _sealed(framed(1, deflate(encode_body(held), DICTIONARY_1)), position)
        cases.append(accepted(f"{name}, deflated", _opened(sealed, KEY.key), {"body": body_form(held)}))
    sealed = _sealed(framed(0, encode_body(CLAIMED)), position)
    good = _opened(sealed, KEY.key)
    cases.append(accepted("raw", good, {"body": body_form(CLAIMED)}))
    read = decode_header(sealed.header)
    for name in ("chain", "prev", "keyref"):
        change: dict[str, Any] = {name: draw("other", len(getattr(read, name)))}
        other = encode_header(read._replace(**change))
        cases.append(refused(f"sealed under another {name}", good | {"header": other.hex()}, "unopened"))
    for name in ("seq", "hlc", "urgency"):
        other = encode_header(read._replace(**{name: getattr(read, name) ^ 1}))
        cases.append(refused(f"sealed under another {name}", good | {"header": other.hex()}, "unopened"))
    for name, place in {"nonce": 0, "sealed part": 20, "tag": -1}.items():
        changed = bytearray(sealed.body)
        changed[place] ^= 1
        cases.append(refused(f"a bit of the {name} changed", good | {"body": changed.hex()}, "unopened"))
    cases.append(refused("another key", good | {"key": draw("other key").hex()}, "unopened"))
    cases.append(refused("no key", good | {"key": None}, "unopened"))
    inside = {
        "codec of a later release": (framed(2, b"later"), "plain.codec"),
        "padding with something in it": (framed(0, b"\xa0", b"\1" * 28), "plain.padding"),
        "a body that is none": (framed(0, encode([1, 2, 3])), "body.shape"),
        "not CBOR": (framed(0, b"\xff"), "encoding"),
    }
    for name, (data, code) in inside.items():
        cases.append(refused(f"inside: {name}", _opened(_sealed(data, position), KEY.key), code))
    return cases


def _sealed(data: bytes, position: Position) -> Sealed:
    """Seal whatever it is, as a careless writer might."""
    length = len(data) + 28
    unsealed = Header(1, position.chain, position.seq, position.prev, HLC, 0, KEY.keyref, bytes(32), length)
    kept = seal_with_nonce(KEY.key, draw("nonce", 12), data, aad(unsealed))
    header_bytes = encode_header(unsealed._replace(bodyhash=sha256(kept)))
    return Sealed(entry_id(header_bytes), header_bytes, kept, b"")


def _opened(sealed: Sealed, key: bytes) -> Json:
    return {"header": sealed.header.hex(), "body": sealed.body.hex(), "key": key.hex()}
