"""Find people by what somebody has in hand: a tag, a name, a travel group; and vehicles and lists by plate or number."""
# ruff: noqa: S608  constants of this file put together; whatever is asked for is a parameter

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from lanyard.casefile.roll import Named
from lanyard.casefile.tag import typed_tag_ref
from lanyard.desk.behind import EVERYWHERE
from lanyard.desk.labels import Labels
from lanyard.desk.name_key import name_key
from lanyard.desk.people import People, PersonLine
from lanyard.desk.rows import key_of
from lanyard.ledger.noun import Noun
from lanyard.store.cipher import Connection

HITS: Final = 50
LETTERS_LEAST: Final = 2
"""So many letters of a name or plate are enough to ask for it."""

DIGITS_LEAST: Final = 4
"""So many digits of an id in hexadecimal are enough to ask for a list or vehicle by them; for a person twice as many."""

_HERE: Final = "(:site = '' OR site = :site)"
_BEGINS: Final = (
    f"SELECT ref FROM case_row WHERE name_key >= :key AND name_key < :key || char(1114111) AND {_HERE}"
    " ORDER BY name_key, ref LIMIT :most"
)
_WITHIN: Final = (
    f"SELECT ref FROM case_row WHERE name_key > '' AND instr(name_key, ' ' || :key) AND {_HERE}"
    " ORDER BY name_key, ref LIMIT :most"
)
_GROUP: Final = (
    "SELECT ref FROM case_row WHERE travel_group <> '' AND travel_group = :typed COLLATE NOCASE"
    f" AND {_HERE} ORDER BY ref LIMIT :most"
)
_ID: Final = f"SELECT ref FROM case_row WHERE ref >= :low AND ref < :high AND {_HERE} ORDER BY ref LIMIT :most"
_PLATES: Final = {
    Noun.VEHICLE: f"SELECT ref, plate, came_from FROM vehicle_row WHERE {_HERE} ORDER BY came_ms DESC, ref",
    Noun.MANIFEST: f"SELECT ref, plate, route FROM manifest_row WHERE {_HERE} ORDER BY departed_ms DESC, ref",
}


class FoundBy(StrEnum):
    """FoundBy what somebody was found."""

    TAG = "tag"
    NAME = "name"
    GROUP = "group"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody who was found, and by what."""

    person: PersonLine
    by: FoundBy


@dataclass(frozen=True, slots=True)
class Found:
    """All that fits what was typed. `more`: there are others, and more letters are needed to tell them apart."""

    people: tuple[Hit, ...] = ()
    vehicles: tuple[Named, ...] = ()
    lists: tuple[Named, ...] = ()
    more: bool = False


class Search:
    """Looks up over one connection."""

    def __init__(self, views: Connection, labels: Labels) -> None:
        self._views = views
        self._labels = labels
        self._people = People(views, labels)

    def find(self, typed: str, site: str = EVERYWHERE, most: int = HITS) -> Found:
        """Up to so many people, vehicles and lists; whoever wears the tag that was typed first, then the exact name.

        A name is found by its beginning or by that of any of its words, whatever its letters are written like.
        """
        hits: dict[bytes, FoundBy] = {}
        for key, by in self._keys(typed.strip(), site, most + 1):
            hits.setdefault(key, by)
            if len(hits) > most:
                break
        lines = self._people.by_key(list(hits)[:most])
        vehicles, lists = (self._by_plate(noun, typed, site) for noun in (Noun.VEHICLE, Noun.MANIFEST))
        more = len(hits) > most or len(vehicles) > most or len(lists) > most
        people = tuple(Hit(line, hits[key]) for key, line in lines.items() if site in (EVERYWHERE, line.site))
        return Found(people, self._named(vehicles[:most]), self._named(lists[:most]), more)

    def _named(self, keys: list[bytes]) -> tuple[Named, ...]:
        return tuple(map(self._labels.of, keys))

    def _keys(self, typed: str, site: str, most: int) -> Iterator[tuple[bytes, FoundBy]]:
        """Keys of people in the order in which they are shown; the same may come twice. A tag is nothing else besides."""
        asked: dict[str, object] = {"site": site, "most": most, "typed": typed, "key": name_key(typed)}
        tag = typed_tag_ref(typed)
        if tag is not None:
            row = self._views.execute("SELECT holder FROM tag_row WHERE ref = ?", (key_of(tag),)).fetchone()
            yield (row[0] if row and row[0] else key_of(tag)), FoundBy.TAG
            return
        ways = [(_GROUP, FoundBy.GROUP)]
        low = _id_of(typed)
        if low:
            asked |= {"low": low, "high": low + b"\xff" * 16}
            ways.append((_ID, FoundBy.NUMBER))
        if len(str(asked["key"])) >= LETTERS_LEAST:
            ways += [(_BEGINS, FoundBy.NAME), (_WITHIN, FoundBy.NAME)]
        for sql, by in ways:
            for (key,) in self._views.execute(sql, asked).fetchall():
                yield key, by

    def _by_plate(self, noun: Noun, typed: str, site: str) -> list[bytes]:
        """Vehicles or lists by plate, by where they come from or which way they go, or by the beginning of the id."""
        wanted, digits = _close(typed), typed.strip().split(" ")[-1].casefold()
        if len(wanted) < LETTERS_LEAST or typed_tag_ref(typed) is not None:
            return []
        found = []
        for key, plate, way in self._views.execute(_PLATES[noun], {"site": site}).fetchall():
            number = key[1:].hex()
            named = any(_close(name).startswith(wanted) for name in (plate, way) if name)
            labelled = wanted == _close(f"{plate or way} {number[:DIGITS_LEAST]}")
            if named or labelled or (len(digits) >= DIGITS_LEAST and number.startswith(digits)):
                found.append(key)
        return found


@lru_cache(maxsize=1 << 14)
def _close(text: str) -> str:
    """A plate or way without blanks and strokes, in small letters."""
    return name_key(text).replace(" ", "")


def _id_of(typed: str) -> bytes:
    """The beginning of a person's key, if somebody typed enough of her id in hexadecimal; else nothing."""
    digits = typed.rsplit(" ", maxsplit=1)[-1] if typed else ""
    try:
        begun = bytes.fromhex(digits[: len(digits) // 2 * 2])
    except ValueError:
        return b""
    return bytes((Noun.PERSON,)) + begun if len(digits) >= 2 * DIGITS_LEAST else b""
