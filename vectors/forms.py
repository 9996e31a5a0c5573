"""How values, bodies, headers and entries are written in the vectors' JSON, and read from it."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from lanyard.crypto.hashing import sha256
from lanyard.ledger.body import Body, Link, LinkKind
from lanyard.ledger.entry import Entry
from lanyard.ledger.header import Header, entry_id
from lanyard.ledger.noun import Basis, Noun, Ref
from lanyard.ledger.seal import Sealed

FOLDER: Final = Path(__file__).parent
Json = dict[str, Any]
PARTS_FROM: Final = 1000


def draw(label: str, size: int = 32) -> bytes:
    """Return bytes that look random and follow from the label alone."""
    return b"".join(sha256(f"lanyard vectors {label} {i}".encode()) for i in range(size // 32 + 1))[:size]


def accepted(name: str, given: Json, expect: Any) -> Json:
    """Return a case that is accepted."""
    return {"name": name, "input": given, "expect": expect}


def refused(name: str, given: Json, code: str) -> Json:
    """Return a case that is refused."""
    return {"name": name, "input": given, "refuse": code}


def value_form(value: Any) -> Json:
    """Return a CBOR value as tagged JSON."""
    if value is None:
        return {"null": None}
    if isinstance(value, bool):
        return {"bool": value}
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": str(value)}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, (list, tuple)):
        return {"array": [value_form(item) for item in value]}
    ordered = sorted(value.items(), key=lambda pair: (len(pair[0].encode()), pair[0].encode()))
    return {"map": [[key, value_form(item)] for key, item in ordered]}


def value_of(form: Json) -> Any:
    """Read a tagged value."""
    ((tag, held),) = form.items()
    if tag == "int":
        return int(held)
    if tag == "float":
        return float(held)
    if tag == "bytes":
        return bytes.fromhex(held)
    if tag == "array":
        return [value_of(item) for item in held]
    if tag == "map":
        return {key: value_of(item) for key, item in held}
    return held


def body_form(body: Body) -> Json:
    """Return a body as JSON."""
    done_by = body.done_by
    said = None if done_by is None else {"text": done_by} if isinstance(done_by, str) else {"bytes": done_by.hex()}
    return {
        "kind": body.kind,
        "at": None if body.at is None else [str(part) for part in body.at],
        "where": body.where,
        "about": [int(body.about.noun), body.about.key.hex()],
        "act": None if body.act is None else body.act.hex(),
        "recorded_by": str(body.recorded_by),
        "done_by": said,
        "basis": int(body.basis),
        "refs": [[int(ref.how), ref.entry.hex()] for ref in body.refs],
        "fields": value_form(body.fields),
    }


def body_of(form: Json) -> Body:
    """Read a body."""
    said = form["done_by"]
    done_by = None if said is None else said["text"] if "text" in said else bytes.fromhex(said["bytes"])
    return Body(
        form["kind"],
        None if form["at"] is None else (int(form["at"][0]), int(form["at"][1])),
        form["where"],
        Ref(Noun(form["about"][0]), bytes.fromhex(form["about"][1])),
        None if form["act"] is None else bytes.fromhex(form["act"]),
        int(form["recorded_by"]),
        done_by,
        Basis(form["basis"]),
        tuple(Link(LinkKind(how), bytes.fromhex(entry)) for how, entry in form["refs"]),
        value_of(form["fields"]),
    )


def header_form(header: Header) -> Json:
    """Return a header as JSON."""
    parts = header._asdict()
    return {name: part.hex() if isinstance(part, bytes) else part for name, part in parts.items()} | {
        "hlc": str(header.hlc)
    }


def entry_form(sealed: Sealed) -> Json:
    """Return an entry as it travels."""
    return {"header": sealed.header.hex(), "body": sealed.body.hex(), "sig": sealed.sig.hex()}


def entry_of(form: Json) -> Sealed:
    """Read an entry; its id is computed."""
    header = bytes.fromhex(form["header"])
    return Sealed(entry_id(header), header, bytes.fromhex(form["body"]), bytes.fromhex(form["sig"]))


def order_form(entry: Entry) -> Json:
    """Return what decides an entry's place, as JSON."""
    return {
        "id": entry.id.hex(),
        "chain": entry.chain.hex(),
        "seq": entry.seq,
        "hlc": str(entry.hlc),
        "at": str(entry.at_ms // 1000) if entry.stated_at else None,
        "kind": entry.kind,
        "staff": entry.staff.hex(),
        "refs": [[int(ref.how), ref.entry.hex()] for ref in entry.refs],
        "flagged": entry.flagged,
    }


def order_entry(form: Json) -> Entry:
    """Read an order entry; what does not decide its place is filled in."""
    at, hlc = form["at"], int(form["hlc"])
    refs = tuple(Link(LinkKind(how), bytes.fromhex(target)) for how, target in form["refs"])
    return Entry(
        id=bytes.fromhex(form["id"]),
        chain=bytes.fromhex(form["chain"]),
        seq=form["seq"],
        hlc=hlc,
        at_ms=hlc >> 16 if at is None else int(at) * 1000,
        stated_at=at is not None,
        span=0,
        where="",
        act=None,
        about=Ref(Noun.PERSON, bytes(16)),
        recorded_by=1,
        staff=bytes.fromhex(form["staff"]),
        done_by=None,
        basis=Basis.WITNESSED,
        kind=form["kind"],
        record=None,
        refs=refs,
        keyref=bytes(16),
        flagged=form["flagged"],
    )


def hexes(items: Iterable[bytes]) -> list[str]:
    """Return byte strings as hex."""
    return [item.hex() for item in items]


def bytes_form(data: bytes) -> str | Json:
    """Return bytes as hex, or where one byte is said very often, as parts."""
    if len(data) < PARTS_FROM:
        return data.hex()
    parts: list[Json] = []
    start = 0
    for run in re.finditer(rb"(.)\1{99,}", data, re.DOTALL):
        if run.start() > start:
            parts.append({"hex": data[start : run.start()].hex()})
        parts.append({"repeat": run[1].hex(), "times": run.end() - run.start()})
        start = run.end()
    if start < len(data):
        parts.append({"hex": data[start:].hex()})
    return {"parts": parts}


def bytes_of(form: str | Json) -> bytes:
    """Read bytes."""
    if isinstance(form, str):
        return bytes.fromhex(form)
    return b"".join(
        bytes.fromhex(part["hex"]) if "hex" in part else bytes.fromhex(part["repeat"]) * part["times"]
        for part in form["parts"]
    )
