"""Records a plan: every row in one step, all of it or none, through the one write path; a second run adds nothing."""

from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future
from datetime import date, datetime, time
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from lanyard.desk.device import Device
from lanyard.desk.draft import Draft
from lanyard.desk.node import Node
from lanyard.desk.plan import SitePlan
from lanyard.exchange.lists.outcomes import Asked, Good, Plan, Said
from lanyard.exchange.lists.planning import moment_of
from lanyard.ledger.body import DONE_BY_MAX, Link
from lanyard.ledger.noun import Basis
from lanyard.stations.arrival.entries import PersonMet, TagClaimed, WalkedIn
from lanyard.stations.placement.entries import Placed
from lanyard.terms import AgeKnownBy, Sex

GROUP: Final = 100
"""So many rows are handed over together."""
WAITING: Final = 3
SETTLED_EACH: Final = 2000
"""After so many rows the views are waited for: what is not folded yet lies in memory."""


class Progress(NamedTuple):
    """So many rows are on the disk, with so many entries."""

    rows: int
    entries: int


class Corrected(NamedTuple):
    """A correction that was agreed to: the row, and by kind the link to the entry whose place it takes."""

    good: Good
    links: "Links"


Links = dict[str, Link | None]
"""By kind the entry whose place is taken, or nothing where that is said for the first time."""


def records_of(said: Said, plan: SitePlan) -> list[Any]:
    """What a row is recorded as: the tag first, then how she came, what is known of her, and where she waits."""
    found: list[Any] = []
    if said.on_foot:
        found.append(WalkedIn(said.tag, came_from=said.came_from))
    elif said.tag:
        found.append(TagClaimed(said.tag, said.travel_group))
        said = said._replace(travel_group=None)
    if _met(said) or not found:
        found.append(
            PersonMet(
                said.sex or Sex.UNKNOWN,
                said.age,
                None if said.age is None else AgeKnownBy.PAPER,
                name_written=said.name,
                script=said.script,
                languages=said.languages,
                walks=said.walks,
                alone=said.alone,
                travel_group=said.travel_group,
            )
        )
    if said.area:
        found.append(Placed(plan.area(said.area).ref))
    return found


def _met(said: Said) -> bool:
    values = (said.name, said.sex, said.age, said.languages, said.walks, said.alone, said.travel_group)
    return any(value is not None for value in values)


def drafts_of(good: Good, asked: Asked, plan: SitePlan, links: Links | None = None) -> list[Draft]:
    """The drafts of one row; with `links` only those of the kinds that are corrected or said for the first time."""
    said, drafts = good.said, []
    site = plan.site(asked.site) if asked.site else plan.home
    at = None if said.day is None else moment_of(said.day, _offset(site.zone, said.day.first))
    for record in records_of(said, plan):
        draft = Draft(
            record,
            good.person,
            said.area if said.area and isinstance(record, Placed) else site.letters,
            at=at,
            done_by=stated_by(asked),
            basis=Basis.PAPER,
            act=good.act,
        )
        if links is None:
            drafts.append(draft)
        elif draft.kind.name in links:
            link = links[draft.kind.name]
            drafts.append(draft._replace(refs=() if link is None else (link,)))
    return drafts


def stated_by(asked: Asked) -> str:
    """Whose list it is: its name, and its author where somebody said."""
    return (f"{asked.name} ({asked.by})" if asked.by else asked.name)[:DONE_BY_MAX]


def record(
    plan: Plan,
    node: Node,
    device: Device,
    corrected: Sequence[Corrected] = (),
    now_ms: int | None = None,
    signed_in: int | None = None,
) -> Generator[Progress, None, None]:
    """Record what a plan found good, and the corrections that were agreed to; yields after every group on the disk.

    Whoever stops in the middle, or is stopped, keeps every row that was yielded, and no half of one; the same list
    planned again goes on from there. `signed_in` numbers the sign-in under which it is recorded: see `Node.record`.
    """
    done = entries = 0
    waiting: deque[tuple[int, Future[Any]]] = deque()
    links: dict[bytes, Links] = {one.good.act: one.links for one in corrected}
    rows = [*plan.good, *(one.good for one in corrected)]
    try:
        for first in range(0, len(rows), GROUP):
            group = rows[first : first + GROUP]
            drafts = [d for good in group for d in drafts_of(good, plan.asked, node.plan, links.get(good.act))]
            waiting.append((len(group), node.record(device, drafts, now_ms, signed_in)))
            if len(waiting) >= WAITING:
                done, entries = _kept(waiting, done, entries)
                yield Progress(done, entries)
            if first % SETTLED_EACH == 0:
                node.settle()
        while waiting:
            done, entries = _kept(waiting, done, entries)
            yield Progress(done, entries)
    finally:
        for _, future in waiting:
            future.exception()  # whoever stops in the middle waits for what is under way
    node.settle()


def _kept(waiting: deque[tuple[int, Future[Any]]], done: int, entries: int) -> tuple[int, int]:
    rows, future = waiting.popleft()
    return done + rows, entries + len(future.result())


def _offset(zone: str, day: date) -> int:
    """How far the site's clock is ahead of UTC on a day, in seconds."""
    away = datetime.combine(day, time(), ZoneInfo(zone)).utcoffset()
    return 0 if away is None else round(away.total_seconds())
