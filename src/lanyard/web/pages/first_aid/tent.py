"""Triage: signs as tiles, the tool's colour and its reasons before anything is kept; one red sign is one tap."""

from typing import Any

from django.http import HttpResponse

from lanyard.desk.scope_care import Subject, subject
from lanyard.ledger.errors import Malformed
from lanyard.terms import Avpu, YesNo
from lanyard.triage import AGE_BANDS, Colour, Mode, Patient, Result, ages_of, triage
from lanyard.web.answers import html, in_words
from lanyard.web.guard import Ask
from lanyard.web.pages.first_aid.patient import BAND, SIGNS, TEMP, VITALS, band_known, drafts_of, mode_of, patient_of
from lanyard.web.pages.first_aid.signs import Asked, asked_of
from lanyard.web.recording import keep_act, not_kept, nothing_here, see


def triage_page(ask: Ask, key: str) -> HttpResponse:
    """`red`: a sign that makes red by itself was tapped, which is kept at once. `keep`: what was shown is kept."""
    found = subject(ask.scope, key)
    if found is None:
        return nothing_here(ask, "queues")
    post = ask.request.POST.copy()
    if ask.request.method != "POST" or "show" in post:
        return _page(ask, found, post)
    if post.get("red"):
        post.appendlist(SIGNS, str(post["red"]))
    try:
        patient = patient_of(post, found)
    except Malformed as malformed:
        return not_kept(_page(ask, found, post, problems=in_words(malformed, ask.words)))
    result = triage(patient)
    if "keep" in post or (post.get("red") and result.colour is Colour.RED):
        band = post.get(BAND) or band_known(found)
        keep_act(ask, drafts_of(patient, result, band, found, ask.viewer.site))
        return see("care", key)
    return _page(ask, found, post, result=result)


def _page(
    ask: Ask, found: Subject, post: Any, *, result: Result | None = None, problems: list[str] | None = None
) -> HttpResponse:
    band = post.get(BAND) if post.get(BAND) in AGE_BANDS else band_known(found)
    mode, ticked = mode_of(post), set(post.getlist(SIGNS)) if post else set()
    months, days = ages_of(band)
    asked = asked_of(Patient(months, days, mode=mode))
    shown = {
        "ask": ask,
        "person": found,
        "result": None if result is None else _result(ask, result),
        "problems": problems,
        "act": post.get("act", ""),
        "band": band,
        "band_said": ask.words.choice("age_band", band),
        "bands": [(code, ask.words.choice("age_band", code), code == band) for code in AGE_BANDS],
        "surge": mode is Mode.SURGE,
        **_tiles(ask, asked, ticked),
        "vitals": [(name, ask.words.field("triaged", name), post.get(name, "")) for name in VITALS],
        "temp": post.get(TEMP, ""),
        "avpu": [(one.value, ask.words.choice("avpu", one), post.get("avpu") == one) for one in Avpu],
        "pregnant": [(one.value, ask.words.choice("yes_no", one), post.get("pregnant") == one) for one in YesNo],
        "pregnant_said": ask.words.field("triaged", "pregnant"),
        "avpu_said": ask.words.field("triaged", "avpu"),
    }
    return html(ask.request, ask.words, "first_aid/triage.html", shown)


def _tiles(ask: Ask, asked: Asked, ticked: set[str]) -> dict[str, Any]:
    """The signs with their words; one that was ticked for another age stays on the page."""
    known = {*asked.alone, *asked.red, *asked.yellow}
    others = tuple(sorted(sign for sign in ticked if sign not in known and _is_sign(ask, sign)))
    return {
        name: [(str(sign), ask.words.sign(sign), str(sign) in ticked) for sign in signs]
        for name, signs in (("alone", asked.alone), ("red", asked.red), ("yellow", (*asked.yellow, *others)))
    }


def _is_sign(ask: Ask, code: str) -> bool:
    try:
        return bool(ask.words.sign(code))
    except LookupError:
        return False


def _result(ask: Ask, result: Result) -> dict[str, Any]:
    return {
        "colour": str(result.colour),
        "said": ask.words.choice("triage_colour", str(result.colour)),
        "because": [ask.words.sign(str(code)) for code in result.because],
        "review": result.review_now,
        "tool": result.tool,
        "version": result.version,
    }
