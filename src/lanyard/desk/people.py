"""People as a list shows them: the tag and what is seen, and the name in a field of its own, to be left out where it must."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from lanyard.desk.labels import Labels
from lanyard.ledger.noun import Noun
from lanyard.store.cipher import Connection

UNDER_ONE: Final = 12
UNDER_FIVE: Final = 60
"""Months."""

COLUMNS: Final = (
    "ref, site, place, which, since_ms, first_ms, sex, age_low, age_high, child, alone, travel_group, colour, colour_ms,"
    " walks, called_ms, looked_at_ms, triaged_ms, hold, held_medically, disputed, worn, name"
)
_NOUN_OF: Final = {"on_site": Noun.AREA, "aboard": Noun.MANIFEST}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in a list.

    `key` opens the case; `label` is her tag, or the beginning of her id. `whereabouts` is the area's code, the vehicle's
    label, the hospital or force. Ages are in months, moments in ms UTC. `worn`: known by a tag that nobody has claimed.
    """

    key: str
    label: str
    site: str
    place: str
    whereabouts: str
    since_ms: int | None
    first_ms: int
    sex: str
    age_low: int | None
    age_high: int | None
    child: bool
    alone: bool | None
    travel_group: str
    colour: str | None
    colour_ms: int | None
    walks: str | None
    called_ms: int | None
    looked_at_ms: int | None
    triaged_ms: int | None
    hold: bool
    held_medically: bool
    disputed: bool
    worn: bool
    name: str

    @property
    def under_five(self) -> bool:
        """Is she under five, or possibly? An age that nobody has told is not taken for one."""
        return self.age_low is not None and self.age_low < UNDER_FIVE

    def nameless(self) -> "PersonLine":
        """The same for whoever may not read names."""
        return replace(self, name="")


class People:
    """Reads people by their keys, as many at once as a page has."""

    def __init__(self, views: Connection, labels: Labels) -> None:
        self._views = views
        self._labels = labels

    def lines(self, keys: Iterable[bytes]) -> tuple[PersonLine, ...]:
        """These people in this order; keys that are nobody's are left out."""
        found = self.by_key(keys)
        return tuple(found.values())

    def by_key(self, keys: Iterable[bytes]) -> Mapping[bytes, PersonLine]:
        """These people by their keys, in the same order."""
        found = {}
        for key in keys:
            row = self._views.execute(f"SELECT {COLUMNS} FROM case_row WHERE ref = ?", (key,)).fetchone()  # noqa: S608  columns of ours
            if row is not None:
                found[key] = self._line(row)
        return found

    def whereabouts(self, place: str, which: str) -> str:
        """What to call where somebody is: the area's code, the vehicle's label, else what was recorded."""
        noun = _NOUN_OF.get(place)
        return self._labels.of(bytes((noun,)) + bytes.fromhex(which)).label if noun is not None and which else which

    def _line(self, row: tuple[Any, ...]) -> PersonLine:
        key, site, place, which, *seen, child, alone, group, colour, colour_ms, walks = row[:15]
        called, looked_at, triaged, hold, held, disputed, worn, name = row[15:]
        since, first, sex, low, high = seen
        return PersonLine(
            key.hex(), self._labels.of(key).label, site, place, self.whereabouts(place, which), since, first, sex, low,
            high, bool(child), None if alone is None else bool(alone), group, colour, colour_ms, walks, called,
            looked_at, triaged, bool(hold), bool(held), bool(disputed), bool(worn), name,
        )  # fmt: skip
