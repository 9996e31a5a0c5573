"""Records with ordinary answers, so that a test names only what it is about."""

from typing import Any

from lanyard.ledger.ask import Blob
from lanyard.stations.arrival import entries as arrival
from lanyard.stations.burial.entries import Died
from lanyard.stations.every.entries import DutyAnswered, RecordedInError
from lanyard.stations.first_aid import entries as first_aid
from lanyard.stations.placement import entries as placement
from lanyard.stations.transport import entries as transport
from lanyard.terms import CertifiedBy, CheckedBy, Colour, CountedBy, EnRoute, HowSoon, Manner, Sex, TriageColour
from tests.making import area, code, manifest, person, site, vehicle

DRAWN = Blob(bytes(32), bytes(16), 400, "image/png")
DRAWN_TOO = Blob(b"\1" * 32, bytes(16), 400, "image/png")


def counted(total: int = 2, by: CountedBy = CountedBy.TWO, **more: Any) -> arrival.VehicleCounted:
    return arrival.VehicleCounted("east", by, total, more.pop("includes_dead", False), **more)


def vehicle_back(people: int) -> arrival.VehicleTurnedBack:
    return arrival.VehicleTurnedBack(people, "the post", "no room")


def searched(seconds: int) -> arrival.SafetyChecked:
    return arrival.SafetyChecked(2, seconds, "search", False)


def claimed(tag: int, on: int | None = None, **more: Any) -> arrival.TagClaimed:
    return arrival.TagClaimed(code(tag), came_on=None if on is None else vehicle(on), **more)


def replaced(old: int, new: int) -> arrival.TagReplaced:
    return arrival.TagReplaced(code(old), code(new), "torn")


def voided() -> arrival.TagVoided:
    return arrival.TagVoided("misprinted")


def met(sex: Sex = Sex.FEMALE, **more: Any) -> arrival.PersonMet:
    return arrival.PersonMet(sex, **more)


def born(mother: int = 1, **more: Any) -> arrival.Born:
    return arrival.Born(person(mother), **more)


def came_back(**more: Any) -> arrival.CameBack:
    return arrival.CameBack("the hospital", **more)


def sent_away() -> arrival.TurnedBack:
    return arrival.TurnedBack("the post", "no room")


def needs(soon: HowSoon = HowSoon.NOW) -> first_aid.NeedsMedic:
    return first_aid.NeedsMedic(soon)


def triaged(colour: TriageColour = TriageColour.GREEN) -> first_aid.Triaged:
    return first_aid.Triaged("iitt", "1", "adult", colour)


def coloured(colour: Colour = Colour.RED) -> first_aid.CarePrioritySet:
    return first_aid.CarePrioritySet(colour)


def rushed(**more: Any) -> first_aid.RushedOut:
    return first_aid.RushedOut("a car", "the clinic", **more)


def placed(number: int = 0) -> placement.Placed:
    return placement.Placed(area(number))


def opened(seats: int = 50) -> transport.ManifestOpened:
    return transport.ManifestOpened(seats, site(1), "by the river", "an officer")


def boarded(number: int = 0, by: CheckedBy = CheckedBy.SCAN, why: str | None = None) -> transport.Boarded:
    return transport.Boarded(manifest(number), by, why)


def stepped_off(number: int = 0) -> transport.LeftVehicle:
    return transport.LeftVehicle(manifest(number), "ill", True)


def sealed(people: int, **more: Any) -> transport.ManifestSealed:
    return transport.ManifestSealed(people, more.pop("list_hash", bytes(32)), **more)


def departed(expected_min: int = 300) -> transport.Departed:
    return transport.Departed(expected_min)


def passed(expected_min: int = 60) -> transport.WaypointPassed:
    return transport.WaypointPassed("the bridge", expected_min)


def happened(what: EnRoute = EnRoute.STOP) -> transport.HappenedEnRoute:
    return transport.HappenedEnRoute(what, "the bridge", 60)


def received(number: int = 0, **more: Any) -> transport.Received:
    return transport.Received(manifest(number), **more)


def handed_over(**more: Any) -> transport.HandedOver:
    return transport.HandedOver(signed_by_giver=DRAWN, signed_by_receiver=DRAWN_TOO, **more)


def died(manner: Manner = Manner.ILLNESS, **more: Any) -> Died:
    return Died(CertifiedBy.LAY, manner, **more)


def in_error() -> RecordedInError:
    return RecordedInError("wrong tag")


def answered(duty: str) -> DutyAnswered:
    return DutyAnswered(duty, "done by hand")
