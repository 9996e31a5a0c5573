"""The roll in JSON: stable keys, times in ISO 8601, people by the codes of their tags."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from lanyard.casefile.roll import Gap, Named, NotHere, Roll, Sighting

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_MS: Final = -62_135_596_800_000
LAST_MS: Final = 253_402_300_799_000


def iso(at_ms: int | None) -> str | None:
    """UTC milliseconds as ISO 8601 to the second. What lies outside the years 1 to 9999 is given as their first or last."""
    if at_ms is None:
        return None
    within = EPOCH + timedelta(milliseconds=min(max(at_ms, FIRST_MS), LAST_MS))
    return within.isoformat(timespec="seconds").replace("+00:00", "Z")


def roll_json(roll: Roll) -> dict[str, Any]:
    """The whole roll; the keys are documented in `./lanyard roll --help`."""
    return {
        "at": iso(roll.at_ms),
        "people": roll.people,
        "unaccounted": roll.unaccounted,
        "contradictions": len(roll.contradictions),
        "duties_overdue": len(roll.overdue),
        "in_error": roll.in_error,
        "sites": {site: {where.value: n for where, n in places.items()} for site, places in roll.places.items()},
        "equations": [
            {"name": e.name, "site": e.site, "left": dict(e.left), "right": dict(e.right), "gap": e.gap}
            for e in roll.equations
        ],
        "gaps": [_gap(gap) for gap in roll.gaps],
        "contradicting": [
            {"rule": c.rule, "about": c.about.label, "entries": list(c.entries)} for c in roll.contradictions
        ],
        "overdue": [
            {"code": o.code, "about": o.about.label, "owed_by": o.owed_by, "due": iso(o.due_ms), "red": o.red}
            for o in roll.overdue
        ],
        "waits": {wait.name: {k: v for k, v in asdict(wait).items() if k != "name"} for wait in roll.waits},
        "areas": dict(roll.areas),
        "balanced": roll.balanced,
        "seen_elsewhere": [_sighting(one) for one in roll.seen_elsewhere],
        "breaches": [
            {"rule": breach.rule, "number": breach.number, "names": [_label(named) for named in breach.about]}
            for breach in roll.breaches
        ],
        "not_here": _not_here(roll.not_here),
    }


def _sighting(one: Sighting) -> dict[str, Any]:
    return {
        "about": one.about.label,
        "seen_at": one.seen_at,
        "since": iso(one.since_ms),
        "by": one.by,
        "recorded": one.recorded.value,
        "of": None if one.of is None else _label(one.of),
    }


def _not_here(lacks: NotHere) -> dict[str, Any]:
    return {
        "notices": [{"code": code, "detail": detail} for code, detail in lacks.notices],
        "missing": [asdict(stretch) for stretch in lacks.missing],
        "forks": [asdict(stretch) for stretch in lacks.forks],
        "unread": lacks.unread,
        "waiting": lacks.waiting,
        "quarantined": lacks.quarantined,
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "what": gap.what.value,
        "site": gap.site,
        "number": gap.number,
        "names": [_label(named) for named in gap.names],
        "of": None if gap.of is None else _label(gap.of),
        "last_responsible": gap.last_responsible,
        "since": iso(gap.since_ms),
    }


def _label(named: Named) -> str:
    return named.label
