"""The areas of a site as somebody who works there sees them: the difference first, then who is in one, without names for some."""

from collections.abc import Iterable
from dataclasses import dataclass

from lanyard.access.table import may_see
from lanyard.desk.areas import AreaLine
from lanyard.desk.paging import Page, Wanted
from lanyard.desk.people import PersonLine
from lanyard.desk.plan import AreaPlan
from lanyard.desk.rows import key_of
from lanyard.desk.scope import Scope
from lanyard.ledger.noun import Compartment
from lanyard.stations.placement.entries import Placed


@dataclass(frozen=True, slots=True)
class AreaSeen:
    """One area and a page of who is there; `placed` are those whom the viewer put there and may still take back."""

    line: AreaLine
    people: Page[PersonLine]
    placed: tuple[tuple[int, PersonLine | str], ...]


def areas(scope: Scope) -> tuple[AreaLine, ...]:
    """The areas of the viewer's site; where the last head-count and the books differ, the widest first. Raises `Denied`."""
    scope.require(Compartment.SITE)
    scope.settle()
    found = scope.look.questions.areas.all(scope.viewer.site)
    scope.saw({Compartment.SITE}, [bytes.fromhex(one.key) for one in found])
    return tuple(sorted(found, key=lambda one: -abs(one.difference or 0)))


def plan_of(scope: Scope, key: str) -> AreaPlan | None:
    """The area with this key, of the viewer's own site."""
    ours = (area for area in scope.office.node.plan.areas if area.code[:2] == scope.viewer.site)
    return next((area for area in ours if key_of(area.ref).hex() == key), None)


def area(scope: Scope, key: str, wanted: Wanted) -> AreaSeen | None:
    """One area of the viewer's site with a page of its people. Raises `Denied`."""
    scope.require(Compartment.REGISTER)
    plan = plan_of(scope, key)
    if plan is None:
        return None
    line = next(one for one in areas(scope) if one.key == key)
    page = scope.look.questions.areas.there(key, wanted)
    scope.saw({Compartment.REGISTER}, [bytes.fromhex(one.key) for one in page.items])
    shown = page.of(lambda items: tuple(_as_seen(scope, items)))
    return AreaSeen(line, shown, tuple(_placed(scope, plan)))


def _placed(scope: Scope, plan: AreaPlan) -> Iterable[tuple[int, PersonLine | str]]:
    for row, draft in scope.office.pending.of(scope.viewer):
        if isinstance(draft.record, Placed) and draft.record.area == plan.ref:
            lines = scope.look.questions.people.lines([key_of(draft.about)])
            seen = list(_as_seen(scope, lines))
            scope.saw({Compartment.REGISTER}, [key_of(draft.about)])
            yield row.n, seen[0] if seen else scope.look.labels.of(key_of(draft.about)).label


def _as_seen(scope: Scope, lines: Iterable[PersonLine]) -> Iterable[PersonLine]:
    named = may_see(scope.viewer.role, "person_met", "name_written")
    return (line if named else line.nameless() for line in lines)
