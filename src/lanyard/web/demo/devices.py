"""The devices of the three sites, who signs in at them, and in which role."""

from random import Random
from typing import Final, NamedTuple

from lanyard.ledger.noun import Noun, Ref
from lanyard.stations.every.entries import SignedIn
from lanyard.terms import Role, SignedInBy
from lanyard.web.demo.agenda import Tale
from lanyard.web.demo.plan import drawn_id
from lanyard.web.demo.said import Pen
from lanyard.web.demo.times import END, HOUR, START

SHIFT: Final = 12 * HOUR


class DevicePlan(NamedTuple):
    """A device: its name, its site, the role that is signed in at it. The office is the laptop itself."""

    name: str
    letters: str
    role: Role
    office: bool = False


DEVICES: Final = (
    DevicePlan("bg-gate", "BG", Role.CLERK),
    DevicePlan("bg-search", "BG", Role.SEARCH),
    DevicePlan("bg-medic", "BG", Role.MEDIC),
    DevicePlan("bg-tent", "BG", Role.CLERK),
    DevicePlan("bg-links", "BG", Role.FAMILY_LINKS),
    DevicePlan("bg-bay-1", "BG", Role.TRANSPORT),
    DevicePlan("bg-bay-2", "BG", Role.TRANSPORT),
    DevicePlan("bg-office", "BG", Role.COORDINATOR, office=True),
    DevicePlan("sw-gate", "SW", Role.RECEIVER),
    DevicePlan("sw-hall", "SW", Role.CLERK),
    DevicePlan("sw-medic", "SW", Role.MEDIC),
    DevicePlan("sw-bay", "SW", Role.TRANSPORT),
    DevicePlan("hc-gate", "HC", Role.RECEIVER),
    DevicePlan("hc-hall", "HC", Role.CLERK),
    DevicePlan("hc-medic", "HC", Role.MEDIC),
)

GATE = Pen("bg-gate", "BG/gate")
SEARCH = Pen("bg-search", "BG/gate")
TENT = Pen("bg-tent", "BG/tent")
LINKS = Pen("bg-links", "BG/tent")
BAYS = {"BG": (Pen("bg-bay-1", "BG/bays"), Pen("bg-bay-2", "BG/bays")), "SW": (Pen("sw-bay", "SW/bays"),)}
OFFICE = Pen("bg-office", "BG")
MEDIC = {"BG": Pen("bg-medic", "BG/aid"), "SW": Pen("sw-medic", "SW/aid"), "HC": Pen("hc-medic", "HC/aid")}
RECEIVING = {"SW": Pen("sw-gate", "SW/gate"), "HC": Pen("hc-gate", "HC/gate")}
HALL = {"BG": TENT, "SW": Pen("sw-hall", "SW"), "HC": Pen("hc-hall", "HC")}


def device_ref(name: str) -> Ref:
    """What stands for a device until it is enrolled and has a chain of its own."""
    return Ref(Noun.DEVICE, drawn_id(f"device/{name}"))


def shifts(rng: Random) -> Tale:
    """Two people share each device, twelve hours each, from the first to the last hour. Staff ids are random."""
    staff = {device.name: (rng.randbytes(16), rng.randbytes(16)) for device in DEVICES}
    for shift, at_ms in enumerate(range(START, END, SHIFT)):
        for device in DEVICES:
            how = SignedInBy.PASSWORD if device.office else SignedInBy.PIN
            record = SignedIn(staff[device.name][shift % 2], device.role, how)
            yield Pen(device.name, device.letters)(at_ms, record, device_ref(device.name))
