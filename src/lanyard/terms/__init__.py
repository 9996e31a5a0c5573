"""Coded vocabularies: every closed list that a form offers, one class each. The words for them live beside, by language."""

from enum import StrEnum
from typing import Final, Literal

UNKNOWN: Final = "unknown"
Unknown = Literal["unknown"]


class Sex(StrEnum):
    """As seen or as said; unknown is an answer."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class Walks(StrEnum):
    """How she came off the vehicle."""

    WALKS = "walks"
    ASSISTED = "assisted"
    CARRIED = "carried"


class CountedBy(StrEnum):
    """Whose count it is. A driver's word is not a count."""

    TWO = "two"
    ONE = "one"
    DRIVER = "driver"


class CheckedBy(StrEnum):
    """How somebody was ticked off while boarding."""

    SCAN = "scan"
    TYPED = "typed"
    SIGHT = "sight"


class AgeKnownBy(StrEnum):
    """Where an age comes from."""

    SAID = "said"
    PAPER = "paper"
    SEEN = "seen"


class Script(StrEnum):
    """The script a name was written in (ISO 15924)."""

    ARABIC = "arab"
    LATIN = "latn"
    CYRILLIC = "cyrl"


class Language(StrEnum):
    """Languages met at the point (ISO 639-1, else 639-3)."""

    ARABIC = "ar"
    SORANI = "ckb"
    KURMANJI = "kmr"
    TURKISH = "tr"
    RUSSIAN = "ru"
    FRENCH = "fr"
    GERMAN = "de"
    ENGLISH = "en"
    OTHER = "other"
    UNKNOWN = "unknown"


class YesNo(StrEnum):
    """A question that may also be answered with: we do not know."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Relief(StrEnum):
    """What was handed out."""

    FOOD = "food"
    WATER = "water"
    BLANKET = "blanket"
    CLOTHES = "clothes"
    MILK = "milk"
    SHELTER = "shelter"


class HowSoon(StrEnum):
    """How soon a medic is wanted."""

    NOW = "now"
    SOON = "soon"


class Colour(StrEnum):
    """The colour of care: red before yellow before green. Never a finding about anything else."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"


class TriageColour(StrEnum):
    """What the triage tool returned. Black exists in a surge only: for a doctor, never a death."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    BLACK = "black"


class Avpu(StrEnum):
    """Alert, answers to voice, to pain, or not at all."""

    ALERT = "a"
    VOICE = "v"
    PAIN = "p"
    UNRESPONSIVE = "u"


class Condition(StrEnum):
    """How she was when the receiver signed for her."""

    WELL = "well"
    ILL = "ill"
    INJURED = "injured"
    DEAD = "dead"


class EnRoute(StrEnum):
    """What may happen between leaving and arriving."""

    STOP = "stop"
    REDIRECT = "redirect"
    BREAKDOWN = "breakdown"
    OTHER = "other"


class CertifiedBy(StrEnum):
    """Who said that she is dead."""

    DOCTOR = "doctor"
    LAY = "lay"


class Manner(StrEnum):
    """What is known of how she died."""

    ILLNESS = "illness"
    EXPOSURE = "exposure"
    VIOLENCE = "violence"
    UNKNOWN = "unknown"


class SignedInBy(StrEnum):
    """What a member of staff showed when signing in."""

    PASSKEY = "passkey"
    PIN = "pin"
    PASSWORD = "password"


class Role(StrEnum):
    """Who may record a kind. Any trained member of staff, or one of these."""

    ANY = "any"
    CLERK = "clerk"
    MEDIC = "medic"
    TRANSPORT = "transport"
    RECEIVER = "receiver"
    SEARCH = "search"
    COORDINATOR = "coordinator"
    FAMILY_LINKS = "family_links"
    REVIEWER = "reviewer"
    DATA_PROTECTION = "data_protection"


class RevokedFor(StrEnum):
    """Why a device is trusted no more."""

    LOST = "lost"
    STOLEN = "stolen"
    BROKEN = "broken"
    RETURNED = "returned"
    TAMPERED = "tampered"
