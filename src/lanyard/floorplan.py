"""The whole house on one screen: each kind, what it is about, where it is sealed, who records it, what follows."""

from typing import Final

from lanyard.casefile.duties import COUNT_AGAIN, DEPENDANTS, EXAMINE, HOSPITAL_WORD, SEARCH
from lanyard.casefile.kind import Kind, always
from lanyard.ledger.noun import Compartment, Noun
from lanyard.stations.arrival import entries as arrival
from lanyard.stations.arrival import fold as arrives
from lanyard.stations.arrival import rules as arriving
from lanyard.stations.burial import entries as burial
from lanyard.stations.burial import fold as buries
from lanyard.stations.burial import rules as burying
from lanyard.stations.every import entries as every
from lanyard.stations.first_aid import entries as first_aid
from lanyard.stations.first_aid import fold as cares
from lanyard.stations.first_aid import rules as caring
from lanyard.stations.placement import entries as placement
from lanyard.stations.placement import fold as places
from lanyard.stations.placement import rules as placing
from lanyard.stations.transport import entries as transport
from lanyard.stations.transport import fold as travels
from lanyard.stations.transport import rules as travelling
from lanyard.terms import Role

FOLD_VERSION: Final = 4
"""Raised whenever the same entries would be read otherwise: views with another number are built again."""

PERSON, TAG, VEHICLE, MANIFEST, AREA = Noun.PERSON, Noun.TAG, Noun.VEHICLE, Noun.MANIFEST, Noun.AREA
SITE, REGISTER, MEDICAL = Compartment.SITE, Compartment.REGISTER, Compartment.MEDICAL
ANY, CLERK, MEDIC, DRIVES, RECEIVES = (Role.ANY,), (Role.CLERK,), (Role.MEDIC,), (Role.TRANSPORT,), (Role.RECEIVER,)
HER, WORN = (PERSON,), (PERSON, TAG)
"""About a person; about a person or about a tag whose holder the tablet does not know."""

ON_ROAD = (Role.TRANSPORT, Role.RECEIVER)
HOLDS = (Role.MEDIC, Role.FAMILY_LINKS, Role.REVIEWER)
MEETS, TAKES = {"came_on": arrives.met_from}, {"came_on": cares.taken_off}
CLAIM = ("tag",)
AGREED = {"missing": travels.was_missing, "not_on_list": travels.was_not_on_list, "injured": travels.was_injured}

# fmt: off
STATIONS: Final[dict[str, tuple[Kind, ...]]] = {
    "arrival": (
        Kind(arrival.VehicleCounted, (VEHICLE,), SITE, ANY, {VEHICLE: arrives.counted}, rules=arriving.counting, opens=arrives.count_owes),
        Kind(arrival.VehicleTurnedBack, (VEHICLE,), SITE, ANY, {VEHICLE: arrives.turned}, rules=arriving.turning_back),
        Kind(arrival.SafetyChecked, (VEHICLE,), SITE, ANY, {VEHICLE: arrives.safety_checked}),
        Kind(arrival.WalkedIn, HER, REGISTER, ANY, {PERSON: arrives.walked_in}, claims=CLAIM, opens=arrives.arrival_owes),
        Kind(arrival.FirstControl, HER, REGISTER, ANY, {PERSON: arrives.first_control}),
        Kind(arrival.TagClaimed, HER, REGISTER, ANY, {PERSON: arrives.claimed}, MEETS, CLAIM, opens=arrives.claim_owes),
        Kind(arrival.TagReplaced, HER, REGISTER, CLERK, {PERSON: arrives.replaced}, {"old": arrives.spent}, ("old", "new"), rules=arriving.replacing),
        Kind(arrival.TagVoided, (TAG,), REGISTER, CLERK, {TAG: arrives.voided}),
        Kind(arrival.PersonMet, HER, REGISTER, ANY, {PERSON: arrives.met}, rules=arriving.meeting, opens=arrives.meeting_owes),
        Kind(arrival.Born, HER, REGISTER, ANY, {PERSON: arrives.born}, {"mother": arrives.bore, "aboard": arrives.born_aboard}, CLAIM, rules=arriving.bearing, opens=arrives.arrival_owes),
        Kind(arrival.CameBack, HER, REGISTER, ANY, {PERSON: arrives.came_back}, {"came_on": arrives.back_on}, CLAIM, opens=arrives.arrival_owes),
        Kind(arrival.TurnedBack, HER, REGISTER, ANY, {PERSON: arrives.turned_back}, rules=arriving.turning_back),
        Kind(arrival.ReliefGiven, (PERSON, AREA, VEHICLE), SITE, ANY, {AREA: arrives.relieved}),
    ),
    "first_aid": (
        Kind(first_aid.Glanced, (VEHICLE, AREA, PERSON), SITE, ANY, {VEHICLE: cares.glanced_vehicle, AREA: cares.glanced_area, PERSON: cares.glanced}, {"red_tags": cares.seen_red}, wearers=("red_tags",), opens=cares.glance_owes),
        Kind(first_aid.NeedsMedic, WORN, REGISTER, ANY, {PERSON: cares.called}, rules=caring.caring, opens=cares.call_owes),
        Kind(first_aid.Triaged, WORN, MEDICAL, MEDIC, {PERSON: cares.triaged}, rules=caring.caring, opens=cares.triage_owes),
        Kind(first_aid.CarePrioritySet, WORN, REGISTER, MEDIC, {PERSON: cares.prioritised}, opens=cares.priority_owes),
        Kind(first_aid.Observed, WORN, MEDICAL, MEDIC, rules=caring.observing),
        Kind(first_aid.Treated, WORN, MEDICAL, MEDIC, rules=caring.caring),
        Kind(first_aid.HeldMedically, WORN, REGISTER, MEDIC, {PERSON: cares.held}),
        Kind(first_aid.FitToTravel, WORN, REGISTER, MEDIC, {PERSON: cares.fit}),
        Kind(first_aid.RushedOut, WORN, REGISTER, ANY, {PERSON: cares.rushed_out}, TAKES, rules=caring.rushing_out, opens=always(HOSPITAL_WORD)),
        Kind(first_aid.Referred, HER, REGISTER, MEDIC, {PERSON: cares.referred}),
        Kind(first_aid.CareHandedOver, WORN, MEDICAL, MEDIC),
    ),
    "placement": (
        Kind(placement.Placed, WORN, REGISTER, ANY, {PERSON: places.placed}),
        Kind(placement.HeadcountTaken, (AREA,), SITE, ANY, {AREA: places.counted}, opens=always(COUNT_AGAIN)),
        Kind(placement.MissingReported, HER, REGISTER, ANY, {PERSON: places.missing}, opens=always(SEARCH)),
        Kind(placement.HoldPlaced, HER, REGISTER, HOLDS, {PERSON: places.held}),
        Kind(placement.HoldLifted, HER, REGISTER, HOLDS, {PERSON: places.lifted}, rules=placing.lifting),
    ),
    "transport": (
        Kind(transport.ManifestOpened, (MANIFEST,), SITE, DRIVES, {MANIFEST: travels.opened}),
        Kind(transport.Boarded, WORN, REGISTER, DRIVES, {PERSON: travels.boards}, {"manifest": travels.takes_aboard}, rules=travelling.boarding),
        Kind(transport.LeftVehicle, WORN, REGISTER, DRIVES, {PERSON: travels.leaves}, {"manifest": travels.lets_off}, rules=travelling.leaving, opens=travels.leaving_owes),
        Kind(transport.ManifestSealed, (MANIFEST,), SITE, DRIVES, {MANIFEST: travels.sealed}, rules=travelling.overriding, asks=travelling.asking),
        Kind(transport.Departed, (MANIFEST,), SITE, DRIVES, {MANIFEST: travels.departed}, rules=travelling.departing, opens=travels.departure_owes),
        Kind(transport.WaypointPassed, (MANIFEST,), SITE, ON_ROAD, {MANIFEST: travels.heard}, opens=travels.word_owed),
        Kind(transport.HappenedEnRoute, (MANIFEST,), SITE, ON_ROAD, {MANIFEST: travels.heard}, opens=travels.word_owed),
        Kind(transport.CountedIn, (MANIFEST,), SITE, RECEIVES, {MANIFEST: travels.heads}, rules=travelling.arriving, opens=travels.heads_owe),
        Kind(transport.Received, WORN, REGISTER, RECEIVES, {PERSON: travels.receives}, {"manifest": travels.delivers}, rules=travelling.receiving),
        Kind(transport.HandedOver, (MANIFEST,), SITE, RECEIVES, {MANIFEST: travels.handed_over}, AGREED, wearers=tuple(AGREED), rules=travelling.closing, opens=travels.closing_owes),
    ),
    "burial": (
        Kind(burial.Died, WORN, REGISTER, ANY, {PERSON: buries.died}, TAKES, rules=burying.dying, opens=always(EXAMINE, DEPENDANTS)),
    ),
}
EVERY_STATION: Final = (
    Kind(every.SignedIn, (Noun.DEVICE,), SITE, ANY),
    Kind(every.RecordedInError, (PERSON, TAG, VEHICLE, MANIFEST, AREA, Noun.DEVICE), None, ANY),
    Kind(every.DutyAnswered, (PERSON, TAG, VEHICLE, MANIFEST, AREA), SITE, ANY),
)
# fmt: on

KINDS: Final = {kind.name: kind for kinds in (*STATIONS.values(), EVERY_STATION) for kind in kinds}
