"""First aid: a medic's looks from the first to the last, each triaged by the tool itself; and who is rushed to hospital."""

from collections.abc import Generator, Iterator
from random import Random
from typing import Final

from lanyard.casefile.duties import MINUTE_MS
from lanyard.stations.arrival.entries import CameBack
from lanyard.stations.every.entries import DutyAnswered
from lanyard.stations.first_aid.entries import (
    CareHandedOver,
    CarePrioritySet,
    FitToTravel,
    Glanced,
    HeldMedically,
    Observed,
    Referred,
    RushedOut,
    Triaged,
)
from lanyard.stations.placement.entries import Placed
from lanyard.terms import Avpu, Colour, HowSoon, TriageColour, YesNo
from lanyard.triage import RETRIAGE_MINUTES, Patient, Result, band_of, triage
from lanyard.triage import Colour as ToolColour
from lanyard.web.demo.agenda import Tale
from lanyard.web.demo.ailments import Ailment
from lanyard.web.demo.devices import GATE, LINKS, MEDIC
from lanyard.web.demo.fates import BACK_MIN, RUSHED_MIN
from lanyard.web.demo.person import Person
from lanyard.web.demo.plan import AREA_REF, CLINIC, DISTRICT_HOSPITAL, FIELD_HOSPITAL
from lanyard.web.demo.said import Pen, Said
from lanyard.web.demo.scene import Scene
from lanyard.web.demo.times import END, MINUTE

SECOND: Final = 1000
TREATED_MIN: Final = 3
READY_MIN: Final = 12
"""How long before she boards, or the story ends, a medic has done with her; the last look still holds then."""
LAST_LOOK: Final = END - READY_MIN * MINUTE
SOONER_PERCENT: Final = 80
"""A medic looks again when so much of the time allowed has passed."""
LOOKS_ENOUGH: Final = 3
"""So many looks that are not red, and she goes back to her family; a green one is enough after the first look."""
WELL: Final = "well again; back with her family"
MENDING: Final = "mending; back with her family, to be seen again tomorrow"
WASTED_MM, WELL_FED_MM = (96, 114), (126, 160)
MUAC_TO: Final = 59


def priority(colour: ToolColour) -> Colour:
    """What everybody may see. Black is for a doctor; for all others she is red."""
    return Colour.RED if colour is ToolColour.BLACK else Colour(colour.value)


def triaged(patient: Patient, result: Result) -> Triaged:
    """The entry that a look leaves: what the tool was told and what it returned, so that anyone can check it."""
    return Triaged(
        tool=result.tool,
        version=result.version,
        age_band=band_of(patient),
        colour=TriageColour(result.colour.value),
        signs=tuple(sorted(str(sign) for sign in patient.signs)),
        because=tuple(str(code) for code in result.because),
        review_now=result.review_now,
        pregnant=YesNo(patient.pregnant.value),
        rr=patient.rr,
        hr=patient.hr,
        spo2_pct=patient.spo2_pct,
        sbp=patient.sbp,
        temp_dc=patient.temp_dc,
        avpu=None if patient.avpu is None else Avpu(patient.avpu.value),
    )


class Course:
    """One patient at one site, from the first look to the last, not after `until_ms`.

    `travels` says that she then goes on, and is declared fit; in any case she is let go when she is well again, or mending.
    """

    def __init__(self, scene: Scene, person: Person, site: str, until_ms: int, *, travels: bool) -> None:
        """Nothing happens yet."""
        assert person.ailment is not None
        self.person, self.ailment = person, person.ailment
        self.medic: Pen = MEDIC[site]
        self.site, self.until_ms, self.travels = site, until_ms, travels
        self.rng: Random = scene.rng(f"care/{site}/{person.tag}")
        self.worst = ToolColour.GREEN
        self.let_go = False

    def tale(self, at_ms: int) -> Tale:
        """Look, care, look again in time, until she goes."""
        milder, looks = 0, 0
        while True:
            colour = yield from self._look(at_ms)
            if looks == 0:
                self.worst = colour
                yield from self._care(at_ms, colour)
            looks += 1
            milder += colour is not ToolColour.RED
            if (colour is ToolColour.GREEN and looks > 1) or milder == LOOKS_ENOUGH:
                done = DutyAnswered("triage_again", WELL if colour is ToolColour.GREEN else MENDING)
                yield self.medic(at_ms + 9 * MINUTE, done, self.person.worn)
                self.let_go = True
                break
            allowed = RETRIAGE_MINUTES[colour] * MINUTE_MS
            if at_ms + allowed >= self.until_ms + READY_MIN * MINUTE:
                break
            at_ms = min(at_ms + allowed * SOONER_PERCENT // 100, self.until_ms)
            self.person.stage += 1
        if self.travels:
            yield from self._fit(max(at_ms + 9 * MINUTE, self.until_ms))

    def _look(self, at_ms: int) -> Generator[Said, None, ToolColour]:
        """One look: the signs for medics, and in the same act the colour for all. Returns the colour."""
        patient = self.ailment.found(self.person.months, self.person.stage, self.rng)
        result = triage(patient)
        act = self.rng.randbytes(16)
        yield self.medic(at_ms, triaged(patient, result), self.person.worn, act=act)
        yield self.medic(at_ms, CarePrioritySet(priority(result.colour)), self.person.worn, act=act)
        return result.colour

    def _care(self, at_ms: int, colour: ToolColour) -> Iterator[Said]:
        about = self.person.worn
        if colour is not ToolColour.GREEN:
            yield self.medic(at_ms + MINUTE, self._observed(), about)
            if self.ailment.now or self.ailment.lying:
                yield self.medic(at_ms + MINUTE, Placed(AREA_REF[f"{self.site}/aid"]), about)
        for number, treated in enumerate(self.ailment.care):
            yield self.medic(at_ms + (TREATED_MIN + number) * MINUTE, treated, about)
        if colour is ToolColour.RED:
            yield self.medic(at_ms + 7 * MINUTE, HeldMedically(), about)
            if self.ailment.wound:
                surgeon = DISTRICT_HOSPITAL if self.site == "HC" else FIELD_HOSPITAL
                yield self.medic(at_ms + 8 * MINUTE, Referred(surgeon.name, HowSoon.SOON, escort=True), self.person.ref)

    def _observed(self) -> Observed:
        wasted = self.ailment.code == "wasting"
        measured = self.person.months <= MUAC_TO
        return Observed(
            refill_ds=self.rng.randrange(12, 38),
            muac_mm=self.rng.randrange(*(WASTED_MM if wasted else WELL_FED_MM)) if measured else None,
            oedema=YesNo.NO if wasted else None,
        )

    def _fit(self, at_ms: int) -> Iterator[Said]:
        if self.worst is ToolColour.GREEN:
            return
        about, lying = self.person.worn, self.ailment.lying
        yield self.medic(at_ms, FitToTravel(lying=lying, escort=self.worst is ToolColour.RED), about)
        yield self.medic(at_ms + 30 * SECOND, told(self.ailment, "the medic who travels with them"), about)


def told(ailment: Ailment, to: str) -> CareHandedOver:
    """Care handed over by word of mouth and on paper."""
    return CareHandedOver(
        to=to,
        mechanism="a wound" if ailment.wound else "an illness",
        injuries=ailment.code.replace("_", " ") if ailment.wound else None,
        signs="better than at the first look",
        treatment="; ".join(treated.what for treated in ailment.care),
    )


def rushed(person: Person, at_ms: int, site: str, mother: YesNo = YesNo.YES) -> Iterator[Said]:
    """To hospital, with somebody of hers, and the ward sends word of her."""
    hospital = DISTRICT_HOSPITAL if site == "HC" else FIELD_HOSPITAL
    yield MEDIC[site](
        at_ms, told(person.ailment, hospital.name) if person.ailment else _unwell(hospital.name), person.worn
    )
    record = RushedOut("ambulance", hospital.name, "a sister or neighbour", mother, mother)
    yield MEDIC[site](at_ms + MINUTE, record, person.worn, urgency=1)
    if mother is not YesNo.YES:
        yield LINKS(
            at_ms + 45 * MINUTE, DutyAnswered("tell_kin", "her family was told, with an interpreter"), person.worn
        )


def _unwell(to: str) -> CareHandedOver:
    return CareHandedOver(to, mechanism="an illness", signs="taken ill suddenly", treatment="oxygen by mask")


def word_from_ward(person: Person, at_ms: int, site: str) -> Iterator[Said]:
    """The ward says that she is there."""
    yield MEDIC[site](at_ms, DutyAnswered("hospital_word", "the ward has her by name; she stays"), person.worn)


def rushed_from_point(scene: Scene, person: Person, look_ms: int, *, back: bool) -> Tale:
    """Looked at, cared for, driven off; some are back the same day."""
    leaves_ms = person.came_ms + RUSHED_MIN * MINUTE
    yield from Course(scene, person, "BG", leaves_ms - (READY_MIN - 1) * MINUTE, travels=False).tale(look_ms)
    yield from rushed(person, leaves_ms, "BG")
    yield from word_from_ward(person, leaves_ms + 2 * MINUTE * RUSHED_MIN, "BG")
    if back:
        at_ms = leaves_ms + BACK_MIN * MINUTE
        yield GATE(at_ms, CameBack(FIELD_HOSPITAL.name, "a nurse", person.tag), person.ref)
        yield MEDIC["BG"](at_ms + 4 * MINUTE, Glanced(1), person.ref)
        yield MEDIC["BG"](at_ms + 5 * MINUTE, FitToTravel(lying=False, escort=False), person.worn)
        yield GATE(at_ms + 8 * MINUTE, Placed(AREA_REF["BG/wom"]), person.ref)


def clinic(person: Person, at_ms: int) -> Iterator[Said]:
    """In the camp she is passed on to the clinic, which looks after her from then on."""
    yield MEDIC["HC"](at_ms, Referred(CLINIC.name, HowSoon.SOON), person.ref)
    if person.ailment is not None:
        yield MEDIC["HC"](at_ms, told(person.ailment, CLINIC.name), person.worn)
    yield MEDIC["HC"](at_ms + MINUTE, DutyAnswered("triage_again", "the clinic looks after her now"), person.worn)
