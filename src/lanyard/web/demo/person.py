"""One synthetic person of the story, and what may befall her."""

from dataclasses import dataclass, field
from enum import Enum, auto

from lanyard.casefile.case import ADULT_MONTHS
from lanyard.casefile.tag import tag_ref
from lanyard.ledger.ask import AgeRange
from lanyard.ledger.noun import Ref
from lanyard.terms import Language, Sex, Walks
from lanyard.web.demo.ailments import Ailment
from lanyard.web.demo.names import Name

YEAR = 12
TO_THE_MONTH = 3 * YEAR
TODDLER_WALKS = 18
FRAIL = 65 * YEAR


class Fate(Enum):
    """What befalls somebody beyond the usual way. Each has at most one.

    `SPARED` are those of whom a planted difference is made: nothing else may befall them.
    """

    NONE = auto()
    DEAD_ON_TRUCK = auto()
    DIES_AT_POINT = auto()
    DIES_ON_ROAD = auto()
    DIES_AT_CAMP = auto()
    RUSHED_BEFORE_TAG = auto()
    RUSHED_AND_BACK = auto()
    RUSHED_FROM_POINT = auto()
    RUSHED_ON_ROAD = auto()
    RUSHED_FROM_TRANSIT = auto()
    STAYS = auto()
    STEPS_OFF = auto()
    SCANNED_WRONGLY = auto()
    TAG_TORN = auto()
    HELD = auto()
    GIVES_BIRTH = auto()
    GIVES_BIRTH_ABOARD = auto()
    NEVER_NAMED = auto()
    TURNED_BACK = auto()
    SPARED = auto()


STAY_BEHIND = frozenset({
    Fate.DEAD_ON_TRUCK, Fate.DIES_AT_POINT, Fate.RUSHED_BEFORE_TAG, Fate.RUSHED_AND_BACK, Fate.RUSHED_FROM_POINT,
    Fate.STAYS, Fate.TURNED_BACK,
})  # fmt: skip
"""Who does not go on with the others of her truck."""


RUSHED = frozenset({
    Fate.RUSHED_BEFORE_TAG, Fate.RUSHED_AND_BACK, Fate.RUSHED_FROM_POINT, Fate.RUSHED_ON_ROAD,
    Fate.RUSHED_FROM_TRANSIT,
})  # fmt: skip
"""Who is driven to hospital at once."""


@dataclass(slots=True, eq=False)
class Person:
    """One synthetic person. `months` is her true age; `came_ms` when she came, `boards` when she steps on, by site (UTC ms).

    `at` is where the story has her now: an area's code, a site's letters, or `aboard`, `hospital`, `dead`, `missing`,
    `turned_back`; nothing before she came.
    """

    ref: Ref
    tags: list[str]
    worn: Ref
    female: bool
    months: int
    name: Name
    languages: tuple[Language, ...]
    alone: bool = False
    label: str = ""
    truck: int = 0
    came_ms: int = 0
    fate: Fate = Fate.NONE
    ailment: Ailment | None = None
    stage: int = 0
    boards: dict[str, int] = field(default_factory=dict)
    at: str = ""

    @property
    def tag(self) -> str:
        """The code that she wears now."""
        return self.tags[-1]

    @property
    def sex(self) -> Sex:
        """As seen."""
        return Sex.FEMALE if self.female else Sex.MALE

    @property
    def adult(self) -> bool:
        """Eighteen or more."""
        return self.months >= ADULT_MONTHS

    @property
    def infant(self) -> bool:
        """Under one year."""
        return self.months < YEAR

    @property
    def age(self) -> AgeRange:
        """As said: a small child's to the month, any other to the year."""
        if self.months < TO_THE_MONTH:
            return AgeRange(self.months, self.months)
        birthday = self.months // YEAR * YEAR
        return AgeRange(birthday, birthday + YEAR - 1)

    @property
    def walks(self) -> Walks:
        """How she comes off a vehicle."""
        lying = self.ailment is not None and self.ailment.lying
        if self.months < TODDLER_WALKS or lying:
            return Walks.CARRIED
        return Walks.ASSISTED if self.ailment is not None or self.months > FRAIL else Walks.WALKS

    @property
    def named(self) -> bool:
        """Were first words had with her? If not, all is said about her tag."""
        return self.fate is not Fate.NEVER_NAMED

    @property
    def known_by(self) -> Ref:
        """What the tent writes about: herself, or the tag that nobody has a name for."""
        return self.ref if self.named else self.worn

    def wear(self, code: str) -> None:
        """From now on she wears this tag."""
        self.tags.append(code)
        self.worn = tag_ref(code)


Group = list[Person]
