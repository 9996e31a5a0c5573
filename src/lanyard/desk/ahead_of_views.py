"""What somebody has just said of a vehicle, laid over what is read of it: her own next page counts with it at once."""

from collections.abc import Iterable
from dataclasses import replace

from lanyard.desk.draft import Draft
from lanyard.desk.rows import key_of
from lanyard.desk.vehicles import VehicleLine
from lanyard.ledger.noun import Ref
from lanyard.stations.arrival.entries import SafetyChecked, TagClaimed, VehicleCounted, VehicleTurnedBack
from lanyard.stations.first_aid.entries import Glanced


def laid_over(line: VehicleLine | None, ref: Ref, drafts: Iterable[Draft], now_ms: int) -> VehicleLine | None:
    """The vehicle with these drafts; nothing if it is neither read nor among them."""
    for draft in drafts:
        if draft.about == ref and isinstance(draft.record, VehicleCounted):
            line = _counted(line, ref, draft.record, draft.where, now_ms)
        elif line is not None and draft.about == ref:
            line = _said(line, draft.record, now_ms)
        elif line is not None and isinstance(draft.record, TagClaimed) and draft.record.came_on == ref:
            line = replace(line, met=line.met + 1, untold=line.untold - 1)
    return line


def _counted(line: VehicleLine | None, ref: Ref, said: VehicleCounted, where: str, now_ms: int) -> VehicleLine:
    total = said.total + (0 if said.includes_dead else said.dead or 0)
    if line is None:
        key = key_of(ref).hex()
        label = f"{said.plate or said.came_from} {ref.key.hex()[:4]}"
        blank = VehicleLine(
            key, label, where[:2], "", "", False, 0, 0, 0, 0, 0, now_ms, None, None, None, 0, 0, 0
        )  # fmt: skip
        return _counted(blank, ref, said, where, now_ms)
    more = max(0, total - line.total)
    return replace(
        line, counted=True, came_from=said.came_from, plate=said.plate or line.plate, total=line.total + more,
        untold=line.untold + more, unseen=line.unseen + more, glanced_ms=None if more else line.glanced_ms,
    )  # fmt: skip


def _said(line: VehicleLine, record: object, now_ms: int) -> VehicleLine:
    if isinstance(record, SafetyChecked) and line.safety_ms is None:
        return replace(line, safety_ms=now_ms, safety_seconds=record.seconds)
    if isinstance(record, VehicleTurnedBack):
        people = record.people
        back, untold, unseen = line.turned_back + people, line.untold - people, max(0, line.unseen - people)
        return replace(line, turned_back=back, untold=untold, unseen=unseen)
    if isinstance(record, Glanced):
        unseen = max(0, line.unseen - record.looked_at)
        return replace(line, unseen=unseen, glanced_ms=line.glanced_ms if unseen else now_ms)
    return line
