"""START and JumpSTART, for a surge: minor is green, delayed yellow, immediate red, and "deceased" black.

Black is a tag that calls a doctor. It is never a death, and it is given only when every step towards it was seen
and nothing speaks against it; otherwise she is red. A patient who walks is green even when more is known of her,
and then, as whenever the other tool would call her red, `review_now` is set.

Readings to be confirmed by a clinician: JumpSTART serves everyone under nine years (the sources say about one to
eight; infants cannot walk, so they are assessed whole); one who is not said to walk does not; the steps of START
and JumpSTART that nobody answered ask for a look; pain without word of a purpose counts as without.
"""

from typing import Final, NamedTuple

from lanyard.triage.charts import Fact, Group, Row, each
from lanyard.triage.colours import Colour, Outcome, once, worse
from lanyard.triage.facts import Facts, reasons
from lanyard.triage.findings import Finding
from lanyard.triage.patient import MONTHS_MAX, Avpu, Patient
from lanyard.triage.signs import Sign

READING: Final = 1
"""As for the two charts: raised with every change that could change an answer."""


class Steps(NamedTuple):
    """One of the two ways: whom it is for (completed months) and its steps.

    `red` makes immediate, any of `black` makes black, `asked` must be answered before delayed can stand alone,
    and `look` is what the way does not weigh and a doctor should see.
    """

    name: str
    youngest: int
    oldest: int
    red: tuple[Row, ...]
    black: tuple[frozenset[Sign], ...]
    asked: tuple[tuple[Finding, frozenset[Fact]], ...]
    look: tuple[Row, ...]


START: Final = Steps(
    "start", 108, MONTHS_MAX,
    red=(
        *each(Group.BREATHING, Sign.NOT_BREATHING, Sign.BREATHES_AFTER_AIRWAY_OPENED),
        *each(Group.BREATHING, Sign.BREATHES_AFTER_RESCUE_BREATHS),
        *each(Group.BREATHING, Finding.RR_ABOVE_30),
        *each(Group.CIRCULATION, Sign.NO_RADIAL_PULSE, Sign.REFILL_OVER_2_S),
        *each(Group.DISABILITY, Sign.CANNOT_FOLLOW_COMMANDS, Sign.UNRESPONSIVE, Finding.AVPU_P),
        *each(Group.DISABILITY, Sign.PAIN_RESPONSE_WITHOUT_PURPOSE),
    ),
    black=(frozenset({Sign.NOT_BREATHING_AFTER_AIRWAY_OPENED}),),
    asked=(
        (Finding.PULSE_NOT_CHECKED, frozenset({Sign.RADIAL_PULSE, Sign.REFILL_WITHIN_2_S})),
        (Finding.RESPONSE_NOT_CHECKED, frozenset({Sign.FOLLOWS_COMMANDS})),
    ),
    look=each(Group.VITAL_SIGNS, Finding.RR_BELOW_10),
)  # fmt: skip

JUMPSTART: Final = Steps(
    "jumpstart", 0, 107,
    red=(
        *each(Group.BREATHING, Sign.NOT_BREATHING, Sign.BREATHES_AFTER_AIRWAY_OPENED),
        *each(Group.BREATHING, Sign.BREATHES_AFTER_RESCUE_BREATHS),
        *each(Group.BREATHING, Finding.RR_BELOW_15, Finding.RR_ABOVE_45),
        *each(Group.CIRCULATION, Sign.NO_RADIAL_PULSE),
        *each(Group.DISABILITY, Sign.UNRESPONSIVE, Finding.PAIN_PURPOSE_NOT_SEEN, Sign.PAIN_RESPONSE_WITHOUT_PURPOSE),
    ),
    black=(
        frozenset({Sign.NOT_BREATHING_AFTER_AIRWAY_OPENED, Sign.NO_PALPABLE_PULSE}),
        frozenset({Sign.NOT_BREATHING_AFTER_AIRWAY_OPENED, Sign.NOT_BREATHING_AFTER_RESCUE_BREATHS}),
    ),
    asked=(
        (Finding.PULSE_NOT_CHECKED, frozenset({Sign.PALPABLE_PULSE, Sign.RADIAL_PULSE})),
        (Finding.RESPONSE_NOT_CHECKED, frozenset({Sign.FOLLOWS_COMMANDS, Sign.PAIN_RESPONSE_WITH_PURPOSE})),
    ),
    look=each(Group.OTHER, Sign.REFILL_OVER_2_S, Sign.CANNOT_FOLLOW_COMMANDS),
)  # fmt: skip
WAYS: Final = (START, JUMPSTART)

LIFE: Final = frozenset({
    Sign.WALKS, Sign.BREATHING, Sign.BREATHES_AFTER_AIRWAY_OPENED, Sign.BREATHES_AFTER_RESCUE_BREATHS,
    Sign.FOLLOWS_COMMANDS, Sign.PAIN_RESPONSE_WITH_PURPOSE, Sign.PAIN_RESPONSE_WITHOUT_PURPOSE,
    Sign.ACTIVE_CONVULSIONS, Sign.STRIDOR, Sign.RESPIRATORY_DISTRESS, Sign.WHEEZE,
})  # fmt: skip
"""What keeps a patient from black, whatever else was ticked."""
PULSES: Final = frozenset({Sign.PALPABLE_PULSE, Sign.RADIAL_PULSE})


def ways_for(patient: Patient) -> tuple[Steps, ...]:
    """START from nine years on, JumpSTART below, both when her age may be on either side."""
    low, high = patient.months
    return tuple(way for way in WAYS if low <= way.oldest and high >= way.youngest)


def name(ways: tuple[Steps, ...]) -> str:
    """The tool's name in the result: `start`, `jumpstart` or `start_and_jumpstart`."""
    return "_and_".join(way.name for way in ways)


def version(charts: str) -> str:
    """Neither way has a published version: the reading of its steps, then the version of the charts beside it."""
    return f"r{READING}-{charts}"


def read(way: Steps, patient: Patient, facts: Facts) -> Outcome:
    """One way's answer, step by step."""
    black = _black(way, patient)
    if black:
        return Outcome(Colour.BLACK, black)
    if _walks(patient, facts):
        return Outcome(Colour.GREEN, (Sign.WALKS,), reasons((*way.red, *way.look), facts))
    red = reasons(way.red, facts)
    if red:
        return Outcome(Colour.RED, red)
    return Outcome(Colour.YELLOW, (Finding.NOT_WALKING,), (*reasons(way.look, facts), *_unanswered(way, patient)))


def assess(patient: Patient, facts: Facts) -> Outcome:
    """The worse of the ways that her age calls for; black only if each of them says so."""
    outcomes = [read(way, patient, facts) for way in ways_for(patient)]
    if not all(outcome.colour is Colour.BLACK for outcome in outcomes):
        outcomes = [o._replace(colour=Colour.RED) if o.colour is Colour.BLACK else o for o in outcomes]
    return worse(outcomes)


def _walks(patient: Patient, facts: Facts) -> bool:
    """Whether walking is to be believed: not of an infant, nor beside not breathing or not answering."""
    return Sign.WALKS in patient.signs and Sign.UNRESPONSIVE not in facts and patient.months[1] >= 12


def _black(way: Steps, patient: Patient) -> tuple[str, ...]:
    answers = patient.avpu not in {None, Avpu.UNRESPONSIVE}
    if patient.signs & LIFE or patient.rr or answers:
        return ()
    pulse = bool(patient.signs & PULSES or patient.hr)
    met = [s for s in way.black if s <= patient.signs and not (pulse and Sign.NO_PALPABLE_PULSE in s)]
    return once(sign for signs in met for sign in Sign if sign in signs)


def _unanswered(way: Steps, patient: Patient) -> tuple[str, ...]:
    """Steps that nobody answered. Alert answers the last one."""
    missing = [finding for finding, answers in way.asked if not patient.signs & answers]
    if patient.avpu is Avpu.ALERT or (way is JUMPSTART and patient.avpu is not None):
        missing = [finding for finding in missing if finding is not Finding.RESPONSE_NOT_CHECKED]
    return (*([Finding.RR_NOT_COUNTED] if patient.rr is None else []), *missing)
