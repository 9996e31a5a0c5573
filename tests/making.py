"""Small makers for the tests that fold: nouns, tags, and notebooks that write entries."""

from collections.abc import Iterable
from typing import Any, Final, TypeVar

from lanyard.casefile.area import Area
from lanyard.casefile.case import Case
from lanyard.casefile.duties import MINUTE_MS
from lanyard.casefile.known import Known
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.reading import Reader
from lanyard.casefile.shelf import MemoryShelf
from lanyard.casefile.tag import Tag, tag_ref
from lanyard.casefile.vehicle import Vehicle
from lanyard.crypto.hashing import H
from lanyard.floorplan import KINDS
from lanyard.ledger.body import Link, LinkKind
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Basis, Noun, Ref
from lanyard.terms.tags import tag_code

START_MS: Final = 1_550_800_000_000
KIND_OF: Final = {kind.record: kind for kind in KINDS.values()}
NOUN = TypeVar("NOUN", bound=Known)


def ref(noun: Noun, number: int) -> Ref:
    """The same number is the same noun."""
    return Ref(noun, number.to_bytes(16, "big"))


def person(number: int) -> Ref:
    return ref(Noun.PERSON, number)


def vehicle(number: int) -> Ref:
    return ref(Noun.VEHICLE, number)


def manifest(number: int) -> Ref:
    return ref(Noun.MANIFEST, number)


def area(number: int) -> Ref:
    return ref(Noun.AREA, number)


def site(number: int) -> Ref:
    return ref(Noun.SITE, number)


def code(number: int) -> str:
    """The code of a printed tag."""
    return tag_code("BG", number)


def tag(number: int) -> Ref:
    """The tag with that code as a noun."""
    return tag_ref(code(number))


def staff(name: str) -> bytes:
    """The id of a member of staff; nobody has none."""
    return H("staff", name.encode())[:16] if name else b""


def minute(number: int) -> int:
    """So many minutes after the start, in UTC milliseconds."""
    return START_MS + number * MINUTE_MS


class Notebook:
    """One device. Every line comes a minute after the last, unless a minute is given.

    `stated` is a minute that the entry itself tells of, as when a sheet is typed in later.
    """

    def __init__(self, name: str = "a", where: str = "BG/L1") -> None:
        self.chain = H("chain", name.encode())[:16]
        self.where = where
        self.entries: list[Entry] = []
        self._minute = -1

    def add(
        self,
        record: Any,
        about: Ref,
        now: int | None = None,
        *,
        stated: int | None = None,
        where: str | None = None,
        by: str = "nour",
        corrects: Entry | None = None,
        in_error: Entry | None = None,
        remarks: tuple[str, ...] = (),
    ) -> Entry:
        self._minute = self._minute + 1 if now is None else now
        seq = len(self.entries)
        refs = [Link(LinkKind.CORRECTS, corrects.id)] if corrects else []
        refs += [Link(LinkKind.IN_ERROR, in_error.id)] if in_error else []
        e = Entry(
            id=H("entry", self.chain + seq.to_bytes(4, "big")),
            chain=self.chain,
            seq=seq,
            hlc=minute(self._minute) << 16,
            at_ms=minute(self._minute if stated is None else stated),
            stated_at=stated is not None,
            span=0,
            where=self.where if where is None else where,
            act=None,
            about=about,
            recorded_by=1,
            staff=staff(by),
            done_by=None,
            basis=Basis.WITNESSED,
            kind=KIND_OF[type(record)].name,
            record=record,
            refs=tuple(refs),
            keyref=bytes(16),
            remarks=remarks,
        )
        self.entries.append(e)
        return e


class Books:
    """Everything read from some entries."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.shelf = MemoryShelf()
        self.reader = Reader(self.shelf, KINDS)
        self.reader.advance(self.shelf.put(entries))

    def case(self, number: int) -> Case:
        return self.noun(person(number), Case)

    def tag(self, number: int) -> Tag:
        return self.noun(tag(number), Tag)

    def vehicle(self, number: int) -> Vehicle:
        return self.noun(vehicle(number), Vehicle)

    def manifest(self, number: int) -> Manifest:
        return self.noun(manifest(number), Manifest)

    def area(self, number: int) -> Area:
        return self.noun(area(number), Area)

    def noun(self, name: Ref, sort: type[NOUN]) -> NOUN:
        known = self.shelf.slots[name].known
        assert isinstance(known, sort)
        return known


def read(*notebooks: Notebook | Iterable[Entry]) -> Books:
    """Read what stands in these notebooks."""
    return Books(e for book in notebooks for e in (book.entries if isinstance(book, Notebook) else book))


def marks(known: Known) -> list[str]:
    """The codes of what does not hold about a noun."""
    return [mark.rule.code for mark in known.all_marks()]


def duties(known: Known) -> list[str]:
    """The codes of what is owed."""
    return [owed.duty.code for owed in known.duties]
