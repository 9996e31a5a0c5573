"""Make the preset dictionary of deflate codec 1 from sample bodies of every kind, and print its SHA-256.

The dictionary is frozen: entries that were deflated with it must be readable for ever. `--write` is for a new codec number
only; without it the command says whether it would still make the same bytes from the kinds as they are declared now.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

from lanyard.casefile import duties
from lanyard.crypto.hashing import sha256
from lanyard.floorplan import KINDS
from lanyard.ledger.ask import AgeRange, Blob, Question, questions
from lanyard.ledger.encoding import encode
from lanyard.ledger.noun import Basis, Noun, Ref
from lanyard.ledger.open_kinds import OPEN_KINDS
from lanyard.triage.charts import CHARTS
from lanyard.triage.findings import FINDINGS
from lanyard.triage.iitt import name as tool_name
from lanyard.triage.iitt import version as tool_version
from lanyard.triage.signs import SIGNS
from vectors.typical import ID16, ID32, LETTERS, TAG, Typical, opened, typical

TARGET: Final = Path(__file__).parent.parent / "src/lanyard/ledger/dictionary-1.bin"
REGION: Final = Path(__file__).parent / "words.txt"
# zlib reaches back 32,506 bytes from where it stands, which moves on with the body.
SIZE_MAX: Final = 32_000
MARKS: Final = re.compile(rb"\x02{2,}")

WORDS: Final = (
    "hospital", "clinic", "screening point", "camp", "transit site", "women's tent", "men's line", "search team",
    "medical team", "the driver", "guard", "an armed unit", "an armed group on the road", "said by her",
    "said by a relative", "not known", "family tent", "bus", "truck", "ambulance", "pick-up", "with her mother",
    "with her children", "with a cousin", "paracetamol", "amoxicillin", "oral rehydration salts", "therapeutic food",
    "by mouth", "into a vein", "into a muscle", "fluids into a vein", "oxygen by mask", "wound cleaned and dressed",
    "limb splinted", "bleeding stopped with a pressure dressing", "tea with sugar, a blanket, rest", "no reason given",
)  # fmt: skip
WHERE: Final = ("road", "yard-1", "hall", "wom", "line-1", "ext-1", "rec-1", "bays", "aid", "tent", "gate")


def samples(kind: str, record: type, draw: Random) -> Iterator[bytes]:
    """Yield sample bodies of one kind: all its fields, and each choice of each closed list."""
    asked = questions(record)
    widest = max((len(q.choices) for q in asked), default=0)
    for turn in range(widest):
        yield body(Typical(kind, "aid", Noun.PERSON, {q.name: value(q, turn, draw) for q in asked if q.choices}))
    yield body(Typical(kind, "gate", Noun.PERSON, {q.name: value(q, 1, draw) for q in asked}))


def body(of: Typical) -> bytes:
    """Return the CBOR of a body with what cannot be known beforehand (ids, letters of sites, names) taken out."""
    act = ID16 if of.act else None
    place = f"{LETTERS}/{of.area}" if of.area else LETTERS
    where, number, basis = (None, 0, Basis.DEVICE) if of.kind in OPEN_KINDS else (place, 1, Basis.WITNESSED)
    parts: list[Any] = [of.kind, None, where, [int(of.noun), ID16], act, number, None, int(basis), [], of.fields]
    return MARKS.sub(b"", encode(parts))


def value(question: Question, turn: int, draw: Random) -> Any:
    """Return a typical value of a field."""
    one = _one(question, turn, draw)
    return [one] if question.many else one


def _one(question: Question, turn: int, draw: Random) -> Any:
    ask = question.ask
    if question.choices:
        return str(question.choices[turn % len(question.choices)])
    if question.type is Ref:
        return [int(ask.noun or 0), ID16]
    if question.type is bool:
        return turn % 2 == 1
    if question.type is int:
        return draw.randint(max(ask.low or 0, 24), min(ask.high or 255, 255))
    if question.type is bytes:
        return ID32 if ask.length == 32 else ID16
    if question.type is AgeRange:
        return draw.choice(([216, 300], [300, 420], [12, 24], [0, 12], [60, 72]))
    if question.type is Blob:
        return [ID32, ID16, 20000, "image/jpeg"]
    return {"tag": TAG, "date": "2019-02"}.get(ask.form or "", "\x02" * 20)


def region() -> Iterator[bytes]:
    """Yield the words of the region, the commonest of each section last."""
    for section in REGION.read_text(encoding="utf-8").split("\n## ")[1:]:
        _, words = section.split("\n", 1)
        yield "".join(f" {word.strip()}" for word in reversed(words.strip().split(","))).encode()


def joints() -> Iterator[bytes]:
    """Yield what stands between the ids of any body: pointers at other entries, places."""
    for links in (b"\x82\x01\x58\x20", b"\x82\x02\x58\x20"):
        yield b"\xf6\x01\xf6\x00\x81" + links
    for noun in (5, 3, 2, 1, 0):
        for area in WHERE:
            yield f"/{area}".encode() + bytes((0x82, noun, 0x50))


def make() -> bytes:
    """Return the dictionary: rare things first, since what stands last is cheapest to name."""
    draw = Random(20190222)
    codes = [found.code for found in vars(duties).values() if isinstance(found, duties.Duty)]
    listed = (*WORDS, *map(str, (*FINDINGS, *SIGNS)), *sorted(set(codes)))
    pieces = [*(encode(word) for word in listed), *joints(), *map(body, opened(sorted(KINDS)))]
    for name in sorted(KINDS):
        pieces += samples(name, KINDS[name].record, draw)
    pieces += region()
    tools = tuple((tool_name((chart,)), tool_version((chart,))) for chart in CHARTS)
    for of in typical(tools[::-1]):
        assert of.fields.keys() <= {question.name for question in questions(KINDS[of.kind].record)}, of
        pieces.append(body(of))
    return _joined(pieces)


def _joined(pieces: list[bytes]) -> bytes:
    """Join the pieces, leaving out from the front what is said again further back."""
    dictionary = b""
    for piece in reversed(pieces):
        if piece not in dictionary:
            dictionary = piece + dictionary
    return dictionary[-SIZE_MAX:]


def main() -> None:
    """Compare, or write."""
    data = make()
    if "--write" in sys.argv:
        TARGET.write_bytes(data)
    same = TARGET.exists() and TARGET.read_bytes() == data
    print(f"{len(data)} bytes, SHA-256 {sha256(data).hex()}, {'the same as' if same else 'differs from'} {TARGET.name}")


if __name__ == "__main__":
    main()
