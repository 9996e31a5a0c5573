"""Make the preset dictionary of deflate codec 1 from sample bodies of every kind, and print its SHA-256.

The dictionary is frozen: entries that were deflated with it must be readable for ever. `--write` is for a new codec number
only; without it the command says whether it would still make the same bytes from the kinds as they are declared now.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from lanyard.crypto.hashing import sha256
from lanyard.floorplan import KINDS
from lanyard.ledger.ask import AgeRange, Blob, Question, questions
from lanyard.ledger.encoding import encode
from lanyard.ledger.noun import Ref
from lanyard.ledger.open_kinds import OPEN_KINDS
from lanyard.triage.ages import AGE_BANDS
from lanyard.triage.findings import FINDINGS
from lanyard.triage.signs import SIGNS

TARGET = Path(__file__).parent.parent / "src/lanyard/ledger/dictionary-1.bin"
SIZE_MAX = 32 * 1024
ID16, ID32 = b"\x00\xffMARK16\xff\x00", b"\x00\xffMARK32\xff\x00"  # stand for what is random

# Kinds of which there are many, the commonest last; all others come before, by name.
COMMON = (
    "recorded_in_error", "duty_answered", "vehicle_counted", "headcount_taken", "relief_given", "walked_in", "treated",
    "needs_medic", "rushed_out", "died", "held_medically", "fit_to_travel", "left_vehicle", "observed", "placed", "triaged",
    "care_priority_set", "boarded", "received", "tag_claimed", "person_met",
)  # fmt: skip
PLACES = (
    "Baghuz",
    "Hajin",
    "Susah",
    "Gharanij",
    "Abu Hamam",
    "Deir ez-Zor",
    "Hasakah",
    "al-Hol",
    "Roj",
    "Qamishli",
    "Omar field",
)
WORDS = (
    "hospital", "clinic", "screening point", "camp", "transit site", "women's tent", "men's line", "search team",
    "medical team", "the driver", "guard", "an armed unit", "an armed group on the road", "said by her",
    "said by a relative", "not known", "family tent", "bus", "truck", "ambulance", "pick-up", "with her mother",
    "with her children", "with a cousin", "paracetamol", "amoxicillin", "oral rehydration salts", "therapeutic food",
    "by mouth", "into a vein", "into a muscle", "fluids into a vein", "oxygen by mask", "wound cleaned and dressed",
    "limb splinted", "bleeding stopped with a pressure dressing", "tea with sugar, a blanket, rest", "no reason given",
)  # fmt: skip
WHERE = ("road", "yard-1", "rec-1", "ext-1", "hall", "wom", "line-1", "bays", "tent", "aid", "gate")
LATIN = ("al", "ab", "du", "ra", "ha", "sa", "mi", "la", "na", "ya", "ma", "li", "za", "fa", "ta", "ri", "da", "ka")
PARTS = (
    b"\x81\x82\x01\x58\x20",
    b"\x81\x82\x02\x58\x20",
    b"\xf6\x82\x00\x50",
    b"\x50\x01\xf6\x00\x80",
)  # pointers, no place, an act
ARABIC = (
    "عبد ",
    "ال",
    "أبو ",
    "أم ",
    "ابن ",
    "بنت ",
    "را",
    "ها",
    "سا",
    "مي",
    "لا",
    "نا",
    "يا",
    "ما",
    "لي",
    "زا",
    "فا",
    "ري",
)


def samples(kind: str, record: type, draw: Random) -> Iterator[bytes]:
    """Yield sample bodies of one kind: the required fields, all fields, and each choice of each closed list."""
    asked = questions(record)
    required = [q for q in asked if q.required]
    widest = max((len(q.choices) for q in asked), default=0)
    for turn in range(widest):
        yield body(kind, {q.name: value(q, turn, draw) for q in asked if q.choices or q.type is bool}, draw)
    yield body(kind, {q.name: value(q, 1, draw) for q in asked}, draw)
    yield body(kind, {q.name: value(q, 0, draw) for q in required}, draw)


def body(kind: str, fields: dict[str, Any], draw: Random) -> bytes:
    """Return the CBOR of a body with what cannot be known beforehand (ids) taken out."""
    act = draw.choice((None, ID16))
    place = draw.choice((None, letters(draw) + "/" + draw.choice(WHERE)))
    parts: list[Any] = [kind, None, place, [0, ID16], act, draw.randint(1, 4), None, 0, [], fields]
    head = bytes((0x40 + len(ID16),))
    return encode(parts).replace(head + ID16, b"\x50").replace(head + ID32, b"\x58\x20")


def letters(draw: Random) -> str:
    """Return two letters, as a site has them."""
    return "".join(draw.choices("ABCDEFGHJKMNPQRSTVWXYZ", k=2))


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
        return draw.randint(max(ask.low or 0, 24), min(ask.high or 255, 255)) if turn else max(ask.low or 0, 1)
    if question.type is bytes:
        return ID32 if ask.length == 32 else ID16
    if question.type is AgeRange:
        return draw.choice(([216, 300], [300, 420], [12, 24], [0, 12], [60, 72]))
    if question.type is Blob:
        return [ID32, ID16, 20000, "image/jpeg"]
    return _text(question, draw)


def _text(question: Question, draw: Random) -> str:
    form, name = question.ask.form, question.name
    if form == "tag":
        return letters(draw)
    if form == "date":
        return "2019-02"
    if name.startswith("name"):
        return draw.choice(("".join(draw.choices(ARABIC, k=4)).strip(), "".join(draw.choices(LATIN, k=4)).title()))
    if "from" in name or name in {"to", "route", "place", "held_at"}:
        return draw.choice(PLACES)
    return draw.choice(WORDS)


def make() -> bytes:
    """Return the dictionary: rare things first, since what stands last is cheapest to name."""
    draw = Random(20190222)
    names = sorted(KINDS, key=lambda name: (COMMON.index(name) if name in COMMON else -1, name))
    words = (*sorted(OPEN_KINDS), *PLACES, *WORDS, *ARABIC, *map(str, (*AGE_BANDS, *FINDINGS, *SIGNS)))
    pieces = [*PARTS, *(encode(word) for word in words)]
    for name in names:
        pieces += samples(name, KINDS[name].record, draw)
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
