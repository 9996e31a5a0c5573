"""The devices that this site knows, how this laptop is, and the end of the trust in a device that is lost."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from lanyard.access.errors import Denied
from lanyard.desk.devices import UNKNOWN_CHAIN, DeviceKind, DeviceRow
from lanyard.desk.scope_site import devices_of, tell
from lanyard.desk.scope_site import revoke as trust_no_more
from lanyard.terms import RevokedFor
from lanyard.web.answers import html, in_words
from lanyard.web.clock_face import Hours
from lanyard.web.doctor.here import look_here
from lanyard.web.guard import Ask
from lanyard.web.pages.staff.shown import hours_of, moment


def devices(ask: Ask) -> HttpResponse:
    """Every chain, what is odd about it, and this laptop."""
    hours, kept = hours_of(ask), ask.office.backup
    rows = [device_shown(ask, row, hours) for row in devices_of(ask.scope)]
    shown = {
        "ask": ask,
        "devices": rows,
        "findings": look_here(ask.office, ask.words),
        "backup_at": str(kept.target) if kept is not None else "",
        "backed_up": moment(_real(ask, hours), kept.last.at_ms if kept is not None and kept.last else None),
    }
    return html(ask.request, ask.words, "staff/devices.html", shown)


def _real(ask: Ask, hours: Hours) -> Hours:
    """By this machine's own clock, which goes on although a training site's story stands still."""
    return hours._replace(now_ms=ask.office.node.now_ms())


def device_shown(ask: Ask, row: DeviceRow, hours: Hours) -> dict[str, Any]:
    """One chain as the list has it."""
    words = ask.words
    return {
        "key": row.chain.hex(),
        "short": row.short,
        "unknown": row.chain == UNKNOWN_CHAIN,
        "kind": words.choice("device_kind", row.kind),
        "site": row.site,
        "until": hours.at(row.until_s * 1000) if row.until_s is not None else "",
        "ended": row.until_s is not None and row.until_s * 1000 < hours.now_ms,
        "last": moment(hours, row.last_ms),
        "entries": row.entries,
        "odd": row.odd,
        "missing": row.missing,
        "forks": row.forks,
        "flagged": row.flagged,
        "aside": [(number, words.choice("set_aside", why)) for why, number in row.aside],
        "revoked": [words.choice("revoked_for", RevokedFor(one.why)) for one in row.revoked if one.why in _WHY],
        "is_revoked": bool(row.revoked),
        "in_use": row.in_use,
        "may_revoke": row.ours and not row.in_use and row.kind in (DeviceKind.TABLET, DeviceKind.OFFICE),
    }


_WHY = frozenset(map(str, RevokedFor))


def revoke(ask: Ask, chain: str) -> HttpResponse:
    """Confirm it: the reason, and how much of what the device brought is still to be trusted."""
    row = _row(ask, chain)
    shown = {
        "ask": ask,
        "device": device_shown(ask, row, hours_of(ask)),
        "reasons": [(str(one), ask.words.choice("revoked_for", one)) for one in RevokedFor],
        "why": ask.request.POST.get("why", ""),
        "nothing": ask.request.POST.get("extent") == "nothing",
    }
    if ask.request.method != "POST":
        return html(ask.request, ask.words, "staff/revoke.html", shown)
    try:
        _revoke(ask, row)
    except Denied as problem:
        shown["problems"] = in_words(problem, ask.words)
        return html(ask.request, ask.words, "staff/revoke.html", shown, HTTPStatus.UNPROCESSABLE_ENTITY)
    return HttpResponseRedirect(reverse("devices"), status=HTTPStatus.SEE_OTHER)


def _revoke(ask: Ask, row: DeviceRow) -> None:
    said = ask.request.POST
    if said.get("why") not in _WHY:
        raise Denied("no-reason")
    if said.get("sure") != "yes":
        raise Denied("not-sure")
    why, nothing = RevokedFor(said["why"]), said.get("extent") == "nothing"
    tell(ask.scope, "device_revoke", f"{row.short}: {why}{', nothing trusted' if nothing else ''}")
    trust_no_more(ask.scope, row.chain, why, nothing=nothing)


def _row(ask: Ask, chain: str) -> DeviceRow:
    found = next((row for row in devices_of(ask.scope) if row.chain.hex() == chain and row.chain), None)
    if found is None:
        raise Denied("not-our-device")
    return found
