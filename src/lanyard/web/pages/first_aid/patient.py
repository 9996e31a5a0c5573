"""From the triage form to a patient, and from what the tool returned to what is recorded."""

from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.http import QueryDict

from lanyard.desk.draft import Draft
from lanyard.desk.scope_care import Subject
from lanyard.ledger.errors import Malformed
from lanyard.stations.first_aid.entries import CarePrioritySet, Triaged
from lanyard.terms import Avpu, Colour, TriageColour, YesNo
from lanyard.triage import AGE_BANDS, Mode, Patient, Refusal, Result, ages_of, band_of, read_line
from lanyard.web.forms import typed

VITALS: Final = ("rr", "hr", "spo2_pct", "sbp", "dbp")
TEMP: Final = "temp_c"
BAND, PREGNANT, AVPU, MODE, SIGNS = "band", "pregnant", "avpu", "mode", "signs"
POSTED: Final = (*VITALS, TEMP, BAND, PREGNANT, AVPU, MODE, SIGNS)
_REFUSED: Final = {
    "not-a-whole-number": "not-a-number",
    "unknown-sign": "not-a-choice",
    "not-an-answer": "not-a-choice",
}
_SHOWN: Final = {"not-a-mode": "not-a-choice"}


def band_known(found: Subject) -> str:
    """The band of age that the register knows of her."""
    return band_of(Patient(age_months=None if found.age is None else (found.age.low_months, found.age.high_months)))


def patient_of(post: QueryDict, found: Subject) -> Patient:
    """The patient that the form describes; she is as old as the band that was chosen. Raises `Malformed`."""
    band = post.get(BAND) or band_known(found)
    if band not in AGE_BANDS:
        raise Malformed("not-a-choice", BAND, band)
    said: dict[str, Any] = {name: _number(post, name) for name in VITALS}
    said |= {TEMP: _temperature(post), SIGNS: post.getlist(SIGNS), PREGNANT: post.get(PREGNANT) or None}
    said |= {AVPU: post.get(AVPU) or None, MODE: post.get(MODE) or None}
    months, days = ages_of(band)
    try:
        read = read_line(said)
    except Refusal as refused:
        code = {**_REFUSED, **_SHOWN}.get(refused.code, refused.code)
        raise Malformed(code, refused.field, refused.value) from None
    return Patient(
        months, days, read.pregnant, read.signs, read.hr, read.rr, read.spo2_pct, read.temp_dc, read.sbp, read.dbp,
        read.avpu, read.mode,
    )  # fmt: skip


def _number(post: QueryDict, name: str) -> int | None:
    text = str(post.get(name, "")).strip()
    try:
        return typed.number(text) if text else None
    except Malformed as malformed:
        raise Malformed(malformed.code, name, text) from None


def _temperature(post: QueryDict) -> Decimal | None:
    text = typed.western(str(post.get(TEMP, ""))).replace(",", ".")
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        raise Malformed("not-a-number", TEMP, text) from None


def drafts_of(patient: Patient, result: Result, band: str, found: Subject, where: str) -> list[Draft]:
    """What the tool was told and returned, for medics; and the colour alone, for everybody. Black is red to everybody."""
    said = Triaged(
        tool=result.tool, version=result.version, age_band=band, colour=TriageColour(result.colour.value),
        signs=tuple(sorted(str(sign) for sign in patient.signs)), because=tuple(str(code) for code in result.because),
        review_now=result.review_now, pregnant=YesNo(patient.pregnant.value), rr=patient.rr, hr=patient.hr,
        spo2_pct=patient.spo2_pct, sbp=patient.sbp, dbp=patient.dbp, temp_dc=patient.temp_dc,
        avpu=None if patient.avpu is None else Avpu(patient.avpu.value),
    )  # fmt: skip
    black = said.colour is TriageColour.BLACK
    colour = Colour.RED if black else Colour(result.colour.value)
    return [Draft(said, found.ref, where), Draft(CarePrioritySet(colour), found.ref, where)]


def mode_of(post: QueryDict) -> Mode:
    """The tool that is chosen: the charts, or in a surge START and JumpSTART."""
    return Mode.SURGE if post.get(MODE) == Mode.SURGE else Mode.IITT
