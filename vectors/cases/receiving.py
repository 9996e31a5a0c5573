"""Cases of the RECEIVE table: what becomes of an entry, given what is known."""

from collections.abc import Mapping
from typing import Any

from lanyard.crypto.hashing import sha256
from lanyard.crypto.sealing import seal_with_nonce
from lanyard.crypto.signing import SigningKey
from lanyard.ledger.body import Body
from lanyard.ledger.chain import Position, chain_of
from lanyard.ledger.encoding import encode
from lanyard.ledger.header import OPEN_KEYREF, Header, aad, decode_header, encode_header, entry_id
from lanyard.ledger.noun import Compartment
from lanyard.ledger.open_kinds import open_body
from lanyard.ledger.seal import Sealed, SealingKey, seal, sealing_key, signature_over
from lanyard.ledger.verify import Verdict, read, receive
from vectors.cases.entry import CHAIN, CLAIMED, HLC, KEY, SIGNER
from vectors.cases.open_entries import RECORDS
from vectors.cases.plain import framed
from vectors.forms import Json, accepted, draw, entry_form, entry_of

MEDICAL = sealing_key(Compartment.MEDICAL, draw("medical key"))
OTHER = SigningKey.from_seed(draw("other device"))
OTHER_CHAIN = chain_of(OTHER.public, draw("epoch", 16), draw("root"))
COMPS: dict[str, Compartment | None] = {
    "tag_claimed": Compartment.REGISTER,
    "triaged": Compartment.MEDICAL,
    "recorded_in_error": None,
}
KEYS = {CHAIN: SIGNER.public, OTHER_CHAIN: OTHER.public}


class Shelf:
    """What a receiver knows, from a case's `known`."""

    def __init__(self, keys: Mapping[bytes, bytes], entries: list[Sealed], opens: Mapping[bytes, SealingKey]) -> None:
        self.keys = keys
        self.opens = opens
        self.headers = {sealed.id: decode_header(sealed.header) for sealed in entries}

    def public_key(self, chain: bytes) -> bytes | None:
        """Return the certified key of a chain."""
        return self.keys.get(chain)

    def header_of(self, entry_id: bytes) -> Header | None:
        """Return the header of an entry that is kept."""
        return self.headers.get(entry_id)

    def ids_at(self, chain: bytes, seq: int) -> list[bytes]:
        """Return the ids kept at one place of a chain."""
        return [i for i, header in self.headers.items() if (header.chain, header.seq) == (chain, seq)]


def known_of(form: Json) -> tuple[Shelf, dict[str, Compartment | None]]:
    """Read a case's `known`."""
    keys = {bytes.fromhex(chain): bytes.fromhex(public) for chain, public in form["keys"]}
    listed = [sealing_key(Compartment(comp), bytes.fromhex(key)) for comp, key in form["opens"]]
    comps = {kind: None if comp is None else Compartment(comp) for kind, comp in form["comps"]}
    return Shelf(keys, [entry_of(entry) for entry in form["entries"]], {one.keyref: one for one in listed}), comps


def judge(given: Json) -> Json:
    """Receive and read the entry of a case."""
    shelf, comps = known_of(given["known"])
    sealed = entry_of(given["entry"])
    received = receive(sealed, shelf)
    reading = None
    if received.verdict is Verdict.KEPT and received.header is not None:
        key = shelf.opens.get(received.header.keyref)
        reading = str(read(received.header, sealed.body, key, comps)[0])
    return {
        "verdict": str(received.verdict),
        "reason": received.reason or None,
        "marks": sorted(map(str, received.marks)),
        "reading": reading,
    }


def made(seq: int, prev: bytes | None = None, **more: Any) -> Sealed:
    """Return an entry of the first device."""
    signer, chain = more.get("by", (SIGNER, CHAIN))
    position = Position.first(chain) if seq == 0 else Position(chain, seq, prev or draw("absent"))
    body: Body = more.get("body", CLAIMED)
    key: SealingKey | None = more.get("key", KEY)
    nonce = draw(f"{seq} {more.get('stamp', 0)}", 12)
    stamp = HLC + more.get("stamp", 0)
    return seal(body, position=position, hlc=stamp, urgency=0, key=key, nonce=nonce, signer=signer, compress=False)


def rough(plain: bytes, *, v: int = 1, keyref: bytes = KEY.keyref, signer: SigningKey = SIGNER, **parts: Any) -> Sealed:
    """Return an entry sealed and signed without looking at what is in it."""
    length = len(plain) + (28 if keyref != OPEN_KEYREF else 0)
    unsealed = Header(v, CHAIN, 1, draw("absent"), HLC, 0, keyref, bytes(32), length)._replace(**parts)
    kept = seal_with_nonce(KEY.key, draw("rough", 12), plain, aad(unsealed)) if keyref != OPEN_KEYREF else plain
    data = encode_header(unsealed._replace(bodyhash=sha256(kept)))
    return Sealed(entry_id(data), data, kept, signature_over(data, signer))


def receive_cases() -> list[Json]:
    """Return entries and their verdicts."""
    first = made(0)
    second = made(1, first.id)
    third = made(2, second.id)
    cases = [
        *_placing(first, second, third),
        *_refusing(first, second),
        *_reading(first),
    ]
    return [accepted(name, given, judge(given)) for name, given in cases]


def _given(entry: Sealed, *entries: Sealed, **more: Any) -> Json:
    keys: Mapping[bytes, bytes] = more.get("keys", KEYS)
    opens: list[SealingKey] = more.get("opens", [KEY, MEDICAL])
    known = {
        "keys": [[chain.hex(), public.hex()] for chain, public in keys.items()],
        "entries": [entry_form(sealed) for sealed in entries],
        "opens": [[int(one.comp), one.key.hex()] for one in opens],
        "comps": [[kind, None if comp is None else int(comp)] for kind, comp in COMPS.items()],
    }
    return {"known": known, "entry": entry_form(entry)}


def _placing(first: Sealed, second: Sealed, third: Sealed) -> list[tuple[str, Json]]:
    fork = made(1, first.id, stamp=5)
    return [
        ("the first of its chain", _given(first)),
        ("the next", _given(second, first)),
        ("once more", _given(second, first, second)),
        ("before what it follows: a gap", _given(second)),
        ("two gaps away", _given(third, first)),
        ("at a taken place: a fork", _given(fork, first, second)),
        ("the first, a fork", _given(made(0, stamp=5), first)),
        ("at a taken place and before what it follows", _given(made(1, stamp=5), second)),
        ("after one branch of a fork", _given(made(2, fork.id), first, second, fork)),
        ("the certificate is not here", _given(second, first, keys={})),
        ("not signed, and the certificate is not here", _given(second._replace(sig=bytes(64)), first, keys={})),
        (
            "after an entry of another chain",
            _given(made(1, made(0, by=(OTHER, OTHER_CHAIN)).id), made(0, by=(OTHER, OTHER_CHAIN))),
        ),
        ("after an entry of another number", _given(made(3, first.id), first)),
        ("after itself in number", _given(made(1, third.id), third)),
        ("a fork after an entry of another number", _given(made(2, first.id, stamp=3), first, second, third)),
    ]


def _refusing(first: Sealed, second: Sealed) -> list[tuple[str, Json]]:
    changed = bytes((second.body[0] ^ 1,)) + second.body[1:]
    header = decode_header(second.header)
    unfit = encode_header(header._replace(bodylen=header.bodylen + 1))
    bad_shape = Sealed(b"", unfit, second.body, second.sig)
    by_other = second._replace(sig=signature_over(second.header, OTHER))
    bare = SigningKey.from_seed(draw("device")).sign(second.header)
    return [
        ("a header that is none", _given(second._replace(header=b"\x80"), first)),
        ("a header that is not CBOR", _given(second._replace(header=b"\xff"), first)),
        ("a header with an impossible length", _given(bad_shape, first)),
        ("a body one step short", _given(second._replace(body=second.body[:-32]), first)),
        ("no body", _given(second._replace(body=b""), first)),
        ("a bit of the body changed", _given(second._replace(body=changed), first)),
        (
            "a bit of the body changed, and the certificate is not here",
            _given(second._replace(body=changed), first, keys={}),
        ),
        ("not signed", _given(second._replace(sig=bytes(64)), first)),
        ("a signature cut", _given(second._replace(sig=second.sig[:63]), first)),
        ("signed by another device", _given(by_other, first)),
        ("signed without the domain", _given(second._replace(sig=bare), first)),
        ("another entry's signature", _given(second._replace(sig=first.sig), first)),
    ]


def _reading(first: Sealed) -> list[tuple[str, Json]]:
    triaged = CLAIMED._replace(kind="triaged", fields={})
    wrong = CLAIMED._replace(kind="recorded_in_error", fields={"why": "typed twice"})
    heads = open_body(RECORDS["nothing held"], site=draw("site", 16))
    named = heads._replace(done_by="somebody")
    claimed = framed(0, encode([CLAIMED.kind, None, None, [0, bytes(16)], None, 1, None, 0, [], {}]))
    return [
        ("the key is not here", _given(first, opens=[])),
        ("another key is here", _given(first, opens=[MEDICAL])),
        ("a medical kind under a medical key", _given(made(0, body=triaged, key=MEDICAL))),
        ("a medical kind under a register key", _given(made(0, body=triaged))),
        ("a kind that goes with its target", _given(made(0, body=wrong))),
        ("the same under another key", _given(made(0, body=wrong, key=MEDICAL))),
        ("a kind of a later release", _given(made(0, body=CLAIMED._replace(kind="buried")))),
        ("a personal kind in an open body", _given(rough(claimed, keyref=OPEN_KEYREF))),
        ("an open kind", _given(made(0, body=heads, key=None))),
        ("an open kind under a key", _given(made(0, body=heads))),
        ("an open kind with a name in it", _given(made(0, body=named, key=None))),
        ("a codec of a later release", _given(rough(framed(2, b"later")))),
        ("padding with something in it", _given(rough(framed(0, b"\xa0", b"\1" * 28)))),
        ("a body that is none", _given(rough(framed(0, b"\x80")))),
        ("a body that is not CBOR", _given(rough(framed(0, b"\xff")))),
        (
            "a noun of a later release",
            _given(rough(framed(0, encode(["x", None, None, [9, bytes(16)], None, 0, None, 0, [], {}])))),
        ),
        ("a later version", _given(rough(claimed, v=2))),
        ("a later version, body of another length", _given(rough(b"later", v=2, keyref=OPEN_KEYREF))),
        ("a later version, not signed", _given(rough(claimed, v=2)._replace(sig=bytes(64)))),
    ]
