"""The hand-over: who is missing, who came on no list, who is hurt, and the signatures of both sides."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any, Final, cast

from django.http import HttpResponse, HttpResponseRedirect

from lanyard.desk.draft import Draft
from lanyard.desk.riding import Riding, conditions
from lanyard.ledger.ask import Blob
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Compartment
from lanyard.stations.transport.entries import HandedOver
from lanyard.stations.transport.rules import SIGNED_BY_ONE
from lanyard.terms import Condition
from lanyard.web.answers import html
from lanyard.web.deeds import deed_of
from lanyard.web.forms import typed
from lanyard.web.forms.shown import refusal
from lanyard.web.forms.uploads import Arrived, checked, media_type
from lanyard.web.guard import Ask, told
from lanyard.web.pages.transport.rows import PACKAGE, list_at, page_of, way_to
from lanyard.web.scanning import SEE_OTHER, UNPROCESSABLE

DRAWN: Final = "data:image/png;base64,"
DRAWN_MOST: Final = 400_000
"""Bytes of a drawing. One that fills the field is a tenth of that."""
SIDES: Final = ("giver", "receiver")


@dataclass(frozen=True)
class Signature:
    """One side's: the bytes and their type, and how it was sent, to be shown again."""

    data: bytes
    type: str
    drawn: str = ""


def hand_over(ask: Ask, key: str) -> HttpResponse:
    """Both sides close the list."""
    ride = list_at(ask, key)
    if ride.uncounted:
        return told(html(ask.request, ask.words, "transport/count_first.html", page_of(ask, ride)), UNPROCESSABLE)
    deed = deed_of(ask)
    if ask.request.method != "POST":
        if ride.manifest.handed_over_ms is not None:
            return HttpResponseRedirect(way_to(ride), status=SEE_OTHER)
        return _shown(ask, ride, deed, [])
    with ask.scope.alone(ride.ref.key):
        if not ask.scope.is_done(ride.ref, deed):
            problems = _record(ask, ride, deed)
            if problems:
                return told(_shown(ask, ride, deed, problems), UNPROCESSABLE)
    return HttpResponseRedirect(way_to(ride), status=SEE_OTHER)


def _record(ask: Ask, ride: Riding, deed: bytes) -> list[str]:
    """Keep it; or what is wrong with it, all at once."""
    words = ask.words.page(PACKAGE)
    problems: list[str] = []
    signed: dict[str, Signature | None] = {}
    for side in SIDES:
        try:
            signed[side] = _signature(ask, side)
        except Malformed as malformed:
            problems.append(f"{_label(ask, side)} {refusal(ask.words, malformed.code)}")
    tags = {name: _tags(ask, name, problems) for name in ("missing", "not_on_list", "injured")}
    giver, receiver = signed.get("giver"), signed.get("receiver")
    if giver is not None and receiver is not None and giver.data == receiver.data:
        problems.append(words["same_signature"])
    if not problems and None in signed.values() and ask.request.POST.get("one_signature") != "yes":
        problems.append(words["signature_missing"])
    if problems:
        return problems
    blobs = {f"signed_by_{side}": _kept(ask, ride, one) for side, one in signed.items()}
    try:
        ask.scope.keep_once(deed, [Draft(HandedOver(**tags, **blobs), ride.ref, ask.viewer.site)])  # type: ignore[arg-type]
    except Malformed as malformed:
        return [refusal(ask.words, malformed.code)]
    return []


def _kept(ask: Ask, ride: Riding, one: Signature | None) -> Blob | None:
    return None if one is None else ask.scope.put_blob(ride.ref, [one.data], one.type, Compartment.SITE)


def _signature(ask: Ask, side: str) -> Signature | None:
    """What was drawn, or else the photo of what was signed on paper. Raises `Malformed`."""
    drawn = ask.request.POST.get(f"drawn_{side}", "")
    if drawn:
        return _drawn(drawn)
    upload = cast("Arrived | None", ask.request.FILES.get(f"paper_{side}"))
    if upload is None:
        return None
    said = checked(upload)
    if not said.startswith("image/") and said != "application/pdf":
        raise Malformed("file-not-known")
    return Signature(b"".join(upload.chunks()), said)


def _drawn(text: str) -> Signature:
    """A picture as the page draws it. Raises `Malformed`: no such picture, or too large."""
    if not text.startswith(DRAWN) or len(text) > DRAWN_MOST * 4 // 3:
        raise Malformed("not-a-blob")
    try:
        data = base64.b64decode(text.removeprefix(DRAWN), validate=True)
    except binascii.Error:
        raise Malformed("not-a-blob") from None
    if media_type(data[:16]) != "image/png":
        raise Malformed("not-a-blob")
    return Signature(data, "image/png", text)


def _tags(ask: Ask, name: str, problems: list[str]) -> tuple[str, ...]:
    """The tags that are ticked, and those that were scanned or typed below, each once."""
    post = ask.request.POST
    found: list[str] = []
    for text in (*post.getlist(name), *post.get(f"{name}_more", "").split("\n")):
        if text.strip():
            try:
                found.append(typed.tag(typed.tidy(text)))
            except Malformed as malformed:
                problems.append(f"{text.strip()[:20]}: {refusal(ask.words, malformed.code)}")
    return tuple(dict.fromkeys(found))


def _label(ask: Ask, side: str) -> str:
    return f"{ask.words.field('handed_over', f'signed_by_{side}')}:"


def _shown(ask: Ask, ride: Riding, deed: bytes, problems: list[str]) -> HttpResponse:
    post = ask.request.POST
    sent = ask.request.method == "POST"
    here = conditions(ask.scope, ride)
    hurt = {ride.tags[her] for her, said in here.items() if said == Condition.INJURED}
    unlisted = {ride.tags[her] for her in ride.manifest.received - ride.manifest.boarded - ride.manifest.born}
    received, left = ({one.tag: one.name for one in some} for some in (ride.received, ride.aboard))
    groups = [
        _group(ask, "missing", left, set(left)),
        _group(ask, "not_on_list", {tag: received.get(tag, "") for tag in unlisted}, unlisted),
        _group(ask, "injured", received, hurt),
    ]
    warned = ask.viewer.staff in ride.manifest.sent_by
    shown = {
        **page_of(ask, ride),
        "deed": deed.hex(),
        "groups": groups,
        "problems": problems,
        "sides": [
            {"name": side, "label": _label(ask, side), "drawn": post.get(f"drawn_{side}", "")[: DRAWN_MOST * 4 // 3]}
            for side in SIDES
        ],
        "offer_one": sent,
        "warning": ask.words.rule(SIGNED_BY_ONE.code) if warned else "",
    }
    return html(ask.request, ask.words, "transport/hand_over.html", shown)


def _group(ask: Ask, name: str, tags: dict[str, str], ticked: set[str]) -> dict[str, Any]:
    """One question of the hand-over: the tags that may be ticked with their names, and room for others."""
    post = ask.request.POST
    sent = ask.request.method == "POST"
    chosen = set(post.getlist(name)) if sent else ticked
    return {
        "name": name,
        "label": ask.words.field("handed_over", name),
        "tags": [(tag, called, tag in chosen) for tag, called in sorted(tags.items())],
        "more": post.get(f"{name}_more", ""),
    }
