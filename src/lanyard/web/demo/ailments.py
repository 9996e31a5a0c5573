"""What people of the story suffer from: drawn, look by look, as a medic would find it. No guide to treatment."""

from dataclasses import dataclass
from random import Random
from typing import Final, NamedTuple

from lanyard.stations.first_aid.entries import Treated
from lanyard.triage import Answer, Avpu, Patient, Sign


class Look(NamedTuple):
    """What is found at one look: signs, and how far the vital signs are from usual at her age."""

    signs: frozenset[Sign] = frozenset()
    hr: int = 0
    rr: int = 0
    spo2_pct: int = 0
    temp_dc: int = 0
    sbp: int = 0
    avpu: Avpu = Avpu.ALERT


class Usual(NamedTuple):
    """Usual vital signs up to an age in completed months."""

    oldest: int
    hr: int
    rr: int
    sbp: int


@dataclass(frozen=True, slots=True)
class Ailment:
    """One ailment: whom it takes (completed months), how often, and its looks from the first to the last."""

    code: str
    youngest: int
    oldest: int
    weight: int
    looks: tuple[Look, ...]
    care: tuple[Treated, ...]
    now: bool = False
    lying: bool = False
    wound: bool = False
    women_only: bool = False
    pregnant: Answer = Answer.NO

    def takes(self, months: int, *, female: bool) -> bool:
        """Can somebody of this age and sex have it?"""
        return self.youngest <= months <= self.oldest and (female or not self.women_only)

    def found(self, months: int, stage: int, rng: Random) -> Patient:
        """What a medic finds at this look, the first being 0; after the last look nothing changes."""
        look = self.looks[min(stage, len(self.looks) - 1)]
        usual = next(usual for usual in USUAL if months <= usual.oldest)
        birthday = months // 12 * 12
        return Patient(
            age_months=(months, months) if months < CHART_BY_MONTH else (birthday, birthday + 11),
            pregnant=self.pregnant,
            signs=look.signs,
            hr=usual.hr + look.hr + rng.randrange(-6, 7),
            rr=usual.rr + look.rr + rng.randrange(-3, 4),
            spo2_pct=min(100, 97 + look.spo2_pct + rng.randrange(-1, 3)),
            temp_dc=368 + look.temp_dc + rng.randrange(-2, 3),
            sbp=usual.sbp + look.sbp + rng.randrange(-6, 7) if months >= PRESSURE_FROM else None,
            avpu=look.avpu,
        )


ADULT, INFANT, OLDEST = 18 * 12, 11, 90 * 12
CHART_BY_MONTH: Final = 36
PRESSURE_FROM: Final = 12 * 12
USUAL: Final = (Usual(11, 125, 38, 85), Usual(59, 115, 29, 92), Usual(143, 95, 21, 102), Usual(1571, 82, 17, 118))


def _look(
    *signs: Sign, hr: int = 0, rr: int = 0, spo2: int = 0, temp: int = 0, sbp: int = 0, avpu: Avpu = Avpu.ALERT
) -> Look:
    return Look(frozenset(signs), hr, rr, spo2, temp, sbp, avpu)


WARM = Treated("wrapped and warmed, skin to skin")
FLUIDS = Treated("oral rehydration", "oral rehydration salts", None, "by mouth")
DRIP = Treated("fluids into a vein", "Ringer's lactate", None, "into a vein")
OXYGEN = Treated("oxygen by mask")
COOLED = Treated("something against fever", "paracetamol", None, "by mouth")
DRESSED = Treated("wound cleaned and dressed")
PRESSED = Treated("bleeding stopped with a pressure dressing")
SPLINTED = Treated("limb splinted")
PAIN = Treated("something against pain", "tramadol", None, "by mouth")
FED = Treated("therapeutic food")
RESTED = Treated("tea with sugar, a blanket, rest")
ANTIBIOTIC = Treated("first dose of an antibiotic", "amoxicillin", None, "by mouth")
WATCHED = Treated("watched through labour")

WELL: Final = _look()
S = Sign

# fmt: off
AILMENTS: Final = (
    Ailment("cold_infant", 1, INFANT, 8, (
        _look(S.COLD_EXTREMITIES, S.HYPOTHERMIA, S.DRINKS_POORLY, hr=20, temp=-22), _look(S.DRINKS_POORLY, hr=10, temp=-6), WELL,
    ), (WARM,), now=True),
    Ailment("watery_stools", 1, 59, 26, (
        _look(S.ONGOING_DIARRHOEA, S.DEHYDRATION, hr=22), _look(S.ONGOING_DIARRHOEA, hr=8), WELL,
    ), (FLUIDS,)),
    Ailment("dried_out", 1, 59, 5, (
        _look(S.LETHARGY, S.SUNKEN_EYES, S.VERY_SLOW_SKIN_PINCH, hr=34, rr=8), _look(S.DEHYDRATION, hr=18), _look(S.ONGOING_DIARRHOEA), WELL,
    ), (DRIP, FLUIDS), now=True),
    Ailment("chest_infection", 1, 143, 24, (
        _look(S.WHEEZE, rr=12, hr=18, spo2=-3, temp=14), _look(S.WHEEZE, rr=6, temp=6), WELL,
    ), (ANTIBIOTIC, COOLED)),
    Ailment("cannot_breathe", 1, 143, 4, (
        _look(S.RESPIRATORY_DISTRESS, rr=24, hr=34, spo2=-9, temp=12), _look(S.WHEEZE, rr=12, hr=16, spo2=-4), _look(S.WHEEZE), WELL,
    ), (OXYGEN, ANTIBIOTIC), now=True),
    Ailment("wasting", 6, 59, 14, (_look(S.SEVERE_WASTING, hr=8), _look(S.SEVERE_WASTING)), (FED,)),
    Ailment("fever", 3, OLDEST, 26, (_look(S.FEVER, hr=14, temp=16), _look(temp=6), WELL), (COOLED,)),
    Ailment("weakness", ADULT, OLDEST, 22, (_look(S.ACUTE_GENERAL_WEAKNESS, hr=8), WELL), (RESTED,)),
    Ailment("fainted", 8 * 12, OLDEST, 10, (_look(S.RECENT_FAINTING, hr=10, sbp=-14), WELL), (RESTED, FLUIDS)),
    Ailment("pregnant_bleeding", ADULT, 45 * 12, 3, (
        _look(S.HEAVY_BLEEDING, hr=34, sbp=-20), _look(S.ONGOING_BLEEDING, hr=18, sbp=-8), WELL,
    ), (PRESSED, DRIP), now=True, lying=True, women_only=True, pregnant=Answer.YES),
    Ailment("shrapnel", 2 * 12, OLDEST, 14, (
        _look(S.HIGH_RISK_TRAUMA, S.ONGOING_BLEEDING, hr=30, rr=8, sbp=-10), _look(S.TRAUMA, hr=14), _look(S.TRAUMA), WELL,
    ), (PRESSED, DRIP, PAIN), now=True, lying=True, wound=True),
    Ailment("old_wound", 2 * 12, OLDEST, 18, (_look(S.TRAUMA, S.FEVER, hr=10, temp=12), _look(S.TRAUMA)), (DRESSED, ANTIBIOTIC), wound=True),
    Ailment("broken_limb", 2 * 12, OLDEST, 8, (
        _look(S.VISIBLE_ACUTE_LIMB_DEFORMITY, S.SEVERE_PAIN, hr=16), _look(S.SUSPECTED_DISLOCATION), _look(S.TRAUMA),
    ), (SPLINTED, PAIN), lying=True, wound=True),
    Ailment("burn", 2 * 12, 70 * 12, 7, (_look(S.BURN, S.SEVERE_PAIN, hr=18), _look(S.BURN)), (DRESSED, PAIN), wound=True),
)
BLOOD_IN_LUNGS: Final = Ailment("blood_in_lungs", 2 * 12, 15 * 12, 0, (
    _look(S.HIGH_RISK_TRAUMA, S.RESPIRATORY_DISTRESS, hr=40, rr=22, spo2=-12),
), (OXYGEN,), now=True, lying=True, wound=True)
DYING_WOUND: Final = Ailment("dying_wound", ADULT, OLDEST, 0, (
    _look(S.HIGH_RISK_TRAUMA, S.HEAVY_BLEEDING, S.WEAK_AND_FAST_PULSE, hr=46, rr=12, sbp=-40, avpu=Avpu.VOICE),
), (PRESSED, DRIP, OXYGEN), now=True, lying=True, wound=True)
LABOUR: Final = Ailment("labour", ADULT, 45 * 12, 0, (_look(S.ACTIVE_LABOUR, hr=12), WELL), (WATCHED,), now=True, lying=True, women_only=True, pregnant=Answer.YES)
# fmt: on
BY_CODE: Final = {ailment.code: ailment for ailment in AILMENTS}


def ailment_of(months: int, *, female: bool, rng: Random) -> Ailment:
    """One of the ailments that somebody of this age and sex can have, the frequent more often."""
    fits = [ailment for ailment in AILMENTS if ailment.takes(months, female=female)]
    return rng.choices(fits, [ailment.weight for ailment in fits])[0]
