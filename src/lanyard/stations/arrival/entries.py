"""What arrival records: counted before tagged, tagged before named."""

from dataclasses import dataclass
from typing import Annotated

from lanyard.ledger.ask import (
    AgeRange,
    Blob,
    Count,
    Manifest,
    PartialDate,
    Person,
    Seconds,
    Tag,
    Text,
    Vehicle,
    only_if,
)
from lanyard.terms import AgeKnownBy, CountedBy, Language, Relief, Script, Sex, Unknown, Walks


@dataclass(frozen=True, slots=True)
class VehicleCounted:
    """A vehicle came in and its people were counted: the total first, the rest if it was seen."""

    came_from: Text
    counted_by: CountedBy
    total: Count
    includes_dead: bool
    women: Count | None = None
    men: Count | None = None
    girls: Count | None = None
    boys: Count | None = None
    infants: Count | None = None
    on_stretchers: Count | None = None
    dead: Count | None = None
    plate: Text | None = None


@dataclass(frozen=True, slots=True)
class VehicleTurnedBack:
    """People on a vehicle were not let in. Always an incident."""

    people: Count
    by_whom: Text
    why: Text


@dataclass(frozen=True, slots=True)
class SafetyChecked:
    """The quick look for weapons and explosives before anything else, timed."""

    people: Count
    seconds: Seconds
    by_whom: Text
    found: bool


@dataclass(frozen=True, slots=True)
class WalkedIn:
    """Somebody came on foot."""

    tag: Tag | None = None
    alone: bool | None = None
    came_from: Text | None = None


@dataclass(frozen=True, slots=True)
class FirstControl:
    """Who has held her before us, since when and by what authority. The register begins here (CED 17(3))."""

    since: PartialDate | Unknown
    by_whom: Text
    held_at: Text | None = None
    authority: Text | None = None


@dataclass(frozen=True, slots=True)
class TagClaimed:
    """A printed tag became this person's."""

    tag: Tag
    travel_group: Text | None = None
    came_on: Vehicle | None = None
    medic_now: bool | None = None


@dataclass(frozen=True, slots=True)
class TagReplaced:
    """Her tag was lost or spoilt and she has another."""

    old: Tag
    new: Tag
    why: Text


@dataclass(frozen=True, slots=True)
class TagVoided:
    """This tag will not be used: misprinted, torn, lost before it was claimed."""

    why: Text


@dataclass(frozen=True, slots=True)
class PersonMet:
    """First words with a person: what is seen, and what she says."""

    sex: Sex
    age: AgeRange | Unknown | None = None
    age_known_by: Annotated[AgeKnownBy | None, only_if("age", "*")] = None
    name_said: Text | None = None
    name_sound: Blob | None = None
    name_written: Text | None = None
    script: Annotated[Script | None, only_if("name_written", "*")] = None
    languages: tuple[Language, ...] | None = None
    walks: Walks | None = None
    alone: bool | None = None
    travel_group: Text | None = None


@dataclass(frozen=True, slots=True)
class Born:
    """A child was born here or on the way."""

    mother: Person
    tag: Tag | None = None
    sex: Sex | None = None
    aboard: Manifest | None = None


@dataclass(frozen=True, slots=True)
class CameBack:
    """Somebody who had left is here again: from hospital, from a party, from anywhere; on a vehicle that was counted, or not."""

    came_from: Text
    with_whom: Text | None = None
    tag: Tag | None = None
    came_on: Vehicle | None = None


@dataclass(frozen=True, slots=True)
class TurnedBack:
    """This person was not let in. Always an incident."""

    by_whom: Text
    why: Text


@dataclass(frozen=True, slots=True)
class ReliefGiven:
    """Something was handed out. Nothing is asked in return."""

    what: tuple[Relief, ...]
    count: Count
