"""The vehicles of the story: trucks that come to the point, and loads that go on from site to site."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lanyard.crypto.hashing import H
from lanyard.ledger.noun import Noun, Ref
from lanyard.web.demo.person import Fate, Group, Person
from lanyard.web.demo.plan import drawn_id
from lanyard.web.demo.times import MINUTE


def label(plate: str, ref: Ref) -> str:
    """What a vehicle or list is called on the roll."""
    return f"{plate} {ref.key.hex()[:4]}"


@dataclass(slots=True, eq=False)
class Truck:
    """A vehicle that comes to the point. `miscounted`: one too many at first; `driver_says`: his word came first."""

    number: int
    at_ms: int
    groups: list[Group]
    plate: str
    turned_back: bool = False
    miscounted: bool = False
    driver_says: bool = False
    ref: Ref = field(init=False)

    def __post_init__(self) -> None:
        """The vehicle as a noun, the same in every run."""
        self.ref = Ref(Noun.VEHICLE, drawn_id(f"truck/{self.number}"))

    @property
    def label(self) -> str:
        """As on the roll."""
        return label(self.plate, self.ref)

    @property
    def people(self) -> list[Person]:
        """Everyone on it, the dead too."""
        return [person for group in self.groups for person in group]


@dataclass(slots=True, eq=False)
class Load:
    """A vehicle that goes from one site to the next, and its list.

    `others` are names that get onto the list and are not on the vehicle when it leaves: who steps off again, who is
    scanned wrongly and taken back. `twice` is planted: a child of another list.
    """

    number: int
    origin: str
    to: str
    riders: list[Person]
    open_ms: int
    board_min: int
    road_min: int
    seats: int
    plate: str
    stepping_off: list[Person] = field(default_factory=list)
    scanned_wrongly: list[Person] = field(default_factory=list)
    born: list[tuple[Person, Person]] = field(default_factory=list)
    twice: Person | None = None
    stops_min: int = 0
    by_night: bool = False
    placed: bool = True
    ref: Ref = field(init=False)

    def __post_init__(self) -> None:
        """The list as a noun, the same in every run."""
        self.ref = Ref(Noun.MANIFEST, drawn_id(f"load/{self.origin}/{self.number}"))

    @property
    def label(self) -> str:
        """As on the roll."""
        return label(self.plate, self.ref)

    @property
    def board_ms(self) -> int:
        """The first may step on."""
        return self.open_ms + 3 * MINUTE

    @property
    def seal_ms(self) -> int:
        """The list is closed."""
        return self.board_ms + (self.board_min + 2) * MINUTE

    @property
    def depart_ms(self) -> int:
        """It drives off."""
        return self.seal_ms + 2 * MINUTE

    @property
    def half_way_ms(self) -> int:
        """It is seen half way."""
        return self.depart_ms + self.road_min * MINUTE // 2

    @property
    def arrive_ms(self) -> int:
        """It is there, stops included."""
        return self.depart_ms + (self.road_min + self.stops_min) * MINUTE

    def boarding(self) -> Iterator[tuple[int, Person]]:
        """Who steps on when, one by one over the whole time of boarding."""
        for place, person in enumerate(self.riders):
            yield self.board_ms + (place + 1) * self.board_min * MINUTE // (len(self.riders) + 1), person

    def arriving(self) -> list[Person]:
        """Who is on it when it arrives: whoever was taken off or died on the way is not."""
        gone = {Fate.DIES_ON_ROAD, Fate.RUSHED_ON_ROAD} if self.origin == "BG" else set()
        return [person for person in self.riders if person.fate not in gone] + [child for _, child in self.born]

    def list_hash(self) -> bytes:
        """The hash (32 bytes) of who is aboard by their tags, as `stations.transport.rules.list_hash` makes it."""
        aboard = [*self.riders, *([self.twice] if self.twice else [])]
        return H("manifest-list", "\n".join(sorted("/".join(person.tags) for person in aboard)).encode())
