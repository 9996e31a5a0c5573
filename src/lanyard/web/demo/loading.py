"""Loading: a list is opened, people step on one by one, some step off again, the list is closed, the vehicle leaves."""

from collections.abc import Iterator
from typing import Final

from lanyard.ledger.body import LinkKind
from lanyard.stations.every.entries import RecordedInError
from lanyard.stations.placement.entries import Placed
from lanyard.stations.transport.entries import Boarded, Departed, LeftVehicle, ManifestOpened, ManifestSealed
from lanyard.terms import CheckedBy
from lanyard.web.demo.agenda import Tale
from lanyard.web.demo.devices import BAYS, GATE, MEDIC
from lanyard.web.demo.person import Person
from lanyard.web.demo.plan import AREA_REF, SITE_REF
from lanyard.web.demo.said import Pen, Said
from lanyard.web.demo.scene import TAKEN_BACK, Scene
from lanyard.web.demo.times import MINUTE
from lanyard.web.demo.vehicles import Load

SECOND: Final = 1000
ROUTES: Final = {"BG": "desert road to the transit site", "SW": "river road to the camp"}
OFFICERS: Final = {"BG": "transport officer at the point", "SW": "transport officer at the transit site"}
NIGHT_FIRST_WORD_MIN: Final = 90
TYPED_OF: Final = 60
WORD_LATER_MIN: Final = 15


def bay(load: Load) -> Pen:
    """The tablet at the bay where this vehicle is loaded."""
    bays = BAYS[load.origin]
    return bays[load.number % len(bays)]


def loads(scene: Scene, load: Load) -> Tale:
    """From the empty list to the road."""
    pen, rng = bay(load), scene.rng(f"load/{load.origin}/{load.number}")
    opened = ManifestOpened(load.seats, SITE_REF[load.to], ROUTES[load.origin], OFFICERS[load.origin], load.plate)
    yield pen(load.open_ms, opened, load.ref)
    if load.twice is not None:
        yield pen(load.board_ms + SECOND, Boarded(load.ref, CheckedBy.SCAN), load.twice.worn)._replace(
            name=f"{TAKEN_BACK}never"
        )
    beside = sorted(_beside(load, pen), key=lambda said: said.at_ms)
    for at_ms, person in load.boarding():
        while beside and beside[0].at_ms <= at_ms:
            yield beside.pop(0)
        typed = not rng.randrange(TYPED_OF)
        how = (CheckedBy.TYPED, "the tag was wet and could not be scanned") if typed else (CheckedBy.SCAN, None)
        yield pen(at_ms, Boarded(load.ref, *how), person.worn)
    yield from beside
    people = len(load.riders) + (load.twice is not None)
    yield pen(load.seal_ms, ManifestSealed(people, load.list_hash()), load.ref)
    minutes = NIGHT_FIRST_WORD_MIN if load.by_night else load.road_min // 2 + WORD_LATER_MIN
    yield pen(load.depart_ms, Departed(minutes), load.ref)


def _beside(load: Load, pen: Pen) -> Iterator[Said]:
    """What goes wrong while others step on."""
    for number, person in enumerate(load.stepping_off):
        yield from _steps_off(load, pen, person, load.board_ms + (2 + number) * MINUTE)
    for number, person in enumerate(load.scanned_wrongly):
        yield from _scanned_wrongly(load, pen, person, load.board_ms + (3 + number) * MINUTE)


def _steps_off(load: Load, pen: Pen, person: Person, at_ms: int) -> Iterator[Said]:
    """She is sick on the vehicle and gets off; first aid looks after her until a later one."""
    yield pen(at_ms, Boarded(load.ref, CheckedBy.SCAN), person.worn)
    yield pen(at_ms + 4 * MINUTE, LeftVehicle(load.ref, "sick as soon as the engine ran", still_here=True), person.worn)
    yield MEDIC["BG"](at_ms + 5 * MINUTE, Placed(AREA_REF["BG/aid"]), person.worn)


def _scanned_wrongly(load: Load, pen: Pen, person: Person, at_ms: int) -> Iterator[Said]:
    """Her sister stepped on, her own tag was read; two members of staff take it back."""
    name = f"{TAKEN_BACK}{load.number}/{person.tag}"
    yield pen(at_ms, Boarded(load.ref, CheckedBy.SCAN), person.worn)._replace(name=name)
    wrong = RecordedInError("the wrong tag of two sisters was scanned")
    for number, by in enumerate((pen, GATE)):
        yield by(at_ms + (2 + number) * MINUTE, wrong, person.worn)._replace(points=((LinkKind.IN_ERROR, name),))
