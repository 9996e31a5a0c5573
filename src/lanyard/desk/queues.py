"""The two queues of first aid: who has not been looked at, and for whom a medic is called or triage is due again."""
# ruff: noqa: S608  constants of this file put together; whatever is asked for is a parameter

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from lanyard.casefile.duties import MINUTE_MS, TRIAGE_AGAIN, TRIAGE_NOW
from lanyard.casefile.roll import Named
from lanyard.desk.behind import EVERYWHERE, UNSEEN_HEADS, UNSEEN_PEOPLE
from lanyard.desk.labels import Labels
from lanyard.desk.paging import FIRST, Page, Row, Wanted, paged
from lanyard.desk.people import People, PersonLine
from lanyard.ledger.noun import Noun
from lanyard.store.cipher import Connection

_GLANCE: Final = (
    "(SELECT u.ref AS ref, n, since, first, coalesce(c.walks = 'carried', 0) AS lying"
    f" FROM ({UNSEEN_PEOPLE}) u CROSS JOIN case_row c ON c.ref = u.ref"
    " UNION ALL SELECT u.ref, n, since, first, v.stretchers > 0"
    f" FROM ({UNSEEN_HEADS}) u CROSS JOIN vehicle_row v ON v.ref = u.ref)"
)
_NOW_MS: Final = TRIAGE_NOW.red_min * MINUTE_MS
_STILL_HERE: Final = "(c.ref IS NULL OR c.place IN ('on_site', 'aboard')) AND (:site = '' OR d.site = :site)"
_TURN: Final = (
    f"CASE WHEN d.code = '{TRIAGE_NOW.code}' THEN d.red_ms - d.since_ms > {_NOW_MS} AND d.red_ms > :now + {_NOW_MS}"
    " WHEN c.colour = 'red' THEN 0 ELSE 2 END"
)
"""Nought for a call now, or one whose time is all but over, and for a red who is to be seen again; 1 soon; 2 again."""

_DUE: Final = (
    "FROM duty_row d LEFT JOIN case_row c ON c.ref = d.ref"
    f" WHERE (d.code = '{TRIAGE_NOW.code}' OR d.code = '{TRIAGE_AGAIN.code}' AND d.red_ms <= :now) AND {_STILL_HERE}"
)
_LATER: Final = (
    "FROM duty_row d LEFT JOIN case_row c ON c.ref = d.ref"
    f" WHERE d.code = '{TRIAGE_AGAIN.code}' AND d.red_ms > :now AND {_STILL_HERE}"
)
_COLOUR_FIRST: Final = "CASE c.colour WHEN 'red' THEN 0 WHEN 'yellow' THEN 1 WHEN 'green' THEN 3 ELSE 2 END"

_BY_WAIT: Final = "first DESC, lying DESC, since, ref"
_OWED: Final = f"d.ref, d.code, {_TURN}, d.since_ms, d.red_ms, c.first_ms, c.age_low < 60, c.walks = 'carried'"


class Queue(StrEnum):
    """The queues by name, each a method of `Queues`."""

    GLANCE = "glance"
    TRIAGE = "triage"
    AGAIN = "again"


class Turn(StrEnum):
    """Why somebody stands in a queue: nobody has looked yet, called now, called soon, triage is due again."""

    UNSEEN = "unseen"
    NOW = "now"
    SOON = "soon"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A person, or a vehicle or area with people, who waits.

    `number` is how many people it stands for, nothing where nobody said. `since_ms` is when the wait began (ms UTC),
    `waited_s` how long that is, `due_ms` when it turns red. `lying`: carried, or stretchers are on it. `person` has the
    name in a field of its own.
    """

    about: Named
    noun: Noun
    number: int | None
    turn: Turn
    since_ms: int
    waited_s: int
    due_ms: int | None
    under_five: bool
    lying: bool
    person: PersonLine | None


class Queues:
    """Reads the queues over one connection."""

    def __init__(self, views: Connection, labels: Labels) -> None:
        self._views = views
        self._labels = labels
        self._people = People(views, labels)

    def glance(self, now_ms: int, site: str = EVERYWHERE, wanted: Wanted = FIRST) -> Page[Waiting]:
        """Who was not looked at: with children under five first, then with stretchers, then by the longest wait."""
        page = self._paged("ref, n, since, first, lying", f"FROM {_GLANCE}", _BY_WAIT, now_ms, site, wanted)
        return page.of(lambda rows: self._waiting(((k, n, Turn.UNSEEN, *rest) for k, n, *rest in rows), now_ms))

    def triage(self, now_ms: int, site: str = EVERYWHERE, wanted: Wanted = FIRST) -> Page[Waiting]:
        """For whom a medic is called, or triage again is due: now before soon, reds first, then by the longest wait."""
        page = self._paged(_OWED, _DUE, f"{_TURN}, {_COLOUR_FIRST}, d.since_ms, d.ref", now_ms, site, wanted)
        return page.of(lambda rows: self._waiting(map(_turned, rows), now_ms))

    def again(self, now_ms: int, site: str = EVERYWHERE, wanted: Wanted = FIRST) -> Page[Waiting]:
        """Who is to be triaged again and when, the next first."""
        page = self._paged(_OWED, _LATER, "d.red_ms, d.ref", now_ms, site, wanted)
        return page.of(lambda rows: self._waiting(map(_turned, rows), now_ms))

    def _paged(self, columns: str, of: str, order: str, now_ms: int, site: str, wanted: Wanted) -> Page[Row]:
        return paged(self._views, columns, of, order, {"site": site, "now": now_ms}, wanted)

    def _waiting(self, rows: Iterable[Sequence[Any]], now_ms: int) -> tuple[Waiting, ...]:
        told = [tuple(row) for row in rows]
        people = self._people.by_key(row[0] for row in told if row[0][0] in (Noun.PERSON, Noun.TAG))
        found = []
        for key, number, turn, since, young, lying, *due in told:
            since_ms = since or now_ms
            waited_s = max(0, now_ms - since_ms) // 1000
            about, noun, due_ms = self._labels.of(key), Noun(key[0]), due[0] if due else None
            found.append(
                Waiting(
                    about, noun, number, turn, since_ms, waited_s, due_ms, bool(young), bool(lying), people.get(key)
                )
            )
        return tuple(found)


def _turned(row: Row) -> Row:
    """A row of a duty as the queue shows it. An entry of an impossible time has opened it at nought: then she came first."""
    key, code, turn, since, due, first_ms, young, lying = row
    why = Turn.AGAIN if code == TRIAGE_AGAIN.code else (Turn.NOW, Turn.SOON)[turn]
    number = 1 if key[0] in (Noun.PERSON, Noun.TAG) else None
    return key, number, why, since or first_ms, young, lying, due
