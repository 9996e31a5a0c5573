"""The signs that a medic may tick: a closed list of codes, one a row of the charts or a step of the surge."""

from enum import StrEnum
from typing import Final


class Sign(StrEnum):
    """A sign that was seen, heard or told. What was not ticked is unknown or no, and is never read as either.

    A row of the chart that joins different findings ("respiratory distress or central cyanosis") is one code
    each, so that whoever takes over reads what was seen. The words for a code are in `docs/manual/triage.md`.
    """

    # Red on a chart, in the reading order of the adult one; what only a child's has stands after its neighbour.
    UNRESPONSIVE = "unresponsive"
    STRIDOR = "stridor"
    RESPIRATORY_DISTRESS = "respiratory_distress"
    CENTRAL_CYANOSIS = "central_cyanosis"
    CAPILLARY_REFILL_OVER_3_S = "capillary_refill_over_3_s"
    WEAK_AND_FAST_PULSE = "weak_and_fast_pulse"
    HEAVY_BLEEDING = "heavy_bleeding"
    COLD_EXTREMITIES = "cold_extremities"
    LETHARGY = "lethargy"
    SUNKEN_EYES = "sunken_eyes"
    VERY_SLOW_SKIN_PINCH = "very_slow_skin_pinch"
    DRINKS_POORLY = "drinks_poorly"
    ACTIVE_CONVULSIONS = "active_convulsions"
    ALTERED_MENTAL_STATUS = "altered_mental_status"
    STIFF_NECK = "stiff_neck"
    HYPOTHERMIA = "hypothermia"
    FEVER = "fever"
    HEADACHE = "headache"
    HYPOGLYCAEMIA = "hypoglycaemia"
    HIGH_RISK_TRAUMA = "high_risk_trauma"
    POISONING_OR_INGESTION = "poisoning_or_ingestion"
    DANGEROUS_CHEMICAL_EXPOSURE = "dangerous_chemical_exposure"
    THREATENED_LIMB = "threatened_limb"
    SNAKE_BITE = "snake_bite"
    ACUTE_CHEST_OR_ABDOMINAL_PAIN = "acute_chest_or_abdominal_pain"
    ECG_ACUTE_ISCHAEMIA = "ecg_acute_ischaemia"
    VIOLENT_OR_AGGRESSIVE = "violent_or_aggressive"
    SEVERE_ABDOMINAL_PAIN = "severe_abdominal_pain"
    SEIZURE = "seizure"
    SEVERE_HEADACHE = "severe_headache"
    VISUAL_CHANGE = "visual_change"
    ACTIVE_LABOUR = "active_labour"
    TRAUMA = "trauma"
    # Yellow on a chart.
    SWELLING_OF_MOUTH_THROAT_OR_NECK = "swelling_of_mouth_throat_or_neck"
    WHEEZE = "wheeze"
    VOMITS_EVERYTHING = "vomits_everything"
    ONGOING_DIARRHOEA = "ongoing_diarrhoea"
    UNABLE_TO_FEED_OR_DRINK = "unable_to_feed_or_drink"
    DEHYDRATION = "dehydration"
    SEVERE_PALLOR = "severe_pallor"
    ONGOING_BLEEDING = "ongoing_bleeding"
    RECENT_FAINTING = "recent_fainting"
    AGITATION = "agitation"
    RESTLESS_OR_CONTINUOUSLY_IRRITABLE = "restless_or_continuously_irritable"
    ACUTE_GENERAL_WEAKNESS = "acute_general_weakness"
    ACUTE_FOCAL_NEUROLOGICAL_COMPLAINT = "acute_focal_neurological_complaint"
    ACUTE_VISUAL_DISTURBANCE = "acute_visual_disturbance"
    SEVERE_PAIN = "severe_pain"
    NEW_RASH_WORSENING_OR_PEELING = "new_rash_worsening_or_peeling"
    VISIBLE_ACUTE_LIMB_DEFORMITY = "visible_acute_limb_deformity"
    OPEN_FRACTURE = "open_fracture"
    SUSPECTED_DISLOCATION = "suspected_dislocation"
    BURN = "burn"
    DIAGNOSIS_NEEDING_URGENT_SURGERY = "diagnosis_needing_urgent_surgery"
    SEXUAL_ASSAULT = "sexual_assault"
    ACUTE_TESTICULAR_OR_SCROTAL_PAIN = "acute_testicular_or_scrotal_pain"
    PRIAPISM = "priapism"
    UNABLE_TO_PASS_URINE = "unable_to_pass_urine"
    EXPOSURE_NEEDING_PROPHYLAXIS = "exposure_needing_prophylaxis"
    SEVERE_WASTING = "severe_wasting"
    OEDEMA_OF_BOTH_FEET = "oedema_of_both_feet"
    PREGNANCY_REFERRED_FOR_COMPLICATIONS = "pregnancy_referred_for_complications"
    # Step 3 of both charts.
    CLINICAL_CONCERN = "clinical_concern"
    # The steps of START and JumpSTART: what was found, good and bad, each ticked only when it was looked for.
    WALKS = "walks"
    BREATHING = "breathing"
    NOT_BREATHING = "not_breathing"
    BREATHES_AFTER_AIRWAY_OPENED = "breathes_after_airway_opened"
    NOT_BREATHING_AFTER_AIRWAY_OPENED = "not_breathing_after_airway_opened"
    PALPABLE_PULSE = "palpable_pulse"
    NO_PALPABLE_PULSE = "no_palpable_pulse"
    BREATHES_AFTER_RESCUE_BREATHS = "breathes_after_rescue_breaths"
    NOT_BREATHING_AFTER_RESCUE_BREATHS = "not_breathing_after_rescue_breaths"
    RADIAL_PULSE = "radial_pulse"
    NO_RADIAL_PULSE = "no_radial_pulse"
    REFILL_WITHIN_2_S = "refill_within_2_s"
    REFILL_OVER_2_S = "refill_over_2_s"
    FOLLOWS_COMMANDS = "follows_commands"
    CANNOT_FOLLOW_COMMANDS = "cannot_follow_commands"
    PAIN_RESPONSE_WITH_PURPOSE = "pain_response_with_purpose"
    PAIN_RESPONSE_WITHOUT_PURPOSE = "pain_response_without_purpose"


SIGNS: Final = tuple(Sign)
GOOD_SIGNS: Final = frozenset({
    Sign.WALKS, Sign.BREATHING, Sign.PALPABLE_PULSE, Sign.RADIAL_PULSE, Sign.REFILL_WITHIN_2_S,
    Sign.FOLLOWS_COMMANDS, Sign.PAIN_RESPONSE_WITH_PURPOSE,
})  # fmt: skip
"""What speaks for the patient; the two charts do not ask it and it changes nothing there."""
