"""Who came in, and how: straight from the entries, whatever the folds make of them, so that nobody is lost in folding."""

from collections.abc import Iterable
from typing import Any, Final

from lanyard.casefile.known import site_of
from lanyard.desk.rows import key_of
from lanyard.floorplan import KINDS
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Noun, Ref
from lanyard.store.cipher import Connection

OFF_VEHICLES: Final = "off_vehicles"
OTHERWISE: Final = "otherwise"
COMING_IN: Final = frozenset({"walked_in", "born", "came_back", "received"})
_OF_PEOPLE: Final = {
    kind.name: frozenset(kind.about) & {Noun.PERSON, Noun.TAG} for kind in KINDS.values() if Noun.PERSON in kind.about
}
"""The kinds that tell of a person, each with the nouns by which it may name whom it is about."""
_NAMING_PEOPLE: Final = frozenset(
    kind.name
    for kind in KINDS.values()
    if any(q.name in kind.naming and q.type is Ref and q.ask.noun in (Noun.PERSON, None) for q in kind.shape.questions)
)
_PUT: Final = (
    "INSERT INTO came VALUES (?, ?, ?, ?, ?) ON CONFLICT (ref) DO UPDATE"
    " SET at_ms = excluded.at_ms, site = excluded.site, how = excluded.how, n = excluded.n"
    " WHERE came.how = 'otherwise' AND (excluded.how <> 'otherwise' OR excluded.n < came.n)"
    " OR excluded.how <> 'otherwise' AND (excluded.at_ms, excluded.n) > (came.at_ms, came.n)"
)


class CameIn:
    """Keeps of everybody whom entries are about, or name, how she came in last; else which was the first to come here.

    What was taken back stays: that somebody was recorded is a fact, and the roll has a place for her.
    """

    def __init__(self, connection: Connection) -> None:
        """Take up from what the views' file holds."""
        self._connection = connection
        self._known = {ref for (ref,) in connection.execute("SELECT ref FROM came")}

    def note(self, entries: Iterable[tuple[int, Entry]], *, late: bool = False) -> None:
        """Take in entries, in the caller's transaction; `late` ones have lower numbers than others told of before."""
        rows: list[tuple[Any, ...]] = []
        for n, e in entries:
            if e.about.noun in _OF_PEOPLE.get(e.kind, ()):
                self._note(rows, n, e, e.about, _how(e), late)
            if e.kind in _NAMING_PEOPLE:
                for ref, _ in KINDS[e.kind].names(e):
                    if ref.noun is Noun.PERSON:
                        self._note(rows, n, e, ref, OTHERWISE, late)
        self._connection.executemany(_PUT, rows)

    def _note(self, rows: list[tuple[Any, ...]], n: int, e: Entry, who: Ref, how: str, late: bool) -> None:
        key = key_of(who)
        if how is not OTHERWISE or late or key not in self._known:
            self._known.add(key)
            rows.append((key, e.at_ms, site_of(e.where), how, n))


def _how(e: Entry) -> str:
    if e.kind in COMING_IN:
        return e.kind
    return OFF_VEHICLES if getattr(e.record, "came_on", None) is not None else OTHERWISE
