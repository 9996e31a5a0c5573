"""What the views keep of a noun: only what is searched, counted or shown in a list, never what she said or was told."""

from collections import defaultdict
from typing import Any

from lanyard.casefile.area import Area
from lanyard.casefile.case import Body, Came, Case
from lanyard.casefile.known import Known
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.place import NOBODY_KNOWS, Where
from lanyard.casefile.tag import Tag
from lanyard.casefile.vehicle import Vehicle
from lanyard.desk.name_key import name_key
from lanyard.ledger.noun import Noun, Ref
from lanyard.terms import Relief

NOUNS = tuple(Noun)
_LEADS = {noun: bytes((noun,)) for noun in NOUNS}
KEY_BYTES = 17
Rows = dict[str, list[tuple[Any, ...]]]


def key_of(ref: Ref) -> bytes:
    """The key of a noun in the views: one byte for what it is, then its id."""
    return _LEADS[ref.noun] + ref.key


def ref_of(key: bytes) -> Ref:
    """The noun of a key of the views."""
    return Ref(NOUNS[key[0]], key[1:])


def key_typed(typed: str) -> bytes | None:
    """A noun's key as it stands in addresses, in hexadecimal; nothing where it is none."""
    try:
        key = bytes.fromhex(typed)
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES and key[0] < len(NOUNS) else None


def rows_of(known: Known) -> Rows:
    """All rows that the views keep of a noun, by table."""
    key = key_of(known.ref)
    if isinstance(known, Case):
        return _case(key, known, worn=False)
    if isinstance(known, Tag):
        rows = _case(key, known.worn, worn=True) if known.worn is not None else {}
        holder = None if known.holder is None else key_of(known.holder)
        rows["tag_row"] = [(key, known.code, holder, len(known.holders), int(known.voided))]
        return _with_marks(key, known, rows)
    if isinstance(known, Vehicle):
        return _with_marks(key, known, {"vehicle_row": [_vehicle(key, known)]})
    if isinstance(known, Manifest):
        return _with_marks(key, known, {"manifest_row": [_manifest(key, known)]})
    assert isinstance(known, Area)
    row = (key, known.site, known.heads, known.heads_ms, known.heads_by, known.heads_entry, known.glanced_ms)
    return _with_marks(key, known, {"area_row": [(*row, known.relief.get(Relief.BLANKET, 0))]})


def _with_marks(key: bytes, known: Known, rows: Rows) -> Rows:
    marks, site = known.all_marks(), _site(known)
    if marks:
        at = len(rows.get("mark_row", ()))
        rows.setdefault("mark_row", []).extend(
            (key, at + number, mark.rule.code, mark.rule.nature.value, b"".join(mark.entries), site)
            for number, mark in enumerate(marks)
        )
    if known.duties:
        at = len(rows.get("duty_row", ()))
        rows.setdefault("duty_row", []).extend(
            (key, at + number, o.duty.code, o.duty.owed_by.value, o.since_ms, o.amber_ms, o.red_ms, o.opened_by, site)
            for number, o in enumerate(known.duties)
        )
    return rows


def _site(known: Known) -> str:
    """Whose it is to look after: the site that has her now, or the one of the vehicle, list or area."""
    if isinstance(known, Case):
        return known.episodes[-1].site if known.episodes else ""
    return known.site if isinstance(known, Vehicle | Manifest | Area) else ""


def _case(key: bytes, case: Case, *, worn: bool) -> Rows:
    rows: Rows = {"case_row": [_case_row(key, case, worn)]}
    if case.episodes:
        rows["episode_row"] = [
            (
                key,
                n,
                e.site,
                e.came.value,
                e.place.where.value,
                e.place.which,
                e.steps[0].at_ms,
                e.steps[-1].at_ms,
                int(worn),
                e.steps[-2 if len(e.steps) > 1 else -1].entry if e.place.where in NOBODY_KNOWS else None,
            )
            for n, e in enumerate(case.episodes)
        ]
        stays = _stays(key, case)
        if stays:
            rows["stay_row"] = stays
    odd = [] if worn else _odd(key, case)
    if odd:
        rows["odd_row"] = odd
    seen = case.seen_elsewhere
    if seen is not None:
        rows["seen_row"] = [(key, seen.at_ms, seen.where, seen.entry)]
    if case.arrivals:
        rows["arrival_row"] = [(key, number, site, how) for number, (how, site) in enumerate(case.arrivals)]
    if case.rides:
        rows["ride_row"] = [(key, manifest, outcome.value) for manifest, outcome in case.rides.items()]
    return _with_marks(key, case, rows)


def _case_row(key: bytes, case: Case, worn: bool) -> tuple[Any, ...]:
    body, care = case.body, case.care
    site = place = which = ""
    since = None
    if case.episodes:
        episode = case.episodes[-1]
        site, (place, which), since = episode.site, episode.place, episode.steps[-1].at_ms
    low, high = body.age if isinstance(body.age, tuple) else (None, None)
    return (
        key, site, str(place), which, since, case.first_ms, None if case.came_on is None else key_of(case.came_on),
        " ".join(case.tags), body.name_written or body.name_said, body.sex.value, low, high, int(body.child),
        None if body.alone is None else int(body.alone), body.travel_group, None if care.colour is None else care.colour.value, int(care.hold),
        int(care.held_medically), care.called_ms, care.looked_at_ms, care.triaged_ms, int(case.disputed), int(worn),
        case.read, _names(body), care.colour_ms,
        None if body.walks is None else body.walks.value,
    )  # fmt: skip


def _names(body: Body) -> str:
    """The key of her name; of a name as written and another as said, the keys of both."""
    return " ".join(dict.fromkeys(key for name in (body.name_written, body.name_said) if (key := name_key(name))))


def _odd(key: bytes, case: Case) -> list[tuple[Any, ...]]:
    """Sites that met her more often than she was counted there (above nought), or less often."""
    uncounted: defaultdict[str, int] = defaultdict(int)
    for episode in case.episodes:
        if episode.came is not Came.RECEIVED:
            uncounted[episode.site] += 1
        if episode.arrived:
            uncounted[episode.site] -= 1
    if case.came_on is not None and case.episodes:
        uncounted[case.episodes[0].site] -= 1
    return [(key, n, site, uncounted[site]) for n, site in enumerate(sorted(uncounted)) if uncounted[site]]


def _stays(key: bytes, case: Case) -> list[tuple[Any, ...]]:
    """From when until when she was in which area: what a head-count there should find."""
    steps = [step for episode in case.episodes for step in episode.steps]
    found = []
    for number, step in enumerate(steps):
        if step.place.where is Where.ON_SITE and step.place.which:
            until = steps[number + 1].at_ms if number + 1 < len(steps) else None
            found.append((key, number, step.place.which, step.at_ms, until))
    return found


def _vehicle(key: bytes, v: Vehicle) -> tuple[Any, ...]:
    return (
        key, v.site, v.came_from, v.plate, int(v.counted), v.new, v.dead, v.turned_back, len(v.met), v.untold,
        v.came_ms, v.safety_ms, v.safety_seconds, v.glanced_ms, v.unseen, v.stretchers, v.infants,
    )  # fmt: skip


def _manifest(key: bytes, m: Manifest) -> tuple[Any, ...]:
    return (
        key, m.site, None if m.to is None else m.to.key, m.route, m.officer, m.plate, m.seats, len(m.boarded),
        len(m.born), len(m.left), len(m.received), len(m.received - m.boarded - m.born), m.sealed_people, m.departed_ms, m.heard_ms, m.expected_ms,
        m.counted_in, m.counted_in_ms, m.handed_over_ms,
    )  # fmt: skip
