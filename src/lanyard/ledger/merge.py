"""One order for all entries, and which of them stand: the same whatever the order, doubling or batching of arrival."""

from collections import defaultdict
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from typing import Final, NamedTuple, TypeAlias

from lanyard.ledger.body import LinkKind
from lanyard.ledger.entry import Entry

IN_ERROR_KIND: Final = "recorded_in_error"
STAFF_TO_ANNUL: Final = 2

Place: TypeAlias = tuple[bool, int, int, bytes, int, bytes]
Pointers: TypeAlias = dict[bytes, list[bytes]]


def order(entry: Entry) -> Place:
    """Return the entry's place: unflagged, when (ms), stamp, chain, number, id. A flagged time outranks no unflagged one."""
    return (not entry.flagged, entry.at_ms, entry.hlc, entry.chain, entry.seq, entry.id)


def in_error(entries: Iterable[Entry]) -> frozenset[bytes]:
    """Return the ids of the entries that two different staff have said were recorded in error."""
    return frozenset(_weigh(_arrange(entries)).wrong)


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that stand, in order.

    What two staff called in error is left out. Of an entry and all that correct it, directly or through one another,
    the last recorded stands: in the first one's place and with its time, unless it states a time itself. A correction
    is of the same kind as its target. What is pointed at but not here is awaited; until it comes, what points at it
    stands for itself.
    """
    known = {entry.id: entry for entry in entries}
    if not any(ref.how in _ACTING for entry in known.values() for ref in entry.refs):
        return sorted(known.values(), key=order)
    arranged = _arrange(known.values())
    places = _places(arranged)
    return [places[entry_id].entry for entry_id in sorted(_winners(arranged), key=places.__getitem__)]


_ACTING: Final = (LinkKind.CORRECTS, LinkKind.IN_ERROR)


class _Arranged(NamedTuple):
    """Entries with the pointers that act, each entry after all that it points at."""

    known: dict[bytes, Entry]
    corrects: Pointers
    annuls: Pointers


class _Weighed(NamedTuple):
    """Which entries are in error, and which are covered: some correction of them is not in error."""

    wrong: set[bytes]
    covered: set[bytes]


class _Placed(NamedTuple):
    """Where an entry comes; the entry itself last, with the time that it takes over from what it corrects."""

    place: Place
    own: Place
    entry: Entry


def _arrange(entries: Iterable[Entry]) -> _Arranged:
    """Sort out the pointers."""
    known = {entry.id: entry for entry in entries}
    corrects: Pointers = {}
    annuls: Pointers = {}
    for entry in known.values():
        here = [ref for ref in entry.refs if ref.entry in known]
        corrects[entry.id] = [r.entry for r in here if r.how is LinkKind.CORRECTS and known[r.entry].kind == entry.kind]
        annuls[entry.id] = [r.entry for r in here if r.how is LinkKind.IN_ERROR and entry.kind == IN_ERROR_KIND]
    graph = {entry_id: corrects[entry_id] + annuls[entry_id] for entry_id in known}
    try:
        arranged = list(TopologicalSorter(graph).static_order())
    except CycleError:
        straight = _without_circles(graph)
        corrects, annuls = _limited(corrects, straight), _limited(annuls, straight)
        arranged = list(TopologicalSorter(straight).static_order())
    return _Arranged({entry_id: known[entry_id] for entry_id in arranged}, corrects, annuls)


def _without_circles(graph: Pointers) -> Pointers:
    """Return the pointers whose target does not lead back to where they start. True hashes form no circles."""
    straight = {}
    for entry_id, targets in graph.items():
        straight[entry_id] = [target for target in targets if entry_id not in _reached(graph, target)]
    return straight


def _reached(graph: Pointers, start: bytes) -> set[bytes]:
    reached, left = {start}, [start]
    while left:
        more = set(graph[left.pop()]) - reached
        reached |= more
        left += more
    return reached


def _limited(pointers: Pointers, to: Pointers) -> Pointers:
    return {
        entry_id: [target for target in targets if target in to[entry_id]] for entry_id, targets in pointers.items()
    }


def _weigh(arranged: _Arranged) -> _Weighed:
    """Judge each entry after all that point at it: who calls something in error may be in error too, or corrected."""
    callers: defaultdict[bytes, set[bytes]] = defaultdict(set)
    wrong, covered = set(), set()
    for entry_id in reversed(arranged.known):
        entry = arranged.known[entry_id]
        stands = len(callers[entry_id]) < STAFF_TO_ANNUL
        if not stands:
            wrong.add(entry_id)
        if stands or entry_id in covered:
            covered.update(arranged.corrects[entry_id])
        if stands and entry_id not in covered and entry.staff:
            for target in arranged.annuls[entry_id]:
                callers[target].add(entry.staff)
    return _Weighed(wrong, covered)


def _winners(arranged: _Arranged) -> set[bytes]:
    """Return what stands for each entry that corrects nothing here: of it and its corrections the last recorded."""
    wrong, covered = _weigh(arranged)
    best: dict[bytes, bytes] = {}
    roots: dict[bytes, set[bytes]] = {}
    for entry_id, entry in arranged.known.items():
        targets = arranged.corrects[entry_id]
        roots[entry_id] = set().union(*(roots[target] for target in targets)) if targets else {entry_id}
        if entry_id in wrong or entry_id in covered:
            continue
        for root in roots[entry_id]:
            if root not in best or _recorded(arranged.known[best[root]]) < _recorded(entry):
                best[root] = entry_id
    return set(best.values())


def _recorded(entry: Entry) -> tuple[bool, int, bytes, int, bytes]:
    """Return when an entry was recorded, whatever time it tells of."""
    return (not entry.flagged, entry.hlc, entry.chain, entry.seq, entry.id)


def _places(arranged: _Arranged) -> dict[bytes, _Placed]:
    """Return each entry's place; with several targets the earliest of theirs."""
    places: dict[bytes, _Placed] = {}
    for entry_id, entry in arranged.known.items():
        own = order(entry)
        targets = arranged.corrects[entry_id]
        if entry.stated_at or not targets:
            places[entry_id] = _Placed(own, own, entry)
            continue
        place, _, first = min(places[target] for target in targets)
        timed = entry._replace(at_ms=first.at_ms, span=first.span, stated_at=first.stated_at, flagged=first.flagged)
        places[entry_id] = _Placed(place, own, timed)
    return places
