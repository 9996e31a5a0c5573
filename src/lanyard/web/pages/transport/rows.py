"""What the pages of boarding lists show: rows of lists, of people, of what speaks against going."""

from typing import Any, Final

from django.http import Http404
from django.urls import reverse

from lanyard.access.pages import may_open
from lanyard.casefile.findings import Status
from lanyard.casefile.manifest import Manifest
from lanyard.desk.manifests import Heard, ManifestLine, ManifestState
from lanyard.desk.riding import Rider, Riding, riding
from lanyard.desk.rows import ref_of
from lanyard.ledger.noun import Noun, Ref
from lanyard.stations.transport.entries import ManifestOpened
from lanyard.terms import Condition
from lanyard.web.clock_face import Hours, zone_of
from lanyard.web.guard import Ask
from lanyard.web.pages.people.said import years

PACKAGE: Final = "transport"
DEEDS: Final = (
    "list_board", "list_off", "list_seal", "list_depart", "list_waypoint", "list_en_route", "list_count", "list_receive",
    "list_hand_over", "list_pdf", "receipt_pdf",
)  # fmt: skip


def noun_at(key: str, noun: Noun) -> Ref:
    """The noun whose key stands in an address. Raises Http404."""
    try:
        ref = ref_of(bytes.fromhex(key))
    except (ValueError, IndexError):
        raise Http404 from None
    if ref.noun is not noun or len(ref.key) != 16:
        raise Http404
    return ref


def list_at(ask: Ask, key: str) -> Riding:
    """The list whose key stands in the address. Raises Http404, `Denied`."""
    found = riding(ask.scope, noun_at(key, Noun.MANIFEST))
    if found is None:
        raise Http404
    return found


def way_to(ride: Riding) -> str:
    """The address of its page."""
    return reverse("list", args=[ride.key])


def page_of(ask: Ask, ride: Riding) -> dict[str, Any]:
    """All that the page of a list shows."""
    words = ask.words.page(PACKAGE)
    clock = clock_of(ask)
    return {
        "ask": ask,
        "ride": ride,
        "state": ask.words.choice("manifest_state", ride.state),
        "is_open": ride.state in (ManifestState.OPEN, ManifestState.SEALED),
        "may": {name: may_open(ask.viewer.role, name) for name in DEEDS},
        "to": site_called(ask, ride.manifest.to),
        "times": _times(ask, ride.manifest, clock),
        "word": _word(ask, ride, clock),
        "against": against(ask, ride),
        "aboard": [person(ask, one, clock) for one in ride.aboard],
        "received": [person(ask, one, clock) for one in ride.received],
        "gone": [person(ask, one, clock) for one in ride.gone],
        "unlisted": len(ride.manifest.received - ride.manifest.boarded - ride.manifest.born),
        "over": max(0, ride.people - ride.manifest.seats),
        "all_the_same": words["all_the_same"],
        "conditions": [(one.value, ask.words.choice("condition", one)) for one in Condition],
    }


def clock_of(ask: Ask) -> Hours:
    """The clock on the site's wall."""
    return Hours(zone_of(ask.office.node.plan, ask.viewer.site), ask.office.now_ms(), ask.words)


def _times(ask: Ask, m: Manifest, clock: Hours) -> list[tuple[str, Any]]:
    said = (("departed", m.departed_ms), ("counted_in", m.counted_in_ms), ("handed_over", m.handed_over_ms))
    return [(ask.words.kind(kind), clock.moment(at_ms)) for kind, at_ms in said if at_ms is not None]


def _word(ask: Ask, ride: Riding, clock: Hours) -> dict[str, Any] | None:
    """For a vehicle on the road: by when word of it is expected."""
    if ride.state is not ManifestState.ON_THE_ROAD or ride.manifest.expected_ms is None:
        return None
    heard = Heard.DUE if ride.manifest.expected_ms < clock.now_ms else Heard.EXPECTED
    for owed in ride.manifest.duties:
        if owed.duty.code == "word_from_vehicle":
            heard = (
                Heard.MISSING if owed.red_ms < clock.now_ms else Heard.LATE if owed.amber_ms < clock.now_ms else heard
            )
    return {
        "at": clock.moment(ride.manifest.expected_ms),
        "said": ask.words.choice("heard", heard),
        "code": heard.value,
    }


def site_called(ask: Ask, site: Ref | None) -> str:
    """A site's letters and name; the beginning of its id where the plan does not know it."""
    if site is None:
        return ""
    known = {one.ref: f"{one.letters} {one.name}" for one in ask.office.node.plan.sites}
    return known.get(site, site.key.hex()[:8])


def against(ask: Ask, ride: Riding) -> list[dict[str, Any]]:
    """What speaks against sealing, what refuses first, each with the tags of the people; what no station records is left out."""
    found = sorted(ride.findings, key=lambda one: not one.refuses)
    return [
        {
            "code": one.rule.code,
            "text": ask.words.rule(one.rule.code),
            "refuses": one.refuses,
            "status": ask.words.choice("status", one.status),
            "tags": sorted(ride.tags[her] for her in one.people if her in ride.tags),
        }
        for one in found
        if one.status is not Status.NOT_YET_RECORDED
    ]


def person(ask: Ask, one: Rider, clock: Hours) -> dict[str, Any]:
    """One person in a list, in words."""
    return {
        "key": one.key,
        "tag": one.tag,
        "name": one.name,
        "sex": ask.words.choice("sex", one.sex),
        "age": years(one.age, ask.words),
        "colour": None if one.colour is None else (one.colour.value, ask.words.choice("colour", one.colour)),
        "held": one.hold or one.held_medically,
        "alone": bool(one.child and one.alone),
        "unclaimed": one.unclaimed,
        "rules": [ask.words.rule(code) for code in one.rules],
        "outcome": ask.words.choice("outcome", one.outcome) if one.outcome else "",
        "at": clock.moment(one.since_ms),
        "waits": one.waits,
    }


def line(ask: Ask, one: ManifestLine, clock: Hours, *, hidden: bool) -> dict[str, Any]:
    """One list among others. `hidden`: how many sit in it is not said to whoever has to count them."""
    known = {site.letters: site.name for site in ask.office.node.plan.sites}
    late = one.heard.value if one.heard is not None else ""
    return {
        "key": one.key,
        "label": one.label,
        "from": one.site,
        "to": f"{one.to} {known.get(one.to, '')}".strip(),
        "route": one.route,
        "plate": one.plate,
        "officer": one.officer,
        "seats": one.seats,
        "aboard": None if hidden else one.aboard,
        "received": one.received,
        "heads": one.counted_in,
        "late": late,
        "heard": ask.words.choice("heard", one.heard) if one.heard is not None else "",
        "expected": clock.moment(one.expected_ms),
        "since": clock.moment(one.handed_over_ms or one.counted_in_ms or one.departed_ms),
    }


def opened_just_now(ask: Ask) -> list[dict[str, Any]]:
    """Lists that she opened and may still take back."""
    mine = ask.office.pending.of(ask.viewer)
    return [
        {"key": f"{int(draft.about.noun):02x}{draft.about.key.hex()}", "label": draft.record.plate or draft.record.route,
         "to": site_called(ask, draft.record.to), "route": draft.record.route, "seats": draft.record.seats, "n": row.n}
        for row, draft in mine
        if isinstance(draft.record, ManifestOpened)
    ]  # fmt: skip
