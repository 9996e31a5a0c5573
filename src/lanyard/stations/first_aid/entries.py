"""What first aid records: a glance over everyone, then whoever needs more. Care before questions."""

from dataclasses import dataclass
from typing import Annotated

from lanyard.ledger.ask import Ask, Blob, Code, Count, PartialDate, Tag, Text, Vehicle
from lanyard.terms import Avpu, Colour, HowSoon, TriageColour, YesNo

PerMinute = Annotated[int, Ask(low=0, high=350)]
Percent = Annotated[int, Ask(low=0, high=100)]
Pressure = Annotated[int, Ask(low=0, high=350)]
Tenths = Annotated[int, Ask(low=150, high=450)]


@dataclass(frozen=True, slots=True)
class Glanced:
    """Many were looked at at once: none red, or these."""

    looked_at: Count
    red_tags: tuple[Tag, ...] = ()
    red_untagged: Count = 0


@dataclass(frozen=True, slots=True)
class NeedsMedic:
    """Anyone may call a medic for her."""

    how_soon: HowSoon


@dataclass(frozen=True, slots=True)
class Triaged:
    """What the triage tool was told and what it returned. Signs and version say how to check it again."""

    tool: Code
    version: Code
    age_band: Code
    colour: TriageColour
    signs: tuple[Code, ...] = ()
    because: tuple[Code, ...] = ()
    review_now: bool = False
    pregnant: YesNo | None = None
    rr: PerMinute | None = None
    hr: PerMinute | None = None
    spo2_pct: Percent | None = None
    sbp: Pressure | None = None
    dbp: Pressure | None = None
    temp_dc: Tenths | None = None
    avpu: Avpu | None = None


@dataclass(frozen=True, slots=True)
class CarePrioritySet:
    """The colour alone, for everybody's eyes; the signs stay with the medic."""

    colour: Colour


@dataclass(frozen=True, slots=True)
class Observed:
    """Vital signs and measures, each in the unit that ends its name (dc: tenths of a degree; ds: tenths of a second)."""

    rr: PerMinute | None = None
    hr: PerMinute | None = None
    spo2_pct: Percent | None = None
    sbp: Pressure | None = None
    dbp: Pressure | None = None
    temp_dc: Tenths | None = None
    avpu: Avpu | None = None
    refill_ds: Annotated[int, Ask(low=0, high=200)] | None = None
    muac_mm: Annotated[int, Ask(low=40, high=600)] | None = None
    oedema: YesNo | None = None
    weight_g: Annotated[int, Ask(low=200, high=400_000)] | None = None
    glucose_mgdl: Annotated[int, Ask(low=5, high=1500)] | None = None


@dataclass(frozen=True, slots=True)
class Treated:
    """What was done for her."""

    what: Text
    drug: Text | None = None
    dose: Text | None = None
    route: Text | None = None


@dataclass(frozen=True, slots=True)
class HeldMedically:
    """She should not travel yet."""

    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class FitToTravel:
    """She may travel, so."""

    lying: bool = False
    escort: bool = False


@dataclass(frozen=True, slots=True)
class RushedOut:
    """She was driven to care at once; the rest is asked afterwards. Without a tag, say which vehicle she had come on."""

    vehicle: Text
    to: Text
    with_whom: Text | None = None
    mother_told: YesNo | None = None
    mother_with_her: YesNo | None = None
    came_on: Vehicle | None = None


@dataclass(frozen=True, slots=True)
class Referred:
    """Another service was asked to see her; the case stays here."""

    to: Text
    urgency: HowSoon
    escort: bool | None = None


@dataclass(frozen=True, slots=True)
class CareHandedOver:
    """Age, time, mechanism, injuries, signs, treatment: told to whoever goes on caring for her."""

    to: Text
    age: Text | None = None
    time: Text | None = None
    mechanism: Text | None = None
    injuries: Text | None = None
    signs: Text | None = None
    treatment: Text | None = None
    signature: Blob | None = None
