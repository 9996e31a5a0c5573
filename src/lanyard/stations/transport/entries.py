"""What transport records: from an empty list to the receiver's signature."""

from dataclasses import dataclass
from typing import Annotated

from lanyard.ledger.ask import Ask, Blob, Code, Count, Digest, Manifest, Minutes, Site, Tag, Text, only_if
from lanyard.terms import CheckedBy, Condition, EnRoute

Seats = Annotated[int, Ask(low=1, high=2000)]


@dataclass(frozen=True, slots=True)
class ManifestOpened:
    """A list was opened for one vehicle and one way."""

    seats: Seats
    to: Site
    route: Text
    officer: Text
    plate: Text | None = None


@dataclass(frozen=True, slots=True)
class Boarded:
    """She was seen to step on."""

    manifest: Manifest
    checked_by: CheckedBy
    why_not_scanned: Annotated[Text | None, only_if("checked_by", "typed", "sight")] = None


@dataclass(frozen=True, slots=True)
class LeftVehicle:
    """She stepped off before the end, and why. `still_here`: whoever records it answers for her; else she is searched for."""

    manifest: Manifest
    why: Text
    still_here: bool | None = None


@dataclass(frozen=True, slots=True)
class ManifestSealed:
    """The list was closed as complete. A permission: it may be refused, and given despite rules by name and reason."""

    people: Count
    list_hash: Digest
    despite: tuple[Code, ...] = ()
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Departed:
    """The vehicle drove off; word of it is expected within so many minutes."""

    expected_min: Minutes


@dataclass(frozen=True, slots=True)
class WaypointPassed:
    """The vehicle was seen on its way."""

    place: Text
    expected_min: Minutes


@dataclass(frozen=True, slots=True)
class HappenedEnRoute:
    """Something happened between leaving and arriving."""

    what: EnRoute
    place: Text
    expected_min: Minutes
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class CountedIn:
    """The receiver counted heads before any name."""

    heads: Count


@dataclass(frozen=True, slots=True)
class Received:
    """The receiver signed for her by name: she is theirs to answer for."""

    manifest: Manifest
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The list was closed by both sides, with what did not agree."""

    missing: tuple[Tag, ...] = ()
    not_on_list: tuple[Tag, ...] = ()
    injured: tuple[Tag, ...] = ()
    signed_by_giver: Blob | None = None
    signed_by_receiver: Blob | None = None
