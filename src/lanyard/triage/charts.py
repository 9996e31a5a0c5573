"""The two charts of the Interagency Integrated Triage Tool as tables of facts, in their reading order.

A row is met when enough of its items are; an item is met by any fact in it. So a plain sign is one item of one
fact, "any two of" is four items of which two are needed, and a sign that counts only in pregnancy or above an
age is two items of which both are needed. Step 3 (`review`) asks a senior to look at once and changes no colour.

Source: the charts of WHO, ICRC and MSF and their reference card. They carry no version, so their hash is the version.
"""

from enum import StrEnum
from typing import Final, NamedTuple

from lanyard.triage.findings import Finding
from lanyard.triage.patient import MONTHS_MAX
from lanyard.triage.signs import Sign

Fact = Sign | Finding

ADULT_SHA256: Final = "9597ab1f4f28687d9d2e1e28bfac6a84191889c6800198571b6af6a160e5711d"
CHILD_SHA256: Final = "c1fd4004447c6511a999a96177d887ba3ddfbe7a00e4ff38ba5794dabff515c4"
CARD_SHA256: Final = "d69bbe391901cbbe14966df93af1f9024d5b9881705589f47dcb4df02a3ca7d1"


class Group(StrEnum):
    """The heading a row stands under."""

    GENERAL = "general"
    BREATHING = "airway_and_breathing"
    CIRCULATION = "circulation"
    DISABILITY = "disability"
    OTHER = "other"
    PREGNANT = "pregnant"
    VITAL_SIGNS = "vital_signs"


class Row(NamedTuple):
    """One row of a chart: met when `needs` of its items hold, an item when any of its facts does."""

    group: Group
    items: tuple[tuple[Fact, ...], ...]
    needs: int = 1


class Chart(NamedTuple):
    """One chart: whom it is for (completed months), and its three steps."""

    name: str
    sha256: str
    youngest: int
    oldest: int
    red: tuple[Row, ...]
    yellow: tuple[Row, ...]
    review: tuple[Row, ...]


def each(group: Group, *facts: Fact) -> tuple[Row, ...]:
    """A row for each of these facts."""
    return tuple(Row(group, ((fact,),)) for fact in facts)


PREGNANCY_REDS: Final = (
    Sign.HEAVY_BLEEDING, Sign.SEVERE_ABDOMINAL_PAIN, Sign.SEIZURE, Sign.ACTIVE_CONVULSIONS,
    Sign.ALTERED_MENTAL_STATUS, Sign.SEVERE_HEADACHE, Sign.VISUAL_CHANGE, Sign.ACUTE_VISUAL_DISTURBANCE,
    Finding.SBP_160_OR_ABOVE, Finding.DBP_110_OR_ABOVE, Sign.ACTIVE_LABOUR, Sign.TRAUMA,
)  # fmt: skip
PREGNANT_WITH_ANY: Final = Row(Group.PREGNANT, ((Finding.PREGNANT,), PREGNANCY_REDS), 2)
MAJOR_BURN_BY_AGE: Final = Row(Group.OTHER, ((Finding.AGE_UNDER_2_YEARS, Finding.AGE_OVER_70), (Sign.BURN,)), 2)
REVIEW_ON_BOTH: Final = (
    *each(Group.VITAL_SIGNS, Finding.TEMP_BELOW_36, Finding.TEMP_ABOVE_39, Finding.SPO2_BELOW_92, Finding.NOT_ALERT),
    *each(Group.OTHER, Sign.CLINICAL_CONCERN),
    Row(Group.PREGNANT, ((Finding.PREGNANCY_UNKNOWN,), PREGNANCY_REDS), 2),
)
CHILD_ALTERED: Final = (Sign.ALTERED_MENTAL_STATUS, Sign.RESTLESS_OR_CONTINUOUSLY_IRRITABLE, Sign.LETHARGY)
"""The child's chart explains altered mental status as confused, restless, continuously irritable or lethargic."""

ADULT: Final = Chart(
    "adult", ADULT_SHA256, 144, MONTHS_MAX,
    red=(
        *each(Group.GENERAL, Sign.UNRESPONSIVE),
        *each(Group.BREATHING, Sign.STRIDOR, Sign.RESPIRATORY_DISTRESS, Sign.CENTRAL_CYANOSIS),
        *each(Group.CIRCULATION, Sign.CAPILLARY_REFILL_OVER_3_S, Sign.WEAK_AND_FAST_PULSE, Sign.HEAVY_BLEEDING),
        *each(Group.CIRCULATION, Finding.HR_BELOW_50, Finding.HR_ABOVE_150),
        *each(Group.DISABILITY, Sign.ACTIVE_CONVULSIONS),
        Row(
            Group.DISABILITY,
            ((Sign.ALTERED_MENTAL_STATUS,), (Sign.STIFF_NECK,), (Sign.HYPOTHERMIA, Sign.FEVER), (Sign.HEADACHE,)),
            2,
        ),
        *each(Group.DISABILITY, Sign.HYPOGLYCAEMIA),
        *each(Group.OTHER, Sign.HIGH_RISK_TRAUMA),
        MAJOR_BURN_BY_AGE,
        *each(Group.OTHER, Sign.POISONING_OR_INGESTION, Sign.DANGEROUS_CHEMICAL_EXPOSURE),
        *each(Group.OTHER, Sign.THREATENED_LIMB, Sign.SNAKE_BITE),
        Row(Group.OTHER, ((Finding.AGE_OVER_50,), (Sign.ACUTE_CHEST_OR_ABDOMINAL_PAIN,)), 2),
        *each(Group.OTHER, Sign.ECG_ACUTE_ISCHAEMIA, Sign.VIOLENT_OR_AGGRESSIVE),
        PREGNANT_WITH_ANY,
    ),
    yellow=(
        *each(Group.BREATHING, Sign.SWELLING_OF_MOUTH_THROAT_OR_NECK, Sign.WHEEZE),
        *each(Group.CIRCULATION, Sign.VOMITS_EVERYTHING, Sign.ONGOING_DIARRHOEA, Sign.UNABLE_TO_FEED_OR_DRINK),
        *each(Group.CIRCULATION, Sign.SEVERE_PALLOR, Sign.ONGOING_BLEEDING, Sign.RECENT_FAINTING),
        *each(Group.DISABILITY, Sign.ALTERED_MENTAL_STATUS, Sign.AGITATION, Sign.ACUTE_GENERAL_WEAKNESS),
        *each(Group.DISABILITY, Sign.ACUTE_FOCAL_NEUROLOGICAL_COMPLAINT, Sign.ACUTE_VISUAL_DISTURBANCE),
        *each(Group.DISABILITY, Sign.SEVERE_PAIN),
        *each(Group.OTHER, Sign.NEW_RASH_WORSENING_OR_PEELING, Sign.VISIBLE_ACUTE_LIMB_DEFORMITY, Sign.OPEN_FRACTURE),
        *each(Group.OTHER, Sign.SUSPECTED_DISLOCATION, Sign.TRAUMA, Sign.BURN, Sign.DIAGNOSIS_NEEDING_URGENT_SURGERY),
        *each(Group.OTHER, Sign.SEXUAL_ASSAULT, Sign.ACUTE_TESTICULAR_OR_SCROTAL_PAIN, Sign.PRIAPISM),
        *each(Group.OTHER, Sign.UNABLE_TO_PASS_URINE, Sign.EXPOSURE_NEEDING_PROPHYLAXIS),
        *each(Group.OTHER, Sign.PREGNANCY_REFERRED_FOR_COMPLICATIONS),
    ),
    review=(
        *each(Group.VITAL_SIGNS, Finding.HR_BELOW_60, Finding.HR_ABOVE_130),
        *each(Group.VITAL_SIGNS, Finding.RR_BELOW_10, Finding.RR_ABOVE_30),
        *REVIEW_ON_BOTH,
    ),
)  # fmt: skip

CHILD: Final = Chart(
    "child", CHILD_SHA256, 0, 143,
    red=(
        *each(Group.GENERAL, Sign.UNRESPONSIVE),
        *each(Group.BREATHING, Sign.STRIDOR, Sign.RESPIRATORY_DISTRESS, Sign.CENTRAL_CYANOSIS),
        *each(Group.CIRCULATION, Sign.CAPILLARY_REFILL_OVER_3_S, Sign.WEAK_AND_FAST_PULSE, Sign.HEAVY_BLEEDING),
        *each(Group.CIRCULATION, Sign.COLD_EXTREMITIES),
        Row(
            Group.CIRCULATION,
            ((Sign.LETHARGY,), (Sign.SUNKEN_EYES,), (Sign.VERY_SLOW_SKIN_PINCH,), (Sign.DRINKS_POORLY,)),
            2,
        ),
        *each(Group.DISABILITY, Sign.ACTIVE_CONVULSIONS),
        Row(Group.DISABILITY, (CHILD_ALTERED, (Sign.STIFF_NECK, Sign.HYPOTHERMIA, Sign.FEVER)), 2),
        *each(Group.DISABILITY, Sign.HYPOGLYCAEMIA),
        *each(Group.OTHER, Finding.AGE_UNDER_8_DAYS),
        Row(Group.OTHER, ((Finding.AGE_UNDER_2_MONTHS,), (Finding.TEMP_BELOW_36, Finding.TEMP_ABOVE_39)), 2),
        *each(Group.OTHER, Sign.HIGH_RISK_TRAUMA),
        MAJOR_BURN_BY_AGE,
        *each(Group.OTHER, Sign.THREATENED_LIMB, Sign.ACUTE_TESTICULAR_OR_SCROTAL_PAIN),
        *each(Group.OTHER, Sign.PRIAPISM, Sign.SNAKE_BITE),
        *each(Group.OTHER, Sign.POISONING_OR_INGESTION, Sign.DANGEROUS_CHEMICAL_EXPOSURE),
        PREGNANT_WITH_ANY,
    ),
    yellow=(
        *each(Group.BREATHING, Sign.SWELLING_OF_MOUTH_THROAT_OR_NECK, Sign.WHEEZE),
        *each(Group.CIRCULATION, Sign.UNABLE_TO_FEED_OR_DRINK, Sign.VOMITS_EVERYTHING, Sign.ONGOING_DIARRHOEA),
        *each(Group.CIRCULATION, Sign.DEHYDRATION, Sign.SEVERE_PALLOR),
        Row(Group.DISABILITY, (CHILD_ALTERED,)),
        *each(Group.DISABILITY, Sign.SEVERE_PAIN),
        *each(Group.OTHER, Finding.AGE_8_DAYS_TO_6_MONTHS, Sign.SEVERE_WASTING, Sign.OEDEMA_OF_BOTH_FEET),
        *each(Group.OTHER, Sign.TRAUMA, Sign.BURN),
        *each(Group.OTHER, Sign.SEXUAL_ASSAULT, Sign.DIAGNOSIS_NEEDING_URGENT_SURGERY),
        *each(Group.OTHER, Sign.NEW_RASH_WORSENING_OR_PEELING),
        *each(Group.OTHER, Sign.EXPOSURE_NEEDING_PROPHYLAXIS, Finding.PREGNANT, Sign.HEADACHE),
    ),
    review=(
        *each(Group.VITAL_SIGNS, Finding.HR_LOW_FOR_AGE, Finding.HR_HIGH_FOR_AGE),
        *each(Group.VITAL_SIGNS, Finding.RR_LOW_FOR_AGE, Finding.RR_HIGH_FOR_AGE),
        *REVIEW_ON_BOTH,
        *each(Group.OTHER, Finding.AGE_UNSURE),
    ),
)  # fmt: skip

CHARTS: Final = (ADULT, CHILD)
